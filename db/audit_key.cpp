#include "db/audit_key.hpp"

#include "db/canonical.hpp"
#include "db/sha256.hpp"
#include "db/vault_key.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <sodium.h>

#include <array>
#include <fstream>
#include <new>
#include <span>
#include <stdexcept>

namespace clockstart::db {

namespace {

std::string signed_text(const signed_head& head) {
    std::string text{"clockstart audit head 1\n"};
    add_field(text, std::to_string(head.audit));
    add_field(text, head.audit_hash);
    add_field(text, std::to_string(head.sequence));
    add_field(text, head.ledger_hash);
    add_field(text, std::to_string(head.at.time_since_epoch().count()));
    add_field(text, head.key_id);
    return text;
}

// Follows from the key, so that no other key can go by its id.
std::string id_of(std::span<const unsigned char> public_key) {
    const auto hash = sha256({reinterpret_cast<const char*>(public_key.data()), public_key.size()});
    return base64_of(std::span{hash}.first(12));
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

} // namespace

struct signing_key::secret {
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> bytes{};
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_bytes{};
};

void signing_key::secret_deleter::operator()(secret* held) const { sodium_free(held); }

signing_key::signing_key(std::unique_ptr<secret, secret_deleter> held)
    : secret_{std::move(held)}, id_{id_of(secret_->public_bytes)}, public_key_{base64_of(secret_->public_bytes)} {}

signing_key signing_key::open_or_make(const std::filesystem::path& key_file, const std::filesystem::path& public_file) {
    if (!std::filesystem::exists(key_file)) {
        make_key_file(key_file);
    }
    auto seed = read_key_file(key_file);
    static_assert(sizeof(seed.bytes) == crypto_sign_SEEDBYTES);
    void* const room = sodium_malloc(sizeof(secret));
    if (room == nullptr) {
        throw std::runtime_error{"there is no locked memory left for the key of the audit"};
    }
    std::unique_ptr<secret, secret_deleter> held{new (room) secret{}};
    crypto_sign_seed_keypair(held->public_bytes.data(), held->bytes.data(), seed.bytes.data());
    sodium_memzero(seed.bytes.data(), seed.bytes.size());
    signing_key made{std::move(held)};
    if (!std::filesystem::exists(public_file)) {
        std::ofstream file{public_file};
        file << boost::json::serialize(boost::json::object{{"id", made.id_}, {"key", made.public_key_}}) << '\n';
        if (!file.flush()) {
            throw std::runtime_error{public_file.string() + " cannot be written"};
        }
    }
    return made;
}

signed_head signing_key::sign(signed_head head) const {
    head.key_id = id_;
    head.public_key = public_key_;
    const auto text = signed_text(head);
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), secret_->bytes.data());
    head.signature = base64_of(signature);
    return head;
}

bool is_signed(const signed_head& head) {
    const auto key = bytes_from_base64(head.public_key), signature = bytes_from_base64(head.signature);
    if (!key || key->size() != crypto_sign_PUBLICKEYBYTES || !signature || signature->size() != crypto_sign_BYTES) {
        return false;
    }
    const auto text = signed_text(head);
    return id_of(*key) == head.key_id &&
           crypto_sign_verify_detached(signature->data(), bytes_of(text), text.size(), key->data()) == 0;
}

} // namespace clockstart::db
