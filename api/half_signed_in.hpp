#pragma once

#include "domain/time.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clockstart::api {

// Who has shown the password and not yet the second factor: for five minutes and five attempts. Any thread.
class half_signed_in {
public:
    struct entry {
        std::string account;
        std::string matched_hash; // of the password that was shown: once it is another, this is worth nothing
        std::string new_hash;     // the password's, where the stored one is outdated; empty: as it is
        domain::instant until{};
        int attempts{};
    };

    // Gives the key that the page of the second step sends back.
    std::string begin(std::string account, std::string matched_hash, std::string new_hash, domain::instant now);
    // Counts as an attempt; nothing where it is not known any more.
    std::optional<entry> attempt(std::string_view key, domain::instant now);
    void end(std::string_view key);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, entry> entries_; // under mutex_; by hash of the key
};

} // namespace clockstart::api
