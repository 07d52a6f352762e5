#pragma once

#include "domain/board.hpp"
#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

namespace clockstart::domain {

// The waiting times of a month's end, counts only: for each target of each pathway that has services, who waited at the
// end of the last day and what came and went in the month, in all and by area, provider and service.
//
//     {month, as_at, known_at, targets: [{pathway, version, target, name, limit, bands,
//                                         all, by_area, by_provider, by_service}]}
//
// The lines are those of show_waits_group(). Nothing in it depends on when it is worked out: the same board (as it was
// known at `known_at`), directory and pathways give the same bytes.
boost::json::object month_figures(const board& columns, const directory& places, const pathway_book& pathways,
                                  civil_date last_day, instant known_at);

} // namespace clockstart::domain
