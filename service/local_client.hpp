#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace clockstart::service {

// What the daemon of a folder answered.
struct local_reply {
    unsigned status{};
    std::string body;

    bool is_refusal() const { return status >= 400; }
    boost::json::object json() const; // throws std::runtime_error when it is no JSON object
};

// Asks the daemon of a data folder over the folder's own socket, one connection for each question. Blocks for as long
// as the answer takes: an import may take minutes. Any thread. Throws std::runtime_error with a sentence when nobody
// answers to the end.
class local_client {
public:
    explicit local_client(std::filesystem::path socket) : socket_{std::move(socket)} {}

    local_reply get(std::string_view target) const;
    local_reply post(std::string_view target, const boost::json::object& body) const;

private:
    std::filesystem::path socket_;
};

} // namespace clockstart::service
