#pragma once

#include "api/access_table.hpp"
#include "tests/api/house_server.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::test {

// Whose object an operation is about, seen from the callers of the sweep: theirs, another provider's in their area, one
// of another area, or one that is not there.
enum class whose { own, neighbours, foreign, nobodys };

// One cell: an operation called once by one role about one object, and what came back.
struct access_cell {
    std::string operation; // "GET /api/v1/requests/{reference}"
    api::right needs{};
    std::string_view role;
    whose object{};
    bool is_scoped{}; // whether the object decides anything
    unsigned status{};
    bool is_not_there{};  // the answer of an address that is not there, to the byte
    bool tells_child{};   // names or numbers of the child stand in it
    bool tells_words{};   // the words stand in it
    bool shows_request{}; // an operation that shows them to whoever may see them
};

using role_may = std::function<bool(std::string_view role, api::right what)>;

// Calls every operation that openapi.json tells of, and every page, as every role, about each kind of object.
std::vector<access_cell> sweep_access(house_server& house);

// Where the cells are not as the table says; a sentence for each.
std::vector<std::string> differences(const std::vector<access_cell>& cells, const role_may& may);

} // namespace clockstart::test
