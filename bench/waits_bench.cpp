#include "bench/benches.hpp"
#include "bench/load.hpp"
#include "bench/process.hpp"

#include "db/data_folder.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"

#include <fmt/format.h>

namespace clockstart::bench {

namespace {

constexpr std::size_t asked = 200; // questions in one repetition

void measure_question(const setting& how, std::uint16_t port, const std::string& who, const std::string& name,
                      const std::string& target, report& into) {
    const std::vector<std::string> question{message("GET", target, who)};
    const load one{.port = port, .requests = question, .answers = asked};
    run({.port = port, .requests = question, .answers = 20});
    figures usual, slow;
    for (std::size_t repetition = 0; repetition < how.repetitions; ++repetition) {
        const auto got = run(one);
        usual.add(got.milliseconds_at(50));
        slow.add(got.milliseconds_at(99));
    }
    into.figure(name + ", median", " ms", usual, {});
    into.figure(name + ", 99th percentile", " ms", slow, std::pair{report::mark::below, 25.0});
}

} // namespace

void measure_waits(const setting& how, const std::filesystem::path& folder, report& into) {
    const auto who = sign_in(how, folder);
    {
        const auto port = free_port();
        const server_process ours{serve(how.program, folder, port), port};
        figures ready, resident;
        ready.add(ours.seconds_to_ready());
        resident.add(ours.resident_megabytes());
        measure_question(how, port, who, fmt::format("waits by area, all pathways, {} requests", how.requests),
                         "/api/v1/waits?group_by=area", into);
        measure_question(how, port, who, fmt::format("waits by area, one pathway, {} requests", how.requests),
                         "/api/v1/waits?group_by=area&pathway=equipment", into);
        into.figure(fmt::format("start of the daemon on {} requests, until ready", how.requests), " s", ready, {});
        into.figure("memory of that daemon, resident", " MB", resident, {});
    }
    auto opened = db::data_folder::open(folder);
    db::vault identities{opened.key_file()};
    db::live_board board;
    const db::journal journal{
        opened, identities, board,
        [] { return std::chrono::time_point_cast<domain::instant::duration>(std::chrono::system_clock::now()); }};
    figures bytes;
    board.ask([&](const domain::board& columns, const domain::directory&) {
        bytes.add(static_cast<double>(columns.bytes()) / static_cast<double>(columns.requests()));
        into.note(fmt::format("Board: {} requests in {} rows, {} bytes.", columns.requests(), columns.rows(),
                              columns.bytes()));
    });
    into.figure("memory on the board for one request", " bytes", bytes, std::pair{report::mark::below, 64.0});
}

} // namespace clockstart::bench
