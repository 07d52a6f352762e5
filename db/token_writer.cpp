#include "db/token_writer.hpp"

#include "db/directory_writer.hpp"
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
    int ended = 0;
    soci::indicator is_there{};
    state.sql << "SELECT MAX(CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END) FROM token WHERE id = :id",
        soci::use(what.id, "id"), soci::into(ended, is_there);
    if (is_there == soci::i_null) {
        return domain::refuse(domain::errc::not_found);
    }
    if (ended != 0) {
        return domain::refuse(domain::errc::conflict, "", "has ended already");
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
        soci::use(day, "day"), soci::use(what.id, "id");
    return receipt_of(state, 1);
}

} // namespace clockstart::db
