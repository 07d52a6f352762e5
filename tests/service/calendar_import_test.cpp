#include "tests/service/program.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace clockstart::service {
namespace {

namespace json = boost::json;
using test::clockstart;
using test::demo_folder;

std::string list_of(std::initializer_list<std::pair<std::string, std::string>> days) {
    json::array events;
    for (const auto& [on, title] : days) {
        events.push_back(json::object{{"title", title}, {"date", on}, {"notes", ""}, {"bunting", true}});
    }
    return json::serialize(json::object{
        {"england-and-wales", json::object{{"division", "england-and-wales"}, {"events", std::move(events)}}}});
}

TEST(ImportCalendar, AddsWhatIsNewAndTellsWhatTheFileLacks) {
    const demo_folder demo;
    const auto file = demo.write(
        "bank-holidays.json",
        list_of({{"2028-12-25", "Christmas Day"}, {"2029-01-01", "New Year’s Day"}, {"2029-03-30", "Good Friday"}}));
    const auto told = clockstart({"import", "calendar", file, "--data", demo.data()});
    EXPECT_EQ(told.status, 0) << told.err;
    EXPECT_NE(told.out.find("2 bank holidays added, 1 were there already; the calendar is now england-2012-2028+2"),
              std::string::npos)
        << told.out;
    EXPECT_NE(told.out.find("added: 2029-03-30 Good Friday"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("not in the file, kept: 2028-12-26 Boxing Day"), std::string::npos) << told.out;
    EXPECT_EQ(told.out.find("2028-05-01"), std::string::npos) << "before the file's first day it says nothing";

    const auto again = clockstart({"import", "calendar", file, "--data", demo.data()});
    EXPECT_NE(again.out.find("0 bank holidays added, 3 were there already"), std::string::npos) << again.out;
    const test::served_folder daemon{demo.path()};
    const auto calendar = json::parse(daemon.get(demo.token(), "/api/v1/calendar").body);
    EXPECT_EQ(calendar.at("version"), "england-2012-2028+2");
    EXPECT_EQ(calendar.at("holidays").as_array().back().at("on"), "2029-03-30");
}

TEST(ImportCalendar, TellsAFaultByItsPlaceAndStoresNothing) {
    const demo_folder demo;
    const auto told = [&](const std::string& text) {
        const auto file = demo.write("bank-holidays.json", text);
        const auto refused = clockstart({"import", "calendar", file, "--data", demo.data()});
        EXPECT_EQ(refused.status, 1);
        EXPECT_NE(refused.err.find("nothing was stored"), std::string::npos) << refused.err;
        return refused.err.substr(0, refused.err.find('\n'));
    };
    EXPECT_NE(told("{").find("bank-holidays.json: is not JSON"), std::string::npos);
    EXPECT_NE(told("{}").find("/england-and-wales/events: is needed"), std::string::npos);
    EXPECT_NE(
        told(list_of({{"2029-01-01", "New"}, {"2029-02-30", "Never"}})).find("/england-and-wales/events/1/date: "),
        std::string::npos);
    const auto long_ago = list_of({{"2028-12-25", "Christmas Day"}, {"2012-06-01", "Long ago"}, {"2029-01-01", "New"}});
    EXPECT_NE(told(long_ago).find("/england-and-wales/events/1/date: is more than a year ago"), std::string::npos);
    const auto good = demo.write("good.json", list_of({{"2028-12-25", "Christmas Day"}}));
    EXPECT_NE(clockstart({"import", "calendar", good, "--data", demo.data()}).out.find("now england-2012-2028\n"),
              std::string::npos);
}

TEST(ImportCalendar, FindsThePublishedFileHeldAlready) {
    const auto published = std::filesystem::path{SHARED_DIR} / "data/calendar/bank-holidays.json";
    if (!std::filesystem::exists(published)) {
        GTEST_SKIP() << "the published bank holidays are not here";
    }
    const demo_folder demo;
    const auto told = clockstart({"import", "calendar", published.string(), "--data", demo.data()});
    EXPECT_EQ(told.status, 0) << told.err;
    EXPECT_NE(told.out.find("0 bank holidays added"), std::string::npos) << told.out;
    EXPECT_EQ(told.out.find("not in the file"), std::string::npos) << told.out;
}

} // namespace
} // namespace clockstart::service
