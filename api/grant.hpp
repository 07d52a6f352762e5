#pragma once

#include "api/form.hpp"

#include "db/token_grant.hpp"

#include <boost/json/object.hpp>

#include <array>

namespace clockstart::domain {
class directory;
}

namespace clockstart::api {

class fields;

// What the form of a grant calls what the API has as lists.
inline constexpr std::array<single_field, 3> grant_fields{
    {{"area", "areas"}, {"provider", "providers"}, {"school", "schools"}}};

// A short id that nobody has yet. It never begins with "-", which a command would take for an option.
std::string make_grant_id();

// What somebody is to be allowed: name, role, areas, providers, schools, expires_on. Faults lie in the reader.
db::token_grant read_grant(fields& read, const domain::directory& places, domain::civil_date today);

// The last day on which it holds; null: no end is set.
boost::json::value last_day_of(const db::token_grant& one);

// {id, name, role, areas, providers, schools, state: in_use|expired|ended, created_at, created_by, last_used_on,
// expires_on, ended_at}
boost::json::object show_grant(const db::token_grant& one, domain::instant now);

} // namespace clockstart::api
