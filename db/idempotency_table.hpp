#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace soci {
class session;
}

namespace clockstart::db {

// What was answered to a key the first time.
struct first_answer {
    std::string token, key, digest;
    long long request{}, sequence{}, recorded_at{};
};

class idempotency_table {
public:
    explicit idempotency_table(soci::session& sql);
    ~idempotency_table();

    std::optional<first_answer> find(std::string_view token, std::string_view key);
    void insert(const first_answer& answer);
    // Forgets what was answered before that instant (microseconds), 10,000 at the most; gives how many.
    std::size_t forget_before(long long recorded_at);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
