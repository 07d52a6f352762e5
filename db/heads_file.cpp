#include "db/heads_file.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace clockstart::db {

namespace json = boost::json;

std::string line_of(const signed_head& head) {
    return json::serialize(json::object{{"signed_at", domain::format_instant(head.at)},
                                        {"at", head.at.time_since_epoch().count()},
                                        {"audit", head.audit},
                                        {"audit_hash", head.audit_hash},
                                        {"sequence", head.sequence},
                                        {"ledger_hash", head.ledger_hash},
                                        {"key_id", head.key_id},
                                        {"public_key", head.public_key},
                                        {"signature", head.signature}});
}

std::optional<signed_head> head_of_line(std::string_view line) {
    boost::system::error_code failed;
    const auto held = json::parse({line.data(), line.size()}, failed);
    const auto* const members = failed ? nullptr : held.if_object();
    if (members == nullptr) {
        return std::nullopt;
    }
    const auto text = [&](std::string_view name) {
        const auto* const value = members->if_contains(name);
        return value != nullptr && value->is_string() ? std::string{std::string_view{value->get_string()}}
                                                      : std::string{};
    };
    const auto number = [&](std::string_view name) {
        const auto* const value = members->if_contains(name);
        return value != nullptr && value->is_int64() ? value->get_int64() : -1;
    };
    signed_head head{.audit = number("audit"),
                     .audit_hash = text("audit_hash"),
                     .sequence = number("sequence"),
                     .ledger_hash = text("ledger_hash"),
                     .at = domain::instant{std::chrono::microseconds{number("at")}},
                     .key_id = text("key_id"),
                     .public_key = text("public_key"),
                     .signature = text("signature")};
    return head.signature.empty() ? std::nullopt : std::optional{std::move(head)};
}

void append_head(const std::filesystem::path& file, const signed_head& head) {
    const auto line = line_of(head) + "\n";
    const int open_file = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    const bool written = open_file >= 0 &&
                         ::write(open_file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                         ::fsync(open_file) == 0;
    const int why = errno;
    if (open_file >= 0) {
        ::close(open_file);
    }
    if (!written) {
        throw std::runtime_error{"the file of heads " + file.string() + " could not be written: " + std::strerror(why)};
    }
}

read_heads read_heads_file(const std::filesystem::path& file) {
    std::ifstream lines{file};
    if (!lines) {
        throw std::runtime_error{"the file of heads " + file.string() + " cannot be read"};
    }
    read_heads found;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (auto head = head_of_line(line)) {
            found.heads.push_back(std::move(*head));
        } else {
            found.bad_lines.push_back(number);
        }
    }
    return found;
}

} // namespace clockstart::db
