#pragma once

#include <boost/json/object.hpp>

#include <string>

namespace clockstart::service {

// What a published import answered, as lines for people: what was read, by kind; what is odd; what changed in each
// period.
std::string published_summary(const boost::json::object& answered);

// The same of an import of bank holidays: what was added, what was there, and what we have but the file lacks.
std::string calendar_summary(const boost::json::object& answered);

} // namespace clockstart::service
