#pragma once

#include "domain/clock.hpp"
#include "domain/request.hpp"

#include <optional>
#include <span>
#include <string>

namespace clockstart::domain {

// What a family and a school are told of where a request stands: no name, no diagnosis, no words of anybody.
struct family_status {
    std::string stage; // code
    civil_date stage_since{};
    std::optional<civil_date> promised_by; // the due day of the wait that goes on; none while none runs
    std::string next_step;                 // one or two plain sentences
};

// `judged` and `clocks` as folded at the end of `today`.
family_status family_status_of(const pathway& rules, const request_state& judged, std::span<const clock> clocks,
                               civil_date today);

} // namespace clockstart::domain
