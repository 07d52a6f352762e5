#include "tests/db/store.hpp"

#include "db/audit_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

// What goes into the audit, with each change and without one.
namespace clockstart::db {
namespace {

const actor therapist{"therapist", "token-1", "192.0.2.7"};

std::vector<audit_entry> all(const store& held) {
    auto entries = held.reads().audit({});
    std::ranges::reverse(entries);
    return entries;
}

create_request by_therapist(int number = 1) {
    auto made = request("2026-11-01", number);
    made.by = therapist;
    return made;
}

note_access denied(std::string reference = {}) {
    return {.by = therapist, .what = "access", .outcome = "denied", .reference = std::move(reference)};
}

TEST(Audit, HasAChangeWithTheEventThatItMadeInTheSameTransaction) {
    store held;
    const auto done = held.accept(by_therapist());
    const auto last = all(held).back();
    EXPECT_EQ(last.row.what, "request.opened");
    EXPECT_EQ(last.row.who, "therapist");
    EXPECT_EQ(last.row.token, "token-1");
    EXPECT_EQ(last.row.from_where, "192.0.2.7");
    EXPECT_EQ(last.row.outcome, "done");
    EXPECT_EQ(last.references, std::vector{done.reference});
    EXPECT_EQ(last.row.sequence, done.sequence);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM audit a JOIN event e ON e.sequence = a.sequence AND e.hash = "
                          "a.event_hash"),
              1);
    EXPECT_TRUE(held.verify().empty());
}

TEST(Audit, HasNothingOfWhatWasRefusedOrOnlyTriedOrBroughtAboutByTime) {
    store held;
    held.accept(by_therapist());
    const auto before = all(held).size();
    auto unknown = by_therapist(2);
    unknown.facts.service = "nowhere";
    EXPECT_FALSE(held.append(std::move(unknown)));
    import_requests tried;
    tried.by = therapist;
    tried.dry_run = true;
    tried.next = [given = false]() mutable -> std::optional<import_requests::row> {
        return std::exchange(given, true) ? std::nullopt : std::optional{import_requests::row{1, by_therapist(3)}};
    };
    tried.reader_failed = [] { return false; };
    held.accept(std::move(tried));
    held.move_to("2027-11-22T10:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(all(held).size(), before);
}

TEST(Audit, SaysThatAnAnswerWasGivenAgainWithoutAChange) {
    store held;
    auto first = by_therapist();
    first.once = idempotency{"key", "digest"};
    held.accept(first);
    held.accept(first);
    const auto last = all(held).back();
    EXPECT_EQ(last.row.outcome, "repeated");
    EXPECT_EQ(last.row.sequence, 0);
    EXPECT_EQ(last.references.size(), 1U);
}

TEST(Audit, IsFoundByEachRequestOfAListThatShowedItsChild) {
    store held;
    const auto first = held.accept(by_therapist(1)), second = held.accept(by_therapist(2));
    held.accept(note_access{.by = therapist, .what = "requests.listed", .requests = {second.request, first.request}});
    const auto of_first = held.reads().audit({.requests = {first.request}, .limit = 1}).front();
    EXPECT_EQ(of_first.row.what, "requests.listed");
    EXPECT_EQ(of_first.references, (std::vector{first.reference, second.reference}));
    EXPECT_EQ(held.reads().audit({.what = "requests.listed", .requests = {second.request}}).size(), 1U);
    EXPECT_TRUE(held.reads().audit({.who = "nobody"}).empty());
    EXPECT_TRUE(held.verify().empty());
}

TEST(Audit, SealsAReasonUnderTheChildsKeyAndKeepsItsDigest) {
    store held;
    const auto done = held.accept(by_therapist());
    const std::string why = "Wilfrida was brought to the wrong clinic";
    const auto other = held.accept(by_therapist(2));
    held.accept(
        note_access{.by = therapist, .what = "request.read", .requests = {other.request, done.request}, .why = why});
    const auto last = all(held).back();
    EXPECT_EQ(held.reads().why_of(last), why);
    EXPECT_EQ(last.sealed_why.find("Wilfrida"), std::string::npos);
    EXPECT_TRUE(held.verify().empty());
    EXPECT_FALSE(held.append(note_access{.by = therapist, .what = "request.read", .why = why}))
        << "there is no child under whose key it could be sealed";
    held.tamper("DELETE FROM audit_words"); // as when a child is forgotten
    EXPECT_TRUE(held.verify().empty());
}

TEST(Audit, CountsRefusalsThatAreAlikeWithinAMinute) {
    store held;
    const auto reference = held.accept(by_therapist()).reference;
    const auto before = all(held).size();
    for (int time = 0; time < 50; ++time) {
        held.accept(denied(reference));
    }
    held.accept(denied("EQ-2222-2222")); // there is none: another wish
    EXPECT_EQ(all(held).size(), before + 2);
    EXPECT_EQ(all(held).at(before).references, std::vector{reference});
    EXPECT_NE(all(held).back().row.details.find("is_there"), std::string::npos);
    held.move_to("2026-11-22T10:01:01Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(all(held).size(), before + 3);
    EXPECT_NE(all(held).back().row.details.find("\"repeated\":49"), std::string::npos) << all(held).back().row.details;
    EXPECT_TRUE(held.verify().empty());
}

TEST(Audit, HasWhatWasCountedAtTheStopAlsoBeforeItsMinuteIsOver) {
    store held;
    held.accept(denied());
    held.accept(denied());
    EXPECT_EQ(held.accept(end_counting{}).count, 1U);
    EXPECT_NE(all(held).back().row.details.find("\"repeated\":1"), std::string::npos);
    EXPECT_EQ(held.accept(end_counting{}).count, 0U);
}

TEST(Audit, IsNotFilledByACallerWithManyWishesOrByManyCallers) {
    store held;
    const auto before = all(held).size();
    for (int wish = 0; wish < 500; ++wish) {
        auto one = denied();
        one.details = {{"operation", std::to_string(wish)}};
        held.accept(std::move(one));
    }
    EXPECT_EQ(all(held).size(), before + 31) << "30 of their own, and one for all that came after";
    for (int caller = 0; caller < 500; ++caller) {
        auto one = denied();
        one.by.from = "192.0.2." + std::to_string(caller);
        held.accept(std::move(one));
    }
    EXPECT_LE(all(held).size(), before + 202);
}

TEST(Audit, IsOrderedAndTimedBesideTheLedger) {
    store held;
    held.accept(by_therapist());
    held.move_to("2020-01-01T00:00:00Z"); // a clock that was moved back
    held.accept(note_access{.by = therapist, .what = "sign_in"});
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM audit a JOIN audit b ON b.number = a.number + 1 AND b.recorded_at <= "
                          "a.recorded_at"),
              0);
}

} // namespace
} // namespace clockstart::db
