#include "db/read_pool.hpp"

#include <soci/soci.h>

#include <stdexcept>
#include <utility>

namespace clockstart::db {

history::pool::pool(const std::filesystem::path& database, std::size_t connections) {
    for (std::size_t number = 0; number < connections; ++number) {
        idle_.push_back(std::make_unique<reader>(database));
    }
}

std::unique_ptr<reader> history::pool::take() {
    std::unique_lock lock{mutex_};
    returned_.wait(lock, [this] { return !idle_.empty(); });
    auto one = std::move(idle_.back());
    idle_.pop_back();
    return one;
}

void history::pool::give_back(std::unique_ptr<reader> one) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(one));
    returned_.notify_one();
}

void history::pool::rethrow_plain(reader& on) {
    try {
        throw;
    } catch (const soci::soci_error&) {
        throw std::runtime_error{"the database could not be read: " + dialect::last_failure(on.opened.sql())};
    }
}

history::pool::snapshot::snapshot(reader& on) : on_{on} { on_.begin.execute(true); }

history::pool::snapshot::~snapshot() {
    try {
        on_.commit.execute(true);
    } catch (const std::exception&) {
        return; // a read that failed has ended its transaction already
    }
}

} // namespace clockstart::db
