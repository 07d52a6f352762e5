#pragma once

#include "db/audit_commands.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// A signed head as one line of JSON, without the line's end, and back; nothing where it is none.
std::string line_of(const signed_head& head);
std::optional<signed_head> head_of_line(std::string_view line);

// Adds it to the file of heads, which lies where whoever could change the data folder cannot reach it, and waits for
// the disk. Throws std::runtime_error with the reason.
void append_head(const std::filesystem::path& file, const signed_head& head);

// What a file of heads holds, in its order.
struct read_heads {
    std::vector<signed_head> heads;
    std::vector<std::size_t> bad_lines; // that are no heads; from 1
};
// Throws when it cannot be read.
read_heads read_heads_file(const std::filesystem::path& file);

} // namespace clockstart::db
