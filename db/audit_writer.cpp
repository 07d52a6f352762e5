#include "db/audit_writer.hpp"

#include "db/audit_rows.hpp"
#include "db/ledger.hpp"
#include "db/optional_column.hpp"

#include "domain/reference.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace clockstart::db {

namespace {

audit_row row_of(const actor& by, std::string what, std::string outcome, const boost::json::object& details,
                 domain::instant at) {
    audit_row row;
    row.recorded_at = microseconds_of(at);
    row.who = by.name;
    row.token = by.token_id;
    row.from_where = by.from;
    row.what = std::move(what);
    row.outcome = std::move(outcome);
    row.details = boost::json::serialize(details);
    return row;
}

void write_down(journal_state& state, const note_access& seen, domain::instant at) {
    auto row = row_of(seen.by, seen.what, seen.outcome, seen.details, at);
    if (!seen.why.empty()) {
        const auto number = state.audit.next_number();
        const long long first = *std::ranges::min_element(seen.requests); // whose child's key it is, see why_of()
        const auto request = state.requests.find(first).value();
        const auto child = state.children.find(request.child).value();
        const auto sealed = state.identities.seal(child.key, audit_words_context(number), seen.why);
        row.why_digest = words_digest(sealed);
        state.audit.insert(std::move(row), seen.requests);
        state.audit.insert_words(number, sealed);
        return;
    }
    state.audit.insert(std::move(row), seen.requests);
}

} // namespace

domain::result<receipt> write(journal_state& state, const note_access& what) {
    auto seen = what;
    if (!seen.reference.empty()) {
        // One that is there and one that is not are looked up alike, so that the time tells nothing.
        const auto reference = domain::parse_reference(seen.reference);
        const auto held = state.requests.find(std::string_view{reference ? *reference : seen.reference});
        if (held) {
            seen.requests.push_back(static_cast<std::uint32_t>(held->number));
        } else {
            seen.details["is_there"] = false;
        }
    }
    if (!seen.why.empty() && seen.requests.empty()) {
        return domain::refuse(domain::errc::invalid, "/why", "needs a request that it is about");
    }
    auto done = receipt_of(state, 1);
    // A family needs no account to look, so its looks are counted like what was refused.
    const bool is_counted = seen.outcome != "done" || seen.what == "status.read";
    if (!is_counted || state.repeats.is_new(seen, state.now())) {
        write_down(state, seen, done.recorded_at);
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const end_counting&) {
    const auto counted = state.repeats.counted(domain::instant::max());
    for (const auto& one : counted) {
        write_down(state, one, state.stamp());
    }
    return receipt_of(state, counted.size());
}

domain::result<receipt> write(journal_state& state, const keep_signature& what) {
    insert_head(state.sql, what.head);
    return receipt_of(state, 1);
}

void write_down(journal_state& state, const audit_word& said, const receipt& done, long long before) {
    auto details = said.details;
    if (done.count > 1) {
        details["count"] = done.count;
    }
    auto row = row_of(said.by, std::string{said.what}, done.replayed ? "repeated" : "done", details, state.stamp());
    if (state.head.sequence != before) {
        row.sequence = state.head.sequence;
        row.event_hash = state.head.hash;
    }
    state.audit.insert(std::move(row), done.request == 0 ? std::vector<std::uint32_t>{} : std::vector{done.request});
}

void write_down_repeats(journal_state& state) {
    if (state.repeats.has_counted(state.now())) {
        for (const auto& one : state.repeats.counted(state.now())) {
            write_down(state, one, state.stamp());
        }
    }
}

} // namespace clockstart::db
