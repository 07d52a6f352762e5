#include "service/demo/caseload.hpp"

#include <array>
#include <string_view>

namespace clockstart::service::demo {

namespace {

// Codes: ISO 9999, those that were found in a public source; names our own.
struct wanted {
    std::string_view category, code, description;
    int most; // how many are asked for at the most
};

constexpr std::array<wanted, 7> seating{
    {{"seating_and_standing", "", "Supportive classroom chair with pelvic belt", 2},
     {"seating_and_standing", "", "Standing frame, size 2, with tray", 1},
     {"seating_and_standing", "", "Upright stander with knee supports", 1},
     {"seating_and_standing", "", "Moulded seat for the family's own chair", 1},
     {"seating_and_standing", "", "Floor sitter", 2},
     {"seating_and_standing", "", "Walking frame, four wheels, forearm rests", 1},
     {"seating_and_standing", "", "Footbox and sandals for the standing frame", 2}}};
constexpr std::array<wanted, 5> communication{{{"communication", "", "Tablet that speaks, with keyguard", 1},
                                               {"communication", "", "Eye-gaze device on a rolling mount", 1},
                                               {"communication", "", "Single-message switches", 4},
                                               {"communication", "", "Communication book with symbols", 2},
                                               {"communication", "", "Switch mount and lead", 2}}};
constexpr std::array<wanted, 8> toileting{
    {{"toileting_and_hoists", "12 36 03", "Mobile hoist with sling seat", 1},
     {"toileting_and_hoists", "12 36 04", "Mobile hoist for standing up", 1},
     {"toileting_and_hoists", "12 36 12", "Ceiling hoist, fixed rail", 1},
     {"toileting_and_hoists", "12 36 18", "Free-standing hoist with gantry", 1},
     {"toileting_and_hoists", "12 36 21", "Sling with head support, small", 3},
     {"toileting_and_hoists", "", "Toilet seat with side supports", 2},
     {"toileting_and_hoists", "", "Shower chair that tilts", 1},
     {"toileting_and_hoists", "", "Changing table, height-adjustable, free-standing", 1}}};
constexpr std::array<wanted, 5> sensory{{{"sensory", "", "Radio aid with two receivers", 2},
                                         {"sensory", "", "Portable sound field system", 1},
                                         {"sensory", "", "Brailler, mechanical", 1},
                                         {"sensory", "", "Braille note-taker", 1},
                                         {"sensory", "", "Screen magnifier for the classroom", 1}}};
constexpr std::array<wanted, 4> others{{{"other", "", "Sleep system, bed positioning", 1},
                                        {"other", "", "Car seat with swivel base", 1},
                                        {"other", "", "Bed with high sides", 1},
                                        {"other", "", "Ear defenders and weighted lap pad", 4}}};

const wanted& draw_from(chance& luck, std::size_t list) {
    switch (list) {
    case 0:
        return luck.one_of(seating);
    case 1:
        return luck.one_of(communication);
    case 2:
        return luck.one_of(toileting);
    case 3:
        return luck.one_of(sensory);
    default:
        return luck.one_of(others);
    }
}

} // namespace

void draw_items(chance& luck, db::create_request& request) {
    static constexpr std::array<double, 5> lists{36, 15, 28, 13, 8};
    static constexpr std::array<double, 3> counts{68, 24, 8};
    const auto list = luck.weighted(lists);
    const auto count = 1 + luck.weighted(counts);
    for (std::size_t number = 1; number <= count; ++number) {
        const auto& one = draw_from(luck, list);
        request.facts.items.push_back({static_cast<int>(number), std::string{one.category}, std::string{one.code},
                                       luck.happens(0.75) ? 1 : luck.between(1, one.most)});
        request.text.item_descriptions.emplace_back(one.description);
    }
}

} // namespace clockstart::service::demo
