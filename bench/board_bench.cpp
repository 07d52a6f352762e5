// The board alone, without a daemon around it, at a million requests.
#include "domain/board.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>

namespace {

using namespace clockstart::domain;

constexpr std::uint32_t requests = 1'000'000;
constexpr std::uint16_t pathways = 7, areas = 11;
constexpr std::int32_t today = 20'000;

std::uint32_t scattered(std::uint32_t number) {
    number = (number ^ (number >> 16)) * 0x45D9F3BU;
    number = (number ^ (number >> 16)) * 0x45D9F3BU;
    return number ^ (number >> 16);
}

directory make_places() {
    directory places;
    for (std::uint16_t place = 0; place < pathways * areas; ++place) {
        const auto area = "A" + std::to_string(place % areas);
        places.put(clockstart::domain::area{area, area, "sub-icb", "", {}});
        places.put(
            service{"S" + std::to_string(place), "", "P" + std::to_string(place / areas), area, "PV", area, {}, {}});
    }
    return places;
}

// One period, starts over two years, three in five ended.
board_row row_of(std::uint32_t request) {
    const auto drawn = scattered(request);
    board_row row;
    row.request = request;
    row.started = row.from = today - static_cast<std::int32_t>(drawn % 730);
    row.due = row.started + 126;
    row.service = static_cast<std::uint16_t>(scattered(drawn) % (pathways * areas));
    if (const auto until = row.started + static_cast<std::int32_t>(scattered(drawn + 1) % 250);
        until < today && drawn % 5 < 3) {
        row.until = until;
        row.how = until <= row.due ? outcome::met : outcome::missed;
    }
    row.age = static_cast<std::uint8_t>(drawn % 19);
    row.sex = static_cast<std::uint8_t>(drawn % 4);
    row.deprivation = static_cast<std::uint8_t>(drawn % 11);
    row.setting = row.category = 15;
    row.current = true;
    return row;
}

const board& full_board() {
    static const board made = [] {
        board columns;
        for (std::uint32_t request = 1; request <= requests; ++request) {
            const auto row = row_of(request);
            columns.put(request, {&row, 1});
        }
        return columns;
    }();
    return made;
}

waits_question question(grouping by, bool one_pathway) {
    waits_question asked{
        .filter = {}, .as_at = date_of(today), .from = date_of(today - 364), .to = date_of(today), .by = by};
    if (one_pathway) {
        asked.filter.services.assign(pathways * areas, false);
        std::fill_n(asked.filter.services.begin(), areas, true);
    }
    return asked;
}

void waits(benchmark::State& state, grouping by, bool one_pathway) {
    const auto places = make_places();
    const auto& columns = full_board();
    const auto asked = question(by, one_pathway);
    for (auto step : state) {
        benchmark::DoNotOptimize(columns.waits(asked, places));
    }
    state.counters["rows/s"] = benchmark::Counter(requests, benchmark::Counter::kIsIterationInvariantRate);
}

// A change of one request in the middle of a full board: what the writer does after each commit.
void put_again(benchmark::State& state) {
    auto columns = full_board();
    std::uint32_t request = 1;
    for (auto step : state) {
        request = scattered(request) % requests + 1;
        const auto row = row_of(request);
        columns.put(request, {&row, 1});
    }
}

void fill(benchmark::State& state) {
    for (auto step : state) {
        board columns;
        for (std::uint32_t request = 1; request <= requests; ++request) {
            const auto row = row_of(request);
            columns.put(request, {&row, 1});
        }
        state.counters["bytes/request"] =
            static_cast<double>(columns.bytes()) / static_cast<double>(columns.requests());
    }
    state.SetItemsProcessed(state.iterations() * requests);
}

} // namespace

BENCHMARK_CAPTURE(waits, by_area_all_pathways, grouping::area, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(waits, by_area_one_pathway, grouping::area, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(waits, by_age_band, grouping::age_band, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(waits, by_month, grouping::month, false)->Unit(benchmark::kMillisecond);
BENCHMARK(put_again);
BENCHMARK(fill)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
