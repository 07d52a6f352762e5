#pragma once

#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A change of the rules whose requests have still to be judged anew: those after `come_to` up to `up_to`.
struct pending_judging {
    long long number{};
    std::string pathway; // empty: requests with clocks in working days
    // Clock starts of the pathway's requests; or the bank holidays.
    int from_day{}, to_day{};
    long long come_to{}, up_to{};
};

// The oldest change first.
std::vector<pending_judging> load_pending(soci::session& sql);
// Whether this request's clocks may still stand as the rules were before.
bool awaits_judging(const std::vector<pending_judging>& pending, long long request);

// `number` is given by the table.
void insert_row(soci::session& sql, const pending_judging& one);
// How far it has come; gone when it has come to the end.
void advance(soci::session& sql, const pending_judging& one);

// The requests that it concerns, after `come_to` up to `last`, in order, with their pathways; the first `most`.
struct concerned_request {
    long long number{};
    std::string pathway;
};
std::vector<concerned_request> load_concerned(soci::session& sql, const pending_judging& one, long long last,
                                              std::size_t most);

} // namespace clockstart::db
