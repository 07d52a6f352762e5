#pragma once

#include "domain/document_reader.hpp"
#include "domain/pathway.hpp"

#include <string>

namespace clockstart::domain {

// The member "limit" of a target, such as {"weeks": 6}. `place` is the pointer of the target.
time_limit read_limit(const boost::json::object& from, const std::string& place, document_reader& reader);

} // namespace clockstart::domain
