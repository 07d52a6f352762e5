#include "db/webhook_writer.hpp"

#include "db/directory_writer.hpp"
#include "db/ending.hpp"
#include "db/list_column.hpp"
#include "db/optional_column.hpp"

#include <algorithm>

namespace clockstart::db {

namespace {

using faults = std::vector<domain::fault>;

template <class Known>
void check_codes(const std::vector<std::string>& codes, std::string_view member, const Known& is_known, faults& found) {
    for (std::size_t place = 0; place < codes.size(); ++place) {
        if (!is_known(codes[place])) {
            found.push_back({std::string{member} + "/" + std::to_string(place), "is not known"});
        }
    }
}

} // namespace

domain::result<receipt> write(journal_state& state, const add_webhook& what) {
    faults found;
    const auto& places = *state.places;
    check_codes(
        what.areas, "/areas", [&](const auto& code) { return places.find_area(code) != nullptr; }, found);
    check_codes(
        what.providers, "/providers", [&](const auto& code) { return places.find_provider(code) != nullptr; }, found);
    if (!found.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(found), BOOST_CURRENT_LOCATION};
    }
    int same = 0;
    state.sql << "SELECT COUNT(*) FROM webhook WHERE name = :name AND ended_at IS NULL", soci::use(what.name, "name"),
        soci::into(same);
    if (same != 0) {
        return domain::refuse(domain::errc::conflict, "/name", "is that of another webhook, which has not ended");
    }
    const long long sequence = state.head.sequence;
    const long long at = microseconds_of(state.now());
    const auto areas = list_of(what.areas), providers = list_of(what.providers), types = list_of(what.types);
    state.sql << "INSERT INTO webhook (id, name, host, sealed_url, sealed_secret, areas, providers, types, handed_out, "
                 "created_at, created_by) VALUES (:id, :name, :host, :url, :secret, :areas, :providers, :types, "
                 ":sequence, :at, :who)",
        soci::use(what.id, "id"), soci::use(what.name, "name"), soci::use(what.host, "host"),
        soci::use(what.sealed_url, "url"), soci::use(what.sealed_secret, "secret"), soci::use(areas, "areas"),
        soci::use(providers, "providers"), soci::use(types, "types"), soci::use(sequence, "sequence"),
        soci::use(at, "at"), soci::use(what.by.name, "who");
    return note_change(state, what.by, "webhook " + what.id, 1);
}

domain::result<receipt> write(journal_state& state, const end_webhook& what) {
    if (const auto goes_on = check_goes_on(state.sql, "webhook", what.id); !goes_on) {
        return goes_on.error();
    }
    const long long at = microseconds_of(state.now());
    state.sql << "UPDATE webhook SET ended_at = :at, ended_by = :who WHERE id = :id", soci::use(at, "at"),
        soci::use(what.by.name, "who"), soci::use(what.id, "id");
    state.sql
        << "UPDATE delivery SET state = 'dropped', done_at = :at, body = '' WHERE state = 'waiting' AND event IS NOT "
           "NULL AND recipient = :id",
        soci::use(at, "at"), soci::use(what.id, "id");
    return note_change(state, what.by, "webhook " + what.id + " ended", 1);
}

domain::result<receipt> write(journal_state& state, const hand_out_events& what) {
    long long handed_out = -1;
    soci::indicator goes_on{};
    state.sql << "SELECT MAX(handed_out) FROM webhook WHERE id = :id AND ended_at IS NULL",
        soci::use(what.webhook, "id"), soci::into(handed_out, goes_on);
    if (goes_on == soci::i_null || handed_out != what.after) {
        return domain::refuse(domain::errc::conflict);
    }
    long long number = 0, event = 0, request = 0;
    state.sql << "SELECT COALESCE(MAX(number), 0) FROM delivery", soci::into(number);
    const long long now = microseconds_of(state.now());
    std::string id, body;
    soci::statement insert =
        (state.sql.prepare
             << "INSERT INTO delivery (number, id, channel, recipient, state, made_at, due_at, attempts, last_answer, "
                "event, request, body) VALUES (:number, :id, 'webhook', :webhook, 'waiting', :now, :now, 0, '', "
                ":event, "
                ":request, :body)",
         soci::use(number, "number"), soci::use(id, "id"), soci::use(what.webhook, "webhook"), soci::use(now, "now"),
         soci::use(event, "event"), soci::use(request, "request"), soci::use(body, "body"));
    for (const auto& one : what.calls) {
        ++number;
        id = one.id;
        event = one.event;
        request = one.request;
        body = one.body;
        insert.execute(true);
    }
    const long long up_to = what.up_to;
    state.sql << "UPDATE webhook SET handed_out = :up_to WHERE id = :id", soci::use(up_to, "up_to"),
        soci::use(what.webhook, "id");
    return receipt_of(state, what.calls.size());
}

} // namespace clockstart::db
