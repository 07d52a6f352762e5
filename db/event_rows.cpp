#include "db/event_rows.hpp"

#include "domain/request.hpp"

#include <boost/json/parse.hpp>
#include <soci/soci.h>

namespace clockstart::db {

std::vector<event_row> load_events_after(soci::session& sql, std::int64_t sequence, std::size_t limit) {
    const long long after = sequence;
    const auto most = static_cast<long long>(limit);
    long long found_sequence = 0;
    long long request = 0;
    long long recorded_at = 0;
    long long opened_by = 0;
    int on_day = 0;
    std::string type;
    std::string details;
    std::string reference;
    std::string pathway;
    std::string service;
    std::string opening;
    soci::statement query =
        (sql.prepare
             << "SELECT e.sequence, e.request, e.type, e.on_day, e.recorded_at, e.details, r.reference, "
                "r.pathway, r.service, o.sequence, o.details "
                "FROM event e JOIN request r ON r.number = e.request "
                "JOIN event o ON o.sequence = (SELECT MIN(f.sequence) FROM event f WHERE f.request = e.request) "
                "WHERE e.sequence > :after ORDER BY e.sequence LIMIT :most",
         soci::into(found_sequence), soci::into(request), soci::into(type), soci::into(on_day), soci::into(recorded_at),
         soci::into(details), soci::into(reference), soci::into(pathway), soci::into(service), soci::into(opened_by),
         soci::into(opening), soci::use(after, "after"), soci::use(most, "most"));
    std::vector<event_row> found;
    query.execute();
    while (query.fetch()) {
        found.push_back({.sequence = found_sequence,
                         .request = static_cast<std::uint32_t>(request),
                         .reference = reference,
                         .pathway = pathway,
                         .service = service,
                         .type = type,
                         .on = domain::date_of(on_day),
                         .recorded_at = domain::instant{std::chrono::microseconds{recorded_at}},
                         .details = boost::json::parse(details).as_object(),
                         .opens = opened_by == found_sequence,
                         .school_urn = domain::read_facts(boost::json::parse(opening).as_object()).school_urn});
    }
    return found;
}

} // namespace clockstart::db
