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

// Requests to read, so that no answer can be kept from the last time; each as a message.
std::vector<std::string> fill(std::uint16_t port, const std::filesystem::path& folder, const std::string& who) {
    const sample invented{services_of(folder), held_requests};
    std::vector<std::string> creates;
    for (std::size_t number = 0; number < held_requests; ++number) {
        creates.push_back(message("POST", "/api/v1/requests", who, invented.body(number)));
    }
    run({.port = port, .connections = connections, .requests = creates, .answers = held_requests, .status = 201});
    std::vector<std::string> gets;
    const database held{folder / "clockstart.db", database::mode::read};
    statement each{held, "SELECT reference FROM request ORDER BY number"};
    while (each.step()) {
        gets.push_back(message("GET", "/api/v1/requests/" + each.text(0), who));
    }
    return gets;
}

} // namespace

void measure_get(const setting& how, report& into) {
    const auto folder = fresh_folder(how, "get");
    const auto who = sign_in(how, folder);
    const auto port = free_port();
    const server_process ours{serve(how.program, folder, port), port};
    const auto gets = fill(port, folder, who);
    const auto first = run({.port = port, .connections = connections, .requests = gets, .time = warm_up});
    const auto size = first.body_bytes / first.answers;

    const auto other_port = free_port();
    const server_process minimal{{how.minimal_server.string(), std::to_string(other_port), std::to_string(size)},
                                 other_port};
    run({.port = other_port, .connections = connections, .requests = gets, .time = warm_up});

    figures ceiling, reached, ratio, slow;
    for (std::size_t repetition = 0; repetition < how.repetitions; ++repetition) {
        const auto most = run({.port = other_port, .connections = connections, .requests = gets, .time = how.time});
        const auto got = run({.port = port, .connections = connections, .requests = gets, .time = how.time});
        ceiling.add(most.per_second());
        reached.add(got.per_second());
        ratio.add(got.per_second() / most.per_second());
        slow.add(got.milliseconds_at(99));
    }
    into.ratio(fmt::format("GET of one request, {} connections", connections), "/s", reached, ceiling, ratio, 0.5);
    into.figure("the same, 99th percentile of the time to an answer", " ms", slow, {});
    into.note(fmt::format(
        "GET: {} requests in turn, answers of {} bytes on average, child and words opened from the vault. Ceiling: "
        "`minimal_server`, Beast with one coroutine a connection, a fixed body of that size. One loop thread each, the "
        "same client.",
        gets.size(), size));
}

} // namespace clockstart::bench
