#include "db/journal.hpp"

#include "db/writer.hpp"

namespace clockstart::db {

journal::journal(data_folder& folder, vault& identities, live_board& board, now_source now)
    : journal{folder, identities, board, std::move(now), options{}} {}

journal::journal(data_folder& folder, vault& identities, live_board& board, now_source now, options limits)
    : writer_{std::make_unique<writer>(folder, identities, board, std::move(now), limits)} {}

journal::~journal() = default;

void journal::enqueue(command what, const boost::asio::any_io_executor& executor, completion handler) {
    writer_->push(std::move(what), executor, std::move(handler));
}
domain::result<receipt> journal::append_and_wait(command what) { return writer_->push_and_wait(std::move(what)); }
void journal::on_commit(std::function<void(std::int64_t)> told) { writer_->on_commit(std::move(told)); }
void journal::on_failure(std::function<void()> told) { writer_->on_failure(std::move(told)); }
std::int64_t journal::last_sequence() const { return writer_->last_sequence(); }
std::int64_t journal::last_message() const { return writer_->last_message(); }
std::optional<domain::instant> journal::next_due() const { return writer_->next_due(); }
std::string journal::failure() const { return writer_->failure(); }
void journal::stop() { writer_->stop(); }

} // namespace clockstart::db
