#include "domain/coming_age.hpp"
#include "domain/request.hpp"

#include <boost/json/array.hpp>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

void put(json::object& into, std::string_view name, const std::string& value) {
    if (!value.empty()) {
        into[name] = value;
    }
}

std::string text(const json::object& from, std::string_view name, std::string_view otherwise = {}) {
    const auto* const member = from.if_contains(name);
    return std::string{member != nullptr && member->is_string() ? std::string_view{member->get_string()} : otherwise};
}

std::optional<std::int64_t> number(const json::object& from, std::string_view name) {
    const auto* const member = from.if_contains(name);
    return member != nullptr && member->is_int64() ? std::optional{member->get_int64()} : std::nullopt;
}

} // namespace

json::object show_facts(const request_facts& facts) {
    json::object shown{{"service", facts.service}, {"priority", facts.priority}};
    put(shown, "setting", facts.setting);
    put(shown, "funder", facts.funder);
    if (!facts.items.empty()) {
        json::array items;
        for (const auto& one : facts.items) {
            json::object line{{"category", one.category}, {"quantity", one.quantity}};
            put(line, "code", one.code);
            items.push_back(std::move(line));
        }
        shown["items"] = std::move(items);
    }
    if (facts.school_urn) {
        shown["school_urn"] = *facts.school_urn;
    }
    shown["sex"] = facts.sex;
    shown["ethnicity"] = facts.ethnicity;
    if (facts.deprivation_decile) {
        shown["deprivation_decile"] = *facts.deprivation_decile;
    }
    if (facts.age_years) {
        shown["age_years"] = *facts.age_years;
    }
    put(shown, "continues", facts.continues);
    return shown;
}

request_facts read_facts(const json::object& details) {
    request_facts facts{.service = text(details, "service"),
                        .priority = text(details, "priority", "routine"),
                        .setting = text(details, "setting"),
                        .funder = text(details, "funder"),
                        .items = {},
                        .school_urn = number(details, "school_urn"),
                        .sex = text(details, "sex", "not_known"),
                        .ethnicity = text(details, "ethnicity", "not_known"),
                        .continues = text(details, "continues")};
    if (const auto decile = number(details, "deprivation_decile"); decile) {
        facts.deprivation_decile = static_cast<int>(*decile);
    }
    if (const auto age = number(details, "age_years"); age) {
        facts.age_years = static_cast<int>(*age);
    }
    const auto* const items = details.if_contains("items");
    if (items != nullptr && items->is_array()) {
        for (const auto& one : items->get_array()) {
            const auto& line = one.as_object();
            facts.items.push_back({static_cast<int>(facts.items.size()) + 1, text(line, "category", "other"),
                                   text(line, "code"), static_cast<int>(number(line, "quantity").value_or(1))});
        }
    }
    return facts;
}

int age_on(civil_date birth_date, civil_date on) {
    using std::chrono::year_month_day;
    const int years = static_cast<int>((year_month_day{on}.year() - year_month_day{birth_date}.year()).count());
    return on < birthday(birth_date, years) ? years - 1 : years;
}

} // namespace clockstart::domain
