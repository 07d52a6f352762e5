#include "domain/decision.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

namespace json = boost::json;

struct row {
    std::string_view on;
    json::object details;
    std::string_view answer;
};

void expect(const std::vector<event>& ledger, std::initializer_list<row> rows) {
    for (const auto& one : rows) {
        const auto decided = decide(builtin("equipment"), ledger, {"corrected", day(one.on), "data_entry", one.details},
                                    day("2026-11-22"), day("2018-05-05"));
        std::string text = "taken";
        if (decided.has_error()) {
            text = std::string{name_of(decided.error().code)} + " " + decided.error().faults.front().pointer;
        }
        EXPECT_EQ(text, one.answer) << one.on << " on line " << (&one - rows.begin());
    }
}

const std::vector<event>& ledger() {
    static const auto told = ledger_of({{"identified", "2026-10-05"},
                                        {"assessed", "2026-10-12"},
                                        {"delivered", "2026-10-26"},
                                        {"corrected", "2026-10-13", corrects(2)},
                                        {"breached", "2026-11-17"}});
    return told;
}

TEST(Correction, MovesTheStartWithinWhatIsPossible) {
    expect(ledger(), {{"2026-10-01", corrects(1), "taken"},
                      {"2026-10-01", {}, "taken"}, // the opening event, when none is named
                      {"2018-05-05", corrects(1), "taken"},
                      {"2018-05-04", corrects(1), "invalid /on"}, // before birth
                      {"2026-10-13", corrects(1), "taken"},       // where the next event now is
                      {"2026-10-14", corrects(1), "invalid /on"},
                      {"2026-11-23", corrects(1), "invalid /on"},
                      {"2026-10-05", corrects(1, true), "invalid /void"},
                      {"2026-10-05", {{"void", true}}, "invalid /void"}});
}

TEST(Correction, OfALaterEventStaysBehindTheStart) {
    expect(ledger(), {{"2026-10-20", corrects(3), "taken"},
                      {"2026-10-05", corrects(3), "taken"},
                      {"2026-10-04", corrects(3), "invalid /on"},
                      {"2026-11-22", corrects(3), "taken"},
                      {"2026-11-23", corrects(3), "invalid /on"},
                      {"2026-10-26", corrects(3, true), "taken"},
                      {"2026-10-01", corrects(3, true), "taken"}}); // the day of what is voided does not matter
}

TEST(Correction, NamesAnEventThatCanBeCorrected) {
    expect(ledger(), {{"2026-10-14", corrects(2), "taken"},             // corrected already; the last one wins
                      {"2026-10-14", corrects(4), "invalid /corrects"}, // a correction
                      {"2026-10-14", corrects(5), "invalid /corrects"}, // what time itself recorded
                      {"2026-10-14", corrects(6), "invalid /corrects"}, // not there
                      {"2026-10-14", corrects(0), "invalid /corrects"},
                      {"2026-10-14", corrects(-1), "invalid /corrects"},
                      {"2026-10-14", {{"corrects", "3"}}, "invalid /corrects"},
                      {"2026-10-14", {{"corrects", nullptr}}, "invalid /corrects"}});
}

TEST(Correction, BringsBackWhatWasVoidedUnlessItWasRecordedAnew) {
    auto told = ledger_of(
        {{"identified", "2026-10-05"}, {"delivered", "2026-10-12"}, {"corrected", "2026-10-12", corrects(2, true)}});
    expect(told, {{"2026-10-13", corrects(2), "taken"}});
    told = ledger_of({{"identified", "2026-10-05"},
                      {"delivered", "2026-10-12"},
                      {"corrected", "2026-10-12", corrects(2, true)},
                      {"delivered", "2026-10-20"}});
    expect(told, {{"2026-10-13", corrects(2), "conflict /corrects"}, {"2026-10-21", corrects(4), "taken"}});
}

TEST(Correction, NeedsAReasonAndKeepsWhatItNames) {
    const auto without =
        decide(builtin("equipment"), ledger(), {"corrected", day("2026-10-01"), "", {}}, day("2026-11-22"));
    ASSERT_TRUE(without.has_error());
    EXPECT_EQ(without.error().faults.front().pointer, "/reason");
    const auto taken =
        decide(builtin("equipment"), ledger(), {"corrected", day("2026-10-01"), "data_entry", {}}, day("2026-11-22"));
    ASSERT_TRUE(taken.has_value());
    EXPECT_EQ(taken->details.at("corrects").as_int64(), 1);
    EXPECT_EQ(taken->details.at("reason").as_string(), "data_entry");
}

TEST(Correction, ThatVoidsADeliveryLetsItBeRecordedAgain) {
    const auto told = ledger_of(
        {{"identified", "2026-10-05"}, {"delivered", "2026-10-12"}, {"corrected", "2026-10-12", corrects(2, true)}});
    EXPECT_TRUE(decide(builtin("equipment"), told, {"delivered", day("2026-10-20")}, day("2026-11-22")));
    EXPECT_TRUE(decide(builtin("equipment"), told, {"fitted", day("2026-10-20")}, day("2026-11-22")).has_error());
}

TEST(Correction, OfTheStartIsFollowedByTheNextDecision) {
    const auto told = ledger_of({{"identified", "2026-10-05"}, {"corrected", "2026-10-01", corrects(1)}});
    EXPECT_TRUE(decide(builtin("equipment"), told, {"assessed", day("2026-10-02")}, day("2026-11-22")));
    EXPECT_TRUE(decide(builtin("equipment"), told, {"assessed", day("2026-09-30")}, day("2026-11-22")).has_error());
}

} // namespace
} // namespace clockstart::domain
