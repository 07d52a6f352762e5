#pragma once

#include "api/kept_month.hpp"
#include "api/view.hpp"
#include "api/waits_question.hpp"

#include "domain/suppression.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace clockstart::api {

// The answer to a question of an audience that is not exact, as count_waits() has it. On the readers' threads.
boost::json::object count_protected(const house& home, const waits_asked& asked);

// What the board has of every service on the day of a question; those that it is about are asked.
counted_services count_services(const domain::board& board, const domain::directory& places,
                                const domain::pathway_book& pathways, domain::waits_question question);

// Puts the parts into the lines of a grouping: by area, provider, pathway, else by service.
void put_into_lines(counted_services& counted, domain::grouping by, const domain::directory& places,
                    const domain::pathway_book& pathways, domain::civil_date on);

// {audience, threshold, rounding, hidden, withheld}: by which rule an answer was made, and how many figures it hides.
boost::json::object suppression_for(const domain::audience& reader, std::size_t hidden);

// A sentence for pages; empty where nothing is kept from the reader.
std::string about_small_numbers(const domain::audience& reader);

// Writes * wherever a figure of these lines is hidden or withheld: in the columns of their table (one row a line), or
// beside the figure, as pages show it.
void mark_hidden(csv_table& table, const boost::json::array& lines);
void mark_hidden(boost::json::array& lines);

} // namespace clockstart::api
