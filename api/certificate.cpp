#include "api/certificate.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/system/system_error.hpp>

#include <cstddef>
#include <openssl/ssl.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace clockstart::api {
namespace {

namespace ssl = boost::asio::ssl;

constexpr auto suites_of_tls_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr auto groups = "X25519:P-256:P-384";

void set_rules(ssl::context& made) {
    auto* const native = made.native_handle();
    const bool taken = SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                       SSL_CTX_set_cipher_list(native, suites_of_tls_1_2) == 1 &&
                       SSL_CTX_set1_groups_list(native, groups) == 1 && SSL_CTX_set_num_tickets(native, 0) == 1;
    if (!taken) {
        throw std::runtime_error{"this OpenSSL does not know the rules of TLS that are kept here"};
    }
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
}

std::shared_ptr<ssl::context> read(const std::filesystem::path& chain, const std::filesystem::path& key) {
    auto made = std::make_shared<ssl::context>(ssl::context::tls_server);
    set_rules(*made);
    // Without this OpenSSL would ask the terminal for the word that an encrypted key is opened with.
    made->set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string{}; });
    boost::system::error_code error;
    made->use_certificate_chain_file(chain.string(), error);
    if (error) {
        throw std::runtime_error{"the TLS certificate " + chain.string() + " cannot be used: " + error.message()};
    }
    made->use_private_key_file(key.string(), ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(made->native_handle()) != 1) {
        throw std::runtime_error{"the TLS key " + key.string() +
                                 " cannot be used: it has to be PEM, without a password, and that of the certificate"};
    }
    return made;
}

} // namespace

certificate::certificate(std::filesystem::path chain, std::filesystem::path key)
    : chain_{std::move(chain)}, key_{std::move(key)}, shown_{read(chain_, key_)} {}

void certificate::read_again() { shown_ = read(chain_, key_); }

} // namespace clockstart::api
