#include "db/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace clockstart::db {

std::array<unsigned char, 32> sha256(std::string_view bytes) {
    std::array<unsigned char, 32> hash{};
    if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error{"SHA-256 is not to be had from OpenSSL"};
    }
    return hash;
}

} // namespace clockstart::db
