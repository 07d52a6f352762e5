#pragma once

#include "tests/api/access_sweep.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace clockstart::test {

// What stands in the requests of the sweep of a child, and as words.
inline constexpr std::array<std::string_view, 5> personal{"Zephyrine", "Quillon", "999 ", "2018-02-03",
                                                          "3 February 2018"};
inline constexpr std::string_view kestrel = "Kestrels nest behind the hall";

// Codes and references of each kind of object ("reference", "service", "prompt", "commissioner's prompt").
using access_objects = std::map<std::string, std::map<whose, std::string>>;
access_objects make_access_objects(house_server& house, const std::string& administrator);

// A token of that role; limited to one provider in one area, a commissioner and an auditor to the area, a school to
// itself. An administrator has everything.
std::string limited_token(house_server& house, std::string_view role);
// Whether the object lies within the scope of that token.
bool reaches(std::string_view role, whose object);

} // namespace clockstart::test
