#pragma once

#include "domain/board.hpp"
#include "domain/directory.hpp"
#include "domain/suppression.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace clockstart::api {

// Parts of figures, each with the place of its service in the directory.
struct counted_services {
    std::vector<domain::counted_part> parts;
    std::vector<std::size_t> services;
};

// What a kept month (domain/month_figures.hpp) tells of all services of a pathway, by a target of it; those that the
// filter lets through are asked. A service without a line had nobody.
counted_services parts_of_month(const boost::json::object& target, const domain::directory& places,
                                const domain::board_filter& rows);

// Whether it is the first target of its pathway in the month: the only one that protected figures are given of, because
// who waits for the first contact waits for the outcome too.
bool is_first_of_pathway(const boost::json::object& figures, const boost::json::object& target);

} // namespace clockstart::api
