#pragma once

#include "db/history.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace clockstart::api {

// The publications that are known, in the order that they are offered.
inline constexpr std::string_view published_series[] = {"rtt-incomplete", "chs"};

// What published.mustache needs beside the list, but for the links: the choices of this series and month (without a
// month: of the latest), and a summary. Reads the disk.
boost::json::object published_page(const db::history& history, const db::published_filter& filter);

} // namespace clockstart::api
