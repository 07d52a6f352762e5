#include "db/message_table.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct message_table::statements {
    explicit statements(soci::session& sql)
        : insert{(sql.prepare << "INSERT INTO message (number, about, subject, request, role, recorded_at) "
                                 "VALUES (:number, :about, :subject, :request, :role, :recorded_at)",
                  soci::use(row.number, "number"), soci::use(row.about, "about"), soci::use(row.subject, "subject"),
                  soci::use(request, has_request, "request"), soci::use(row.role, "role"),
                  soci::use(row.recorded_at, "recorded_at"))} {}

    message_row row;
    long long request{};
    soci::indicator has_request{};
    soci::statement insert;
};

message_table::message_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
message_table::~message_table() = default;

void message_table::insert(const message_row& one) {
    auto& held = *statements_;
    held.row = one;
    held.request = one.request.value_or(0);
    held.has_request = one.request ? soci::i_ok : soci::i_null;
    held.insert.execute(true);
}

} // namespace clockstart::db
