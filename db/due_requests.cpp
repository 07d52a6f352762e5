#include "db/due_requests.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace clockstart::db {

namespace {

// Both are ranges of an index; what is set aside is few.
const std::string due_clocks =
    "SELECT next_at, request FROM clock WHERE next_at IS NOT NULL AND next_at <= :now AND request NOT IN "
    "(SELECT request FROM set_aside WHERE retry_at > :now) ORDER BY next_at, request LIMIT :most";
const std::string due_watches =
    "SELECT watch_at, number FROM request WHERE watch_at IS NOT NULL AND watch_at <= :now AND number NOT IN "
    "(SELECT request FROM set_aside WHERE retry_at > :now) ORDER BY watch_at, number LIMIT :most";

// Also where nothing is due any more: it is looked at, and no longer set aside.
const std::string due_retries =
    "SELECT retry_at, request FROM set_aside WHERE retry_at <= :now ORDER BY retry_at, request LIMIT :most";

const std::string next_clock = "SELECT next_at FROM clock WHERE next_at IS NOT NULL AND request NOT IN "
                               "(SELECT request FROM set_aside) ORDER BY next_at LIMIT 1";
const std::string next_watch = "SELECT watch_at FROM request WHERE watch_at IS NOT NULL AND number NOT IN "
                               "(SELECT request FROM set_aside) ORDER BY watch_at LIMIT 1";
const std::string next_retry = "SELECT retry_at FROM set_aside ORDER BY retry_at LIMIT 1";

} // namespace

struct due_requests::statements {
    explicit statements(soci::session& sql)
        : clocks{(sql.prepare << due_clocks, soci::into(at), soci::into(request), soci::use(now, "now"),
                  soci::use(most, "most"))},
          watches{(sql.prepare << due_watches, soci::into(at), soci::into(request), soci::use(now, "now"),
                   soci::use(most, "most"))},
          retries{(sql.prepare << due_retries, soci::into(at), soci::into(request), soci::use(now, "now"),
                   soci::use(most, "most"))},
          first_clock{(sql.prepare << next_clock, soci::into(at))},
          first_watch{(sql.prepare << next_watch, soci::into(at))}, first_retry{(sql.prepare << next_retry,
                                                                                 soci::into(at))},
          put_aside{(sql.prepare << "INSERT INTO set_aside (request, since, retry_at, attempts, why) "
                                    "VALUES (:request, :now, :retry_at, 1, :why) ON CONFLICT (request) DO UPDATE SET "
                                    "retry_at = excluded.retry_at, attempts = set_aside.attempts + 1, "
                                    "why = excluded.why",
                     soci::use(request, "request"), soci::use(now, "now"), soci::use(retry_at, "retry_at"),
                     soci::use(why, "why"))},
          savepoint{(sql.prepare << "SAVEPOINT due_requests")},
          release{(sql.prepare << "RELEASE SAVEPOINT due_requests")}, undo{(sql.prepare
                                                                            << "ROLLBACK TO SAVEPOINT due_requests")},
          take_back{(sql.prepare << "DELETE FROM set_aside WHERE request = :request", soci::use(request, "request"))},
          how_often{(sql.prepare << "SELECT attempts FROM set_aside WHERE request = :request", soci::into(attempts),
                     soci::use(request, "request"))} {}

    std::optional<long long> first(soci::statement& query) {
        std::optional<long long> found;
        query.execute();
        while (query.fetch()) {
            found = at;
        }
        return found;
    }

    long long now{}, most{}, at{}, request{}, retry_at{};
    int attempts{};
    std::string why;
    soci::statement clocks, watches, retries, first_clock, first_watch, first_retry, put_aside, savepoint, release,
        undo, take_back, how_often;
};

due_requests::due_requests(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
due_requests::~due_requests() = default;

std::vector<long long> due_requests::up_to(long long now, std::size_t limit) {
    auto& held = *statements_;
    held.now = now;
    held.most = static_cast<long long>(limit);
    std::vector<std::pair<long long, long long>> found;
    for (auto* const query : {&held.clocks, &held.watches, &held.retries}) {
        query->execute();
        while (query->fetch()) {
            found.emplace_back(held.at, held.request);
        }
    }
    std::ranges::sort(found);
    std::vector<long long> requests;
    std::unordered_set<long long> seen;
    for (const auto& [at, request] : found) {
        if (requests.size() < limit && seen.insert(request).second) {
            requests.push_back(request);
        }
    }
    return requests;
}

std::optional<long long> due_requests::next() {
    auto& held = *statements_;
    std::optional<long long> earliest;
    for (auto* const query : {&held.first_clock, &held.first_watch, &held.first_retry}) {
        const auto found = held.first(*query);
        if (found && (!earliest || *found < *earliest)) {
            earliest = found;
        }
    }
    return earliest;
}

void due_requests::begin_all() { statements_->savepoint.execute(true); }
void due_requests::keep_all() { statements_->release.execute(true); }
void due_requests::undo_all() {
    statements_->undo.execute(true);
    statements_->release.execute(true);
}

bool due_requests::set_aside(long long request, const std::string& why, long long now, long long retry_at) {
    auto& held = *statements_;
    held.request = request;
    held.why = why;
    held.now = now;
    held.retry_at = retry_at;
    held.put_aside.execute(true);
    held.how_often.execute(true);
    return held.attempts == 1;
}

void due_requests::take_back(long long request) {
    statements_->request = request;
    statements_->take_back.execute(true);
}

std::vector<set_aside_request> load_set_aside(soci::session& sql) {
    std::vector<set_aside_request> found;
    set_aside_request one;
    soci::statement all =
        (sql.prepare
             << "SELECT s.request, r.reference, r.service, s.since, s.retry_at, s.attempts, s.why FROM set_aside s "
                "JOIN request r ON r.number = s.request ORDER BY s.since, s.request",
         soci::into(one.request), soci::into(one.reference), soci::into(one.service), soci::into(one.since),
         soci::into(one.retry_at), soci::into(one.attempts), soci::into(one.why));
    all.execute();
    while (all.fetch()) {
        found.push_back(one);
    }
    return found;
}

} // namespace clockstart::db
