#include "tests/db/store.hpp"

#include "db/audit_check.hpp"
#include "db/audit_key.hpp"
#include "db/audit_rows.hpp"
#include "db/heads_file.hpp"
#include "tests/support/temp_folder.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

// What somebody who can write to the database may do to the audit, and how it shows.
namespace clockstart::db {
namespace {

namespace fs = std::filesystem;

// A folder with an audit of some entries, whose head was signed and told elsewhere.
class audited_folder {
public:
    audited_folder() : key_{signing_key::open_or_make(held.path() / "audit.key", held.path() / "audit.pub")} {
        for (int number = 1; number <= 5; ++number) {
            held.accept(request("2026-11-01", number));
        }
        sign();
    }
    void sign() {
        auto head = held.reads().heads();
        head.at = held.now();
        const auto kept = key_.sign(std::move(head));
        append_head(heads(), kept);
        held.accept(keep_signature{kept});
    }
    fs::path heads() const { return elsewhere_.path() / "heads"; }
    std::string verdict() const {
        const auto found = held.verify();
        return found.empty() ? "sound" : found.front().what;
    }
    std::string verdict_with_heads() const {
        const auto found = check_heads(held.database(), heads());
        return found.empty() ? "sound" : found.front().what;
    }
    // As somebody with the file, who is stopped by no trigger.
    void tamper(const std::vector<std::string>& statements) {
        for (const std::string table : {"audit", "audit_signature"}) {
            for (const std::string kind : {"UPDATE", "DELETE"}) {
                held.tamper("DROP TRIGGER IF EXISTS " + table + "_refuses_" + kind);
            }
        }
        for (const auto& one : statements) {
            held.tamper(one);
        }
    }

    store held;

private:
    test::temp_folder elsewhere_;
    signing_key key_;
};

bool begins(const std::string& text, std::string_view with) { return text.starts_with(with); }

TEST(AuditCheck, FindsNothingInOneThatNobodyTouched) {
    const audited_folder folder;
    EXPECT_EQ(folder.verdict(), "sound");
    EXPECT_EQ(folder.verdict_with_heads(), "sound");
    const auto at = audit_standing_of(folder.held.database());
    EXPECT_EQ(at.signed_to, at.entries);
}

TEST(AuditCheck, IsNeverChangedByTheProgramItself) {
    audited_folder folder;
    EXPECT_THROW(folder.held.tamper("UPDATE audit SET who = 'somebody else'"), std::exception);
    EXPECT_THROW(folder.held.tamper("DELETE FROM audit"), std::exception);
}

TEST(AuditCheck, NamesAnEntryThatWasEdited) {
    for (const std::string column : {"who", "token", "from_where", "what", "outcome", "details", "event_hash"}) {
        audited_folder folder;
        folder.tamper({"UPDATE audit SET " + column + " = 'x' WHERE number = 3"});
        EXPECT_TRUE(begins(folder.verdict(), "audit entry 3: ")) << column << ": " << folder.verdict();
    }
}

TEST(AuditCheck, NamesAnEntryThatWasDeleted) {
    audited_folder folder;
    folder.tamper({"DELETE FROM audit_about WHERE audit = 3", "DELETE FROM audit WHERE number = 3"});
    EXPECT_TRUE(begins(folder.verdict(), "audit entry 3: it is missing")) << folder.verdict();
}

TEST(AuditCheck, NamesTheFirstOfTwoThatChangedPlaces) {
    audited_folder folder;
    folder.tamper({"UPDATE audit_about SET audit = audit + 100 WHERE audit IN (3, 4)",
                   "UPDATE audit SET number = number + 100 WHERE number IN (3, 4)",
                   "UPDATE audit SET number = 107 - number WHERE number > 100",
                   "UPDATE audit_about SET audit = 107 - audit WHERE audit > 100"});
    EXPECT_TRUE(begins(folder.verdict(), "audit entry 3: ")) << folder.verdict();
}

TEST(AuditCheck, NamesWhereItWasCutOff) {
    audited_folder folder;
    folder.tamper({"DELETE FROM audit_about WHERE audit > 4", "DELETE FROM audit WHERE number > 4"});
    EXPECT_TRUE(begins(folder.verdict(), "audit entry 5: ")) << folder.verdict();
}

// The head moved too: only what was signed knows of more.
TEST(AuditCheck, NamesWhereItWasCutOffWithItsHead) {
    audited_folder folder;
    folder.tamper({"DELETE FROM audit_about WHERE audit > 4", "DELETE FROM audit WHERE number > 4",
                   "UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)"});
    EXPECT_TRUE(begins(folder.verdict(), "audit entry 5: ")) << folder.verdict();
    folder.tamper({"DELETE FROM audit_signature"});
    EXPECT_EQ(folder.verdict(), "sound") << "by itself nothing knows of it any more";
    EXPECT_TRUE(begins(folder.verdict_with_heads(), "audit entry 5: ")) << folder.verdict_with_heads();
}

// Writes all of the audit from one entry on anew, with hashes that follow from each other.
void write_anew(const audited_folder& folder, const std::string& change) {
    soci::session sql{soci::sqlite3, "dbname=\"" + folder.held.database().string() + "\""};
    sql << change;
    std::string previous;
    auto rows = load_audit(sql, {.limit = 1000});
    std::ranges::reverse(rows);
    for (auto& one : rows) {
        one.row.hash = audit_hash(previous, one.row);
        previous = one.row.hash;
        sql << "UPDATE audit SET hash = :hash WHERE number = :number", soci::use(one.row.hash, "hash"),
            soci::use(one.row.number, "number");
    }
    sql << "UPDATE audit_head SET hash = :hash", soci::use(previous, "hash");
}

TEST(AuditCheck, FindsOneThatWasWrittenAnewWithSoundHashes) {
    audited_folder folder;
    folder.tamper({});
    write_anew(folder, "UPDATE audit SET who = 'somebody else' WHERE number = 3");
    EXPECT_NE(folder.verdict().find("was written anew"), std::string::npos) << folder.verdict();
    folder.tamper({"DELETE FROM audit_signature"});
    EXPECT_EQ(folder.verdict(), "sound");
    EXPECT_NE(folder.verdict_with_heads().find("was written anew"), std::string::npos) << folder.verdict_with_heads();
}

TEST(AuditCheck, FindsAnOlderCopyThatWasPutBack) {
    audited_folder folder;
    folder.held.close();
    const auto copy = folder.heads().parent_path() / "old.db";
    fs::copy_file(folder.held.database(), copy);
    folder.held.reopen();
    const auto before = audit_standing_of(folder.held.database()).entries;
    folder.held.accept(request("2026-11-01", 6));
    folder.held.move_to("2026-11-22T11:00:00Z");
    folder.sign();
    folder.held.close();
    fs::copy_file(copy, folder.held.database(), fs::copy_options::overwrite_existing);
    EXPECT_EQ(folder.verdict(), "sound");
    EXPECT_TRUE(begins(folder.verdict_with_heads(), "audit entry " + std::to_string(before + 1) + ": "))
        << folder.verdict_with_heads();
}

TEST(AuditCheck, FindsASignatureThatIsNotTheKeys) {
    audited_folder folder;
    folder.tamper({"UPDATE audit_signature SET audit = audit - 1"});
    EXPECT_NE(folder.verdict().find("the signature"), std::string::npos) << folder.verdict();
}

TEST(AuditCheck, FindsAnEventThatIsNotTheOneTheAuditNames) {
    audited_folder folder;
    folder.tamper({"DELETE FROM audit_about WHERE audit = 3"});
    EXPECT_TRUE(begins(folder.verdict(), "audit entry 3: it is not found by")) << folder.verdict();
}

TEST(SigningKey, IsItsOwnersAloneAndItsIdFollowsFromIt) {
    const test::temp_folder folder;
    const auto key = signing_key::open_or_make(folder.path() / "audit.key", folder.path() / "audit.pub");
    EXPECT_EQ(fs::status(folder.path() / "audit.key").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto again = signing_key::open_or_make(folder.path() / "audit.key", folder.path() / "audit.pub");
    EXPECT_EQ(again.id(), key.id());
    auto head = key.sign({.audit = 7, .audit_hash = "h"});
    EXPECT_TRUE(is_signed(head));
    EXPECT_EQ(head_of_line(line_of(head)), head);
    head.audit = 8;
    EXPECT_FALSE(is_signed(head));
    const auto other = signing_key::open_or_make(folder.path() / "other.key", folder.path() / "other.pub");
    auto forged = other.sign({.audit = 7, .audit_hash = "h"});
    forged.key_id = key.id();
    EXPECT_FALSE(is_signed(forged));
}

} // namespace
} // namespace clockstart::db
