#include "domain/event.hpp"

#include <algorithm>
#include <unordered_map>

namespace clockstart::domain {

namespace {

// What the last correction known of one event says.
struct correction {
    civil_date on{};
    bool voided{};
};

std::int64_t corrected_sequence(const event& one) {
    const auto* const named = one.details.if_contains("corrects");
    return named != nullptr && named->is_int64() ? named->get_int64() : 0;
}

bool is_void(const event& one) {
    const auto* const voided = one.details.if_contains("void");
    return voided != nullptr && voided->is_bool() && voided->get_bool();
}

} // namespace

bool is_by_people(const event& one) { return one.type != event_type::breached && one.type != event_type::step_reached; }

std::vector<event> effective_events(std::span<const event> ledger, instant known_at) {
    std::unordered_map<std::int64_t, correction> corrections;
    for (const auto& one : ledger) {
        // Ledger order is the order of recording, so a later correction of the same event overwrites an earlier one.
        if (one.recorded_at <= known_at && one.type == event_type::corrected) {
            corrections[corrected_sequence(one)] = {one.on, is_void(one)};
        }
    }
    std::vector<event> effective;
    effective.reserve(ledger.size());
    for (const auto& one : ledger) {
        if (one.recorded_at > known_at || one.type == event_type::corrected) {
            continue;
        }
        const auto correction_of = corrections.find(one.sequence);
        if (correction_of == corrections.end()) {
            effective.push_back(one);
        } else if (!correction_of->second.voided) {
            effective.push_back(one);
            effective.back().on = correction_of->second.on;
        }
    }
    std::stable_sort(effective.begin(), effective.end(),
                     [](const event& left, const event& right) { return left.on < right.on; });
    return effective;
}

std::string_view breach_reason(std::span<const event> ledger, std::string_view target, civil_date due_on) {
    std::string_view reason;
    const auto due = format_date(due_on);
    for (const auto& one : ledger) {
        const auto says = [&one](std::string_view name, std::string_view value) {
            return std::string_view{one.details.at(name).as_string()} == value;
        };
        if (one.type == event_type::breach_explained && says("target", target) && says("due_on", due)) {
            reason = one.details.at("reason").as_string();
        }
    }
    return reason;
}

} // namespace clockstart::domain
