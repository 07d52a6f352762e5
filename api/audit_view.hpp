#pragma once

#include "db/audit_rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

// What an entry says, as a sentence without its subject: "Opened the record"; for the family of the child that it is
// about: "Opened your child's record".
struct audit_word {
    std::string_view what;       // the code
    std::string_view text;       // for auditors
    std::string_view for_family; // empty: nothing that concerns one child
};
std::span<const audit_word> audit_words();
std::string audit_text(std::string_view what, std::string_view outcome);
std::string family_text(std::string_view what);

// An entry for auditors. `why` is opened already, or empty.
boost::json::object show_audit_entry(const db::audit_entry& one, const std::string& why,
                                     std::span<const std::string> only = {});

// For the family: without addresses of machines, and of the references only those that are `theirs`.
boost::json::object show_access_entry(const db::audit_entry& one, std::span<const std::string> theirs);

// Those entries of a child that tell of somebody who saw or changed something.
bool tells_of_access(const db::audit_entry& one);

} // namespace clockstart::api
