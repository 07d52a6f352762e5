#include "domain/message.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

// 99G lies under QH8 until the end of March 2026, and under D7T5G from then on.
directory places() {
    directory made;
    made.put(area{"QH8", "Mid and South Essex", "icb", "", {}});
    made.put(area{"D7T5G", "Essex", "icb", "", {}});
    made.put(area{"99G",
                  "Southend",
                  "sub-icb",
                  "",
                  {{"QH8", make_date(2022, 7, 1), make_date(2026, 3, 31)}, {"D7T5G", make_date(2026, 4, 1), {}}}});
    made.put(provider{"PV01", "One"});
    made.put(provider{"PV02", "Two"});
    made.put(service{"EQ1", "Equipment", "equipment", "99G", "PV01", "99G", make_date(2020, 1, 1), {}});
    made.put(service{"EQ2", "Equipment", "equipment", "99G", "PV02", "99G", make_date(2020, 1, 1), {}});
    return made;
}

message about(std::string role, std::string service, std::string requester = "") {
    message one;
    one.role = std::move(role);
    one.service = std::move(service);
    one.requester = std::move(requester);
    return one;
}

std::string told(const message& one, const std::vector<addressee>& people, civil_date on = make_date(2026, 5, 1)) {
    std::string names;
    for (const auto place : addressees_of(one, people, places(), on)) {
        names += (names.empty() ? "" : " ") + people[place].name;
    }
    return names;
}

const std::vector<addressee> people{{"1", "ada", "therapist", {}, {"PV01"}},
                                    {"2", "ben", "therapist", {}, {"PV01"}},
                                    {"3", "cas", "provider_manager", {}, {"PV01"}},
                                    {"4", "dee", "commissioner", {"D7T5G"}, {}},
                                    {"5", "eve", "commissioner", {"QH8"}, {}},
                                    {"6", "fay", "administrator", {}, {}},
                                    {"7", "gus", "school", {}, {}},
                                    {"8", "hal", "administrator", {"99G"}, {}}};

TEST(Message, GoesToThoseOfItsRoleInWhoseScopeItsServiceIs) {
    EXPECT_EQ(told(about("team", "EQ1"), people), "ada ben");
    EXPECT_EQ(told(about("provider_manager", "EQ1"), people), "cas");
    EXPECT_EQ(told(about("administrator", "EQ1"), people), "fay hal");
}

TEST(Message, FollowsTheAreasAsTheyLieOnTheDay) {
    EXPECT_EQ(told(about("area_commissioner", "EQ1"), people, make_date(2026, 3, 31)), "eve");
    EXPECT_EQ(told(about("area_commissioner", "EQ1"), people, make_date(2026, 4, 1)), "dee");
}

TEST(Message, ForTheRequesterGoesToThatPersonOrElseToTheTeam) {
    EXPECT_EQ(told(about("requester", "EQ1", "ben"), people), "ben");
    EXPECT_EQ(told(about("requester", "EQ1", "import"), people), "ada ben");
    EXPECT_EQ(told(about("requester", "EQ1", "gus"), people), "ada ben"); // a school is never told
}

TEST(Message, GoesToTheRoleAboveWhereThereIsNobody) {
    EXPECT_EQ(told(about("requester", "EQ2", "ben"), people), "fay hal"); // ben has nothing to do with that service
    EXPECT_EQ(told(about("team", "EQ2"), people), "fay hal");
    EXPECT_EQ(told(about("a role of another version", "EQ2"), people), "fay hal");
    EXPECT_EQ(told(about("team", "EQ2"), {people[6]}), "");
}

TEST(Message, AboutNoServiceGoesToEverybodyOfTheRole) {
    EXPECT_EQ(told(about("administrator", ""), people), "fay hal");
}

TEST(Message, TellsAStepInWordsAndNamesNoChild) {
    message one;
    one.pathway = "equipment";
    one.opened_on = make_date(2026, 1, 5);
    one.target = "delivered";
    one.step = "breach";
    one.due_on = make_date(2026, 2, 16);
    one.on = make_date(2026, 2, 17);
    EXPECT_EQ(message_text(one, builtin_pathways()), "Past target: Equipment delivered was due by 16 February 2026");
    one.step = "due-7";
    one.on = make_date(2026, 2, 9);
    EXPECT_EQ(message_text(one, builtin_pathways()), "Equipment delivered is due in 7 days, by 16 February 2026");
}

TEST(Message, AsksForWhatRecurringWorkFoundAndSaysNoAge) {
    message one;
    one.about = message::kind::prompt;
    one.job = "service_unchecked";
    one.job_name = "Ask for details of services to be checked";
    one.service = "EQ1";
    EXPECT_EQ(message_text(one, builtin_pathways()),
              "Check that the details of this service are still right (service EQ1)");
    one.job = "child_turns";
    one.prompt_subject = "request:EQ-7K3M-2Q9D";
    one.reference = "EQ-7K3M-2Q9D";
    one.due_on = make_date(2026, 11, 1);
    EXPECT_EQ(message_text(one, builtin_pathways()), "This child reaches an age at which services change: plan ahead");
    one.job = "of another program";
    one.prompt_subject = {};
    one.reference = {};
    EXPECT_EQ(message_text(one, builtin_pathways()), "Ask for details of services to be checked (service EQ1)");
}

TEST(MessageKind, IsReadByTheNameItIsWrittenWith) {
    for (const auto kind : {message::kind::event, message::kind::prompt, message::kind::set_aside,
                            message::kind::given_up, message::kind::held}) {
        EXPECT_EQ(message_kind_of(name_of(kind)), kind);
    }
    EXPECT_THROW(message_kind_of("gossip"), std::invalid_argument);
}

} // namespace
} // namespace clockstart::domain
