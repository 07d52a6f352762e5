#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

// Three requests with words and events; gives the reference of the second, whose ledger is rows 2 and 4.
std::string fill(store& held) {
    held.accept(request("2026-11-01", 1));
    auto asked = request("2026-11-02", 2);
    asked.text.note = "A note";
    const auto reference = held.accept(asked).reference;
    held.accept(request("2026-10-01", 3)); // and its breach: rows 3 and 4
    held.accept(event_on(reference, "assessed", "2026-11-10"));
    held.accept(request("2026-11-03", 4));
    EXPECT_TRUE(held.verify().empty());
    return reference;
}

bool names(const std::vector<finding>& found, std::int64_t sequence, const std::string& reference) {
    for (const auto& one : found) {
        if (one.sequence == sequence && one.reference == reference) {
            return true;
        }
    }
    return false;
}

} // namespace

class ChangedColumn : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(ChangedColumn, IsFoundAndTheRowNamed) {
    const auto& [column, value] = GetParam();
    store held;
    const auto reference = fill(held);
    held.tamper(std::string{"UPDATE event SET "} + column + " = " + value + " WHERE sequence = 2");
    const auto found = held.verify();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().sequence, 2);
    EXPECT_TRUE(std::string{column} == "request" || found.front().reference == reference);
}

// One bit, or one character, in each column.
INSTANTIATE_TEST_SUITE_P(
    Ledger, ChangedColumn,
    testing::Values(std::pair{"request", "request + 1"}, std::pair{"type", "'jdentified'"},
                    std::pair{"on_day", "on_day - 1"}, std::pair{"recorded_at", "recorded_at + 1"},
                    std::pair{"recorded_by", "'uherapist'"},
                    std::pair{"details", "replace(details, 'routine', 'soutine')"},
                    std::pair{"hash", "CASE substr(hash, 1, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(hash, 2)"}),
    [](const auto& column) { return std::string{column.param.first}; });

TEST(LedgerCheck, FindsAChangedDigestOfWordsAndChangedWords) {
    store held;
    const auto reference = fill(held);
    held.tamper("UPDATE event SET words_digest = CASE substr(words_digest, 1, 1) WHEN 'A' THEN 'B' ELSE 'A' END || "
                "substr(words_digest, 2) WHERE sequence = 2");
    EXPECT_TRUE(names(held.verify(), 2, reference));

    store other;
    const auto second = fill(other);
    other.tamper("UPDATE words SET sealed = substr(sealed, 2) || 'A'");
    EXPECT_TRUE(names(other.verify(), 2, second));

    store erased;
    const auto third = fill(erased);
    erased.tamper("DELETE FROM words");
    EXPECT_TRUE(names(erased.verify(), 2, third));
}

TEST(LedgerCheck, FindsARenumberedRow) {
    store held;
    const auto reference = fill(held);
    held.tamper("UPDATE event SET sequence = sequence + 64 WHERE sequence = 2");
    const auto found = held.verify();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().sequence, 2);
    EXPECT_TRUE(names(found, 66, reference));
}

TEST(LedgerCheck, FindsARemovedRowAndALedgerCutShort) {
    store held;
    fill(held);
    held.tamper("PRAGMA foreign_keys = 0");
    held.tamper("DELETE FROM event WHERE sequence = 3");
    EXPECT_EQ(held.verify().front().sequence, 3);

    store cut;
    fill(cut);
    cut.tamper("DELETE FROM event WHERE sequence = (SELECT MAX(sequence) FROM event)");
    EXPECT_NE(cut.verify().front().what.find("ends here"), std::string::npos);
    cut.tamper("UPDATE journal_head SET sequence = sequence - 1");
    EXPECT_NE(cut.verify().front().what.find("head"), std::string::npos);
}

TEST(LedgerCheck, FindsARequestOrAClockThatSaysOtherThanItsLedger) {
    store held;
    const auto reference = fill(held);
    held.tamper("UPDATE clock SET due_on = due_on + 7 WHERE request = 2");
    auto found = held.verify();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().reference, reference);

    held.tamper("UPDATE clock SET due_on = due_on - 7 WHERE request = 2");
    EXPECT_TRUE(held.verify().empty());
    held.tamper("UPDATE request SET service = 'equipment-2' WHERE number = 2");
    found = held.verify();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().reference, reference);
}

TEST(LedgerCheck, FindsIdentitiesThatWereSwapped) {
    store held;
    const auto reference = fill(held);
    held.tamper("UPDATE child SET sealed_identity = (SELECT sealed_identity FROM child WHERE number = 3), "
                "sealed_key = (SELECT sealed_key FROM child WHERE number = 3) WHERE number = 2");
    const auto found = held.verify();
    ASSERT_EQ(found.size(), 2U); // and the words that hang on its key
    EXPECT_TRUE(names(found, 2, reference));
    EXPECT_NE(found.back().what.find("child 2"), std::string::npos);
}

} // namespace clockstart::db
