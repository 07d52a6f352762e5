#include "service/commands.hpp"
#include "service/daemon.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/keys.hpp"
#include "service/local_client.hpp"
#include "service/progress_line.hpp"
#include "service/refusal_text.hpp"

#include "api/words.hpp"
#include "db/audit_check.hpp"
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

// What was found, and how far the audit is proved by itself.
struct verdict {
    std::vector<db::finding> found;
    db::audit_standing audit;
};

verdict ask_daemon(const local_client& client, const fs::path& heads) {
    boost::json::object wish;
    if (!heads.empty()) {
        wish["heads_file"] = fs::absolute(heads).string();
    }
    const auto answered = client.post("/local/v1/verify", wish);
    if (answered.is_refusal()) {
        throw std::runtime_error{"the daemon could not verify: its log, or the file of heads, says why"};
    }
    verdict told;
    const auto answer = answered.json(); // named: a range of a temporary would outlive it
    const auto text = [](const boost::json::value& of, const char* name) {
        return std::string{std::string_view{of.at(name).as_string()}};
    };
    for (const auto& one : answer.at("findings").as_array()) {
        told.found.push_back({one.at("sequence").as_int64(), text(one, "reference"), text(one, "what")});
    }
    const auto& audit = answer.at("audit");
    told.audit = {audit.at("entries").as_int64(), audit.at("signed_to").as_int64(), text(audit, "signed_at"),
                  text(audit, "key_id")};
    return told;
}

// Not by a daemon of our own: a folder that is damaged may be beyond what a daemon starts on.
verdict check_folder(const fs::path& data, const fs::path& heads) {
    const auto folder = db::data_folder::open(data);
    const db::vault identities{key_file_of(folder)};
    std::optional<progress_line> line;
    verdict told;
    told.found = db::check_ledger(folder.database(), &identities, [&](std::int64_t done, std::int64_t all) {
        if (!line) {
            line.emplace("rows", static_cast<std::size_t>(all));
        }
        line->at(static_cast<std::size_t>(done));
    });
    if (!heads.empty()) {
        const auto more = db::check_heads(folder.database(), heads);
        told.found.insert(told.found.end(), more.begin(), more.end());
    }
    told.audit = db::audit_standing_of(folder.database());
    return told;
}

void tell_audit(const db::audit_standing& audit, const fs::path& heads) {
    fmt::print("The audit is sound: {} entries, {}.\n", api::with_commas(audit.entries),
               audit.signed_at.empty() ? "none of them signed yet"
                                       : fmt::format("signed up to entry {} at {} with the key {}",
                                                     api::with_commas(audit.signed_to), audit.signed_at, audit.key_id));
    if (heads.empty()) {
        fmt::print("Whether its end was cut off, or all of it written anew and signed with another key, or an older "
                   "copy put back, only\nheads that were kept elsewhere can tell: --head FILE.\n");
    } else {
        fmt::print("It holds every head that is kept in {}: nothing of it was cut off, written anew or put back.\n",
                   heads.string());
    }
}

std::string report_text(std::int64_t sequence, std::string_view head, std::int64_t bytes) {
    return fmt::format("{} bytes, {} rows of the ledger, the last one with hash {}", api::with_commas(bytes),
                       api::with_commas(sequence), head);
}

} // namespace

int verify(const fs::path& data, const fs::path& heads) {
    const auto told = db::data_folder::is_served(data) ? ask_daemon(local_client{data / "clockstart.sock"}, heads)
                                                       : check_folder(data, heads);
    for (const auto& one : told.found) {
        const auto row = one.sequence == 0 ? std::string{} : fmt::format("row {}", one.sequence);
        const auto request = one.reference.empty() ? std::string{} : ", request " + one.reference;
        fmt::print(stderr, "{}{}{}{}\n", row, request, row.empty() ? "" : ": ", one.what);
    }
    if (!told.found.empty()) {
        tell_error("the folder is not sound: keep it as it is, and restore a backup elsewhere");
        return exit_refused;
    }
    fmt::print("The ledger is sound: every row follows from the one before.\n");
    tell_audit(told.audit, heads);
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
