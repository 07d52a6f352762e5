#pragma once

#include "db/command.hpp"

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <string_view>
#include <vector>

namespace clockstart::db {

// What has to be true of a new request before its ledger begins, as far as the pathways, the directory and the command
// itself say. Gives the version of the pathway, or all faults at once, by field of the body of POST /requests.
domain::result<const domain::pathway*> check_new_request(const create_request& what, const domain::pathway_book& book,
                                                         const domain::directory& places, domain::civil_date today);

// Where a transfer goes to: a service of the same pathway, under contract.
domain::result<void> check_transfer(const domain::proposed_event& event, const domain::pathway& rules,
                                    const domain::directory& places, domain::civil_date today);

// `allowed` as in create_request::allowed_services.
bool may_write_to(const std::vector<bool>& allowed, const domain::directory& places, std::string_view service);

} // namespace clockstart::db
