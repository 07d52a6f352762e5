#include "api/request_body.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

namespace {

void put_flag(fields& read, std::string_view name, json::object& details) {
    if (const auto flag = read.maybe_flag(name); flag) {
        details[name] = *flag;
    }
}

void read_conditions(fields& read, json::object& details) {
    auto given = read.maybe_object("conditions");
    if (!given) {
        return;
    }
    json::object conditions;
    for (const std::string_view name :
         {"communicated", "not_against_best_interests", "published_policy", "protects_vulnerable"}) {
        put_flag(*given, name, conditions);
    }
    details["conditions"] = std::move(conditions);
}

void read_delivered(fields& read, const domain::request_facts& facts, json::object& details) {
    json::array items;
    for (auto& line : read.maybe_objects("items", 50)) {
        const auto number = line.integer("item", 1, 50);
        const auto quantity = line.maybe_integer("quantity", 1, 1000).value_or(1);
        if (number > static_cast<std::int64_t>(facts.items.size())) {
            line.fault("item", "is no item of this request; they are numbered from 1");
        }
        items.push_back(json::object{{"item", number}, {"quantity", quantity}});
    }
    if (!items.empty()) {
        details["items"] = std::move(items);
    }
}

} // namespace

domain::result<event_body> read_event_body(const json::object& body, const domain::request_facts& facts,
                                           domain::civil_date today) {
    fields read{body};
    event_body made;
    auto& event = made.event;
    event.type = read.text("type", 40);
    event.reason = read.maybe_text("reason", 500).value_or("");
    made.text.note = read.maybe_text("note", 4000).value_or("");
    if (event.type == domain::event_type::corrected) {
        put_flag(read, "void", event.details);
        if (const auto sequence = read.maybe_integer("corrects", 1, std::numeric_limits<std::int64_t>::max());
            sequence) {
            event.details["corrects"] = *sequence;
        }
    } else if (event.type == domain::event_type::transferred) {
        event.details["to_service"] = read.text("to_service", 80);
    } else if (event.type == "not_brought") {
        put_flag(read, "communicated", event.details);
    } else if (event.type == "delivered" || event.type == "part_delivered") {
        read_delivered(read, facts, event.details);
    } else if (event.type == "appointment_booked") {
        if (const auto on = read.maybe_date("appointment_on"); on) {
            event.details["appointment_on"] = domain::format_date(*on);
        }
    } else if (event.type == domain::event_type::next_step_planned) {
        event.details["planned_for"] = domain::format_date(read.date("planned_for"));
    } else if (event.type == domain::event_type::breach_explained) {
        if (const auto target = read.maybe_text("target", 40); target) {
            event.details["target"] = *target;
        }
    } else if (event.type == domain::event_type::note && made.text.note.empty()) {
        read.fault("note", "is needed for an event of this type");
    }
    read_conditions(read, event.details);

    const auto* const voids = event.details.if_contains("void");
    const bool needs_no_day =
        event.type == domain::event_type::note || event.type == domain::event_type::confirmed_waiting ||
        event.type == domain::event_type::breach_explained || event.type == domain::event_type::next_step_planned ||
        event.type == domain::event_type::transfer_accepted || (voids != nullptr && voids->get_bool());
    event.on = needs_no_day ? read.maybe_date("on").value_or(today) : read.date("on");
    if (const auto sound = read.finish(); !sound) {
        return sound.error();
    }
    return made;
}

} // namespace clockstart::api
