#include "api/numbered_list.hpp"

#include "api/cursor.hpp"
#include "api/parameters.hpp"

#include <charconv>

namespace clockstart::api {

std::optional<std::int64_t> sequence_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number > 0 && text.size() <= 18 ? std::optional{number} : std::nullopt;
}

domain::result<numbered_page> read_page_of_numbers(const call& asked) {
    const auto limit = limit_of(asked);
    if (!limit) {
        return limit.error();
    }
    const auto cursor = read_cursor(asked);
    if (!cursor) {
        return cursor.error();
    }
    numbered_page page{.limit = *limit + 1};
    if (!cursor->empty()) {
        page.before = sequence_number(*cursor);
        if (!page.before) {
            return not_a_cursor();
        }
    }
    return page;
}

} // namespace clockstart::api
