#include "service/commands.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/refusal_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/core.h>

#include <string_view>

namespace clockstart::service {

namespace {

std::string option_of(std::string_view pointer) {
    if (pointer.starts_with("/areas")) {
        return "--area";
    }
    if (pointer.starts_with("/providers")) {
        return "--provider";
    }
    if (pointer.starts_with("/schools")) {
        return "--school";
    }
    if (pointer == "/expires_on") {
        return "--expires-on";
    }
    return pointer.empty() ? "" : "--" + std::string{pointer.substr(1)};
}

boost::json::array list_of(const std::vector<std::string>& texts) {
    return boost::json::array(texts.begin(), texts.end());
}

boost::json::object wish_of(const token_command& wanted) {
    boost::json::object wish{{"name", wanted.name},
                             {"role", wanted.role},
                             {"areas", list_of(wanted.areas)},
                             {"providers", list_of(wanted.providers)},
                             {"schools", list_of(wanted.schools)}};
    if (!wanted.expires_on.empty()) {
        wish["expires_on"] = wanted.expires_on;
    }
    return wish;
}

} // namespace

int invite_person(const person_command& wanted) {
    const folder_visit visit{wanted.data};
    auto wish = wish_of(wanted);
    if (!wanted.address.empty()) {
        wish["address"] = wanted.address;
    }
    const auto answered = visit.host().post("/api/v1/people", wish);
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    fmt::print("{}\n", std::string_view{answered.json().at("link_path").as_string()});
    return exit_done;
}

int add_token(const token_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().post("/api/v1/tokens", wish_of(wanted));
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    fmt::print("{}\n", std::string_view{answered.json().at("token").as_string()});
    return exit_done;
}

int list_tokens(const token_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().get("/api/v1/tokens");
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    const auto document = answered.json(); // named: a range-for would not keep what it is part of
    for (const auto& one : document.at("items").as_array()) {
        const auto text = [&](std::string_view name) {
            const auto& value = one.at(name);
            return value.is_string() ? std::string_view{value.get_string()} : std::string_view{"-"};
        };
        fmt::print("{}  {:16}  {:8}  {:10}  {}\n", text("id"), text("role"), text("state"), text("last_used_on"),
                   text("name"));
    }
    return exit_done;
}

int end_token(const token_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().post("/api/v1/tokens/" + wanted.id + "/end", {});
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    fmt::print("{} has ended.\n", wanted.id);
    return exit_done;
}

} // namespace clockstart::service
