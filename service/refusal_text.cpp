#include "service/refusal_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdio>

namespace clockstart::service {

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

void tell(std::string_view place, std::string_view what) {
    std::string line{place};
    line += place.empty() ? "" : ": ";
    line += what;
    line += '\n';
    std::fputs(line.c_str(), stderr);
}

} // namespace

void tell_refusal(const local_reply& answered, const place_name& named) {
    const auto problem = answered.json();
    const auto* errors = problem.if_contains("errors");
    if (errors == nullptr || !errors->is_array() || errors->get_array().empty()) {
        tell("", text_of(problem, "detail"));
        return;
    }
    for (const auto& one : errors->get_array()) {
        if (one.is_object()) {
            const auto pointer = text_of(one.get_object(), "pointer");
            tell(named(pointer), text_of(one.get_object(), "detail"));
        }
    }
}

void tell_refusal(const domain::refusal& why, const place_name& named) {
    for (const auto& one : why.faults) {
        tell(named(one.pointer), one.detail);
    }
    if (why.faults.empty()) {
        tell("", domain::name_of(why.code));
    }
}

void tell_error(std::string_view sentence) { tell("clockstart", sentence); }

} // namespace clockstart::service
