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

} // namespace
} // namespace clockstart::api
