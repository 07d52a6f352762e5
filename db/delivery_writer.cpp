#include "db/delivery_writer.hpp"

#include "db/message_writer.hpp"
#include "db/optional_column.hpp"

namespace clockstart::db {

namespace {

std::string_view state_of(delivery_fate fate) {
    switch (fate) {
    case delivery_fate::delivered:
        return "delivered";
    case delivery_fate::given_up:
        return "given_up";
    case delivery_fate::waits:
        break;
    }
    return "waiting";
}

// One row of the outbox, unless a mail to the same person waits already; its number, or 0.
long long insert_mail(journal_state& state, const make_mails::mail& one, domain::instant now) {
    int waiting = 0;
    state.sql << "SELECT COUNT(*) FROM delivery WHERE state = 'waiting' AND channel = 'email' AND recipient = :token",
        soci::use(one.token, "token"), soci::into(waiting);
    if (waiting != 0) {
        return 0;
    }
    long long number = 0;
    state.sql << "SELECT COALESCE(MAX(number), 0) + 1 FROM delivery", soci::into(number);
    const long long made_at = microseconds_of(now);
    const long long due_at = microseconds_of(one.due_at);
    state.sql << "INSERT INTO delivery (number, id, channel, recipient, state, made_at, due_at, attempts, last_answer) "
                 "VALUES (:number, :id, 'email', :token, 'waiting', :made_at, :due_at, 0, '')",
        soci::use(number, "number"), soci::use(one.id, "id"), soci::use(one.token, "token"),
        soci::use(made_at, "made_at"), soci::use(due_at, "due_at");
    return number;
}

} // namespace

domain::result<receipt> write(journal_state& state, const make_mails& what) {
    auto done = receipt_of(state, 0);
    const long long now = microseconds_of(state.now());
    for (const auto& one : what.mails) {
        const auto number = one.id.empty() ? 0 : insert_mail(state, one, state.now());
        if (number == 0 && !one.id.empty()) {
            continue;
        }
        done.count += number == 0 ? 0 : 1;
        if (number != 0) {
            state.sql
                << "UPDATE notice SET delivery = :number WHERE token = :token AND delivery IS NULL AND seen_at IS NULL",
                soci::use(number, "number"), soci::use(one.token, "token");
        }
        if (one.is_digest) {
            state.sql << "UPDATE recipient SET digested_at = :now WHERE token = :token", soci::use(now, "now"),
                soci::use(one.token, "token");
        }
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const record_attempts& what) {
    auto done = receipt_of(state, 0);
    long long number = 0, at = 0, due_at = 0;
    std::string fate, answer;
    optional_instant done_at;
    soci::statement update =
        (state.sql.prepare
             << "UPDATE delivery SET state = :fate, due_at = :due_at, attempts = attempts + 1, "
                "first_tried_at = COALESCE(first_tried_at, :at), last_tried_at = :at, done_at = :done_at, "
                "last_answer = :answer, body = CASE WHEN :fate = 'delivered' AND body IS NOT NULL THEN '' ELSE body "
                "END "
                "WHERE number = :number AND state = 'waiting'",
         soci::use(fate, "fate"), soci::use(due_at, "due_at"), soci::use(at, "at"),
         soci::use(done_at.value, done_at.is_null, "done_at"), soci::use(answer, "answer"),
         soci::use(number, "number"));
    std::string last_before;
    soci::indicator has_before{};
    soci::statement find_before =
        (state.sql.prepare
             << "SELECT MAX(state) FROM delivery WHERE number = (SELECT number FROM delivery WHERE recipient "
                "= (SELECT recipient FROM delivery WHERE number = :number) AND done_at IS NOT NULL AND number "
                "<> :number ORDER BY done_at DESC, number DESC LIMIT 1)",
         soci::into(last_before, has_before), soci::use(number, "number"));
    soci::statement note_delivered =
        (state.sql.prepare
             << "UPDATE webhook SET last_delivered_at = :at WHERE id = (SELECT recipient FROM delivery WHERE "
                "number = :number)",
         soci::use(at, "at"), soci::use(number, "number"));
    for (const auto& one : what.attempts) {
        number = one.number;
        at = microseconds_of(one.at);
        due_at = microseconds_of(one.fate == delivery_fate::waits ? one.again_at : one.at);
        fate = state_of(one.fate);
        answer = one.answer;
        done_at = one.fate == delivery_fate::waits ? optional_instant{} : optional_instant{std::optional{one.at}};
        update.execute(true);
        const bool changed = update.get_affected_rows() == 1;
        done.count += changed ? 1 : 0;
        if (changed && one.fate == delivery_fate::delivered) {
            note_delivered.execute(true);
        }
        if (!changed || one.fate != delivery_fate::given_up) {
            continue;
        }
        // Who is gone refuses everything: of the first in a row somebody is told, and finds the others beside it.
        find_before.execute(true);
        if (has_before == soci::i_null || last_before != "given_up") {
            record_message(state, domain::message::kind::given_up, one.number, 0, "administrator", done.recorded_at);
        }
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const replay_delivery& what) {
    const long long number = what.number;
    std::string held;
    soci::indicator is_there{};
    state.sql << "SELECT MAX(state) FROM delivery WHERE number = :number", soci::use(number, "number"),
        soci::into(held, is_there);
    if (is_there == soci::i_null) {
        return domain::refuse(domain::errc::not_found);
    }
    if (held != "given_up") {
        return domain::refuse(domain::errc::conflict, "", "was not given up: only such a delivery is tried again");
    }
    int ended = 0;
    state.sql << "SELECT COUNT(*) FROM delivery d JOIN webhook w ON w.id = d.recipient WHERE d.number = :number AND "
                 "w.ended_at IS NOT NULL",
        soci::use(number, "number"), soci::into(ended);
    if (ended != 0) {
        return domain::refuse(domain::errc::conflict, "", "was for a webhook that has ended");
    }
    auto done = receipt_of(state, 1);
    const long long now = microseconds_of(state.now());
    state.sql << "UPDATE delivery SET state = 'waiting', due_at = :now, attempts = 0, first_tried_at = NULL, done_at = "
                 "NULL WHERE number = :number",
        soci::use(now, "now"), soci::use(number, "number");
    return done;
}

} // namespace clockstart::db
