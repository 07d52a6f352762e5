#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// Numbers of requests of a pathway that have a clock which goes on, in order, after `after`. One call reads a few
// hundred of them and passes over some ten thousand others, so that it is short.
struct running_numbers {
    std::vector<long long> found;
    std::uint32_t come_to{};
    bool is_last{false};
};
running_numbers load_running(soci::session& sql, std::string_view pathway, std::uint32_t after);

} // namespace clockstart::db
