#include "db/vault_key.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <sodium.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace clockstart::db {

namespace {

constexpr int base64_kind = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

// A nonce for every seal: drawn in the process (from a stream keyed by the system, anew after a fork) instead of one
// system call each.
void start_sodium() {
    static const int chosen = randombytes_set_implementation(&randombytes_internal_implementation);
    if (chosen != 0 || sodium_init() < 0) {
        throw std::runtime_error{"libsodium cannot be used on this machine"};
    }
}

} // namespace

std::string base64_of(std::span<const unsigned char> bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64_kind), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64_kind);
    text.pop_back(); // its terminating zero
    return text;
}

std::optional<std::vector<unsigned char>> bytes_from_base64(std::string_view text) {
    std::vector<unsigned char> bytes(text.size() * 3 / 4 + 1);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, base64_kind) !=
            0 ||
        end != text.data() + text.size()) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

master_key read_key_file(const std::filesystem::path& key_file) {
    start_sodium();
    struct stat found {};
    if (::stat(key_file.c_str(), &found) != 0) {
        throw std::runtime_error{"the key file " + key_file.string() +
                                 " cannot be read; without it the vault stays shut"};
    }
    if ((found.st_mode & 0077U) != 0) {
        throw std::runtime_error{"the key file " + key_file.string() + " must be its owner's alone: chmod 600"};
    }
    std::ifstream file{key_file};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    boost::system::error_code failed;
    const auto held = boost::json::parse(text, failed);
    sodium_memzero(text.data(), text.size());
    const auto* const members = failed ? nullptr : held.if_object();
    const auto* const id = members == nullptr ? nullptr : members->if_contains("id");
    const auto* const key = members == nullptr ? nullptr : members->if_contains("key");
    master_key master;
    if (id != nullptr && key != nullptr && id->is_string() && key->is_string()) {
        const auto bytes = bytes_from_base64(std::string_view{key->get_string()});
        if (bytes && bytes->size() == master.bytes.size()) {
            master.id = std::string_view{id->get_string()};
            std::copy(bytes->begin(), bytes->end(), master.bytes.begin());
            return master;
        }
    }
    throw std::runtime_error{"the key file " + key_file.string() + " is not a key file of Clockstart"};
}

void make_key_file(const std::filesystem::path& key_file) {
    start_sodium();
    std::array<unsigned char, 32> key{};
    std::array<unsigned char, 8> id{};
    randombytes_buf(key.data(), key.size());
    randombytes_buf(id.data(), id.size());
    const auto text =
        boost::json::serialize(boost::json::object{{"id", base64_of(id)}, {"key", base64_of(key)}}) + "\n";
    sodium_memzero(key.data(), key.size());
    const int file = ::open(key_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        throw std::runtime_error{"the key file " + key_file.string() +
                                 " cannot be made; a key that is there is never replaced"};
    }
    // A key that is lost loses every name, so it is on the disk before anything is sealed with it.
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) {
        throw std::runtime_error{"the key file " + key_file.string() + " cannot be written"};
    }
}

} // namespace clockstart::db
