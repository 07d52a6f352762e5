#include "db/mapping.hpp"

#include "tests/db/request_list.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace clockstart::db {
namespace {

using domain::fault;
using domain::make_date;
using request_lists::all_of;
using request_lists::list;
using request_lists::places;
using request_lists::today;

TEST(ImportMapping, ReadsSomebodyElsesListByItsMapping) {
    import_mapping mapping;
    mapping.columns = {{"clock_start_on", "Date Rec'd"},
                       {"given_name", "Forename"},
                       {"family_name", "Surname"},
                       {"birth_date", "DOB"},
                       {"sex", "Gender"},
                       {"nhs_number", "NHS No"}};
    mapping.constants = {
        {"pathway", "ot"}, {"service", "OT-99G"}, {"no_nhs_number_reason", "not_traced"}, {"priority", "urgent"}};
    mapping.values = {{"sex", {{"F", "female"}, {"M", "male"}}}};
    mapping.events = {{"Seen", "first_contact", "", ""}, {"Off list", "withdrawn", "Why", "other"}};
    mapping.dates = {date_format::british};
    mapping.null_words = {"-"};
    mapping.ignored = {"GP"};
    const auto read = all_of(list("GP,Surname,Forename,dob,GENDER,NHS No,Date Rec'd,Seen,Off list,Why,triaged\n"
                                  "x,Null,Al,1/2/2020,F,-,03/02/2026,04/03/2026,4/3/2026,moved_away,04/03/2026\n"
                                  "x,Na,Bo,1/2/2020,M,999 000 0018,03/02/2026,-,-,-,-\n",
                                  mapping));
    EXPECT_EQ(read.faults, std::vector<fault>{});
    ASSERT_EQ(read.rows.size(), 2U);
    const auto& one = read.rows[0].request;
    EXPECT_EQ(one.child.family_name, "Null"); // a name, since this list writes - for nothing
    EXPECT_EQ(one.child.no_nhs_number_reason, "not_traced");
    EXPECT_EQ(one.facts.sex, "female");
    EXPECT_EQ(one.facts.priority, "urgent");
    EXPECT_EQ(one.clock_start_on, make_date(2026, 2, 3));
    // All on one day: in the order of the pathway.
    ASSERT_EQ(one.history.size(), 3U);
    EXPECT_EQ(one.history[0].type, "triaged");
    EXPECT_EQ(one.history[1].type, "first_contact");
    EXPECT_EQ(one.history[2].type, "withdrawn");
    EXPECT_EQ(one.history[2].reason, "moved_away");
    EXPECT_EQ(read.rows[1].request.child.nhs_number, "9990000018");
    EXPECT_EQ(read.rows[1].request.child.no_nhs_number_reason, "");
    EXPECT_TRUE(read.rows[1].request.history.empty());

    const auto iso = all_of(
        list("Surname,Forename,dob,GENDER,NHS No,Date Rec'd,GP,Seen,Off list,Why\nA,B,1/2/2020,X,-,2026-02-03,,,,\n",
             mapping));
    EXPECT_EQ(iso.faults, (std::vector<fault>{{"2: Date Rec'd", "must be a date as DD/MM/YYYY"},
                                              {"2: GENDER", "is none of: female, male, other, not_known"}}));
}

TEST(ImportMapping, RefusesAHeaderThatDoesNotFitBeforeAnyRow) {
    const auto plain =
        all_of(list("pathway,service,clock_start_on,given_name,family_name,birthdate,identified\nx,y,z,a,b,c,d\n"));
    EXPECT_EQ(
        plain.faults,
        (std::vector<fault>{
            {"1: birthdate", "is no column that is known here: map it, or list it under `ignore` in the mapping"},
            {"1: identified", "is no column that is known here: map it, or list it under `ignore` in the mapping"},
            {"1: birth_date", "is needed: a column of that name, or a column or constant in the mapping"},
            {"1: nhs_number", "is needed: a column of that name, or a column or constant in the mapping"},
        }));
    EXPECT_TRUE(plain.rows.empty());

    import_mapping mapping;
    mapping.columns = {{"clock_start_on", "Start"}, {"colour", "Start"}};
    mapping.constants = {{"pathway", "ot"}, {"service", "OT-99G"}};
    mapping.events = {
        {"Given", "delivered", "", ""}, {"Start", "first_contact", "", ""}, {"Gone", "withdrawn", "", ""}};
    mapping.ignore_others = true;
    mapping.anonymous = true;
    EXPECT_EQ(all_of(list("Start,Given,surname,birth_date\n2026-01-01,,,\n", mapping)).faults,
              (std::vector<fault>{
                  {"1: colour",
                   "is named by the mapping as a field, and is none; the fields are those of the standard columns"},
                  {"1: Given", "is mapped to delivered, which is no event that a list may hold on this pathway"},
                  {"1: Start", "is used twice by the mapping"},
                  {"1: Gone", "is named by the mapping for withdrawn, and the file has no such column"},
                  {"1: birth_date", "says who the child is, and the mapping says that the list is anonymous"},
              }));
    EXPECT_FALSE(
        request_file::open("no-such-list.csv", {}, places(), domain::builtin_pathways(), today, {}).has_value());
}

TEST(ImportMapping, TellsAConstantThatDoesNotFitOnce) {
    import_mapping mapping;
    mapping.constants = {{"pathway", "ot"}, {"service", "OT-99G"}, {"priority", "asap"}};
    mapping.anonymous = true;
    const auto read = all_of(list("clock_start_on\n2026-01-01\n2026-01-02\n", mapping));
    EXPECT_EQ(read.faults,
              (std::vector<fault>{{"2: priority", "(a constant of the mapping) is none of: routine, urgent"}}));
    EXPECT_TRUE(read.rows.empty());
}

} // namespace
} // namespace clockstart::db
