#include "api/worklist_question.hpp"

#include "api/cursor.hpp"
#include "api/moment.hpp"
#include "api/parameters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace clockstart::api {

using domain::errc;

namespace {

constexpr auto states =
    std::to_array<std::string_view>({"open", "running", "breached", "paused", "met", "missed", "ended", "nullified"});
constexpr auto orders = std::to_array<std::string_view>({"due", "longest", "newest"});

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

domain::result<void> read_school(const call& asked, const viewpoint& at, domain::board_filter& rows) {
    const auto text = given(asked, "school");
    if (text.empty()) {
        return {};
    }
    std::uint32_t urn = 0;
    if (!read_number(text, urn)) {
        return domain::refuse(errc::invalid, "?school", "must be the number (URN) of a school");
    }
    const bool in_reach = rows.schools.empty() || std::ranges::find(rows.schools, urn) != rows.schools.end();
    if (!in_reach || at.places->find_school(urn) == nullptr) {
        return domain::refuse(errc::not_found);
    }
    rows.schools = {urn};
    return {};
}

domain::result<void> read_state(const call& asked, const viewpoint& at, worklist_asked& read) {
    const bool on_page = !asked.path.starts_with("/api/");
    read.state = query(asked, "state").value_or(on_page ? "open" : "");
    if (!read.state.empty() && std::ranges::find(states, read.state) == states.end()) {
        return not_one_of("state", states);
    }
    const auto due_before = date_parameter(asked, "due_before", {});
    if (!due_before) {
        return due_before.error();
    }
    if (!given(asked, "due_before").empty()) {
        read.question.due_before = *due_before;
    } else if (read.state == "open") {
        // Every open clock is due before the end of the calendar, and nothing else is due.
        read.question.due_before = domain::make_date(9999, 12, 31);
    }
    if (read.state != "open") {
        read.question.state = domain::clock_state_of(read.state);
    }
    const auto pathway = given(asked, "pathway");
    const auto* const rules = pathway.empty() ? nullptr : at.pathways->find(pathway, at.today);
    if (!pathway.empty() && rules == nullptr) {
        return domain::refuse(errc::invalid, "?pathway", "is no pathway; see GET /api/v1/pathways");
    }
    const auto stage = given(asked, "stage");
    if (stage.empty()) {
        return {};
    }
    if (rules == nullptr) {
        return domain::refuse(errc::invalid, "?stage", "needs ?pathway= as well: each pathway has its own stages");
    }
    const auto* const found = rules->stage_of(stage);
    if (found == nullptr) {
        return domain::refuse(errc::invalid, "?stage", "is no stage of this pathway; see GET /api/v1/pathways");
    }
    read.question.stage = static_cast<std::uint8_t>(found - rules->stages.data());
    return {};
}

domain::result<void> read_order_and_page(const call& asked, worklist_asked& read) {
    const auto named = given(asked, "sort");
    const auto sort = std::ranges::find(orders, named.empty() ? orders.front() : named);
    if (sort == orders.end()) {
        return not_one_of("sort", orders);
    }
    read.sort = *sort;
    read.question.sort = static_cast<domain::worklist_question::order>(sort - orders.begin());
    const auto limit = limit_of(asked);
    if (!limit) {
        return limit.error();
    }
    read.question.limit = *limit + 1;
    const auto cursor = read_cursor(asked);
    if (!cursor) {
        return cursor.error();
    }
    if (!cursor->empty()) {
        const std::string_view place = *cursor;
        const auto colon = place.find(':');
        std::pair<std::int32_t, std::uint32_t> after;
        if (colon == std::string_view::npos || !read_number(place.substr(0, colon), after.first) ||
            !read_number(place.substr(colon + 1), after.second)) {
            return not_a_cursor();
        }
        read.question.after = after;
    }
    return {};
}

} // namespace

std::span<const std::string_view> worklist_states() { return states; }
std::span<const std::string_view> worklist_orders() { return orders; }

domain::result<worklist_asked> read_worklist_question(const call& asked, const viewpoint& at) {
    if (!at.within.sees_requests) {
        return domain::refuse(errc::not_found);
    }
    if (const auto known =
            refuse_unknown_parameters(asked, {"pathway", "area", "provider", "service", "school", "state", "due_before",
                                              "stage", "sort", "limit", "cursor"});
        !known) {
        return known.error();
    }
    worklist_asked read;
    read.question.as_at = at.today;
    auto rows = narrow(at.within.rows,
                       {.pathway = given(asked, "pathway"),
                        .area = given(asked, "area"),
                        .provider = given(asked, "provider"),
                        .service = given(asked, "service")},
                       *at.places, at.today);
    if (!rows) {
        return rows.error();
    }
    if (const auto school = read_school(asked, at, *rows); !school) {
        return school.error();
    }
    read.question.filter = std::move(*rows);
    if (const auto state = read_state(asked, at, read); !state) {
        return state.error();
    }
    if (const auto page = read_order_and_page(asked, read); !page) {
        return page.error();
    }
    return read;
}

std::string place_text(const domain::worklist_place& place) {
    return std::to_string(place.sort_value) + ':' + std::to_string(place.request);
}

} // namespace clockstart::api
