#include "api/call.hpp"

#include "api/decode.hpp"

#include <algorithm>

namespace clockstart::api {

std::string_view name_of(verb what) {
    switch (what) {
    case verb::get:
        return "GET";
    case verb::head:
        return "HEAD";
    case verb::post:
        return "POST";
    case verb::put:
        return "PUT";
    case verb::del:
        return "DELETE";
    }
    return "";
}

std::optional<std::string_view> query(const call& asked, std::string_view name) {
    for (const auto& [known, value] : asked.query) {
        if (known == name) {
            return value;
        }
    }
    return std::nullopt;
}

domain::result<void> refuse_unknown_parameters(const call& asked, std::initializer_list<std::string_view> known) {
    domain::refusal reason{domain::errc::malformed, {}, BOOST_CURRENT_LOCATION};
    for (const auto& [name, value] : asked.query) {
        if (name != "format" && std::find(known.begin(), known.end(), name) == known.end()) {
            reason.faults.push_back({"?" + name, "There is no such parameter here."});
        }
    }
    if (!reason.faults.empty()) {
        return reason;
    }
    return {};
}

domain::result<std::vector<std::pair<std::string, std::string>>> form_body(const call& asked) {
    if (asked.content_type != "application/x-www-form-urlencoded") {
        return domain::refuse(domain::errc::wrong_content_type, "", "Send a form (application/x-www-form-urlencoded).");
    }
    auto pairs = decode_pairs(asked.body, true);
    if (!pairs) {
        return domain::refuse(domain::errc::malformed, "", "The form cannot be read, or a field is in it twice.");
    }
    return std::move(*pairs);
}

} // namespace clockstart::api
