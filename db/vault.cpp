#include "db/vault.hpp"

#include "db/vault_key.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace clockstart::db {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
using key_bytes = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string seal_under(const unsigned char* key, std::string_view context, std::string_view plain) {
    std::vector<unsigned char> sealed(nonce_size + plain.size() + tag_size);
    randombytes_buf(sealed.data(), nonce_size);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, &written, bytes_of(plain), plain.size(),
                                               bytes_of(context), context.size(), nullptr, sealed.data(), key);
    return base64_of({sealed.data(), sealed.size()});
}

std::string open_under(const unsigned char* key, std::string_view context, std::string_view sealed) {
    const auto bytes = bytes_from_base64(sealed);
    if (!bytes || bytes->size() < nonce_size + tag_size) {
        throw std::runtime_error{"a sealed value in the vault is damaged"};
    }
    std::string plain(bytes->size() - nonce_size - tag_size, '\0');
    unsigned long long written = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), &written, nullptr,
                                                   bytes->data() + nonce_size, bytes->size() - nonce_size,
                                                   bytes_of(context), context.size(), bytes->data(), key) != 0) {
        throw std::runtime_error{
            "a seal in the vault does not fit: the value was changed or moved, or the key is another one"};
    }
    return plain;
}

std::string keyed_hash(const key_bytes& key, std::string_view text, std::size_t size) {
    std::array<unsigned char, crypto_generichash_BYTES_MAX> hash{};
    crypto_generichash(hash.data(), size, bytes_of(text), text.size(), key.data(), key.size());
    std::string hex(size * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), size);
    hex.pop_back();
    return hex;
}

std::string identity_context(std::int64_t child) { return "identity " + std::to_string(child); }
std::string words_context(std::int64_t sequence) { return "words " + std::to_string(sequence); }
std::string address_context(std::string_view token) { return "address " + std::string{token}; }
constexpr std::string_view child_key_context = "child key";

std::string plain_identity(const domain::identity& who) {
    return boost::json::serialize(boost::json::array{who.nhs_number, who.no_nhs_number_reason, who.given_name,
                                                     who.family_name, domain::day_number(who.birth_date),
                                                     who.postcode});
}

std::string text_of(const boost::json::value& held) { return std::string{std::string_view{held.as_string()}}; }

} // namespace

// In memory that is locked, guarded and wiped.
struct vault::keys {
    std::string id;
    key_bytes wrapping, nhs_numbers, names, digests;
};

void vault::keys_deleter::operator()(keys* held) const {
    held->~keys();
    sodium_free(held);
}

vault::vault(const std::filesystem::path& key_file) {
    auto master = read_key_file(key_file);
    void* const room = sodium_malloc(sizeof(keys));
    if (room == nullptr) {
        throw std::runtime_error{"there is no locked memory left for the vault's keys"};
    }
    keys_.reset(new (room) keys{});
    keys_->id = master.id;
    std::uint64_t number = 0;
    for (auto* derived : {&keys_->wrapping, &keys_->nhs_numbers, &keys_->names, &keys_->digests}) {
        crypto_kdf_derive_from_key(derived->data(), derived->size(), ++number, "clockst1", master.bytes.data());
    }
    sodium_memzero(master.bytes.data(), master.bytes.size());
    sodium_mprotect_readonly(room);
}

vault::~vault() {
    if (keys_) {
        sodium_mprotect_readwrite(keys_.get());
    }
}

void vault::make_key(const std::filesystem::path& key_file) { make_key_file(key_file); }

namespace {

// A child's key for the time of one call.
class opened_key {
public:
    opened_key(const key_bytes& wrapping, std::string_view id, const sealed_key& key) {
        if (key.key_id != id) {
            throw std::runtime_error{"the vault was sealed under another key than the one in the key file"};
        }
        auto plain = open_under(wrapping.data(), child_key_context, key.text);
        if (plain.size() != bytes_.size()) {
            throw std::runtime_error{"a sealed value in the vault is damaged"};
        }
        std::copy(plain.begin(), plain.end(), bytes_.begin());
        sodium_memzero(plain.data(), plain.size());
    }
    opened_key(const opened_key&) = delete;
    opened_key& operator=(const opened_key&) = delete;
    ~opened_key() { sodium_memzero(bytes_.data(), bytes_.size()); }
    const unsigned char* data() const { return bytes_.data(); }

private:
    key_bytes bytes_{};
};

} // namespace

std::string vault::seal(const sealed_key& key, std::string_view context, std::string_view plain) const {
    const opened_key own{keys_->wrapping, keys_->id, key};
    return seal_under(own.data(), context, plain);
}

std::string vault::open(const sealed_key& key, std::string_view context, std::string_view sealed) const {
    const opened_key own{keys_->wrapping, keys_->id, key};
    return open_under(own.data(), context, sealed);
}

std::pair<sealed_key, std::string> vault::seal_new_child(std::int64_t child, const domain::identity& who) const {
    key_bytes fresh{};
    randombytes_buf(fresh.data(), fresh.size());
    sealed_key key{keys_->id, seal_under(keys_->wrapping.data(), child_key_context,
                                         {reinterpret_cast<const char*>(fresh.data()), fresh.size()})};
    auto identity = seal_under(fresh.data(), identity_context(child), plain_identity(who));
    sodium_memzero(fresh.data(), fresh.size());
    return {std::move(key), std::move(identity)};
}

std::string vault::seal_identity(const sealed_key& key, std::int64_t child, const domain::identity& who) const {
    return seal(key, identity_context(child), plain_identity(who));
}

domain::identity vault::open_identity(const sealed_key& key, std::int64_t child, std::string_view sealed) const {
    const auto plain = boost::json::parse(open(key, identity_context(child), sealed)).as_array();
    return {text_of(plain.at(0)),
            text_of(plain.at(1)),
            text_of(plain.at(2)),
            text_of(plain.at(3)),
            domain::date_of(plain.at(4).to_number<int>()),
            text_of(plain.at(5))};
}

std::string vault::seal_words(const sealed_key& key, std::int64_t sequence, const words& text) const {
    const boost::json::array descriptions(text.item_descriptions.begin(), text.item_descriptions.end());
    return seal(key, words_context(sequence),
                boost::json::serialize(boost::json::array{text.note, text.reason, descriptions}));
}

words vault::open_words(const sealed_key& key, std::int64_t sequence, std::string_view sealed) const {
    const auto plain = boost::json::parse(open(key, words_context(sequence), sealed)).as_array();
    words opened{text_of(plain.at(0)), text_of(plain.at(1)), {}};
    for (const auto& one : plain.at(2).as_array()) {
        opened.item_descriptions.push_back(text_of(one));
    }
    return opened;
}

std::string vault::seal_address(std::string_view token, std::string_view address) const {
    return seal_under(keys_->wrapping.data(), address_context(token), address);
}

std::string vault::open_address(std::string_view token, std::string_view sealed) const {
    return open_under(keys_->wrapping.data(), address_context(token), sealed);
}

std::string vault::nhs_number_hash(std::string_view ten_digits) const {
    return keyed_hash(keys_->nhs_numbers, ten_digits, 16);
}

std::string vault::name_hash(std::string_view family_name, domain::civil_date birth_date) const {
    std::string folded;
    for (const char one : family_name) {
        if (one != ' ' && one != '-' && one != '\'') {
            folded.push_back(one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one);
        }
    }
    // Short on purpose: it finds candidates, whose names are then opened and compared.
    return keyed_hash(keys_->names, folded + ' ' + domain::format_date(birth_date), 16).substr(0, 16);
}

std::string vault::digest(std::string_view anything) const { return keyed_hash(keys_->digests, anything, 32); }

} // namespace clockstart::db
