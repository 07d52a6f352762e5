#pragma once

#include "db/command.hpp"
#include "service/demo/children.hpp"
#include "service/demo/places.hpp"
#include "service/demo/wait_shape.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace clockstart::service::demo {

// The requests of the demo one by one, by clock start: who asks for what, where, and what becomes of it by `as_at`.
// Spread over the three years up to that day; a pure function of its arguments.
class caseload {
public:
    struct planned {
        std::uint64_t number{};                 // from 0
        db::create_request request;             // without `continues`
        std::optional<std::uint64_t> continues; // number of the earlier request of the same need
        bool is_continued{false};               // a later one may continue it
    };

    caseload(const places& where, std::uint64_t count, std::uint64_t seed, domain::civil_date as_at);
    // Nothing at the end.
    std::optional<planned> next();

private:
    // A child who comes again: with another need, or with the same one after the first request was closed.
    struct coming_back {
        domain::civil_date from{};
        std::uint64_t number{}; // of the earlier request
        child who;
        std::size_t pathway{};
        bool same_need{false};
        bool operator>(const coming_back& other) const {
            return std::pair{from, number} > std::pair{other.from, other.number};
        }
    };

    domain::civil_date day_of(std::uint64_t number, chance& luck) const;
    void plan(planned& made, chance& luck, const child& who, std::size_t pathway);
    void plan_return(const planned& made, chance& luck, const child& who, std::size_t pathway);

    const places& where_;
    std::uint64_t count_, seed_;
    domain::civil_date as_at_;
    children children_;
    std::vector<wait_shape> shapes_; // by pathway
    std::vector<double> arrivals_;   // by day: the part of all requests that came before it
    std::uint64_t next_{0};
    std::priority_queue<coming_back, std::vector<coming_back>, std::greater<>> returns_;
};

// What is asked for: items of one of the four lists or others, with their words.
void draw_items(chance& luck, db::create_request& request);

} // namespace clockstart::service::demo
