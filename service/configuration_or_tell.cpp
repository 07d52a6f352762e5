#include "service/configuration_or_tell.hpp"

#include "service/refusal_text.hpp"

#include <string>
#include <string_view>

namespace clockstart::service {

std::optional<configuration> configuration_or_tell(const std::filesystem::path& file) {
    if (file.empty()) {
        return configuration{};
    }
    auto read = read_configuration(file);
    if (!read) {
        tell_refusal(read.error(), [&](std::string_view key) {
            return key == "--config" ? "--config " + file.string() : file.string() + ": " + std::string{key};
        });
        return std::nullopt;
    }
    return std::move(*read);
}

} // namespace clockstart::service
