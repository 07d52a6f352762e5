#pragma once

#include "api/answer.hpp"

#include "domain/time.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace clockstart::api {

struct call;

// How fast one thing may be tried again after it has failed. The first `free` attempts come at once; after that the
// wait doubles from a second up to `longest`. An hour without an attempt, and all is forgotten.
struct patience {
    int free{};
    std::chrono::seconds longest{};
};

// What a page says to who has to wait; and the answer that is nothing but that: 429, with Retry-After.
std::string wait_first(std::chrono::seconds wait);
answer ask_to_wait(const call& asked, std::chrono::seconds wait);

// Counts attempts at guessing, by what is tried and by who tries. Counts when an attempt begins, so that a hundred at
// the same moment are not all the first. In memory: after a restart everybody begins anew. Any thread.
class attempt_book {
public:
    // Zero: go on, the attempt is counted. Otherwise how long to wait; then it is not counted.
    std::chrono::seconds begin(const std::string& key, const patience& how, domain::instant now);
    // It was right, and what was counted is forgotten.
    void succeeded(const std::string& key);
    // It was right, and is not counted; what was counted before stays. For keys that many people share.
    void take_back(const std::string& key);

private:
    struct entry {
        int attempts{};
        domain::instant last{}, next{};
    };
    // A flood of made-up keys has its limit: whoever comes then and is not known waits, and nothing that is counted is
    // forgotten before its time.
    static constexpr std::size_t most_entries = 100'000;
    bool has_room(domain::instant now); // under mutex_

    std::mutex mutex_;
    std::unordered_map<std::string, entry> entries_; // under mutex_
    domain::instant next_sweep_{};                   // under mutex_
};

} // namespace clockstart::api
