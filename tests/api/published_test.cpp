#include "db/published_file.hpp"
#include "tests/api/house_server.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <set>
#include <sstream>

namespace json = boost::json;
using clockstart::domain::figure;
using clockstart::domain::published_row;
using clockstart::test::house_server;
using clockstart::test::row_with;
using clockstart::test::words_of;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

published_row line_of(const std::string& organisation, const std::string& line, figure waiting,
                      std::vector<figure> bands, const std::string& period = "2023-08") {
    published_row row;
    row.series = "chs";
    row.period = period;
    row.organisation_code = organisation;
    row.organisation_name = "Organisation " + organisation;
    row.organisation_type = "icb";
    row.line_code = line;
    row.line_name = "Line " + line;
    row.waiting = waiting;
    row.band_set = "chs-7";
    row.bands = std::move(bands);
    return row;
}

std::vector<figure> bands_of(std::initializer_list<int> counts) {
    std::vector<figure> bands;
    for (const int count : counts) {
        bands.push_back(figure::of(count));
    }
    return bands;
}

struct Published : testing::Test {
    house_server house;
    std::string anyone = house.token("commissioner", {"99G"});

    void bring_in(std::vector<published_row> rows, const std::string& file_name = "chs.csv") {
        clockstart::db::import_published command;
        command.by = {"analyst", ""};
        command.file_name = file_name;
        command.digest = "00";
        command.rows = std::move(rows);
        house.journal().append_and_wait(std::move(command)).value();
    }
    json::value published(const std::string& query = "") { return house.json(anyone, "/api/v1/published" + query); }
};

TEST_F(Published, StatisticsAreWorkedOutFromTheBands) {
    bring_in({line_of("QH8", "cyp-physio", figure::of(100), bands_of({0, 0, 0, 100, 0, 0, 0}))});
    const auto answer = published();
    EXPECT_TRUE(answer.at("next").is_null());
    const auto& item = answer.at("items").at(0);
    EXPECT_EQ(text(item.at("series")), "chs");
    EXPECT_EQ(text(item.at("period")), "2023-08");
    EXPECT_EQ(text(item.at("organisation_name")), "Organisation QH8");
    EXPECT_EQ(item.at("waiting").as_int64(), 100);
    EXPECT_TRUE(item.at("waiting_status").is_null());
    EXPECT_EQ(item.at("within_18_weeks").as_int64(), 100);
    EXPECT_EQ(item.at("within_18_weeks_percent").as_double(), 100.0);
    EXPECT_EQ(item.at("median_weeks").as_double(), 8.0); // 4 + 50.5 % of 8 weeks
    EXPECT_EQ(item.at("p95_weeks").as_double(), 11.6);
    EXPECT_EQ(item.at("bands").as_array().size(), 7U);
    EXPECT_EQ(text(item.at("bands").at(3).at("label")), ">4-12 weeks");
    EXPECT_EQ(item.at("bands").at(3).at("from_day").as_int64(), 29);
    EXPECT_EQ(item.at("bands").at(3).at("to_day").as_int64(), 84);
    EXPECT_EQ(item.at("bands").at(3).at("waiting").as_int64(), 100);
    EXPECT_TRUE(item.at("bands").at(6).at("to_day").is_null());
}

TEST_F(Published, FewerThan50GiveNoMedian) {
    bring_in({line_of("QH8", "cyp-physio", figure::of(49), bands_of({0, 0, 0, 49, 0, 0, 0}))});
    const auto item = published().at("items").at(0);
    EXPECT_EQ(item.at("waiting").as_int64(), 49);
    EXPECT_TRUE(item.at("median_weeks").is_null());
    EXPECT_TRUE(item.at("p95_weeks").is_null());
    // A count and its share need no line to be drawn inside a band.
    EXPECT_EQ(item.at("within_18_weeks").as_int64(), 49);
    EXPECT_EQ(item.at("within_18_weeks_percent").as_double(), 100.0);
}

TEST_F(Published, NotReportedAndHiddenAreNeitherNoughtNorEachOther) {
    const figure hidden{figure::kind::suppressed};
    bring_in({line_of("Q1", "cyp-physio", {}, std::vector<figure>(7)),
              line_of("Q2", "cyp-physio", hidden, std::vector<figure>(7, hidden)),
              line_of("Q3", "cyp-physio", figure::of(0), bands_of({0, 0, 0, 0, 0, 0, 0}))});
    const auto items = published().at("items");
    EXPECT_TRUE(items.at(0).at("waiting").is_null());
    EXPECT_EQ(text(items.at(0).at("waiting_status")), "not_reported");
    EXPECT_EQ(text(items.at(0).at("bands").at(0).at("waiting_status")), "not_reported");
    EXPECT_TRUE(items.at(1).at("waiting").is_null());
    EXPECT_EQ(text(items.at(1).at("waiting_status")), "suppressed");
    EXPECT_EQ(items.at(2).at("waiting").as_int64(), 0);
    EXPECT_TRUE(items.at(2).at("waiting_status").is_null());
    const auto page = house.get(anyone, "/published", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(row_with(page.body, "Organisation Q1").find(" not reported "), std::string::npos);
    EXPECT_NE(row_with(page.body, "Organisation Q2").find(" hidden at source "), std::string::npos);
    EXPECT_NE(row_with(page.body, "Organisation Q3").find(" 0 "), std::string::npos);
    const auto csv = house.get(anyone, "/published?format=csv");
    EXPECT_NE(csv.body.find(R"("","not_reported")"), std::string::npos);
    EXPECT_NE(csv.body.find(R"("","suppressed")"), std::string::npos);
}

TEST_F(Published, FiltersAndPagesFindEachLineOnce) {
    std::vector<published_row> rows;
    for (const std::string organisation : {"Q1", "Q2", "Q3"}) {
        for (const std::string line : {"cyp-ot", "cyp-physio"}) {
            rows.push_back(line_of(organisation, line, figure::of(10), bands_of({10, 0, 0, 0, 0, 0, 0})));
        }
    }
    bring_in(rows);
    EXPECT_EQ(published("?organisation=Q2").at("items").as_array().size(), 2U);
    EXPECT_EQ(published("?line=cyp-ot").at("items").as_array().size(), 3U);
    EXPECT_EQ(published("?series=rtt-incomplete").at("items").as_array().size(), 0U);
    EXPECT_EQ(published("?series=chs&period=2023-08").at("items").as_array().size(), 6U);
    EXPECT_EQ(published("?period=2023-09").at("items").as_array().size(), 0U);
    std::set<std::string> seen;
    std::string cursor;
    int pages = 0;
    do {
        const auto page = published("?limit=4" + (cursor.empty() ? "" : "&cursor=" + cursor));
        for (const auto& item : page.at("items").as_array()) {
            EXPECT_TRUE(seen.insert(text(item.at("organisation_code")) + text(item.at("line_code"))).second);
        }
        cursor = page.at("next").is_null() ? "" : text(page.at("next"));
        ++pages;
    } while (!cursor.empty());
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_EQ(pages, 2);
    const auto status = [&](const std::string& query) {
        return house.get(anyone, "/api/v1/published?" + query).status;
    };
    EXPECT_EQ(status("series=gossip"), 422U);
    EXPECT_EQ(status("period=August"), 422U);
    EXPECT_EQ(status("period=2023-13"), 422U);
    EXPECT_EQ(status("cursor=nonsense"), 400U);
    EXPECT_EQ(status("colour=red"), 400U);
}

TEST_F(Published, ThePageBeginsWithTheLatestMonth) {
    bring_in({line_of("Q1", "cyp-ot", figure::of(11), bands_of({11, 0, 0, 0, 0, 0, 0}))});
    bring_in({line_of("Q1", "cyp-ot", figure::of(22), bands_of({22, 0, 0, 0, 0, 0, 0}), "2023-09")}, "chs-2.csv");
    const auto page = house.get(anyone, "/published", "Accept: text/html\r\n").body;
    EXPECT_NE(row_with(page, "Organisation Q1").find(" 22 "), std::string::npos);
    EXPECT_EQ(row_with(page, "Organisation Q1").find(" 11 "), std::string::npos);
    EXPECT_NE(page.find("Brought in from chs-2.csv on 22 November 2026 by analyst: 1 line."), std::string::npos);
    EXPECT_NE(page.find("<option value=\"2023-09\" selected>September 2023</option>"), std::string::npos);
    const auto every_month = house.get(anyone, "/published?series=chs&period=", "Accept: text/html\r\n").body;
    EXPECT_NE(words_of(every_month).find(" August 2023 "), std::string::npos);
    EXPECT_NE(row_with(every_month, "August 2023").find(" 11 "), std::string::npos);
}

TEST_F(Published, AnImportThatReplacesIsSeen) {
    bring_in({line_of("Q1", "cyp-ot", figure::of(11), bands_of({11, 0, 0, 0, 0, 0, 0})),
              line_of("Q2", "cyp-ot", figure::of(5), bands_of({5, 0, 0, 0, 0, 0, 0}))});
    house.set_now("2026-11-23T09:00:00Z");
    bring_in({line_of("Q1", "cyp-ot", figure::of(12), bands_of({12, 0, 0, 0, 0, 0, 0})),
              line_of("Q3", "cyp-ot", figure::of(6), bands_of({6, 0, 0, 0, 0, 0, 0}))},
             "chs-revised.csv");
    const auto imports = house.json(anyone, "/api/v1/published/imports");
    ASSERT_EQ(imports.at("items").as_array().size(), 2U);
    const auto& latest = imports.at("items").at(0);
    EXPECT_EQ(text(latest.at("file_name")), "chs-revised.csv");
    EXPECT_EQ(text(latest.at("by")), "analyst");
    EXPECT_EQ(text(latest.at("at")).substr(0, 10), "2026-11-23");
    EXPECT_EQ(latest.at("added").as_int64(), 1);
    EXPECT_EQ(latest.at("changed").as_int64(), 1);
    EXPECT_EQ(latest.at("removed").as_int64(), 1);
    EXPECT_EQ(latest.at("unchanged").as_int64(), 0);
    EXPECT_EQ(published("?organisation=Q1").at("items").at(0).at("waiting").as_int64(), 12);
    EXPECT_EQ(house.json(anyone, "/api/v1/published/imports?limit=1").at("items").as_array().size(), 1U);
    const auto csv = house.get(anyone, "/api/v1/published/imports?format=csv");
    EXPECT_NE(csv.body.find("\"analyst\",\"chs-revised.csv\""), std::string::npos);
}

TEST_F(Published, ThreeFacesShowTheFiguresThatWerePrinted) {
    const auto file = std::filesystem::path{SHARED_DIR} / "data/rtt/rtt-incomplete-by-ccg-2015-01.csv";
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "The published lists are not beside this repository.";
    }
    const auto read = clockstart::db::read_published_file(file);
    ASSERT_TRUE(read.has_value());
    const auto printed = std::ranges::find_if(read->rows, [](const published_row& row) {
        return row.organisation_code == "99G" && row.published_median_weeks && row.published_p95_weeks;
    });
    ASSERT_NE(printed, read->rows.end());
    bring_in(read->rows, "rtt.csv");
    const auto query = "?series=rtt-incomplete&period=2015-01&organisation=99G&line=" + printed->line_code;
    const auto item = published(query).at("items").at(0);
    const auto one_decimal = [](double number) { return std::round(number * 10) / 10; };
    EXPECT_EQ(item.at("waiting").as_int64(), printed->waiting.value);
    EXPECT_EQ(item.at("within_18_weeks").as_int64(), *printed->published_within_18_weeks);
    EXPECT_NEAR(item.at("median_weeks").as_double(), one_decimal(*printed->published_median_weeks), 0.051);
    EXPECT_NEAR(item.at("p95_weeks").as_double(), one_decimal(*printed->published_p95_weeks), 0.051);
    const auto shown = [&](std::string_view member) {
        std::ostringstream words;
        words << std::fixed << std::setprecision(1) << item.at(member).as_double();
        return words.str();
    };
    const auto csv = house.get(anyone, "/published" + query + "&format=csv").body;
    EXPECT_NE(csv.find("\"" + shown("median_weeks") + "\",\"" + shown("p95_weeks") + "\""), std::string::npos);
    const auto page = house.get(anyone, "/published" + query, "Accept: text/html\r\n").body;
    const auto row = row_with(page, "99G");
    EXPECT_NE(row.find(" " + shown("median_weeks") + " "), std::string::npos);
    EXPECT_NE(row.find(" " + shown("p95_weeks") + " "), std::string::npos);
}

} // namespace
