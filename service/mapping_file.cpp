#include "service/mapping_file.hpp"

#include "service/text_file.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <toml++/toml.h>

#include <string>

namespace clockstart::service {

namespace {

namespace json = boost::json;

json::object json_of(const toml::table& table);

json::value json_of(const toml::node& node) {
    if (const auto* table = node.as_table(); table != nullptr) {
        return json_of(*table);
    }
    if (const auto* list = node.as_array(); list != nullptr) {
        json::array all;
        for (const auto& one : *list) {
            all.push_back(json_of(one));
        }
        return all;
    }
    if (const auto* flag = node.as_boolean(); flag != nullptr) {
        return flag->get();
    }
    if (const auto* number = node.as_integer(); number != nullptr) {
        return number->get();
    }
    if (const auto* text = node.as_string(); text != nullptr) {
        return json::value(text->get());
    }
    return nullptr; // a day or a decimal: nothing in a mapping is one, and null is refused where text is wanted
}

json::object json_of(const toml::table& table) {
    json::object all;
    for (const auto& [key, node] : table) {
        all[key.str()] = json_of(node);
    }
    return all;
}

} // namespace

domain::result<boost::json::object> read_mapping_file(const std::filesystem::path& file) {
    const auto text = read_text_file(file);
    if (!text) {
        return domain::refuse(domain::errc::malformed, "",
                              "--mapping: the file cannot be read: is it there, and may it be read?");
    }
    try {
        return json_of(toml::parse(*text));
    } catch (const toml::parse_error& error) {
        return domain::refuse(domain::errc::malformed, std::to_string(error.source().begin.line),
                              std::string{error.description()});
    }
}

} // namespace clockstart::service
