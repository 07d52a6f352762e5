#include "tests/api/access_objects.hpp"
#include "tests/api/house_server.hpp"

#include "api/embedded.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using names = std::set<std::string>;

// Made of openapi.json: every body that an operation takes, with every member that stands anywhere in the document.
struct MassAssignment : testing::Test {
    const json::value document = json::parse(api::file("openapi.json").value());
    test::house_server house;
    const std::string administrator = house.token("administrator");
    const test::access_objects objects = test::make_access_objects(house, administrator);

    const json::object& resolved(const json::value& schema) const {
        const auto* at = &schema.as_object();
        while (const auto* const to = at->if_contains("$ref")) {
            const std::string name{to->as_string()};
            at = &document.at("components").at("schemas").at(name.substr(name.rfind('/') + 1)).as_object();
        }
        return *at;
    }

    // The members of an object of that shape.
    names members_of(const json::value& schema) const {
        names found;
        const auto& shape = resolved(schema);
        if (const auto* const properties = shape.if_contains("properties")) {
            for (const auto& [name, what] : properties->as_object()) {
                found.insert(name);
            }
        }
        for (const auto* const kind : {"oneOf", "anyOf", "allOf"}) {
            if (const auto* const shapes = shape.if_contains(kind)) {
                for (const auto& one : shapes->as_array()) {
                    found.merge(members_of(one));
                }
            }
        }
        return found;
    }

    names all_members() const {
        names found{"zzz"};
        for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
            found.merge(members_of(schema));
        }
        return found;
    }

    // The address with objects that are there, as far as this house has any.
    std::string address_of(std::string path) const {
        const auto put = [&](const std::string& part, const std::string& with) {
            if (const auto at = path.find(part); at != std::string::npos) {
                path.replace(at, part.size(), with);
            }
        };
        put("/services/{code}", "/services/equipment-99G-PV01");
        put("/pathways/{code}", "/pathways/equipment");
        put("{code}", "nothing");
        put("{reference}", objects.at("reference").at(test::whose::own));
        put("/prompts/{number}", "/prompts/" + objects.at("prompt").at(test::whose::own));
        put("{number}", "1");
        put("{id}", "nothing0");
        return path;
    }

    // Whether the answer says that this member is not taken.
    static bool refuses(const test::reply& came, const std::string& member) {
        if (came.status != 422) {
            return false;
        }
        const auto told = json::parse(came.body);
        for (const auto& fault : told.at("errors").as_array()) {
            if (fault.at("pointer") == json::value("/" + member)) {
                return true;
            }
        }
        return false;
    }
};

TEST_F(MassAssignment, IsRefusedByEveryOperationForEveryMemberThatIsNotItsOwn) {
    const auto all = all_members();
    int operations = 0, tried = 0;
    for (const auto& [path, methods] : document.at("paths").as_object()) {
        for (const auto& [method, what] : methods.as_object()) {
            const auto* const taken = what.as_object().if_contains("requestBody");
            if (taken == nullptr) {
                continue;
            }
            const auto& content = taken->at("content").at("application/json").as_object();
            const auto own = members_of(content.at("schema"));
            const auto* const example = content.if_contains("example");
            ++operations;
            for (const auto& member : all) {
                if (own.contains(member)) {
                    continue;
                }
                auto body = example == nullptr ? json::object{} : example->as_object();
                body[member] = "planted";
                const auto verb = method == "put" ? "PUT" : "POST";
                const auto text = json::serialize(body);
                const auto came = test::http_client{house.port()}.ask(
                    std::string{verb} + " " + address_of(std::string{path}) +
                    " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + administrator +
                    "\r\nIf-Match: *\r\nContent-Type: application/json\r\nContent-Length: " +
                    std::to_string(text.size()) + "\r\n\r\n" + text);
                ++tried;
                EXPECT_TRUE(refuses(came, member))
                    << verb << " " << path << " takes /" << member << ": " << came.status << " " << came.body;
            }
        }
    }
    EXPECT_GT(operations, 20);
    std::printf("%d members offered to %d operations that do not know them\n", tried, operations);
}

} // namespace
} // namespace clockstart
