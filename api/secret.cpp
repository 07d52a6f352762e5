#include "api/secret.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace clockstart::api {

std::string random_secret() {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::array<unsigned char, 43> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error{"no random numbers"};
    }
    std::string text;
    text.reserve(bytes.size());
    for (const auto byte : bytes) {
        text += alphabet[byte & 63U];
    }
    return text;
}

std::string secret_hash(std::string_view secret) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<unsigned char, 32> bytes{};
    unsigned length = 0;
    if (EVP_Digest(secret.data(), secret.size(), bytes.data(), &length, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error{"no SHA-256"};
    }
    std::string text;
    text.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        text += hex[byte >> 4U];
        text += hex[byte & 15U];
    }
    return text;
}

} // namespace clockstart::api
