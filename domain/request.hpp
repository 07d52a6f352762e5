#pragma once

#include "domain/clock.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace clockstart::domain {

// Who a child is. Held in plain only while a request is read or shown; at rest it is sealed in the vault.
struct identity {
    std::string nhs_number;           // ten digits, or empty
    std::string no_nhs_number_reason; // given when there is no number
    std::string given_name;
    std::string family_name;
    civil_date birth_date{};
    std::string postcode; // may be empty

    bool operator==(const identity&) const = default;
};

// One thing asked for. The description is free text and lives in the vault; `number` is its place in the request,
// from 1.
struct item {
    int number{};
    std::string category; // seating_and_standing, communication, toileting_and_hoists, sensory (the four lists of
                          // S-Essex), other
    std::string code;     // ISO 9999 or catalogue code, may be empty
    int quantity{1};
};

inline constexpr std::string_view item_categories[] = {"seating_and_standing", "communication", "toileting_and_hoists",
                                                       "sensory", "other"};
inline constexpr std::string_view priorities[] = {"routine", "urgent"};
inline constexpr std::string_view settings[] = {"home", "school", "both"};
inline constexpr std::string_view funders[] = {"health", "education", "social_care", "joint"};
inline constexpr std::string_view sexes[] = {"female", "male", "other", "not_known"};
// The groups of the census: what MI-ADHD and CHS break down by.
inline constexpr std::string_view ethnicities[] = {"asian", "black", "mixed", "white", "other", "not_known"};
inline constexpr std::string_view no_nhs_number_reasons[] = {"not_traced", "new_to_country", "newborn", "declined",
                                                             "other"};

// The facts of a request that are no identity: they stand in the clear in the details of its opening event, and on the
// board.
struct request_facts {
    std::string service; // code
    std::string priority{"routine"};
    std::string setting; // empty: not given
    std::string funder;  // empty: not given
    std::vector<item> items;
    std::optional<std::int64_t> school_urn;
    std::string sex{"not_known"};
    std::string ethnicity{"not_known"};
    std::optional<int> deprivation_decile; // 1 (most deprived) to 10
    std::optional<int> age_years;          // at the clock start; the birth date itself is in the vault
    std::string continues;                 // reference of the earlier request of the same need
};

boost::json::object show_facts(const request_facts& facts);
// Reads what show_facts wrote; unknown members are passed over, so that a newer ledger stays readable.
request_facts read_facts(const boost::json::object& details);

// Completed years of age on a day. Somebody born on 29 February has the birthday on 1 March in other years (English
// law).
int age_on(civil_date birth_date, civil_date on);

// What a request's ledger says about it, besides its clocks.
struct request_state {
    civil_date opened_on{}; // the opening event
    std::string stage;      // code
    civil_date stage_since{};
    bool open{true};
    std::string service; // after transfers
    // Where it was, in order: each service with the first day there.
    struct placement {
        std::string service;
        civil_date from{};
    };
    std::vector<placement> placements;
    std::vector<int> delivered;         // per item, how many
    bool not_brought_unresolved{false}; // the last thing that happened with a visit was that the child was not brought
};

// `events` are effective_events() of one request, the opening event among them. Events after `as_at` are not looked at.
request_state fold_request(const pathway& rules, std::span<const event> events, civil_date as_at);

} // namespace clockstart::domain
