#pragma once

#include "db/audit_commands.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace clockstart::db {

// The key that heads of the audit are signed with (Ed25519, libsodium). It proves that a head was signed by whoever
// held the key file then; that the key is the right one is for people to compare: its id is in `audit.pub`, in each
// line of the heads file, and in what `clockstart verify` prints. Const members are safe on any thread.
class signing_key {
public:
    // Reads the key file, or makes it (mode 0600) where there is none, with the public half beside it in `public_file`.
    // Throws std::runtime_error with the reason.
    static signing_key open_or_make(const std::filesystem::path& key_file, const std::filesystem::path& public_file);
    signing_key(signing_key&&) noexcept = default;
    signing_key& operator=(signing_key&&) noexcept = default;
    ~signing_key() = default;

    // Fills in who signs, and the signature.
    signed_head sign(signed_head head) const;
    const std::string& id() const { return id_; }

private:
    struct secret;
    struct secret_deleter {
        void operator()(secret* held) const;
    };
    explicit signing_key(std::unique_ptr<secret, secret_deleter> held);

    std::unique_ptr<secret, secret_deleter> secret_; // in memory that is locked, guarded and wiped
    std::string id_, public_key_;
};

// Whether the signature is that of its public key, and the id that of the key.
bool is_signed(const signed_head& head);

} // namespace clockstart::db
