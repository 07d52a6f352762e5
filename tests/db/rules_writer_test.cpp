#include "tests/db/store.hpp"

#include "db/calendar_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace clockstart::db {

using domain::errc;

namespace {

// The next version of equipment, with this limit, from that day on.
domain::pathway equipment(std::string_view from, domain::time_limit limit, int version = 2) {
    auto made = *domain::builtin_pathways().find("equipment", day("2026-01-01"));
    made.version = version;
    made.valid_from = day(from);
    made.targets.front().limit = limit;
    made.targets.front().ladder.clear(); // the breach alone
    return made;
}

// The instant at which a clock has to be looked at next, microseconds; 0: none.
long long next_clock(const store& held) { return held.number("SELECT COALESCE(MIN(next_at), 0) FROM clock"); }
long long micros(domain::civil_date on) { return domain::first_instant(on).time_since_epoch().count(); }
long long breaches(const store& held) { return held.number("SELECT COUNT(*) FROM step WHERE step = 'breach'"); }

constexpr auto weeks = domain::time_limit::unit::weeks;
constexpr auto working_days = domain::time_limit::unit::working_days;

// "hearing-aids" as data: like equipment, but delivered within five working days; with a service.
void add_hearing_aids(store& held) {
    auto made = equipment("1990-01-01", {working_days, 5}, 1);
    made.code = "hearing-aids";
    made.prefix = "HA";
    held.accept(put_pathway{{"admin", ""}, made});
    put_directory more;
    more.services = {
        {"hearing-aids-1", "Audiology", "hearing-aids", "99G", "PV01", "QH8", day("2015-01-01"), std::nullopt}};
    held.accept(more);
}

std::string pointer_of(const domain::result<receipt>& done) {
    return done ? "accepted" : std::string{name_of(done.error().code)} + " " + done.error().faults.front().pointer;
}

long long due_of(const store& held, const std::string& reference) {
    return held.number("SELECT c.due_on FROM clock c JOIN request r ON r.number = c.request WHERE r.reference = '" +
                       reference + "'");
}

// Until nothing waits to be judged anew: every batch carries one step of it.
void finish_judging(store& held) {
    while (held.number("SELECT COUNT(*) FROM judging_anew") != 0) {
        held.accept(record_due_steps{});
    }
}

void expect_sound(store& held) {
    const auto told = board_in_short(held.board(), held.today());
    held.reopen();
    EXPECT_EQ(board_in_short(held.board(), held.today()), told) << "the board was not judged anew";
    for (const auto& one : held.verify()) {
        ADD_FAILURE() << one.reference << ": " << one.what;
    }
}

} // namespace

TEST(NewVersion, LeavesOldPeriodsTheirRule) {
    store held;
    const auto old = held.accept(request("2026-11-21", 1));
    const auto on_the_day = held.accept(request("2026-11-22", 2));
    held.accept(put_pathway{{"admin", ""}, equipment("2026-11-22", {weeks, 2})});
    const auto book = held.board().pathways();
    EXPECT_EQ(book->find("equipment", day("2026-11-21"))->version, 1);
    EXPECT_EQ(book->find("equipment", day("2026-11-21"))->valid_to, day("2026-11-21"));
    EXPECT_EQ(book->find("equipment", day("2026-11-22"))->version, 2);
    const auto later = held.accept(request("2026-11-22", 3));
    const auto told_late = held.accept(request("2026-11-20", 4)); // recorded after, but it began before

    EXPECT_EQ(due_of(held, old.reference), domain::day_number(day("2027-01-02")));
    EXPECT_EQ(due_of(held, told_late.reference), domain::day_number(day("2027-01-01")));
    EXPECT_EQ(due_of(held, on_the_day.reference), domain::day_number(day("2026-12-06"))) << "not judged anew";
    EXPECT_EQ(due_of(held, later.reference), domain::day_number(day("2026-12-06")));
    EXPECT_EQ(next_clock(held), micros(day("2026-12-07")));
    expect_sound(held);
    EXPECT_EQ(held.board().pathways()->find("equipment", day("2026-11-21"))->valid_to, day("2026-11-21"));
    held.accept(put_pathway{{"admin", ""}, equipment("2027-01-01", {weeks, 3}, 3)}); // and so on
    EXPECT_EQ(held.board().pathways()->find("equipment", day("2026-12-31"))->valid_to, day("2026-12-31"));
}

TEST(NewVersion, RecordsTheBreachThatItBringsAbout) {
    store held;
    auto gap = equipment("1980-01-01", {weeks, 1}, 7); // before the first version: nobody's dates, but old clock starts
    gap.valid_to = day("1989-12-31");
    auto ended = equipment("1990-01-01", {weeks, 6}, 1);
    ended.code = "chairs";
    ended.prefix = "CH";
    ended.valid_to = day("2026-08-31");
    held.accept(put_pathway{{"admin", ""}, ended});
    put_directory more;
    more.services = {{"chairs-1", "Chairs", "chairs", "99G", "PV01", "QH8", day("2015-01-01"), std::nullopt}};
    held.accept(more);
    const auto made = held.accept(request("2026-11-01", 1, "chairs")); // in the gap: judged by the version before it
    EXPECT_EQ(due_of(held, made.reference), domain::day_number(day("2026-12-13")));
    auto filling = ended;
    filling.version = 2;
    filling.valid_from = day("2026-09-01");
    filling.valid_to = std::nullopt;
    filling.targets.front().limit = {weeks, 2};
    held.accept(put_pathway{{"admin", ""}, filling}); // overlaps nothing, so it may begin in the past
    const auto ledger = held.reads().find_request(made.reference)->events;
    ASSERT_EQ(ledger.size(), 2U);
    EXPECT_EQ(ledger.back().type, "breached");
    EXPECT_EQ(ledger.back().on, day("2026-11-16"));
    EXPECT_EQ(domain::london_date(ledger.back().recorded_at), day("2026-11-22"));
    EXPECT_EQ(next_clock(held), 0);
    expect_sound(held);
    EXPECT_EQ(pointer_of(held.append(put_pathway{{"admin", ""}, gap})), "accepted");
}

TEST(NewVersion, IsRefusedWithThePlaceInTheDocument) {
    store held;
    const auto pointer = [&](domain::pathway version) {
        return pointer_of(held.append(put_pathway{{"admin", ""}, std::move(version)}));
    };
    EXPECT_EQ(pointer(equipment("2026-11-21", {weeks, 2})), "invalid /valid_from"); // yesterday
    EXPECT_EQ(pointer(equipment("2026-12-01", {weeks, 2}, 1)), "invalid /version");
    auto other = equipment("2026-12-01", {weeks, 2});
    other.targets.front().code = "arrived";
    EXPECT_EQ(pointer(other), "invalid /targets/0");
    other = equipment("2026-12-01", {weeks, 2});
    other.code = "Chairs!";
    EXPECT_EQ(pointer(other), "invalid /code");
    other.code = "chairs";
    EXPECT_EQ(pointer(other), "invalid /prefix"); // EQ is equipment's
    EXPECT_EQ(held.board().pathways()->all().size(), domain::builtin_pathways().all().size());
    EXPECT_EQ(pointer(equipment("2026-12-01", {weeks, 2})), "accepted");
    EXPECT_EQ(pointer(equipment("2026-11-25", {weeks, 2}, 3)), "invalid /valid_from"); // would run into version 2
}

TEST(JudgingAnew, GoesOnInPartsUntilAllAreJudged) {
    store held;
    add_hearing_aids(held);
    std::vector<std::string> references;
    for (int number = 1; number <= 450; ++number) {
        references.push_back(held.accept(request("2026-11-20", number, "hearing-aids")).reference);
    }
    const auto other = held.accept(request("2026-11-20", 451));
    held.accept(put_holidays{{"admin", ""}, {{day("2026-11-25"), "Day of thanks", day("2026-11-22")}}});
    finish_judging(held);
    for (const auto& reference : references) {
        ASSERT_EQ(due_of(held, reference), domain::day_number(day("2026-11-30")));
    }
    EXPECT_EQ(due_of(held, other.reference), domain::day_number(day("2027-01-01")));
    EXPECT_EQ(next_clock(held), micros(day("2026-12-01")));
    expect_sound(held);
}

TEST(JudgingAnew, GoesOnAfterARestart) {
    store held;
    add_hearing_aids(held);
    const auto made = held.accept(request("2026-11-20", 1, "hearing-aids"));
    held.accept(put_holidays{{"admin", ""}, {{day("2026-11-25"), "Day of thanks", day("2026-11-22")}}});
    finish_judging(held);
    // As it stood before, and the machine lost its power then.
    held.tamper("UPDATE clock SET due_on = due_on - 3, next_at = next_at - 259200000000");
    held.tamper("INSERT INTO judging_anew VALUES (1, '', " + std::to_string(domain::day_number(day("2026-11-25"))) +
                ", " + std::to_string(domain::day_number(day("2026-11-25"))) + ", 0, 1)");
    EXPECT_TRUE(held.verify().empty()) << "what waits to be judged is no fault";
    held.reopen();
    finish_judging(held);
    EXPECT_EQ(due_of(held, made.reference), domain::day_number(day("2026-11-30")));
    expect_sound(held);
}

TEST(LateHoliday, MovesWhatIsCountedInWorkingDaysAndNothingElse) {
    store held;
    add_hearing_aids(held);
    const auto moved = held.accept(request("2026-11-20", 1, "hearing-aids"));   // due on Friday the 27th
    const auto earlier = held.accept(request("2026-11-13", 2, "hearing-aids")); // was due on the 20th
    const auto in_weeks = held.accept(request("2026-11-20", 3));
    EXPECT_EQ(due_of(held, moved.reference), domain::day_number(day("2026-11-27")));
    const auto before = held.reads().find_request(moved.reference)->events.size();
    held.accept(put_holidays{
        {"admin", ""}, {{day("2026-11-25"), "Day of thanks", day("2026-11-22")}, {day("2029-01-01"), "New Year"}}});
    EXPECT_EQ(due_of(held, moved.reference), domain::day_number(day("2026-11-30")));
    EXPECT_EQ(due_of(held, earlier.reference), domain::day_number(day("2026-11-20")));
    EXPECT_EQ(due_of(held, in_weeks.reference), domain::day_number(day("2027-01-01")));
    EXPECT_EQ(held.reads().find_request(moved.reference)->events.size(), before) << "the ledger stays as it is";
    EXPECT_EQ(held.board().calendar()->version(), "england-2012-2028+2");
    expect_sound(held);
    EXPECT_EQ(held.board().calendar()->version(), "england-2012-2028+2");
    // The old day goes by, and is no breach; the new one is.
    held.move_to("2026-11-28T10:00:00Z");
    const auto breached = breaches(held);
    held.accept(record_due_steps{});
    EXPECT_EQ(breaches(held), breached);
    held.move_to("2026-12-01T10:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(breaches(held), breached + 1);
}

TEST(LateHoliday, IsRefusedWithItsField) {
    store held;
    const auto pointer = [&](std::vector<domain::bank_holiday> holidays) {
        return pointer_of(held.append(put_holidays{{"admin", ""}, std::move(holidays)}));
    };
    EXPECT_EQ(pointer({{day("2026-12-25"), "Christmas", std::nullopt}}), "conflict /holidays/0/on");
    EXPECT_EQ(pointer({{day("2026-12-01"), "a", std::nullopt}, {day("2026-12-01"), "b", std::nullopt}}),
              "conflict /holidays/1/on");
    EXPECT_EQ(pointer({{day("2025-11-21"), "a", std::nullopt}}), "invalid /holidays/0/on");
    EXPECT_EQ(pointer({{day("2026-12-01"), "a", day("2026-11-23")}}), "invalid /holidays/0/announced_on");
    EXPECT_EQ(pointer({{day("2025-11-24"), "a", std::nullopt}}), "accepted");
    EXPECT_EQ(pointer({{day("2025-11-24"), "a", std::nullopt}}), "conflict /holidays/0/on");
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM bank_holiday"), 1);
}

TEST(RunningRequests, AreReadPageByPageAndOnlyThose) {
    store held;
    std::vector<std::string> expected;
    for (int number = 1; number <= 300; ++number) {
        const auto made = held.accept(request("2026-11-01", number));
        if (number % 10 == 0) {
            held.accept(event_on(made.reference, "delivered", "2026-11-20"));
        } else {
            expected.push_back(made.reference);
        }
    }
    held.accept(request("2026-11-01", 301, "slt"));
    std::vector<std::string> found;
    running_page page;
    int pages = 0;
    while (!page.is_last) {
        page = held.reads().running_requests("equipment", page.come_to, [](std::string_view) { return true; });
        std::ranges::transform(page.requests, std::back_inserter(found), &held_request::reference);
        ++pages;
    }
    EXPECT_EQ(found, expected);
    EXPECT_GT(pages, 1);
    EXPECT_TRUE(held.reads()
                    .running_requests("equipment", 0, [](std::string_view one) { return one == "slt-1"; })
                    .requests.empty());
}

TEST(CalendarFile, IsReadWholeOrRefusedWithThePlace) {
    const test::temp_folder place;
    const auto file = place.path() / "bank-holidays.json";
    const auto read = [&](std::string_view text) {
        std::ofstream{file} << text;
        const auto found = read_calendar_file(file);
        return found ? std::to_string(found->size()) : found.error().faults.front().pointer;
    };
    EXPECT_EQ(read_calendar_file(file).error().faults.front().pointer, "/file");
    EXPECT_EQ(read("{"), "/file");
    EXPECT_EQ(read(R"({"england-and-wales": {"events": [{"date": "2029-01-01", "title": "New Year's Day"}]}})"), "1");
    EXPECT_EQ(read(R"({"england-and-wales": {"events": [{"date": "2029-13-01", "title": "x"}]}})"),
              "/england-and-wales/events/0/date");
}

} // namespace clockstart::db
