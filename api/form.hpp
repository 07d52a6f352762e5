#pragma once

#include "domain/error.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::api {

using form_fields = std::vector<std::pair<std::string, std::string>>;

// A form as the body that the API takes: names hold their place ("child.given_name", "items.0.category"), a date is
// three fields
// (".day", ".month", ".year"), an empty field is left out, numbers and ticks get their type. What belongs to the form
// alone (csrf, idempotency_key, if_match) is left out. Lists have no gaps: an item without any field is not there.
boost::json::object body_of_form(const form_fields& form);

// A form has one field where the API has a list: "area" where that has "areas".
struct single_field {
    std::string_view single, list;
};
// The body with lists, and faults that lie in them back at the form's field.
boost::json::object with_lists(boost::json::object body, std::span<const single_field> fields);
std::vector<domain::fault> at_single_fields(std::vector<domain::fault> faults, std::span<const single_field> fields);

// The value of a field, or "".
std::string_view value_of(const form_fields& form, std::string_view name);

// What the template needs to show the form again: for each name {value, error}, for dates {day, month, year, error};
// and the list for the summary at the top ({href, text}).
struct shown_form {
    boost::json::object form;
    boost::json::value errors; // null, or {items}
};
shown_form show_form(const form_fields& form, const std::vector<domain::fault>& faults);

} // namespace clockstart::api
