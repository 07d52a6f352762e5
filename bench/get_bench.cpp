#include "bench/benches.hpp"
#include "bench/load.hpp"
#include "bench/process.hpp"
#include "bench/sample.hpp"
#include "bench/sqlite.hpp"

#include <fmt/format.h>

namespace clockstart::bench {

namespace {

constexpr std::size_t held_requests = 1'000;
constexpr std::size_t connections = 64;
constexpr std::chrono::milliseconds warm_up{1'000};

// References of requests to read.
std::vector<std::string> fill(std::uint16_t port, const std::filesystem::path& folder, const std::string& who) {
    const sample invented{services_of(folder), held_requests};
    std::vector<std::string> creates;
    for (std::size_t number = 0; number < held_requests; ++number) {
        creates.push_back(message("POST", "/api/v1/requests", who, invented.body(number)));
    }
    run({.port = port, .connections = connections, .requests = creates, .answers = held_requests, .status = 201});
    std::vector<std::string> references;
    const database held{folder / "clockstart.db", database::mode::read};
    statement each{held, "SELECT reference FROM request ORDER BY number"};
    while (each.step()) {
        references.push_back(each.text(0));
    }
    return references;
}

// A GET of each; with a query, which is answered from the disk every time.
std::vector<std::string> gets_of(const std::vector<std::string>& references, const std::string& query,
                                 const std::string& who) {
    std::vector<std::string> gets;
    for (const auto& one : references) {
        gets.push_back(message("GET", "/api/v1/requests/" + one + query, who));
    }
    return gets;
}

} // namespace

void measure_get(const setting& how, report& into) {
    const auto folder = fresh_folder(how, "get");
    const auto who = sign_in(how, folder);
    const auto port = free_port();
    const server_process ours{serve(how.program, folder, port), port};
    const auto references = fill(port, folder, who);
    const auto gets = gets_of(references, "", who);
    const auto today =
        std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
    const auto anew = gets_of(references,
                              fmt::format("?as_at={:04}-{:02}-{:02}", static_cast<int>(today.year()),
                                          static_cast<unsigned>(today.month()), static_cast<unsigned>(today.day())),
                              who);
    const auto first = run({.port = port, .connections = connections, .requests = gets, .time = warm_up});
    const auto size = first.body_bytes / first.answers;

    const auto other_port = free_port();
    const server_process minimal{{how.minimal_server.string(), std::to_string(other_port), std::to_string(size)},
                                 other_port};
    run({.port = other_port, .connections = connections, .requests = gets, .time = warm_up});

    figures ceiling, reached, ratio, slow, read, read_ratio, read_slow;
    for (std::size_t repetition = 0; repetition < how.repetitions; ++repetition) {
        const auto most = run({.port = other_port, .connections = connections, .requests = gets, .time = how.time});
        const auto got = run({.port = port, .connections = connections, .requests = gets, .time = how.time});
        ceiling.add(most.per_second());
        reached.add(got.per_second());
        ratio.add(got.per_second() / most.per_second());
        slow.add(got.milliseconds_at(99));
        const auto from_disk = run({.port = port, .connections = connections, .requests = anew, .time = how.time});
        read.add(from_disk.per_second());
        read_ratio.add(from_disk.per_second() / most.per_second());
        read_slow.add(from_disk.milliseconds_at(99));
    }
    into.ratio(fmt::format("GET of one request, {} connections", connections), "/s", reached, ceiling, ratio, 0.5);
    into.figure("the same, 99th percentile of the time to an answer", " ms", slow, {});
    into.ratio("the same with `as_at`, worked out anew from the ledger each time", "/s", read, ceiling, read_ratio, {});
    into.figure("the same, 99th percentile of the time to an answer", " ms", read_slow, {});
    into.note(fmt::format(
        "GET: {} requests in turn, answers of {} bytes on average, child and words included. An answer that still "
        "holds "
        "is given again for up to 30 seconds (`api/kept_answers`); each waits until the disk has its entry in the "
        "audit. "
        "Ceiling: "
        "`minimal_server`, Beast with one coroutine a connection, a fixed body of that size. One loop thread each, the "
        "same client.",
        gets.size(), size));
}

} // namespace clockstart::bench
