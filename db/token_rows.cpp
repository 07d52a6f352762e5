#include "db/token_rows.hpp"

#include "db/list_column.hpp"
#include "db/optional_column.hpp"

#include <soci/soci.h>

namespace clockstart::db {

void insert_row(soci::session& sql, const token_grant& one, const std::string& secret_hash) {
    const long long created_at = microseconds_of(one.created_at);
    optional_instant expires{one.expires_at};
    const auto areas = list_of(one.areas), providers = list_of(one.providers), schools = list_of(one.schools);
    sql << "INSERT INTO token (id, secret_hash, name, role, areas, providers, schools, created_at, created_by, "
           "expires_at) VALUES (:id, :secret_hash, :name, :role, :areas, :providers, :schools, :created_at, "
           ":created_by, :expires_at)",
        soci::use(one.id, "id"), soci::use(secret_hash, "secret_hash"), soci::use(one.name, "name"),
        soci::use(one.role, "role"), soci::use(areas, "areas"), soci::use(providers, "providers"),
        soci::use(schools, "schools"), soci::use(created_at, "created_at"), soci::use(one.created_by, "created_by"),
        soci::use(expires.value, expires.is_null, "expires_at");
}

std::vector<token_grant> load_tokens(soci::session& sql, const std::string& secret_hash) {
    token_grant one;
    std::string areas, providers, schools;
    long long created_at = 0;
    optional_instant expires, ended;
    optional_day used;
    int is_account = 0;
    soci::statement all =
        (sql.prepare << "SELECT id, name, role, areas, providers, schools, created_at, created_by, expires_at, "
                        "ended_at, last_used_day, CASE WHEN secret_hash = 'account ' || id THEN 1 ELSE 0 END FROM "
                        "token WHERE :wanted = '' OR secret_hash = :wanted ORDER BY "
                        "created_at, id",
         soci::into(one.id), soci::into(one.name), soci::into(one.role), soci::into(areas), soci::into(providers),
         soci::into(schools), soci::into(created_at), soci::into(one.created_by),
         soci::into(expires.value, expires.is_null), soci::into(ended.value, ended.is_null),
         soci::into(used.value, used.is_null), soci::into(is_account), soci::use(secret_hash, "wanted"));
    std::vector<token_grant> tokens;
    all.execute();
    while (all.fetch()) {
        one.areas = texts_of(areas);
        one.providers = texts_of(providers);
        one.schools = numbers_of(schools);
        one.created_at = instant_of(created_at);
        one.expires_at = expires.get();
        one.ended_at = ended.get();
        one.last_used_on = used.get();
        one.is_account = is_account != 0;
        tokens.push_back(one);
    }
    return tokens;
}

} // namespace clockstart::db
