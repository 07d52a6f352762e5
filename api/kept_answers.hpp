#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"

#include "db/live_board.hpp"
#include "domain/calendar.hpp"
#include "domain/directory.hpp"
#include "domain/pathway.hpp"
#include "domain/time.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace clockstart::api {

// The last answers about one request, in JSON, each for the one token or session that asked: given again while nothing
// that they were made from has changed. They hold names, so they are few, live for half a minute at the most, and are
// wiped. Loop thread only.
//
// What was read counts as settled when the journal's last sequence was the same before the reading and after the mark
// of the child was taken: a change since then would show in the one or the other.
class kept_answers {
public:
    // What the answer was made from.
    struct basis {
        std::shared_ptr<const domain::directory> places;
        std::shared_ptr<const domain::pathway_book> pathways;
        std::shared_ptr<const domain::working_calendar> calendar;
        std::int64_t child{};
        std::uint32_t request{};
        bool shows_child{};   // or words of it: giving it again is a reading of its own
        std::uint32_t mark{}; // db::live_board::mark_of, from before the vault was read
        domain::instant at{};
    };

    struct kept {
        kept(answer made, basis from) : shown{std::move(made)}, on{std::move(from)} {}
        kept(const kept&) = delete;
        kept& operator=(const kept&) = delete;
        ~kept();

        answer shown;
        basis on;
    };

    // Null when there is none that still holds at `now`. Gone with the next call of anything here.
    const kept* find(const call& asked, const db::live_board& board, domain::instant now);
    // Does nothing for what is not kept: other faces, a query, a caller without a token or session, refusals.
    void keep(const call& asked, const answer& made, basis&& on);
    // Wipes what has had its time, also where nobody asks for it again. The listener calls it at every sweep.
    void forget(domain::instant now);

private:
    using generation = std::unordered_map<std::string, kept>; // by who asks and for what

    void turn(domain::instant now);

    // The newer first, for half of the time that an answer lives, or until it is full. Then the older is dropped.
    std::array<generation, 2> kept_;
    domain::instant began_{}; // of the newer one
    std::string key_;         // kept for its memory
};

} // namespace clockstart::api
