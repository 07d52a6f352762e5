#include "db/request_rules.hpp"

#include <utility>

namespace clockstart::db {

namespace {

bool is_under_contract(const domain::service& one, domain::civil_date on) {
    return one.contract_from <= on && (!one.contract_to || on <= *one.contract_to);
}

void check_service(const create_request& what, const domain::pathway* rules, const domain::directory& places,
                   domain::civil_date today, std::vector<domain::fault>& faults) {
    const auto* const service = places.find_service(what.facts.service);
    if (service == nullptr) {
        faults.push_back({"/service", "is not known; see GET /api/v1/services"});
    } else if (rules != nullptr && service->pathway != what.pathway) {
        faults.push_back({"/service", "belongs to another pathway; see GET /api/v1/services"});
    } else if (!is_under_contract(*service, what.clock_start_on) && !is_under_contract(*service, today)) {
        faults.push_back(
            {"/service", "has no contract on the day of the clock start, nor today; choose another service"});
    }
}

void check_days(const create_request& what, domain::civil_date today, std::vector<domain::fault>& faults) {
    if (what.clock_start_on > today) {
        faults.push_back(
            {"/clock_start_on", "is in the future; give the day the need was identified or the referral received"});
    }
    if (what.child.birth_date > today) {
        faults.push_back({"/child/birth_date", "is in the future"});
    } else if (what.clock_start_on < what.child.birth_date) {
        faults.push_back({"/clock_start_on", "is before the child was born"});
    }
}

} // namespace

domain::result<const domain::pathway*> check_new_request(const create_request& what, const domain::pathway_book& book,
                                                         const domain::directory& places, domain::civil_date today) {
    std::vector<domain::fault> faults;
    const auto* const rules = book.find(what.pathway, what.clock_start_on);
    if (rules == nullptr) {
        faults.push_back({"/pathway", "is not known; see GET /api/v1/pathways"});
    }
    check_service(what, rules, places, today, faults);
    check_days(what, today, faults);
    if (what.facts.school_urn && places.find_school(*what.facts.school_urn) == nullptr) {
        faults.push_back({"/child/school_urn", "is not known; see GET /api/v1/schools"});
    }
    if (!faults.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    if (!may_write_to(what.allowed_services, places, what.facts.service)) {
        return domain::refuse(domain::errc::not_found);
    }
    return rules;
}

domain::result<void> check_transfer(const domain::proposed_event& event, const domain::pathway& rules,
                                    const domain::directory& places, domain::civil_date today) {
    const auto* const named = event.details.if_contains("to_service");
    if (named == nullptr || !named->is_string()) {
        return domain::refuse(domain::errc::invalid, "/to_service",
                              "is needed: the code of the service that takes the request over");
    }
    const auto* const service = places.find_service(std::string_view{named->get_string()});
    if (service == nullptr) {
        return domain::refuse(domain::errc::invalid, "/to_service", "is not known; see GET /api/v1/services");
    }
    if (service->pathway != rules.code) {
        return domain::refuse(domain::errc::invalid, "/to_service",
                              "belongs to another pathway; open a new request there");
    }
    if (!is_under_contract(*service, event.on) && !is_under_contract(*service, today)) {
        return domain::refuse(domain::errc::invalid, "/to_service",
                              "has no contract on that day, nor today; choose another service");
    }
    return {};
}

bool may_write_to(const std::vector<bool>& allowed, const domain::directory& places, std::string_view service) {
    if (allowed.empty()) {
        return true;
    }
    const auto index = places.service_index(service);
    return index && *index < allowed.size() && allowed[*index];
}

} // namespace clockstart::db
