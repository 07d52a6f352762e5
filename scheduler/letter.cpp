#include "scheduler/letter.hpp"

#include "domain/step.hpp"

#include <algorithm>

namespace clockstart::scheduler {

namespace {

constexpr std::size_t most_lines = 50; // in one mail; what is beyond stands in the inbox

bool is_breach(const db::held_notice& one) { return one.what.step == domain::step_code::breach; }

std::string matters(std::int64_t count) { return std::to_string(count) + (count == 1 ? " matter" : " matters"); }

// "EQ-7K3M-2Q9D, Equipment, Southend", as far as there is a request.
std::string where(const domain::message& one, const domain::pathway_book& rules, const domain::directory& places) {
    std::string text = one.reference;
    if (const auto* const found = one.pathway.empty() ? nullptr : rules.find(one.pathway, one.opened_on)) {
        text += ", " + found->name;
    }
    const auto* const service = places.find_service(one.service);
    if (const auto* const area = service == nullptr ? nullptr : places.find_area(service->area)) {
        text += (text.empty() ? "" : ", ") + area->name;
    }
    return text;
}

void add_lines(std::string& text, std::string_view heading, std::span<const db::held_notice> told, bool breaches,
               const domain::pathway_book& rules, const domain::directory& places, const std::string& public_url) {
    std::size_t lines = 0, more = 0;
    for (const auto& one : told) {
        if (is_breach(one) != breaches) {
            continue;
        }
        if (lines == most_lines) {
            ++more;
            continue;
        }
        text += lines++ == 0 ? std::string{heading} + "\n" : "";
        const auto place = where(one.what, rules, places);
        text += "- " + (place.empty() ? std::string{} : place + ": ") + message_text(one.what, rules) + "\n";
        if (!public_url.empty() && !one.what.reference.empty()) {
            text += "  " + public_url + "/requests/" + one.what.reference + "\n";
        }
    }
    if (more != 0) {
        text += "- and " + std::to_string(more) + " more in your inbox\n";
    }
    text += lines == 0 ? "" : "\n";
}

} // namespace

letter write_letter(std::span<const db::held_notice> told, std::int64_t unseen, const domain::pathway_book& rules,
                    const domain::directory& places, const std::string& public_url) {
    const auto breaches = std::ranges::count_if(told, is_breach);
    const auto others = static_cast<std::int64_t>(told.size()) - breaches;
    letter made;
    made.subject = "Clockstart: ";
    if (breaches != 0) {
        made.subject += std::to_string(breaches) + " past target" + (others == 0 ? "" : ", ");
    }
    if (others != 0) {
        made.subject += std::to_string(others) + (others == 1 ? " reminder" : " reminders");
    }
    if (told.empty()) {
        made.subject += matters(unseen) + " not seen yet";
    }
    add_lines(made.text, "Past target", told, true, rules, places, public_url);
    add_lines(made.text, "To be looked at", told, false, rules, places, public_url);
    if (unseen != 0) {
        made.text += "You were told before of " + matters(unseen) + " that you have not marked as seen.\n\n";
    }
    made.text += "Everything is in your Clockstart inbox";
    made.text += public_url.empty() ? ".\n" : ": " + public_url + "/inbox\n";
    made.text += "Mark there what you have seen, and you will not be told of it again.\n";
    return made;
}

} // namespace clockstart::scheduler
