#include "api/reference_view.hpp"

#include "api/or_null.hpp"

#include <boost/json/array.hpp>

namespace clockstart::api {

namespace json = boost::json;

json::object show_one(const domain::area& one) {
    json::array parents;
    for (const auto& held : one.parents) {
        parents.push_back(json::object{
            {"parent", held.parent}, {"from", domain::format_date(held.from)}, {"to", date_or_null(held.to)}});
    }
    return {{"code", one.code},
            {"name", one.name},
            {"kind", one.kind},
            {"ons_code", text_or_null(one.ons_code)},
            {"parents", std::move(parents)}};
}

json::object show_one(const domain::provider& one) { return {{"code", one.code}, {"name", one.name}}; }

json::object show_one(const domain::school& one) {
    return {{"urn", one.urn}, {"name", one.name}, {"area", one.area}, {"phase", text_or_null(one.phase)}};
}

json::object show_one(const domain::service& one) {
    return {{"code", one.code},
            {"name", one.name},
            {"pathway", one.pathway},
            {"area", one.area},
            {"provider", one.provider},
            {"commissioner", one.commissioner},
            {"contract_from", domain::format_date(one.contract_from)},
            {"contract_to", date_or_null(one.contract_to)},
            {"last_checked_on", date_or_null(one.last_checked_on)}};
}

json::object show_one(const domain::pathway* one) { return domain::show_pathway(*one); }

} // namespace clockstart::api
