#pragma once

#include "api/access.hpp"
#include "api/house.hpp"
#include "api/moment.hpp"

#include "domain/clock.hpp"

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
};

// Nothing when there was no such request from that point of view.
std::optional<judged_request> judge(const house& home, const db::held_request& held, const moment& at, bool with_trace);

// What the reader may know of the child and the words besides the ledger; read from the vault only when asked for.
struct private_parts {
    std::optional<domain::identity> child;
    std::vector<db::opened_words> words;
};
private_parts open_private_parts(const house& home, const db::held_request& held, const reach& within);

// GET /requests/{reference}: the contract's members.
boost::json::object show_request(const db::held_request& held, const judged_request& judged,
                                 const private_parts& opened, const moment& at, const domain::directory& places);

boost::json::object show_clock(const domain::clock& one);
boost::json::object show_explanation(const domain::clock& one);

// The version of a request as an entity tag.
std::string etag_of(std::int64_t sequence);

} // namespace clockstart::api
