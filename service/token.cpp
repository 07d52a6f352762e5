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
    return pointer.empty() ? "" : "--" + std::string{pointer.substr(1)};
}

boost::json::array list_of(const std::vector<std::string>& texts) {
    return boost::json::array(texts.begin(), texts.end());
}

} // namespace

int add_token(const token_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().post("/local/v1/tokens", {{"name", wanted.name},
                                                                 {"role", wanted.role},
                                                                 {"areas", list_of(wanted.areas)},
                                                                 {"providers", list_of(wanted.providers)},
                                                                 {"schools", list_of(wanted.schools)}});
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    fmt::print("{}\n", std::string_view{answered.json().at("token").as_string()});
    return exit_done;
}

} // namespace clockstart::service
