#pragma once

#include "db/command.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clockstart::db {

// A request as the disk has it: the ledger and what is needed to judge it.
struct held_request {
    std::uint32_t number{};
    std::string reference;
    std::string pathway;
    std::int64_t child{};
    std::int64_t sequence{};              // of its last event
    domain::request_facts facts;          // as recorded with the opening event
    std::string service;                  // now, after transfers
    std::vector<domain::event> events;    // the whole ledger, in sequence order
    domain::civil_date family_start_on{}; // clock start of the first request in the chain of `continues`
};

// Requests of one pathway whose clocks go on, read page by page.
struct running_page {
    std::vector<held_request> requests; // in the order of their numbers
    std::uint32_t come_to{};            // ask on after this number
    bool is_last{false};
};

// One piece of free text, opened.
struct opened_words {
    std::int64_t sequence{}; // of the event it belongs to
    words text;
};

// What lies in the vault about a request, opened.
struct private_parts {
    std::optional<domain::identity> child;
    std::vector<opened_words> words;
};

// Who a child was held to be, and until when; nothing: still.
struct held_identity {
    domain::identity who;
    std::optional<domain::instant> replaced_at;
};

// A request that was stored a moment ago, with all that came with it: whoever sent it is answered without reading it
// back.
struct stored_request {
    held_request held;
    private_parts opened;
};

} // namespace clockstart::db
