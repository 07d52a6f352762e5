#include "db/request_file.hpp"

#include "tests/db/request_list.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::db {
namespace {

using domain::fault;
using domain::make_date;
using request_lists::all_of;
using request_lists::list;
using request_lists::places;
using request_lists::today;

constexpr const char* header =
    "pathway,service,clock_start_on,nhs_number,no_nhs_number_reason,given_name,family_name,birth_date,postcode,sex,"
    "ethnicity,deprivation_decile,school_urn,priority,setting,funder,category,item_code,item_description,quantity,"
    "continues,note,delivered,withdrawn,withdrawn_reason\r\n";

TEST(RequestFile, ReadsTheStandardColumns) {
    const auto read = all_of(list(
        std::string{"\xEF\xBB\xBF"} + header +
        "equipment,EQ-99G,2026-10-01,999 000 0018,,Zo\xC3\xAB,\"O'Neil, Jr\",2019-02-28,ss2 6zz,Female,asian,3,100001,"
        "urgent,both,joint,seating_and_standing,18 09 21,\"Chair,\r\n\"\"small\"\"\",2,,  Ring first ,01/11/2026,,\r\n"
        "equipment,EQ-99G,5/1/2026,NULL,newborn,Bo,Ash,04/01/2026 "
        "00:00,,,,NA,,,,,,,,,,,NULL,2026-01-05,family_choice\r\n"));
    EXPECT_EQ(read.faults, std::vector<fault>{});
    ASSERT_EQ(read.rows.size(), 2U);
    const auto& one = read.rows[0].request;
    EXPECT_EQ(read.rows[0].line, 2U);
    EXPECT_EQ(one.by.name, "importer");
    EXPECT_EQ(one.pathway, "equipment");
    EXPECT_EQ(one.clock_start_on, make_date(2026, 10, 1));
    EXPECT_EQ(one.child,
              (domain::identity{"9990000018", "", "Zo\xC3\xAB", "O'Neil, Jr", make_date(2019, 2, 28), "ss2 6zz"}));
    EXPECT_EQ(one.facts.service, "EQ-99G");
    EXPECT_EQ(one.facts.priority, "urgent");
    EXPECT_EQ(one.facts.setting, "both");
    EXPECT_EQ(one.facts.funder, "joint");
    EXPECT_EQ(one.facts.sex, "female");
    EXPECT_EQ(one.facts.ethnicity, "asian");
    EXPECT_EQ(one.facts.deprivation_decile, 3);
    EXPECT_EQ(one.facts.school_urn, 100'001);
    EXPECT_EQ(one.facts.age_years, 7);
    ASSERT_EQ(one.facts.items.size(), 1U);
    EXPECT_EQ(one.facts.items[0].category, "seating_and_standing");
    EXPECT_EQ(one.facts.items[0].code, "18 09 21");
    EXPECT_EQ(one.facts.items[0].quantity, 2);
    EXPECT_EQ(one.text.item_descriptions, std::vector<std::string>{"Chair,\r\n\"small\""});
    EXPECT_EQ(one.text.note, "Ring first");
    ASSERT_EQ(one.history.size(), 1U);
    EXPECT_EQ(one.history[0].type, "delivered");
    EXPECT_EQ(one.history[0].on, make_date(2026, 11, 1));

    const auto& other = read.rows[1].request;
    EXPECT_EQ(read.rows[1].line, 4U); // the first row has a line break in it
    EXPECT_EQ(other.child, (domain::identity{"", "newborn", "Bo", "Ash", make_date(2026, 1, 4), ""}));
    EXPECT_EQ(other.clock_start_on, make_date(2026, 1, 5));
    EXPECT_EQ(other.facts.priority, "routine");
    EXPECT_EQ(other.facts.sex, "not_known");
    EXPECT_FALSE(other.facts.deprivation_decile);
    EXPECT_TRUE(other.facts.items.empty());
    ASSERT_EQ(other.history.size(), 1U);
    EXPECT_EQ(other.history[0].type, "withdrawn");
    EXPECT_EQ(other.history[0].reason, "family_choice");
}

TEST(RequestFile, NamesAllFaultsOfAMessyFile) {
    const auto read = all_of(list(
        std::string{header} +
        "equipment,EQ-99G,2026-04-31,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 2: no such day
        "equipment,EQ-99G,2026-11-23,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 3: future
        "equipment,EQ-99G,2019-02-27,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 4: before birth
        "surfing,EQ-99G,2026-10-01,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n"   // 5
        "equipment,EQ-00X,2026-10-01,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 6
        "equipment,OT-99G,2026-10-01,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 7
        "equipment,EQ-99G,2026-10-01,9990000019,,,NULL,28.02.2019,x,boy,blue,11,999999,asap,moon,me,chair,,,0,EQ-1,,,,"
        "\n"                                                                        // 8
        "equipment,EQ-99G,2026-10-01,,,A,B,2019-02-28,,,,,,,,,,,,,,,2026-09-30,,\n" // 9: no number, delivered before
        "equipment,EQ-99G,2026-10-01,9990000018,declined,A,B,2019-02-28,,,,,,,,,,,,,,,2026-11-23,2026-10-02,\n" // 10
        "equipment,EQ-99G,,9990000018,,A,B,1999-02-28,,,,,,,,,,,\"two\nlines\",3,,,,,\n"      // 11, 12
        "equipment,EQ-99G,2026-10-01,9990000018,,A,B,1999-02-28,,,,,,,,,,,,,,,,,\n"           // 13: 27 years old
        "\n"                                                                                  // 14
        "equipment,EQ-99G,2026-10-01 09:30,9990000018,,A\xFF,B,2019-02-28,,,,,,,,,,,,,,,,,\n" // 15
        "equipment,EQ-99G\n"                                                                  // 16
        "equipment,EQ-99G,2026-10-01 09:30,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n"     // 17
        "equipment,EQ-99G,2026-10-01,9990000018,,A,B,2019-02-28,,,,,,,,,,,,,,,,,\n"));        // 18: sound
    EXPECT_EQ(
        read.faults,
        (std::vector<fault>{
            {"2: clock_start_on", "is a day that does not exist"},
            {"3: clock_start_on", "is in the future; give the day the need was identified or the referral received"},
            {"4: clock_start_on", "is before the child was born"},
            {"5: pathway", "is no pathway that is known here"},
            {"6: service", "is no service that is known here"},
            {"7: service", "belongs to another pathway"},
            {"8: priority", "is none of: routine, urgent"},
            {"8: setting", "is none of: home, school, both"},
            {"8: funder", "is none of: health, education, social_care, joint"},
            {"8: continues", "is no reference of a request"},
            {"8: category", "is none of: seating_and_standing, communication, toileting_and_hoists, sensory, other"},
            {"8: quantity", "must be a whole number from 1 to 1000"},
            {"8: sex", "is none of: female, male, other, not_known"},
            {"8: ethnicity", "is none of: asian, black, mixed, white, other, not_known"},
            {"8: deprivation_decile", "must be a whole number from 1 to 10"},
            {"8: school_urn", "is no school that is known here"},
            {"8: nhs_number", "is not an NHS number: its check digit does not fit, so a digit is wrong"},
            {"8: given_name", "is missing"},
            {"8: family_name", "is missing"},
            {"8: postcode", "is not a postcode; write it as SS2 6ZZ"},
            {"8: birth_date", "is not a date; write it as 2026-11-22"},
            {"9: nhs_number", "is missing; give it, or no_nhs_number_reason"},
            {"9: delivered", "is before the clock start"},
            {"10: no_nhs_number_reason", "is only for a child without an NHS number"},
            {"10: delivered", "is in the future; record what has happened"},
            {"10: withdrawn_reason", "needs a reason: a column withdrawn_reason, or a reason in the mapping"},
            {"11: clock_start_on", "is missing"},
            {"11: category", "is missing: the row describes something that is asked for"},
            {"13: birth_date", "makes the child older than 25 on the day the clock starts"},
            {"15: given_name", "is not UTF-8; save the file as \"CSV UTF-8\""},
            {"16", "has 2 cells where the header has 25"},
            {"17: clock_start_on", "is not a date; write it as 2026-11-22"},
        }));
    EXPECT_EQ(read.rows.size(),
              1U); // still given, so that the rules of the writer can find faults too; nothing is stored
}

TEST(RequestFile, TakesAnEventOfAnotherPathwayOnlyWhereTheRowHasNone) {
    const std::string columns =
        "pathway,service,clock_start_on,nhs_number,given_name,family_name,birth_date,delivered,first_contact\n";
    const std::string child = "9990000018,A,B,2019-02-28,";
    const auto read =
        all_of(list(columns + "ot,OT-99G,2026-01-01," + child + ",2026-01-02\n" + "equipment,EQ-99G,2026-01-01," +
                    child + "2026-01-02,\n" + "ot,OT-99G,2026-01-01," + child + "2026-01-02,2026-01-03\n"));
    EXPECT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.faults, (std::vector<fault>{{"4: delivered", "is no event of this row's pathway"}}));
}

// The peer lists hold nothing but two dates a row; read here once more without any of our code.
std::map<std::string, int> waiting_by_hand(const std::filesystem::path& file, const std::vector<std::string>& days) {
    std::ifstream stream{file};
    std::map<std::string, int> waiting;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        const auto comma = line.find(',');
        const auto referral = line.substr(0, comma);
        const auto removal = line.substr(comma + 1);
        for (const auto& day : days) {
            waiting[day] += referral <= day && (removal.size() < 10 || removal > day) ? 1 : 0;
        }
    }
    return waiting;
}

TEST(RequestFile, ReadsThePeerListsSoThatTheWaitingCountOfAnyDayAgrees) {
    const std::vector<std::string> days{"2020-01-01", "2020-01-02", "2020-06-30", "2021-12-31",
                                        "2022-02-28", "2023-10-01", "2024-03-31"};
    for (const auto* name : {"waiting_list_peer_readme.csv", "waiting_list_growing.csv"}) {
        const auto file = std::filesystem::path{SHARED_DIR} / "reference" / name;
        if (!std::filesystem::exists(file)) {
            GTEST_SKIP() << "the peer lists are not there to read";
        }
        import_mapping mapping;
        mapping.columns = {{"clock_start_on", "Referral"}};
        mapping.constants = {{"pathway", "ot"}, {"service", "OT-99G"}};
        mapping.events = {{"Removal", "first_contact", "", ""}};
        mapping.anonymous = true;
        auto opened = request_file::open(file, mapping, places(), domain::builtin_pathways(), today, {});
        ASSERT_TRUE(opened.has_value());
        const auto read = all_of(std::move(*opened));
        EXPECT_EQ(read.faults, std::vector<fault>{});
        EXPECT_EQ(read.rows.size(), 2173U);
        const auto expected = waiting_by_hand(file, days);
        for (const auto& day : days) {
            const auto as_at = domain::parse_date(day).value();
            int waiting = 0;
            for (const auto& row : read.rows) {
                const auto& history = row.request.history;
                waiting += row.request.clock_start_on <= as_at && (history.empty() || history[0].on > as_at) ? 1 : 0;
            }
            EXPECT_EQ(waiting, expected.at(day)) << name << " " << day;
        }
        EXPECT_EQ(read.rows[0].request.child.no_nhs_number_reason, "other");
        EXPECT_EQ(read.rows[0].request.child.family_name, "");
        EXPECT_FALSE(read.rows[0].request.facts.age_years);
    }
}

} // namespace
} // namespace clockstart::db
