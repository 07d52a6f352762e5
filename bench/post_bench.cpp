#include "bench/benches.hpp"
#include "bench/load.hpp"
#include "bench/process.hpp"
#include "bench/raw_rows.hpp"
#include "bench/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace clockstart::bench {

namespace {

constexpr std::array<std::size_t, 2> connections{64, 256};
constexpr std::size_t creates = 10'000; // in one repetition

// How many transactions the database has seen: the change counter in the header of the WAL's index ("iChange" in
// SQLite's wal.c, the third word). Needs nothing of the daemon.
std::uint32_t transactions(const std::filesystem::path& folder) {
    std::ifstream index{folder / "clockstart.db-shm", std::ios::binary};
    std::array<char, 12> head{};
    if (!index.read(head.data(), head.size())) {
        throw std::runtime_error{"the index of the WAL cannot be read"};
    }
    std::uint32_t count = 0;
    std::memcpy(&count, head.data() + 8, sizeof(count));
    return count;
}

std::int64_t last_request(const std::filesystem::path& folder) {
    const database held{folder / "clockstart.db", database::mode::read};
    statement query{held, "SELECT requests FROM journal_head"};
    query.step();
    return query.number(0);
}

std::vector<std::string> messages(const sample& invented, std::size_t first, const std::string& who) {
    std::vector<std::string> all;
    for (auto number = first; number < first + creates; ++number) {
        all.push_back(message("POST", "/api/v1/requests",
                              who + "Idempotency-Key: bench-" + std::to_string(number) + "\r\n",
                              invented.body(number)));
    }
    return all;
}

} // namespace

void measure_post(const setting& how, report& into) {
    const auto folder = fresh_folder(how, "post");
    const auto who = sign_in(how, folder);
    const auto port = free_port();
    const server_process ours{serve(how.program, folder, port), port};
    const sample invented{services_of(folder), creates * connections.size() * (how.repetitions + 1)};
    std::size_t number = 0;
    for (const auto many : connections) {
        figures ceiling, reached, ratio, slow, batches;
        double rows = 0;
        for (std::size_t repetition = 0; repetition <= how.repetitions; ++repetition) {
            const auto requests = messages(invented, number, who);
            number += creates;
            const auto held = last_request(folder);
            const auto before = transactions(folder);
            const auto got =
                run({.port = port, .connections = many, .requests = requests, .answers = creates, .status = 201});
            const double batch = static_cast<double>(creates) / (transactions(folder) - before);
            if (repetition == 0) {
                continue; // to warm up
            }
            const raw_rows same{folder, held, last_request(folder)};
            const auto seconds =
                same.write(how.room / "raw.db", static_cast<std::size_t>(std::max(1.0, std::round(batch))));
            const auto most = static_cast<double>(same.requests()) / seconds;
            rows = static_cast<double>(same.rows()) / static_cast<double>(same.requests());
            ceiling.add(most);
            reached.add(got.per_second());
            ratio.add(got.per_second() / most);
            slow.add(got.milliseconds_at(99));
            batches.add(batch);
        }
        into.ratio(fmt::format("durable POST of a request, {} connections", many), "/s", reached, ceiling, ratio, 0.35);
        into.figure("the same, 99th percentile of the time to an answer", " ms", slow, {});
        into.note(fmt::format("POST over {} connections: batches of {:.1f} requests on average, {:.1f} rows to a "
                              "request. Ceiling: the SQLite C "
                              "API writing the same rows in batches of that size into the same tables and indexes, "
                              "WAL, synchronous = FULL, "
                              "on the same disk.",
                              many, batches.median(), rows));
    }
}

} // namespace clockstart::bench
