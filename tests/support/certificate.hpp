#pragma once

#include "tests/support/temp_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace clockstart::test {

// A certificate of a server's own making for 127.0.0.1 and receiver.test, with its key, made by openssl.
class certificate {
public:
    certificate() {
        const auto command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test "
            "-addext subjectAltName=IP:127.0.0.1,DNS:receiver.test -keyout '" +
            key() + "' -out '" + file() + "' 2>/dev/null";
        if (std::system(command.c_str()) != 0) { // NOLINT(concurrency-mt-unsafe): before any thread of the test
            throw std::runtime_error{"openssl made no certificate"};
        }
    }
    std::string file() const { return (place_.path() / "certificate.pem").string(); }
    std::string key() const { return (place_.path() / "key.pem").string(); }

private:
    temp_folder place_;
};

} // namespace clockstart::test
