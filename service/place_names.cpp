#include "service/place_names.hpp"

#include <charconv>

namespace clockstart::service {

namespace {

template <class Place>
std::optional<std::string> name_of(const Place* found) {
    return found != nullptr ? std::optional{found->name} : std::nullopt;
}

std::optional<std::string> name_of_pathway(const db::live_board& board, std::string_view code) {
    const auto book = board.pathways();
    for (const auto* pathway : book->current()) {
        if (pathway->code == code) {
            return pathway->name;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> name_of_place(const db::live_board& board, std::string_view kind, std::string_view code) {
    if (kind == "pathway") {
        return name_of_pathway(board, code);
    }
    const auto places = board.places();
    if (kind == "area" || kind == "commissioner") {
        return name_of(places->find_area(code));
    }
    if (kind == "provider") {
        return name_of(places->find_provider(code));
    }
    if (kind == "service") {
        return name_of(places->find_service(code));
    }
    std::int64_t urn = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), urn);
    return kind == "school" && error == std::errc{} && end == code.data() + code.size()
               ? name_of(places->find_school(urn))
               : std::nullopt;
}

} // namespace clockstart::service
