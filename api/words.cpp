#include "api/words.hpp"

#include "domain/time.hpp"
#include "web/embedded.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <utility>

namespace clockstart::api {
namespace {

namespace json = boost::json;

const json::object& words() {
    static const json::object all = [] {
        const auto text = web::file("words.json");
        return text ? json::parse(*text).as_object() : json::object{};
    }();
    return all;
}

// An unknown code is shown as words, too: "on_hold" as "On hold".
std::string as_words(std::string_view code) {
    std::string text{code};
    std::replace(text.begin(), text.end(), '_', ' ');
    std::replace(text.begin(), text.end(), '-', ' ');
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

// "22 November 2026 at 3:44pm". The zone's offset is what the day's first instant and the clock change leave.
std::string long_instant(domain::instant at) {
    using namespace std::chrono;
    const auto date = domain::london_date(at);
    const year_month_day day{date};
    const auto change = [&](month when) { return sys_days{day.year() / when / Sunday[last]} + hours{1}; };
    const bool summer = at >= change(March) && at < change(October);
    const hh_mm_ss time{floor<minutes>(at - floor<days>(at) + hours{summer ? 1 : 0}) % days{1}};
    const auto hour = time.hours().count();
    return fmt::format("{} at {}:{:02}{}", domain::format_long_date(date), hour % 12 == 0 ? 12 : hour % 12,
                       time.minutes().count(), hour < 12 ? "am" : "pm");
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named{{{"pathway", "pathway"},
                                                                              {"area", "area"},
                                                                              {"provider", "provider"},
                                                                              {"service", "service"},
                                                                              {"commissioner", "commissioner"},
                                                                              {"school_urn", "school"}}};

struct additions {
    json::object& to;
    std::string key;
    void operator()(std::string_view suffix, const json::value& value) const {
        to.emplace(key + std::string{suffix}, value); // better words that a handler gave stay
    }
    void operator()(std::string_view suffix, std::string_view text) const { (*this)(suffix, json::value(text)); }
};

std::string_view view_of(const json::string& text) { return {text.data(), text.size()}; }

void add_for_text(const additions& add, std::string_view text, const name_finder& find_name) {
    const auto* codes = words().if_contains(add.key);
    if (codes != nullptr && codes->is_object()) {
        const auto* word = codes->get_object().if_contains(text);
        add("_text", word != nullptr ? *word : json::value(as_words(text)));
        add("_is", json::object{{text, true}});
        if (add.key == "state") {
            const auto* looks = words().if_contains("state_class");
            const auto* look = looks != nullptr ? looks->as_object().if_contains(text) : nullptr;
            add("_class", look != nullptr ? *look : json::value(""));
        }
    } else if (text.size() == 10 && text[4] == '-') {
        if (const auto date = domain::parse_date(text)) {
            add("_text", domain::format_long_date(*date));
        }
    } else if (text.size() == 7 && text[4] == '-') {
        if (const auto first = domain::parse_date(std::string{text} + "-01")) {
            add("_text", domain::format_long_date(*first).substr(2)); // "1 January 2015" without its day
        }
    } else if (text.size() > 18 && text[10] == 'T') {
        if (const auto at = domain::parse_instant(text)) {
            add("_text", long_instant(*at));
        }
    }
    const auto* kind =
        std::find_if(named.begin(), named.end(), [&](const auto& pair) { return pair.first == add.key; });
    if (kind != named.end()) {
        const auto name = find_name ? find_name(kind->second, text) : std::nullopt;
        add("_name", name ? std::string_view{*name} : text);
    }
}

void add_for_difference(json::object& object, const json::object& original) {
    const auto* waiting = original.if_contains("waiting");
    const auto* within = original.if_contains("within_target");
    if (waiting != nullptr && within != nullptr && waiting->is_int64() && within->is_int64() &&
        !original.contains("past_target")) {
        const auto past = waiting->get_int64() - within->get_int64();
        object["past_target"] = past;
        object["past_target_text"] = with_commas(past);
    }
    const auto* left = original.if_contains("remaining_days");
    if (left != nullptr && left->is_int64() && left->get_int64() < 0) {
        object["late_days"] = -left->get_int64();
        object["late_days_text"] = with_commas(-left->get_int64());
    }
}

json::value worded(const json::value& value, const name_finder& find_name);

json::object worded(const json::object& original, const name_finder& find_name) {
    json::object object;
    object.reserve(original.size() * 2);
    for (const auto& member : original) {
        object.insert_or_assign(member.key(), worded(member.value(), find_name));
    }
    for (const auto& member : original) {
        const additions add{object, std::string{member.key()}};
        const auto& value = member.value();
        if (const auto* text = value.if_string()) {
            add_for_text(add, view_of(*text), find_name);
        } else if (value.is_int64()) {
            add("_text", with_commas(value.get_int64()));
        } else if (value.is_uint64()) {
            add("_text", with_commas(static_cast<std::int64_t>(value.get_uint64())));
        } else if (value.is_double()) {
            add("_text", with_one_decimal(value.get_double()));
        } else if (value.is_null()) {
            add("_text", std::string_view{"no figure"});
        }
    }
    add_for_difference(object, original);
    return object;
}

json::value worded(const json::value& value, const name_finder& find_name) {
    if (const auto* object = value.if_object()) {
        return worded(*object, find_name);
    }
    if (const auto* list = value.if_array()) {
        json::array all;
        all.reserve(list->size());
        for (const auto& item : *list) {
            all.push_back(worded(item, find_name));
        }
        return all;
    }
    return value;
}

} // namespace

json::value add_words(const json::value& value, const name_finder& find_name) { return worded(value, find_name); }

std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t sign = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > sign + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string with_one_decimal(double number) { return fmt::format("{:.1f}", std::round(number * 10.0) / 10.0); }

} // namespace clockstart::api
