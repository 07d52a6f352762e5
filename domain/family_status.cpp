#include "domain/family_status.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clockstart::domain {

namespace {

// What comes after a stage, by its code; the same code means the same in every pathway that is built in.
struct next_words {
    std::string_view stage, said;
};
constexpr auto words = std::to_array<next_words>({
    {"identified", "The team will look at what your child needs."},
    {"approved", "The equipment will be ordered."},
    {"ordered", "The equipment is on its way. You will be told when it comes."},
    {"part_delivered", "The rest of the equipment is on its way."},
    {"delivered", "The equipment will be set up for your child."},
    {"fitted", "Nothing more is planned. Ring the service if it does not fit any more."},
    {"received", "The team will look at the referral."},
    {"triaged", "The team will say who can help, and how."},
    {"accepted", "You will be offered an appointment."},
    {"appointment_booked", "Please come to the appointment that you were given. Ring the service if you cannot."},
    {"first_contact", "The team will agree with you what comes next."},
    {"active_monitoring",
     "The team is keeping an eye on how your child is getting on. Ring the service if things change."},
    {"outcome_shared", "The team will talk with you about support."},
    {"support_offered", "Nothing more is planned. Ring the service if you need to talk about it."},
    {"allocated", "The advice is being written."},
    {"advice_sent", "The advice has been sent. Nothing more is planned here."},
    {"discharged", "This request has ended. Ring the service if your child needs help again."},
    {"declined", "The service has said that it cannot take this request. Ring the service to ask what else may help."},
    {"withdrawn", "This request was taken back. Ring the service if that is not right."},
    {"closed", "This request has ended. Ring the service if your child needs help again."},
});

// "assessed" is followed by an order where something is supplied, and by an answer where a question was asked.
std::string_view after_assessment(const pathway& rules) {
    return rules.stage_of("approved") != nullptr ? "The team will say whether the equipment can be given."
                                                 : "The team will tell you what was found.";
}

std::string sentence_after(const pathway& rules, std::string_view stage) {
    if (stage == "assessed") {
        return std::string{after_assessment(rules)};
    }
    if (const auto* const known = std::ranges::find(words, stage, &next_words::stage); known != words.end()) {
        return std::string{known->said};
    }
    // A stage of a pathway that was added: the one after it, by its name.
    const auto at = std::ranges::find(rules.stages, stage, &stage::code);
    const auto next = at == rules.stages.end() ? at : at + 1;
    return next != rules.stages.end() && next->open ? "Next: " + next->name + "."
                                                    : "Ring the service to ask what comes next.";
}

} // namespace

family_status family_status_of(const pathway& rules, const request_state& judged, std::span<const clock> clocks,
                               civil_date today) {
    family_status told{judged.stage, judged.stage_since, std::nullopt, {}};
    const auto waiting = std::ranges::find_if(clocks, [](const clock& one) {
        return one.due_on && (one.state == clock_state::running || one.state == clock_state::breached);
    });
    if (judged.open && waiting != clocks.end()) {
        told.promised_by = waiting->due_on;
    }
    told.next_step =
        judged.not_brought_unresolved && judged.open
            ? "Your child could not be seen at the last appointment. Ring the service to agree another one."
            : sentence_after(rules, judged.stage);
    if (told.promised_by && *told.promised_by < today) {
        told.next_step += " This is late. You may ring the service and ask when it will happen.";
    }
    return told;
}

} // namespace clockstart::domain
