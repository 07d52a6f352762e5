#pragma once

#include "domain/time.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

// The rules of steps told a second time, in the plainest way that we know: by walking through a request's life. The
// virtual year is judged by this; nothing here comes from the program but dates and bank holidays.
namespace clockstart::scheduler {

// What somebody records on a request.
struct plain_event {
    domain::instant at{};
    std::string type;
};

// A request's whole life as far as people make it: the first event opens it, with the clock start.
struct plain_life {
    std::string pathway; // equipment, slt or asd
    domain::civil_date clock_start{};
    std::vector<plain_event> events;
};

// (target or "", step, due day, true instant, noticed at, skipped)
using plain_step = std::tuple<std::string, std::string, domain::civil_date, domain::instant, domain::instant, bool>;

// All steps noticed by the last of `passes`: the instants at which the alarm looked, in order.
std::multiset<plain_step> plain_steps(const plain_life& life, const std::vector<domain::instant>& passes);

} // namespace clockstart::scheduler
