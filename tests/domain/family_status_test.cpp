#include "domain/family_status.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

// Every stage of every pathway that is built in has words of its own for a family, without the field's abbreviations.
TEST(FamilyStatus, HasASentenceForEveryStage) {
    for (const auto* const rules : builtin_pathways().current()) {
        for (const auto& stage : rules->stages) {
            request_state state;
            state.stage = stage.code;
            state.open = stage.open;
            const auto told = family_status_of(*rules, state, {}, make_date(2026, 11, 22));
            EXPECT_EQ(told.stage, stage.code);
            EXPECT_FALSE(told.promised_by);
            EXPECT_FALSE(told.next_step.starts_with("Next: ")) << rules->code << " " << stage.code;
            EXPECT_TRUE(told.next_step.ends_with(".")) << told.next_step;
        }
    }
}

TEST(FamilyStatus, AsksToRingAfterAVisitThatDidNotHappen) {
    request_state state;
    state.stage = "appointment_booked";
    state.not_brought_unresolved = true;
    const auto told = family_status_of(*builtin_pathways().current().at(1), state, {}, make_date(2026, 11, 22));
    EXPECT_NE(told.next_step.find("agree another one"), std::string::npos) << told.next_step;
}

TEST(FamilyStatus, NamesTheNextStageOfAPathwayThatWasAdded) {
    auto rules = *builtin_pathways().current().front();
    rules.stages = {{"measured", "Measured", true}, {"built", "Built", true}};
    request_state state;
    state.stage = "measured";
    EXPECT_EQ(family_status_of(rules, state, {}, make_date(2026, 11, 22)).next_step, "Next: Built.");
    state.stage = "built";
    EXPECT_EQ(family_status_of(rules, state, {}, make_date(2026, 11, 22)).next_step,
              "Ring the service to ask what comes next.");
}

} // namespace
} // namespace clockstart::domain
