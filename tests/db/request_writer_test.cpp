#include "tests/db/store.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace clockstart::db {

using domain::errc;

namespace {

std::vector<std::string> pointers(const domain::result<receipt>& refused) {
    std::vector<std::string> found;
    if (!refused) {
        for (const auto& one : refused.error().faults) {
            found.push_back(one.pointer);
        }
    }
    return found;
}

using fields = std::vector<std::string>;

std::vector<domain::event> breaches(const store& held, std::string_view reference) {
    auto events = held.reads().find_request(reference)->events;
    std::erase_if(events, [](const domain::event& one) { return one.type != "breached"; });
    return events;
}

std::string text(const domain::event& one, std::string_view name) {
    return std::string{std::string_view{one.details.at(name).as_string()}};
}

} // namespace

TEST(NewRequest, NamesTheFieldAtFault) {
    store held;
    const auto refused = [&](auto change) {
        auto asked = request("2026-11-01");
        change(asked);
        return pointers(held.append(asked));
    };
    EXPECT_EQ(refused([](auto& one) { one.pathway = "dentistry"; }), (fields{"/pathway"}));
    EXPECT_EQ(refused([](auto& one) { one.facts.service = "nowhere"; }), (fields{"/service"}));
    EXPECT_EQ(refused([](auto& one) { one.facts.service = "slt-1"; }), (fields{"/service"}));
    EXPECT_EQ(refused([](auto& one) { one.facts.service = "equipment-old"; }), (fields{"/service"}));
    EXPECT_EQ(refused([](auto& one) { one.clock_start_on = day("2026-11-23"); }), (fields{"/clock_start_on"}));
    EXPECT_EQ(refused([](auto& one) { one.clock_start_on = day("2018-05-03"); }), (fields{"/clock_start_on"}));
    EXPECT_EQ(refused([](auto& one) { one.child.birth_date = day("2026-11-23"); }), (fields{"/child/birth_date"}));
    EXPECT_EQ(refused([](auto& one) { one.facts.school_urn = 7; }), (fields{"/child/school_urn"}));
    EXPECT_EQ(refused([](auto& one) { one.facts.continues = "EQ-7K3M-2Q9D"; }), (fields{"/continues"}));
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request") + held.number("SELECT COUNT(*) FROM child"), 0);
}

TEST(NewRequest, TakesAServiceWhoseContractHeldOnTheClockStart) {
    store held;
    auto asked = request("2019-12-31");
    asked.facts.service = "equipment-old";
    EXPECT_TRUE(held.append(asked));
}

TEST(NewRequest, OutsideTheCallersServicesIsNotThere) {
    store held;
    auto asked = request("2026-11-01");
    asked.allowed_services = {false, true};
    EXPECT_EQ(held.append(asked).error().code, errc::not_found);
    asked.facts.service = "equipment-2";
    const auto done = held.accept(asked);
    auto event = event_on(done.reference, "assessed", "2026-11-02");
    event.allowed_services = {true, false};
    EXPECT_EQ(held.append(event).error().code, errc::not_found);
    event.allowed_services = {};
    event.allowed_school = 100002;
    EXPECT_EQ(held.append(event).error().code, errc::not_found);
}

TEST(NewRequest, KnowsAChildAgainByTheNhsNumberAndKeepsWhatWasHeldBefore) {
    store held;
    const auto first = held.accept(request("2026-11-01"));
    auto asked = request("2026-11-02", 1, "slt");
    asked.child.family_name = "Married";
    asked.child.postcode.clear();
    const auto second = held.accept(asked);
    const auto requests = held.reads().find_requests({first.request, second.request});
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].child, requests[1].child);
    const auto known = held.reads().private_parts_of(requests[0], true, false).child;
    EXPECT_EQ(known->family_name, "Married");
    EXPECT_EQ(known->postcode, "SS1 1AA");
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM child_identity"), 1);

    auto unnumbered = request("2026-11-03", 1);
    unnumbered.child.nhs_number.clear();
    unnumbered.child.no_nhs_number_reason = "not_traced";
    held.accept(unnumbered);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM child"), 2);
}

TEST(NewRequest, GoesOnFromAnEarlierOneOfTheSameChild) {
    store held;
    const auto first = held.accept(request("2025-01-10"));
    held.accept(event_on(first.reference, "withdrawn", "2025-02-01", {}, "family_choice"));
    auto asked = request("2026-11-02");
    asked.facts.continues = first.reference;
    const auto second = held.accept(asked);
    asked.clock_start_on = day("2026-11-10");
    asked.facts.continues = second.reference;
    const auto third = held.accept(asked);
    EXPECT_EQ(held.reads().find_request(third.reference)->family_start_on, day("2025-01-10"));

    held.accept(event_on(first.reference, "corrected", "2025-01-03", {}, "data_entry"));
    EXPECT_EQ(held.reads().find_request(third.reference)->family_start_on, day("2025-01-03"));

    auto stranger = request("2026-11-02", 2);
    stranger.facts.continues = first.reference;
    EXPECT_EQ(pointers(held.append(stranger)), (fields{"/continues"}));
}

TEST(NewRequest, IsDueTodayAfterFortyTwoDaysAndBreachedAfterFortyThree) {
    store held;
    const auto inside = held.accept(request("2026-10-11", 1));
    EXPECT_TRUE(breaches(held, inside.reference).empty());
    EXPECT_EQ(held.writes().next_due(), domain::first_instant(day("2026-11-23")));
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM step"), 1); // of two warnings that came too late, the last

    const auto late = held.accept(request("2026-10-10", 2));
    const auto found = breaches(held, late.reference);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].on, day("2026-11-22"));
    EXPECT_EQ(found[0].by, "clockstart");
    EXPECT_EQ(found[0].sequence, late.sequence); // so that its version does not change a moment later
    EXPECT_EQ(text(found[0], "target"), "delivered");
    EXPECT_EQ(text(found[0], "due_on"), "2026-11-21");
    EXPECT_EQ(text(found[0], "breached_at"), "2026-11-22T00:00:00.000000Z");
}

TEST(NewRequest, MadeAsOfADayTellsItsHistoryAsItWasKnownThen) {
    store held;
    auto asked = request("2026-05-01");
    asked.recorded_at = domain::parse_instant("2026-05-01T09:00:00Z").value();
    asked.history = {{"assessed", day("2026-05-20"), {}, {}},
                     {"delivered", day("2026-07-01"), {}, {}},
                     {"corrected", day("2026-05-21"), "data_entry", {{"corrects", -1}}}};
    const auto done = held.accept(asked);
    const auto ledger = held.reads().find_request(done.reference)->events;
    EXPECT_TRUE(std::ranges::is_sorted(ledger, {}, &domain::event::recorded_at));
    std::vector<domain::event> events; // reminders aside
    std::ranges::copy_if(ledger, std::back_inserter(events),
                         [](const domain::event& one) { return one.type != domain::event_type::step_reached; });
    std::vector<std::string> types;
    for (const auto& one : events) {
        types.push_back(one.type);
    }
    EXPECT_EQ(types, (std::vector<std::string>{"identified", "assessed", "breached", "delivered", "corrected"}));
    EXPECT_EQ(domain::london_date(events[2].recorded_at), day("2026-06-13")); // 42 days end on the 12th
    EXPECT_EQ(events[4].details.at("corrects").as_int64(), events[1].sequence);
    EXPECT_TRUE(held.verify().empty());

    store twin;
    EXPECT_EQ(twin.accept(asked).reference, done.reference);
}

TEST(Event, MovesARequestBetweenServicesThatExist) {
    store held;
    const auto made = held.accept(request("2026-11-01"));
    EXPECT_EQ(pointers(held.append(event_on(made.reference, "transferred", "2026-11-02", {{"to_service", "nowhere"}}))),
              (fields{"/to_service"}));
    EXPECT_EQ(pointers(held.append(event_on(made.reference, "transferred", "2026-11-02", {{"to_service", "slt-1"}}))),
              (fields{"/to_service"}));
    held.accept(event_on(made.reference, "transferred", "2026-11-02", {{"to_service", "equipment-2"}}));
    EXPECT_EQ(held.reads().find_request(made.reference)->service, "equipment-2");
}

TEST(Event, KeepsAReasonInWordsInTheVaultAndACodeInTheLedger) {
    store held;
    const auto made = held.accept(request("2026-11-01"));
    held.accept(event_on(made.reference, "withdrawn", "2026-11-02", {}, "Grandmother Quillfeather said so"));
    const auto found = held.reads().find_request(made.reference);
    EXPECT_FALSE(found->events.back().details.contains("reason"));
    const auto opened = held.reads().private_parts_of(*found, false, true);
    EXPECT_EQ(opened.words.back().text.reason, "Grandmother Quillfeather said so");
}

TEST(Correction, MovesTheClockAndTheLedgerStillTellsTheOldStory) {
    store held;
    const auto made = held.accept(request("2026-10-10"));
    ASSERT_EQ(breaches(held, made.reference).size(), 1U);
    held.move_to("2026-11-22T11:00:00Z");
    held.accept(event_on(made.reference, "corrected", "2026-11-01", {}, "data_entry"));
    EXPECT_EQ(held.writes().next_due(), domain::first_instant(day("2026-11-28"))); // the reason for the breach
    EXPECT_EQ(breaches(held, made.reference).size(), 1U);

    const auto ledger = held.reads().find_request(made.reference)->events;
    const auto then = domain::effective_events(ledger, domain::parse_instant("2026-11-22T10:30:00Z").value());
    EXPECT_EQ(then.front().on, day("2026-10-10"));
    EXPECT_EQ(domain::effective_events(ledger).front().on, day("2026-11-01"));

    held.move_to("2026-12-14T00:00:00Z"); // past the new due date: another occurrence
    held.accept(record_due_steps{});
    ASSERT_EQ(breaches(held, made.reference).size(), 2U);
    EXPECT_EQ(text(breaches(held, made.reference)[1], "due_on"), "2026-12-13");
    EXPECT_TRUE(held.verify().empty());
}

} // namespace clockstart::db
