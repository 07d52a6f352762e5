#pragma once

#include "domain/time.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// One entry of the ledger with what is needed to say where it belongs and who may hear of it. Nothing of the vault.
struct event_row {
    std::int64_t sequence{};
    std::uint32_t request{};
    std::string reference;
    std::string pathway;
    std::string service; // the one that has the request now, transfers included
    std::string type;
    domain::civil_date on{};
    domain::instant recorded_at{};
    boost::json::object details{}; // coded facts; those of the opening event tell of the child (age, sex, school)
    bool opens{};                  // the event that opened its request
    std::optional<std::int64_t> school_urn; // of the request
};

// What was recorded after that sequence, in order, at most `limit` entries: one range of the ledger.
std::vector<event_row> load_events_after(soci::session& sql, std::int64_t sequence, std::size_t limit);

} // namespace clockstart::db
