#include "db/history.hpp"

#include "db/read_pool.hpp"
#include "db/vault.hpp"

#include <soci/soci.h>

// What history tells of messages, of those who get them and of what lies in the outbox.
namespace clockstart::db {

std::vector<domain::message> history::messages_after(std::int64_t number, std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_messages_after(from.opened.sql(), number, limit); });
}

std::int64_t history::handed_out() const {
    return pool_->ask([](reader& from) { return load_handed_out(from.opened.sql()); });
}

std::vector<held_notice> history::inbox(const inbox_question& question) const {
    return pool_->ask([&](reader& from) { return load_inbox(from.opened.sql(), question); });
}

std::vector<delivery_row> history::outbox(const outbox_question& question) const {
    return pool_->ask([&](reader& from) { return load_outbox(from.opened.sql(), question); });
}

outbox_figures history::outbox_now() const {
    return pool_->ask([](reader& from) { return load_outbox_figures(from.opened.sql()); });
}

std::vector<recipient_row> history::recipients() const {
    return pool_->ask([](reader& from) { return load_recipients(from.opened.sql()); });
}

std::string history::address_of(const recipient_row& one) const {
    return one.sealed_address.empty() ? std::string{} : vault_.open_address(one.who.token, one.sealed_address);
}

std::vector<webhook_row> history::webhooks() const {
    return pool_->ask([](reader& from) { return load_webhooks(from.opened.sql()); });
}

std::map<std::string, call_counts> history::calls_by_webhook() const {
    return pool_->ask([](reader& from) { return count_calls(from.opened.sql()); });
}

std::vector<due_call> history::due_calls(const std::string& webhook, domain::instant now, std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_due_calls(from.opened.sql(), webhook, now, limit); });
}

std::optional<domain::instant> history::next_call(const std::string& webhook) const {
    return pool_->ask([&](reader& from) { return load_next_call(from.opened.sql(), webhook); });
}

std::string history::url_of(const webhook_row& one) const {
    return vault_.open_address(webhook_url_seal(one.id), one.sealed_url);
}

std::string history::secret_of(const webhook_row& one) const {
    return vault_.open_address(webhook_secret_seal(one.id), one.sealed_secret);
}

} // namespace clockstart::db
