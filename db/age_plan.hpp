#pragma once

#include "domain/coming_age.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// The next birthday of each child at which somebody has to do something, by its month: that is known without the vault.
struct age_row {
    std::int64_t child{};
    domain::coming_age next;

    bool operator==(const age_row&) const = default;
};

// The writer's statements.
class age_table {
public:
    explicit age_table(soci::session& sql);
    ~age_table();
    void put(std::int64_t child, const domain::coming_age& next); // replaces
    // Replaces `before` alone ({}: where nothing is planned).
    void go_on(std::int64_t child, const domain::coming_age& before, const domain::coming_age& next);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

// Of the ages 14 to 25, up to that month; the earliest first.
std::vector<age_row> load_ages_due(soci::session& sql, int month);
// Children recorded before ages were planned.
std::vector<std::int64_t> load_children_without_age(soci::session& sql, std::size_t limit);
// Children who have turned 25 by that month, with a number after `after`, about whom the job has not asked yet.
std::vector<std::int64_t> load_grown_up(soci::session& sql, int month, std::int64_t after, std::size_t limit);

} // namespace clockstart::db
