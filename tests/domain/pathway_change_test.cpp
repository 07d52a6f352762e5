#include "domain/pathway.hpp"

#include "story.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

std::string pointers_of(const refusal& why) {
    std::string all;
    for (const auto& one : why.faults) {
        all += one.pointer + " ";
    }
    return all;
}

TEST(ChangedLimits, ChangeNothingElse) {
    const auto changed = change_limits(
        hearing_aids(),
        boost::json::parse(R"({"targets": [{"code": "answered", "limit": {"weeks": 2}}], "applies": "running"})")
            .as_object());
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->target_of("answered")->limit, (time_limit{time_limit::unit::weeks, 2}));
    auto back = *changed;
    back.targets[1].limit = hearing_aids().targets[1].limit;
    EXPECT_EQ(show_pathway(back), show_pathway(hearing_aids()));
}

TEST(ChangedLimits, NameEveryFaultByItsPlace) {
    const auto pointers = [](std::string_view text) {
        const auto changed = change_limits(hearing_aids(), boost::json::parse({text.data(), text.size()}).as_object());
        return changed ? std::string{} : pointers_of(changed.error());
    };
    EXPECT_EQ(pointers("{}"), "/targets ");
    EXPECT_EQ(pointers(R"({"targets": [], "applies": "all"})"), "/applies /targets ");
    EXPECT_EQ(pointers(R"({"targets": [{"code": "sold", "limit": {"weeks": 2}}], "limit": 3})"),
              "/limit /targets/0/code ");
    EXPECT_EQ(pointers(R"({"targets": [{"code": "fitted"}, {"code": "answered", "limit": {"weeks": 0}}]})"),
              "/targets/0/limit /targets/1/limit/weeks ");
    EXPECT_EQ(pointers(R"({"targets": [{"code": "fitted", "limit": {"fortnights": 2}, "name": "x"}]})"),
              "/targets/0/name /targets/0/limit ");
    EXPECT_EQ(pointers(R"({"targets": {"code": "fitted"}})"), "/targets /targets ");
}

TEST(Succession, LetsLimitsAndAdditionsThrough) {
    auto next = hearing_aids();
    next.targets[0].limit.count = 20;
    next.stages.push_back({"sold", "Sold", true});
    next.targets.push_back(next.targets[0]);
    next.targets.back().code = "second";
    EXPECT_TRUE(check_succession(hearing_aids(), next));
}

TEST(Succession, KeepsWhatIsStoredReadable) {
    auto next = hearing_aids();
    next.prefix = "XX";
    next.opens_with = "fitted";
    std::swap(next.targets[0], next.targets[1]);
    next.stages.pop_back();
    std::erase_if(next.events, [](const event_rule& one) { return one.type == "on_hold"; });
    const auto refused = check_succession(hearing_aids(), next);
    ASSERT_FALSE(refused);
    EXPECT_EQ(pointers_of(refused.error()), "/prefix /opens_with /stages/" +
                                                std::to_string(hearing_aids().stages.size() - 1) +
                                                " /targets/0 /targets/1 /events ");
}

TEST(LimitUnits, HaveTheNamesOfTheDocuments) {
    for (const std::string_view name : {"days", "weeks", "months", "working_days"}) {
        EXPECT_EQ(name_of(limit_unit_of(name).value()), name);
    }
    EXPECT_FALSE(limit_unit_of("fortnights"));
}

} // namespace
} // namespace clockstart::domain
