#pragma once

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// What somebody is to be told, once: a step that time brought about on a request, a prompt of recurring work, or
// something about the daemon itself. Nothing of a child.
struct message {
    enum class kind {
        event,     // of the ledger of a request
        prompt,    // recurring work asks for something
        set_aside, // a request that could not be dealt with
        given_up,  // a delivery that was tried for days
        held,      // sending is held, because the clock leapt ahead
    };

    std::int64_t number{};
    kind about{};
    std::int64_t subject{}; // the event's sequence, the prompt's number, the request's, the delivery's
    std::string role;       // who is to do something: as in a ladder, or administrator
    instant recorded_at{};
    // Of its request; empty where it is about none. A prompt that is about one has its reference alone.
    std::string reference, pathway, requester; // requester: who recorded the opening event
    civil_date opened_on{};
    std::string service; // that has it now; also of a prompt
    // Of a step.
    std::string target, step;
    civil_date due_on{}, on{}; // the due day it counts from, and the day on which it was reached; a prompt's due day
    // Of a prompt.
    std::string job_name, prompt_subject;
    std::string job{}; // its code
};
std::string_view name_of(message::kind about);
message::kind message_kind_of(std::string_view name); // throws std::invalid_argument for any other

// One sentence for people: "Past target: Equipment delivered was due by 3 January 2027".
std::string message_text(const message& one, const pathway_book& rules);

// Somebody who can be told.
struct addressee {
    std::string token; // id
    std::string name, role;
    std::vector<std::string> areas, providers; // both empty: everywhere
};

// The services of an area (with all within it on that day) and a provider, by directory::service_index, with one place
// more than there are services. Empty lists do not narrow.
std::vector<bool> services_within(const directory& places, std::span<const std::string> areas,
                                  std::span<const std::string> providers, civil_date on);

// Who of all is told, by their places in `all`: those of the message's role who have its service within their scope.
// Where there is nobody, the role above it is told, up to the administrators, so that nothing is told to nobody as long
// as there is anybody. A requester is the person of that name, if there is one.
std::vector<std::size_t> addressees_of(const message& one, std::span<const addressee> all, const directory& places,
                                       civil_date on);

} // namespace clockstart::domain
