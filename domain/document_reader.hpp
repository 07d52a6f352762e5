#pragma once

#include "domain/error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::domain {

// Reads members of a document of ours (a pathway) and gathers every fault with its place, a JSON pointer; what is wrong
// reads as empty, so that one reading finds all faults. `place` is the pointer of the object that is read from.
class document_reader {
public:
    std::vector<fault> faults;

    void complain(std::string place, std::string what) { faults.push_back({std::move(place), std::move(what)}); }

    std::string text(const boost::json::object& from, std::string_view name, const std::string& place,
                     bool needed = false) {
        const auto* const member = from.if_contains(name);
        if (member != nullptr && member->is_string() && !(needed && member->get_string().empty())) {
            return std::string{member->get_string()};
        }
        if (needed || member != nullptr) {
            complain(place + "/" + std::string{name}, "is needed, as a string");
        }
        return {};
    }

    int number(const boost::json::object& from, std::string_view name, const std::string& place, int least, int most) {
        const auto* const member = from.if_contains(name);
        if (member == nullptr || !member->is_int64() || member->get_int64() < least || member->get_int64() > most) {
            complain(place + "/" + std::string{name},
                     "is needed, as a whole number from " + std::to_string(least) + " to " + std::to_string(most));
            return 0;
        }
        return static_cast<int>(member->get_int64());
    }

    bool flag(const boost::json::object& from, std::string_view name, const std::string& place,
              bool otherwise = false) {
        const auto* const member = from.if_contains(name);
        if (member != nullptr && !member->is_bool()) {
            complain(place + "/" + std::string{name}, "is to be true or false");
        }
        return member != nullptr && member->is_bool() ? member->get_bool() : otherwise;
    }

    // A misspelt member would be a rule that silently does not hold.
    void only(const boost::json::object& from, std::initializer_list<std::string_view> names,
              const std::string& place) {
        for (const auto& member : from) {
            if (std::ranges::find(names, std::string_view{member.key()}) == names.end()) {
                complain(place + "/" + std::string{member.key()}, "is not known here");
            }
        }
    }

    // Within a list each has a code of its own.
    template <class Things, class Code>
    void once_each(const Things& things, Code code, const std::string& place) {
        for (auto one = things.begin(); one != things.end(); ++one) {
            if (std::find_if(things.begin(), one, [&](const auto& other) { return other.*code == (*one).*code; }) !=
                one) {
                complain(place + "/" + std::to_string(one - things.begin()),
                         "has the code of another one in this list");
            }
        }
    }

    std::vector<std::string> texts(const boost::json::object& from, std::string_view name, const std::string& place) {
        std::vector<std::string> found;
        for (const auto& [value, at] : members(from, name, place)) {
            if (value->is_string()) {
                found.emplace_back(value->get_string());
            } else {
                complain(at, "is to be a string");
            }
        }
        return found;
    }

    std::vector<std::pair<const boost::json::value*, std::string>>
    members(const boost::json::object& from, std::string_view name, const std::string& place) {
        std::vector<std::pair<const boost::json::value*, std::string>> found;
        const auto* const list = from.if_contains(name);
        if (list == nullptr) {
            return found;
        }
        const auto at = place + "/" + std::string{name};
        if (!list->is_array()) {
            complain(at, "is to be a list");
            return found;
        }
        for (const auto& one : list->get_array()) {
            found.emplace_back(&one, at + "/" + std::to_string(found.size()));
        }
        return found;
    }

    std::vector<std::pair<const boost::json::object*, std::string>>
    objects(const boost::json::object& from, std::string_view name, const std::string& place) {
        std::vector<std::pair<const boost::json::object*, std::string>> found;
        for (const auto& [value, at] : members(from, name, place)) {
            if (value->is_object()) {
                found.emplace_back(&value->get_object(), at);
            } else {
                complain(at, "is to be an object");
            }
        }
        return found;
    }
};

} // namespace clockstart::domain
