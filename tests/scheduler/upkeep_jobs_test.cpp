#include "scheduler/head_signer.hpp"
#include "scheduler/jobs/all.hpp"
#include "tests/scheduler/working_folder.hpp"

#include "db/backup.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace clockstart::scheduler {
namespace {

namespace fs = std::filesystem;
using texts = std::vector<std::string>;

struct Upkeep : testing::Test {
    working_folder folder;
    fs::path backups = folder.place() / "backups";

    texts files() const {
        texts names;
        for (const auto& one : fs::directory_iterator{backups}) {
            names.push_back(one.path().filename().string());
        }
        std::ranges::sort(names);
        return names;
    }
};

using Scrub = Upkeep;
using Backup = Upkeep;
using ForgetKeys = Upkeep;

TEST_F(Scrub, FindsNothingInASoundFolder) {
    folder.open("2018-05-01", 1);
    folder.pass({scrub()});
    folder.pass_at("2026-01-06T02:15:00Z", {scrub()});
    EXPECT_EQ(folder.row("scrub").last_outcome, "ok");
    EXPECT_EQ(folder.row("scrub").last_note, "0 findings");
}

TEST_F(Scrub, TellsHowManyFindingsAndTheFirstRowAndNothingOfAChild) {
    folder.open("2018-05-01", 1);
    folder.open("2018-05-01", 2);
    folder.pass({scrub()});
    folder.tamper("UPDATE event SET on_day = on_day - 30 WHERE sequence = 2");
    folder.pass_at("2026-01-06T02:15:00Z", {scrub()});
    const auto row = folder.row("scrub");
    EXPECT_EQ(row.last_outcome, "failed");
    EXPECT_EQ(row.last_note, "1 findings, first at row 2");
    EXPECT_EQ(row.next_run_at, at("2026-01-07T02:15:00Z")) << "it will not mend itself in five minutes";
}

TEST_F(Scrub, FindsASealInTheVaultThatDoesNotOpen) {
    folder.open("2018-05-01", 1);
    folder.pass({scrub()});
    folder.tamper("UPDATE child SET sealed_identity = 'AAAA'");
    folder.pass_at("2026-01-06T02:15:00Z", {scrub()});
    EXPECT_EQ(folder.row("scrub").last_outcome, "failed");
}

TEST_F(Backup, IsMadeAndProvedAndCanBeRestored) {
    fs::create_directory(backups);
    folder.backups = {backups, 3};
    folder.open("2018-05-01", 1);
    folder.pass({backup()});
    folder.pass_at("2026-01-06T03:15:00Z", {backup()});
    EXPECT_EQ(files(), texts{"clockstart-20260106T031500Z.db"});
    EXPECT_EQ(folder.row("backup").last_outcome, "ok");
    const auto report =
        db::restore_backup(backups / files().front(), folder.folder().key_file(), folder.place() / "restored");
    EXPECT_EQ(report.sequence, 1);
}

TEST_F(Backup, KeepsTheNewestAndWhatItDidNotMake) {
    fs::create_directory(backups);
    std::ofstream{backups / "notes.txt"} << "mine";
    std::ofstream{backups / "clockstart-by-hand.db"} << "mine";
    folder.backups = {backups, 2};
    folder.pass({backup()});
    for (const auto* const night : {"2026-01-06", "2026-01-07", "2026-01-08"}) {
        folder.pass_at(std::string{night} + "T03:15:00Z", {backup()});
    }
    EXPECT_EQ(files(), (texts{"clockstart-20260107T031500Z.db", "clockstart-20260108T031500Z.db",
                              "clockstart-by-hand.db", "notes.txt"}));
}

TEST_F(Backup, RemovesNothingWhenTheNewOneFailsAndIsTriedAgain) {
    fs::create_directory(backups);
    folder.backups = {backups, 1};
    folder.pass({backup()});
    folder.pass_at("2026-01-06T03:15:00Z", {backup()});
    folder.open("2018-05-01", 1);
    folder.tamper("UPDATE event SET on_day = on_day - 30 WHERE sequence = 1"); // so that the copy is not sound
    folder.pass_at("2026-01-07T03:15:00Z", {backup()});
    EXPECT_EQ(files(), texts{"clockstart-20260106T031500Z.db"});
    EXPECT_EQ(folder.row("backup").last_outcome, "failed");
    EXPECT_EQ(folder.row("backup").next_run_at, at("2026-01-07T03:20:00Z"));
    folder.tamper("UPDATE event SET on_day = on_day + 30 WHERE sequence = 1");
    folder.pass_at("2026-01-07T03:20:00Z", {backup()});
    EXPECT_EQ(files(), texts{"clockstart-20260107T031500Z.db"});
}

TEST_F(Backup, TakesTheFileThatACrashLeftBehind) {
    fs::create_directory(backups);
    folder.backups = {backups, 3};
    folder.pass({backup()});
    folder.move_to("2026-01-06T03:15:00Z");
    db::make_backup(folder.folder(), folder.identities(), backups / "clockstart-20260106T031500Z.db");
    folder.pass({backup()});
    EXPECT_EQ(folder.row("backup").last_outcome, "ok");
    EXPECT_EQ(files().size(), 1U);
}

TEST_F(Backup, IsAJobOnlyWhereThereIsAFolderForIt) {
    const auto has_backup = [](const std::vector<job>& jobs) {
        return std::ranges::find(jobs, "backup", &job::code) != jobs.end();
    };
    EXPECT_FALSE(has_backup(all_jobs({})));
    EXPECT_TRUE(has_backup(all_jobs({backups, 3})));
}

TEST_F(ForgetKeys, ForgetsAfterThreeDaysAndNotBefore) {
    const auto ask = [&](const std::string& key) {
        db::add_event note{.by = {"tester", "t1"}, .reference = folder.open("2018-05-01"), .event = {}, .text = {}};
        note.event = {"confirmed_waiting", day("2026-01-05"), "", {}};
        note.once = db::idempotency{key, "digest"};
        folder.accept(std::move(note));
    };
    folder.pass({forget_keys()});
    ask("old");
    folder.move_to("2026-01-06T10:00:00Z");
    ask("new");
    folder.pass_at("2026-01-08T09:00:00Z", {forget_keys()});
    EXPECT_EQ(folder.row("forget_keys").last_note, "0 forgotten");
    folder.pass_at("2026-01-09T04:20:00Z", {forget_keys()});
    EXPECT_EQ(folder.row("forget_keys").last_note, "1 forgotten");
    EXPECT_EQ(folder.history().count_answers_before(domain::instant::max()), 1);
}

TEST_F(ForgetKeys, ForgetsManyInPartsSoThatNobodyWaitsLong) {
    folder.tamper("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000) INSERT INTO "
                  "idempotency (token, idempotency_key, digest, request, sequence, recorded_at) SELECT 't', i, 'd', 1, "
                  "1, i FROM n");
    folder.pass({forget_keys()});
    folder.pass_at("2026-01-09T04:20:00Z", {forget_keys()});
    EXPECT_EQ(folder.history().count_answers_before(domain::instant::max()), 0);
    EXPECT_EQ(folder.row("forget_keys").runs, 1);
}

TEST_F(Upkeep, RunsAllJobsTogetherOverAYearOnceEach) {
    fs::create_directory(backups);
    folder.backups = {backups, 2};
    const auto jobs = all_jobs(folder.backups);
    const head_signer signing{
        folder.history(),
        db::signing_key::open_or_make(folder.folder().audit_key_file(), folder.folder().audit_public_file()),
        {}};
    folder.signer = &signing;
    folder.open("2018-05-01", 1);
    folder.pass(jobs);
    folder.pass_at("2027-01-05T10:00:00Z", jobs);
    for (const auto& row : folder.history().jobs()) {
        EXPECT_EQ(row.last_outcome, "ok") << row.code << ": " << row.last_note;
        EXPECT_EQ(row.runs, row.catch_up == "each" ? 12 : 1) << row.code;
        const bool is_monthly = row.code == "child_turns" || row.code == "retention_due" || row.catch_up == "each";
        const bool is_hourly = row.code == "sign_audit";
        EXPECT_EQ(row.runs + row.skipped, is_monthly ? 12 : is_hourly ? 365 * 24 : 365) << row.code;
    }
}

} // namespace
} // namespace clockstart::scheduler
