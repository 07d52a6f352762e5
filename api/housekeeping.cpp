#include "api/housekeeping.hpp"

#include "api/door.hpp"
#include "api/faces.hpp"
#include "api/problem.hpp"
#include "web/embedded.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace clockstart::api {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

std::string_view type_of(std::string_view name) {
    if (name.ends_with(".css")) {
        return "text/css; charset=utf-8";
    }
    if (name.ends_with(".svg")) {
        return "image/svg+xml";
    }
    if (name.ends_with(".js")) {
        return "text/javascript; charset=utf-8";
    }
    return name.ends_with(".woff2") ? "font/woff2" : "application/octet-stream";
}

// FNV-1a: tells versions of our own files apart; nobody else writes them, so it need not resist anybody.
std::uint64_t fingerprint(std::string_view content) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : content) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return hash;
}

json::object value_of(const problem_kind& kind) {
    return {{"type", "/problems/" + std::string{kind.slug}},
            {"title", kind.title},
            {"status", kind.status},
            {"meaning", kind.meaning},
            {"remedy", kind.mend}};
}

} // namespace

asio::awaitable<answer> get_asset(house&, const call& asked) {
    const auto& name = asked.captures.front();
    const auto content = web::file("assets/" + name);
    if (!content) {
        co_return problem(asked, "not-found");
    }
    answer file{200, std::string{type_of(name)}, std::string{*content}, {}};
    file.headers.emplace_back("Cache-Control", "public, max-age=86400");
    file.headers.emplace_back("ETag", fmt::format("\"{:016x}\"", fingerprint(*content)));
    co_return file;
}

asio::awaitable<answer> get_problem_kind(house&, const call& asked) {
    const auto* kind = find_problem_kind(asked.captures.front());
    if (kind == nullptr) {
        co_return problem(asked, "not-found");
    }
    view what;
    what.json = value_of(*kind);
    what.template_name = "problem_type";
    what.title = std::string{kind->title};
    co_return show(asked, what);
}

asio::awaitable<answer> list_problem_kinds(house&, const call& asked) {
    json::array items;
    view what;
    what.table = csv_table{{"type", "status", "title", "meaning", "remedy"}, {}};
    what.csv_name = "problems.csv";
    for (const auto& kind : problem_kinds()) {
        items.push_back(value_of(kind));
        what.table->rows.push_back({"/problems/" + std::string{kind.slug}, std::to_string(kind.status),
                                    std::string{kind.title}, std::string{kind.meaning}, std::string{kind.mend}});
    }
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    co_return show(asked, what);
}

asio::awaitable<answer> get_health(house&, const call&) {
    co_return json_answer(200, json::object{{"status", "alive"}});
}

asio::awaitable<answer> get_readiness(house&, const call& asked) {
    const bool ready = asked.through == nullptr || !asked.through->ready || asked.through->ready();
    co_return ready ? json_answer(200, json::object{{"status", "ready"}}) : problem("not-ready");
}

} // namespace clockstart::api
