#include "domain/nhs_number.hpp"

#include <gtest/gtest.h>

#include <string>

namespace clockstart::domain {
namespace {

TEST(NhsNumber, IsAcceptedWithItsCheckDigit) {
    for (const auto* good :
         {"9434765919", "9434765870", "9990000018", "943 476 5919", "943-476-5919", " 9434765919 "}) {
        EXPECT_TRUE(parse_nhs_number(good).has_value()) << good;
    }
    EXPECT_EQ(*parse_nhs_number("943 476 5919"), "9434765919");
}

TEST(NhsNumber, IsRefusedWithAnyOtherCheckDigit) {
    for (char digit = '0'; digit <= '9'; ++digit) {
        EXPECT_EQ(parse_nhs_number(std::string{"943476591"} + digit).has_value(), digit == '9') << digit;
        EXPECT_FALSE(parse_nhs_number(std::string{"999000000"} + digit).has_value()) << digit; // its check would be 10
    }
    EXPECT_EQ(nhs_check_digit("999000000"), -1);
    EXPECT_EQ(nhs_check_digit("943476587"), 0);
    EXPECT_EQ(nhs_check_digit("94347659"), -1);
}

TEST(NhsNumber, OfOneRepeatedDigitIsRefused) {
    for (char digit = '0'; digit <= '9'; ++digit) {
        EXPECT_FALSE(parse_nhs_number(std::string(10, digit)).has_value()) << digit;
    }
}

TEST(NhsNumber, IsRefusedWhenItIsNotTenDigits) {
    for (const auto* bad : {"", " ", "943476591", "94347659190", "943476591X", "943--476-5919", "-9434765919",
                            "9434765919-", "943.476.5919"}) {
        EXPECT_FALSE(parse_nhs_number(bad).has_value()) << bad;
    }
}

TEST(NhsNumber, RefusalNamesTheFieldAndNeverQuotesTheNumber) {
    const auto refused = parse_nhs_number("9434765918", "/child/nhs_number");
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().code, errc::invalid);
    EXPECT_EQ(refused.error().faults[0].pointer, "/child/nhs_number");
    EXPECT_EQ(refused.error().faults[0].detail.find("943476"), std::string::npos);
}

TEST(NhsNumber, IsShownInGroups) {
    EXPECT_EQ(format_nhs_number("9990000018"), "999 000 0018");
    EXPECT_TRUE(is_test_nhs_number("9990000018"));
    EXPECT_FALSE(is_test_nhs_number("9434765919"));
}

} // namespace
} // namespace clockstart::domain
