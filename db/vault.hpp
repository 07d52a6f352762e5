#pragma once

#include "db/command.hpp"

#include "domain/request.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace clockstart::db {

// A child's own key, sealed under the master key; what is sealed under it dies with it.
struct sealed_key {
    std::string key_id; // which master key
    std::string text;   // base64
};

// Seals and opens identity (libsodium, XChaCha20-Poly1305), and makes the keyed hashes by which a child is looked up.
// Holds the master key in guarded memory. Const members are safe on any thread.
class vault {
public:
    // Reads the key file (mode 0600 and 32 bytes in base64 with an id), or throws with the reason.
    explicit vault(const std::filesystem::path& key_file);
    // Makes a key file that is not there yet; throws when it is.
    static void make_key(const std::filesystem::path& key_file);
    ~vault();
    vault(const vault&) = delete;
    vault& operator=(const vault&) = delete;

    // A new child's key and identity in one go.
    std::pair<sealed_key, std::string> seal_new_child(std::int64_t child, const domain::identity& who) const;
    // `context` is bound to the seal (which row it is for), so that two rows cannot be swapped. Base64.
    std::string seal(const sealed_key& key, std::string_view context, std::string_view plain) const;
    std::string open(const sealed_key& key, std::string_view context,
                     std::string_view sealed) const; // throws when it does not fit

    std::string seal_identity(const sealed_key& key, std::int64_t child, const domain::identity& who) const;
    domain::identity open_identity(const sealed_key& key, std::int64_t child, std::string_view sealed) const;
    std::string seal_words(const sealed_key& key, std::int64_t sequence, const words& text) const;
    words open_words(const sealed_key& key, std::int64_t sequence, std::string_view sealed) const;

    // An address that messages are sent to, of the holder of a token.
    std::string seal_address(std::string_view token, std::string_view address) const;
    std::string open_address(std::string_view token, std::string_view sealed) const;

    // Keyed hashes (BLAKE2b under a key derived from the master key), hex.
    std::string nhs_number_hash(std::string_view ten_digits) const;
    std::string name_hash(std::string_view family_name, domain::civil_date birth_date) const; // case and spaces folded
    std::string digest(std::string_view anything) const; // for idempotency and tokens

private:
    struct keys;
    struct keys_deleter {
        void operator()(keys* held) const;
    };
    std::unique_ptr<keys, keys_deleter> keys_;
};

} // namespace clockstart::db
