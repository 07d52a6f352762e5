#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {
struct account_row;
struct second_factor;
class history;
class vault;
} // namespace clockstart::db

namespace clockstart::api {

// Codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits, steps of 30 seconds), by liboath.

// The seed of whoever follows the link with this secret, 160 bits in base32. It follows from the secret, so that a page
// that is opened twice shows the same one; nobody else can work it out without the master key.
std::string seed_for_link(const db::vault& keys, std::string_view secret);

// What an app reads from the QR code.
std::string app_address(std::string_view whose, std::string_view seed);

// The step whose code that is, of those before, now and after; nothing when it is none of them. Blanks do not matter.
std::optional<std::int64_t> step_of_code(const std::string& seed, std::string_view code, domain::instant now);

// Ten codes "abcde-fghjk" of 50 random bits, for whoever has lost the app.
std::vector<std::string> make_recovery_codes();
std::vector<std::string> recovery_hashes(const db::vault& keys, std::string_view account,
                                         const std::vector<std::string>& codes);

// What somebody typed as the second factor of that account: a code of the app or a recovery code. Nothing where it can
// be neither. Whether it was used before is for the journal to say.
std::optional<db::second_factor> read_second_factor(const db::vault& keys, const db::history& history,
                                                    const db::account_row& who, std::string_view typed,
                                                    domain::instant now);

} // namespace clockstart::api
