#include "bench/benches.hpp"
#include "bench/process.hpp"
#include "bench/raw_rows.hpp"
#include "bench/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace clockstart::bench {

namespace {

constexpr std::size_t warm_up_rows = 10'000;
constexpr std::size_t most_compared = 200'000; // rows of which the raw API writes as many, held in memory

double import_seconds(const setting& how, const std::filesystem::path& list, const std::filesystem::path& folder) {
    const auto since = std::chrono::steady_clock::now();
    run_program({how.program.string(), "import", "requests", list.string(), "--data", folder.string()});
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

} // namespace

std::filesystem::path measure_import(const setting& how, report& into) {
    auto folder = fresh_folder(how, "large");
    const sample invented{services_of(folder), std::max<std::size_t>(1, how.requests / 5 * 4)};
    const auto list = how.room / "list.csv";
    invented.write_list(list, warm_up_rows);
    import_seconds(how, list, folder);

    invented.write_list(list, how.requests);
    figures rates;
    for (std::size_t repetition = 0; repetition < how.repetitions; ++repetition) {
        folder = fresh_folder(how, "large");
        rates.add(static_cast<double>(how.requests) / import_seconds(how, list, folder));
    }
    const auto megabytes = static_cast<double>(std::filesystem::file_size(list)) / 1e6;
    std::filesystem::remove(list);
    into.figure(fmt::format("`import requests` of {} rows, whole command", how.requests), " rows/s", rates,
                std::pair{report::mark::at_least, 30'000.0});
    const auto compared = std::min(how.requests, most_compared);
    const raw_rows same{folder, 0, static_cast<std::int64_t>(compared)};
    figures raw;
    raw.add(static_cast<double>(compared) / same.write(how.room / "raw.db", compared));
    into.figure(
        fmt::format("for comparison: the raw SQLite C API writing what the first {} rows became, one transaction",
                    compared),
        " rows/s", raw, {});
    into.note(fmt::format("Import: a list of {:.0f} MB with 19 columns; one row in five is a further request of a "
                          "child who is there already, "
                          "about half have ended; {:.1f} database rows came of one row of the list.",
                          megabytes, static_cast<double>(same.rows()) / static_cast<double>(compared)));
    return folder;
}

} // namespace clockstart::bench
