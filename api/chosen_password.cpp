#include "api/chosen_password.hpp"

#include "api/password_rules.hpp"
#include "api/people_desk.hpp"
#include "api/second_factor.hpp"

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

domain::result<db::second_factor> shown_second_factor(house& home, const db::account_row& who,
                                                      const form_fields& form) {
    const auto tries = second_factor_tries(who.grant.id);
    if (const auto wait = home.people.attempts.begin(tries, second_factor_patience, home.now()); wait.count() > 0) {
        return domain::refuse(domain::errc::invalid, "/code", wait_first(wait));
    }
    const auto shown = read_second_factor(home.identities, home.history, who, value_of(form, "code"), home.now());
    if (!shown) {
        return domain::refuse(domain::errc::invalid, "/code", "That code is not right. Look at the app again");
    }
    return *shown;
}

} // namespace clockstart::api
