#include "domain/pathway.hpp"

#include "story.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace clockstart::domain {
namespace {

namespace json = boost::json;

std::vector<std::string> faults_of(const json::value& document) {
    std::vector<std::string> pointers;
    const auto read = read_pathway(document);
    if (read.has_error()) {
        EXPECT_EQ(read.error().code, errc::invalid);
        for (const auto& one : read.error().faults) {
            EXPECT_FALSE(one.detail.empty());
            pointers.push_back(one.pointer);
        }
    }
    return pointers;
}

// The document with one change.
json::object changed(const std::function<void(json::object&)>& change) {
    auto document = hearing_aids_document();
    change(document);
    return document;
}

json::object& first(json::object& document, std::string_view list) {
    return document[list].as_array().front().as_object();
}

TEST(ReadPathway, TakesADocument) {
    const auto& rules = hearing_aids();
    EXPECT_EQ(rules.code, "hearing-aids");
    EXPECT_EQ(rules.version, 3);
    EXPECT_EQ(rules.valid_from, day("2020-01-01"));
    EXPECT_EQ(rules.valid_to, day("2030-12-31"));
    EXPECT_EQ(rules.headline().limit, (time_limit{time_limit::unit::days, 30}));
    EXPECT_EQ(rules.headline().pauses, std::vector<std::string>{"on_hold"});
    EXPECT_EQ(rules.target_of("answered")->limit, (time_limit{time_limit::unit::working_days, 5}));
    EXPECT_EQ(rules.headline().ladder[0].percent_of_target, 50);
    EXPECT_EQ(rules.headline().ladder[0].days_from_due, std::nullopt);
    EXPECT_EQ(rules.headline().ladder[1].days_from_due, 1);
    EXPECT_TRUE(rules.rule_of("fitted")->once);
    EXPECT_TRUE(rules.rule_of("on_hold")->needs_reason);
    EXPECT_EQ(rules.rule_of("reviewed")->after, (std::vector<std::string>{"fitted", "answered"}));
    EXPECT_FALSE(rules.stage_of("closed")->open);
    EXPECT_TRUE(rules.stage_of("fitted")->open);
    EXPECT_EQ(rules.rule_of("nothing"), nullptr);
    EXPECT_EQ(rules.target_of("nothing"), nullptr);
    EXPECT_EQ(rules.stage_of("nothing"), nullptr);
}

TEST(ReadPathway, PointsAtEachFault) {
    struct row {
        std::string_view pointer;
        std::function<void(json::object&)> change;
    };
    const row rows[] = {
        {"/code", [](json::object& it) { it.erase("code"); }},
        {"/code", [](json::object& it) { it["code"] = ""; }},
        {"/name", [](json::object& it) { it["name"] = 7; }},
        {"/prefix", [](json::object& it) { it["prefix"] = "Ha"; }},
        {"/prefix", [](json::object& it) { it["prefix"] = "HAA"; }},
        {"/version", [](json::object& it) { it.erase("version"); }},
        {"/version", [](json::object& it) { it["version"] = 1.5; }},
        {"/version", [](json::object& it) { it["version"] = 0; }},
        {"/valid_from", [](json::object& it) { it.erase("valid_from"); }},
        {"/valid_from", [](json::object& it) { it["valid_from"] = "2026-04-31"; }},
        {"/valid_to", [](json::object& it) { it["valid_to"] = "soon"; }},
        {"/valid_to", [](json::object& it) { it["valid_to"] = "2019-12-31"; }},
        {"/opens_with", [](json::object& it) { it["opens_with"] = "arrived"; }},
        {"/targets/0/starts", [](json::object& it) { it["opens_with"] = "answered"; }},
        {"/targets", [](json::object& it) { it.erase("targets"); }},
        {"/targets", [](json::object& it) { it["targets"] = json::object{}; }},
        {"/targets/0", [](json::object& it) { it["targets"].as_array()[0] = "fitted"; }},
        {"/targets/1", [](json::object& it) { it["targets"].as_array()[1].as_object()["code"] = "fitted"; }},
        {"/targets/0/limit", [](json::object& it) { first(it, "targets").erase("limit"); }},
        {"/targets/0/limit", [](json::object& it) { first(it, "targets")["limit"] = 30; }},
        {"/targets/0/limit",
         [](json::object& it) {
             first(it, "targets")["limit"] = json::object{{"hours", 4}};
         }},
        {"/targets/0/limit",
         [](json::object& it) {
             first(it, "targets")["limit"] = json::object{{"days", 4}, {"weeks", 1}};
         }},
        {"/targets/0/limit/days",
         [](json::object& it) {
             first(it, "targets")["limit"] = json::object{{"days", 0}};
         }},
        {"/targets/0/limit/days",
         [](json::object& it) {
             first(it, "targets")["limit"] = json::object{{"days", "30"}};
         }},
        {"/targets/0/meets", [](json::object& it) { first(it, "targets").erase("meets"); }},
        {"/targets/0/meets/0", [](json::object& it) { first(it, "targets")["meets"] = json::array{"done"}; }},
        {"/targets/0/ends/1",
         [](json::object& it) {
             first(it, "targets")["ends"] = json::array{"closed", "forgotten"};
         }},
        {"/targets/0/pauses/0", [](json::object& it) { first(it, "targets")["pauses"] = json::array{1}; }},
        {"/targets/0/ladder/1", [](json::object& it) { first(first(it, "targets"), "ladder")["code"] = "late"; }},
        {"/targets/0/ladder/0",
         [](json::object& it) { first(first(it, "targets"), "ladder").erase("percent_of_target"); }},
        {"/targets/0/ladder/0", [](json::object& it) { first(first(it, "targets"), "ladder")["days_from_due"] = 1; }},
        {"/targets/0/ladder/0/role",
         [](json::object& it) { first(first(it, "targets"), "ladder")["role"] = "the_minister"; }},
        {"/targets/0/ladder/0/code", [](json::object& it) { first(first(it, "targets"), "ladder")["code"] = "Half!"; }},
        {"/targets/0/ladder/0/code",
         [](json::object& it) { first(first(it, "targets"), "ladder")["code"] = std::string(41, 'a'); }},
        {"/targets/0/ladder",
         [](json::object& it) {
             auto& steps = first(it, "targets")["ladder"].as_array();
             for (int more = 0; more < 50; ++more) {
                 steps.push_back(json::object{
                     {"code", "due-" + std::to_string(more + 40)}, {"days_from_due", -40 - more}, {"role", "team"}});
             }
         }},
        {"/targets/0/ladder/0/role", [](json::object& it) { first(first(it, "targets"), "ladder").erase("role"); }},
        {"/targets/0/ladder/0/percent_of_target",
         [](json::object& it) { first(first(it, "targets"), "ladder")["percent_of_target"] = 101; }},
        {"/targets/0/restart_after_end",
         [](json::object& it) { first(it, "targets")["restart_after_end"] = json::array{"answered"}; }},
        {"/events/0/once", [](json::object& it) { first(it, "events")["once"] = "yes"; }},
        {"/events/0/type", [](json::object& it) { first(it, "events")["type"] = json::array{}; }},
        {"/events/1", [](json::object& it) { it["events"].as_array()[1].as_object()["type"] = "received"; }},
        {"/events/0", [](json::object& it) { first(it, "events")["stage"] = "arrived"; }},
        {"/events/3/after",
         [](json::object& it) { it["events"].as_array()[3].as_object()["after"] = json::array{"paused"}; }},
        {"/stages",
         [](json::object& it) { it["stages"].as_array().pop_back(); }}, // "closed" is a stage of every pathway
        {"/stages/1", [](json::object& it) { it["stages"].as_array()[1].as_object()["code"] = "received"; }},
        {"/stages/0/open", [](json::object& it) { first(it, "stages")["open"] = 1; }},
        {"/reasons/1", [](json::object& it) { it["reasons"] = json::array{"capacity", nullptr}; }},
        {"/reasons", [](json::object& it) { it["reasons"] = "capacity"; }},
        {"/colour", [](json::object& it) { it["colour"] = "green"; }},
    };
    for (const auto& [pointer, change] : rows) {
        const auto document = changed(change);
        const auto found = faults_of(document);
        EXPECT_NE(std::ranges::find(found, pointer), found.end())
            << pointer << " is not among: " << json::serialize(json::value_from(found));
    }
    EXPECT_TRUE(faults_of(hearing_aids_document()).empty());
}

TEST(ReadPathway, GathersAllFaultsAtOnce) {
    const auto found = faults_of(changed([](json::object& it) {
        it.erase("name");
        it["version"] = "three";
        first(it, "targets")["meets"] = json::array{"done"};
    }));
    EXPECT_EQ(found, (std::vector<std::string>{"/name", "/version", "/targets/0/meets/0"}));
}

TEST(ReadPathway, RefusesWhatIsNoObject) {
    for (const json::value& document :
         {json::value{}, json::value{1}, json::value{"equipment"}, json::value(json::array{})}) {
        EXPECT_EQ(faults_of(document), std::vector<std::string>{""});
    }
}

TEST(ReadPathway, KeepsTheCommonEventsAsTheyAre) {
    const auto read = read_pathway(changed([](json::object& it) {
        it["events"].as_array().push_back(
            json::object{{"type", "declined"}, {"name", "Turned away"}, {"closes", false}});
    }));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->rule_of("declined")->name, "Declined");
    EXPECT_TRUE(read->rule_of("declined")->closes);
    EXPECT_EQ(std::ranges::count(read->events, "declined", &event_rule::type), 1);
}

TEST(ShowPathway, ReadsBackAsTheSame) {
    auto all = builtin_pathways().current();
    all.push_back(&hearing_aids());
    for (const auto* const one : all) {
        const auto shown = show_pathway(*one);
        const auto again = read_pathway(json::parse(json::serialize(shown)));
        ASSERT_TRUE(again.has_value()) << one->code << again.error().faults.front().pointer;
        EXPECT_EQ(json::serialize(show_pathway(*again)), json::serialize(shown)) << one->code;
        EXPECT_EQ(again->version, one->version);
        EXPECT_EQ(again->valid_to, one->valid_to);
        ASSERT_EQ(again->targets.size(), one->targets.size());
        for (std::size_t number = 0; number < one->targets.size(); ++number) {
            const auto& left = one->targets[number];
            const auto& right = again->targets[number];
            EXPECT_EQ(left.limit, right.limit);
            EXPECT_EQ(
                std::tie(left.code, left.name, left.starts, left.restarts_after_end, left.restarts_after_nullified,
                         left.meets, left.ends, left.nullifies, left.pauses, left.resumes),
                std::tie(right.code, right.name, right.starts, right.restarts_after_end, right.restarts_after_nullified,
                         right.meets, right.ends, right.nullifies, right.pauses, right.resumes));
            EXPECT_EQ(left.ladder.size(), right.ladder.size());
        }
        ASSERT_EQ(again->events.size(), one->events.size());
        for (std::size_t number = 0; number < one->events.size(); ++number) {
            const auto& left = one->events[number];
            const auto& right = again->events[number];
            EXPECT_EQ(std::tie(left.type, left.name, left.stage, left.once, left.needs_reason, left.closes, left.common,
                               left.by_clockstart, left.after, left.requires_conditions),
                      std::tie(right.type, right.name, right.stage, right.once, right.needs_reason, right.closes,
                               right.common, right.by_clockstart, right.after, right.requires_conditions));
        }
    }
}

} // namespace
} // namespace clockstart::domain
