#pragma once

#include "db/connection.hpp"
#include "db/journal_state.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace clockstart::db {

// Carries out commands on the one connection that writes: begin(), any number of write(), commit(). One thread.
// Everything it throws is a failed storage; then it must not be used any more.
class command_writer {
public:
    // Opens and migrates the database, reads what the writer knows by heart.
    command_writer(const std::filesystem::path& database, const vault& identities, now_source now);
    ~command_writer();

    void begin();
    // In a savepoint of its own: a refused command leaves nothing behind.
    domain::result<receipt> write(const command& what);
    void commit();

    journal_state& state() { return *state_; }
    soci::session& sql() { return connection_.sql(); }
    // What the engine says about a failure, without any value; and undoes what is open, as far as that is still
    // possible.
    std::string give_up() noexcept;

private:
    struct statements;
    connection connection_;
    std::unique_ptr<journal_state> state_;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
