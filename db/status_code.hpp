#pragma once

#include "db/journal_state.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clockstart::db {

// Which code stands on the letter of a request now.
struct status_code {
    std::uint32_t request{};
    int generation{};
};
std::optional<status_code> find_status_code(soci::session& sql, const std::string& reference);

// The code as it is printed, "abcd-efgh-jkmn": 59 bits that follow from the master key, so that no list of codes
// exists.
std::string text_of(const vault& keys, std::string_view reference, int generation);

domain::result<receipt> write(journal_state& state, const renew_status_code& what);

} // namespace clockstart::db
