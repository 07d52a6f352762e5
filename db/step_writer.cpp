#include "db/step_writer.hpp"

#include "db/directory_writer.hpp"
#include "db/message_writer.hpp"
#include "db/open_request.hpp"

#include <soci/error.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace clockstart::db {

namespace {

constexpr auto set_aside_for = std::chrono::hours{1};

long long micros(domain::instant at) { return at.time_since_epoch().count(); }

struct step_count {
    std::size_t recorded{}, skipped{};
};

// Of the last events of a ledger, those that say why nobody is told.
std::size_t count_skipped(const std::vector<domain::event>& ledger, std::size_t last) {
    const auto first = ledger.end() - static_cast<std::ptrdiff_t>(last);
    return static_cast<std::size_t>(
        std::count_if(first, ledger.end(), [](const domain::event& one) { return one.details.contains("skipped"); }));
}

struct unreadable_request {
    long long request{};
    std::string why;
};

// Records what is due of these requests and counts it; or nothing at all, and which of them could not be dealt with.
std::optional<unreadable_request> record_steps(journal_state& state, const std::vector<long long>& due,
                                               domain::instant now, step_count& count) {
    undoable before{state};
    state.due.begin_all();
    long long at_work = 0;
    step_count so_far;
    try {
        for (const auto number : due) {
            at_work = number;
            open_request request{state, state.requests.find(number).value(), {}, state.events.of_request(number)};
            const auto added = request.add_steps(now, open_request::noticed::on_time);
            so_far.recorded += added;
            so_far.skipped += count_skipped(request.ledger(), added);
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
    count = so_far;
    return std::nullopt;
}

} // namespace

domain::result<receipt> write(journal_state& state, const record_due_steps& what) {
    const auto now = state.now();
    receipt done;
    done.recorded_at = now;
    if (state.time.pass(now)) {
        done.leapt_from = state.time.row().leapt_from;
        record_message(state, domain::message::kind::held, 0, 0, "administrator", now);
    }
    step_count count;
    // One savepoint for all of them: one for each would take longer than the work. So when one of them fails, it is set
    // aside and the others begin anew.
    while (const auto failed = record_steps(state, state.due.up_to(micros(now), what.limit), now, count)) {
        if (state.due.set_aside(failed->request, failed->why, micros(now), micros(now + set_aside_for))) {
            record_message(state, domain::message::kind::set_aside, failed->request, failed->request, "administrator",
                           now);
        }
        ++done.set_aside;
    }
    done.count = count.recorded;
    done.skipped = count.skipped;
    done.sequence = state.head.sequence;
    if (const auto next = state.due.next(); next) {
        done.next_due = domain::instant{std::chrono::microseconds{*next}};
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const release_sending& what) {
    if (!state.time.row().sending_is_held()) {
        return domain::refuse(domain::errc::conflict);
    }
    state.time.release(state.now());
    return note_change(state, what.by, "sending released", 1);
}

} // namespace clockstart::db
