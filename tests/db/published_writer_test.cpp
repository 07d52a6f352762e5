#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

domain::published_row row(const std::string& organisation, std::int64_t waiting,
                          const std::string& period = "2015-01") {
    using domain::figure;
    return {.series = "rtt-incomplete",
            .period = period,
            .organisation_code = organisation,
            .organisation_name = "NHS " + organisation,
            .organisation_type = "ccg",
            .parent_code = "Q57",
            .line_code = "IP100",
            .line_name = "General Surgery",
            .waiting = figure::of(waiting),
            .band_set = "rtt-53",
            .bands = {figure::of(waiting), figure{}, {figure::kind::suppressed, 0}, figure::of(0)},
            .published_within_18_weeks = waiting - 1,
            .published_within_18_weeks_share = 0.933333333333333,
            .published_median_weeks = std::nullopt,
            .published_p95_weeks = 17.1 + 0.2};
}

import_published file(std::vector<domain::published_row> rows) {
    return {.by = {"importer", ""}, .file_name = "january.csv", .digest = "abc", .rows = std::move(rows)};
}

} // namespace

TEST(PublishedImport, GivesBackWhatWasRead) {
    store held;
    const std::vector rows{row("06Q", 120), row("99F", 61), row("99G", 7)};
    const auto done = held.accept(file(rows));
    ASSERT_EQ(done.published.size(), 1U);
    EXPECT_EQ(done.published[0].added, 3U);
    EXPECT_EQ(
        held.reads().published({.series = "rtt-incomplete", .period = {}, .organisation = {}, .line = {}}, 0, 100),
        rows);
    EXPECT_EQ(
        held.reads().published({.series = {}, .period = "2015-01", .organisation = "99F", .line = "IP100"}, 0, 100),
        (std::vector{rows[1]}));
    EXPECT_EQ(held.reads().published({}, 1, 1), (std::vector{rows[1]}));
    EXPECT_TRUE(
        held.reads().published({.series = "chs", .period = {}, .organisation = {}, .line = {}}, 0, 100).empty());
    EXPECT_EQ(held.reads().published_periods("rtt-incomplete"), (std::vector<std::string>{"2015-01"}));
}

TEST(PublishedImport, ReplacesAPeriodVisibly) {
    store held;
    held.accept(file({row("06Q", 120), row("99F", 61), row("99G", 7)}));
    held.move_to("2026-11-23T10:00:00Z");
    const auto again = held.accept(file({row("06Q", 120), row("99F", 62), row("99E", 5), row("99E", 5, "2015-02")}));
    ASSERT_EQ(again.published.size(), 2U);
    const auto& change = again.published[0];
    EXPECT_EQ((std::vector{change.rows, change.added, change.changed, change.removed, change.unchanged}),
              (std::vector<std::size_t>{3, 1, 1, 1, 1}));
    const auto imports = held.reads().published_imports();
    ASSERT_EQ(imports.size(), 3U);
    EXPECT_EQ(imports[1].at, again.recorded_at);
    EXPECT_EQ(imports[1].by, "importer");
    EXPECT_EQ(imports[1].change.changed, 1U);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM published_before"),
              2); // the changed and the removed one, as they stood
    EXPECT_EQ(held.number(
                  "SELECT COUNT(*) FROM published_before WHERE organisation_code = '99F' AND figures = '61;61,-,*,0'"),
              1);
    EXPECT_EQ(held.reads().published_periods("rtt-incomplete").size(), 2U);
}

TEST(PublishedImport, RefusesAFileThatSaysTheSameThingTwice) {
    store held;
    const auto refused = held.append(file({row("06Q", 120), row("06Q", 121)}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, domain::errc::invalid);
    EXPECT_TRUE(held.reads().published_imports().empty());
}

TEST(Directory, KeepsWhatItWasGivenInOrder) {
    store held;
    put_directory more;
    more.services = {{"ot-1", "OT", "ot", "99G", "PV01", "QH8", day("2020-01-01"), day("2030-01-01")}};
    more.areas = {{"99G",
                   "Southend renamed",
                   "sub-icb",
                   "E38000168",
                   {{"QH8", day("2013-04-01"), day("2020-01-01")}, {"D7T5G", day("2020-01-02"), {}}}}};
    held.accept(more);
    held.reopen();
    const auto places = held.board().places();
    EXPECT_EQ(places->service_index("equipment-1"), 0);
    EXPECT_EQ(places->service_index("ot-1"), 7);
    EXPECT_EQ(places->find_service("ot-1")->contract_to, day("2030-01-01"));
    EXPECT_FALSE(places->find_service("slt-1")->contract_to);
    EXPECT_EQ(places->find_area("99G")->name, "Southend renamed");
    EXPECT_EQ(places->find_area("99G")->parents.size(), 2U);
    EXPECT_EQ(held.reads().directory().schools().size(), 2U);
}

TEST(Directory, RefusesAServiceOfNothingKnown) {
    store held;
    put_directory more;
    more.services = {{"new", "New", "dentistry", "NOAREA", "NOPROVIDER", "QH8", day("2020-01-01"), day("2019-01-01")}};
    const auto refused = held.append(more);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.size(), 4U);
    EXPECT_FALSE(held.board().places()->find_service("new"));
}

TEST(Pathways, AddedAsDataAreKnownAtOnceAndAfterARestart) {
    store held;
    auto version = *domain::builtin_pathways().find("equipment", day("2026-01-01"));
    EXPECT_EQ(held.append(put_pathway{{"admin", ""}, version}).error().code, domain::errc::invalid); // overlaps
    version.code = "hearing-aids";
    version.prefix = "HA";
    held.accept(put_pathway{{"admin", ""}, version});
    EXPECT_NE(held.board().pathways()->find("hearing-aids", day("2026-01-01")), nullptr);
    put_directory more;
    more.services = {
        {"hearing-aids-1", "Audiology", "hearing-aids", "99G", "PV01", "QH8", day("2020-01-01"), std::nullopt}};
    held.accept(more);
    const auto made = held.accept(request("2026-11-01", 1, "hearing-aids"));
    EXPECT_EQ(made.reference.substr(0, 3), "HA-");
    held.reopen();
    EXPECT_EQ(held.reads().pathways().size(), 1U);
    EXPECT_EQ(held.board().ask([](const auto& columns, const auto&) { return columns.requests(); }), 1U);
}

TEST(Tokens, AreFoundByTheHashOfTheirSecretOnly) {
    store held;
    const token_grant grant{"t1", "School office", "school", {"99G"}, {}, {100001, 100002}, held.now()};
    held.accept(add_token{{"admin", ""}, grant, held.identities().digest("secret")});
    const auto found = held.reads().find_token(held.identities().digest("secret"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, "t1");
    EXPECT_EQ(found->areas, grant.areas);
    EXPECT_EQ(found->schools, grant.schools);
    EXPECT_EQ(found->created_at, grant.created_at);
    EXPECT_FALSE(held.reads().find_token(""));
    EXPECT_FALSE(held.reads().find_token(held.identities().digest("other")));
    EXPECT_EQ(held.reads().tokens().size(), 1U);
}

} // namespace clockstart::db
