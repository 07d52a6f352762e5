#include "api/chosen_password.hpp"

#include "api/audit_note.hpp"
#include "api/password_rules.hpp"
#include "api/people_desk.hpp"
#include "api/second_factor.hpp"
#include "api/session_cookie.hpp"
#include "api/tokens.hpp"

namespace clockstart::api {

void check_chosen_password(const form_fields& form, const std::string& name, const std::string& address,
                           std::vector<domain::fault>& found) {
    const auto password = value_of(form, "password");
    if (auto fault = fault_of_password(password, {name, address})) {
        found.push_back({"/password", std::move(*fault)});
    } else if (value_of(form, "password_again") != password) {
        found.push_back({"/password_again", "Enter the same password twice: these two differ"});
    }
}

namespace {

std::string tries_of(const house& home, const call& asked, const db::account_row& who, const std::string& purpose) {
    const bool is_known = is_marked_for(home, asked, db::sign_in_hash(home.identities, home.history.address_of(who)));
    return purpose + " codes " + who.grant.id + (is_known ? " " + asked.device_cookie : std::string{});
}

} // namespace

boost::asio::awaitable<domain::result<db::second_factor>> shown_second_factor(house& home, const call& asked,
                                                                              const db::account_row& who,
                                                                              const form_fields& form,
                                                                              std::string purpose) {
    const auto tries = tries_of(home, asked, who, purpose);
    const auto wait = home.people.accounts.begin(tries, second_factor_patience, home.now());
    const auto shown = wait.count() > 0
                           ? std::nullopt
                           : read_second_factor(home.identities, home.history, who, value_of(form, "code"), home.now());
    if (!shown) {
        co_await second_factor_failed(home, asked, who);
        co_return domain::refuse(domain::errc::invalid, "/code",
                                 wait.count() > 0 ? wait_first(wait) : "That code is not right. Look at the app again");
    }
    co_return *shown;
}

void second_factor_passed(house& home, const call& asked, const db::account_row& who, const std::string& purpose) {
    home.people.accounts.succeeded(tries_of(home, asked, who, purpose));
}

boost::asio::awaitable<void> second_factor_failed(house& home, const call& asked, const db::account_row& who) {
    const auto somebody = principal_of(who.grant);
    co_await note_entry(home, asked, &somebody, "sign_in.code", "failed");
}

} // namespace clockstart::api
