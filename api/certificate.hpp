#pragma once

#include <filesystem>
#include <memory>

namespace boost::asio::ssl {
class context;
}

namespace clockstart::api {

// The certificate that callers are shown, with the rules of TLS here: 1.2 or 1.3, authenticated encryption and forward
// secrecy only, no renegotiation, no compression, no tickets (their key would outlive the secrecy of what it opens).
// Loop thread only.
class certificate {
public:
    // PEM: the chain with the service's own certificate first, and its key. Throws std::runtime_error, with the reason,
    // when one of them cannot be read or they do not belong together.
    certificate(std::filesystem::path chain, std::filesystem::path key);

    // Reads both again, for the connections to come; those that are open go on as they are. Throws as above, and then
    // the old one stays.
    void read_again();

    const std::shared_ptr<boost::asio::ssl::context>& shown() const { return shown_; }

private:
    std::filesystem::path chain_;
    std::filesystem::path key_;
    std::shared_ptr<boost::asio::ssl::context> shown_;
};

} // namespace clockstart::api
