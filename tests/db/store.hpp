#pragma once

#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/ledger_check.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "tests/support/temp_folder.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// How the tests of this room hold a real folder: one service of each pathway, a settable now, ten in the morning of 22
// November 2026.
class store {
public:
    explicit store(journal::options limits = {});
    ~store();

    // Closes and opens journal, board and history again, as after a restart.
    void reopen();
    void close();

    journal& writes() { return *journal_; }
    const history& reads() const { return *history_; }
    const live_board& board() const { return *board_; }
    const vault& identities() const { return *vault_; }
    const std::filesystem::path& path() const { return folder_path_; }
    std::filesystem::path database() const { return folder_path_ / "clockstart.db"; }

    void move_to(std::string_view instant);
    domain::instant now() const;
    domain::civil_date today() const { return domain::london_date(now()); }

    domain::result<receipt> append(command what) { return journal_->append_and_wait(std::move(what)); }
    // For what has to be accepted.
    receipt accept(command what);

    // The journal closed, a statement run on the bare database as somebody with the file could, the journal left
    // closed.
    void tamper(const std::string& statement);
    // The same behind the journal's back, while it runs.
    void damage(const std::string& statement) const;
    std::vector<finding> verify() const;
    // One number from the database, read beside the journal.
    long long number(const std::string& query) const;

private:
    void open();

    test::temp_folder place_;
    std::filesystem::path folder_path_;
    journal::options limits_;
    std::atomic<std::int64_t> now_;
    std::optional<data_folder> folder_;
    std::unique_ptr<vault> vault_;
    std::unique_ptr<live_board> board_;
    std::unique_ptr<journal> journal_;
    std::unique_ptr<history> history_;
};

inline domain::civil_date day(std::string_view text) { return domain::parse_date(text).value(); }

// The child with the n-th NHS number of the test range.
domain::identity child(int number);
// "equipment", clock start and child as given; service <pathway>-1 of two.
create_request request(std::string_view clock_start_on, int number = 1, std::string_view pathway = "equipment");
add_event event_on(std::string_view reference, std::string_view type, std::string_view on,
                   boost::json::object details = {}, std::string_view reason = {});

// What waits() of the board says, in figures, for each pathway's services and a few groupings: two boards that say the
// same are the same.
std::vector<std::string> board_in_short(const live_board& board, domain::civil_date as_at);

} // namespace clockstart::db
