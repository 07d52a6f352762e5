#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

namespace clockstart::scheduler {

// An address outside that is called while the daemon does its work, so that somebody else notices when it does not.
struct heartbeat_settings {
    std::string url;
    std::chrono::seconds every{60};

    bool operator==(const heartbeat_settings&) const = default;
};

// Where backups are written and how many of them are kept, the newest.
struct backup_settings {
    std::filesystem::path folder; // absolute
    std::size_t keep{14};

    bool operator==(const backup_settings&) const = default;
};

// Where the signed heads of the audit are told besides, so that nobody who can write to the data folder can cut its end
// off unseen.
struct audit_settings {
    std::filesystem::path heads_file; // absolute, in another folder or on another machine; empty: nowhere
    bool syslog{false};               // to the system's log, as "clockstart"

    bool operator==(const audit_settings&) const = default;
};

} // namespace clockstart::scheduler
