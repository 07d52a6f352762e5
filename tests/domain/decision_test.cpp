#include "domain/decision.hpp"

#include "story.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

namespace json = boost::json;

// "taken", or the code with the pointers of the faults: "invalid /on".
std::string answer(const pathway& rules, std::span<const event> ledger, const proposed_event& proposed,
                   std::string_view today = "2026-11-22", std::optional<civil_date> born = std::nullopt) {
    const auto decided = decide(rules, ledger, proposed, day(today), born);
    if (decided) {
        EXPECT_EQ(decided->type, proposed.type);
        EXPECT_EQ(decided->on, proposed.on);
        return "taken";
    }
    std::string text{name_of(decided.error().code)};
    for (const auto& one : decided.error().faults) {
        EXPECT_FALSE(one.detail.empty());
        text += " " + one.pointer;
    }
    return text;
}

json::object opened_by(std::string_view service) { return {{"service", service}}; }

TEST(Decision, OnTheOpeningOfARequest) {
    const auto& rules = builtin("equipment");
    const auto born = day("2018-05-05");
    const auto opening = [&](std::string_view type, std::string_view on) {
        return answer(rules, {}, {std::string{type}, day(on)}, "2026-11-22", born);
    };
    EXPECT_EQ(opening("identified", "2026-11-22"), "taken");
    EXPECT_EQ(opening("identified", "2026-10-11"), "taken");
    EXPECT_EQ(opening("identified", "2018-05-05"), "taken");
    EXPECT_EQ(opening("identified", "2018-05-04"), "invalid /clock_start_on");
    EXPECT_EQ(opening("identified", "2026-11-23"), "invalid /clock_start_on");
    EXPECT_EQ(opening("assessed", "2026-11-22"), "invalid /type");
    EXPECT_EQ(opening("received", "2026-11-22"), "invalid /type");
    EXPECT_EQ(opening("closed", "2026-11-22"), "invalid /type");
    EXPECT_EQ(opening("corrected", "2026-11-22"), "invalid /type");
    EXPECT_EQ(opening("", "2026-11-22"), "invalid /type");
}

TEST(Decision, OnTheReasonForABreach) {
    const auto& rules = builtin("asd");
    const auto passed = [](std::string_view target, std::string_view due_on) {
        return json::object{{"target", target}, {"due_on", due_on}};
    };
    const auto waiting = ledger_of({{"received", "2025-01-06", opened_by("ASD-A")}});
    const auto late = ledger_of({{"received", "2025-01-06", opened_by("ASD-A")},
                                 {"breached", "2025-04-08", passed("first_contact", "2025-04-07")},
                                 {"breached", "2026-01-06", passed("outcome", "2026-01-05")}});
    const auto explained = [&](const std::vector<event>& ledger, std::string_view reason, json::object details = {}) {
        proposed_event proposed{"breach_explained", day("2026-11-22"), std::string{reason}, std::move(details)};
        const auto decided = decide(rules, ledger, proposed, day("2026-11-22"));
        return decided ? json::serialize(decided->details)
                       : std::string{name_of(decided.error().code)} + " " + decided.error().faults.front().pointer;
    };
    EXPECT_EQ(explained(waiting, "capacity"), "conflict /type");
    EXPECT_EQ(explained(late, ""), "invalid /reason");
    EXPECT_EQ(explained(late, "moved_away"), "invalid /reason"); // why a request ends, not why it is late
    EXPECT_EQ(explained(late, "capacity"), R"({"target":"outcome","due_on":"2026-01-05","reason":"capacity"})");
    EXPECT_EQ(explained(late, "capacity", {{"target", "first_contact"}}),
              R"({"target":"first_contact","due_on":"2025-04-07","reason":"capacity"})");
    EXPECT_EQ(explained(late, "capacity", {{"target", "delivered"}}), "conflict /target");
    auto half = late;
    half.push_back({.sequence = 4,
                    .type = "breach_explained",
                    .on = day("2026-01-08"),
                    .details = {{"target", "outcome"}, {"due_on", "2026-01-05"}, {"reason", "other"}}});
    EXPECT_EQ(explained(half, "capacity"), R"({"target":"first_contact","due_on":"2025-04-07","reason":"capacity"})");
    EXPECT_EQ(breach_reason(half, "outcome", day("2026-01-05")), "other");
    EXPECT_EQ(breach_reason(half, "first_contact", day("2025-04-07")), "");
}

TEST(Decision, OnWhatMayComeNext) {
    const auto& rules = builtin("equipment");
    const auto open = ledger_of({{"identified", "2026-10-05", opened_by("EQ-A")}, {"assessed", "2026-10-12"}});
    const auto delivered = ledger_of({{"identified", "2026-10-05", opened_by("EQ-A")}, {"delivered", "2026-10-20"}});
    const auto closed = ledger_of({{"identified", "2026-10-05", opened_by("EQ-A")}, {"closed", "2026-10-20"}});
    const auto reopened = ledger_of({{"identified", "2026-10-05", opened_by("EQ-A")},
                                     {"closed", "2026-10-20"},
                                     {"corrected", "2026-10-20", corrects(2, true)}});
    struct row {
        const std::vector<event>& ledger;
        proposed_event proposed;
        std::string_view answer;
    };
    const row rows[] = {
        {open, {"approved", day("2026-10-12")}, "taken"},
        {open, {"approved", day("2026-10-05")}, "taken"},          // recorded late, of the first day
        {open, {"approved", day("2026-10-04")}, "invalid /on"},    // before the request was opened
        {open, {"approved", day("2026-11-22")}, "taken"},          // today
        {open, {"approved", day("2026-11-23")}, "invalid /on"},    // tomorrow
        {open, {"assessed", day("2026-10-13")}, "conflict /type"}, // once
        {open, {"identified", day("2026-10-13")}, "conflict /type"},
        {open, {"ordered", day("2026-10-13")}, "taken"},
        {open, {"first_contact", day("2026-10-13")}, "invalid /type"}, // of another pathway
        {open, {"breached", day("2026-11-17")}, "invalid /type"},      // time itself records it
        {open, {"fitted", day("2026-10-13")}, "conflict /type"},       // only after delivery
        {delivered, {"fitted", day("2026-10-20")}, "taken"},
        {delivered, {"fitted", day("2026-10-19")}, "conflict /type"}, // on a day before the delivery
        {open, {"declined", day("2026-10-13")}, "invalid /reason"},
        {open, {"declined", day("2026-10-13"), "not_eligible"}, "taken"},
        {open, {"withdrawn", day("2026-10-13")}, "invalid /reason"},
        {open, {"withdrawn", day("2026-10-13"), "the family has moved to Wales"}, "taken"},
        {open, {"closed", day("2026-10-13")}, "taken"},
        {open, {"note", day("2026-10-13")}, "taken"},
        {open, {"confirmed_waiting", day("2026-10-13")}, "taken"},
        {closed, {"ordered", day("2026-10-13")}, "conflict /type"},
        {closed, {"ordered", day("2026-10-21")}, "conflict /type"},
        {closed, {"closed", day("2026-10-21")}, "conflict /type"},
        {closed, {"confirmed_waiting", day("2026-10-21")}, "conflict /type"},
        {closed, {"note", day("2026-10-21")}, "taken"},
        {closed, {"corrected", day("2026-10-19"), "data_entry", corrects(2)}, "taken"},
        {reopened, {"ordered", day("2026-10-21")}, "taken"},
        {reopened, {"closed", day("2026-10-21")}, "taken"},
    };
    for (const auto& one : rows) {
        EXPECT_EQ(answer(rules, one.ledger, one.proposed), one.answer)
            << one.proposed.type << " " << format_date(one.proposed.on);
    }
}

TEST(Decision, KeepsCodedReasonsInTheLedgerAndOtherWordsOut) {
    const auto ledger = ledger_of({{"identified", "2026-10-05", opened_by("EQ-A")}});
    const auto coded =
        decide(builtin("equipment"), ledger, {"declined", day("2026-10-13"), "not_eligible"}, day("2026-11-22"));
    EXPECT_EQ(coded->details.at("reason").as_string(), "not_eligible");
    const auto words =
        decide(builtin("equipment"), ledger, {"declined", day("2026-10-13"), "the father rang"}, day("2026-11-22"));
    EXPECT_FALSE(words->details.contains("reason"));
}

TEST(Decision, OnATransferNeedsTheServiceThatTakesOver) {
    const auto& rules = builtin("slt");
    const auto ledger = ledger_of(
        {{"received", "2026-10-05", opened_by("SLT-A")}, {"transferred", "2026-10-20", {{"to_service", "SLT-B"}}}});
    const auto transfer = [&](std::string_view on, json::object details) {
        return answer(rules, ledger, {"transferred", day(on), "", std::move(details)});
    };
    EXPECT_EQ(transfer("2026-10-21", {}), "invalid /to_service");
    EXPECT_EQ(transfer("2026-10-21", {{"to_service", ""}}), "invalid /to_service");
    EXPECT_EQ(transfer("2026-10-21", {{"to_service", 7}}), "invalid /to_service");
    EXPECT_EQ(transfer("2026-10-21", {{"to_service", "SLT-B"}}), "invalid /to_service"); // it is there already
    EXPECT_EQ(transfer("2026-10-21", {{"to_service", "SLT-A"}}), "taken");
    EXPECT_EQ(transfer("2026-10-19", {{"to_service", "SLT-A"}}), "invalid /to_service"); // it was there on that day
    EXPECT_EQ(transfer("2026-10-21", {{"to_service", "SLT-C"}}), "taken");
}

TEST(Decision, OnADischargeOfAChildWhoWasNotBroughtNamesEveryMissingCondition) {
    const std::vector<std::string> all{"communicated", "not_against_best_interests", "published_policy",
                                       "protects_vulnerable"};
    for (const std::string_view pathway : {"slt", "ot", "physio", "asd", "adhd"}) {
        const auto& rules = builtin(pathway);
        const auto ledger = ledger_of(
            {{"received", "2026-09-01", opened_by("S")}, {"not_brought", "2026-10-20", {{"communicated", true}}}});
        // All sixteen combinations of what is said.
        for (unsigned said = 0; said < 16; ++said) {
            json::object conditions;
            std::string expected = "invalid";
            for (unsigned number = 0; number < 4; ++number) {
                if ((said >> number & 1U) != 0) {
                    conditions[all[number]] = true;
                } else {
                    expected += " /conditions/" + all[number];
                    if (number % 2 == 0) { // said to be untrue, or not said
                        conditions[all[number]] = false;
                    }
                }
            }
            EXPECT_EQ(answer(rules, ledger, {"discharged", day("2026-11-02"), "", {{"conditions", conditions}}}),
                      said == 15 ? "taken" : expected);
        }
        EXPECT_EQ(
            answer(rules, ledger, {"discharged", day("2026-11-02")}),
            "invalid /conditions/communicated /conditions/not_against_best_interests /conditions/published_policy "
            "/conditions/protects_vulnerable");
    }
}

TEST(Decision, OnADischargeAsksForTheConditionsOnlyWhileTheMissedVisitIsOpen) {
    const auto& rules = builtin("asd");
    const std::string missing =
        "invalid /conditions/communicated /conditions/not_against_best_interests /conditions/published_policy "
        "/conditions/protects_vulnerable";
    const auto discharge = [&](std::initializer_list<told> story, std::string type = "discharged") {
        return answer(rules, ledger_of(story), {std::move(type), day("2026-11-20"), "other"});
    };
    const told received{"received", "2026-09-01", opened_by("S")};
    EXPECT_EQ(discharge({received}), "taken");
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}}), missing);
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}, {"confirmed_waiting", "2026-10-02"}}), missing);
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}, {"appointment_booked", "2026-10-02"}}), "taken");
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}, {"first_contact", "2026-10-02"}}), "taken");
    EXPECT_EQ(discharge({received, {"first_contact", "2026-09-20"}, {"not_brought", "2026-10-01"}}),
              missing); // any visit, not only the first
    EXPECT_EQ(
        discharge(
            {received, {"first_contact", "2026-09-20"}, {"not_brought", "2026-10-01"}, {"assessed", "2026-10-02"}}),
        "taken");
    EXPECT_EQ(discharge({received,
                         {"not_brought", "2026-10-01"},
                         {"appointment_booked", "2026-10-02"},
                         {"not_brought", "2026-10-09"}}),
              missing);
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}, {"corrected", "2026-10-01", corrects(2, true)}}),
              "taken");
    // Whatever the closing is called; the family's own withdrawal is theirs to make.
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}}, "closed"), missing);
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}}, "declined"), missing);
    EXPECT_EQ(discharge({received, {"not_brought", "2026-10-01"}}, "withdrawn"), "taken");
}

TEST(Decision, OnADischargeDatedBeforeTheMissedVisitStillAsks) {
    const auto ledger = ledger_of({{"received", "2026-09-01", opened_by("S")}, {"not_brought", "2026-10-20"}});
    EXPECT_NE(answer(builtin("ot"), ledger, {"discharged", day("2026-10-19")}), "taken");
}

} // namespace
} // namespace clockstart::domain
