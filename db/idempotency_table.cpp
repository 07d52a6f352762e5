#include "db/idempotency_table.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct idempotency_table::statements {
    explicit statements(soci::session& sql)
        : insert{(
              sql.prepare << "INSERT INTO idempotency (token, idempotency_key, digest, request, sequence, recorded_at) "
                             "VALUES (:token, :key, :digest, :request, :sequence, :recorded_at)",
              soci::use(row.token, "token"), soci::use(row.key, "key"), soci::use(row.digest, "digest"),
              soci::use(row.request, "request"), soci::use(row.sequence, "sequence"),
              soci::use(row.recorded_at, "recorded_at"))},
          find{(sql.prepare << "SELECT digest, request, sequence, recorded_at FROM idempotency "
                               "WHERE token = :token AND idempotency_key = :key",
                soci::into(found.digest), soci::into(found.request), soci::into(found.sequence),
                soci::into(found.recorded_at), soci::use(found.token, "token"), soci::use(found.key, "key"))},
          forget{(sql.prepare << "DELETE FROM idempotency WHERE (token, idempotency_key) IN "
                                 "(SELECT token, idempotency_key FROM idempotency WHERE recorded_at < :before "
                                 "ORDER BY recorded_at LIMIT 10000)",
                  soci::use(before, "before"))} {}

    first_answer row, found;
    long long before{};
    soci::statement insert, find, forget;
};

idempotency_table::idempotency_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
idempotency_table::~idempotency_table() = default;

std::optional<first_answer> idempotency_table::find(std::string_view token, std::string_view key) {
    auto& held = *statements_;
    held.found.token = token;
    held.found.key = key;
    std::optional<first_answer> got;
    held.find.execute();
    while (held.find.fetch()) {
        got = held.found;
    }
    return got;
}

void idempotency_table::insert(const first_answer& answer) {
    statements_->row = answer;
    statements_->insert.execute(true);
}

std::size_t idempotency_table::forget_before(long long recorded_at) {
    statements_->before = recorded_at;
    statements_->forget.execute(true);
    return static_cast<std::size_t>(statements_->forget.get_affected_rows());
}

} // namespace clockstart::db
