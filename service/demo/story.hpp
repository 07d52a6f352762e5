#pragma once

#include "domain/decision.hpp"
#include "service/demo/chance.hpp"
#include "service/demo/places.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::service::demo {

// That day, or the next working day when it is none.
domain::civil_date working_day(domain::civil_date day);

// What becomes of one request, told in days after its clock start. A day that is no working day moves to the next one.
class story {
public:
    enum class details { none, communicated, not_communicated, conditions, moved, some_items, corrects };
    struct entry {
        int recorded{}; // the day it is entered: the order of the ledger
        int on{};       // the day it took effect
        std::string_view type;
        std::string_view reason{};
        details what{details::none};
        std::size_t service{};                  // moved: to which
        int item{1};                            // some_items: one of these came
        std::optional<std::size_t> corrected{}; // corrects: which entry; none is the opening
        bool voids{false};
    };

    // Gives the number of the entry, for corrections.
    std::size_t tell(int day, std::string_view type, std::string_view reason = {}, details what = details::none);
    void tell_move(int day, std::size_t service, std::string_view reason);
    void tell_part_delivery(int day, int item);
    // Entered days after it happened: a note of the call in which it came out stands before it. Gives the number of the
    // entry.
    std::size_t tell_late(int day, int recorded, std::string_view type, std::string_view why);
    // Entered on `recorded`; `on`: the right day (before the clock start: negative).
    void correct(int recorded, std::optional<std::size_t> which, int on, std::string_view why, bool voids = false);

    int last_day() const; // on which something is entered
    bool empty() const { return entries_.empty(); }

    // The further events of the request as far as they are entered by `as_at`.
    std::vector<domain::proposed_event> history(domain::civil_date start, domain::civil_date as_at,
                                                const places& where) const;

private:
    std::vector<entry> entries_;
};

// Somewhere in what happens to any request: signs that the family was asked, notes, a move to another service,
// corrections. For waits of `wait` days; `move_to`: where to, if at all.
void tell_in_passing(story& told, chance& luck, int wait, std::optional<std::size_t> move_to);

// The end that was waited for, sometimes entered only days later, with `why`; sometimes corrected. Gives the day from
// which it is known.
int tell_end(story& told, chance& luck, int wait, std::string_view type, std::string_view why);

// Reasons for turning a request away, and for leaving before the end.
inline constexpr std::array<std::string_view, 3> refusals{"not_eligible", "needs_met_elsewhere", "other"};
inline constexpr std::array<std::string_view, 4> departures{"family_choice", "moved_away", "needs_met_elsewhere",
                                                            "other"};

// How requests go on that pathway, `wait` days after the clock start when the wait ends. `quantities`: of the items
// asked for.
void tell_equipment(story& told, chance& luck, int wait, const std::vector<int>& quantities);
void tell_visits(story& told, chance& luck, int wait, bool is_assessment);
void tell_advice(story& told, chance& luck, int wait);

} // namespace clockstart::service::demo
