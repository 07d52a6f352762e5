#include "service/commands.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/import_summary.hpp"
#include "service/mapping_file.hpp"
#include "service/progress_line.hpp"
#include "service/refusal_text.hpp"

#include "api/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <fstream>
#include <mutex>
#include <stop_token>
#include <thread>

namespace clockstart::service {

namespace {

namespace fs = std::filesystem;

// Asks once a second how far the import has come, until it is destroyed.
class watcher {
public:
    watcher(const local_client& client, std::optional<std::size_t> rows)
        : thread_{[this, client, rows](const std::stop_token& ended) { watch(client, rows, ended); }} {}

private:
    void watch(const local_client& client, std::optional<std::size_t> rows, const std::stop_token& ended) {
        progress_line line{"requests", rows};
        std::unique_lock lock{mutex_};
        while (!wake_.wait_for(lock, ended, std::chrono::seconds{1}, [] { return false; }) && !ended.stop_requested()) {
            try {
                const auto answered = client.get("/local/v1/imports/progress").json();
                line.at(answered.at("rows").to_number<std::size_t>());
            } catch (const std::exception&) {
                return; // the import itself tells what is wrong
            }
        }
    }

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_; // last: it uses the others
};

// Lines after the header, as near as matters for a share.
std::optional<std::size_t> rows_in(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::size_t lines = 0;
    std::array<char, 1 << 16> block{};
    while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
        lines += static_cast<std::size_t>(std::count(block.data(), block.data() + stream.gcount(), '\n'));
    }
    return lines > 1 ? std::optional{lines - 1} : std::nullopt;
}

// Where a JSON pointer leads to in the mapping file: "/mapping/columns/sex" is "columns.sex".
std::string key_of(std::string_view pointer) {
    std::string key;
    for (std::size_t at = std::min<std::size_t>(pointer.size(), std::string_view{"/mapping/"}.size());
         at < pointer.size(); ++at) {
        const bool is_escaped = pointer[at] == '~' && at + 1 < pointer.size();
        const char byte = is_escaped ? (pointer[++at] == '0' ? '~' : '/') : pointer[at];
        key += byte == '/' ? '.' : byte;
    }
    return key;
}

// "12: Referral" becomes "FILE:12: Referral"; other places are in the mapping file or the command itself.
place_name places_in(const fs::path& file, const fs::path& mapping) {
    return [file, mapping](std::string_view pointer) {
        if (pointer.starts_with("/mapping")) {
            const auto key = key_of(pointer);
            return key.empty() ? mapping.string() : mapping.string() + ": " + key;
        }
        if (pointer.empty() || pointer == "/file") {
            return file.string();
        }
        if (pointer.front() >= '0' && pointer.front() <= '9') {
            return file.string() + ":" + std::string{pointer};
        }
        return pointer == "/period" ? std::string{"--period"} : file.string() + ": " + std::string{pointer};
    };
}

} // namespace

int import_published(const import_command& wanted) {
    const folder_visit visit{wanted.data};
    boost::json::object question{{"file", fs::absolute(wanted.file).string()}};
    if (!wanted.period.empty()) {
        question["period"] = wanted.period;
    }
    const auto answered = visit.host().post("/local/v1/imports/published", question);
    if (answered.is_refusal()) {
        tell_refusal(answered, places_in(wanted.file, {}));
        tell_error("nothing was stored");
        return exit_refused;
    }
    fmt::print("{}", published_summary(answered.json()));
    return exit_done;
}

int import_requests(const import_command& wanted) {
    boost::json::object question{{"file", fs::absolute(wanted.file).string()}, {"dry_run", wanted.dry_run}};
    if (!wanted.mapping.empty()) {
        auto mapping = read_mapping_file(wanted.mapping);
        if (!mapping) {
            tell_refusal(mapping.error(),
                         [&](std::string_view line) { return wanted.mapping.string() + ":" + std::string{line}; });
            return exit_refused;
        }
        question["mapping"] = std::move(*mapping);
    }
    const folder_visit visit{wanted.data};
    local_reply answered;
    {
        const watcher watching{visit.host(), rows_in(wanted.file)};
        answered = visit.host().post("/local/v1/imports/requests", question);
    }
    if (answered.is_refusal()) {
        tell_refusal(answered, places_in(wanted.file, wanted.mapping));
        tell_error("nothing was stored");
        return exit_refused;
    }
    const auto rows = answered.json().at("rows").to_number<std::int64_t>();
    fmt::print("{} requests of {} {}.\n", api::with_commas(rows), wanted.file.filename().string(),
               wanted.dry_run ? "are sound; nothing was stored, because of --dry-run" : "were stored");
    return exit_done;
}

int import_calendar(const import_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().post("/local/v1/imports/calendar",
                                            boost::json::object{{"file", fs::absolute(wanted.file).string()}});
    if (answered.is_refusal()) {
        tell_refusal(answered, places_in(wanted.file, {}));
        tell_error("nothing was stored");
        return exit_refused;
    }
    fmt::print("{}", calendar_summary(answered.json()));
    return exit_done;
}

} // namespace clockstart::service
