#include "db/told_event.hpp"

#include "domain/event.hpp"
#include "domain/request.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace clockstart::db {

namespace json = boost::json;
namespace event_type = domain::event_type;

namespace {

std::string_view text_of(const json::value& value) {
    return value.is_string() ? std::string_view{value.get_string()} : std::string_view{};
}

bool is_one_of(const json::value& value, std::span<const std::string_view> list) {
    return value.is_string() && std::ranges::find(list, text_of(value)) != list.end();
}

enum class kind { code, service, date, instant, number, flag, flags, deliveries };

// [{item, quantity}]: numbers of the request's items.
bool are_deliveries(const json::value& value) {
    return value.is_array() && std::ranges::all_of(value.get_array(), [](const json::value& one) {
               return one.is_object() && std::ranges::all_of(one.get_object(), [](const auto& member) {
                          return (member.key() == "item" || member.key() == "quantity") && member.value().is_int64();
                      });
           });
}

bool are_flags(const json::value& value) {
    return value.is_object() && std::ranges::all_of(value.get_object(), [](const auto& member) {
               return is_told_code(member.key()) && member.value().is_bool();
           });
}

bool looks_right(const json::value& value, kind what, const domain::directory& places) {
    switch (what) {
    case kind::code:
        return is_told_code(text_of(value));
    case kind::service:
        return places.find_service(text_of(value)) != nullptr;
    case kind::date:
        return domain::parse_date(text_of(value)).has_value();
    case kind::instant:
        return domain::parse_instant(text_of(value)).has_value();
    case kind::number:
        return value.is_int64();
    case kind::flag:
        return value.is_bool();
    case kind::flags:
        return are_flags(value);
    case kind::deliveries:
        return are_deliveries(value);
    }
    return false;
}

// What may be told of an event's details, and of nothing else. A new member stays untold until it is listed here.
struct told_member {
    std::string_view type; // empty: of any event
    std::string_view name;
    kind what;
};
constexpr auto told = std::to_array<told_member>({
    {"", "reason", kind::code}, // a code of the pathway; other words are in the vault
    {"", "conditions", kind::flags},
    {event_type::corrected, "corrects", kind::number},
    {event_type::corrected, "void", kind::flag},
    {event_type::transferred, "to_service", kind::service},
    {"not_brought", "communicated", kind::flag},
    {"appointment_booked", "appointment_on", kind::date},
    {"part_delivered", "items", kind::deliveries},
    {"delivered", "items", kind::deliveries},
    {event_type::breach_explained, "target", kind::code},
    {event_type::breach_explained, "due_on", kind::date},
    {event_type::breached, "target", kind::code},
    {event_type::breached, "due_on", kind::date},
    {event_type::breached, "breached_at", kind::instant},
    {event_type::breached, "detected_at", kind::instant},
    {event_type::step_reached, "target", kind::code},
    {event_type::step_reached, "step", kind::code},
    {event_type::step_reached, "watch", kind::code},
    {event_type::step_reached, "role", kind::code},
    {event_type::step_reached, "due_on", kind::date},
    {event_type::step_reached, "due_at", kind::instant},
    {event_type::step_reached, "detected_at", kind::instant},
    {event_type::step_reached, "skipped", kind::code},
});

// The details of an opening event are the facts of the request; age, sex, ethnicity, deprivation and school among them
// stay here.
json::object told_facts(const json::object& details) {
    json::object shown;
    const auto tell = [&](std::string_view name, std::span<const std::string_view> list) {
        if (const auto* const value = details.if_contains(name); value != nullptr && is_one_of(*value, list)) {
            shown[name] = *value;
        }
    };
    tell("priority", domain::priorities);
    tell("setting", domain::settings);
    tell("funder", domain::funders);
    json::array items;
    for (const auto& one : domain::read_facts(details).items) {
        if (std::ranges::find(domain::item_categories, one.category) != std::end(domain::item_categories)) {
            items.push_back(json::object{{"category", one.category}});
        }
    }
    if (!items.empty()) {
        shown["items"] = std::move(items);
    }
    return shown;
}

} // namespace

bool is_told_code(std::string_view text) {
    constexpr std::size_t longest = 40;
    const auto fits = [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_' || one == '-' || one == '+';
    };
    return !text.empty() && text.size() <= longest && text.front() >= 'a' && text.front() <= 'z' &&
           std::ranges::all_of(text, fits);
}

json::object told_details(const event_row& row, const domain::directory& places) {
    if (row.opens) {
        return told_facts(row.details);
    }
    json::object shown;
    for (const auto& one : told) {
        if (!one.type.empty() && one.type != row.type) {
            continue;
        }
        const auto* const value = row.details.if_contains(one.name);
        if (value != nullptr && looks_right(*value, one.what, places)) {
            shown[one.name] = *value;
        }
    }
    return shown;
}

json::object told_event(const event_row& row, const domain::directory& places) {
    const auto* const service = places.find_service(row.service);
    return {{"sequence", row.sequence},
            {"type", row.type},
            {"reference", row.reference},
            {"pathway", row.pathway},
            {"service", row.service},
            {"area", service == nullptr ? json::value(nullptr) : json::value(service->area)},
            {"on", domain::format_date(row.on)},
            {"recorded_at", domain::format_instant(row.recorded_at)},
            {"details", told_details(row, places)}};
}

} // namespace clockstart::db
