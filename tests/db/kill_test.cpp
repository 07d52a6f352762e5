#include "tests/db/store.hpp"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <semaphore>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

namespace clockstart::db {

namespace {

constexpr int burst = 100'000; // more than can be written before the kill

create_request numbered(int number) {
    auto asked = request("2026-11-01", number % 300'000);
    asked.once = {"key-" + std::to_string(number), "digest"};
    return asked;
}

struct opened_store {
    explicit opened_store(const std::filesystem::path& path)
        : folder{data_folder::open(path)}, identities{folder.key_file()},
          writes{folder, identities, board, [] { return domain::parse_instant("2026-11-22T10:00:00Z").value(); }} {}

    data_folder folder;
    vault identities;
    live_board board;
    journal writes;
};

// In a process of its own: as many requests as it can, the number of each told through the pipe once it is
// acknowledged.
[[noreturn]] void create_until_killed(const std::filesystem::path& path, int pipe) {
    opened_store held{path};
    std::counting_semaphore<256> places{256};
    for (int number = 1; number <= burst; ++number) {
        places.acquire();
        held.writes.append(numbered(number), [&places, pipe, number](const domain::result<receipt>& done) {
            if (done && ::write(pipe, &number, sizeof(number)) != sizeof(number)) {
                ::_exit(2);
            }
            places.release();
        });
    }
    ::_exit(1);
}

} // namespace

TEST(KilledInABurst, HasEveryAcknowledgedRequestAndNoneTwice) {
    test::temp_folder place;
    const auto path = place.path() / "data";
    data_folder::make(path, true);
    {
        opened_store held{path};
        put_directory services;
        services.areas = {{"99G", "Southend", "sub-icb", "", {}}};
        services.providers = {{"PV01", "Estuary Children's Therapies"}};
        services.services = {
            {"equipment-1", "Equipment", "equipment", "99G", "PV01", "99G", day("2015-01-01"), std::nullopt}};
        ASSERT_TRUE(held.writes.append_and_wait(services));
    }
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const auto process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        create_until_killed(path, ends[1]);
    }
    ::close(ends[1]);
    std::set<int> acknowledged;
    for (int number = 0; ::read(ends[0], &number, sizeof(number)) == sizeof(number);) {
        acknowledged.insert(number);
        if (acknowledged.size() == 3000) {
            ::kill(process, SIGKILL);
        }
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    ::close(ends[0]);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_GE(acknowledged.size(), 3000U);

    opened_store held{path};
    const auto last = *acknowledged.rbegin();
    std::set<std::string> references;
    for (int number = 1; number <= last; ++number) { // a caller who had no answer asks again with the same key
        const auto done = held.writes.append_and_wait(numbered(number));
        ASSERT_TRUE(done);
        EXPECT_TRUE(done->replayed || !acknowledged.contains(number)) << number;
        EXPECT_TRUE(references.insert(done->reference).second) << number;
        if (references.size() == 4000) {
            break;
        }
    }
    held.writes.stop();
    EXPECT_TRUE(check_ledger(held.folder.database(), &held.identities).empty());
}

} // namespace clockstart::db
