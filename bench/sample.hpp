#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::bench {

// A service that requests may be made for, as a data folder lists it.
struct offered_service {
    std::string code, pathway, area;
};

// The services of a folder, in their order.
std::vector<offered_service> services_of(const std::filesystem::path& folder);

// Invented requests, the same for the same number, whose waits spread over two years up to today; children have NHS
// numbers of the range that is kept for tests. Every service of `services` has its turn.
class sample {
public:
    // `children`: how many there are; requests beyond that many are further requests of the same children. At most
    // 900,000.
    sample(std::vector<offered_service> services, std::size_t children);

    // The body of POST /api/v1/requests, for the number-th request.
    std::string body(std::size_t number) const;
    // A list for `clockstart import requests`: the columns that need no mapping, three in five requests with the day
    // they ended.
    void write_list(const std::filesystem::path& file, std::size_t rows) const;

    // The same for requests that all began on that day and all still wait.
    void write_waiting(const std::filesystem::path& file, std::size_t rows, domain::civil_date began) const;

private:
    struct facts;
    facts facts_of(std::size_t number) const;
    template <class Adjust>
    void write(const std::filesystem::path& file, std::size_t rows, Adjust adjust) const;

    std::vector<offered_service> services_;
    std::vector<std::string> nhs_numbers_; // by child
    int today_;                            // day_number()
};

} // namespace clockstart::bench
