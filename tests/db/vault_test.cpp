#include "tests/db/store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace clockstart::db {

namespace {

struct keyed {
    keyed() {
        vault::make_key(place.path() / "vault.key");
        held = std::make_unique<vault>(place.path() / "vault.key");
    }
    test::temp_folder place;
    std::unique_ptr<vault> held;
};

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

} // namespace

TEST(Vault, OpensWhatItSealed) {
    const keyed one;
    const auto who = child(7);
    const auto [key, identity] = one.held->seal_new_child(12, who);
    EXPECT_EQ(one.held->open_identity(key, 12, identity), who);
    EXPECT_EQ(one.held->open_identity(key, 12, one.held->seal_identity(key, 12, who)), who);
    const words text{"Line one\nline two, \"quoted\"", "because", {"A walking frame", ""}};
    EXPECT_EQ(one.held->open_words(key, 3, one.held->seal_words(key, 3, text)), text);
    EXPECT_NE(one.held->seal(key, "x", "same"), one.held->seal(key, "x", "same"));
}

TEST(Vault, RefusesASealOfAnotherRowAnotherChildOrAnotherKey) {
    const keyed one, other;
    const auto [key, sealed] = one.held->seal_new_child(12, child(7));
    const auto second = one.held->seal_new_child(13, child(8)).first;
    EXPECT_THROW(one.held->open_identity(key, 13, sealed), std::runtime_error);
    EXPECT_THROW(one.held->open_identity(second, 12, sealed), std::runtime_error);
    EXPECT_THROW(other.held->open_identity(key, 12, sealed), std::runtime_error);
    EXPECT_THROW(one.held->open_words(key, 12, sealed), std::runtime_error);
    for (std::size_t place = 0; place < sealed.size(); ++place) {
        auto changed = sealed;
        changed[place] = changed[place] == 'A' ? 'B' : 'A';
        EXPECT_THROW(one.held->open_identity(key, 12, changed), std::runtime_error) << place;
    }
    EXPECT_THROW(one.held->open_identity(key, 12, ""), std::runtime_error);
}

TEST(Vault, LooksChildrenUpByHashesThatNeedTheKey) {
    const keyed one, other;
    EXPECT_EQ(one.held->nhs_number_hash("9990000018"), one.held->nhs_number_hash("9990000018"));
    EXPECT_NE(one.held->nhs_number_hash("9990000018"), other.held->nhs_number_hash("9990000018"));
    EXPECT_NE(one.held->digest("9990000018"), one.held->nhs_number_hash("9990000018"));
    const auto born = day("2018-05-04");
    EXPECT_EQ(one.held->name_hash("O'Neill Smith", born), one.held->name_hash("oneill-smith", born));
    EXPECT_NE(one.held->name_hash("Smith", born), one.held->name_hash("Smith", day("2018-05-05")));
}

TEST(VaultKey, IsItsOwnersAloneAndNeverReplaced) {
    const keyed one;
    const auto file = one.place.path() / "vault.key";
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_THROW(vault::make_key(file), std::runtime_error);
    std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    EXPECT_THROW(vault{file}, std::runtime_error);
    EXPECT_THROW(vault{one.place.path() / "nowhere"}, std::runtime_error);
}

TEST(VaultKey, HasToBeAKeyFile) {
    const keyed one;
    for (const std::string text :
         {"", "{}", "[1]", R"({"id": "a", "key": "c2hvcnQ"})", R"({"id": 1, "key": 2})", "not json"}) {
        const auto file = one.place.path() / "other.key";
        std::ofstream{file} << text;
        std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        EXPECT_THROW(vault{file}, std::runtime_error) << text;
    }
}

TEST(Vault, LeavesNothingOfAChildInTheDatabaseInPlain) {
    store held;
    auto asked = request("2026-11-01", 5);
    asked.child.given_name = "Zephyrine";
    asked.text.note = "Lives with aunt Ermintrude";
    asked.text.item_descriptions = {"Turquoise standing frame"};
    asked.once = {"key", held.identities().digest("Zephyrine Quillfeather5")};
    const auto made = held.accept(asked);
    held.accept(event_on(made.reference, "withdrawn", "2026-11-02", {}, "Moved to Polperro"));
    asked.child.family_name = "Thistledown";
    asked.once.reset();
    held.accept(asked);
    const auto with_wal = bytes_of(held.database()) + bytes_of(held.database().string() + "-wal");
    held.close(); // checkpoints
    const auto after = bytes_of(held.database());
    ASSERT_NE(with_wal.find(made.reference), std::string::npos); // so the search can find something
    ASSERT_NE(after.find(made.reference), std::string::npos);
    const auto nhs_number = child(5).nhs_number;
    for (const std::string canary : {"Zephyrine", "Quillfeather", "Thistledown", "Ermintrude", "Turquoise", "Polperro",
                                     "SS1 1AA", "2018-05-04", nhs_number.c_str()}) {
        EXPECT_EQ(with_wal.find(canary), std::string::npos) << canary;
        EXPECT_EQ(after.find(canary), std::string::npos) << canary;
    }
}

} // namespace clockstart::db
