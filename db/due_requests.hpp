#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A request that the alarm could not deal with.
struct set_aside_request {
    long long request{};
    std::string reference;
    std::string service;
    long long since{}, retry_at{}; // microseconds
    int attempts{};
    std::string why; // what stood in the way, without any value
};

// Which requests time has to look at, and when. Instants in microseconds.
class due_requests {
public:
    // Stands in a row that a new rule or a new schema has yet to be told to.
    static constexpr long long at_once = 1;

    explicit due_requests(soci::session& sql);
    ~due_requests();

    // At most `limit` whose clocks or watches have to be looked at up to `now`, the earliest first, each once. One that
    // was set aside is left out until its time comes.
    std::vector<long long> up_to(long long now, std::size_t limit);
    // The earliest instant at which something has to be looked at.
    std::optional<long long> next();

    // Around the work on them, within the transaction: what was written is kept, or is as if it had not been.
    void begin_all();
    void keep_all();
    void undo_all();

    // Leaves a request out until `retry_at`. Whether it was not set aside before.
    bool set_aside(long long request, const std::string& why, long long now, long long retry_at);
    void take_back(long long request);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

// Those that are set aside now, the longest first.
std::vector<set_aside_request> load_set_aside(soci::session& sql);

} // namespace clockstart::db
