#include "domain/board.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

constexpr std::uint8_t pack(std::uint8_t high, std::uint8_t low) {
    return static_cast<std::uint8_t>((high & 0x0F) << 4 | (low & 0x0F));
}

template <class Column>
std::size_t bytes_of(const Column& column) {
    return column.capacity() * sizeof(typename Column::value_type);
}

} // namespace

// Columns grow by an eighth, not by doubling: at a million rows doubling would hold twice what is needed.
void board::grow(std::size_t rows) {
    const auto capacity = rows + rows / 8 + 64;
    const auto reserve = [capacity](auto&... columns) { (columns.reserve(capacity), ...); };
    reserve(started_, from_, until_, due_, request_, school_, service_, how_, target_, stage_, age_, sex_and_ethnicity_,
            deprivation_and_priority_, setting_and_category_, next_);
}

std::uint32_t board::take_place() {
    if (!free_.empty()) {
        const auto place = free_.back();
        free_.pop_back();
        return place;
    }
    const auto rows = started_.size();
    if (rows == started_.capacity()) {
        grow(rows + 1);
    }
    const auto extend = [rows](auto&... columns) { (columns.resize(rows + 1), ...); };
    extend(started_, from_, until_, due_, request_, school_, service_, how_, target_, stage_, age_, sex_and_ethnicity_,
           deprivation_and_priority_, setting_and_category_, next_);
    return static_cast<std::uint32_t>(rows);
}

void board::set_row(std::uint32_t place, const board_row& one) {
    oldest_ = std::min(oldest_, one.started);
    started_[place] = one.started;
    from_[place] = one.from;
    until_[place] = one.until;
    due_[place] = one.due;
    request_[place] = one.request;
    school_[place] = one.school;
    service_[place] = one.service;
    how_[place] = static_cast<std::uint8_t>(static_cast<std::uint8_t>(one.how) | (one.current ? is_current : 0) |
                                            (one.pauses.empty() ? 0 : has_pauses));
    target_[place] = one.target;
    stage_[place] = one.stage;
    age_[place] = one.age;
    sex_and_ethnicity_[place] = pack(one.sex, one.ethnicity);
    deprivation_and_priority_[place] = pack(one.deprivation, one.priority);
    setting_and_category_[place] = pack(one.setting, one.category);
    if (!one.pauses.empty()) {
        pauses_[place] = one.pauses;
    }
}

void board::put(std::uint32_t request, std::span<const board_row> rows) {
    if (request >= first_row_.size()) {
        if (request >= first_row_.capacity()) {
            first_row_.reserve(request + request / 8 + 64);
        }
        first_row_.resize(request + 1, nowhere);
    }
    auto held = first_row_[request];
    requests_ += held == nowhere && !rows.empty() ? 1 : 0;
    for (auto place = held; place != nowhere; place = next_[place]) {
        if ((how_[place] & has_pauses) != 0) {
            pauses_.erase(place);
        }
        how_[place] = is_dropped;
        free_.push_back(place);
    }
    requests_ -= held != nowhere && rows.empty() ? 1 : 0;
    auto next = nowhere;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const auto place = take_place();
        set_row(place, *row);
        next_[place] = next;
        next = place;
    }
    first_row_[request] = next;
}

std::size_t board::requests() const { return requests_; }
std::size_t board::rows() const { return started_.size() - free_.size(); }

std::size_t board::bytes() const {
    const auto sum = [](const auto&... columns) { return (bytes_of(columns) + ...); };
    // A hash node holds its key, the list's three words and what the list points at; four words for the bucket are
    // generous.
    const auto for_pauses = pauses_.size() * (sizeof(std::uint32_t) + 7 * sizeof(void*) + sizeof(std::int32_t) * 2);
    return sum(started_, from_, until_, due_, request_, school_, service_, how_, target_, stage_, age_,
               sex_and_ethnicity_, deprivation_and_priority_, setting_and_category_, next_, first_row_, free_) +
           for_pauses;
}

int board::paused_by(std::size_t place, std::int32_t day) const {
    if ((how_[place] & has_pauses) == 0) {
        return 0;
    }
    int days = 0;
    for (const auto& [from, to] : pauses_.at(static_cast<std::uint32_t>(place))) {
        days += std::max(0, std::min(to, day) - from);
    }
    return days;
}

std::int32_t board::due_at(std::size_t place, std::int32_t day) const {
    auto due = due_[place];
    if ((how_[place] & has_pauses) != 0) {
        for (const auto& [from, to] : pauses_.at(static_cast<std::uint32_t>(place))) {
            // As in the clock: a pause that begins after the due day does not move it.
            due += from <= due ? std::max(0, std::min(to, day) - from) : 0;
        }
    }
    return due;
}

std::vector<std::uint8_t> board::services_of(const board_filter& filter) {
    std::vector<std::uint8_t> passes(std::numeric_limits<std::uint16_t>::max() + 1U, filter.services.empty() ? 1 : 0);
    std::copy(filter.services.begin(), filter.services.end(), passes.begin());
    return passes;
}

bool board::passes(std::size_t place, const board_filter& filter, const std::vector<std::uint8_t>& services) const {
    // Without a branch as far as may be: see board::scan.
    const auto of_target = static_cast<unsigned>((how_[place] & is_dropped) == 0) &
                           static_cast<unsigned>(target_[place] == filter.target) & services[service_[place]];
    return of_target != 0 &&
           (filter.schools.empty() || std::ranges::find(filter.schools, school_[place]) != filter.schools.end());
}

} // namespace clockstart::domain
