#include "service/commands.hpp"
#include "service/daemon.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/local_client.hpp"
#include "service/progress_line.hpp"
#include "service/refusal_text.hpp"

#include "api/words.hpp"
#include "db/backup.hpp"
#include "db/data_folder.hpp"
#include "db/ledger_check.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/core.h>

#include <optional>
#include <vector>

namespace clockstart::service {

namespace {

namespace fs = std::filesystem;

std::vector<db::finding> ask_daemon(const local_client& client) {
    const auto answered = client.post("/local/v1/verify", {});
    if (answered.is_refusal()) {
        throw std::runtime_error{"the daemon could not verify: its log says why"};
    }
    std::vector<db::finding> found;
    const auto answer = answered.json(); // named: a range of a temporary would outlive it
    for (const auto& one : answer.at("findings").as_array()) {
        found.push_back({one.at("sequence").as_int64(), std::string{one.at("reference").as_string()},
                         std::string{one.at("what").as_string()}});
    }
    return found;
}

// Not by a daemon of our own: a folder that is damaged may be beyond what a daemon starts on.
std::vector<db::finding> check_folder(const fs::path& data) {
    const auto folder = db::data_folder::open(data);
    const db::vault identities{key_file_of(folder)};
    std::optional<progress_line> line;
    return db::check_ledger(folder.database(), &identities, [&](std::int64_t done, std::int64_t all) {
        if (!line) {
            line.emplace("rows", static_cast<std::size_t>(all));
        }
        line->at(static_cast<std::size_t>(done));
    });
}

std::string report_text(std::int64_t sequence, std::string_view head, std::int64_t bytes) {
    return fmt::format("{} bytes, {} rows of the ledger, the last one with hash {}", api::with_commas(bytes),
                       api::with_commas(sequence), head);
}

} // namespace

int verify(const fs::path& data) {
    const auto found =
        db::data_folder::is_served(data) ? ask_daemon(local_client{data / "clockstart.sock"}) : check_folder(data);
    for (const auto& one : found) {
        fmt::print(stderr, "row {}{}{}: {}\n", one.sequence, one.reference.empty() ? "" : ", request ", one.reference,
                   one.what);
    }
    if (!found.empty()) {
        tell_error("the folder is not sound: keep it as it is, and restore a backup elsewhere");
        return exit_refused;
    }
    fmt::print("The ledger is sound: every row follows from the one before.\n");
    return exit_done;
}

int backup(const fs::path& data, const fs::path& file) {
    const folder_visit visit{data};
    const auto answered = visit.host().post("/local/v1/backup", {{"file", fs::absolute(file).string()}});
    if (answered.is_refusal()) {
        tell_refusal(answered, [](std::string_view) { return std::string{}; }); // the sentence names the file
        return exit_refused;
    }
    const auto told = answered.json();
    fmt::print(
        "{}: proved: {}.\nThe key is not in it: keep {} apart from it. Without the key no name in it can be read.\n",
        file.string(),
        report_text(told.at("sequence").to_number<std::int64_t>(), std::string_view{told.at("head").as_string()},
                    told.at("bytes").to_number<std::int64_t>()),
        (data / "vault.key").string());
    return exit_done;
}

int restore(const restore_command& wanted) {
    const auto report = db::restore_backup(wanted.file, wanted.key, wanted.data);
    fmt::print("{}: restored and proved: {}.\n", wanted.data.string(),
               report_text(report.sequence, report.head, static_cast<std::int64_t>(report.bytes)));
    return exit_done;
}

} // namespace clockstart::service
