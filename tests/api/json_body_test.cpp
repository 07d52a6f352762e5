#include "api/json_body.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

using api::read_json;

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

std::string list_of(int how_many) {
    std::string text = "[0";
    for (int item = 1; item < how_many; ++item) {
        text += ",0";
    }
    return text + "]";
}

TEST(JsonBody, ReadsWhatIsSound) {
    for (const auto* text : {R"({"a":1,"b":[true,null,"x\u00e9\n",-2.5],"c":{"a":{}}})", "[]", "\"\"", "0"}) {
        SCOPED_TRACE(text);
        EXPECT_TRUE(read_json(text));
    }
    EXPECT_EQ(boost::json::serialize(*read_json(R"( {"b":[1,{"c":"d"}],"a":"é"} )")), R"({"b":[1,{"c":"d"}],"a":"é"})");
}

TEST(JsonBody, RefusesWhatIsNotSound) {
    using namespace std::string_literals;
    for (const auto& text : {""s,
                             "{"s,
                             "{}x"s,
                             "{} {}"s,
                             "[1,]"s,
                             "{\"a\":1,}"s,
                             "{'a':1}"s,
                             "{a:1}"s,
                             "// x\n{}"s,
                             "NaN"s,
                             "01"s,
                             "+1"s,
                             "\"\xff\""s,
                             "\"\xc0\xae\""s,
                             "\"\xed\xa0\x80\""s,
                             "\"\\ud800\""s,
                             "\"\t\""s,
                             "\"\\u0000\""s,
                             "{\"a\\u0000\":1}"s,
                             "\"a\0\""s,
                             "\xef\xbb\xbf{}"s}) {
        SCOPED_TRACE(text);
        const auto read = read_json(text);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, domain::errc::malformed);
    }
}

TEST(JsonBody, RefusesAFieldThatIsThereTwice) {
    EXPECT_FALSE(read_json(R"({"a":1,"a":1})"));
    EXPECT_FALSE(read_json(R"({"a":1,"b":2,"\u0061":1})"));
    EXPECT_FALSE(read_json(R"([{"x":{"k":1,"k":2}}])"));
    EXPECT_TRUE(read_json(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST(JsonBody, HoldsItsLimits) {
    EXPECT_TRUE(read_json(nested(32)));
    EXPECT_FALSE(read_json(nested(33)));
    EXPECT_FALSE(read_json(nested(1'000'000)));
    EXPECT_TRUE(read_json(list_of(9'999)));
    EXPECT_FALSE(read_json(list_of(10'000)));
    EXPECT_FALSE(read_json(list_of(400'000)));
}

TEST(JsonBody, WantsAnObjectDeclaredAsJson) {
    api::call asked;
    asked.body = R"({"a":1})";
    EXPECT_FALSE(api::json_body(asked));
    asked.content_type = "text/plain";
    EXPECT_FALSE(api::json_body(asked));
    asked.content_type = "application/json";
    EXPECT_TRUE(api::json_body(asked));
    asked.body = "[1]";
    EXPECT_FALSE(api::json_body(asked));
}

} // namespace
} // namespace clockstart
