#include "db/step_writer.hpp"

#include "db/open_request.hpp"

#include <soci/error.h>

#include <exception>

namespace clockstart::db {

namespace {

constexpr auto answers_are_kept = std::chrono::hours{72}; // promised: 48
constexpr auto set_aside_for = std::chrono::hours{1};

long long micros(domain::instant at) { return at.time_since_epoch().count(); }

std::size_t record_steps(journal_state& state, long long number, domain::instant now) {
    open_request request{state, state.requests.find(number).value(), {}, state.events.of_request(number)};
    const auto recorded = request.add_steps(now, open_request::noticed::on_time);
    request.store({});
    return recorded;
}

} // namespace

domain::result<receipt> write(journal_state& state, const record_due_steps& what) {
    const auto now = state.now();
    receipt done;
    done.recorded_at = now;
    for (const auto number : state.due.up_to(micros(now), what.limit)) {
        undoable before{state};
        state.due.begin_one();
        try {
            done.count += record_steps(state, number, now);
            state.due.take_back(number);
            state.due.keep_one();
        } catch (const soci::soci_error&) {
            throw; // the disk, and so everybody's
        } catch (const std::exception& broken) {
            before.undo();
            state.due.undo_one();
            state.due.set_aside(number, broken.what(), micros(now), micros(now + set_aside_for));
            ++done.set_aside;
        }
    }
    done.sequence = state.head.sequence;
    state.answers.forget_before(micros(now - answers_are_kept));
    if (const auto next = state.due.next(); next) {
        done.next_due = domain::instant{std::chrono::microseconds{*next}};
    }
    return done;
}

} // namespace clockstart::db
