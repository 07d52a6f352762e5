#include "api/local_mapping.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace clockstart::api {

namespace {

namespace json = boost::json;

bool is_field(std::string_view name) {
    return std::ranges::find(db::import_field_names, name) != db::import_field_names.end();
}

const json::object* table_of(fields& read, std::string_view name) {
    const auto* value = read.raw(name);
    if (value == nullptr) {
        return nullptr;
    }
    if (!value->is_object()) {
        read.fault(name, "should be a table");
        return nullptr;
    }
    return &value->get_object();
}

// A table of words. Numbers are taken as they are written: a constant 5 is "5".
db::import_mapping::names words_of(fields& read, std::string_view name, const json::object& table) {
    db::import_mapping::names found;
    for (const auto& [key, value] : table) {
        if (value.is_string()) {
            found.emplace(key, value.get_string());
        } else if (value.is_int64()) {
            found.emplace(key, std::to_string(value.get_int64()));
        } else {
            read.fault(std::string{name} + "/" + std::string{key}, "should be text");
        }
    }
    return found;
}

void check_fields(fields& read, std::string_view name, const json::object& table) {
    for (const auto& member : table) {
        if (!is_field(member.key())) {
            read.fault(std::string{name} + "/" + std::string{member.key()},
                       "is no field of a request: docs/importing.md lists them");
        }
    }
}

db::import_mapping::names field_words(fields& read, std::string_view name) {
    const auto* table = table_of(read, name);
    if (table == nullptr) {
        return {};
    }
    check_fields(read, name, *table);
    return words_of(read, name, *table);
}

void read_values(fields& read, db::import_mapping& into) {
    const auto* table = table_of(read, "values");
    if (table == nullptr) {
        return;
    }
    check_fields(read, "values", *table);
    for (const auto& [field, words] : *table) {
        const auto name = "values/" + std::string{field};
        if (words.is_object()) {
            into.values.emplace(field, words_of(read, name, words.get_object()));
        } else {
            read.fault(name, "should be a table of the file's words and ours");
        }
    }
}

void read_dates(fields& read, db::import_mapping& into) {
    if (!read.has("dates")) {
        return;
    }
    into.dates.clear();
    for (const auto& word : read.maybe_texts("dates")) {
        if (word != "iso" && word != "dd/mm/yyyy") {
            read.fault("dates", "should be a list of \"iso\" (2026-11-22) and \"dd/mm/yyyy\"");
        }
        into.dates.push_back(word == "iso" ? db::date_format::iso : db::date_format::british);
    }
}

// A list of columns, or the word for all that are not mapped.
void read_ignored(fields& read, db::import_mapping& into) {
    const auto* value = read.raw("ignore");
    if (value != nullptr && value->is_string()) {
        into.ignore_others = value->get_string() == "others";
        if (!into.ignore_others) {
            read.fault("ignore", "should be a list of columns, or \"others\"");
        }
    } else if (value != nullptr) {
        into.ignored = read.maybe_texts("ignore");
    }
}

} // namespace

db::import_mapping read_mapping(fields& read) {
    db::import_mapping found;
    found.columns = field_words(read, "columns");
    found.constants = field_words(read, "constants");
    read_values(read, found);
    read_dates(read, found);
    if (read.has("null")) {
        found.null_words = read.maybe_texts("null");
    }
    read_ignored(read, found);
    found.anonymous = read.maybe_flag("anonymous").value_or(false);
    for (auto& one : read.maybe_objects("events")) {
        db::event_column column;
        column.column = one.text("column");
        column.type = one.text("type");
        column.reason_column = one.maybe_text("reason_column").value_or("");
        column.reason = one.maybe_text("reason").value_or("");
        found.events.push_back(std::move(column));
    }
    return found;
}

} // namespace clockstart::api
