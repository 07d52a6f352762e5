#pragma once

#include "tests/support/script.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::test {

// An integrator's receiver: node, with the stock library of Standard Webhooks, on a free port of 127.0.0.1. What it can
// be told and what it tells of a call stands in tests/webhooks/receiver.mjs.
class webhook_receiver {
public:
    static constexpr auto why_not = "the library of Standard Webhooks is not there: ./check fetches it, or `npm ci "
                                    "--ignore-scripts` in tests/webhooks";
    static bool is_there() {
        return std::filesystem::exists(SOURCE_DIR "/tests/webhooks/node_modules/standardwebhooks");
    }

    explicit webhook_receiver(const std::string& secret, std::vector<std::string> options = {})
        : script_{words(secret, std::move(options))} {}

    std::string url(const std::string& scheme = "http", const std::string& host = "127.0.0.1") const {
        return scheme + "://" + host + ":" + std::to_string(script_.port()) + "/in?from=clockstart";
    }
    std::string url_answering(const std::string& status) const { return url() + "&status=" + status; }

    // The next call that it got; waits for it.
    boost::json::object call() {
        if (got_.empty()) {
            return next();
        }
        auto first = std::move(got_.front());
        got_.pop_front();
        return first;
    }
    // Takes what has come so far, so that the receiver need not wait to tell it. Whether there is nothing.
    bool has_none() {
        while (!script_.is_silent()) {
            got_.push_back(next());
        }
        return got_.empty();
    }
    // From now on it is as told: "status 500", "delay 400", "down", "up".
    void be(const std::string& how) {
        script_.say(how);
        for (auto told = next(); !told.contains("did"); told = next()) {
            got_.push_back(std::move(told));
        }
    }

private:
    static std::vector<std::string> words(const std::string& secret, std::vector<std::string> options) {
        options.insert(options.begin(), {"node", SOURCE_DIR "/tests/webhooks/receiver.mjs", secret});
        return options;
    }
    boost::json::object next() { return boost::json::parse(script_.line()).as_object(); }

    script script_;
    std::deque<boost::json::object> got_;
};

} // namespace clockstart::test
