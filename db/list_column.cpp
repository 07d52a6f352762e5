#include "db/list_column.hpp"

#include <boost/json/parse.hpp>

namespace clockstart::db {

std::vector<std::string> texts_of(const std::string& list) {
    std::vector<std::string> texts;
    const auto document = boost::json::parse(list); // named: a range-for would not keep what it is part of
    for (const auto& one : document.as_array()) {
        texts.emplace_back(std::string_view{one.as_string()});
    }
    return texts;
}

std::vector<std::int64_t> numbers_of(const std::string& list) {
    std::vector<std::int64_t> numbers;
    const auto document = boost::json::parse(list);
    for (const auto& one : document.as_array()) {
        numbers.push_back(one.to_number<std::int64_t>());
    }
    return numbers;
}

} // namespace clockstart::db
