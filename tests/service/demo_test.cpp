#include "service/demo/demo.hpp"

#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/ledger_check.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "domain/bands.hpp"
#include "domain/nhs_number.hpp"
#include "service/demo/caseload.hpp"
#include "tests/service/filled_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace clockstart::service {
namespace {

constexpr auto as_at = test::demo_as_at;

using test::filled_folder;

// Three thousand requests, looked at by several tests.
class demo_of_three_thousand : public testing::Test {
protected:
    static void SetUpTestSuite() { filled = std::make_unique<filled_folder>(3000); }
    static void TearDownTestSuite() { filled.reset(); }
    static inline std::unique_ptr<filled_folder> filled;
};

using ThreeThousand = demo_of_three_thousand;

TEST_F(ThreeThousand, AreAllStoredAndTheProgressEndsWithTheirNumber) {
    EXPECT_EQ(filled->count("request"), 3000);
    EXPECT_EQ(filled->board().ask([](const domain::board& held, const domain::directory&) { return held.requests(); }),
              3000U);
    ASSERT_FALSE(filled->told().empty());
    EXPECT_TRUE(std::ranges::is_sorted(filled->told()));
    EXPECT_EQ(filled->told().back(), 3000U);
}

TEST_F(ThreeThousand, CoverEveryPathwayAndEveryArea) {
    EXPECT_EQ(filled->lines("SELECT DISTINCT pathway FROM request").size(), 7U);
    EXPECT_EQ(filled
                  ->lines("SELECT DISTINCT service.area || service.pathway FROM request JOIN service ON service.code = "
                          "request.service")
                  .size(),
              77U);
    EXPECT_EQ(filled->count("area WHERE kind = 'sub-icb'"), 11);
}

TEST_F(ThreeThousand, HoldEveryKindOfHistory) {
    const std::map<std::string, std::string> kinds{
        {"late deliveries", "clock JOIN request ON number = request WHERE pathway = 'equipment' AND state = 'missed'"},
        {"part deliveries", "event WHERE type = 'part_delivered' AND details LIKE '%quantity%'"},
        {"not brought, told before", "event WHERE type = 'not_brought' AND details LIKE '%true%'"},
        {"not brought, not told", "event WHERE type = 'not_brought' AND details LIKE '%false%'"},
        {"nullified periods", "clock WHERE state = 'nullified'"},
        {"periods after rebooking", "clock WHERE target = 0 AND period = 2"},
        {"discharges with the four conditions",
         "event WHERE type = 'discharged' AND details LIKE '%protects_vulnerable%'"},
        {"active monitoring", "event WHERE type = 'active_monitoring'"},
        {"decisions to treat", "event WHERE type = 'decision_to_treat'"},
        {"moves", "event WHERE type = 'transferred'"},
        {"moves to another area", "request JOIN event ON event.request = number AND type = 'received' JOIN service ON "
                                  "service.code = request.service "
                                  "WHERE details NOT LIKE '%-' || area || '-%'"},
        {"re-referrals", "request WHERE family <> number"},
        {"second needs", "request AS one WHERE EXISTS (SELECT * FROM request AS other WHERE other.child = one.child "
                         "AND other.pathway <> one.pathway)"},
        {"withdrawals with a reason", "event WHERE type = 'withdrawn' AND details LIKE '%\"reason\":%'"},
        {"refusals with a reason", "event WHERE type = 'declined' AND details LIKE '%\"reason\":%'"},
        {"corrected openings", "request JOIN event ON event.request = number AND type IN ('received', 'identified') "
                               "WHERE on_day <> clock_start_on"},
        {"other corrected dates",
         "event AS one JOIN event AS other ON other.request = one.request AND one.type = 'corrected' AND "
         "one.details LIKE '%\"corrects\":' || other.sequence || '%' AND other.type IN ('delivered', 'first_contact')"},
        {"voided events", "event WHERE type = 'corrected' AND details LIKE '%\"void\":true%'"},
        {"late entries", "event WHERE type IN ('delivered', 'first_contact', 'advice_sent') AND recorded_at / "
                         "86400000000 - on_day >= 3"},
        {"openings entered late",
         "event WHERE type IN ('received', 'identified') AND recorded_at / 86400000000 - on_day >= 5"},
        {"breaches", "event WHERE type = 'breached'"},
        {"children still asked for", "event WHERE type = 'confirmed_waiting'"},
        {"urgent requests", "event WHERE details LIKE '%\"priority\":\"urgent\"%'"},
        {"catalogue codes", "event WHERE details LIKE '%\"code\":\"12 36 %'"},
        {"schools", "event WHERE details LIKE '%\"school_urn\":999%'"},
        {"settings and funders",
         "event WHERE details LIKE '%\"setting\":\"both\"%' AND details LIKE '%\"funder\":\"joint\"%'"},
        {"children without a number", "child WHERE nhs_hash IS NULL"},
        {"words", "words"},
        {"contracts that end soon",
         "service WHERE contract_to - " + std::to_string(domain::day_number(as_at)) + " BETWEEN 1 AND 90"}};
    for (const auto& [name, where] : kinds) {
        EXPECT_GT(filled->count(where), 0) << name;
    }
}

TEST_F(ThreeThousand, AreWellFormedChildrenOfTheTestRange) {
    const db::history history{filled->folder(), filled->identities()};
    std::map<std::string, std::int64_t> numbers;
    std::size_t without = 0;
    std::size_t with_other_letters = 0;
    std::size_t ethnicity_not_known = 0;
    for (const auto& request : history.find_requests(filled->numbers())) {
        const auto who = history.private_parts_of(request, true, false).child.value();
        without += who.nhs_number.empty() ? 1 : 0;
        if (!who.nhs_number.empty()) {
            ASSERT_TRUE(domain::is_test_nhs_number(who.nhs_number) &&
                        domain::parse_nhs_number(who.nhs_number).has_value());
            const auto [held, is_new] = numbers.try_emplace(who.nhs_number, request.child);
            EXPECT_EQ(held->second, request.child);
        } else {
            EXPECT_FALSE(who.no_nhs_number_reason.empty());
        }
        const auto name = who.given_name + who.family_name;
        with_other_letters +=
            std::ranges::any_of(name, [](char one) { return static_cast<unsigned char>(one) > 127; }) ? 1 : 0;
        ethnicity_not_known += request.facts.ethnicity == "not_known" ? 1 : 0;
        EXPECT_GE(request.facts.age_years.value(), 0);
        EXPECT_LE(request.facts.age_years.value(), 25);
    }
    EXPECT_GT(without, 20U);
    EXPECT_LT(without, 150U);
    EXPECT_GT(with_other_letters, 300U);
    EXPECT_NEAR(static_cast<double>(ethnicity_not_known) / 3000, 0.2, 0.03);
}

TEST_F(ThreeThousand, LeaveTheLedgerWhole) {
    const auto found = db::check_ledger(filled->folder().database(), &filled->identities());
    EXPECT_TRUE(found.empty()) << found.front().what;
}

TEST_F(ThreeThousand, WaitLongerInSomeAreasThanInOthers) {
    const auto groups = filled->board().ask([](const domain::board& held, const domain::directory& places) {
        domain::waits_question question{.filter = {},
                                        .as_at = as_at,
                                        .from = as_at - std::chrono::days{365},
                                        .to = as_at,
                                        .by = domain::grouping::area};
        return held.waits(question, places);
    });
    ASSERT_EQ(groups.size(), 11U);
    std::map<std::string, double> medians;
    for (const auto& one : groups) {
        medians[one.key] = one.completed.median_days().value();
    }
    EXPECT_GT(medians.at("99G"), 1.5 * medians.at("03Q"));
}

TEST_F(ThreeThousand, StandUnderTheRightBoardOnEachSideOfTheMerger) {
    const auto places = filled->board().places();
    const auto before = domain::make_date(2026, 3, 31);
    const auto after = domain::make_date(2026, 4, 1);
    EXPECT_EQ(places->parent_of("06T", before)->code, "QJG");
    EXPECT_EQ(places->parent_of("07H", before)->code, "QM7");
    for (const auto* const code : {"06Q", "06T", "07G", "07H", "99E", "99F", "99G"}) {
        EXPECT_EQ(places->parent_of(code, after)->code, "D7T5G");
        EXPECT_TRUE(places->lies_within(code, "Y61", after));
    }
    EXPECT_EQ(places->parent_of("15E", after)->code, "QHL");
    EXPECT_EQ(places->parent_of("QH8", after), nullptr);
}

TEST_F(ThreeThousand, AreRefusedASecondTime) {
    EXPECT_THROW(fill_demo(filled->journal(), filled->board(), 1, 1, as_at, {}), std::logic_error);
}

TEST(Demo, GivesTheSameForTheSameSeed) {
    const filled_folder one{600, 42};
    const filled_folder other{600, 42};
    EXPECT_EQ(one.contents(), other.contents());
}

TEST(Demo, GivesSomethingElseForAnotherSeed) {
    const filled_folder one{100, 1};
    const filled_folder other{100, 2};
    EXPECT_NE(one.contents(), other.contents());
}

TEST(Demo, OfNoRequestsHasItsPlaces) {
    const filled_folder empty{0};
    EXPECT_EQ(empty.count("request"), 0);
    EXPECT_GE(empty.count("service"), 77);
    EXPECT_EQ(empty.count("school"), 66);
}

// Twenty thousand, so that each list is long enough to compare shares.
TEST(Demo, ListsHaveTheShapeThatWasPublished) {
    const filled_folder filled{20'000};
    const auto groups = filled.board().ask([](const domain::board& held, const domain::directory& places) {
        domain::waits_question question{
            .filter = {}, .as_at = as_at, .from = as_at, .to = as_at, .by = domain::grouping::pathway};
        return held.waits(question, places);
    });
    ASSERT_EQ(groups.size(), 7U);
    for (const auto& group : groups) {
        const auto& published = demo::published_waiting(group.key);
        const auto all = std::accumulate(published.begin(), published.end(), 0.0);
        const auto bands = group.waiting.counts_by(domain::band_set_of("chs-7"));
        const auto waiting = static_cast<double>(group.waiting.count());
        ASSERT_GT(waiting, 50) << group.key;
        for (std::size_t band = 0; band < published.size(); ++band) {
            // A few points, and what chance does to a list of this length.
            const double share = published.at(band) / all;
            const double chance = 3 * std::sqrt(share * (1 - share) / waiting);
            EXPECT_NEAR(static_cast<double>(bands[band]) / waiting, share, 0.02 + chance)
                << group.key << ", band " << band;
        }
    }
}

TEST(WaitShape, TiltsOfAreasCancelOutOverAllChildren) {
    double sum = 0;
    for (int place = 0; place < 1000; ++place) {
        sum += demo::tilted_rank((place + 0.5) / 1000, 0.8) + demo::tilted_rank((place + 0.5) / 1000, -0.8);
    }
    EXPECT_NEAR(sum / 2000, 0.5, 0.001);
    EXPECT_GT(demo::tilted_rank(0.5, 0.8), 0.6);
    EXPECT_LT(demo::tilted_rank(0.5, -0.8), 0.4);
}

TEST(WaitShape, NobodyWaitsLessThanADayAndRanksNeverFall) {
    for (const auto pathway : demo::pathways) {
        const demo::wait_shape shape{demo::published_waiting(pathway)};
        EXPECT_EQ(shape.days_at(0), 1);
        for (int place = 1; place < 100; ++place) {
            EXPECT_LE(shape.days_at((place - 1) / 100.0), shape.days_at(place / 100.0));
        }
    }
}

} // namespace
} // namespace clockstart::service
