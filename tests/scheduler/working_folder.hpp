#pragma once

#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "scheduler/runner.hpp"
#include "tests/support/temp_folder.hpp"

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::scheduler {

// A real folder with a clock that the test sets; everything that a runner needs comes and goes as a daemon does. It
// begins on 5 January 2026 at ten, with service EQ (equipment, area 99G, provider PV01, since 2020) and SL (slt).
class working_folder {
public:
    working_folder();
    ~working_folder() { stop_daemon(); }

    void start_daemon();
    void stop_daemon();
    void move_to(std::string_view instant);
    domain::instant now() const { return domain::instant{std::chrono::microseconds{now_.load()}}; }

    // Runs a runner on a loop of its own until nothing more is due.
    void pass(const std::vector<job>& jobs);
    // The same at that time.
    void pass_at(std::string_view instant, const std::vector<job>& jobs);

    db::receipt accept(db::command what);
    db::job_row row(std::string_view code) const;
    // The newest first; "SUBJECT OCCURRENCE ROLE SERVICE DUE", with " closed" behind where it is.
    std::vector<std::string> prompts(std::string_view job_code) const;

    // A request of a child with that birth date, who is told apart by `number` (none: a child without NHS number).
    std::string open(std::string_view birth_date, int number = 0, std::string_view clock_start_on = "2026-01-05",
                     std::string_view service = "EQ", std::string_view pathway = "equipment");
    void record(const std::string& reference, std::string_view type, std::string_view on);
    void put(domain::service one);
    // The daemon stopped, a statement run on the bare database, the daemon started again.
    void tamper(const std::string& statement);
    void forget_age_plans() { tamper("DELETE FROM age_plan"); } // as a folder of an older schema has none

    const db::history& history() const { return *history_; }
    const db::live_board& board() const { return *board_; }
    const db::vault& identities() const { return *identities_; }
    db::journal& journal() { return *journal_; }
    const db::data_folder& folder() const { return *folder_; }
    surroundings around() const { return {*folder_, *history_, *board_, *identities_, backups, signer}; }
    db::now_source clock() const {
        return [this] { return now(); };
    }
    const std::filesystem::path& place() const { return place_.path(); }

    backup_settings backups;
    const head_signer* signer = nullptr;

private:
    test::temp_folder place_;
    std::filesystem::path path_{place_.path() / "data"};
    std::atomic<std::int64_t> now_{};
    std::optional<db::data_folder> folder_;
    std::optional<db::vault> identities_;
    std::optional<db::live_board> board_;
    std::optional<db::journal> journal_;
    std::optional<db::history> history_;
};

inline domain::instant at(std::string_view text) { return domain::parse_instant(text).value(); }
inline domain::civil_date day(std::string_view text) { return domain::parse_date(text).value(); }

} // namespace clockstart::scheduler
