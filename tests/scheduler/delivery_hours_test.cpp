#include "scheduler/delivery_hours.hpp"

#include <gtest/gtest.h>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
using domain::england_calendar;

std::string opening(std::string_view at, const delivery_hours& hours = {}) {
    return domain::format_instant(next_open(domain::parse_instant(at).value(), hours, england_calendar()));
}
std::string digest(std::string_view at, const delivery_hours& hours = {}) {
    return domain::format_instant(next_digest(domain::parse_instant(at).value(), hours, england_calendar()));
}

struct row {
    std::string_view at, then;
};

TEST(DeliveryHours, AreOpenAtOnceOrAtTheNextOpening) {
    for (const auto& [at, then] : {
             row{"2026-11-20T07:59:59.999999Z", "2026-11-20T08:00:00.000000Z"}, // a Friday
             row{"2026-11-20T08:00:00Z", "2026-11-20T08:00:00.000000Z"},
             row{"2026-11-20T12:34:56.789Z", "2026-11-20T12:34:56.789000Z"},
             row{"2026-11-20T17:59:59.999999Z", "2026-11-20T17:59:59.999999Z"},
             row{"2026-11-20T18:00:00Z", "2026-11-23T08:00:00.000000Z"},
             row{"2026-11-21T14:03:00Z", "2026-11-23T08:00:00.000000Z"}, // a Saturday
             row{"2026-12-24T18:00:00Z", "2026-12-29T08:00:00.000000Z"}, // Christmas, Boxing Day on the Monday
             row{"2026-07-01T06:59:00Z", "2026-07-01T07:00:00.000000Z"}, // in summer, by London's clocks
             row{"2026-07-01T16:59:00Z", "2026-07-01T16:59:00.000000Z"},
             row{"2026-07-01T17:00:00Z", "2026-07-02T07:00:00.000000Z"},
             row{"2026-03-27T18:30:00Z", "2026-03-30T07:00:00.000000Z"}, // the clocks went forward between
             row{"2026-10-23T17:30:00Z", "2026-10-26T08:00:00.000000Z"}, // and back
         }) {
        EXPECT_EQ(opening(at), then) << at;
    }
}

TEST(DeliveryHours, MayBeOfOtherDaysAndAroundTheClock) {
    delivery_hours always{.opens = 0min, .closes = 24h, .days = {true, true, true, true, true, true, true}};
    EXPECT_EQ(opening("2026-11-22T23:59:59Z", always), "2026-11-22T23:59:59.000000Z");
    EXPECT_EQ(opening("2026-12-25T12:00:00Z", always), "2026-12-26T00:00:00.000000Z"); // a bank holiday all the same
    delivery_hours sundays{.opens = 1h + 30min, .closes = 3h, .days = {true}};
    EXPECT_EQ(opening("2026-03-28T12:00:00Z", sundays), "2026-03-29T01:00:00.000000Z"); // that time is skipped
    EXPECT_EQ(opening("2026-10-24T12:00:00Z", sundays), "2026-10-25T00:30:00.000000Z"); // that one comes twice
    EXPECT_EQ(opening("2026-10-25T02:30:00Z", sundays), "2026-10-25T02:30:00.000000Z");
}

TEST(DeliveryHours, WithoutADayAreABug) {
    EXPECT_THROW(opening("2026-11-20T12:00:00Z", {.days = {}}), std::logic_error);
}

TEST(Digest, IsSentOnceOnEveryWorkingDay) {
    for (const auto& [at, then] : {
             row{"2026-11-20T07:00:00Z", "2026-11-20T08:00:00.000000Z"},
             row{"2026-11-20T08:00:00Z", "2026-11-20T08:00:00.000000Z"},
             row{"2026-11-20T08:00:00.000001Z", "2026-11-23T08:00:00.000000Z"},
             row{"2026-11-21T14:03:00Z", "2026-11-23T08:00:00.000000Z"},
             row{"2026-07-01T07:30:00Z", "2026-07-02T07:00:00.000000Z"},
             row{"2027-03-25T09:00:00Z", "2027-03-30T07:00:00.000000Z"}, // over Easter and the change of the clocks
         }) {
        EXPECT_EQ(digest(at), then) << at;
    }
    const delivery_hours later{.digest_at = 16h + 15min};
    EXPECT_EQ(digest("2026-11-20T08:00:00Z", later), "2026-11-20T16:15:00.000000Z");
}

} // namespace
} // namespace clockstart::scheduler
