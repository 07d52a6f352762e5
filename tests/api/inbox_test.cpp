#include "house_server.hpp"
#include "page_session.hpp"
#include "page_words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace clockstart::api {
namespace {

namespace json = boost::json;
using test::house_server;

// A server with a manager in whose inbox two breaches lie, put there as the courier does it.
class told_server {
public:
    told_server() {
        manager = at.token("provider_manager", {}, {"PV01"});
        const auto writer = at.token("therapist", {}, {"PV01"});
        for (int child = 1; child <= 2; ++child) {
            const auto made = at.post(writer, "/api/v1/requests", house_server::equipment_request("2026-09-01", child));
            EXPECT_EQ(made.status, 201U) << made.body;
        }
        db::hand_out filled;
        for (const auto& one : at.history().messages_after(0, 100)) {
            filled.up_to = one.number;
            if (one.step == "breach") {
                filled.notices.push_back({id_of_manager(), one.number});
            }
        }
        EXPECT_EQ(filled.notices.size(), 2U);
        EXPECT_TRUE(at.journal().append_and_wait(filled));
    }

    // The id of the one manager there is by then.
    std::string id_of_manager() const {
        const auto people = at.history().recipients();
        return std::ranges::find(people, "provider_manager", [](const auto& one) { return one.who.role; })->who.token;
    }
    json::array items(const std::string& token, const std::string& query = "") {
        return at.json(token, "/api/v1/inbox" + query).at("items").as_array();
    }
    test::reply put(const std::string& token, const json::object& wanted) {
        const auto body = json::serialize(wanted);
        return test::http_client{at.port()}.ask(
            "PUT /api/v1/inbox/settings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
            "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }

    house_server at;
    std::string manager;
};

TEST(Inbox, TellsItsOwnerWhatIsToBeLookedAtAndNobodyElse) {
    told_server server;
    const auto items = server.items(server.manager);
    ASSERT_EQ(items.size(), 2U);
    const auto& first = items[0].as_object();
    EXPECT_EQ(first.at("text"), "Past target: Equipment delivered was due by 13 October 2026");
    EXPECT_EQ(first.at("about"), "event");
    EXPECT_EQ(first.at("area"), "99G");
    EXPECT_TRUE(first.at("seen_at").is_null());
    EXPECT_TRUE(server.items(server.at.token("provider_manager", {}, {"PV01"})).empty());
    EXPECT_EQ(server.at.get("", "/api/v1/inbox").status, 401U);
}

TEST(Inbox, NamesNoChildInAnyFace) {
    told_server server;
    for (const std::string accept : {"application/json", "text/csv", "text/html"}) {
        const auto told = server.at.get(server.manager, "/api/v1/inbox", "Accept: " + accept + "\r\n");
        EXPECT_EQ(told.status, 200U) << accept;
        EXPECT_NE(told.body.find("Past target: Equipment delivered"), std::string::npos) << accept;
        EXPECT_EQ(told.body.find("999"), std::string::npos) << accept;
    }
}

TEST(Inbox, LetsItsOwnerMarkOneOrAllAsSeen) {
    told_server server;
    const auto number = server.items(server.manager)[0].at("number").as_int64();
    const auto path = "/api/v1/inbox/" + std::to_string(number) + "/seen";
    EXPECT_EQ(json::parse(server.at.post(server.manager, path, json::object{}).body).at("seen"), 1);
    EXPECT_EQ(json::parse(server.at.post(server.manager, path, json::object{}).body).at("seen"), 0);
    EXPECT_EQ(server.items(server.manager).size(), 1U);
    EXPECT_EQ(json::parse(server.at.post(server.manager, path, {{"all_before", true}}).body).at("seen"), 1);
    EXPECT_TRUE(server.items(server.manager).empty());
    EXPECT_EQ(server.items(server.manager, "?state=all").size(), 2U);
}

TEST(Inbox, DoesNotLetAnybodyElseMarkItAndSaysTheSameOfWhatIsNotThere) {
    told_server server;
    const auto number = server.items(server.manager)[0].at("number").as_int64();
    const auto other = server.at.token("administrator");
    const auto theirs = server.at.post(other, "/api/v1/inbox/" + std::to_string(number) + "/seen", json::object{});
    const auto absent = server.at.post(other, "/api/v1/inbox/999999/seen", json::object{});
    EXPECT_EQ(theirs.status, 404U);
    EXPECT_EQ(absent.status, 404U);
    EXPECT_EQ(server.at.post(other, "/api/v1/inbox/none/seen", json::object{}).status, 404U);
    EXPECT_EQ(server.at.post(server.manager, "/api/v1/inbox/1/seen", {{"everything", true}}).status, 422U);
    EXPECT_EQ(server.items(server.manager).size(), 2U);
}

TEST(Inbox, IsGivenPageByPage) {
    told_server server;
    const auto first = server.at.json(server.manager, "/api/v1/inbox?limit=1");
    ASSERT_EQ(first.at("items").as_array().size(), 1U);
    const std::string cursor{first.at("next").as_string()};
    const auto second = server.at.json(server.manager, "/api/v1/inbox?limit=1&cursor=" + cursor);
    ASSERT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_NE(first.at("items").as_array()[0].at("number"), second.at("items").as_array()[0].at("number"));
    EXPECT_TRUE(second.at("next").is_null());
    EXPECT_EQ(server.at.get(server.manager, "/api/v1/inbox?state=lost").status, 422U);
    EXPECT_EQ(server.at.get(server.manager, "/api/v1/inbox?sort=due").status, 400U);
}

TEST(Inbox, IsCountedOnTheHomePageOfItsOwnerAlone) {
    told_server server;
    const auto says = [&](const std::string& token, const std::string& words) {
        return test::words_of(server.at.get(token, "/", "Accept: text/html\r\n").body).find(words) != std::string::npos;
    };
    EXPECT_TRUE(says(server.manager, "2 messages that you have not seen."));
    const auto number = server.items(server.manager)[0].at("number").as_int64();
    server.at.post(server.manager, "/api/v1/inbox/" + std::to_string(number) + "/seen", json::object{});
    EXPECT_TRUE(says(server.manager, "1 message that you have not seen."));
    EXPECT_FALSE(says(server.at.token("provider_manager", {}, {"PV01"}), "you have not seen"));
}

TEST(InboxSettings, AreKeptAndTheAddressIsSealed) {
    told_server server;
    EXPECT_EQ(server.at.json(server.manager, "/api/v1/inbox/settings"),
              json::value({{"address", nullptr}, {"pace", "inbox"}, {"nag", true}}));
    const json::object wanted{{"address", "a.manager@example.test"}, {"pace", "daily"}, {"nag", false}};
    const auto put = server.put(server.manager, wanted);
    EXPECT_EQ(put.status, 200U) << put.body;
    EXPECT_EQ(server.at.json(server.manager, "/api/v1/inbox/settings"), json::value(wanted));
    for (const auto& one : server.at.history().recipients()) {
        EXPECT_EQ(one.sealed_address.find("example"), std::string::npos);
    }
}

TEST(InboxSettings, ThatCannotBeAreRefusedWithTheirField) {
    told_server server;
    const auto pointers = [&](const json::object& wanted) {
        const auto refused = server.put(server.manager, wanted);
        EXPECT_EQ(refused.status, 422U) << refused.body;
        std::string all;
        const auto told = json::parse(refused.body);
        for (const auto& one : told.at("errors").as_array()) {
            all += std::string{one.at("pointer").as_string()} + " ";
        }
        return all;
    };
    EXPECT_EQ(pointers({{"address", "two@example.test\r\nBcc: all@example.test"}, {"pace", "daily"}}), "/address ");
    EXPECT_EQ(pointers({{"address", "nobody"}, {"pace", "daily"}}), "/address ");
    EXPECT_EQ(pointers({{"pace", "daily"}}), "/address ");
    EXPECT_EQ(pointers({{"pace", "hourly"}}), "/pace ");
    EXPECT_EQ(pointers({{"pace", "inbox"}, {"phone", "1"}}), "/phone ");
}

TEST(InboxSettingsPage, TakesTheFormAndSaysWhatItMeans) {
    told_server server;
    const test::page_session manager{server.at.port(), server.manager};
    EXPECT_NE(manager.get("/inbox").body.find("href=\"/inbox/settings\""), std::string::npos);
    const std::string form = "&pace=daily&address=a.manager%40example.test";
    EXPECT_EQ(manager.send_as("other", "/inbox/settings", form).status, 403U);
    const auto saved = manager.send("/inbox/settings", form);
    EXPECT_EQ(saved.status, 303U);
    EXPECT_EQ(saved.header("Location"), "/inbox/settings?saved=yes");
    EXPECT_EQ(server.at.json(server.manager, "/api/v1/inbox/settings"),
              json::value({{"address", "a.manager@example.test"}, {"pace", "daily"}, {"nag", false}}))
        << "a box without a tick is not sent";
    const auto page = manager.get("/inbox/settings?saved=yes").body;
    EXPECT_NE(page.find("Saved. You get one e-mail a day"), std::string::npos);
    EXPECT_NE(page.find("value=\"daily\" checked"), std::string::npos);
    EXPECT_EQ(page.find("saved=yes"), std::string::npos) << "the notice is not linked to";
    EXPECT_EQ(manager.get("/inbox/settings").body.find("Saved."), std::string::npos);
    EXPECT_EQ(manager.send("/inbox/settings", "&pace=inbox&address=&nag=true").status, 303U);
    EXPECT_EQ(server.at.json(server.manager, "/api/v1/inbox/settings"),
              json::value({{"address", nullptr}, {"pace", "inbox"}, {"nag", true}}));
    EXPECT_EQ(server.at.get(server.manager, "/api/v1/inbox/settings?saved=yes").status, 400U);
}

TEST(InboxSettingsPage, NamesTheFieldThatIsWrongAndKeepsWhatWasTyped) {
    told_server server;
    const test::page_session manager{server.at.port(), server.manager};
    const auto wrong = [&](const std::string& form) {
        const auto refused = manager.send("/inbox/settings", form);
        EXPECT_EQ(refused.status, 422U) << form;
        EXPECT_NE(refused.body.find("<title>Error: "), std::string::npos) << form;
        EXPECT_NE(refused.body.find("There is a problem"), std::string::npos) << form;
        return refused.body;
    };
    const auto nobody = wrong("&pace=daily&address=nobody%3Cb%3E");
    EXPECT_NE(nobody.find("href=\"#address\""), std::string::npos);
    EXPECT_NE(nobody.find("id=\"address-error\""), std::string::npos);
    EXPECT_NE(nobody.find("value=\"nobody&lt;b&gt;\""), std::string::npos);
    EXPECT_NE(nobody.find("value=\"daily\" checked"), std::string::npos);
    EXPECT_NE(wrong("&pace=at_once&address=").find("or choose to be told only here"), std::string::npos);
    EXPECT_NE(wrong("&pace=hourly").find("href=\"#pace\""), std::string::npos);
    EXPECT_NE(wrong("").find("id=\"pace-error\""), std::string::npos);
    EXPECT_EQ(server.at.json(server.manager, "/api/v1/inbox/settings"),
              json::value({{"address", nullptr}, {"pace", "inbox"}, {"nag", true}}));
}

TEST(InboxSettingsPage, IsEverybodysOwn) {
    told_server server;
    server.put(server.manager, {{"address", "a.manager@example.test"}, {"pace", "daily"}});
    for (const std::string role :
         {"therapist", "provider_manager", "school", "commissioner", "administrator", "auditor", "integrator"}) {
        const test::page_session other{server.at.port(), server.at.token(role)};
        const auto page = other.get("/inbox/settings");
        EXPECT_EQ(page.status, 200U) << role;
        EXPECT_EQ(page.body.find("a.manager"), std::string::npos) << role;
    }
    EXPECT_EQ(server.at.get("", "/inbox/settings", "Accept: text/html\r\n").status, 401U);
}

TEST(Outbox, IsForAdministratorsAndAuditorsAndHoldsNoAddress) {
    told_server server;
    server.put(server.manager, {{"address", "a.manager@example.test"}, {"pace", "at_once"}});
    const auto manager = server.id_of_manager();
    EXPECT_TRUE(server.at.journal().append_and_wait(db::make_mails{{{manager, "msg_1", {}, false}}}));
    for (const std::string role : {"administrator", "auditor"}) {
        const auto items = server.at.json(server.at.token(role), "/api/v1/outbox").at("items").as_array();
        ASSERT_EQ(items.size(), 1U);
        EXPECT_EQ(items[0].at("id"), "msg_1");
        EXPECT_EQ(items[0].at("state"), "waiting");
        EXPECT_EQ(json::serialize(items).find("example.test"), std::string::npos);
    }
    for (const std::string role : {"therapist", "provider_manager", "school", "commissioner", "integrator"}) {
        EXPECT_EQ(server.at.get(server.at.token(role), "/api/v1/outbox").status, 404U) << role;
        EXPECT_EQ(server.at.post(server.at.token(role), "/api/v1/outbox/1/replay", json::object{}).status, 404U)
            << role;
    }
    const auto page = server.at.get(server.at.token("auditor"), "/outbox", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_EQ(page.body.find("/replay"), std::string::npos); // an auditor only looks
    const auto csv = server.at.get(server.at.token("auditor"), "/api/v1/outbox?format=csv");
    EXPECT_NE(csv.body.find("msg_1"), std::string::npos);
}

TEST(Outbox, TriesAgainOnlyWhatWasGivenUp) {
    told_server server;
    const auto admin = server.at.token("administrator");
    const auto manager = server.id_of_manager();
    server.put(server.manager, {{"address", "a.manager@example.test"}, {"pace", "at_once"}});
    EXPECT_TRUE(server.at.journal().append_and_wait(db::make_mails{{{manager, "msg_1", {}, false}}}));
    EXPECT_EQ(server.at.post(admin, "/api/v1/outbox/1/replay", json::object{}).status, 409U);
    EXPECT_EQ(server.at.post(admin, "/api/v1/outbox/2/replay", json::object{}).status, 404U);
    EXPECT_TRUE(server.at.journal().append_and_wait(
        db::record_attempts{{{1, domain::instant{}, db::delivery_fate::given_up, {}, "550 no"}}}));
    const auto again = server.at.post(admin, "/api/v1/outbox/1/replay", json::object{});
    EXPECT_EQ(again.status, 200U) << again.body;
    EXPECT_EQ(json::parse(again.body).at("state"), "waiting");
    EXPECT_EQ(json::parse(again.body).at("id"), "msg_1");
    EXPECT_EQ(server.at.json(admin, "/api/v1/outbox?state=given_up").at("items").as_array().size(), 0U);
}

} // namespace
} // namespace clockstart::api
