#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

using domain::errc;
using texts = std::vector<std::string>;

namespace {

domain::instant at(std::string_view text) { return domain::parse_instant(text).value(); }

prompt ask(const std::string& subject, const std::string& occurrence) {
    return {"a_job", subject, occurrence, "team", "equipment-1", "99G", day("2026-12-01")};
}

// A folder with one job, planned for the next night.
struct JobWriter : testing::Test {
    store held;
    domain::instant due = at("2026-11-23T02:15:00Z");

    JobWriter() { held.accept(plan_jobs{{{"a_job", "A job", "latest", due}}}); }

    // One run that leaves these effects; each run is due a day later.
    receipt finish(std::vector<job_effect> effects) {
        finish_job done{.code = "a_job",
                        .due_at = due,
                        .occurrence_at = due,
                        .began_at = due,
                        .failed = false,
                        .note = "1 done",
                        .skipped = 0,
                        .effects = std::move(effects),
                        .next_run_at = due + std::chrono::hours{24},
                        .next_occurrence_at = due + std::chrono::hours{24}};
        due += std::chrono::hours{24};
        return held.accept(std::move(done));
    }
    texts prompts(prompt_question question = {}) const {
        texts told;
        for (const auto& one : held.reads().prompts(question, [](std::string_view) { return true; })) {
            told.push_back(one.what.subject + " " + one.what.occurrence + (one.closed_at ? " " + one.closed_by : ""));
        }
        return told;
    }
    static prompt_question open_and_closed() {
        prompt_question question;
        question.open.reset();
        return question;
    }
};

TEST_F(JobWriter, AddsAPromptOnce) {
    EXPECT_EQ(finish({add_prompts{{ask("service:a", "1"), ask("service:b", "1")}}}).count, 2U);
    EXPECT_EQ(finish({add_prompts{{ask("service:a", "1"), ask("service:b", "1")}}}).count, 0U);
    EXPECT_EQ(prompts(), (texts{"service:b 1", "service:a 1"}));
}

TEST_F(JobWriter, ClosesAnOlderPromptOfTheSameSubject) {
    finish({add_prompts{{ask("service:a", "1"), ask("service:b", "1")}}});
    finish({add_prompts{{ask("service:a", "2")}}});
    EXPECT_EQ(prompts(open_and_closed()), (texts{"service:a 2", "service:b 1", "service:a 1 clockstart"}));
    EXPECT_EQ(prompts(), (texts{"service:a 2", "service:b 1"}));
}

TEST_F(JobWriter, ClosesAPromptThatSomebodyHasDoneWithTheirName) {
    finish({add_prompts{{ask("service:a", "1")}}});
    EXPECT_EQ(held.accept(close_prompt{{"manager", "t1"}, 1}).count, 1U);
    EXPECT_EQ(held.accept(close_prompt{{"another", "t2"}, 1}).count, 0U);
    EXPECT_EQ(prompts(open_and_closed()), texts{"service:a 1 manager"});
    EXPECT_EQ(held.append(close_prompt{{"manager", "t1"}, 2}).error().code, errc::not_found);
    finish({add_prompts{{ask("service:a", "1")}}});
    EXPECT_EQ(prompts(), texts{}) << "asked once is enough";
}

TEST_F(JobWriter, GivesPromptsByRoleServiceAndPlaceInTheList) {
    auto other = ask("service:b", "1");
    other.role = "administrator";
    other.service.clear();
    finish({add_prompts{{ask("service:a", "1"), other, ask("service:c", "1")}}});
    prompt_question question;
    question.roles = {"team"};
    EXPECT_EQ(prompts(question), (texts{"service:c 1", "service:a 1"}));
    question.limit = 1;
    EXPECT_EQ(prompts(question), texts{"service:c 1"});
    question.before = 3;
    EXPECT_EQ(prompts(question), texts{"service:a 1"});
    const auto of_none = held.reads().prompts({}, [](std::string_view service) { return service.empty(); });
    ASSERT_EQ(of_none.size(), 1U);
    EXPECT_EQ(of_none.front().what, other);
}

TEST_F(JobWriter, LeavesNothingOfARunThatWasFinishedAlready) {
    const auto before = due;
    finish({add_prompts{{ask("service:a", "1")}}});
    due = before;
    const finish_job again{.code = "a_job",
                           .due_at = before,
                           .occurrence_at = before,
                           .began_at = before,
                           .failed = false,
                           .note = {},
                           .skipped = 0,
                           .effects = {add_prompts{{ask("service:b", "1")}}},
                           .next_run_at = before,
                           .next_occurrence_at = before};
    EXPECT_EQ(held.append(again).error().code, errc::conflict);
    EXPECT_EQ(prompts(), texts{"service:a 1"});
    EXPECT_EQ(held.reads().jobs().front().runs, 1);
}

TEST_F(JobWriter, KeepsTheFirstSnapshotOfAMonth) {
    EXPECT_EQ(finish({keep_snapshot{202610, "waits", "{\"a\":1}", due}}).count, 1U);
    EXPECT_EQ(finish({keep_snapshot{202610, "waits", "{\"a\":2}", due}}).count, 0U);
    const auto kept = held.reads().find_snapshot(202610, "waits").value();
    EXPECT_EQ(kept.document, "{\"a\":1}");
    // printf '{"a":1}' | sha256sum
    EXPECT_EQ(kept.entry.digest, "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    EXPECT_FALSE(held.reads().find_snapshot(202609, "waits"));
}

TEST_F(JobWriter, ForgetsAnswersThatAreOldEnoughAndKnowsTheOthers) {
    auto asked = request("2026-11-01");
    asked.once = {"key-1", "digest-a"};
    held.accept(asked);
    finish({forget_answers{at("2026-11-22T10:00:00Z")}});
    EXPECT_TRUE(held.accept(asked).replayed);
    finish({forget_answers{at("2026-11-22T10:00:01Z")}});
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM idempotency"), 0);
}

using planned = std::vector<age_row>;
constexpr int far_ahead = 209912;

TEST(AgePlan, IsMadeWhenAChildIsRecordedAndFollowsTheBirthDate) {
    store held;
    auto asked = request("2026-11-01");
    held.accept(asked); // born on 4 May 2018
    EXPECT_EQ(held.reads().ages_due(far_ahead), (planned{{1, {203205, 14}}}));
    EXPECT_EQ(held.reads().ages_due(203204), planned{});
    EXPECT_EQ(held.reads().ages_due(203205).size(), 1U);
    asked.child.postcode = "SS2 2BB";
    held.accept(asked);
    EXPECT_EQ(held.reads().ages_due(far_ahead), (planned{{1, {203205, 14}}}));
    asked.child.birth_date = day("2010-12-01");
    held.accept(asked);
    EXPECT_EQ(held.reads().ages_due(far_ahead), (planned{{1, {202612, 16}}}));
    EXPECT_EQ(held.reads().birth_dates_of({1}).at(1), day("2010-12-01"));
}

TEST(AgePlan, OfAJobGivesWayToWhatWasToldMeanwhile) {
    store held;
    held.accept(request("2026-11-01"));
    const auto due = at("2026-12-01T00:15:00Z");
    held.accept(plan_jobs{{{"child_turns", "A job", "latest", due}}});
    held.accept(finish_job{.code = "child_turns",
                           .due_at = due,
                           .occurrence_at = due,
                           .began_at = due,
                           .failed = false,
                           .note = {},
                           .skipped = 0,
                           .effects = {plan_ages{{{1, {202612, 16}, {202812, 18}}}}}, // of an older birth date
                           .next_run_at = due + std::chrono::hours{1},
                           .next_occurrence_at = due + std::chrono::hours{1}});
    EXPECT_EQ(held.reads().ages_due(far_ahead), (planned{{1, {203205, 14}}}));
}

TEST(AgePlan, IsNotLeftBehindByAnImportThatIsOnlyTried) {
    store held;
    import_requests list;
    list.dry_run = true;
    bool given = false;
    list.next = [&]() -> std::optional<import_requests::row> {
        return std::exchange(given, true) ? std::nullopt
                                          : std::optional{import_requests::row{1, request("2026-11-01")}};
    };
    list.reader_failed = [] { return false; };
    held.accept(std::move(list));
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM age_plan"), 0);
}

TEST(Schema, OfBeforeStepsAndJobsIsBroughtUpWithWhatItHolds) {
    store held;
    const auto reference = held.accept(request("2026-11-01")).reference;
    for (const auto* const table :
         {"job",          "prompt",       "service_check",   "age_plan",  "snapshot",    "set_aside",   "ladder",
          "bank_holiday", "judging_anew", "time_seen",       "delivery",  "notice",      "message",     "handed_out",
          "recipient",    "webhook",      "audit_signature", "audit_key", "audit_about", "audit_words", "audit_head",
          "audit",        "entry_link",   "recovery_code",   "account",   "status_code"}) {
        held.tamper(std::string{"DROP TABLE "} + table);
    }
    held.tamper("DROP INDEX request_watch");
    for (const auto* const column :
         {"service DROP COLUMN added_on", "request DROP COLUMN watch_rule", "request DROP COLUMN watch_at",
          "pathway DROP COLUMN recorded_at", "token DROP COLUMN created_by", "token DROP COLUMN expires_at",
          "token DROP COLUMN last_used_day", "token DROP COLUMN ended_at", "token DROP COLUMN ended_by"}) {
        held.tamper(std::string{"ALTER TABLE "} + column);
    }
    held.tamper("PRAGMA user_version = 2");
    held.reopen();
    EXPECT_TRUE(held.reads().find_request(reference));
    EXPECT_EQ(held.reads().children_without_age(10), std::vector<std::int64_t>{1});
    EXPECT_FALSE(held.board().places()->find_service("equipment-1")->added_on);
    EXPECT_TRUE(held.verify().empty());
    held.accept(record_due_steps{}); // every open request is looked at once
    EXPECT_GT(held.writes().next_due(), held.now());
    EXPECT_TRUE(held.verify().empty());
}

} // namespace
} // namespace clockstart::db
