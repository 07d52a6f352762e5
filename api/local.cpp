#include "api/local.hpp"

#include "api/audit_note.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/local_desk.hpp"
#include "api/problem.hpp"

#include "db/audit_check.hpp"
#include "db/backup.hpp"
#include "db/data_folder.hpp"
#include "db/ledger_check.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <filesystem>
#include <stdexcept>

namespace clockstart::api {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_path = 4096;

// `open`, so that a caller without a token hears the same 404 as everybody else.
constexpr auto table = std::to_array<route>({
    {verb::post, "/local/v1/imports/published", create_published_import, right::come_in, entrance::open, json_limit},
    {verb::post, "/local/v1/imports/requests", create_request_import, right::come_in, entrance::open, json_limit},
    {verb::post, "/local/v1/imports/calendar", create_calendar_import, right::come_in, entrance::open, json_limit},
    {verb::get, "/local/v1/imports/progress", get_import_progress, right::come_in, entrance::open},
    {verb::post, "/local/v1/backup", create_backup, right::come_in, entrance::open, json_limit},
    {verb::post, "/local/v1/verify", create_verification, right::come_in, entrance::open, json_limit},
});

} // namespace

std::span<const route> local_routes() { return table; }

std::vector<route> socket_route_table() {
    const auto everybody = route_table();
    std::vector<route> all{everybody.begin(), everybody.end()};
    all.insert(all.end(), table.begin(), table.end());
    return all;
}

local_house* desk_of(house& home, const call& asked) {
    const bool is_owner = asked.over_local_socket && asked.who && asked.who->local;
    return is_owner ? static_cast<local_house*>(&home) : nullptr;
}

std::filesystem::path read_path(fields& read) {
    std::filesystem::path file = read.text("file", longest_path);
    if (!file.empty() && !file.is_absolute()) {
        read.fault("file", "should be a path from the root");
    }
    return file;
}

boost::asio::awaitable<answer> get_import_progress(house& home, const call& asked) {
    const auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    co_return json_answer(
        200, json::object{{"running", desk->importing.running.load()}, {"rows", desk->importing.rows.load()}});
}

boost::asio::awaitable<answer> create_backup(house& home, const call& asked) {
    auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const auto file = read_path(read);
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    // The owner of the folder is told what stands in the way: a full disk, a file that is there already.
    auto copying = [desk, file]() -> domain::result<db::backup_report> {
        try {
            return db::make_backup(desk->folder, desk->identities, file);
        } catch (const std::runtime_error& why) {
            return domain::refuse(domain::errc::conflict, "", why.what());
        }
    };
    const auto done = co_await aside(home.readers, std::move(copying));
    if (!done) {
        co_return problem(asked, done.error());
    }
    json::object told{{"sequence", done->sequence}, {"bytes", done->bytes}};
    const auto noted = co_await note_done(home, asked, "backup", std::move(told));
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    co_return json_answer(201,
                          json::object{{"sequence", done->sequence}, {"head", done->head}, {"bytes", done->bytes}});
}

boost::asio::awaitable<answer> create_verification(house& home, const call& asked) {
    auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const std::filesystem::path heads = read.maybe_text("heads_file", longest_path).value_or("");
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto last = home.journal.last_sequence();
    auto checking = [desk, heads]() -> domain::result<std::vector<db::finding>> {
        auto found = db::check_ledger(desk->folder.database(), &desk->identities);
        try {
            const auto more =
                heads.empty() ? std::vector<db::finding>{} : db::check_heads(desk->folder.database(), heads);
            found.insert(found.end(), more.begin(), more.end());
        } catch (const std::runtime_error& why) {
            return domain::refuse(domain::errc::conflict, "", why.what());
        }
        return found;
    };
    const auto found = co_await aside(home.readers, std::move(checking));
    if (!found) {
        co_return problem(asked, found.error());
    }
    json::array findings;
    for (const auto& one : *found) {
        findings.push_back(json::object{{"sequence", one.sequence}, {"reference", one.reference}, {"what", one.what}});
    }
    auto standing = [desk] { return db::audit_standing_of(desk->folder.database()); };
    const auto audit = co_await aside(home.readers, std::move(standing));
    co_return json_answer(200, json::object{{"sequence", last},
                                            {"findings", std::move(findings)},
                                            {"audit", json::object{{"entries", audit.entries},
                                                                   {"signed_to", audit.signed_to},
                                                                   {"signed_at", audit.signed_at},
                                                                   {"key_id", audit.key_id}}}});
}

} // namespace clockstart::api
