#pragma once

#include "db/actor.hpp"
#include "db/token_grant.hpp"

#include "domain/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// How people come to an account, prove who they are, and lose it.
namespace clockstart::db {

// The second factor as somebody showed it: a code of the app, by the step of thirty seconds that it is of; or a
// recovery code, by its keyed hash. Each counts once; errc::conflict, /code, when it was used before.
struct second_factor {
    std::int64_t step{};
    std::string recovery_hash; // not empty: this one
};

enum class link_purpose { invitation, reset };
std::string_view name_of(link_purpose what);

// A link that lets somebody choose a password, in place of any other of that account.
struct entry_link {
    link_purpose purpose{};
    std::string secret_hash;
    domain::instant until{};
};

// One more account, with nothing to sign in by but the link. errc::conflict, /address, when there is one of that
// address.
struct invite_person {
    actor by;
    token_grant grant;   // what they may do
    std::string address; // e-mail; empty: whoever follows the link says it
    entry_link link;
};
// A link for an account that is there. An invitation begins anew: password, second factor and recovery codes are gone
// at once. errc::not_found; errc::conflict when the account is disabled.
struct give_link {
    actor by;
    std::string id;
    entry_link link;
};
// What the link was for. errc::not_found when it is not known, not for that, or too old.
struct accept_invitation {
    actor by;
    std::string secret_hash;
    std::string name, address; // empty: as it is
    std::string password_hash; // Argon2id, as libsodium writes it
    std::string seed;          // of the second factor, base32
    std::int64_t step{};       // of the code that was shown with it
    std::vector<std::string> recovery_hashes;
};
struct reset_password {
    actor by;
    std::string secret_hash, password_hash;
    second_factor shown;
};

// The actor, whose account it is, has shown password and second factor: of this and the next two.
// errc::not_found when the account does not hold any more, has nothing to sign in by, or has another password by now.
struct pass_second_factor {
    actor by;
    second_factor shown;
    std::string matched_hash;  // of the password that was shown
    std::string password_hash; // not empty: made again, by today's measure
    domain::civil_date on{};
};
struct change_password {
    actor by;
    std::string password_hash;
    second_factor shown;
};
struct renew_recovery_codes {
    actor by;
    second_factor shown;
    std::vector<std::string> hashes; // instead of all there were
};

// Nobody signs in with it any more; mail that waits is dropped. errc::not_found; errc::conflict when it is so already.
struct disable_person {
    actor by;
    std::string id;
};
struct enable_person {
    actor by;
    std::string id;
};

} // namespace clockstart::db
