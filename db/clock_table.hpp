#pragma once

#include "domain/clock.hpp"
#include "domain/pathway.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// One period of a target that has started. `state` never says `breached`: whether a running clock is past due is the
// reader's as-at.
struct clock_row {
    int target{}; // its place in the pathway
    int period{};
    std::string state;
    int started_on{};
    int due_on{};
    std::optional<int> stopped_on;
    std::optional<long long> next_at; // microseconds

    bool operator==(const clock_row&) const = default;
};
std::vector<clock_row> clock_rows(const domain::pathway& rules, std::span<const domain::clock> clocks);

// Something that time brought about, once.
struct step_row {
    int target{};
    std::string step; // "breach"
    int occurrence{}; // the due date it was counted from
    long long sequence{};
};

// The clocks and the steps, on one connection.
class clock_table {
public:
    explicit clock_table(soci::session& sql);
    ~clock_table();

    // `is_new`: nothing is held of this request yet.
    void put(long long request, std::span<const clock_row> rows, bool is_new);
    std::vector<clock_row> of_request(long long request);
    void insert(long long request, const step_row& step);

    // Requests whose clocks have to be looked at up to `now` (microseconds), the earliest first.
    std::vector<long long> due(long long now, std::size_t limit);
    std::optional<long long> next();

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
