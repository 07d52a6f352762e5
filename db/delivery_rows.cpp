#include "db/delivery_rows.hpp"

#include "db/optional_column.hpp"
#include "db/token_rows.hpp"

#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace clockstart::db {

std::vector<delivery_row> load_outbox(soci::session& sql, const outbox_question& question) {
    delivery_row one;
    long long number = 0, made_at = 0, due_at = 0;
    optional_instant first, last, done;
    long long event = 0;
    soci::indicator has_event{};
    const long long before = question.before.value_or(std::numeric_limits<std::int64_t>::max());
    const long long due = question.due ? microseconds_of(*question.due) : std::numeric_limits<long long>::max();
    const auto most = static_cast<long long>(question.limit);
    const std::string order = question.due ? "due_at, number" : "number DESC";
    soci::statement all =
        (sql.prepare
             << "SELECT number, id, channel, recipient, state, made_at, due_at, attempts, first_tried_at, "
                "last_tried_at, done_at, last_answer, event FROM delivery WHERE number < :before AND due_at "
                "<= :due AND (:channel = '' OR channel = :channel) AND (:state = '' OR state = :state) ORDER BY "
             << order << " LIMIT :most",
         soci::into(number), soci::into(one.id), soci::into(one.channel), soci::into(one.recipient),
         soci::into(one.state), soci::into(made_at), soci::into(due_at), soci::into(one.attempts),
         soci::into(first.value, first.is_null), soci::into(last.value, last.is_null),
         soci::into(done.value, done.is_null), soci::into(one.last_answer), soci::into(event, has_event),
         soci::use(before, "before"), soci::use(question.channel, "channel"), soci::use(due, "due"),
         soci::use(question.state, "state"), soci::use(most, "most"));
    std::vector<delivery_row> found;
    all.execute();
    while (all.fetch()) {
        one.number = number;
        one.made_at = instant_of(made_at);
        one.due_at = instant_of(due_at);
        one.first_tried_at = first.get();
        one.last_tried_at = last.get();
        one.done_at = done.get();
        one.event = has_event == soci::i_ok ? std::optional<std::int64_t>{event} : std::nullopt;
        found.push_back(one);
    }
    return found;
}

outbox_figures load_outbox_figures(soci::session& sql) {
    outbox_figures figures;
    long long waiting = 0, given_up = 0;
    optional_instant oldest, next;
    sql << "SELECT COUNT(*), MIN(made_at), MIN(CASE WHEN channel = 'email' THEN due_at END) FROM delivery WHERE state "
           "= "
           "'waiting'",
        soci::into(waiting), soci::into(oldest.value, oldest.is_null), soci::into(next.value, next.is_null);
    sql << "SELECT COUNT(*) FROM delivery WHERE state = 'given_up'", soci::into(given_up);
    figures.waiting = waiting;
    figures.given_up = given_up;
    figures.oldest = oldest.get();
    figures.next_mail_due = next.get();
    return figures;
}

std::vector<recipient_row> load_recipients(soci::session& sql) {
    std::vector<recipient_row> found;
    std::unordered_map<std::string, std::size_t> places;
    std::string invited_id;
    std::unordered_set<std::string> invited; // who has not come yet is nobody who could be told
    soci::statement without_password =
        (sql.prepare << "SELECT id FROM account WHERE password_hash = ''", soci::into(invited_id));
    without_password.execute();
    while (without_password.fetch()) {
        invited.insert(invited_id);
    }
    for (auto& token : load_tokens(sql)) {
        if (token.ended_at || invited.contains(token.id)) {
            continue;
        }
        places.emplace(token.id, found.size());
        found.push_back({.who = {token.id, std::move(token.name), std::move(token.role), std::move(token.areas),
                                 std::move(token.providers)},
                         .sealed_address = {},
                         .pace = "inbox",
                         .nag = true,
                         .digested_at = {},
                         .untold = 0,
                         .unseen = 0,
                         .mail_waits = false,
                         .is_refused = false,
                         .expires_at = token.expires_at});
    }
    std::string token, address, pace;
    recipient_row nobody; // whose token has ended
    const auto row_of = [&](const std::string& id) -> recipient_row& {
        const auto place = places.find(id);
        return place == places.end() ? nobody : found[place->second];
    };
    int nag = 0;
    long long digested_at = 0, untold = 0, unseen = 0;
    soci::statement wishes =
        (sql.prepare << "SELECT token, sealed_address, pace, nag, digested_at FROM recipient", soci::into(token),
         soci::into(address), soci::into(pace), soci::into(nag), soci::into(digested_at));
    wishes.execute();
    while (wishes.fetch()) {
        auto& one = row_of(token);
        one.sealed_address = address;
        one.pace = pace;
        one.nag = nag != 0;
        one.digested_at = instant_of(digested_at);
    }
    soci::statement counts = (sql.prepare << "SELECT token, COUNT(*), SUM(CASE WHEN delivery IS NULL THEN 1 ELSE 0 "
                                             "END) FROM notice WHERE seen_at IS "
                                             "NULL GROUP BY token",
                              soci::into(token), soci::into(unseen), soci::into(untold));
    counts.execute();
    while (counts.fetch()) {
        auto& one = row_of(token);
        one.untold = untold;
        one.unseen = unseen;
    }
    soci::statement waiting =
        (sql.prepare << "SELECT recipient FROM delivery WHERE state = 'waiting' AND channel = 'email'",
         soci::into(token));
    waiting.execute();
    while (waiting.fetch()) {
        row_of(token).mail_waits = true;
    }
    soci::statement refused =
        (sql.prepare
             << "SELECT recipient FROM delivery d WHERE state = 'given_up' AND channel = 'email' AND NOT EXISTS "
                "(SELECT 1 FROM delivery e WHERE e.recipient = d.recipient AND e.done_at > d.done_at)",
         soci::into(token));
    refused.execute();
    while (refused.fetch()) {
        row_of(token).is_refused = true;
    }
    return found;
}

} // namespace clockstart::db
