#include "db/published_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace clockstart::db {
namespace {

using domain::fault;
using domain::figure;

std::filesystem::path shared(std::string_view name) { return std::filesystem::path{SHARED_DIR} / "data" / name; }

// An RTT file with the given lines under its header; `cells` fills the 52 bands after the first with 0.
std::string rtt_header(std::string_view parent = "Region Code") {
    std::string header =
        "\"\",\"" + std::string{parent} + "\",CCG Code,CCG Name,Treatment Function Code,Treatment Function";
    for (int week = 0; week < 52; ++week) {
        header += ",>" + std::to_string(week) + "-" + std::to_string(week + 1);
    }
    return header + ",52 plus,Total number of incomplete pathways,Total within 18 weeks,% within 18 weeks,"
                    "Average (median) waiting time (in weeks),95th percentile waiting time (in weeks)\r\n";
}
std::string rtt_row(std::string_view code, std::string_view first_band, std::string_view rest) {
    std::string row =
        "1,Y1," + std::string{code} + ",\"NHS SOMEWHERE, EAST\",IP100,General Surgery," + std::string{first_band};
    for (int week = 1; week <= 52; ++week) {
        row += ",0";
    }
    return row + "," + std::string{rest} + "\r\n";
}
std::vector<fault> faults_of(const domain::result<published_file_content>& read) {
    return read ? std::vector<fault>{} : read.error().faults;
}

TEST(PublishedFile, ReproducesEveryPublishedRttFigureButThoseAdjustedAtSourceAndOneCell) {
    if (!std::filesystem::exists(shared("rtt"))) {
        GTEST_SKIP() << "the published files are not there to compare with";
    }
    const std::map<std::string, std::string> adjusted{
        {"2015-01", "09L"}, {"2015-02", "09L"}, {"2015-03", "09L"}, {"2015-04", "08R"}};
    std::vector<std::tuple<std::string, std::string, std::string, std::string>> others;
    for (const auto& [period, organisation] : adjusted) {
        const auto read = read_published_file(shared("rtt/rtt-incomplete-by-ccg-" + period + ".csv"));
        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(read->periods, std::vector<std::string>{period});
        std::size_t compared = 0, equal = 0;
        for (const auto& row : read->rows) {
            const auto ours = domain::statistics_of(row);
            if (row.waiting.value < 50) {
                EXPECT_FALSE(row.published_median_weeks || row.published_p95_weeks || ours.median_weeks ||
                             ours.p95_weeks);
                continue;
            }
            const auto same = [&](std::optional<double> printed, std::optional<double> worked_out) {
                ++compared;
                const bool agrees =
                    printed && worked_out && std::abs(*printed - *worked_out) <= 1e-9 * std::max(1.0, *printed);
                equal += agrees ? 1 : 0;
                return agrees || row.organisation_code == organisation;
            };
            EXPECT_TRUE(
                same(static_cast<double>(*row.published_within_18_weeks), static_cast<double>(*ours.within_18_weeks)));
            EXPECT_TRUE(same(*row.published_within_18_weeks_share * 100, ours.within_18_weeks_percent));
            const auto place = [&](std::string_view statistic) {
                others.emplace_back(period, row.organisation_code, row.line_code, statistic);
            };
            if (!same(row.published_median_weeks, ours.median_weeks)) {
                place("median");
            }
            if (!same(row.published_p95_weeks, ours.p95_weeks)) {
                place("p95");
            }
        }
        EXPECT_GT(compared, 13'000U) << period;
        EXPECT_EQ(compared - equal, read->differences.size()) << period;
        for (const auto& one : read->differences) {
            EXPECT_TRUE(one.organisation_code == organisation || one.organisation_code == "10N")
                << one.organisation_code;
        }
    }
    // 5 % of those in it wait beyond 52 weeks: Clockstart gives no number inside the open band, the publication
    // gives 52.16.
    EXPECT_EQ(others, (decltype(others){{"2015-02", "10N", "IP160", "p95"}}));
}

TEST(PublishedFile, KnowsBothRttHeadersOf2015) {
    if (!std::filesystem::exists(shared("rtt"))) {
        GTEST_SKIP() << "the published files are not there to read";
    }
    const auto march = read_published_file(shared("rtt/rtt-incomplete-by-ccg-2015-03.csv"));
    const auto april = read_published_file(shared("rtt/rtt-incomplete-by-ccg-2015-04.csv"));
    ASSERT_TRUE(march && april);
    EXPECT_EQ(march->rows.size(), 4240U);
    EXPECT_EQ(april->rows.size(), 4200U);
    EXPECT_EQ(march->layout, "RTT incomplete pathways by CCG, 53 weekly bands, with area teams");
    EXPECT_EQ(april->layout, "RTT incomplete pathways by CCG, 53 weekly bands, with regions");
    EXPECT_EQ(march->rows_by_type, (std::map<std::string, std::size_t>{{"ccg", 4220}, {"commissioner", 20}}));
    EXPECT_EQ(march->organisations, 212U);
    EXPECT_EQ(april->organisations, 210U); // 00F, 00G and 00H had become 13T
    EXPECT_EQ(march->lines, 20U);
    EXPECT_EQ(march->rows.front().parent_code, "Q44");
    EXPECT_EQ(april->rows.back().organisation_code, "X24");
    EXPECT_EQ(april->rows.back().parent_code, "");
    EXPECT_EQ(april->rows.back().waiting, figure::of(222'923));
    EXPECT_EQ(march->digest, "046dd4c5cf16a1b8a7b5c40d176bfbb389dfd89775f95e3b4a9ee162c23d54ab"); // by sha256sum
}

TEST(PublishedFile, AgreesWithThePublishedTotalsOfCommunityServices) {
    if (!std::filesystem::exists(shared("chs"))) {
        GTEST_SKIP() << "the published files are not there to compare with";
    }
    const std::map<std::string, std::int64_t> england{{"2023-08", 220'927}, {"2023-09", 216'613}};
    for (const auto& [period, total] : england) {
        const auto read = read_published_file(shared("chs/chs-tidy-" + period + ".csv"));
        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(read->periods, std::vector<std::string>{period});
        EXPECT_EQ(read->lines, 47U);
        EXPECT_EQ(read->not_reported_cells, 21U); // three services without bands: not 0
        EXPECT_EQ(read->notes.size(), 1U);
        std::map<std::string, std::int64_t> waiting;
        for (const auto& row : read->rows) {
            if (row.line_code.starts_with("cyp-")) {
                waiting[row.organisation_type] += row.waiting.value;
            }
            EXPECT_EQ(row.organisation_type == "national", row.organisation_code == "England");
        }
        EXPECT_EQ(waiting["national"], total);
        EXPECT_EQ(waiting["provider"], waiting["icb"]);
        EXPECT_EQ(waiting["icb"], waiting["region"]);
    }
}

TEST(PublishedFile, KeepsNotReportedAndSuppressedApartFromZero) {
    const auto read = read_published_bytes(
        "chs.csv",
        "period,org_type,org_code,org_name,age_group,service,total_waiting,wait_0_1_weeks,wait_1_2_weeks,"
        "wait_2_4_weeks,wait_4_12_weeks,wait_12_18_weeks,wait_18_52_weeks,wait_52_104_weeks,wait_over_104_weeks\n"
        "2026-01,ICB,QH8,Essex,CYP,Therapy interventions: Occupational Therapy,*,0,,-,*,1,2,3,4\n");
    ASSERT_TRUE(read.has_value());
    const auto& row = read->rows.at(0);
    const figure suppressed{figure::kind::suppressed, 0};
    EXPECT_EQ(row.waiting, suppressed);
    EXPECT_EQ(row.bands,
              (std::vector<figure>{
                  figure::of(0), {}, {}, suppressed, figure::of(1), figure::of(2), figure::of(3), figure::of(4)}));
    EXPECT_EQ(row.band_set, "chs-8");
    EXPECT_EQ(row.line_code, "cyp-therapy-interventions-occupational-therapy");
    EXPECT_EQ(row.line_name, "(CYP) Therapy interventions: Occupational Therapy");
    EXPECT_EQ(read->not_reported_cells, 2U);
    EXPECT_EQ(read->suppressed_cells, 2U);
}

TEST(PublishedFile, NamesAllFaultsAndKeepsNothing) {
    const auto text = rtt_header() + rtt_row("01C", "5", "5,5,1,-,-") + rtt_row("01D", "5", "6,5,1,-,-") +
                      rtt_row("01E", "-5", "5,5,1,-,-") + rtt_row("01F", "5", "5,4,1.5,x,-") +
                      rtt_row("01C", "5.0", "1e1,5,1,-,nan") + rtt_row("", "0", "0,0,-,-,-") + "short,row\r\n";
    EXPECT_EQ(
        faults_of(read_published_bytes("rtt-2015-05.csv", text)),
        (std::vector<fault>{
            {"3: Total number of incomplete pathways", "is not the sum of the bands"},
            {"4: >0-1", "must be a whole number, or empty or - where it is not reported, or * where it is suppressed"},
            {"5: % within 18 weeks", "must be a share from 0 to 1"},
            {"5: Average (median) waiting time (in weeks)", "must be a number, or - where it is not given"},
            {"5: Total within 18 weeks", "is not the sum of the first 18 bands"},
            {"6: Total number of incomplete pathways",
             "must be a whole number, or empty or - where it is not reported, or * where it is suppressed"},
            {"6: >0-1", "must be a whole number, or empty or - where it is not reported, or * where it is suppressed"},
            {"6: 95th percentile waiting time (in weeks)", "must be a number, or - where it is not given"},
            {"7: CCG Code", "is missing"},
            {"8", "has 2 cells where the header has 64"},
            {"6", "is the same organisation and line as line 2"},
        }));
}

TEST(PublishedFile, TakesTheMonthFromTheNameOrFromWhoeverAsks) {
    const auto text = rtt_header("Area Team Code") + rtt_row("01C", "5", "5,5,1,-,-");
    EXPECT_EQ(read_published_bytes("rtt-incomplete-by-ccg-2015-01.csv", text)->periods,
              std::vector<std::string>{"2015-01"});
    EXPECT_EQ(read_published_bytes("incomplete.csv", text, "2015-02")->periods, std::vector<std::string>{"2015-02"});
    EXPECT_EQ(read_published_bytes("2015-01.csv", text, "2015-02")->periods, std::vector<std::string>{"2015-02"});
    for (const auto* name : {"incomplete.csv", "2015-13.csv", "12015-01.csv", "2015-01-revised-2015-06.csv"}) {
        const auto refused = faults_of(read_published_bytes(name, text));
        ASSERT_EQ(refused.size(), 1U) << name;
        EXPECT_EQ(refused[0].pointer, "period");
    }
    EXPECT_EQ(faults_of(read_published_bytes("2015-01.csv", text, "January")).at(0).pointer, "period");
}

TEST(PublishedFile, RefusesALayoutItDoesNotKnow) {
    for (const auto* text : {"", "a,b\n1,2\n", "period,org_type,org_code,org_name,age_group,service,total_waiting\n"}) {
        const auto refused = faults_of(read_published_bytes("x-2015-01.csv", text));
        ASSERT_EQ(refused.size(), 1U);
        EXPECT_EQ(refused[0].pointer, "1");
    }
    EXPECT_EQ(faults_of(read_published_bytes("x-2015-01.csv", rtt_header())).at(0).detail, "has a header and no rows");
    EXPECT_FALSE(read_published_file("no-such-file.csv").has_value());
}

TEST(PublishedFile, IsKnownAgainByItsDigest) {
    const auto text = rtt_header() + rtt_row("01C", "5", "5,5,1,-,-");
    const auto one = read_published_bytes("2015-01.csv", text);
    const auto same = read_published_bytes("2015-02.csv", text);
    ASSERT_TRUE(one && same);
    EXPECT_EQ(one->digest, same->digest);
    EXPECT_NE(one->digest, read_published_bytes("2015-01.csv", text + "\r\n")->digest);
}

} // namespace
} // namespace clockstart::db
