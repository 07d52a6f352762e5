#include "domain/board.hpp"

#include <algorithm>
#include <tuple>

namespace clockstart::domain {

clock_state board::state_of(std::size_t place, std::int32_t as_at) const {
    switch (static_cast<outcome>(how_[place] & outcome_bits)) {
    case outcome::met:
        return clock_state::met;
    case outcome::missed:
        return clock_state::missed;
    case outcome::ended:
        return clock_state::ended;
    case outcome::nullified:
        return clock_state::nullified;
    case outcome::waiting:
    case outcome::moved:
        break;
    }
    if ((how_[place] & has_pauses) != 0) {
        const auto& pauses = pauses_.at(static_cast<std::uint32_t>(place));
        if (pauses.back().second == board_row::never) {
            return clock_state::paused;
        }
    }
    return as_at > due_at(place, as_at) ? clock_state::breached : clock_state::running;
}

std::vector<worklist_place> board::worklist(const worklist_question& question) const {
    const auto as_at = day_number(question.as_at);
    const auto sort_value = [&](std::size_t place) {
        switch (question.sort) {
        case worklist_question::order::due:
            return due_at(place, as_at);
        case worklist_question::order::longest:
            return started_[place];
        case worklist_question::order::newest:
            break;
        }
        return -started_[place];
    };
    const auto services = services_of(question.filter);
    std::vector<worklist_place> found;
    for (std::size_t place = 0; place < started_.size(); ++place) {
        if ((how_[place] & is_current) == 0 || !passes(place, question.filter, services)) {
            continue;
        }
        const auto state = state_of(place, as_at);
        const bool wanted =
            (!question.state || state == *question.state) && (!question.stage || stage_[place] == *question.stage) &&
            (!question.due_before || (goes_on(state) && due_at(place, as_at) < day_number(*question.due_before)));
        const worklist_place here{request_[place], sort_value(place)};
        if (wanted && (!question.after || std::tie(here.sort_value, here.request) >
                                              std::tie(question.after->first, question.after->second))) {
            found.push_back(here);
        }
    }
    const auto before = [](const worklist_place& left, const worklist_place& right) {
        return std::tie(left.sort_value, left.request) < std::tie(right.sort_value, right.request);
    };
    const auto page = std::min(question.limit, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(page), found.end(), before);
    found.resize(page);
    return found;
}

} // namespace clockstart::domain
