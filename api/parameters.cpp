#include "api/parameters.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr std::size_t usual_limit = 50;
constexpr std::size_t most = 500;

} // namespace

std::string_view given(const call& asked, std::string_view name) { return query(asked, name).value_or(""); }

domain::result<std::size_t> limit_of(const call& asked) {
    const auto text = given(asked, "limit");
    if (text.empty()) {
        return asked.wanted == face::csv ? most : usual_limit;
    }
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > most) {
        return domain::refuse(domain::errc::invalid, "?limit", "must be a whole number from 1 to 500");
    }
    return limit;
}

domain::refusal not_one_of(std::string_view name, std::span<const std::string_view> allowed) {
    std::string detail = "must be one of ";
    for (const auto one : allowed) {
        detail += one;
        detail += one == allowed.back() ? "" : ", ";
    }
    return domain::refuse(domain::errc::invalid, "?" + std::string{name}, std::move(detail));
}

call without(const call& asked, std::string_view name) {
    auto rest = asked;
    std::erase_if(rest.query, [&](const auto& pair) { return pair.first == name; });
    return rest;
}

json::object form_field(std::string_view value, std::string_view error) {
    return {{"value", value}, {"error", error.empty() ? json::value(nullptr) : json::value(error)}};
}

json::value error_summary(std::string_view name, std::string_view label, std::string_view error) {
    if (error.empty()) {
        return nullptr;
    }
    const json::object item{{"href", "#" + std::string{name}}, {"text", std::string{label} + " " + std::string{error}}};
    return json::object{{"items", json::array{item}}};
}

std::string fault_of(const domain::refusal& reason, std::string_view name) {
    const auto pointer = "?" + std::string{name};
    const auto found = std::ranges::find(reason.faults, pointer, &domain::fault::pointer);
    return found == reason.faults.end() ? std::string{} : found->detail;
}

} // namespace clockstart::api
