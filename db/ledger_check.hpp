#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace clockstart::db {

class vault;

// Something in the database that cannot have come about by itself.
struct finding {
    std::int64_t sequence{}; // of the ledger's row, 0 where it is about no single row
    std::string reference;   // of the request, empty where it is about none
    std::string what;
};

// Proves the ledger, first to last: every hash follows from the row and the one before it; the last row is the one the
// head names; sealed words fit their digests; what is kept of requests and clocks is what their ledgers say; with
// `identities`, every seal opens. Gives what is wrong in the order of sequence (what is about no row last), 100
// findings at the most. `progress` is told rows done and rows in all. Takes no lock: the caller holds the folder, or is
// the daemon. Kept snapshots are held against their digests; the audit is proved
// (db/audit_check.hpp). `stop` is asked now and then: when it says yes,
// stopped_early is thrown.
std::vector<finding> check_ledger(const std::filesystem::path& database, const vault* identities,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                  const std::function<bool()>& stop = {});

} // namespace clockstart::db
