#include "db/directory_writer.hpp"

#include "db/directory_rows.hpp"

#include <soci/soci.h>

namespace clockstart::db {

namespace {

// What a service names has to be there.
void check_service(const domain::service& one, const domain::directory& places, const domain::pathway_book& book,
                   std::size_t number, std::vector<domain::fault>& faults) {
    const auto pointer = "/services/" + std::to_string(number);
    if (book.find(one.pathway, one.contract_from) == nullptr) {
        faults.push_back({pointer + "/pathway", "is not known"});
    }
    if (places.find_area(one.area) == nullptr) {
        faults.push_back({pointer + "/area", "is not known"});
    }
    if (places.find_provider(one.provider) == nullptr) {
        faults.push_back({pointer + "/provider", "is not known"});
    }
    if (one.contract_to && *one.contract_to < one.contract_from) {
        faults.push_back({pointer + "/contract_to", "is before contract_from"});
    }
    // Requests stand on a service's pathway.
    const auto* const held = places.find_service(one.code);
    if (held != nullptr && held->pathway != one.pathway) {
        faults.push_back({pointer + "/pathway", "cannot change; add another service"});
    }
}

// What is known of a service besides what was sent stays known.
std::vector<domain::service> with_history(std::vector<domain::service> services, const domain::directory& places,
                                          domain::civil_date today) {
    for (auto& one : services) {
        const auto* const held = places.find_service(one.code);
        one.added_on = held == nullptr ? today : held->added_on;
        one.last_checked_on = held == nullptr ? std::nullopt : held->last_checked_on;
    }
    return services;
}

template <class Things, class Put>
void put_all(soci::session& sql, const Things& things, std::size_t place, Put put) {
    for (const auto& one : things) {
        put_row(sql, one, place++);
        put(one);
    }
}

} // namespace

receipt note_change(journal_state& state, const actor& by, std::string what, std::size_t count) {
    receipt done;
    done.recorded_at = state.stamp();
    done.sequence = state.head.sequence;
    done.count = count;
    const long long at = done.recorded_at.time_since_epoch().count();
    state.sql << "INSERT INTO reference_change (number, recorded_at, recorded_by, what) "
                 "SELECT COALESCE(MAX(number), 0) + 1, :recorded_at, :recorded_by, :what FROM reference_change",
        soci::use(at, "recorded_at"), soci::use(by.name, "recorded_by"), soci::use(what, "what");
    return done;
}

domain::result<receipt> write(journal_state& state, const put_directory& what) {
    auto places = std::make_shared<domain::directory>(*state.places);
    const auto put = [&places](const auto& one) { places->put(one); };
    put_all(state.sql, what.areas, places->areas().size(), put);
    put_all(state.sql, what.providers, places->providers().size(), put);
    put_all(state.sql, what.schools, places->schools().size(), put);
    std::vector<domain::fault> faults;
    for (std::size_t number = 0; number < what.services.size(); ++number) {
        check_service(what.services[number], *places, *state.pathways, number, faults);
    }
    if (!faults.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    put_all(state.sql, with_history(what.services, *places, domain::london_date(state.now())),
            places->services().size(), put);
    state.places = std::move(places);
    const auto count = what.areas.size() + what.providers.size() + what.schools.size() + what.services.size();
    return note_change(state, what.by, "directory: " + std::to_string(count) + " entries", count);
}

} // namespace clockstart::db
