#include "scheduler/head_signer.hpp"
#include "scheduler/jobs/all.hpp"
#include "tests/scheduler/working_folder.hpp"

#include "db/audit_check.hpp"
#include "db/heads_file.hpp"

#include <gtest/gtest.h>

// The head of the audit, signed every hour and told elsewhere.
namespace clockstart::scheduler {
namespace {

struct SignAudit : testing::Test {
    working_folder folder;
    std::filesystem::path heads = folder.place() / "heads";

    head_signer signer_to(const std::filesystem::path& file) const {
        return head_signer{
            folder.history(),
            db::signing_key::open_or_make(folder.folder().audit_key_file(), folder.folder().audit_public_file()),
            {file, false}};
    }
};

TEST_F(SignAudit, SignsOnTheHourBesideTheAuditAndInTheFileOfHeads) {
    const auto signing = signer_to(heads);
    folder.signer = &signing;
    folder.pass({sign_audit()});
    EXPECT_TRUE(signing.has_news());
    folder.pass_at("2026-01-05T11:00:00Z", {sign_audit()});
    EXPECT_FALSE(signing.has_news());
    folder.open("2015-01-01", 1);
    EXPECT_TRUE(signing.has_news());
    folder.pass_at("2026-01-05T12:00:00Z", {sign_audit()});
    EXPECT_EQ(folder.row("sign_audit").runs, 2);
    const auto kept = db::read_heads_file(heads);
    ASSERT_EQ(kept.heads.size(), 2U);
    EXPECT_GT(kept.heads[1].audit, kept.heads[0].audit);
    EXPECT_EQ(folder.history().last_signed(), kept.heads[1]);
    EXPECT_TRUE(db::check_heads(folder.folder().database(), heads).empty());
}

TEST_F(SignAudit, CatchesUpWithTheNewestHourOnly) {
    const auto signing = signer_to(heads);
    folder.signer = &signing;
    folder.pass({sign_audit()});
    folder.pass_at("2026-01-06T09:30:00Z", {sign_audit()});
    EXPECT_EQ(db::read_heads_file(heads).heads.size(), 1U);
}

TEST_F(SignAudit, FailsInTheOpenWhereTheFileCannotBeWritten) {
    const auto signing = signer_to(folder.place() / "nowhere" / "heads");
    folder.signer = &signing;
    folder.pass({sign_audit()});
    folder.pass_at("2026-01-05T11:00:00Z", {sign_audit()});
    EXPECT_EQ(folder.row("sign_audit").last_outcome, "failed");
    EXPECT_FALSE(folder.history().last_signed()) << "what was not told elsewhere is not taken for told";
}

} // namespace
} // namespace clockstart::scheduler
