#include "db/token_writer.hpp"

#include "db/directory_writer.hpp"
#include "db/ending.hpp"
#include "db/optional_column.hpp"
#include "db/token_rows.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const add_token& what) {
    auto grant = what.grant;
    grant.created_by = what.by.name;
    insert_row(state.sql, grant, what.secret_hash);
    return note_change(state, what.by, "token " + grant.id, 1);
}

void end_grant(journal_state& state, const actor& by, const std::string& id) {
    const long long at = microseconds_of(state.now());
    state.sql << "UPDATE token SET ended_at = :at, ended_by = :who WHERE id = :id", soci::use(at, "at"),
        soci::use(by.name, "who"), soci::use(id, "id");
    state.sql
        << "UPDATE delivery SET state = 'dropped', done_at = :at WHERE state = 'waiting' AND channel = 'email' AND "
           "recipient = :id",
        soci::use(at, "at"), soci::use(id, "id");
    state.sql << "DELETE FROM recipient WHERE token = :id", soci::use(id, "id");
}

domain::result<receipt> write(journal_state& state, const end_token& what) {
    if (const auto held = load_tokens(state.sql, account_mark(what.id)); !held.empty()) {
        return domain::refuse(domain::errc::not_found); // of an account, which is disabled instead
    }
    if (const auto goes_on = check_goes_on(state.sql, "token", what.id); !goes_on) {
        return goes_on.error();
    }
    end_grant(state, what.by, what.id);
    return note_change(state, what.by, "token " + what.id + " ended", 1);
}

void note_use(journal_state& state, const std::string& id, domain::civil_date on) {
    const int day = domain::day_number(on);
    state.sql << "UPDATE token SET last_used_day = :day WHERE id = :id AND COALESCE(last_used_day, :day - 1) < :day",
        soci::use(day, "day"), soci::use(id, "id");
}

domain::result<receipt> write(journal_state& state, const note_token_use& what) {
    note_use(state, what.by.token_id, what.on);
    return receipt_of(state, 1);
}

} // namespace clockstart::db
