#include "api/problem.hpp"

#include "api/call.hpp"
#include "api/faces.hpp"
#include "api/view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>
#include <utility>

namespace clockstart::api {
namespace {

namespace json = boost::json;

const problem_kind& known(std::string_view slug) {
    const auto* kind = find_problem_kind(slug);
    if (kind == nullptr) {
        throw std::logic_error{"a problem of an unknown kind"};
    }
    return *kind;
}

json::object value_of(const problem_kind& kind, std::string_view detail, const std::vector<domain::fault>& faults) {
    if (detail.empty()) {
        detail = faults.empty() ? kind.meaning : std::string_view{faults.front().detail};
    }
    json::object value{{"type", "/problems/" + std::string{kind.slug}},
                       {"title", kind.title},
                       {"status", kind.status},
                       {"detail", detail}};
    if (!faults.empty()) {
        json::array errors;
        for (const auto& fault : faults) {
            errors.push_back(json::object{{"pointer", fault.pointer}, {"detail", fault.detail}});
        }
        value["errors"] = std::move(errors);
    }
    return value;
}

std::vector<header> headers_of(const problem_kind& kind) {
    if (kind.status == 401) {
        return {{"WWW-Authenticate", "Bearer realm=\"clockstart\""}};
    }
    if (kind.status == 503) {
        return {{"Retry-After", "2"}};
    }
    return {};
}

} // namespace

const problem_kind& kind_of(domain::errc code) {
    switch (code) {
    case domain::errc::malformed:
        return known("malformed-request");
    case domain::errc::wrong_content_type:
        return known("wrong-content-type");
    case domain::errc::not_signed_in:
        return known("not-signed-in");
    case domain::errc::not_found:
        return known("not-found");
    case domain::errc::conflict:
        return known("conflict");
    case domain::errc::stale:
        return known("stale");
    case domain::errc::invalid:
        return known("invalid-field");
    case domain::errc::key_reused:
        return known("key-reused");
    case domain::errc::precondition_missing:
        return known("precondition-required");
    case domain::errc::busy:
        return known("busy");
    case domain::errc::storage_failed:
        return known("storage-failed");
    }
    throw std::logic_error{"a refusal of an unknown kind"};
}

answer problem(std::string_view slug, std::string_view detail, const std::vector<domain::fault>& faults) {
    const auto& kind = known(slug);
    return {kind.status, "application/problem+json", json::serialize(value_of(kind, detail, faults)), headers_of(kind)};
}

answer problem(const domain::refusal& reason) { return problem(kind_of(reason.code).slug, {}, reason.faults); }

answer problem(const call& asked, const domain::refusal& reason) {
    return problem(asked, kind_of(reason.code).slug, {}, reason.faults);
}

answer problem(const call& asked, std::string_view slug, std::string_view detail,
               const std::vector<domain::fault>& faults) {
    if (asked.wanted != face::html) {
        return problem(slug, detail, faults);
    }
    const auto& kind = known(slug);
    view what;
    what.json = value_of(kind, detail, faults);
    what.template_name = "problem";
    what.title = std::string{kind.title};
    what.status = kind.status;
    what.headers = headers_of(kind);
    what.page["sign_in_link"] = nullptr;
    if (kind.status == 401) {
        what.page["sign_in_link"] = "/sign-in";
    }
    what.page["incident"] = nullptr;
    return show(asked, what);
}

} // namespace clockstart::api
