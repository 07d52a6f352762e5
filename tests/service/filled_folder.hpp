#pragma once

#include "db/data_folder.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "domain/time.hpp"
#include "tests/support/temp_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clockstart::test {

// The day up to which the demo tells in these tests.
inline constexpr auto demo_as_at = domain::make_date(2026, 6, 30);

// A data folder of its own, filled by the demo.
class filled_folder {
public:
    explicit filled_folder(std::uint64_t requests, std::uint64_t seed = 7);
    ~filled_folder();
    filled_folder(const filled_folder&) = delete;
    filled_folder& operator=(const filled_folder&) = delete;

    db::journal& journal() { return journal_; }
    const db::live_board& board() const { return board_; }
    const db::data_folder& folder() const { return folder_; }
    const db::vault& identities() const { return identities_; }
    // What the demo said was stored so far, in the order it said so.
    const std::vector<std::size_t>& told() const { return told_; }

    // The first column of each row, as text.
    std::vector<std::string> lines(const std::string& query) const;
    long long count(const std::string& what) const;
    // The numbers of all requests: they run from 1.
    std::vector<std::uint32_t> numbers() const;
    // Everything that an answer is made of, but for seals, keys and what is hashed from them.
    std::vector<std::string> contents() const;

private:
    temp_folder place_;
    db::data_folder folder_;
    db::vault identities_;
    db::live_board board_;
    std::vector<std::size_t> told_;
    db::journal journal_;
};

} // namespace clockstart::test
