#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace soci {
class session;
}

namespace clockstart::db {

// What the ledger says about a request now, kept so that it need not be read for everything.
struct kept_request {
    long long number{};
    std::string reference;
    long long child{};
    std::string pathway;
    std::string service;
    int clock_start_on{};
    long long family{}; // the first request of its chain
    long long sequence{};
    std::string watch_rule;              // the watch that looks at it next; empty: none
    std::optional<long long> watch_at{}; // when, microseconds

    bool operator==(const kept_request&) const = default;
};

class request_table {
public:
    explicit request_table(soci::session& sql);
    ~request_table();

    // False when the reference is taken.
    bool insert(const kept_request& row);
    // What can change: service, clock start, sequence, the next watch.
    void update(const kept_request& row);
    std::optional<kept_request> find(std::string_view reference);
    std::optional<kept_request> find(long long number);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
