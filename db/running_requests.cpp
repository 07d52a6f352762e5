#include "db/running_requests.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <string>

namespace clockstart::db {

namespace {

constexpr long long most_found = 250;
constexpr long long most_passed_over = 20'000;

} // namespace

running_numbers load_running(soci::session& sql, std::string_view pathway, std::uint32_t after) {
    long long held = 0;
    sql << "SELECT requests FROM journal_head WHERE place = 1", soci::into(held);
    const long long begin = after;
    const long long end = std::min(held, begin + most_passed_over);
    const std::string wanted{pathway};
    long long number = 0;
    soci::statement query =
        (sql.prepare << "SELECT r.number FROM request r WHERE r.number > :begin AND r.number <= :end "
                        "AND r.pathway = :pathway AND EXISTS "
                        "(SELECT 1 FROM clock c WHERE c.request = r.number AND c.stopped_on IS NULL) "
                        "ORDER BY r.number LIMIT :most",
         soci::into(number), soci::use(begin, "begin"), soci::use(end, "end"), soci::use(wanted, "pathway"),
         soci::use(most_found, "most"));
    running_numbers page;
    query.execute();
    while (query.fetch()) {
        page.found.push_back(number);
    }
    const bool is_full = std::ssize(page.found) == most_found;
    page.come_to = static_cast<std::uint32_t>(is_full ? page.found.back() : end);
    page.is_last = !is_full && end == held;
    return page;
}

} // namespace clockstart::db
