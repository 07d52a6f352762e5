#include "domain/calendar.hpp"

#include <boost/json/parse.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace clockstart::domain {
namespace {

TEST(WorkingCalendar, PassesOverEaster) {
    const auto& england = england_calendar();
    const auto maundy_thursday = make_date(2026, 4, 2);
    EXPECT_FALSE(england.is_working_day(make_date(2026, 4, 3)));
    EXPECT_FALSE(england.is_working_day(make_date(2026, 4, 6)));
    EXPECT_EQ(england.add_working_days(maundy_thursday, 1), make_date(2026, 4, 7));
    EXPECT_EQ(england.add_working_days(maundy_thursday, 5), make_date(2026, 4, 13));
    EXPECT_EQ(england.working_days_between(maundy_thursday, make_date(2026, 4, 13)), 5);
}

TEST(WorkingCalendar, KnowsTheSubstituteDaysOfChristmas) {
    const auto& england = england_calendar();
    // 2026: Boxing Day is a Saturday, so Monday the 28th is the substitute.
    EXPECT_EQ(england.add_working_days(make_date(2026, 12, 24), 1), make_date(2026, 12, 29));
    EXPECT_EQ(england.add_working_days(make_date(2026, 12, 24), 5), make_date(2027, 1, 5));
    // 2027: both fall on the weekend, so Monday and Tuesday are substitutes; New Year's Day of 2028 is a Saturday.
    EXPECT_FALSE(england.is_working_day(make_date(2027, 12, 27)));
    EXPECT_FALSE(england.is_working_day(make_date(2027, 12, 28)));
    EXPECT_EQ(england.add_working_days(make_date(2027, 12, 24), 1), make_date(2027, 12, 29));
    EXPECT_EQ(england.add_working_days(make_date(2027, 12, 24), 4), make_date(2028, 1, 4));
    // 2022: Boxing Day on Monday comes before the substitute of Christmas Day on Tuesday.
    EXPECT_EQ(england.holiday_on(make_date(2022, 12, 26))->title, "Boxing Day");
    EXPECT_EQ(england.add_working_days(make_date(2022, 12, 23), 1), make_date(2022, 12, 28));
}

TEST(WorkingCalendar, DoesNotKnowAHolidayBeforeItWasAnnounced) {
    const auto& england = england_calendar();
    const auto funeral = make_date(2022, 9, 19);
    EXPECT_FALSE(england.is_working_day(funeral));
    EXPECT_TRUE(england.known_on(make_date(2022, 9, 9)).is_working_day(funeral));
    EXPECT_FALSE(england.known_on(make_date(2022, 9, 10)).is_working_day(funeral));
    const auto coronation = make_date(2023, 5, 8);
    EXPECT_TRUE(england.known_on(make_date(2022, 11, 5)).is_working_day(coronation));
    EXPECT_FALSE(england.known_on(make_date(2022, 11, 6)).is_working_day(coronation));
    // Five working days from 12 September 2022, as known on the 9th and afterwards.
    EXPECT_EQ(england.known_on(make_date(2022, 9, 9)).add_working_days(make_date(2022, 9, 12), 5), funeral);
    EXPECT_EQ(england.add_working_days(make_date(2022, 9, 12), 5), make_date(2022, 9, 20));
}

TEST(WorkingCalendar, TakesMoreDaysAsAnotherEdition) {
    const bank_holiday added{make_date(2026, 12, 1), "Day of thanks", make_date(2026, 11, 10),
                             parse_instant("2026-11-12T09:30:00Z").value()};
    const auto more = england_calendar().with({added});
    EXPECT_EQ(more.version(), "england-2012-2028+1");
    EXPECT_EQ(more.holidays().size(), england_calendar().holidays().size() + 1);
    EXPECT_FALSE(more.is_working_day(added.on));
    EXPECT_EQ(more.add_working_days(make_date(2026, 11, 27), 2), make_date(2026, 12, 2));
    // Announced on the 10th, but nobody here knew before it was added on the 12th at half past nine.
    EXPECT_TRUE(more.known_on(make_date(2026, 11, 11)).is_working_day(added.on));
    EXPECT_TRUE(more.known_at(parse_instant("2026-11-12T09:29:59Z").value()).is_working_day(added.on));
    EXPECT_FALSE(more.known_at(parse_instant("2026-11-12T09:30:00Z").value()).is_working_day(added.on));
    EXPECT_FALSE(more.known_on(make_date(2026, 11, 12)).is_working_day(added.on));
    // A day that is there already is replaced, not doubled.
    EXPECT_EQ(more.with({added}).holidays().size(), more.holidays().size());
    EXPECT_EQ(more.with({added}).version(), "england-2012-2028+1");
    EXPECT_EQ(england_calendar().with({}).version(), "england-2012-2028");
}

TEST(BankHoliday, TellsHowLateItBecameKnown) {
    const auto recorded = parse_instant("2026-11-12T09:30:00Z").value();
    const bank_holiday announced{make_date(2026, 12, 1), "x", make_date(2026, 11, 10), recorded};
    EXPECT_EQ(announced.told_late(make_date(2026, 11, 2)),
              ", announced late, on 10 November 2026, and added on 12 November 2026");
    EXPECT_EQ(announced.told_late(make_date(2026, 11, 12)), "");
    const bank_holiday only_added{make_date(2026, 12, 1), "x", std::nullopt, recorded};
    EXPECT_EQ(only_added.told_late(make_date(2026, 11, 2)), ", which was added on 12 November 2026");
    EXPECT_EQ(only_added.told_late(make_date(2026, 11, 13)), "");
    EXPECT_EQ(england_calendar().holiday_on(make_date(2022, 9, 19))->told_late(make_date(2022, 9, 9)),
              ", announced late, on 10 September 2022");
    EXPECT_EQ(england_calendar().holiday_on(make_date(2026, 12, 25))->told_late(make_date(2026, 9, 9)), "");
}

TEST(WorkingCalendar, CountsTheSameAsWalkingDayByDay) {
    const auto& england = england_calendar();
    for (int start = day_number(make_date(2021, 12, 20)); start < day_number(make_date(2023, 1, 10)); start += 3) {
        int walked = 0;
        for (int length = 0; length < 120; ++length) {
            const auto to = date_of(start + length);
            walked += length > 0 && england.is_working_day(to) ? 1 : 0;
            ASSERT_EQ(england.working_days_between(date_of(start), to), walked)
                << format_date(date_of(start)) << " + " << length;
        }
    }
    EXPECT_EQ(england.working_days_between(make_date(2026, 4, 2), make_date(2026, 4, 1)), 0);
}

TEST(WorkingCalendar, LeavesADateAsItIsWhenNothingIsAdded) {
    EXPECT_EQ(england_calendar().add_working_days(make_date(2026, 12, 25), 0), make_date(2026, 12, 25));
    EXPECT_EQ(england_calendar().add_working_days(make_date(2026, 11, 21), 1),
              make_date(2026, 11, 23)); // from a Saturday
}

TEST(Calendar, RefusesADocumentWithThePlaceOfTheFault) {
    const auto pointer = [](std::string_view text) {
        const auto read = read_calendar(boost::json::parse({text.data(), text.size()}));
        return read ? std::string{"accepted"} : read.error().faults.at(0).pointer;
    };
    EXPECT_EQ(pointer(R"([])"), "/version");
    EXPECT_EQ(pointer(R"({"version": "x"})"), "/holidays");
    EXPECT_EQ(pointer(R"({"version": "x", "holidays": [{"on": "2026-12-25"}]})"), "/holidays/0/title");
    EXPECT_EQ(pointer(R"({"version": "x", "holidays": [{"on": "2026-02-30", "title": "t"}]})"), "/holidays/0/on");
    EXPECT_EQ(pointer(R"({"version": "x", "holidays": [{"on": "2026-02-20", "title": "t", "announced_on": 3}]})"),
              "/holidays/0/announced_on");
    EXPECT_EQ(pointer(R"({"version": "x", "holidays": [{"on": "2026-02-20", "title": "t"}]})"), "accepted");
}

TEST(Calendar, HoldsWhatWasPublishedForEngland) {
    const std::filesystem::path published = std::filesystem::path{SHARED_DIR} / "data/calendar/bank-holidays.json";
    if (!std::filesystem::exists(published)) {
        GTEST_SKIP() << "the published bank holidays are not there to compare with";
    }
    std::ifstream stream{published};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto document = boost::json::parse({text.data(), text.size()});
    const auto& events = document.at("england-and-wales").at("events").as_array();
    const auto& england = england_calendar();
    ASSERT_EQ(england.holidays().size(), events.size());
    for (const auto& event : events) {
        const std::string date{event.at("date").as_string().c_str()};
        const auto* holiday = england.holiday_on(parse_date(date).value());
        ASSERT_NE(holiday, nullptr) << date;
        EXPECT_TRUE(holiday->title.starts_with(event.at("title").as_string().c_str())) << date;
    }
    EXPECT_EQ(england.version(), "england-2012-2028");
}

} // namespace
} // namespace clockstart::domain
