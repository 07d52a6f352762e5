#pragma once

#include "db/audit_key.hpp"
#include "scheduler/job_settings.hpp"

#include "domain/time.hpp"

namespace clockstart::db {
class history;
}

namespace clockstart::scheduler {

// Signs where audit and ledger stand, and tells it where the settings say: first outside, then (by whoever asked, with
// what sign() gives) beside the audit. Any thread.
class head_signer {
public:
    head_signer(const db::history& history, db::signing_key key, audit_settings settings);
    head_signer(const head_signer&) = delete;
    head_signer& operator=(const head_signer&) = delete;
    ~head_signer() = default;

    // Throws std::runtime_error where the file of heads cannot be written.
    db::keep_signature sign(domain::instant now) const;
    // Whether something was added since what was signed last.
    bool has_news() const;

private:
    const db::history& history_;
    const db::signing_key key_;
    const audit_settings settings_;
};

} // namespace clockstart::scheduler
