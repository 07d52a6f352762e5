#include "tests/api/house_server.hpp"
#include "tests/api/nightly_job.hpp"

#include "domain/time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;
using texts = std::vector<std::string>;

std::string text(const json::value& value) { return std::string{value.as_string()}; }
domain::instant at(std::string_view instant) { return domain::parse_instant(instant).value(); }

// Today is 22 November 2026, at noon. One job was due this night.
struct RecurringWork : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    test::nightly_job nightly{house};

    void finish(std::vector<db::job_effect> effects, bool failed = false) {
        nightly.finish(std::move(effects), failed);
    }
    texts numbers(const std::string& token, const std::string& query = "") {
        texts found;
        const auto list = house.json(token, "/api/v1/prompts" + query);
        for (const auto& one : list.at("items").as_array()) {
            found.push_back(std::to_string(one.at("number").as_int64()) + " " + text(one.at("subject")));
        }
        return found;
    }
    static constexpr auto ask = test::nightly_job::ask;
};

using Jobs = RecurringWork;
using Prompts = RecurringWork;
using Snapshots = RecurringWork;
using ServiceCheck = RecurringWork;

TEST_F(Jobs, TellWhenTheyRanAndRunNextAndHowLate) {
    auto item = house.json(administrator, "/api/v1/jobs").at("items").at(0);
    EXPECT_EQ(text(item.at("code")), "nightly");
    EXPECT_EQ(text(item.at("name")), "A job of the night");
    EXPECT_EQ(text(item.at("catch_up")), "latest");
    EXPECT_EQ(text(item.at("next_run_at")), "2026-11-22T02:15:00.000000Z");
    EXPECT_EQ(item.at("lag_seconds").as_int64(), 9 * 3600 + 45 * 60);
    EXPECT_TRUE(item.at("last_run_at").is_null());
    EXPECT_TRUE(item.at("last_outcome").is_null());
    finish({}, true);
    item = house.json(administrator, "/api/v1/jobs").at("items").at(0);
    EXPECT_EQ(text(item.at("next_run_at")), "2026-11-23T02:15:00.000000Z");
    EXPECT_EQ(text(item.at("last_run_at")), "2026-11-22T02:15:01.000000Z");
    EXPECT_EQ(text(item.at("last_outcome")), "failed");
    EXPECT_EQ(text(item.at("last_note")), "2 done");
    EXPECT_EQ(item.at("lag_seconds").as_int64(), 0);
    EXPECT_EQ(item.at("runs").as_int64(), 1);
    EXPECT_EQ(item.at("skipped").as_int64(), 3);
    EXPECT_EQ(item.at("failures").as_int64(), 1);
    const auto lines = house.get(administrator, "/api/v1/jobs?format=csv").body;
    EXPECT_NE(lines.find("\"nightly\",\"A job of the night\",\"latest\""), std::string::npos);
}

TEST_F(Jobs, AreForAdministratorsAndAuditorsAlone) {
    EXPECT_EQ(house.get(house.token("auditor"), "/api/v1/jobs").status, 200U);
    for (const auto* const role : {"therapist", "provider_manager", "school", "commissioner", "integrator"}) {
        EXPECT_EQ(house.get(house.token(role), "/api/v1/jobs").status, 404U) << role;
        EXPECT_EQ(house.post(house.token(role), "/api/v1/jobs/nightly/run", json::object{}).status, 404U) << role;
    }
    EXPECT_EQ(house.post(house.token("auditor"), "/api/v1/jobs/nightly/run", json::object{}).status, 404U);
}

TEST_F(Jobs, RunNowWhenAnAdministratorAsks) {
    finish({});
    const auto asked = house.post(administrator, "/api/v1/jobs/nightly/run", json::object{});
    EXPECT_EQ(asked.status, 202U) << asked.body;
    EXPECT_EQ(text(json::parse(asked.body).at("next_run_at")).substr(0, 19), "2026-11-22T12:00:00");
    EXPECT_EQ(house.post(administrator, "/api/v1/jobs/nobody/run", json::object{}).status, 404U);
    EXPECT_EQ(house.post(administrator, "/api/v1/jobs/nightly/run", json::object{{"when", "now"}}).status, 422U);
}

TEST_F(Prompts, AreSeenByThoseTheyAreForWithinReach) {
    finish({db::add_prompts{{ask("request:EQ-1", "team", "equipment-99G-PV01", "99G"),
                             ask("service:a", "provider_manager", "equipment-99G-PV02", "99G"),
                             ask("service:b", "area_commissioner", "equipment-07H-PV01", "07H"),
                             ask("child:7", "administrator", "", "")}}});
    EXPECT_EQ(numbers(administrator), (texts{"4 child:7", "3 service:b", "2 service:a", "1 request:EQ-1"}));
    EXPECT_EQ(numbers(house.token("auditor")).size(), 4U);
    EXPECT_EQ(numbers(house.token("administrator", {"99G"})), (texts{"2 service:a", "1 request:EQ-1"}));
    EXPECT_EQ(numbers(house.token("therapist")), texts{"1 request:EQ-1"});
    EXPECT_EQ(numbers(house.token("therapist", {}, {"PV02"})), texts{});
    EXPECT_EQ(numbers(house.token("provider_manager")), (texts{"2 service:a", "1 request:EQ-1"}));
    EXPECT_EQ(numbers(house.token("provider_manager", {}, {"PV02"})), texts{"2 service:a"});
    EXPECT_EQ(numbers(house.token("commissioner")), texts{"3 service:b"});
    EXPECT_EQ(numbers(house.token("commissioner", {"99G"})), texts{});
    for (const auto* const role : {"school", "integrator"}) {
        EXPECT_EQ(house.get(house.token(role), "/api/v1/prompts").status, 404U) << role;
    }
}

TEST_F(Prompts, TellTheRequestTheyAreAboutAndWhenTheyAreDue) {
    finish({db::add_prompts{
        {ask("request:EQ-7K3M-2Q9D", "team", "equipment-99G-PV01", "99G"), ask("child:7", "administrator", "", "")}}});
    const auto list = house.json(administrator, "/api/v1/prompts");
    const auto& of_request = list.at("items").at(1);
    EXPECT_EQ(text(of_request.at("reference")), "EQ-7K3M-2Q9D");
    EXPECT_EQ(text(of_request.at("service")), "equipment-99G-PV01");
    EXPECT_EQ(text(of_request.at("due_on")), "2026-12-01");
    EXPECT_TRUE(of_request.at("closed_at").is_null());
    EXPECT_TRUE(list.at("items").at(0).at("reference").is_null());
    EXPECT_TRUE(list.at("items").at(0).at("service").is_null());
}

TEST_F(Prompts, AreAskedForByStateRoleJobAreaAndService) {
    finish({db::add_prompts{{ask("service:a", "team", "equipment-99G-PV01", "99G"),
                             ask("service:b", "provider_manager", "equipment-07H-PV01", "07H"),
                             ask("child:7", "administrator", "", "")}}});
    house.post(administrator, "/api/v1/prompts/1/done", json::object{});
    EXPECT_EQ(numbers(administrator), (texts{"3 child:7", "2 service:b"}));
    EXPECT_EQ(numbers(administrator, "?state=closed"), texts{"1 service:a"});
    EXPECT_EQ(numbers(administrator, "?state=all").size(), 3U);
    EXPECT_EQ(numbers(administrator, "?role=administrator"), texts{"3 child:7"});
    EXPECT_EQ(numbers(administrator, "?area=07H"), texts{"2 service:b"});
    EXPECT_EQ(numbers(administrator, "?service=equipment-99G-PV01&state=all"), texts{"1 service:a"});
    EXPECT_EQ(numbers(administrator, "?job=another"), texts{});
    EXPECT_EQ(house.get(administrator, "/api/v1/prompts?state=done").status, 422U);
    EXPECT_EQ(house.get(administrator, "/api/v1/prompts?role=king").status, 422U);
    EXPECT_EQ(house.get(administrator, "/api/v1/prompts?when=now").status, 400U);
}

TEST_F(Prompts, ComeInPages) {
    std::vector<db::prompt> many;
    for (int number = 1; number <= 5; ++number) {
        many.push_back(ask("service:" + std::to_string(number), "team", "equipment-99G-PV01", "99G"));
    }
    finish({db::add_prompts{many}});
    const auto first = house.json(administrator, "/api/v1/prompts?limit=3");
    EXPECT_EQ(first.at("items").as_array().size(), 3U);
    EXPECT_EQ(numbers(administrator, "?limit=3&cursor=" + text(first.at("next"))),
              (texts{"2 service:2", "1 service:1"}));
}

TEST_F(Prompts, AreClosedByThoseTheyAreForAndByNobodyElse) {
    finish({db::add_prompts{{ask("service:a", "area_commissioner", "equipment-99G-PV01", "99G")}}});
    const auto close = [&](const std::string& token) {
        return house.post(token, "/api/v1/prompts/1/done", json::object{}).status;
    };
    EXPECT_EQ(close(house.token("therapist")), 404U);
    EXPECT_EQ(close(house.token("auditor")), 404U);
    EXPECT_EQ(close(house.token("commissioner", {"07H"})), 404U);
    EXPECT_EQ(house.post(administrator, "/api/v1/prompts/2/done", json::object{}).status, 404U);
    EXPECT_EQ(house.post(administrator, "/api/v1/prompts/x/done", json::object{}).status, 404U);
    EXPECT_EQ(numbers(administrator).size(), 1U);
    const auto done = house.post(house.token("commissioner", {"99G"}), "/api/v1/prompts/1/done", json::object{});
    EXPECT_EQ(done.status, 200U) << done.body;
    EXPECT_EQ(text(json::parse(done.body).at("closed_by")), "commissioner");
    EXPECT_EQ(close(administrator), 200U) << "again changes nothing";
    EXPECT_EQ(text(house.json(administrator, "/api/v1/prompts?state=closed").at("items").at(0).at("closed_by")),
              "commissioner");
}

TEST_F(ServiceCheck, ShowsOnTheServiceAndOnItsAreasPage) {
    const std::string service = "/api/v1/services/equipment-99G-PV01";
    EXPECT_TRUE(house.json(administrator, service).at("last_checked_on").is_null());
    const auto manager = house.token("provider_manager", {}, {"PV01"});
    const auto done = house.post(manager, service + "/checked", json::object{{"on", "2026-11-20"}});
    EXPECT_EQ(done.status, 200U) << done.body;
    EXPECT_EQ(text(json::parse(done.body).at("last_checked_on")), "2026-11-20");
    EXPECT_EQ(text(house.json(administrator, service).at("last_checked_on")), "2026-11-20");
    EXPECT_EQ(house.post(manager, service + "/checked", json::object{}).status, 200U);
    EXPECT_EQ(text(house.json(administrator, service).at("last_checked_on")), "2026-11-22") << "today";
    house.post(manager, service + "/checked", json::object{{"on", "2026-10-01"}});
    EXPECT_EQ(text(house.json(administrator, service).at("last_checked_on")), "2026-11-22") << "the last one counts";
    const auto page = house.get(administrator, "/areas/99G").body;
    EXPECT_NE(page.find("Last checked"), std::string::npos);
    EXPECT_NE(page.find("22 November 2026"), std::string::npos);
}

TEST_F(ServiceCheck, IsForItsManagersAndAdministrators) {
    const std::string checked = "/api/v1/services/equipment-99G-PV01/checked";
    for (const auto* const role : {"therapist", "school", "commissioner", "auditor", "integrator"}) {
        EXPECT_EQ(house.post(house.token(role), checked, json::object{}).status, 404U) << role;
    }
    EXPECT_EQ(house.post(house.token("provider_manager", {}, {"PV02"}), checked, json::object{}).status, 404U);
    EXPECT_EQ(house.post(administrator, "/api/v1/services/nowhere/checked", json::object{}).status, 404U);
    EXPECT_EQ(house.post(administrator, checked, json::object{{"on", "2026-11-23"}}).status, 422U);
    EXPECT_EQ(house.post(administrator, checked, json::object{{"on", "soon"}}).status, 422U);
}

// Two services of one pathway in two areas, of two providers.
json::object line(const std::string& key, int waiting) {
    return {{"key", key}, {"name", key}, {"waiting", waiting}, {"completed", json::object{{"count", 0}}}};
}
std::string document() {
    const json::object target{
        {"pathway", "asd"},
        {"target", "first_contact"},
        {"all", line("all", 10)},
        {"by_area", json::array{line("07H", 3), line("99G", 7)}},
        {"by_provider", json::array{line("PV01", 6), line("PV02", 4)}},
        {"by_service", json::array{line("asd-07H-PV01", 3), line("asd-99G-PV01", 3), line("asd-99G-PV02", 4)}}};
    return json::serialize(json::object{{"month", "2026-10"}, {"targets", json::array{target}}});
}

TEST_F(Snapshots, AreGivenAsTheyWereKept) {
    finish({db::keep_snapshot{202610, "waits", document(), at("2026-11-01T00:05:00Z")}});
    const auto list = house.json(administrator, "/api/v1/snapshots");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    EXPECT_EQ(text(list.at("items").at(0).at("month")), "2026-10");
    EXPECT_EQ(text(list.at("items").at(0).at("known_at")), "2026-11-01T00:05:00.000000Z");
    const auto one = house.json(administrator, "/api/v1/snapshots/2026-10");
    EXPECT_EQ(json::serialize(one.at("figures")), document());
    EXPECT_EQ(text(one.at("digest")), db::snapshot_digest(document()));
    EXPECT_TRUE(one.at("complete").as_bool());
    const auto lines = house.get(administrator, "/api/v1/snapshots/2026-10?format=csv").body;
    EXPECT_NE(lines.find("\"2026-10\",\"asd\",\"first_contact\",\"service\",\"asd-99G-PV02\",\"asd-99G-PV02\",\"4\""),
              std::string::npos)
        << lines;
    EXPECT_EQ(house.get(administrator, "/api/v1/snapshots/2026-09").status, 404U);
    EXPECT_EQ(house.get(administrator, "/api/v1/snapshots/october").status, 404U);
}

TEST_F(Snapshots, ShowWhoDoesNotSeeAllOnlyLinesThatLieWhollyWithinReach) {
    finish({db::keep_snapshot{202610, "waits", document(), at("2026-11-01T00:05:00Z")}});
    const auto keys = [&](const std::string& token, std::string_view member) {
        texts found;
        const auto one = house.json(token, "/api/v1/snapshots/2026-10");
        EXPECT_FALSE(one.at("complete").as_bool());
        const auto& target = one.at("figures").at("targets").at(0);
        EXPECT_TRUE(target.at("all").is_null());
        for (const auto& each : target.at(member).as_array()) {
            found.push_back(text(each.at("key")));
        }
        return found;
    };
    const auto of_area = house.token("commissioner", {"99G"});
    EXPECT_EQ(keys(of_area, "by_area"), texts{"99G"});
    EXPECT_EQ(keys(of_area, "by_provider"), texts{"PV02"}) << "PV01 is at work elsewhere, too";
    EXPECT_EQ(keys(of_area, "by_service"), (texts{"asd-99G-PV01", "asd-99G-PV02"}));
    const auto of_provider = house.token("provider_manager", {}, {"PV02"});
    EXPECT_EQ(keys(of_provider, "by_area"), texts{});
    EXPECT_EQ(keys(of_provider, "by_service"), texts{"asd-99G-PV02"});
    EXPECT_EQ(house.get(house.token("school", {}, {}, {999001}), "/api/v1/snapshots/2026-10").status, 404U);
    EXPECT_EQ(house.get(house.token("school", {}, {}, {999001}), "/api/v1/snapshots").status, 404U);
}

} // namespace
} // namespace clockstart
