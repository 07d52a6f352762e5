#include "api/pour.hpp"

#include "api/words.hpp"
#include "web/embedded.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <kainjow/mustache.hpp>

#include <map>
#include <stdexcept>
#include <utility>

namespace clockstart::api {
namespace {

namespace json = boost::json;
namespace mustache = kainjow::mustache;

constexpr int deepest_partial = 8;

mustache::data data_of(const json::value& value) {
    switch (value.kind()) {
    case json::kind::object: {
        mustache::data object{mustache::data::type::object};
        for (const auto& member : value.get_object()) {
            object[std::string{member.key()}] = data_of(member.value());
        }
        return object;
    }
    case json::kind::array: {
        mustache::data list{mustache::data::type::list};
        for (const auto& item : value.get_array()) {
            list.push_back(data_of(item));
        }
        return list;
    }
    case json::kind::string: {
        const auto& text = value.get_string();
        return text.empty() ? mustache::data{false} : mustache::data{std::string{text.data(), text.size()}};
    }
    case json::kind::bool_:
        return mustache::data{value.get_bool()};
    case json::kind::int64:
        return mustache::data{std::to_string(value.get_int64())};
    case json::kind::uint64:
        return mustache::data{std::to_string(value.get_uint64())};
    case json::kind::double_:
        return mustache::data{with_one_decimal(value.get_double())};
    case json::kind::null:
        break;
    }
    return mustache::data{false};
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// A partial is text that stands in place of its tag. Written in beforehand, the whole page is parsed once instead of
// each partial at each request.
std::string with_partials(std::string_view text, const partial_finder& find_partial, int depth) {
    if (depth > deepest_partial) {
        throw std::runtime_error{"templates: partials are nested too deep"};
    }
    std::string whole;
    while (true) {
        const auto tag = text.find("{{>");
        whole += text.substr(0, tag);
        if (tag == std::string_view::npos) {
            return whole;
        }
        const auto end = text.find("}}", tag);
        if (end == std::string_view::npos) {
            throw std::runtime_error{"templates: a tag is not closed"};
        }
        const auto name = trimmed(text.substr(tag + 3, end - tag - 3));
        const auto partial = find_partial(name);
        if (!partial) {
            throw std::runtime_error{"templates: no partial of the name " + std::string{name}};
        }
        whole += with_partials(*partial, find_partial, depth + 1);
        text.remove_prefix(end + 2);
    }
}

} // namespace

struct page_template::parsed {
    mustache::mustache page;
};

page_template::page_template(std::string_view text, const partial_finder& find_partial)
    : parsed_{std::make_unique<parsed>(parsed{mustache::mustache{with_partials(text, find_partial, 0)}})} {
    if (!parsed_->page.is_valid()) {
        throw std::runtime_error{"templates: " + parsed_->page.error_message()};
    }
}

page_template::~page_template() = default;

std::string page_template::pour(const json::value& value) {
    std::string text;
    text.reserve(32UL * 1024);
    const mustache::mustache::render_handler append = [&text](const std::string& piece) { text += piece; };
    parsed_->page.render(data_of(value), append);
    return text;
}

bool has_template(std::string_view name) {
    return web::file("templates/" + std::string{name} + ".mustache").has_value();
}

page_template& embedded_template(std::string_view name) {
    thread_local std::map<std::string, std::unique_ptr<page_template>, std::less<>> cache;
    auto known = cache.find(name);
    if (known == cache.end()) {
        const auto text = web::file("templates/" + std::string{name} + ".mustache");
        if (!text) {
            throw std::runtime_error{"templates: none of the name " + std::string{name}};
        }
        const partial_finder embedded = [](std::string_view part) {
            return web::file("templates/partials/" + std::string{part} + ".mustache");
        };
        known = cache.emplace(std::string{name}, std::make_unique<page_template>(*text, embedded)).first;
    }
    return *known->second;
}

} // namespace clockstart::api
