#pragma once

#include "db/ledger.hpp"
#include "db/request_table.hpp"

#include <memory>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// Reads every request with its whole ledger, one after another, by number, in a single pass.
class ledger_reader {
public:
    explicit ledger_reader(soci::session& sql);
    ~ledger_reader();

    // The next request that has events; false at the end. What row() and ledger() gave before is gone then.
    bool next();
    const kept_request& row() const;
    const std::vector<domain::event>& ledger() const;

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
