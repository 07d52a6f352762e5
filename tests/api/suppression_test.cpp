#include "tests/api/house_server.hpp"
#include "tests/api/nightly_job.hpp"
#include "tests/api/page_words.hpp"

#include "domain/month_figures.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace json = boost::json;
namespace domain = clockstart::domain;
using clockstart::test::house_server;
using clockstart::test::row_with;
using clockstart::test::words_of;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today. In Southend (99G) three wait for equipment, in Mid Essex (06Q) eleven.
struct Suppression : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator"), integrator = house.token("integrator"),
                commissioner = house.token("commissioner");
    int children = 0;

    Suppression() {
        open(3, "2026-10-01", "equipment-99G-PV01");
        open(11, "2026-10-01", "equipment-06Q-PV01");
    }
    void open(int count, const std::string& clock_start_on, const std::string& service) {
        for (int number = 0; number < count; ++number) {
            const auto made = house.post(administrator, "/api/v1/requests",
                                         house.equipment_request(clock_start_on, ++children, service));
            EXPECT_EQ(made.status, 201U) << made.body;
        }
    }
    // As the job of the month's end keeps it.
    void keep_october() {
        const auto known_at = domain::parse_instant("2026-11-01T00:05:00Z").value();
        const auto figures = house.board().ask([&](const domain::board& columns, const domain::directory& places) {
            return domain::month_figures(columns, places, *house.board().pathways(), domain::make_date(2026, 10, 31),
                                         known_at);
        });
        clockstart::test::nightly_job{house}.finish(
            {clockstart::db::keep_snapshot{202610, "waits", json::serialize(figures), known_at}});
    }
    clockstart::test::reply without_account(const std::string& target) {
        return clockstart::test::http_client{house.port()}.get(target);
    }
    static json::value line(const json::value& lines, const std::string& key) {
        for (const auto& one : lines.as_array()) {
            if (text(one.at("key")) == key) {
                return one;
            }
        }
        ADD_FAILURE() << "no line " << key << " in " << lines;
        return nullptr;
    }
    static bool hides(const json::value& line, std::string_view name) {
        return std::ranges::find(line.at("hidden").as_array(), json::value(name)) != line.at("hidden").as_array().end();
    }
    // Three are hidden, eleven are ten, and their sum is made of these.
    static void expect_protected(const json::value& lines, const json::value& all) {
        const auto small = line(lines, "99G"), large = line(lines, "06Q");
        EXPECT_TRUE(small.at("waiting").is_null() && hides(small, "waiting")) << small;
        EXPECT_TRUE(small.at("within_target_percent").is_null() && hides(small, "within_target_percent")) << small;
        EXPECT_EQ(large.at("waiting").as_int64(), 10);
        EXPECT_TRUE(large.at("longest_days").is_null() && large.at("bands").is_null()) << large;
        EXPECT_EQ(all.at("waiting").as_int64(), 15); // 10 + 3 that stand for the hidden ones, to the nearest 5
    }
};

TEST_F(Suppression, AProgramGetsTheLastMonthsEndWithSmallNumbersHidden) {
    const auto answer = house.json(integrator, "/api/v1/waits");
    EXPECT_EQ(text(answer.at("as_at")), "2026-10-31");
    EXPECT_EQ(text(answer.at("suppression").at("audience")), "integrator");
    EXPECT_GT(answer.at("suppression").at("hidden").as_int64(), 5);
    expect_protected(answer.at("groups"), answer.at("all"));
}

TEST_F(Suppression, WhoSeesNamesHasFiguresAsTheyAre) {
    for (const auto* const role : {"therapist", "provider_manager", "administrator"}) {
        const auto answer = house.json(house.token(role), "/api/v1/waits");
        EXPECT_EQ(line(answer.at("groups"), "99G").at("waiting").as_int64(), 3) << role;
        EXPECT_EQ(text(answer.at("suppression").at("audience")), "named");
        EXPECT_NE(house.get(house.token(role), "/api/v1/waits?format=csv").body.find("\"99G\",\"Southend\",\"3\""),
                  std::string::npos);
    }
}

TEST_F(Suppression, ACommissionersScreenIsExactAndTheFileIsNot) {
    for (const auto* const role : {"commissioner", "auditor"}) {
        const auto token = house.token(role);
        const auto screen = house.json(token, "/api/v1/waits");
        EXPECT_EQ(text(screen.at("suppression").at("audience")), role);
        EXPECT_EQ(line(screen.at("groups"), "99G").at("waiting").as_int64(), 3);
        const auto file = house.get(token, "/api/v1/waits?format=csv").body;
        EXPECT_NE(file.find("\"99G\",\"Southend\",\"*\",\"*\",\"*\""), std::string::npos) << file;
        EXPECT_NE(file.find("\"06Q\",\"Mid Essex\",\"10\",\"10\""), std::string::npos) << file;
        EXPECT_EQ(file.find("2026-11-22"), std::string::npos) << file;
    }
    EXPECT_NE(words_of(house.get(commissioner, "/waits").body).find("it hides small numbers"), std::string::npos);
}

TEST_F(Suppression, AnswersOfFollowingDaysAreTheSame) {
    open(1, "2026-11-10", "equipment-06Q-PV01");
    const auto first = house.get(integrator, "/api/v1/waits?as_at=2026-10-31").body;
    for (const auto* const day : {"2026-11-09", "2026-11-10", "2026-11-22", "2027-03-01"}) {
        EXPECT_EQ(house.get(integrator, "/api/v1/waits?as_at=" + std::string{day}).body, first) << day;
    }
    EXPECT_EQ(text(house.json(integrator, "/api/v1/waits?as_at=2026-10-30").at("as_at")), "2026-09-30");
}

TEST_F(Suppression, QuestionsThatWouldNarrowAHiddenNumberAreRefused) {
    for (const auto* const query :
         {"from=2026-10-01", "to=2026-10-31", "pathway=equipment&target=delivered", "bands=chs-8", "group_by=sex",
          "group_by=ethnicity", "group_by=age_band", "group_by=deprivation", "group_by=priority", "group_by=setting",
          "group_by=category"}) {
        const auto answer = house.get(integrator, "/api/v1/waits?" + std::string{query});
        EXPECT_EQ(answer.status, 422U) << query << answer.body;
        EXPECT_EQ(house.get(commissioner, "/api/v1/waits?format=csv&" + std::string{query}).status, 422U) << query;
        EXPECT_EQ(house.get(commissioner, "/api/v1/waits?" + std::string{query}).status, 200U) << query;
    }
    EXPECT_EQ(house.get(house.token("integrator", {}, {}, {999001}), "/api/v1/waits").status, 404U) << "one school";
    EXPECT_EQ(house.get(commissioner, "/waits?group_by=sex").body.find("format=csv"), std::string::npos);
}

TEST_F(Suppression, EveryGroupingAndNarrowingTellsTheSameOfAPart) {
    for (const auto* const query : {"?pathway=equipment", "?provider=PV01", "?area=D7T5G"}) {
        const auto answer = house.json(integrator, "/api/v1/waits" + std::string{query});
        expect_protected(answer.at("groups"), answer.at("all"));
    }
    const auto months = house.json(integrator, "/api/v1/waits?group_by=month");
    EXPECT_EQ(line(months.at("groups"), "2026-10").at("waiting").as_int64(), 15);
    EXPECT_EQ(months.at("groups").as_array().size(), 1U) << "nobody before";
    const auto services = house.json(integrator, "/api/v1/waits?group_by=service&area=99G");
    EXPECT_TRUE(line(services.at("groups"), "equipment-99G-PV01").at("waiting").is_null());
}

TEST_F(Suppression, PagesAndChartsShowAStarWhereSomethingIsHidden) {
    const auto page = house.get(integrator, "/waits").body;
    const auto row = row_with(page, "Southend");
    EXPECT_NE(row.find("Southend * * 0 * * * *"), std::string::npos) << row;
    const auto words = words_of(page);
    EXPECT_NE(words.find("At the end of 31 October 2026, about 15 children and young people were waiting"),
              std::string::npos);
    EXPECT_NE(words.find("too few to be shown"), std::string::npos);
    EXPECT_NE(words.find("figures about fewer than 8 children are hidden"), std::string::npos);
    for (const auto* const path : {"/", "/areas/99G"}) {
        EXPECT_EQ(house.get(integrator, path).status, 200U) << path;
    }
    EXPECT_NE(words_of(house.get(integrator, "/areas/99G").body).find("too few were waiting"), std::string::npos);
}

TEST_F(Suppression, EverybodyMayReadThePublishedFigures) {
    const auto answer = json::parse(without_account("/api/v1/figures").body);
    EXPECT_EQ(text(answer.at("month")), "2026-10");
    EXPECT_EQ(text(answer.at("suppression").at("audience")), "public");
    expect_protected(answer.at("groups"), answer.at("all"));
    EXPECT_NE(without_account("/figures?format=csv").body.find("\"99G\",\"Southend\",\"*\",\"*\",\"0\",\"*\""),
              std::string::npos);
    const auto page = without_account("/figures?pathway=equipment&group_by=pathway");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(row_with(page.body, "Equipment").find("Equipment 15 15 0 100.0 *"), std::string::npos)
        << row_with(page.body, "Equipment");
    // Who has an account reads the same.
    EXPECT_EQ(house.get(administrator, "/api/v1/figures").body, without_account("/api/v1/figures").body);
}

TEST_F(Suppression, PublishedFiguresRefuseWhatIsNotThere) {
    EXPECT_EQ(without_account("/api/v1/figures?month=2026-11").status, 404U) << "the month is not over";
    EXPECT_EQ(without_account("/api/v1/figures?month=october").status, 422U);
    EXPECT_EQ(without_account("/api/v1/figures?group_by=provider").status, 422U);
    EXPECT_EQ(without_account("/api/v1/figures?pathway=nothing").status, 422U);
    EXPECT_EQ(without_account("/api/v1/figures?area=nowhere").status, 404U);
    EXPECT_EQ(without_account("/api/v1/figures?as_at=2026-10-31").status, 400U);
}

TEST_F(Suppression, AKeptMonthStaysAsItWasPublished) {
    keep_october();
    const auto published = without_account("/api/v1/figures?month=2026-10").body;
    const auto answer = json::parse(without_account("/api/v1/figures?month=2026-10").body);
    expect_protected(answer.at("groups"), answer.at("all"));
    open(9, "2026-10-02", "equipment-99G-PV01"); // recorded late
    EXPECT_EQ(without_account("/api/v1/figures?month=2026-10").body, published);
    EXPECT_EQ(line(house.json(integrator, "/api/v1/waits").at("groups"), "99G").at("waiting").as_int64(), 10);
}

TEST_F(Suppression, AKeptMonthGoesOutProtectedAndWithoutItsDigest) {
    keep_october();
    const auto exact = house.json(commissioner, "/api/v1/snapshots/2026-10");
    EXPECT_TRUE(exact.at("digest").is_string());
    EXPECT_EQ(line(exact.at("figures").at("targets").at(0).at("by_area"), "99G").at("waiting").as_int64(), 3);
    const auto given = house.json(integrator, "/api/v1/snapshots/2026-10");
    EXPECT_TRUE(given.at("digest").is_null()) << "whoever knows the digest tries the counts out";
    const auto& target = given.at("figures").at("targets").at(0);
    expect_protected(target.at("by_area"), target.at("all"));
    EXPECT_TRUE(line(target.at("by_service"), "equipment-99G-PV01").at("waiting").is_null());
    EXPECT_TRUE(house.json(integrator, "/api/v1/snapshots").at("items").at(0).at("digest").is_null());
    const auto file = house.get(commissioner, "/api/v1/snapshots/2026-10?format=csv").body;
    EXPECT_NE(file.find("\"area\",\"99G\",\"Southend\",\"*\",\"*\""), std::string::npos) << file;
    EXPECT_EQ(house.get(commissioner, "/api/v1/snapshots?format=csv").body.find(text(exact.at("digest"))),
              std::string::npos);
}

TEST_F(Suppression, WhatIsCountedChildByChildIsForExactReadersAndNoFileOfOthers) {
    const std::string preview = "/api/v1/pathways/equipment/preview?limit=4&unit=weeks";
    EXPECT_EQ(house.get(commissioner, preview).status, 200U);
    EXPECT_EQ(house.get(commissioner, preview + "&format=csv").status, 406U);
    EXPECT_EQ(house.get(administrator, preview + "&format=csv").status, 200U);
    const auto counts = [&](const std::string& token) {
        return house.get(token, "/metrics").body.find("clockstart_board_requests 14") != std::string::npos;
    };
    EXPECT_TRUE(counts(administrator));
    EXPECT_FALSE(counts(integrator));
    EXPECT_FALSE(counts(house.token("school", {}, {}, {999001})));
}

} // namespace
