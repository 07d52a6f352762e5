#include "api/second_factor.hpp"

#include "db/account_rows.hpp"
#include "db/history.hpp"
#include "db/vault.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace clockstart::api {

namespace {

constexpr unsigned digits = 6;
constexpr std::int64_t step_seconds = 30;
constexpr std::size_t seed_bytes = 20; // of SHA-1, RFC 4226, 4
constexpr std::size_t recovery_codes = 10;
constexpr std::size_t recovery_letters = 10;

// Without letters that are taken for one another on paper.
constexpr std::string_view recovery_alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

std::string without_blanks(std::string_view text) {
    std::string kept{text};
    std::erase_if(kept, [](char one) { return one == ' ' || one == '-' || one == '\t'; });
    return kept;
}

std::string bytes_of_seed(const std::string& seed) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (oath_base32_decode(seed.data(), seed.size(), &bytes, &size) != OATH_OK) {
        throw std::runtime_error{"the seed of a second factor is damaged"};
    }
    std::string plain(bytes, size);
    std::free(bytes); // NOLINT(cppcoreguidelines-no-malloc): liboath gives what malloc gave it
    return plain;
}

} // namespace

std::string seed_for_link(const db::vault& keys, std::string_view secret) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const auto hex = keys.digest("second factor " + std::string{secret});
    // Five bits of each of 32 bytes.
    std::string seed;
    for (std::size_t at = 0; at + 1 < hex.size() && seed.size() < seed_bytes * 8 / 5; at += 2) {
        seed += alphabet[static_cast<std::size_t>(std::stoi(hex.substr(at, 2), nullptr, 16)) & 31U];
    }
    return seed;
}

std::string app_address(std::string_view whose, std::string_view seed) {
    std::string label;
    for (const char one : whose) {
        const bool plain = (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z') ||
                           one == '.' || one == '-' || one == '_' || one == '@';
        label += plain ? one : '-';
    }
    return "otpauth://totp/Clockstart:" + label + "?secret=" + std::string{seed} + "&issuer=Clockstart";
}

std::optional<std::int64_t> step_of_code(const std::string& seed, std::string_view code, domain::instant now) {
    const auto typed = without_blanks(code);
    if (typed.size() != digits || !std::ranges::all_of(typed, [](char one) { return one >= '0' && one <= '9'; })) {
        return std::nullopt;
    }
    auto bytes = bytes_of_seed(seed);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    std::optional<std::int64_t> found;
    for (const std::int64_t step : {seconds / step_seconds - 1, seconds / step_seconds, seconds / step_seconds + 1}) {
        std::array<char, digits + 1> expected{};
        if (oath_totp_generate(bytes.data(), bytes.size(), step * step_seconds, step_seconds, 0, digits,
                               expected.data()) != OATH_OK) {
            throw std::runtime_error{"no code of a second factor can be worked out"};
        }
        if (sodium_memcmp(expected.data(), typed.data(), digits) == 0) {
            found = step; // goes on: the time does not tell which
        }
    }
    sodium_memzero(bytes.data(), bytes.size());
    return found;
}

std::vector<std::string> make_recovery_codes() {
    std::vector<std::string> codes(recovery_codes);
    for (auto& code : codes) {
        for (std::size_t at = 0; at < recovery_letters; ++at) {
            code += at == recovery_letters / 2 ? "-" : "";
            code += recovery_alphabet[randombytes_uniform(static_cast<std::uint32_t>(recovery_alphabet.size()))];
        }
    }
    return codes;
}

std::vector<std::string> recovery_hashes(const db::vault& keys, std::string_view account,
                                         const std::vector<std::string>& codes) {
    std::vector<std::string> hashes(codes.size());
    std::ranges::transform(codes, hashes.begin(),
                           [&](const auto& code) { return db::recovery_hash(keys, account, code); });
    return hashes;
}

std::optional<db::second_factor> read_second_factor(const db::vault& keys, const db::history& history,
                                                    const db::account_row& who, std::string_view typed,
                                                    domain::instant now) {
    const auto code = without_blanks(typed);
    if (code.size() == recovery_letters) {
        return db::second_factor{0, db::recovery_hash(keys, who.grant.id, code)};
    }
    const auto seed = history.seed_of(who);
    const auto step = seed.empty() ? std::nullopt : step_of_code(seed, code, now);
    return step ? std::optional{db::second_factor{*step, {}}} : std::nullopt;
}

} // namespace clockstart::api
