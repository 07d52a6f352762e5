#include "tests/service/filled_folder.hpp"

#include "db/connection.hpp"
#include "db/history.hpp"
#include "service/demo/demo.hpp"

#include <soci/soci.h>

#include <numeric>

namespace clockstart::test {

filled_folder::filled_folder(std::uint64_t requests, std::uint64_t seed)
    : folder_{db::data_folder::make(place_.path() / "data", true)},
      identities_{folder_.key_file()}, journal_{folder_, identities_, board_, [] {
                                                    return domain::first_instant(demo_as_at) + std::chrono::hours{12};
                                                }} {
    service::fill_demo(journal_, board_, requests, seed, demo_as_at,
                       [this](std::size_t stored) { told_.push_back(stored); });
}

filled_folder::~filled_folder() { journal_.stop(); }

std::vector<std::string> filled_folder::lines(const std::string& query) const {
    db::connection reader{folder_.database(), db::dialect::role::reader};
    const soci::rowset<std::string> rows = reader.sql().prepare << query;
    return {rows.begin(), rows.end()};
}

long long filled_folder::count(const std::string& what) const {
    return std::stoll(lines("SELECT CAST(count(*) AS TEXT) FROM " + what).at(0));
}

std::vector<std::string> filled_folder::contents() const {
    std::vector<std::string> all;
    for (const auto* const query :
         {"SELECT number || ' ' || reference || ' ' || child || ' ' || pathway || ' ' || service || ' ' || "
          "clock_start_on || ' ' || "
          "family || ' ' || sequence FROM request ORDER BY number",
          "SELECT sequence || ' ' || request || ' ' || type || ' ' || on_day || ' ' || recorded_at || ' ' || "
          "recorded_by || ' ' || details "
          "FROM event ORDER BY sequence",
          "SELECT request || ' ' || target || ' ' || period || ' ' || state || ' ' || started_on || ' ' || due_on "
          "|| ' ' || "
          "coalesce(stopped_on, 0) || ' ' || coalesce(next_at, 0) FROM clock ORDER BY request, target, period",
          "SELECT request || ' ' || target || ' ' || step || ' ' || occurrence || ' ' || sequence FROM step ORDER "
          "BY sequence",
          "SELECT place || code || name || kind || ons_code FROM area ORDER BY place",
          "SELECT area || parent || from_day || ' ' || coalesce(to_day, 0) FROM area_parent ORDER BY area, "
          "from_day",
          "SELECT place || code || name FROM provider ORDER BY place",
          "SELECT place || urn || name || area || phase FROM school ORDER BY place",
          "SELECT place || code || name || pathway || area || provider || commissioner || contract_from || ' ' || "
          "coalesce(contract_to, 0) "
          "FROM service ORDER BY place"}) {
        const auto rows = lines(query);
        all.insert(all.end(), rows.begin(), rows.end());
    }
    const db::history history{folder_, identities_};
    for (const auto& request : history.find_requests(numbers())) {
        const auto parts = history.private_parts_of(request, true, true);
        const auto& who = parts.child.value();
        all.push_back(who.nhs_number + who.no_nhs_number_reason + who.given_name + who.family_name +
                      domain::format_date(who.birth_date) + who.postcode);
        for (const auto& opened : parts.words) {
            all.push_back(std::to_string(opened.sequence) + opened.text.note + opened.text.reason +
                          std::accumulate(opened.text.item_descriptions.begin(), opened.text.item_descriptions.end(),
                                          std::string{}));
        }
    }
    return all;
}

std::vector<std::uint32_t> filled_folder::numbers() const {
    std::vector<std::uint32_t> all(static_cast<std::size_t>(count("request")));
    std::iota(all.begin(), all.end(), 1U);
    return all;
}

} // namespace clockstart::test
