#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include "api/routes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

namespace clockstart {
namespace {

using api::verb;

boost::asio::awaitable<api::answer> none(api::house&, const api::call&) { co_return api::answer{}; }

constexpr auto routes = std::to_array<api::route>({
    {verb::get, "/", none, api::right::come_in},
    {verb::get, "/requests", none, api::right::come_in},
    {verb::post, "/requests", none, api::right::come_in},
    {verb::get, "/requests/new", none, api::right::come_in},
    {verb::get, "/requests/{reference}", none, api::right::come_in},
    {verb::post, "/requests/{reference}/events", none, api::right::come_in},
    {verb::get, "/requests/{reference}/clocks/{target}/explanation", none, api::right::come_in},
});

TEST(Routes, FindsEachByItsShape) {
    std::vector<std::string> captures;
    const auto found = [&](verb method, std::string_view path) {
        const auto looked = api::find_route(routes, method, path, captures);
        return looked.found == nullptr ? std::string{"none; "} + looked.allow : std::string{looked.found->pattern};
    };
    EXPECT_EQ(found(verb::get, "/"), "/");
    EXPECT_EQ(found(verb::get, "/requests/new"), "/requests/new");
    EXPECT_EQ(found(verb::get, "/requests/EQ-1"), "/requests/{reference}");
    EXPECT_EQ(captures, (std::vector<std::string>{"EQ-1"}));
    EXPECT_EQ(found(verb::head, "/requests/EQ-1/clocks/delivered/explanation"),
              "/requests/{reference}/clocks/{target}/explanation");
    EXPECT_EQ(captures, (std::vector<std::string>{"EQ-1", "delivered"}));
    EXPECT_EQ(found(verb::get, "/requests/"), "none; ");
    EXPECT_EQ(found(verb::get, "/requests/EQ-1/"), "none; ");
    EXPECT_EQ(found(verb::get, "/requests/EQ-1/events"), "none; POST");
    EXPECT_EQ(found(verb::get, "/requests//events"), "none; ");
    EXPECT_EQ(found(verb::del, "/requests"), "none; GET, HEAD, POST");
    EXPECT_EQ(found(verb::get, "/Requests"), "none; ");
    EXPECT_EQ(found(verb::get, ""), "none; ");
}

TEST(Routes, OfTheDaemonAreEachThereOnce) {
    std::set<std::string> seen;
    for (const auto& route : api::route_table()) {
        SCOPED_TRACE(route.pattern);
        EXPECT_TRUE(seen.insert(std::string{name_of(route.method)} + " " + std::string{route.pattern}).second);
        EXPECT_TRUE(route.pattern.starts_with('/'));
        EXPECT_NE(route.handle, nullptr);
    }
}

} // namespace
} // namespace clockstart
