#include "service/text_file.hpp"

#include <array>
#include <fstream>

namespace clockstart::service {

std::optional<std::string> read_text_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string text;
    std::array<char, 4096> block{};
    while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    return stream.eof() ? std::optional{std::move(text)} : std::nullopt;
}

} // namespace clockstart::service
