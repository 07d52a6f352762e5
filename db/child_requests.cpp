#include "db/child_requests.hpp"

#include "db/read_pool.hpp"
#include "db/replay.hpp"

namespace clockstart::db {

std::vector<child_request> load_requests_of(reader& from, const domain::pathway_book& pathways,
                                            const std::vector<std::int64_t>& children) {
    std::vector<child_request> found;
    long long child = 0, number = 0;
    std::string reference, pathway;
    soci::statement query =
        (from.opened.sql().prepare
             << "SELECT number, reference, pathway FROM request WHERE child = :child ORDER BY number",
         soci::into(number), soci::into(reference), soci::into(pathway), soci::use(child, "child"));
    for (const auto one : children) {
        child = one;
        query.execute();
        while (query.fetch()) {
            const auto ledger = from.events.of_request(number);
            // No clock is asked for here, so any calendar does.
            const auto told = replay(pathways, domain::england_calendar(), pathway, ledger, settled_on(ledger));
            found.push_back({child, reference, told.state.service, told.state.open, told.state.stage_since});
        }
    }
    return found;
}

} // namespace clockstart::db
