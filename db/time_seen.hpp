#pragma once

#include "domain/time.hpp"

#include <memory>
#include <optional>

namespace soci {
class session;
}

namespace clockstart::db {

// How far time itself has come, as the passes of the alarm stored it.
struct time_seen {
    std::optional<domain::instant> seen_at;    // the latest now of a pass; none: there was no pass yet
    std::optional<domain::instant> held_since; // sending is held since then, until an administrator releases it
    std::optional<domain::instant> leapt_from; // the latest now before the clock leapt ahead

    bool sending_is_held() const { return held_since.has_value(); }
};

time_seen load_time_seen(soci::session& sql);

// The writer's own: the row by heart, and the statement that stores it. A clock that is ahead and a long downtime look
// alike, so after either somebody has to look at the clock before people are written to.
class time_table {
public:
    // A clock that stands later than this after what was last seen has leapt.
    static constexpr std::chrono::hours longest_step{24};

    explicit time_table(soci::session& sql);
    ~time_table();

    const time_seen& row() const { return row_; }
    // A pass at that instant. One before what was seen changes nothing. True when sending is held from now on, and was
    // not before.
    bool pass(domain::instant now);
    // Sending goes on, and time is what the clock says.
    void release(domain::instant now);

private:
    void store();

    struct statements;
    std::unique_ptr<statements> statements_;
    time_seen row_;
};

} // namespace clockstart::db
