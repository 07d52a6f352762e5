#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace clockstart::test {

// The code that an authenticator app shows at an instant ("2026-11-22T12:00:00Z"), by oathtool. The seed in base32.
inline std::string code_of_app(std::string seed, std::string at) {
    std::erase(seed, ' ');
    at[10] = ' ';
    at.back() = ' ';
    const auto words = "oathtool --totp --base32 --now '" + at + "UTC' " + seed;
    const std::unique_ptr<FILE, int (*)(FILE*)> out{::popen(words.c_str(), "r"), ::pclose};
    std::array<char, 16> line{};
    if (!out || std::fgets(line.data(), line.size(), out.get()) == nullptr) {
        throw std::runtime_error{"oathtool gave no code"};
    }
    return std::string{line.data()}.substr(0, 6);
}

} // namespace clockstart::test
