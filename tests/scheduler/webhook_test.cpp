#include "scheduler/webhook.hpp"

#include "tests/support/certificate.hpp"
#include "tests/support/webhook_receiver.hpp"

#include <gtest/gtest.h>

#include <set>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;
using receiver = test::webhook_receiver;

domain::instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

class webhook : public testing::Test {
protected:
    void SetUp() override {
        if (!receiver::is_there()) {
            GTEST_SKIP() << receiver::why_not;
        }
    }
    webhook_call call(const std::string& url) const {
        return {
            .url = url, .secret = secret, .id = "msg_01HZX4", .at = now(), .body = R"({"type":"breached","n":"ü"})"};
    }
    const std::string secret = make_webhook_secret();
    const webhook_settings settings{.allowed_hosts = {"127.0.0.1", "receiver.test"}};
};

TEST(WebhookSignature, IsThatOfTheStandardsExample) {
    EXPECT_EQ(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                domain::instant{1614265330s}, R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, IsNoneOfASecretThatIsNotOne) {
    for (const auto* secret : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_*", "whsec_abc"}) {
        EXPECT_EQ(webhook_signature(secret, "msg_1", {}, "{}"), "") << secret;
    }
}

TEST(WebhookSecret, IsAnotherEachTime) {
    std::set<std::string> made;
    for (int count = 0; count < 100; ++count) {
        const auto one = make_webhook_secret();
        EXPECT_EQ(one.size(), 6U + 44U);
        EXPECT_NE(webhook_signature(one, "msg_1", {}, "{}"), "");
        made.insert(one);
    }
    EXPECT_EQ(made.size(), 100U);
}

TEST_F(webhook, IsVerifiedByTheStockLibrary) {
    receiver at{secret};
    const auto done = post(settings, call(at.url()));
    EXPECT_TRUE(done.is_delivered()) << done.answer;
    EXPECT_EQ(done.answer, "answered 204");
    const auto got = at.call();
    EXPECT_TRUE(got.at("verified").as_bool()) << got;
    EXPECT_EQ(got.at("method"), "POST");
    EXPECT_EQ(got.at("url"), "/in?from=clockstart");
    EXPECT_EQ(got.at("body"), json::string_view{call({}).body});
    const auto& headers = got.at("headers").as_object();
    EXPECT_EQ(headers.at("webhook-id"), "msg_01HZX4");
    EXPECT_EQ(headers.at("content-type"), "application/json");
    EXPECT_EQ(headers.at("user-agent"), "Clockstart");
}

TEST_F(webhook, IsNotVerifiedWithAnotherSecretOrAtAnotherTime) {
    receiver at{make_webhook_secret()};
    post(settings, call(at.url()));
    EXPECT_FALSE(at.call().at("verified").as_bool());
    receiver ours{secret};
    auto late = call(ours.url());
    late.at -= 10min;
    post(settings, late);
    EXPECT_FALSE(ours.call().at("verified").as_bool());
}

TEST_F(webhook, IsSentAsAWholeHoweverLongItIs) {
    receiver at{secret};
    auto much = call(at.url());
    much.body = "{\"text\":\"" + std::string(3'000'000, 'x') + "\"}";
    EXPECT_TRUE(post(settings, much).is_delivered());
    EXPECT_TRUE(at.call().at("verified").as_bool());
}

TEST_F(webhook, IsJudgedByTheStatus) {
    receiver at{secret};
    struct row {
        const char* status;
        delivery_state state;
    };
    for (const auto& [status, state] : {row{"200", delivery_state::delivered}, row{"202", delivery_state::delivered},
                                        row{"301", delivery_state::transient}, row{"400", delivery_state::transient},
                                        row{"404", delivery_state::transient}, row{"410", delivery_state::permanent},
                                        row{"429", delivery_state::transient}, row{"500", delivery_state::transient},
                                        row{"503", delivery_state::transient}}) {
        const auto done = post(settings, call(at.url_answering(status)));
        EXPECT_EQ(done.state, state) << status;
        EXPECT_EQ(done.answer, std::string{"answered "} + status);
        at.call();
        EXPECT_TRUE(at.has_none());
    }
}

TEST_F(webhook, IsNotSentOnToWhereAnAnswerPoints) {
    receiver at{secret}, elsewhere{secret};
    for (const auto* status : {"301", "302", "307", "308"}) {
        const auto url = at.url_answering(status) + "&location=" + elsewhere.url();
        EXPECT_EQ(post(settings, call(url)).state, delivery_state::transient);
        at.call();
    }
    EXPECT_TRUE(elsewhere.has_none());
}

TEST_F(webhook, LooksAtNoMoreOfAnAnswerThanItsLimit) {
    receiver at{secret, {"--flood", "1000000"}}; // and then never ends
    const auto done = post(settings, call(at.url_answering("200")));
    EXPECT_TRUE(done.is_delivered()) << done.answer;
    receiver short_one{secret, {"--flood", "1000"}};
    auto hasty = settings;
    hasty.within = 500ms;
    EXPECT_EQ(post(hasty, call(short_one.url_answering("200"))).state, delivery_state::transient);
}

TEST_F(webhook, IsTransientWhenNobodyAnswersInTime) {
    receiver at{secret, {"--silent"}};
    auto hasty = settings;
    hasty.within = 500ms;
    const auto done = post(hasty, call(at.url()));
    EXPECT_EQ(done.state, delivery_state::transient);
    EXPECT_EQ(done.answer, "Timeout was reached");
    const auto gone = receiver{secret}.url();
    EXPECT_EQ(post(settings, call(gone)).state, delivery_state::transient);
}

TEST_F(webhook, GoesByTlsToAReceiverThatProvesItsName) {
    const test::certificate held;
    receiver at{secret, {"--certificate", held.file(), "--key", held.key()}};
    const auto unproved = post(settings, call(at.url("https")));
    EXPECT_EQ(unproved.state, delivery_state::transient);
    EXPECT_EQ(unproved.stage, delivery_stage::secure) << unproved.answer;
    auto trusting = settings;
    trusting.ca_file = held.file();
    EXPECT_TRUE(post(trusting, call(at.url("https"))).is_delivered());
    EXPECT_TRUE(at.call().at("verified").as_bool());
    // Under a name that only we know: the address was looked up by us, the certificate is still the name's. Of two
    // addresses the one where somebody listens is taken.
    const name_resolver known = [](const std::string&) -> std::vector<boost::asio::ip::address> {
        return {boost::asio::ip::make_address("::1"), boost::asio::ip::make_address("127.0.0.1")};
    };
    const auto named = post(trusting, call(at.url("https", "receiver.test")), known);
    EXPECT_TRUE(named.is_delivered()) << named.answer;
    auto other = trusting;
    other.allowed_hosts.emplace_back("another.test");
    EXPECT_EQ(post(other, call(at.url("https", "another.test")), known).stage, delivery_stage::secure);
}

TEST_F(webhook, WithWhatCannotBeUsedIsRefusedForGood) {
    receiver at{secret};
    auto wrong = call(at.url());
    wrong.secret = "secret";
    EXPECT_EQ(post(settings, wrong).state, delivery_state::permanent);
    wrong = call(at.url());
    wrong.id = "msg_1\r\nx: y";
    EXPECT_EQ(post(settings, wrong).state, delivery_state::permanent);
    EXPECT_EQ(post({}, call(at.url())).state, delivery_state::permanent); // http, which nobody allowed
    EXPECT_TRUE(at.has_none());
}

} // namespace
} // namespace clockstart::scheduler
