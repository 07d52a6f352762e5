#include "domain/reference.hpp"

#include <array>
#include <cstddef>

namespace clockstart::domain {
namespace {

constexpr std::string_view alphabet = "234679CDFGHJKMNPQRTVWXY";
constexpr std::size_t prime = alphabet.size();
constexpr std::size_t drawn = 7; // characters before the check character
static_assert(prime == 23);

// Weights 2 to 8, and -1 for the check character itself: none is 0 and no two neighbours are equal modulo 23, so a
// wrong character changes the sum, and so does a swap of two neighbours that differ.
std::size_t check_of(const std::array<std::size_t, drawn>& values) {
    std::size_t sum = 0;
    for (std::size_t place = 0; place < drawn; ++place) {
        sum += (place + 2) * values[place];
    }
    return sum % prime;
}

bool is_letter(char character) { return character >= 'A' && character <= 'Z'; }
char upper(char character) {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
}

std::string assemble(std::string_view prefix, std::string_view eight) {
    std::string shown{prefix};
    shown.append("-").append(eight.substr(0, 4)).append("-").append(eight.substr(4));
    return shown;
}

} // namespace

std::string make_reference(std::string_view prefix, std::uint64_t number) {
    number %= reference_count;
    std::array<std::size_t, drawn> values{};
    for (std::size_t place = drawn; place-- > 0;) {
        values[place] = static_cast<std::size_t>(number % prime);
        number /= prime;
    }
    std::string eight;
    for (const auto value : values) {
        eight.push_back(alphabet[value]);
    }
    eight.push_back(alphabet[check_of(values)]);
    return assemble(prefix, eight);
}

result<std::string> parse_reference(std::string_view text) {
    // As people type it: small letters, hyphens left out or blanks in their place.
    std::string plain;
    for (const char character : text.substr(0, 40)) {
        if (character != '-' && character != ' ') {
            plain.push_back(upper(character));
        }
    }
    if (plain.size() != 2 + drawn + 1 || !is_letter(plain[0]) || !is_letter(plain[1])) {
        return refuse(errc::not_found);
    }
    const auto eight = std::string_view{plain}.substr(2);
    std::array<std::size_t, drawn> values{};
    for (std::size_t place = 0; place < drawn; ++place) {
        values[place] = alphabet.find(eight[place]);
        if (values[place] == std::string_view::npos) {
            return refuse(errc::not_found);
        }
    }
    if (alphabet[check_of(values)] != eight.back()) {
        return refuse(errc::not_found);
    }
    return assemble(plain.substr(0, 2), eight);
}

} // namespace clockstart::domain
