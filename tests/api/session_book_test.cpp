#include "api/session_book.hpp"

#include <gtest/gtest.h>

namespace clockstart::api {
namespace {

using namespace std::chrono_literals;

const domain::instant nine = domain::parse_instant("2026-11-22T09:00:00Z").value();

TEST(SessionBook, EndsASessionThatIsNotUsed) {
    session_book book;
    const auto cookie = book.begin({"Jo", "therapist"}, nine);
    EXPECT_TRUE(book.find(cookie, nine + 30min));
    EXPECT_TRUE(book.find(cookie, nine + 60min));
    EXPECT_FALSE(book.find(cookie, nine + 91min));
}

TEST(SessionBook, DoesNotTakeLookingForUse) {
    session_book book;
    const auto cookie = book.begin({"Jo", "therapist"}, nine);
    EXPECT_TRUE(book.holds(cookie, nine + 20min));
    EXPECT_TRUE(book.holds(cookie, nine + 30min));
    EXPECT_FALSE(book.holds(cookie, nine + 31min));
    EXPECT_FALSE(book.find(cookie, nine + 31min));
}

TEST(SessionBook, HoldsNoSessionThatWasEnded) {
    session_book book;
    const auto cookie = book.begin({"Jo", "therapist"}, nine);
    book.end(cookie);
    EXPECT_FALSE(book.holds(cookie, nine));
    EXPECT_FALSE(book.holds("another", nine));
}

TEST(SessionBook, EndsTheOneUsedLeastWhenThereAreFiftyOfOneToken) {
    session_book book;
    const principal jo{.name = "Jo", .role = "therapist", .token_id = "jo"};
    const auto first = book.begin(jo, nine);
    const auto second = book.begin(jo, nine + 1min);
    for (int number = 2; number < 50; ++number) {
        book.begin(jo, nine + 2min);
    }
    const auto others = book.begin({.name = "Sam", .role = "therapist", .token_id = "sam"}, nine);
    EXPECT_TRUE(book.find(first, nine + 3min)); // used now
    book.begin(jo, nine + 4min);
    EXPECT_EQ(book.list_of("jo", {}, nine + 4min).size(), 50U);
    EXPECT_TRUE(book.holds(first, nine + 4min));
    EXPECT_FALSE(book.holds(second, nine + 4min));
    EXPECT_TRUE(book.holds(others, nine + 4min));
}

} // namespace
} // namespace clockstart::api
