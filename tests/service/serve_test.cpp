#include "tests/service/program.hpp"
#include "tests/support/event_reader.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <set>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;
using test::new_request;
using test::served_folder;

std::string reference_of(const test::reply& created) {
    return std::string{boost::json::parse(created.body).at("reference").as_string()};
}

TEST(Serve, AnswersUntilItIsAskedToStop) {
    const demo_folder demo;
    served_folder daemon{demo.path()};
    EXPECT_EQ(daemon.get("", "/readyz").status, 200U);
    EXPECT_EQ(daemon.get("", "/api/v1/areas").status, 401U);
    EXPECT_TRUE(std::filesystem::exists(demo.path() / "clockstart.sock"));
    EXPECT_EQ(daemon.stop(), 0);
    EXPECT_FALSE(std::filesystem::exists(demo.path() / "clockstart.sock"));
}

TEST(Serve, StopsOnCtrlCAndNotOnAHangUp) {
    const demo_folder demo;
    served_folder daemon{demo.path()};
    daemon.send_signal(SIGHUP);
    EXPECT_EQ(daemon.get("", "/readyz").status, 200U);
    daemon.send_signal(SIGINT);
    EXPECT_EQ(daemon.wait(), 0);
}

TEST(Serve, ASecondProcessIsRefusedWithStatusThree) {
    const demo_folder demo;
    const served_folder daemon{demo.path()};
    EXPECT_EQ(clockstart({"serve", "--data", demo.data(), "--listen", "127.0.0.1:0"}).status, 3);
}

TEST(Serve, CommandsOnItsFolderGoThroughIt) {
    const demo_folder demo;
    served_folder daemon{demo.path()};
    const auto token = demo.token(); // the lock is the daemon's
    EXPECT_EQ(daemon.get(token, "/api/v1/areas").status, 200U);
    EXPECT_EQ(clockstart({"waits", "--data", demo.data(), "--pathway", "equipment"}).status, 0);
    EXPECT_EQ(clockstart({"verify", "--data", demo.data()}).status, 0);
    EXPECT_EQ(daemon.stop(), 0);
}

TEST(Serve, TheRoutesOfCommandsAreNotThereForAnybodyElse) {
    const demo_folder demo;
    const served_folder daemon{demo.path()};
    const auto token = demo.token();
    for (const auto& who : {std::string{}, token}) {
        EXPECT_EQ(daemon.post(who, "/local/v1/backup", boost::json::object{}).status, 404U);
        EXPECT_EQ(daemon.get(who, "/local/v1/imports/progress").status, 404U);
    }
    test::http_client socket{demo.path() / "clockstart.sock"};
    const auto with_token = socket.get("/local/v1/imports/progress", "Authorization: Bearer " + token + "\r\n");
    EXPECT_EQ(with_token.status, 404U); // whoever shows a token is judged by it
    EXPECT_EQ(test::http_client{demo.path() / "clockstart.sock"}.get("/local/v1/imports/progress").status, 200U);
}

TEST(Serve, WhoFollowsGoesOnAfterARestartWhereItWasCutOff) {
    const demo_folder demo;
    const auto token = demo.token();
    const auto create = [&](const served_folder& daemon, const std::string& key) {
        return reference_of(daemon.post(token, "/api/v1/requests", new_request("2026-06-01"), key));
    };
    std::int64_t seen = 0;
    {
        served_folder daemon{demo.path()};
        test::event_reader live{daemon.port(), token};
        const auto reference = create(daemon, "key-1");
        const auto told = live.next();
        EXPECT_EQ(told.text("reference"), reference);
        seen = told.id;
        const auto since = std::chrono::steady_clock::now();
        EXPECT_EQ(daemon.stop(), 0);
        EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{10}); // which requests in flight get
    }
    const served_folder daemon{demo.path()};
    const auto reference = create(daemon, "key-2");
    test::event_reader live{daemon.port(), token, "", "Last-Event-ID: " + std::to_string(seen) + "\r\n"};
    auto told = live.next();
    while (told.text("reference") != reference) { // what else was recorded of the first one
        EXPECT_EQ(told.id, ++seen);
        told = live.next();
    }
    EXPECT_EQ(told.id, ++seen);
}

TEST(Serve, ARestartKeepsEverything) {
    const demo_folder demo;
    const auto token = demo.token();
    std::string reference;
    std::string before;
    {
        served_folder daemon{demo.path()};
        const auto created = daemon.post(token, "/api/v1/requests", new_request("2026-06-01"), "key-1");
        ASSERT_EQ(created.status, 201U) << created.body;
        reference = reference_of(created);
        before = daemon.get(token, "/api/v1/requests/" + reference).body;
        EXPECT_EQ(daemon.stop(), 0);
    }
    served_folder daemon{demo.path()};
    EXPECT_EQ(daemon.get(token, "/api/v1/requests/" + reference).body, before);
    const auto again = daemon.post(token, "/api/v1/requests", new_request("2026-06-01"), "key-1");
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(reference_of(again), reference);
}

TEST(Serve, ATrialClockMovesNow) {
    const demo_folder demo;
    const auto token = demo.token();
    std::string reference;
    {
        served_folder daemon{demo.path(), {"--trial-clock", "2026-07-01T09:00:00Z"}};
        const auto created = daemon.post(token, "/api/v1/requests", new_request("2026-07-01"));
        ASSERT_EQ(created.status, 201U) << created.body;
        reference = reference_of(created);
        EXPECT_NE(created.body.find("\"running\""), std::string::npos) << created.body;
        EXPECT_EQ(daemon.post(token, "/api/v1/requests", new_request("2026-07-02")).status, 422U);
        EXPECT_EQ(daemon.stop(), 0);
    }
    served_folder daemon{demo.path(), {"--trial-clock", "2026-10-09T09:00:00Z"}};
    const auto held = daemon.get(token, "/api/v1/requests/" + reference);
    EXPECT_NE(held.body.find("\"breached\""), std::string::npos) << held.body;
}

// Asks until nothing that was to run is waiting any more; gives the jobs.
boost::json::array jobs_when_done(const served_folder& daemon, const std::string& token) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (std::chrono::steady_clock::now() < until) {
        const auto list = boost::json::parse(daemon.get(token, "/api/v1/jobs").body);
        const auto& jobs = list.at("items").as_array();
        const bool is_done = !jobs.empty() && std::ranges::all_of(jobs, [](const boost::json::value& one) {
            return one.at("lag_seconds") == 0 && !one.at("last_outcome").is_null();
        });
        if (is_done) {
            return jobs;
        }
        std::this_thread::yield();
    }
    return {};
}

TEST(Serve, CatchesUpWithRecurringWorkAfterTwoMonths) {
    const demo_folder demo;
    const auto token = demo.token();
    {
        served_folder daemon{demo.path(), {"--trial-clock", "2026-07-10T09:00:00Z"}};
        EXPECT_EQ(daemon.stop(), 0);
    }
    served_folder daemon{demo.path(), {"--trial-clock", "2026-09-15T09:00:00Z"}};
    const auto jobs = jobs_when_done(daemon, token);
    EXPECT_EQ(jobs.size(), 8U);
    for (const auto& one : jobs) {
        EXPECT_EQ(one.at("last_outcome"), "ok") << one.at("code");
        EXPECT_EQ(one.at("runs"), one.at("code") == "month_end_snapshot" ? 2 : 1) << one.at("code");
    }
    const auto kept = boost::json::parse(daemon.get(token, "/api/v1/snapshots").body);
    EXPECT_EQ(kept.at("items").at(0).at("month"), "2026-08");
    EXPECT_EQ(kept.at("items").at(1).at("month"), "2026-07");
    EXPECT_EQ(daemon.stop(), 0);
}

TEST(Serve, PublishesFiguresOfInventedChildrenAndElseOnlyKeptMonthsWhenItIsToldTo) {
    const auto published = [](const std::filesystem::path& data, const std::vector<std::string>& words = {}) {
        served_folder daemon{data, words};
        const auto status = daemon.get("", "/api/v1/figures").status;
        const bool leads_there = daemon.get("", "/sign-in").body.find("href=\"/figures\"") != std::string::npos;
        EXPECT_EQ(daemon.stop(), 0);
        return std::pair{status, leads_there};
    };
    const demo_folder demo;
    EXPECT_EQ(published(demo.path()), std::pair(200U, true));
    const auto no = demo.write("no.toml", "[figures]\npublished = false\n");
    EXPECT_EQ(published(demo.path(), {"--config", no}), std::pair(404U, false));
    const auto real = demo.beside("real");
    ASSERT_EQ(clockstart({"init", "--data", real.string()}).status, 0);
    EXPECT_EQ(published(real), std::pair(404U, false));
    const auto yes = demo.write("yes.toml", "[figures]\npublished = true\n");
    EXPECT_EQ(published(real, {"--config", yes}), std::pair(404U, true)) << "no month is kept yet";
}

TEST(Serve, MakesABackupWhenSomebodyAsksForOne) {
    const demo_folder demo;
    const auto token = demo.token();
    const auto backups = demo.beside("backups");
    std::filesystem::create_directory(backups);
    const auto settings = demo.write("clockstart.toml", "[backup]\nfolder = \"" + backups.string() + "\"\n");
    served_folder daemon{demo.path(), {"--config", settings}};
    EXPECT_EQ(daemon.post(token, "/api/v1/jobs/backup/run", boost::json::object{}).status, 202U);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    std::size_t files = 0;
    while (files == 0 && std::chrono::steady_clock::now() < until) {
        for (const auto& one : std::filesystem::directory_iterator{backups}) {
            files += one.path().extension() == ".db" ? 1 : 0;
        }
    }
    EXPECT_EQ(files, 1U) << "before the half minute is over that it might have slept";
    EXPECT_EQ(daemon.stop(), 0);
}

// Creates from several connections until the daemon is gone, and remembers what was acknowledged.
class load {
public:
    load(const served_folder& daemon, std::string token) : token_{std::move(token)} {
        for (int lane = 0; lane < 4; ++lane) {
            lanes_.emplace_back([this, &daemon, lane] { create(daemon, lane); });
        }
    }
    ~load() { join(); }
    load(const load&) = delete;
    load& operator=(const load&) = delete;

    void wait_for(std::size_t acknowledged) const {
        while (count_ < acknowledged) {
            std::this_thread::yield();
        }
    }
    void join() {
        for (auto& lane : lanes_) {
            lane.join();
        }
        lanes_.clear();
    }
    const std::set<std::string>& acknowledged() const { return references_; }

private:
    void create(const served_folder& daemon, int lane) {
        try {
            for (int number = 0; number < 100'000; ++number) {
                const auto created = daemon.post(token_, "/api/v1/requests", new_request("2026-06-01"),
                                                 std::to_string(lane) + "-" + std::to_string(number));
                if (created.status != 201) {
                    return;
                }
                const std::lock_guard lock{mutex_};
                references_.insert(reference_of(created));
                ++count_;
            }
        } catch (const boost::system::system_error&) {
            // refused: it has stopped listening
        }
    }

    std::string token_;
    std::mutex mutex_;
    std::set<std::string> references_;
    std::atomic<std::size_t> count_{0};
    std::vector<std::thread> lanes_;
};

TEST(Serve, StoppingUnderLoadLosesNoAcknowledgedWrite) {
    const demo_folder demo;
    const auto token = demo.token();
    std::set<std::string> acknowledged;
    {
        served_folder daemon{demo.path()};
        load creating{daemon, token};
        creating.wait_for(200);
        EXPECT_EQ(daemon.stop(), 0);
        creating.join();
        acknowledged = creating.acknowledged();
    }
    served_folder daemon{demo.path()};
    for (const auto& reference : acknowledged) {
        EXPECT_EQ(daemon.get(token, "/api/v1/requests/" + reference).status, 200U) << reference;
    }
    EXPECT_EQ(daemon.stop(), 0);
    EXPECT_EQ(clockstart({"verify", "--data", demo.data()}).status, 0);
}

} // namespace
} // namespace clockstart::service
