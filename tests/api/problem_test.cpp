#include "api/housekeeping.hpp"
#include "api/problem.hpp"
#include "api/routes.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace clockstart {
namespace {

using domain::errc;

TEST(Problem, GivesEveryRefusalItsStatus) {
    const std::vector<std::pair<errc, unsigned>> expected{
        {errc::malformed, 400}, {errc::wrong_content_type, 415}, {errc::not_signed_in, 401},
        {errc::not_found, 404}, {errc::conflict, 409},           {errc::stale, 412},
        {errc::invalid, 422},   {errc::key_reused, 422},         {errc::precondition_missing, 428},
        {errc::busy, 503},      {errc::storage_failed, 503}};
    for (const auto& [code, status] : expected) {
        SCOPED_TRACE(domain::name_of(code));
        EXPECT_EQ(api::problem(domain::refuse(code)).status, status);
    }
}

TEST(Problem, SaysWhereAndWhat) {
    const auto answer = api::problem(domain::refuse(errc::invalid, "/child/birth_date", "A day before the referral."));
    EXPECT_EQ(boost::json::parse(answer.body), boost::json::parse(R"({"type":"/problems/invalid-field",
        "title":"A field is wrong","status":422,"detail":"A day before the referral.",
        "errors":[{"pointer":"/child/birth_date","detail":"A day before the referral."}]})"));
    EXPECT_EQ(answer.content_type, "application/problem+json");
}

TEST(Problem, TellsTheBusyWhenToComeAgain) {
    const auto answer = api::problem(domain::refuse(errc::busy));
    ASSERT_EQ(answer.headers.size(), 1U);
    EXPECT_EQ(answer.headers.front().first, "Retry-After");
}

TEST(Problem, HasOneKindPerSlugAndSaysHowToMendEach) {
    std::set<std::string_view> slugs;
    for (const auto& kind : api::problem_kinds()) {
        SCOPED_TRACE(kind.slug);
        EXPECT_TRUE(slugs.insert(kind.slug).second);
        EXPECT_FALSE(kind.title.empty());
        EXPECT_FALSE(kind.meaning.empty());
        EXPECT_FALSE(kind.mend.empty());
        EXPECT_EQ(api::find_problem_kind(kind.slug), &kind);
    }
    EXPECT_EQ(api::find_problem_kind("no-such-kind"), nullptr);
}

} // namespace
} // namespace clockstart
