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

domain::result<receipt> write(journal_state& state, const end_token& what) {
    if (const auto goes_on = check_goes_on(state.sql, "token", what.id); !goes_on) {
        return goes_on.error();
    }
    const long long at = microseconds_of(state.now());
    state.sql << "UPDATE token SET ended_at = :at, ended_by = :who WHERE id = :id", soci::use(at, "at"),
        soci::use(what.by.name, "who"), soci::use(what.id, "id");
    state.sql
        << "UPDATE delivery SET state = 'dropped', done_at = :at WHERE state = 'waiting' AND channel = 'email' AND "
           "recipient = :id",
        soci::use(at, "at"), soci::use(what.id, "id");
    state.sql << "DELETE FROM recipient WHERE token = :id", soci::use(what.id, "id");
    return note_change(state, what.by, "token " + what.id + " ended", 1);
}

domain::result<receipt> write(journal_state& state, const note_token_use& what) {
    const int day = domain::day_number(what.on);
    state.sql << "UPDATE token SET last_used_day = :day WHERE id = :id AND COALESCE(last_used_day, :day - 1) < :day",
        soci::use(day, "day"), soci::use(what.by.token_id, "id");
    return receipt_of(state, 1);
}

} // namespace clockstart::db
