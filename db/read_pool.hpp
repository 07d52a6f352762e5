#pragma once

#include "db/child_table.hpp"
#include "db/connection.hpp"
#include "db/history.hpp"
#include "db/ledger.hpp"
#include "db/request_table.hpp"

#include <soci/soci.h>

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace clockstart::db {

// One read-only connection with its statements.
struct reader {
    explicit reader(const std::filesystem::path& database)
        : opened{database, dialect::role::reader}, requests{opened.sql()}, events{opened.sql()}, children{opened.sql()},
          begin{(opened.sql().prepare << "BEGIN")}, commit{(opened.sql().prepare << "COMMIT")} {}

    connection opened;
    request_table requests;
    ledger_table events;
    child_table children;
    soci::statement begin, commit;
};

// Read-only connections, lent one to a question.
class history::pool {
public:
    pool(const std::filesystem::path& database, std::size_t connections);

    // Runs question(reader&) on one snapshot. A failing read throws std::runtime_error without any value in its text.
    template <class Question>
    auto ask(Question&& question) {
        loan lent{*this};
        try {
            const snapshot same{*lent};
            return question(*lent);
        } catch (...) {
            rethrow_plain(*lent);
        }
    }

private:
    class loan {
    public:
        explicit loan(pool& from) : from_{from}, held_{from.take()} {}
        loan(const loan&) = delete;
        loan& operator=(const loan&) = delete;
        ~loan() { from_.give_back(std::move(held_)); }
        reader& operator*() { return *held_; }
        reader* operator->() { return held_.get(); }

    private:
        pool& from_;
        std::unique_ptr<reader> held_;
    };
    // What is read in it belongs to one commit.
    class snapshot {
    public:
        explicit snapshot(reader& on);
        snapshot(const snapshot&) = delete;
        snapshot& operator=(const snapshot&) = delete;
        ~snapshot();

    private:
        reader& on_;
    };

    std::unique_ptr<reader> take();
    void give_back(std::unique_ptr<reader> one);
    [[noreturn]] static void rethrow_plain(reader& on);

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<reader>> idle_; // under mutex_
};

} // namespace clockstart::db
