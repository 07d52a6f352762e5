#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// The master key as the key file has it: {"id": "1f3c...", "key": "BASE64 of 32 bytes"}. The holder wipes `bytes`.
struct master_key {
    std::string id;
    std::array<unsigned char, 32> bytes{};
};

// Throws std::runtime_error with the reason: not there, readable by others than its owner, not of that form.
master_key read_key_file(const std::filesystem::path& key_file);
// Makes one with a new key, mode 0600, on the disk before it returns. Throws when there is one already.
void make_key_file(const std::filesystem::path& key_file);

// URL-safe, without padding.
std::string base64_of(std::span<const unsigned char> bytes);
std::optional<std::vector<unsigned char>> bytes_from_base64(std::string_view text);

} // namespace clockstart::db
