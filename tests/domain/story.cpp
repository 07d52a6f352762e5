#include "story.hpp"

#include "domain/ladder.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace clockstart::domain {

namespace {

constexpr std::string_view hearing_aids_text = R"({
  "code": "hearing-aids", "name": "Hearing aids", "prefix": "HA", "version": 3,
  "valid_from": "2020-01-01", "valid_to": "2030-12-31", "opens_with": "received",
  "stages": [
    {"code": "received", "name": "Received"},
    {"code": "answered", "name": "Answered"},
    {"code": "fitted", "name": "Fitted"},
    {"code": "declined", "name": "Declined", "open": false},
    {"code": "withdrawn", "name": "Withdrawn", "open": false},
    {"code": "closed", "name": "Closed", "open": false}
  ],
  "events": [
    {"type": "received", "name": "Received", "stage": "received", "once": true},
    {"type": "answered", "name": "Answered", "stage": "answered"},
    {"type": "on_hold", "name": "On hold", "needs_reason": true},
    {"type": "resumed", "name": "Resumed", "after": ["on_hold"]},
    {"type": "fitted", "name": "Fitted", "stage": "fitted", "once": true},
    {"type": "reviewed", "name": "Reviewed", "after": ["fitted", "answered"]},
    {"type": "collected", "name": "Collected"}
  ],
  "targets": [
    {"code": "fitted", "name": "Fitted", "limit": {"days": 30}, "starts": ["received"], "meets": ["fitted"],
     "ends": ["declined", "withdrawn", "closed"], "pauses": ["on_hold"], "resumes": ["resumed"],
     "ladder": [{"code": "half", "percent_of_target": 50, "role": "team"}, {"code": "late", "days_from_due": 1, "role": "provider_manager"}]},
    {"code": "answered", "name": "Answered", "limit": {"working_days": 5}, "starts": ["received"], "meets": ["answered"],
     "ends": ["declined", "withdrawn", "closed"]},
    {"code": "reviewed", "name": "Reviewed", "limit": {"months": 3}, "starts": ["fitted"], "meets": ["reviewed"], "ends": ["closed"]},
    {"code": "collected", "name": "Collected", "limit": {"working_days": 10}, "starts": ["received"], "meets": ["collected"],
     "ends": ["declined", "withdrawn", "closed"], "pauses": ["on_hold"], "resumes": ["resumed"]}
  ],
  "reasons": ["capacity", "other"]
})";

} // namespace

std::vector<event> ledger_of(std::initializer_list<told> story) {
    std::vector<event> ledger;
    for (const auto& one : story) {
        const auto on = day(one.on);
        auto recorded = first_instant(on) + std::chrono::hours{10};
        if (!ledger.empty()) {
            recorded = std::max(recorded, ledger.back().recorded_at + std::chrono::seconds{1});
        }
        ledger.push_back({.sequence = static_cast<std::int64_t>(ledger.size()) + 1,
                          .type = std::string{one.type},
                          .on = on,
                          .recorded_at = recorded,
                          .by = "tester",
                          .details = one.details});
    }
    return ledger;
}

boost::json::object corrects(std::int64_t sequence, bool voids) {
    boost::json::object details{{"corrects", sequence}};
    if (voids) {
        details["void"] = true;
    }
    return details;
}

const pathway& builtin(std::string_view code) { return *builtin_pathways().find(code, day("2026-01-01")); }

const pathway& hearing_aids() {
    static const pathway read = read_pathway(hearing_aids_document()).value();
    return read;
}

boost::json::object hearing_aids_document() { return boost::json::parse(hearing_aids_text).as_object(); }

std::optional<instant> breach_to_come(const clock& one, civil_date as_at) {
    for (const auto& step : ladder_steps(one, {})) {
        if (step.at >= first_instant(as_at + std::chrono::days{1})) {
            return step.at;
        }
    }
    return std::nullopt;
}

std::string told_in_short(const pathway& rules, std::span<const event> ledger, std::string_view as_at,
                          std::string_view target, const working_calendar& calendar) {
    const auto& rule = target.empty() ? rules.headline() : *rules.target_of(target);
    std::string text;
    for (const auto& one : fold_clock(rule, effective_events(ledger), calendar, day(as_at))) {
        text += text.empty() ? "" : "; ";
        text += name_of(one.state);
        if (one.waited_days) {
            text += " " + std::to_string(*one.waited_days) + ", due " + format_date(one.due_on.value());
        }
        if (one.stopped_on) {
            text += ", stopped " + format_date(*one.stopped_on);
        }
        if (one.remaining_days) {
            text += ", " + std::to_string(*one.remaining_days) + " left";
        }
    }
    return text;
}

} // namespace clockstart::domain
