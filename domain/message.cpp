#include "domain/message.hpp"

#include "domain/prompt_text.hpp"
#include "domain/step_text.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace clockstart::domain {

namespace {

constexpr std::array<std::pair<message::kind, std::string_view>, 5> kinds{{{message::kind::event, "event"},
                                                                           {message::kind::prompt, "prompt"},
                                                                           {message::kind::set_aside, "set_aside"},
                                                                           {message::kind::given_up, "given_up"},
                                                                           {message::kind::held, "held"}}};

// The role that somebody has to answer to a role of a ladder, and the role of a ladder above it.
struct rank {
    std::string_view role, held_by, above;
};
constexpr std::array<rank, 5> ranks{{{"requester", "", "team"},
                                     {"team", "therapist", "provider_manager"},
                                     {"provider_manager", "provider_manager", "administrator"},
                                     {"area_commissioner", "commissioner", "administrator"},
                                     {"administrator", "administrator", ""}}};

// What is about no service concerns everybody of the role.
bool has_within(const addressee& one, std::string_view service, const directory& places, civil_date on) {
    if (service.empty() || (one.areas.empty() && one.providers.empty())) {
        return true;
    }
    const auto place = places.service_index(service);
    return place && services_within(places, one.areas, one.providers, on)[*place];
}

// Which service, where a prompt is about one and not about a request, whose reference stands beside it.
std::string about_text(const message& one) {
    return one.service.empty() || !one.reference.empty() ? std::string{} : " (service " + one.service + ")";
}

} // namespace

std::string_view name_of(message::kind about) {
    return std::ranges::find(kinds, about, &std::pair<message::kind, std::string_view>::first)->second;
}

message::kind message_kind_of(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, &std::pair<message::kind, std::string_view>::second);
    if (found == kinds.end()) {
        throw std::invalid_argument{"a message about something that is not known"};
    }
    return found->first;
}

std::string message_text(const message& one, const pathway_book& rules) {
    switch (one.about) {
    case message::kind::event:
        if (const auto* const found = rules.find(one.pathway, one.opened_on)) {
            return step_text(*found, one.target, one.step, one.due_on, one.on);
        }
        return one.step;
    case message::kind::prompt: {
        const auto asked = prompt_text(one.job, one.due_on);
        return (asked.empty() ? one.job_name : asked) + about_text(one);
    }
    case message::kind::set_aside:
        return "This request could not be dealt with and is set aside: see what stands in the way";
    case message::kind::given_up:
        return "A message could not be delivered and was given up: see the outbox";
    case message::kind::held:
        return "Sending is held, because this machine's clock leapt ahead: check the clock, then release it";
    }
    return {};
}

std::vector<bool> services_within(const directory& places, std::span<const std::string> areas,
                                  std::span<const std::string> providers, civil_date on) {
    const auto& services = places.services();
    std::vector<bool> within(services.size() + 1, false);
    for (std::size_t place = 0; place < services.size(); ++place) {
        const auto& service = services[place];
        const bool area_fits = areas.empty() || std::ranges::any_of(areas, [&](const std::string& area) {
                                   return places.lies_within(service.area, area, on);
                               });
        within[place] =
            area_fits && (providers.empty() || std::ranges::find(providers, service.provider) != providers.end());
    }
    return within;
}

std::vector<std::size_t> addressees_of(const message& one, std::span<const addressee> all, const directory& places,
                                       civil_date on) {
    std::vector<std::size_t> found;
    for (std::string_view role = one.role; found.empty() && !role.empty();) {
        const auto held = std::ranges::find(ranks, role, &rank::role);
        const auto& level = held == ranks.end() ? ranks.back() : *held;
        for (std::size_t place = 0; place < all.size(); ++place) {
            const auto& who = all[place];
            const bool fits =
                level.held_by.empty() ? who.name == one.requester && who.role != "school" : who.role == level.held_by;
            if (fits && has_within(who, one.service, places, on)) {
                found.push_back(place);
            }
        }
        role = level.above;
    }
    return found;
}

} // namespace clockstart::domain
