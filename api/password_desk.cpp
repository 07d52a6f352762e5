#include "api/password_desk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>

namespace clockstart::api {

namespace asio = boost::asio;

namespace {

std::string make_hash(const password_desk::cost& of_one, std::string password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const bool made =
        crypto_pwhash_argon2id_str(text.data(), password.data(), password.size(), of_one.passes, of_one.memory) == 0;
    sodium_memzero(password.data(), password.size());
    if (!made) {
        throw std::bad_alloc{};
    }
    return text.data();
}

bool fits(const std::string& hash, std::string password) {
    const bool same = crypto_pwhash_argon2id_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    sodium_memzero(password.data(), password.size());
    return same;
}

// On the desk's threads.
asio::awaitable<std::string> make_there(const password_desk::cost& of_one, std::string password) {
    co_return make_hash(of_one, std::move(password));
}
asio::awaitable<bool> check_there(std::string hash, std::string password) { co_return fits(hash, std::move(password)); }

std::string hash_of_nobody(const password_desk::cost& of_one) {
    if (sodium_init() < 0) {
        throw std::runtime_error{"libsodium cannot be used on this machine"};
    }
    std::array<char, 32> nobody{};
    randombytes_buf(nobody.data(), nobody.size());
    return make_hash(of_one, {nobody.data(), nobody.size()});
}

} // namespace

class password_desk::place {
public:
    explicit place(std::atomic<int>& waiting) : waiting_{waiting}, is_mine_{++waiting <= at_once + most_waiting} {}
    ~place() { --waiting_; }
    place(const place&) = delete;
    place& operator=(const place&) = delete;
    bool is_mine() const { return is_mine_; }

private:
    std::atomic<int>& waiting_;
    bool is_mine_;
};

password_desk::password_desk(cost of_one) : cost_{of_one}, hash_of_nobody_{hash_of_nobody(of_one)} {}
password_desk::~password_desk() { stop(); }

asio::awaitable<domain::result<std::string>> password_desk::hash(std::string password) {
    const place mine{waiting_};
    if (!mine.is_mine()) {
        co_return domain::refuse(domain::errc::busy);
    }
    auto work = make_there(cost_, std::move(password));
    auto made = co_await asio::co_spawn(threads_, std::move(work), asio::use_awaitable);
    co_return made;
}

asio::awaitable<domain::result<bool>> password_desk::matches(std::string hash, std::string password) {
    const place mine{waiting_};
    if (!mine.is_mine()) {
        co_return domain::refuse(domain::errc::busy);
    }
    const bool is_somebody = !hash.empty();
    if (!is_somebody) {
        hash = hash_of_nobody_;
    }
    auto work = check_there(std::move(hash), std::move(password));
    const bool same = co_await asio::co_spawn(threads_, std::move(work), asio::use_awaitable);
    co_return same&& is_somebody;
}

bool password_desk::is_outdated(const std::string& hash) const {
    return crypto_pwhash_argon2id_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory) != 0;
}

void password_desk::stop() { threads_.join(); }

} // namespace clockstart::api
