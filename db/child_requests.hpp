#pragma once

#include "domain/pathway.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clockstart::db {

struct reader;

// One request of a child, as far as jobs that look at children need it.
struct child_request {
    std::int64_t child{};
    std::string reference;
    std::string service; // now, after transfers
    bool open{};
    domain::civil_date stage_since{}; // when it was closed, the day of that
};

// All requests of these children, by child and request.
std::vector<child_request> load_requests_of(reader& from, const domain::pathway_book& pathways,
                                            const std::vector<std::int64_t>& children);

} // namespace clockstart::db
