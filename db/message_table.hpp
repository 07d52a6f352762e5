#pragma once

#include <memory>
#include <optional>
#include <string>

namespace soci {
class session;
}

namespace clockstart::db {

// The messages, on the writer's connection.
struct message_row {
    long long number{};
    std::string about;
    long long subject{};
    std::optional<long long> request;
    std::string role;
    long long recorded_at{}; // microseconds
};

class message_table {
public:
    explicit message_table(soci::session& sql);
    ~message_table();

    void insert(const message_row& one);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
