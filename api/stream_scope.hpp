#pragma once

#include "api/access.hpp"
#include "api/call.hpp"

#include "db/event_rows.hpp"

#include <memory>
#include <string>

namespace clockstart::api {

// Whose events one reader of the live stream gets: those within the caller's reach, narrowed as the worklist is. Kept
// for as long as the stream lasts, so it follows the reference data and the day: a service that is added, or an area
// that comes under another, counts from then on.
class stream_scope {
public:
    struct choice {
        std::string pathway, area, provider, service; // codes; empty: no narrowing
    };

    // not_found where the role sees no requests, or a code is not there or not within reach; invalid for a pathway that
    // does not exist.
    static domain::result<stream_scope> of(principal who, choice narrowed,
                                           std::shared_ptr<const domain::directory> places,
                                           const domain::pathway_book& pathways, domain::civil_date today);

    // False: by now nothing of it is within reach, so the stream has to end.
    bool follow(const std::shared_ptr<const domain::directory>& places, domain::civil_date today);

    // `service`: place in the directory of the service that has the request now, if it is known.
    bool covers(const db::event_row& row, std::optional<std::uint16_t> service) const;

private:
    stream_scope(principal who, choice narrowed) : who_{std::move(who)}, choice_{std::move(narrowed)} {}
    domain::result<void> work_out(std::shared_ptr<const domain::directory> places, domain::civil_date today);

    principal who_;
    choice choice_;
    std::shared_ptr<const domain::directory> places_; // of which `within_` was worked out
    domain::civil_date day_{};
    reach within_;
};

} // namespace clockstart::api
