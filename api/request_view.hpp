#pragma once

#include "api/access.hpp"
#include "api/house.hpp"
#include "api/moment.hpp"

#include "domain/clock.hpp"
#include "domain/ladder.hpp"
#include "domain/step.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <vector>

namespace clockstart::api {

// A request judged from one point of view. Points into `held` and into the pathways it keeps alive.
struct judged_request {
    std::shared_ptr<const domain::pathway_book> book;
    const domain::pathway* rules{};
    std::vector<domain::event> events; // effective, by day
    domain::request_state state;
    std::vector<domain::clock> clocks;
    domain::civil_date clock_start_on{};
    std::shared_ptr<const domain::ladder_book> ladders;
    std::vector<domain::step> ahead; // domain::steps_ahead(), what comes after the day of that point of view
};

// Nothing when there was no such request from that point of view.
std::optional<judged_request> judge(const house& home, const db::held_request& held, const moment& at, bool with_trace);

// GET /requests/{reference}: the contract's members. `opened`: what this reader may know of the child and the words.
boost::json::object show_request(const db::held_request& held, const judged_request& judged,
                                 const db::private_parts& opened, const moment& at, const domain::directory& places);

// What time will bring if nobody acts, and who is told; the earliest first.
boost::json::array show_coming(const judged_request& judged);

boost::json::object show_clock(const domain::clock& one);
boost::json::object show_explanation(const domain::clock& one);

// The version of a request as an entity tag.
std::string etag_of(std::int64_t sequence);

} // namespace clockstart::api
