#include "scheduler/head_signer.hpp"

#include "db/heads_file.hpp"
#include "db/history.hpp"

#include <syslog.h>

#include <utility>

namespace clockstart::scheduler {

head_signer::head_signer(const db::history& history, db::signing_key key, audit_settings settings)
    : history_{history}, key_{std::move(key)}, settings_{std::move(settings)} {}

db::keep_signature head_signer::sign(domain::instant now) const {
    auto standing = history_.heads();
    standing.at = now;
    auto head = key_.sign(std::move(standing));
    if (!settings_.heads_file.empty()) {
        db::append_head(settings_.heads_file, head);
    }
    if (settings_.syslog) {
        ::openlog("clockstart", LOG_PID, LOG_AUTHPRIV);
        ::syslog(LOG_NOTICE, "audit head %s", db::line_of(head).c_str());
        ::closelog();
    }
    return {std::move(head)};
}

bool head_signer::has_news() const {
    const auto now = history_.heads();
    const auto last = history_.last_signed();
    return !last || last->audit_hash != now.audit_hash || last->ledger_hash != now.ledger_hash;
}

} // namespace clockstart::scheduler
