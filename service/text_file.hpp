#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace clockstart::service {

// The whole of a small file, byte for byte; nothing when it cannot be read.
std::optional<std::string> read_text_file(const std::filesystem::path& file);

} // namespace clockstart::service
