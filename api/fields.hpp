#pragma once

#include "domain/error.hpp"
#include "domain/time.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

// Reads the fields of one JSON object by name and collects every fault, so that the caller is told all of them at
// once. A required field at fault gives an empty value: look at finish() before using any. The object must outlive
// the reader. What was never asked for is an unknown field.
//
//     fields read{body};
//     auto pathway = read.text("pathway");
//     auto setting = read.maybe_one_of("setting", {"home", "school", "both"});
//     auto child = read.object("child");             // shares the list of faults
//     for (auto& item : read.maybe_objects("items")) { ... item.text("category") ... }
//     if (auto sound = read.finish(); !sound) { co_return problem(asked, sound.error()); }
class fields {
public:
    explicit fields(const boost::json::object& object);

    // Text: valid UTF-8, 1 to `longest` bytes, no control characters except line breaks and tabs, not only blanks.
    std::string text(std::string_view name, std::size_t longest = 200);
    std::optional<std::string> maybe_text(std::string_view name, std::size_t longest = 200);

    // One of a closed list.
    std::string one_of(std::string_view name, std::initializer_list<std::string_view> allowed);
    std::optional<std::string> maybe_one_of(std::string_view name, std::initializer_list<std::string_view> allowed);

    // YYYY-MM-DD, a day that exists.
    domain::civil_date date(std::string_view name);
    std::optional<domain::civil_date> maybe_date(std::string_view name);

    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> maybe_integer(std::string_view name, std::int64_t least, std::int64_t most);

    std::optional<bool> maybe_flag(std::string_view name);

    // Nested objects. An absent optional list is empty; a required object at fault reads as an empty object whose own
    // fields are not reported.
    fields object(std::string_view name);
    std::optional<fields> maybe_object(std::string_view name);
    std::vector<fields> maybe_objects(std::string_view name, std::size_t most = 100);
    std::vector<std::string> maybe_texts(std::string_view name, std::size_t most = 100);

    // Was it sent, and not as null? Asking does not make it known.
    bool has(std::string_view name) const;

    // Marks a field as known and gives it as it is, for shapes that are not covered above; null when not sent.
    const boost::json::value* raw(std::string_view name);

    // A fault that the handler found itself, at a field of this object; an empty name is the object.
    void fault(std::string_view name, std::string detail);

    // All faults of this reader and of those made from it, unknown fields included: invalid, or nothing to say.
    domain::result<void> finish();

    // Pointer of a field of this object, for faults that are found later.
    std::string pointer(std::string_view name) const;

private:
    struct findings;
    fields(const boost::json::object& object, std::string at, std::shared_ptr<findings> shared, bool silent);

    const boost::json::value* take(std::string_view name, bool required);

    const boost::json::object* object_;
    std::string at_;
    std::shared_ptr<findings> shared_;
    std::size_t seat_; // this object's place in the findings
    bool silent_;
};

} // namespace clockstart::api
