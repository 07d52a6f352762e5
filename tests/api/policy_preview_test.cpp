#include "tests/api/house_server.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace clockstart {
namespace {

namespace json = boost::json;
using domain::civil_date;
using test::house_server;

std::string text(const json::value& value) { return std::string{value.as_string()}; }
civil_date day(std::string_view text) { return domain::parse_date(text).value(); }

// What a plain loop over all that was put in says.
struct counts {
    int running{}, newly_breach{}, no_longer_breach{}, due_changes{};
    bool operator==(const counts&) const = default;
};
std::ostream& operator<<(std::ostream& out, const counts& one) {
    return out << one.running << " running, " << one.newly_breach << " newly, " << one.no_longer_breach
               << " no longer, " << one.due_changes << " due";
}

struct PolicyPreview : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    struct wait {
        std::string reference, area;
        civil_date start;
        bool is_over;
    };
    std::vector<wait> waits;

    void fill(std::string_view last_start, int how_many) {
        const std::vector<std::string> areas{"99G", "06Q", "07H"};
        for (int number = 1; number <= how_many; ++number) {
            const auto start = day(last_start) - std::chrono::days{number % 90};
            const auto& area = areas[static_cast<std::size_t>(number * 7 % 3)];
            const auto made =
                house.post(administrator, "/api/v1/requests",
                           house.equipment_request(domain::format_date(start), number, "equipment-" + area + "-PV01"));
            ASSERT_EQ(made.status, 201U) << made.body;
            waits.push_back({text(json::parse(made.body).at("reference")), area, start, number % 11 == 0});
            if (waits.back().is_over) {
                const json::object delivered{{"type", "delivered"}, {"on", domain::format_date(start)}};
                ASSERT_EQ(house
                              .post(administrator, "/api/v1/requests/" + waits.back().reference + "/events", delivered,
                                    "If-Match: *\r\n")
                              .status,
                          201U);
            }
        }
    }

    // The last day inside so many working days, found by walking; the holidays as the API lists them.
    civil_date after_working_days(civil_date from, int count) {
        if (holidays_.empty()) {
            const auto calendar = house.json(administrator, "/api/v1/calendar");
            for (const auto& one : calendar.at("holidays").as_array()) {
                holidays_.insert(text(one.at("on")));
            }
        }
        while (count > 0) {
            from += std::chrono::days{1};
            const auto weekday = std::chrono::weekday{from}.c_encoding();
            count -= weekday != 0 && weekday != 6 && !holidays_.contains(domain::format_date(from)) ? 1 : 0;
        }
        return from;
    }

    template <class Due>
    std::map<std::string, counts> walk(std::string_view today, Due due_then) {
        std::map<std::string, counts> by_area;
        for (const auto& one : waits) {
            if (one.is_over) {
                continue;
            }
            const auto due_now = one.start + std::chrono::days{42};
            const bool was = day(today) > due_now;
            const bool is = day(today) > due_then(one.start);
            for (auto* counted : {&by_area[one.area], &by_area[""]}) {
                ++counted->running;
                counted->newly_breach += is && !was ? 1 : 0;
                counted->no_longer_breach += was && !is ? 1 : 0;
                counted->due_changes += due_now != due_then(one.start) ? 1 : 0;
            }
        }
        return by_area;
    }

    static counts counts_of(const json::value& line) {
        const auto number = [&](std::string_view name) { return static_cast<int>(line.at(name).as_int64()); };
        return {number("running"), number("newly_breach"), number("no_longer_breach"), number("due_changes")};
    }
    static std::map<std::string, counts> counts_in(const json::value& told) {
        std::map<std::string, counts> by_area{{"", counts_of(told)}};
        for (const auto& line : told.at("areas").as_array()) {
            by_area[text(line.at("area"))] = counts_of(line);
        }
        return by_area;
    }

    test::reply ask(const json::object& body) { return ask_as(administrator, body); }
    test::reply ask_as(const std::string& token, const json::object& body) {
        return house.post(token, "/api/v1/pathways/equipment/preview", body);
    }
    static json::object limit(const json::object& limit) {
        return {{"targets", json::array{json::object{{"code", "delivered"}, {"limit", limit}}}},
                {"applies", "running"}};
    }

private:
    std::set<std::string> holidays_;
};

TEST_F(PolicyPreview, ShowsWhoWouldNewlyBreachPerAreaAsAPlainLoopDoes) {
    fill("2026-11-22", 300);
    const auto told = json::parse(ask(limit({{"working_days", 30}})).body);
    const auto expected = walk("2026-11-22", [this](civil_date start) { return after_working_days(start, 30); });
    EXPECT_EQ(counts_in(told), expected);
    EXPECT_GT(expected.at("").newly_breach, 0);
    EXPECT_EQ(told.at("changes"), (json::array{json::object{{"target", "delivered"},
                                                            {"name", "Equipment delivered"},
                                                            {"limit", "6 weeks"},
                                                            {"new_limit", "30 working days"}}}));
    std::set<std::string> newly;
    for (const auto& one : waits) {
        const bool is_newly = !one.is_over && day("2026-11-22") <= one.start + std::chrono::days{42} &&
                              day("2026-11-22") > after_working_days(one.start, 30);
        if (is_newly) {
            newly.insert(one.reference);
        }
    }
    std::set<std::string> named;
    for (const auto& one : told.at("references").at("newly_breach").as_array()) {
        named.insert(text(one));
    }
    EXPECT_EQ(named, newly);
    EXPECT_EQ(told.at("references").at("due_changes").as_array().size(),
              std::min<std::size_t>(200, static_cast<std::size_t>(expected.at("").due_changes)));
}

TEST_F(PolicyPreview, ShowsWhoWouldNoLongerBreachOverChristmas) {
    fill("2026-11-22", 60);
    house.set_now("2027-01-04T12:00:00Z"); // Monday; since 23 November 42 days, but 3 of them were bank holidays
    const auto told = json::parse(ask(limit({{"working_days", 30}})).body);
    const auto expected = walk("2027-01-04", [this](civil_date start) { return after_working_days(start, 30); });
    EXPECT_EQ(counts_in(told), expected);
    EXPECT_GT(expected.at("").no_longer_breach, 0);
}

TEST_F(PolicyPreview, TakesAWholeDocumentAsWell) {
    fill("2026-11-22", 100);
    auto document = house.json(administrator, "/api/v1/pathways/equipment").as_object();
    document["version"] = 2;
    document["valid_from"] = "2030-01-01"; // whatever its dates: all who wait now are judged by it
    document["targets"].as_array()[0].as_object()["limit"] = json::object{{"days", 20}};
    const auto told = json::parse(ask(document).body);
    EXPECT_EQ(counts_in(told), walk("2026-11-22", [](civil_date start) { return start + std::chrono::days{20}; }));
}

TEST_F(PolicyPreview, SavesNothing) {
    fill("2026-11-22", 5);
    const auto sequence = house.journal().last_sequence();
    const auto path = "/api/v1/requests/" + waits.front().reference;
    const auto before = house.get(administrator, path);
    const auto versions = house.get(administrator, "/api/v1/pathways/equipment/versions").body;
    ASSERT_EQ(ask(limit({{"days", 1}})).status, 200U);
    EXPECT_EQ(house.journal().last_sequence(), sequence);
    const auto after = house.get(administrator, path);
    EXPECT_EQ(after.body, before.body);
    EXPECT_EQ(after.header("ETag"), before.header("ETag"));
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/equipment/versions").body, versions);
}

TEST_F(PolicyPreview, ShowsNoMoreThanTheCallerMaySee) {
    fill("2026-11-22", 90);
    const auto expected = walk("2026-11-22", [](civil_date start) { return start + std::chrono::days{1}; });
    const auto told = json::parse(ask_as(house.token("commissioner", {"06Q"}), limit({{"days", 1}})).body);
    EXPECT_EQ(counts_in(told), (std::map<std::string, counts>{{"", expected.at("06Q")}, {"06Q", expected.at("06Q")}}));
    for (const auto& one : told.at("references").at("newly_breach").as_array()) {
        EXPECT_EQ(std::ranges::find(waits, text(one), &wait::reference)->area, "06Q");
    }
    EXPECT_EQ(ask_as(house.token("provider_manager", {}, {"PV02"}), limit({{"days", 1}})).body.find("EQ-"),
              std::string::npos);
    for (const std::string role : {"therapist", "integrator", "auditor"}) {
        EXPECT_EQ(ask_as(house.token(role), limit({{"days", 1}})).status, 404U) << role;
    }
    EXPECT_EQ(ask_as(house.token("school", {}, {}, {999001}), limit({{"days", 1}})).status, 404U);
}

TEST_F(PolicyPreview, NamesTheFieldAtFault) {
    const auto fault = [&](const json::object& body) {
        const auto refused = ask(body);
        return std::to_string(refused.status) + " " + text(json::parse(refused.body).at("errors").at(0).at("pointer"));
    };
    EXPECT_EQ(fault({}), "422 /targets");
    EXPECT_EQ(fault(limit({{"weeks", 0}})), "422 /targets/0/limit/weeks");
    EXPECT_EQ(fault(limit({{"moons", 1}})), "422 /targets/0/limit");
    EXPECT_EQ(fault({{"code", "equipment"}}), "422 /name");
    EXPECT_EQ(house.post(administrator, "/api/v1/pathways/spoons/preview", limit({{"weeks", 1}})).status, 404U);
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/equipment/preview?limit=0").status, 422U);
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/equipment/preview?unit=moons&limit=3").status, 422U);
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/equipment/preview?target=sold&limit=3").status, 422U);
}

TEST_F(PolicyPreview, IsATableAndAPageWithAForm) {
    fill("2026-11-22", 60);
    const auto page = house.get(administrator, "/pathways/equipment/preview");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(page.body.find("Show what would change"), std::string::npos);
    EXPECT_EQ(page.body.find("Newly past target"), std::string::npos);
    const auto query = "?target=delivered&limit=2&unit=weeks";
    const auto told = house.json(administrator, std::string{"/api/v1/pathways/equipment/preview"} + query);
    const auto tried = house.get(administrator, std::string{"/pathways/equipment/preview"} + query);
    const auto words = test::words_of(tried.body);
    EXPECT_NE(words.find("Equipment delivered: 2 weeks instead of 6 weeks."), std::string::npos) << words;
    EXPECT_NE(words.find("Of " + std::to_string(told.at("running").as_int64()) + " who wait today, " +
                         std::to_string(told.at("newly_breach").as_int64())),
              std::string::npos)
        << words;
    EXPECT_NE(tried.body.find("/requests/" + text(told.at("references").at("newly_breach").at(0))), std::string::npos);
    const auto csv = house.get(administrator, std::string{"/pathways/equipment/preview"} + query + "&format=csv").body;
    EXPECT_NE(csv.find(R"("area","running","newly_breach","no_longer_breach","due_changes")"), std::string::npos)
        << csv;
    const auto wrong = house.get(administrator, "/pathways/equipment/preview?limit=soon&unit=weeks");
    EXPECT_EQ(wrong.status, 422U);
    EXPECT_NE(wrong.body.find("There is a problem"), std::string::npos);
    EXPECT_NE(wrong.body.find("value=\"soon\""), std::string::npos);
    EXPECT_NE(house.get(administrator, "/waits?pathway=equipment").body.find("/pathways/equipment/preview"),
              std::string::npos);
    EXPECT_EQ(house.get(house.token("auditor"), "/waits").body.find("/preview"), std::string::npos);
}

} // namespace
} // namespace clockstart
