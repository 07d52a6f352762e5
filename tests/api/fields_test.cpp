#include "api/fields.hpp"
#include "api/json_body.hpp"

#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

using domain::fault;

boost::json::object object(std::string_view text) { return api::read_json(text)->as_object(); }

TEST(Fields, ReadsWhatIsThere) {
    const auto body = object(R"({"pathway":"slt","on":"2026-02-28","n":3,"flag":true,"setting":"home","note":null,
                                 "child":{"name":"Ada"},"items":[{"c":"x"},{"c":"y"}],"codes":["a","b"]})");
    api::fields read{body};
    EXPECT_EQ(read.text("pathway"), "slt");
    EXPECT_EQ(read.date("on"), domain::make_date(2026, 2, 28));
    EXPECT_EQ(read.integer("n", 1, 10), 3);
    EXPECT_EQ(read.maybe_flag("flag"), true);
    EXPECT_EQ(read.maybe_one_of("setting", {"home", "school"}), "home");
    EXPECT_FALSE(read.maybe_text("note"));
    EXPECT_FALSE(read.maybe_date("absent"));
    auto child = read.object("child");
    EXPECT_EQ(child.text("name"), "Ada");
    std::string seen;
    for (auto& item : read.maybe_objects("items")) {
        seen += item.text("c");
    }
    EXPECT_EQ(seen, "xy");
    EXPECT_EQ(read.maybe_texts("codes"), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(read.finish());
}

TEST(Fields, CollectsEveryFaultWithItsPointer) {
    const auto body = object(R"({"on":"2026-02-29","n":11,"setting":"moon","blank":"  ","long":"abcd",
                                 "child":{"birth/date":"31/04/2020","extra":1},"items":[{},5],"surprise":1})");
    api::fields read{body};
    EXPECT_EQ(read.text("pathway"), "");
    static_cast<void>(read.date("on"));
    static_cast<void>(read.integer("n", 1, 10));
    static_cast<void>(read.one_of("setting", {"home", "school"}));
    static_cast<void>(read.text("blank"));
    static_cast<void>(read.text("long", 3));
    auto child = read.object("child");
    static_cast<void>(child.date("birth/date"));
    for (auto& item : read.maybe_objects("items")) {
        static_cast<void>(item.text("category"));
    }
    const auto outcome = read.finish();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, domain::errc::invalid);
    std::string pointers;
    for (const auto& found : outcome.error().faults) {
        pointers += found.pointer + " ";
    }
    EXPECT_EQ(pointers, "/pathway /on /n /setting /blank /long /child/birth~1date /items/1 /items/0/category "
                        "/surprise /child/extra ");
}

TEST(Fields, SaysAMissingObjectOnceAndNotItsFields) {
    const auto body = object(R"({"other":1})");
    api::fields read{body};
    static_cast<void>(read.raw("other"));
    auto child = read.object("child");
    static_cast<void>(child.text("name"));
    const auto outcome = read.finish();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().faults, (std::vector{fault{"/child", "This field is required."}}));
}

TEST(Fields, QuotesNoValue) {
    const auto body = object(R"({"nhs_number":["999-000"],"on":"999-001","x999-002":1})");
    api::fields read{body};
    static_cast<void>(read.text("nhs_number"));
    static_cast<void>(read.date("on"));
    for (const auto& found : read.finish().error().faults) {
        EXPECT_EQ(found.detail.find("999-"), std::string::npos) << found.detail;
    }
}

TEST(Fields, ReportsWhatTheHandlerFinds) {
    const auto body = object(R"({"a":{"b":1}})");
    api::fields read{body};
    auto inner = read.object("a");
    static_cast<void>(inner.integer("b", 0, 9));
    inner.fault("b", "Not this one.");
    EXPECT_EQ(read.finish().error().faults, (std::vector{fault{"/a/b", "Not this one."}}));
}

} // namespace
} // namespace clockstart
