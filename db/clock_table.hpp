#pragma once

#include "domain/clock.hpp"
#include "domain/pathway.hpp"
#include "domain/step.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
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
// `ahead`: domain::steps_ahead(), by which each clock knows when it has to be looked at again.
std::vector<clock_row> clock_rows(const domain::pathway& rules, std::span<const domain::clock> clocks,
                                  std::span<const domain::step> ahead);
// The next watch of the request, and when: what its row keeps.
std::pair<std::string, std::optional<long long>> next_watch(std::span<const domain::step> ahead);

// Something that time brought about, once.
struct step_row {
    static constexpr int of_watch = -1;
    int target{};     // its place in the pathway, or of_watch
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

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
