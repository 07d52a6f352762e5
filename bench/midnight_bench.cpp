#include "bench/benches.hpp"
#include "bench/load.hpp"
#include "bench/process.hpp"
#include "bench/sample.hpp"
#include "bench/sqlite.hpp"

#include "db/data_folder.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"

#include <boost/asio/system_executor.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <semaphore>
#include <span>
#include <stdexcept>
#include <thread>

namespace clockstart::bench {

namespace {

using steady = std::chrono::steady_clock;
using std::chrono::days;

// Two batches of the journal: while one is written, the next is there already.
constexpr std::ptrdiff_t outstanding = 1'024;
constexpr std::size_t readers = 8; // connections that read during the wave, each as fast as it is answered
constexpr std::chrono::milliseconds slice{100};
constexpr std::chrono::seconds before_midnight{10}; // for the daemon to start

double seconds_since(steady::time_point since) { return std::chrono::duration<double>(steady::now() - since).count(); }

// Equipment is due 42 days after it was asked for, and the first step of its ladder is 14 days before that. All of them
// began on the same day, so that step falls on the coming midnight for each.
struct wave {
    domain::civil_date began;
    domain::instant midnight;
};
wave coming_wave() {
    const auto now = std::chrono::time_point_cast<domain::instant::duration>(std::chrono::system_clock::now());
    const auto tomorrow = domain::london_date(now) + days{1};
    return {tomorrow - days{42 - 14}, domain::first_instant(tomorrow)};
}

std::vector<std::string> references_of(const std::filesystem::path& folder) {
    const database held{folder / "clockstart.db", database::mode::read};
    std::vector<std::string> references;
    statement each{held, "SELECT reference FROM request ORDER BY number"};
    while (each.step()) {
        references.push_back(each.text(0));
    }
    return references;
}

long long steps_of(const std::filesystem::path& folder) {
    const database held{folder / "clockstart.db", database::mode::read};
    statement query{held, "SELECT COUNT(*) FROM step"};
    query.step();
    return query.number(0);
}

// A folder whose every request has one step due at that midnight, and nothing else.
std::filesystem::path make_waiting(const setting& how, const wave& at) {
    auto folder = fresh_folder(how, "waiting");
    auto services = services_of(folder);
    std::erase_if(services, [](const offered_service& one) { return one.pathway != "equipment"; });
    const sample invented{std::move(services), how.steps};
    const auto list = how.room / "waiting.csv";
    invented.write_waiting(list, how.steps, at.began);
    run_program({how.program.string(), "import", "requests", list.string(), "--data", folder.string()});
    std::filesystem::remove(list);
    return folder;
}

std::filesystem::path copy_of(const std::filesystem::path& folder, const std::string& name) {
    auto copied = folder.parent_path() / name;
    std::filesystem::remove_all(copied);
    std::filesystem::copy(folder, copied, std::filesystem::copy_options::recursive);
    return copied;
}

// A folder opened in this process, with a clock that stands.
struct opened_folder {
    opened_folder(const std::filesystem::path& folder, domain::instant at)
        : now{at.time_since_epoch().count()}, held{db::data_folder::open(folder)} {}

    std::atomic<std::int64_t> now;
    db::data_folder held;
    db::vault identities{held.key_file()};
    db::live_board board;
    db::journal events{held, identities, board,
                       [this] { return domain::instant{std::chrono::microseconds{now.load()}}; }};
};

// Events of people a second, one on each request, with so many outstanding that every batch is full.
double append_rate(const std::filesystem::path& folder, const std::vector<std::string>& references, const wave& at) {
    opened_folder opened{folder, at.midnight - std::chrono::hours{12}};
    std::counting_semaphore<> free{outstanding};
    std::atomic<std::size_t> refused{0};
    const auto today = at.began + days{42 - 14 - 1};
    const auto since = steady::now();
    for (const auto& reference : references) {
        free.acquire();
        db::add_event wanted;
        wanted.by = {"bench", ""};
        wanted.reference = reference;
        wanted.event = {"confirmed_waiting", today, {}, {}};
        opened.events.append(std::move(wanted), [&](const domain::result<db::receipt>& done) {
            refused += done ? 0 : 1;
            free.release();
        });
    }
    for (std::ptrdiff_t each = 0; each < outstanding; ++each) {
        free.acquire();
    }
    const auto seconds = seconds_since(since);
    if (refused != 0) {
        throw std::runtime_error{"the journal refused events"};
    }
    return static_cast<double>(references.size()) / seconds;
}

// Steps a second: passes as the alarm makes them, until nothing is due.
double step_rate(const std::filesystem::path& folder, const wave& at, std::size_t expected) {
    opened_folder opened{folder, at.midnight};
    std::size_t recorded = 0;
    const auto since = steady::now();
    while (opened.events.next_due() && *opened.events.next_due() <= at.midnight) {
        recorded += opened.events.append_and_wait(db::record_due_steps{}).value().count;
    }
    const auto seconds = seconds_since(since);
    if (recorded != expected) {
        throw std::runtime_error{fmt::format("{} steps were recorded instead of {}", recorded, expected)};
    }
    return static_cast<double>(recorded) / seconds;
}

std::int64_t last_sequence(statement& query) {
    query.step();
    const auto last = query.number(0);
    query.reset(); // or it would go on to see the same snapshot
    return last;
}

struct wave_seen {
    double steps_per_second{};
    std::vector<std::uint32_t> latencies; // of answers that were asked for and given while steps were recorded; us
};

// The daemon itself, over its midnight, with readers.
wave_seen live_through(const setting& how, const std::filesystem::path& folder, const wave& at,
                       const std::vector<std::string>& gets, std::size_t expected) {
    const auto port = free_port();
    auto words = serve(how.program, folder, port);
    words.insert(words.end(), {"--trial-clock", domain::format_instant(at.midnight - before_midnight)});
    const server_process ours{words, port};
    const database held{folder / "clockstart.db", database::mode::read};
    statement query{held, "SELECT sequence FROM journal_head"};
    const auto before = last_sequence(query);
    const auto end = before + static_cast<std::int64_t>(expected);
    const auto patience = steady::now() + std::chrono::minutes{5};
    auto come_to = before;
    while (come_to == before && steady::now() < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        come_to = last_sequence(query);
    }
    // Counted from the first commit that is seen, whose steps are left out: when the pass began cannot be seen.
    const auto first = come_to;
    const auto since = steady::now();
    wave_seen seen;
    std::size_t place = 0; // each slice goes on with other requests
    auto seconds = 0.0;
    while (come_to < end && steady::now() < patience) {
        const auto got =
            run({.port = port, .connections = readers, .requests = std::span{gets}.subspan(place), .time = slice});
        place = (place + got.answers) % gets.size();
        const auto reached = last_sequence(query);
        if (reached < end || seen.latencies.empty()) {
            seen.latencies.insert(seen.latencies.end(), got.latencies.begin(), got.latencies.end());
            seconds = seconds_since(since);
            seen.steps_per_second = static_cast<double>(reached - first) / seconds;
        }
        come_to = reached;
    }
    if (come_to < end) {
        throw std::runtime_error{"the wave did not end"};
    }
    std::ranges::sort(seen.latencies);
    return seen;
}

double milliseconds_at(const std::vector<std::uint32_t>& ascending, double percent) {
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(ascending.size())));
    return static_cast<double>(ascending.at(std::max<std::size_t>(rank, 1) - 1)) / 1'000;
}

} // namespace

void measure_midnight(const setting& how, report& into) {
    const auto at = coming_wave();
    const auto waiting = make_waiting(how, at);
    const auto who = sign_in(how, waiting);
    const auto references = references_of(waiting);
    std::vector<std::string> gets;
    for (std::size_t number = 0; number < references.size(); number += 7) { // one that was just answered is kept
        gets.push_back(message("GET", "/api/v1/requests/" + references[number], who));
    }
    figures steps, appends, ratio, served, slow;
    std::size_t answers = 0;
    for (std::size_t repetition = 0; repetition <= how.repetitions; ++repetition) {
        const auto appended = append_rate(copy_of(waiting, "appended"), references, at);
        const auto recorded = step_rate(copy_of(waiting, "stepped"), at, references.size());
        const auto folder = copy_of(waiting, "served");
        const auto seen = live_through(how, folder, at, gets, references.size());
        if (steps_of(folder) != static_cast<long long>(references.size())) {
            throw std::runtime_error{"the daemon did not record one step for each request"};
        }
        if (repetition == 0) {
            continue; // to warm up
        }
        appends.add(appended);
        steps.add(recorded);
        ratio.add(recorded / appended);
        served.add(seen.steps_per_second);
        slow.add(milliseconds_at(seen.latencies, 99));
        answers += seen.latencies.size();
    }
    into.ratio(fmt::format("{} steps due at one midnight, the alarm's passes", references.size()), "/s", steps, appends,
               ratio, 0.7);
    into.figure(fmt::format("the same in the daemon, while {} connections read", readers), "/s", served, {});
    into.figure("GET of one request meanwhile, 99th percentile of the time to an answer", " ms", slow,
                std::pair{report::mark::below, 50.0});
    into.note(fmt::format(
        "Midnight: a folder of {} requests for equipment that began on one day, so that each has the first step of its "
        "ladder at one midnight. Ceiling: `confirmed_waiting` appended to the journal on each of the same requests, in "
        "a copy of the same folder, with {} commands outstanding, so that every batch is full. GETs: {} answers, asked "
        "for and given during the wave.",
        references.size(), outstanding, answers));
    for (const auto* const name : {"waiting", "appended", "stepped", "served"}) {
        std::filesystem::remove_all(how.room / name);
    }
}

} // namespace clockstart::bench
