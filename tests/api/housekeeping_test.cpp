#include "api/door.hpp"
#include "api/housekeeping.hpp"
#include "api/problem.hpp"
#include "tests/support/run.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>

namespace clockstart {
namespace {

using test::run;

// Housekeeping never looks at the house, so any place in memory will do for one.
api::house& any_house() {
    alignas(std::max_align_t) static std::array<std::byte, 64> place{};
    return *reinterpret_cast<api::house*>(place.data());
}

TEST(Housekeeping, SaysWhetherTheServiceIsReady) {
    bool ready = false;
    api::door at;
    at.ready = [&] { return ready; };
    api::call asked;
    asked.through = &at;
    EXPECT_EQ(run(api::get_readiness(any_house(), asked)).status, 503U);
    ready = true;
    EXPECT_EQ(run(api::get_readiness(any_house(), asked)).status, 200U);
    ready = false;
    EXPECT_EQ(run(api::get_health(any_house(), asked)).status, 200U);
}

TEST(Housekeeping, GivesAssetsWithATagAndTimeToKeepThem) {
    api::call asked;
    asked.captures = {"clockstart.css"};
    const auto style = run(api::get_asset(any_house(), asked));
    EXPECT_EQ(style.status, 200U);
    EXPECT_EQ(style.content_type, "text/css; charset=utf-8");
    EXPECT_EQ(style.headers.front(), (api::header{"Cache-Control", "public, max-age=86400"}));
    EXPECT_EQ(style.headers.back().first, "ETag");
    asked.captures = {"absent.css"};
    EXPECT_EQ(run(api::get_asset(any_house(), asked)).status, 404U);
}

TEST(Housekeeping, DocumentsEveryKindOfProblemInEveryFace) {
    api::door at;
    for (const auto& kind : api::problem_kinds()) {
        SCOPED_TRACE(kind.slug);
        api::call asked;
        asked.through = &at;
        asked.path = "/problems/" + std::string{kind.slug};
        asked.captures = {std::string{kind.slug}};
        asked.wanted = api::face::html;
        const auto page = run(api::get_problem_kind(any_house(), asked));
        EXPECT_EQ(page.status, 200U);
        EXPECT_NE(page.body.find(std::string{kind.title.substr(0, 10)}), std::string::npos);
        asked.wanted = api::face::json;
        EXPECT_EQ(run(api::get_problem_kind(any_house(), asked)).status, 200U);
    }
    api::call asked;
    asked.wanted = api::face::csv;
    EXPECT_EQ(run(api::list_problem_kinds(any_house(), asked)).status, 200U);
    asked.captures = {"no-such-kind"};
    EXPECT_EQ(run(api::get_problem_kind(any_house(), asked)).status, 404U);
}

} // namespace
} // namespace clockstart
