#include "domain/calendar.hpp"

#include <boost/json/parse.hpp>

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

TEST(HolidayList, IsReadAsGovUkPublishesIt) {
    const auto read = read_holiday_list(boost::json::parse(R"({
        "england-and-wales": {"division": "england-and-wales", "events": [
            {"title": "Good Friday", "date": "2029-03-30", "notes": "", "bunting": false},
            {"title": "Easter Monday", "date": "2029-04-02", "notes": "", "bunting": true}]},
        "scotland": {"events": [{"title": "St Andrew's Day", "date": "2029-11-30"}]}})"));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->back().on, make_date(2029, 4, 2));
    EXPECT_EQ(read->back().title, "Easter Monday");
    EXPECT_FALSE(read->back().announced_on);
}

TEST(HolidayList, NamesEveryFaultByItsPlace) {
    const auto pointers = [](std::string_view text) {
        const auto read = read_holiday_list(boost::json::parse({text.data(), text.size()}));
        std::string all;
        for (const auto& one : read ? std::vector<fault>{} : read.error().faults) {
            all += one.pointer + " ";
        }
        return all;
    };
    EXPECT_EQ(pointers(R"({"scotland": {"events": []}})"), "/england-and-wales/events ");
    EXPECT_EQ(pointers("[]"), "/england-and-wales/events ");
    EXPECT_EQ(
        pointers(
            R"({"england-and-wales": {"events": [{"title": "x", "date": "2026-02-30"}, 7, {"date": "2026-02-02"}]}})"),
        "/england-and-wales/events/1 /england-and-wales/events/0/date /england-and-wales/events/2/title ");
    EXPECT_EQ(pointers(R"({"england-and-wales": {"events": []}})"), "");
}

} // namespace
} // namespace clockstart::domain
