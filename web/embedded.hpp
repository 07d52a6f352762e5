#pragma once

#include <optional>
#include <string_view>

namespace clockstart::web {

// A file of the pages by its name ("templates/home.mustache", "words.json", "assets/clockstart.css"), or nothing. The
// bytes live as long as the program and are followed by a zero byte that is not counted. Any thread.
std::optional<std::string_view> file(std::string_view name);

} // namespace clockstart::web
