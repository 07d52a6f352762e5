#include "db/command_writer.hpp"
#include "tests/db/store.hpp"

#include <soci/soci.h>

#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <set>

#include <sys/resource.h>

namespace clockstart::db {

using domain::errc;

namespace {

// While it lives no file of this process can grow past its limit: writes fail as on a full disk.
class small_disk {
public:
    explicit small_disk(std::uintmax_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto small = before_;
        small.rlim_cur = bytes;
        std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    small_disk(const small_disk&) = delete;
    small_disk& operator=(const small_disk&) = delete;
    ~small_disk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

std::uintmax_t wal_size(const store& held) { return std::filesystem::file_size(held.database().string() + "-wal"); }

} // namespace

TEST(FailedStorage, EndsTheWriterAndLosesNothingThatWasAcknowledged) {
    store held;
    int told = 0;
    held.writes().on_failure([&] { ++told; });
    std::set<std::string> acknowledged;
    acknowledged.insert(held.accept(request("2026-11-01", 1)).reference);
    {
        const small_disk full{wal_size(held) + 200'000};
        errc why{};
        int number = 2;
        for (; number < 2000 && why != errc::storage_failed; ++number) {
            const auto done = held.append(request("2026-11-01", number));
            if (done) {
                acknowledged.insert(done->reference);
            } else {
                why = done.error().code;
            }
        }
        ASSERT_EQ(why, errc::storage_failed);
    }
    // There is room again, but what the disk made of the last writes cannot be known: no second try.
    EXPECT_EQ(held.append(request("2026-11-01", 9999)).error().code, errc::storage_failed);
    EXPECT_EQ(held.append(record_due_steps{}).error().code, errc::storage_failed);
    EXPECT_EQ(told, 1);
    EXPECT_NE(held.writes().failure().find("SQLite"), std::string::npos);
    EXPECT_EQ(held.writes().failure().find("Quillfeather"), std::string::npos);

    held.reopen();
    for (const auto& reference : acknowledged) {
        EXPECT_TRUE(held.reads().find_request(reference)) << reference;
    }
    EXPECT_TRUE(held.verify().empty());
    EXPECT_TRUE(held.append(request("2026-11-01", 9999)));
}

TEST(FailedStorage, AnswersEverybodyInTheBatch) {
    store held;
    held.accept(request("2026-11-01", 1));
    std::vector<std::future<domain::result<receipt>>> coming;
    {
        const small_disk full{wal_size(held) + 1};
        for (int number = 2; number < 200; ++number) {
            auto promised = std::make_shared<std::promise<domain::result<receipt>>>();
            coming.push_back(promised->get_future());
            held.writes().append(request("2026-11-01", number),
                                 [promised](domain::result<receipt> done) { promised->set_value(std::move(done)); });
        }
        for (auto& one : coming) {
            const auto done = one.get();
            ASSERT_FALSE(done);
            EXPECT_EQ(done.error().code, errc::storage_failed);
        }
    }
    held.reopen();
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request"), 1);
}

TEST(FailedStorage, IsNamedByTheEnginesCodeWithoutAnyValue) {
    store held;
    const auto& path = held.database();
    const auto now = held.now();
    const auto& identities = held.identities();
    held.close();
    command_writer full{path, identities, [now] { return now; }};
    long long pages = 0;
    full.sql() << "PRAGMA page_count", soci::into(pages);
    full.sql() << "PRAGMA max_page_count = " << pages;
    full.begin();
    std::string why;
    try {
        for (int number = 1; number < 5000; ++number) {
            ASSERT_TRUE(full.write(request("2026-11-01", number)));
        }
    } catch (const soci::soci_error&) {
        why = full.give_up();
    }
    EXPECT_EQ(why, "SQLite 13 (database or disk is full)");
}

} // namespace clockstart::db
