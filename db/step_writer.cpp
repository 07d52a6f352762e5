#include "db/step_writer.hpp"

#include "db/message_writer.hpp"
#include "db/open_request.hpp"

#include <soci/error.h>

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace clockstart::db {

namespace {

constexpr auto set_aside_for = std::chrono::hours{1};

long long micros(domain::instant at) { return at.time_since_epoch().count(); }

struct unreadable_request {
    long long request{};
    std::string why;
};

// Records what is due of these requests and counts it; or nothing at all, and which of them could not be dealt with.
std::optional<unreadable_request> record_steps(journal_state& state, const std::vector<long long>& due,
                                               domain::instant now, std::size_t& count) {
    undoable before{state};
    state.due.begin_all();
    long long at_work = 0;
    std::size_t recorded = 0;
    try {
        for (const auto number : due) {
            at_work = number;
            open_request request{state, state.requests.find(number).value(), {}, state.events.of_request(number)};
            recorded += request.add_steps(now, open_request::noticed::on_time);
            request.store({});
            state.due.take_back(number);
        }
    } catch (const soci::soci_error&) {
        throw; // the disk, and so everybody's
    } catch (const std::exception& broken) {
        before.undo();
        state.due.undo_all();
        return unreadable_request{at_work, broken.what()};
    }
    state.due.keep_all();
    count = recorded;
    return std::nullopt;
}

} // namespace

domain::result<receipt> write(journal_state& state, const record_due_steps& what) {
    const auto now = state.now();
    receipt done;
    done.recorded_at = now;
    // One savepoint for all of them: one for each would take longer than the work. So when one of them fails, it is set
    // aside and the others begin anew.
    while (const auto failed = record_steps(state, state.due.up_to(micros(now), what.limit), now, done.count)) {
        if (state.due.set_aside(failed->request, failed->why, micros(now), micros(now + set_aside_for))) {
            record_message(state, domain::message::kind::set_aside, failed->request, failed->request, "administrator",
                           now);
        }
        ++done.set_aside;
    }
    done.sequence = state.head.sequence;
    if (const auto next = state.due.next(); next) {
        done.next_due = domain::instant{std::chrono::microseconds{*next}};
    }
    return done;
}

} // namespace clockstart::db
