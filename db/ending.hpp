#pragma once

#include "domain/error.hpp"

#include <soci/soci.h>

#include <string>

namespace clockstart::db {

// For what is ended once and stays in its table (`table` has the columns id, ended_at): errc::not_found where there is
// no such row, errc::conflict where it has ended already.
inline domain::result<void> check_goes_on(soci::session& sql, const std::string& table, const std::string& id) {
    int ended = 0;
    soci::indicator is_there{};
    sql << "SELECT MAX(CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END) FROM " + table + " WHERE id = :id",
        soci::use(id, "id"), soci::into(ended, is_there);
    if (is_there == soci::i_null) {
        return domain::refuse(domain::errc::not_found);
    }
    if (ended != 0) {
        return domain::refuse(domain::errc::conflict, "", "has ended already");
    }
    return {};
}

} // namespace clockstart::db
