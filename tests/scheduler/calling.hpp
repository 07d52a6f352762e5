#pragma once

#include "scheduler/webhook_caller.hpp"
#include "tests/scheduler/working_folder.hpp"
#include "tests/support/webhook_receiver.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace clockstart::scheduler {

// A folder, receivers, and a caller that lives for as long as a daemon does.
class calling : public testing::Test {
protected:
    void SetUp() override {
        if (!test::webhook_receiver::is_there()) {
            GTEST_SKIP() << test::webhook_receiver::why_not;
        }
        start();
    }
    void TearDown() override { stop(); }

    void start();
    void stop();

    // What a webhook is, besides what every one of these tests has.
    struct choice {
        std::vector<std::string> areas{}, providers{}, types{};
    };
    void add(const std::string& name, const std::string& url) { add(name, url, {}); }
    void add(const std::string& name, const std::string& url, choice what);

    // Until everything that is due has been done. Takes what receivers tell meanwhile.
    void settle(std::vector<test::webhook_receiver*> receivers = {});
    void settle_at(std::string_view instant, std::vector<test::webhook_receiver*> receivers = {}) {
        held.move_to(instant);
        settle(std::move(receivers));
    }
    template <class Done>
    void go_on_until(const Done& is_done) {
        while (!is_done()) {
            running_->loop.run_one_for(std::chrono::milliseconds{20});
        }
    }

    std::vector<db::delivery_row> outbox(const std::string& webhook) const;
    // "created EQ-1234-5678", of every call that a receiver got since; each verified.
    static std::vector<std::string> told(test::webhook_receiver& at);
    static boost::json::object body_of(const boost::json::object& call);

    working_folder held;
    const std::string secret = make_webhook_secret();
    webhook_settings how{.allowed_hosts = {"127.0.0.1"}};
    bool is_held{false};

private:
    struct daemon {
        boost::asio::io_context loop{1};
        boost::asio::thread_pool pool{4};
        std::optional<webhook_caller> caller;
    };
    std::optional<daemon> running_;
};

} // namespace clockstart::scheduler
