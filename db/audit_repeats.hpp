#pragma once

#include "db/audit_commands.hpp"

#include "domain/time.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace clockstart::db {

// Refusals cost whoever brings them about nothing, so they must not fill the disk. Of those that are alike (caller,
// address, what, reference) within a minute the first is an entry and the others are counted, for one more entry at the
// end of that minute. A caller with many different wishes, and many callers at once, have their further refusals
// counted together: an entry is about 300 bytes, so the whole world can add 200 x 2 of them a minute, 170 MB a day.
class audit_repeats {
public:
    // Whether what was refused is to be written down now, as it stands in `seen` after the call: beyond the limits
    // without what sets it apart from others.
    bool is_new(note_access& seen, domain::instant now);
    // Entries with how often ("repeated") for the minutes that are over at `now`.
    std::vector<note_access> counted(domain::instant now);
    bool has_counted(domain::instant now) const { return now >= first_end_; }

private:
    static constexpr std::size_t most_of_one = 30; // different ones, in the minute of each
    static constexpr std::size_t most_of_all = 200;

    struct minute {
        note_access first;
        domain::instant end{};
        std::size_t repeated{0};
    };

    std::map<std::string, minute> open_; // by what makes them alike
    std::map<std::string, std::size_t> by_caller_;
    domain::instant first_end_{domain::instant::max()};
};

} // namespace clockstart::db
