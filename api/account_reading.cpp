#include "api/account_reading.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace clockstart::api {

namespace asio = boost::asio;

namespace {

// By pointer: a question made inside a co_await expression is destroyed twice by GCC 12 (an aggregate that holds
// strings).
asio::awaitable<std::optional<db::account_row>> find_there(const house& home, const db::account_question* question) {
    co_return home.history.find_account(*question);
}
asio::awaitable<std::vector<db::account_row>> read_there(const house& home) { co_return home.history.accounts(); }

} // namespace

asio::awaitable<std::optional<db::account_row>> find_account(const house& home, std::string id) {
    db::account_question question;
    question.id = std::move(id);
    auto work = find_there(home, &question);
    co_return co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
}

asio::awaitable<std::optional<db::account_row>> find_account_by_address(const house& home, std::string hash) {
    db::account_question question;
    question.address_hash = std::move(hash);
    auto work = find_there(home, &question);
    co_return co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
}

asio::awaitable<std::optional<db::account_row>> find_account_by_link(const house& home, std::string hash) {
    db::account_question question;
    question.link_hash = std::move(hash);
    auto work = find_there(home, &question);
    co_return co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
}

asio::awaitable<std::vector<db::account_row>> all_accounts(const house& home) {
    auto work = read_there(home);
    co_return co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
}

} // namespace clockstart::api
