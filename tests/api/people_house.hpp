#pragma once

#include "tests/api/house_server.hpp"
#include "tests/api/person.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart::test {

inline const std::string noon = "2026-11-22T12:00:00Z", a_minute_later = "2026-11-22T12:01:00Z";
inline const std::string password = "kettle-harbour-violin";

// People with accounts, and Jo among them. 22 November 2026 at noon is now in these tests, until they say otherwise.
struct people_house : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    person jo{house.port()};

    boost::json::object
    invite(boost::json::object what = {
               {"name", "Jo Hart"}, {"role", "therapist"}, {"areas", {"99G"}}, {"address", "jo.hart@example.org"}}) {
        const auto made = house.post(administrator, "/api/v1/people", what);
        EXPECT_EQ(made.status, 201U) << made.body;
        return boost::json::parse(made.body).as_object();
    }
    static std::string text(const boost::json::value& value) { return std::string{value.as_string()}; }
    boost::json::value row(const boost::json::value& id) {
        const auto list = house.json(administrator, "/api/v1/people");
        for (const auto& one : list.at("items").as_array()) {
            if (one.at("id") == id) {
                return one;
            }
        }
        return nullptr;
    }
    reply change(const boost::json::object& who, const std::string& what, const boost::json::object& body = {}) {
        return house.post(administrator, "/api/v1/people/" + text(who.at("id")) + "/" + what, body);
    }
    // Jo, with an account that is set up, signed out.
    boost::json::object jo_with_account() {
        auto made = invite();
        jo.set_up(text(made.at("link_path")), password, noon);
        jo.send("/sign-out", "");
        EXPECT_FALSE(jo.is_in());
        house.set_now(a_minute_later);
        return made;
    }
    reply sign_in(const std::string& code) { return jo.sign_in("jo.hart@example.org", password, code); }
};

} // namespace clockstart::test
