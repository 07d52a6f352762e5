#include "service/commands.hpp"
#include "service/demo/demo.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/progress_line.hpp"
#include "service/refusal_text.hpp"
#include "service/trial_clock.hpp"

#include "db/data_folder.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "domain/time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/core.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace clockstart::service {

namespace {

namespace fs = std::filesystem;

// A folder that is being made: gone again unless it was kept.
class new_folder {
public:
    explicit new_folder(fs::path folder) : folder_{std::move(folder)}, was_there_{fs::exists(folder_)} {
        if (was_there_ && !fs::is_directory(folder_)) {
            throw std::runtime_error{"--data: " + folder_.string() + " is a file: name a folder"};
        }
        if (was_there_ && !fs::is_empty(folder_)) {
            throw std::runtime_error{"--data: " + folder_.string() +
                                     " is not empty: name a new folder, or remove what is in it"};
        }
    }
    ~new_folder() {
        std::error_code ignored;
        if (!kept_ && !was_there_) {
            fs::remove_all(folder_, ignored);
        }
        for (auto found = fs::directory_iterator{folder_, ignored};
             !kept_ && was_there_ && found != fs::directory_iterator{};) {
            const auto one = found->path();
            found.increment(ignored);
            fs::remove_all(one, ignored);
        }
    }
    new_folder(const new_folder&) = delete;
    new_folder& operator=(const new_folder&) = delete;
    void keep() { kept_ = true; }

private:
    fs::path folder_;
    bool was_there_;
    bool kept_{false};
};

// The last day that is over far enough for the demo's working day: the invented entries end at nine in the morning.
domain::civil_date demo_today() { return domain::london_date(wall_clock() - std::chrono::hours{10}); }

} // namespace

int init(const init_command& wanted) {
    new_folder making{wanted.data};
    { const auto made = db::data_folder::make(wanted.data, wanted.trial); }
    const folder_visit visit{wanted.data};
    const auto answered =
        visit.host().post("/api/v1/people", {{"name", "first administrator"}, {"role", "administrator"}});
    if (answered.is_refusal()) {
        tell_refusal(answered, [](std::string_view pointer) { return std::string{pointer}; });
        return exit_refused;
    }
    making.keep();
    const auto document = answered.json();
    std::string_view code = document.at("link_path").as_string();
    code.remove_prefix(code.rfind('/') + 1);
    fmt::print("An empty data folder is at {}. Keep its file vault.key apart as well: without it no name can be read "
               "again.\nServe it, then open the page /welcome/CODE of it within seven days to become its first "
               "administrator. The code works once and is shown this once:\n{}\n",
               wanted.data.string(), code);
    return exit_done;
}

int make_demo(const demo_command& wanted) {
    auto as_at = demo_today();
    if (!wanted.as_at.empty()) {
        const auto day = domain::parse_date(wanted.as_at, "--as-at");
        if (!day || *day > as_at) {
            tell_error("--as-at: should be a day such as " + domain::format_date(as_at) + ", today at the latest");
            return exit_wrong_usage;
        }
        as_at = *day;
    }
    new_folder making{wanted.data};
    {
        auto folder = db::data_folder::make(wanted.data, true);
        db::vault identities{folder.key_file()};
        db::live_board board;
        // One instant for everything, so that the same seed gives the same answers.
        const auto now = domain::first_instant(as_at) + std::chrono::hours{10};
        db::journal journal{folder, identities, board, [now] { return now; }};
        progress_line progress{"requests", wanted.requests};
        fill_demo(journal, board, wanted.requests, wanted.seed, as_at,
                  [&progress](std::size_t done) { progress.at(done); });
        journal.stop();
    }
    making.keep();
    fmt::print("{} invented requests up to {} are in {}.\n", wanted.requests, domain::format_date(as_at),
               wanted.data.string());
    return exit_done;
}

} // namespace clockstart::service
