#pragma once

#include "tests/support/script.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::test {

// A real SMTP server, Debian's python3-aiosmtpd, on a free port of 127.0.0.1. What it can be told and what it tells of
// a mail stands in tests/scheduler/smtp_server.py.
class smtp_server {
public:
    explicit smtp_server(std::vector<std::string> options = {}) : script_{words(std::move(options))} {}

    std::uint16_t port() const { return script_.port(); }
    // The next mail that it accepted; waits for it.
    boost::json::object mail() { return boost::json::parse(script_.line()).as_object(); }
    bool has_none() { return script_.is_silent(); }

private:
    static std::vector<std::string> words(std::vector<std::string> options) {
        options.insert(options.begin(), {"/usr/bin/python3", SOURCE_DIR "/tests/scheduler/smtp_server.py"});
        return options;
    }
    script script_;
};

} // namespace clockstart::test
