#include "api/door.hpp"
#include "api/faces.hpp"
#include "api/pour.hpp"
#include "api/problem.hpp"
#include "api/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using api::choose_face;
using api::face;

std::string pour(std::string_view text, std::string_view value) {
    const auto partial = [](std::string_view name) -> std::optional<std::string_view> {
        return name == "row"    ? std::optional<std::string_view>{"<li>{{name}}</li>"}
               : name == "self" ? std::optional<std::string_view>{"{{> self}}"}
                                : std::nullopt;
    };
    return api::page_template{text, partial}.pour(json::parse(value));
}

TEST(Faces, ChoosesByFormatThenByAcceptThenByPlace) {
    EXPECT_EQ(choose_face("/waits", "csv", "text/html"), face::csv);
    EXPECT_EQ(choose_face("/waits", "xml", "text/html"), std::nullopt);
    EXPECT_EQ(choose_face("/waits", {}, ""), face::html);
    EXPECT_EQ(choose_face("/api/v1/waits", {}, ""), face::json);
    EXPECT_EQ(choose_face("/api/v1/waits", {}, "*/*"), face::json);
    EXPECT_EQ(choose_face("/api/v1/waits", {}, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
              face::html);
    EXPECT_EQ(choose_face("/waits", {}, "text/csv;q=0.5, application/json;q=0.7"), face::json);
    EXPECT_EQ(choose_face("/waits", {}, "text/csv, application/json;q=0.7"), face::csv);
    EXPECT_EQ(choose_face("/api/v1/waits", {}, "image/avif,*/*;q=0.1"), face::json);
    EXPECT_EQ(choose_face("/waits", {}, "image/png"), std::nullopt);
    EXPECT_EQ(choose_face("/waits", {}, "application/json;q=0"), std::nullopt);
    EXPECT_EQ(choose_face("/waits", {}, "text/*"), face::html);
}

TEST(Faces, PoursEscapedAndKnowsWhatIsEmpty) {
    EXPECT_EQ(pour("{{a}}", R"({"a":"<script>\"&'"})"), "&lt;script&gt;&quot;&amp;&apos;");
    EXPECT_EQ(pour("{{#a}}yes{{/a}}{{^a}}no{{/a}}", R"({"a":""})"), "no");
    EXPECT_EQ(pour("{{#a}}yes{{/a}}{{^a}}no{{/a}}", R"({"a":null})"), "no");
    EXPECT_EQ(pour("{{#a}}yes{{/a}}{{^a}}no{{/a}}", R"({"a":0})"), "yes");
    EXPECT_EQ(pour("{{a}} {{b}} {{c.d}}", R"({"a":12345,"b":71.25,"c":{"d":"x"}})"), "12345 71.3 x");
    EXPECT_EQ(pour("<ul>{{#items}}{{> row}}{{/items}}</ul>", R"({"items":[{"name":"a"},{"name":"b"}]})"),
              "<ul><li>a</li><li>b</li></ul>");
}

TEST(Faces, RefusesABrokenTemplate) {
    EXPECT_THROW(pour("{{> absent}}", "{}"), std::runtime_error);
    EXPECT_THROW(pour("{{> self}}", "{}"), std::runtime_error);
    EXPECT_THROW(pour("{{#open}}", "{}"), std::runtime_error);
    EXPECT_THROW(pour("{{> row", "{}"), std::runtime_error);
}

TEST(Faces, AddsWordsBesideCodesDatesAndFigures) {
    const auto find_name = [](std::string_view kind, std::string_view code) -> std::optional<std::string> {
        return kind == "area" && code == "06Q" ? std::optional<std::string>{"Mid Essex"} : std::nullopt;
    };
    const auto value = api::add_words(
        json::parse(R"({"rows":[{"state":"breached","due_on":"2026-03-29","at":"2026-03-29T01:30:00.000000Z",
                        "waiting":12345,"within_target":2345,"p":71.25,"median":null,"area":"06Q","pathway":"zz",
                        "remaining_days":-1200}]})"),
        find_name);
    const auto& row = value.at("rows").at(0).as_object();
    EXPECT_EQ(row.at("state_text"), "Past target");
    EXPECT_EQ(row.at("state_is"), json::value(json::object{{"breached", true}}));
    EXPECT_EQ(row.at("state_class"), "nhsuk-tag--red");
    EXPECT_EQ(row.at("due_on_text"), "29 March 2026");
    EXPECT_EQ(row.at("at_text"), "29 March 2026 at 2:30am");
    EXPECT_EQ(row.at("waiting_text"), "12,345");
    EXPECT_EQ(row.at("past_target"), 10000);
    EXPECT_EQ(row.at("past_target_text"), "10,000");
    EXPECT_EQ(row.at("p_text"), "71.3");
    EXPECT_EQ(row.at("median_text"), "no figure");
    EXPECT_EQ(row.at("area_name"), "Mid Essex");
    EXPECT_EQ(row.at("pathway_name"), "zz");
    EXPECT_EQ(row.at("late_days"), 1200);
}

TEST(Faces, ShowsProblemsAsPagesToBrowsers) {
    api::door at;
    api::call asked;
    asked.path = "/requests/EQ-0000-0000";
    asked.wanted = face::html;
    asked.through = &at;
    const auto page = api::problem(asked, domain::refuse(domain::errc::not_found));
    EXPECT_EQ(page.status, 404U);
    EXPECT_TRUE(page.content_type.starts_with("text/html"));
    EXPECT_NE(page.body.find("Not there, or not yours to see"), std::string::npos);
    asked.wanted = face::csv;
    EXPECT_EQ(api::problem(asked, domain::refuse(domain::errc::not_found)).content_type, "application/problem+json");
}

TEST(Faces, HasNoFaceThatTheViewDoesNotHave) {
    api::call asked;
    api::view bare;
    bare.json = json::object{{"a", 1}};
    asked.wanted = face::csv;
    EXPECT_EQ(api::show(asked, bare).status, 406U);
    asked.wanted = face::html;
    EXPECT_EQ(api::show(asked, bare).status, 406U);
    asked.wanted = face::json;
    EXPECT_EQ(api::show(asked, bare).body, R"({"a":1})");
}

} // namespace
} // namespace clockstart
