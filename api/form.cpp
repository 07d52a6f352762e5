#include "api/form.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 3> form_only{"csrf", "idempotency_key", "if_match"};
constexpr std::array<std::string_view, 6> numbers{"quantity", "deprivation_decile", "school_urn", "corrects", "item",
                                                  "index"};
constexpr std::array<std::string_view, 6> ticks{
    "void", "communicated", "not_against_best_interests", "published_policy", "protects_vulnerable", "anonymous"};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (true) {
        const auto dot = text.find(at);
        parts.emplace_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(dot + 1);
    }
}

std::optional<std::size_t> list_place(std::string_view part) {
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), place);
    return error == std::errc{} && end == part.data() + part.size() && place < 50 ? std::optional{place} : std::nullopt;
}

json::value typed(std::string_view name, const std::string& text) {
    if (std::ranges::find(numbers, name) != numbers.end()) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size()) {
            return number;
        }
    }
    if (std::ranges::find(ticks, name) != ticks.end()) {
        return text == "true";
    }
    return json::value(text);
}

// Goes down the names, making objects and list places on the way.
json::value& member_at(json::value& at, const std::string& part) {
    if (const auto place = list_place(part); place) {
        if (!at.is_array()) {
            at = json::array{};
        }
        auto& list = at.get_array();
        while (list.size() <= *place) {
            list.push_back(json::object{});
        }
        return list[*place];
    }
    if (!at.is_object()) {
        at = json::object{};
    }
    return at.get_object()[part];
}

void put(json::object& root, std::string_view name, json::value value) {
    const auto parts = split(name, '.');
    json::value* at = &root[parts.front()];
    for (std::size_t number = 1; number < parts.size(); ++number) {
        at = &member_at(*at, parts[number]);
    }
    *at = std::move(value);
}

struct date_parts {
    std::string day, month, year;
};

// ("child.birth_date.day", "3") belongs to the date "child.birth_date".
bool take_date_part(std::map<std::string, date_parts>& dates, const std::string& name, const std::string& value) {
    const auto dot = name.rfind('.');
    const auto part = dot == std::string::npos ? std::string_view{} : std::string_view{name}.substr(dot + 1);
    if (part == "day") {
        dates[name.substr(0, dot)].day = value;
    } else if (part == "month") {
        dates[name.substr(0, dot)].month = value;
    } else if (part == "year") {
        dates[name.substr(0, dot)].year = value;
    } else {
        return false;
    }
    return true;
}

std::string iso(const date_parts& date) {
    const auto padded = [](const std::string& text, std::size_t width) {
        return text.size() < width ? std::string(width - text.size(), '0') + text : text;
    };
    return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

void drop_empty_items(json::object& root) {
    auto* const items = root.if_contains("items");
    if (items == nullptr || !items->is_array()) {
        return;
    }
    json::array kept;
    for (auto& one : items->get_array()) {
        // A quantity alone is what the empty form sends.
        const auto& line = one.get_object();
        const bool only_quantity = line.size() == 1 && line.contains("quantity");
        if (!line.empty() && !only_quantity) {
            kept.push_back(std::move(one));
        }
    }
    if (kept.empty()) {
        root.erase("items");
    } else {
        *items = std::move(kept);
    }
}

} // namespace

json::object with_lists(json::object body, std::span<const single_field> fields) {
    for (const auto& [single, list] : fields) {
        if (const auto* const value = body.if_contains(single)) {
            json::array one{*value};
            body.erase(single);
            body[list] = std::move(one);
        }
    }
    return body;
}

std::vector<domain::fault> at_single_fields(std::vector<domain::fault> faults, std::span<const single_field> fields) {
    for (auto& one : faults) {
        for (const auto& [single, list] : fields) {
            const auto whole = "/" + std::string{list};
            if (one.pointer == whole || one.pointer == whole + "/0") {
                one.pointer = "/" + std::string{single};
            }
        }
    }
    return faults;
}

std::string_view value_of(const form_fields& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &form_fields::value_type::first);
    return found == form.end() ? std::string_view{} : std::string_view{found->second};
}

json::object body_of_form(const form_fields& form) {
    json::object body;
    std::map<std::string, date_parts> dates;
    for (const auto& [name, value] : form) {
        const bool is_ours = std::ranges::find(form_only, name) != form_only.end();
        if (is_ours || value.empty() || take_date_part(dates, name, value)) {
            continue;
        }
        put(body, name, typed(std::string_view{name}.substr(name.rfind('.') + 1), value));
    }
    for (const auto& [name, date] : dates) {
        put(body, name, json::value(iso(date)));
    }
    drop_empty_items(body);
    return body;
}

shown_form show_form(const form_fields& form, const std::vector<domain::fault>& faults) {
    shown_form shown;
    std::map<std::string, date_parts> dates;
    for (const auto& [name, value] : form) {
        if (!take_date_part(dates, name, value)) {
            put(shown.form, name, json::object{{"value", value}, {"error", nullptr}});
        }
    }
    for (const auto& [name, date] : dates) {
        put(shown.form, name,
            json::object{{"day", date.day}, {"month", date.month}, {"year", date.year}, {"error", nullptr}});
    }
    json::array items;
    for (const auto& fault : faults) {
        auto name = fault.pointer.empty() ? std::string{} : fault.pointer.substr(1);
        std::ranges::replace(name, '/', '.');
        // Most go on from the name of the field; some are sentences.
        const bool is_sentence = !fault.detail.empty() && fault.detail.front() >= 'A' && fault.detail.front() <= 'Z';
        const auto text = (is_sentence ? "" : "This ") + fault.detail;
        auto id = name;
        std::ranges::replace(id, '.', '-');
        const bool is_date = name.ends_with("_on") || name.ends_with("_date") || name == "on" || name == "planned_for";
        items.push_back(json::object{{"href", "#" + id + (is_date ? "-day" : "")}, {"text", text}});
        if (!name.empty()) {
            auto parts = split(name, '.');
            json::value* at = &shown.form[parts.front()];
            for (std::size_t number = 1; number < parts.size(); ++number) {
                at = &member_at(*at, parts[number]);
            }
            if (!at->is_object()) {
                *at = json::object{};
            }
            at->get_object()["error"] = text;
        }
    }
    if (!items.empty()) {
        shown.errors = json::object{{"items", std::move(items)}};
    }
    return shown;
}

} // namespace clockstart::api
