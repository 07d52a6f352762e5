#include "service/audience_configuration.hpp"

#include "service/configuration.hpp"
#include "service/configuration_keys.hpp"

#include <boost/json/object.hpp>

#include <array>

namespace clockstart::service {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 8> audience_keys{"threshold",   "rounding",    "zero",     "hidden_counts_as",
                                                        "percentages", "median_from", "p92_from", "dates"};

json::value value_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        return json::value(*text);
    }
    if (const auto number = node.value_exact<std::int64_t>()) {
        return json::value(*number);
    }
    const auto flag = node.value_exact<bool>();
    return flag ? json::value(*flag) : json::value(nullptr);
}

void read_audience(configuration_keys& keys, domain::audience& into) {
    json::object document;
    for (const auto name : audience_keys) {
        if (const auto* const node = keys.find(name); node != nullptr) {
            document[name] = value_of(*node);
        }
    }
    keys.refuse_others();
    auto read = domain::read_audience(document, into);
    if (read) {
        into = std::move(*read);
        return;
    }
    for (const auto& fault : read.error().faults) {
        keys.fault(fault.pointer.substr(1), fault.detail);
    }
}

} // namespace

void read_audiences(configuration_keys& top, configuration& into) {
    if (auto figures = top.table("figures")) {
        bool published = false;
        figures->flag("published", published);
        if (figures->find("published") != nullptr) {
            into.publishes_figures = published;
        }
        figures->refuse_others();
    }
    if (auto audiences = top.table("audiences")) {
        for (const auto* const name : {"public", "file", "integrator", "commissioner", "auditor"}) {
            if (auto keys = audiences->table(name)) {
                read_audience(*keys, *into.audiences.find(name));
            }
        }
        audiences->refuse_others();
    }
}

} // namespace clockstart::service
