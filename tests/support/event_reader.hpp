#pragma once

#include "tests/support/http_client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace clockstart::test {

// One block of a stream of server-sent events, as a browser would read it.
struct told_event {
    std::int64_t id = -1; // -1: none
    std::string type, comment, retry;
    boost::json::object data; // empty: nothing but id, comment or retry

    bool is_event() const { return !data.empty(); }
    std::string text(std::string_view name) const { return std::string{data.at(name).as_string()}; }
};

// Follows the live stream. Every wait ends after ten seconds, by an exception.
class event_reader {
public:
    // With a token, over TCP.
    event_reader(std::uint16_t port, const std::string& token, const std::string& query = "",
                 const std::string& headers = "")
        : client_{port}, head_{ask(query, "Authorization: Bearer " + token + "\r\n" + headers)} {}
    // As the folder's owner.
    explicit event_reader(const std::filesystem::path& socket, const std::string& query = "")
        : client_{socket}, head_{ask(query, "")} {}

    const reply& head() const { return head_; }

    // The next block of whatever kind.
    told_event next_block() {
        const auto block = client_.receive_until("\n\n");
        if (block.empty()) {
            throw std::runtime_error{"the stream ended, or nothing came"};
        }
        told_event told;
        for (std::size_t at = 0; at + 1 < block.size();) {
            const auto end = block.find('\n', at);
            take(std::string_view{block}.substr(at, end - at), told);
            at = end + 1;
        }
        return told;
    }

    // The next event, passing over comments.
    told_event next() {
        while (true) {
            auto told = next_block();
            if (told.is_event()) {
                return told;
            }
        }
    }

    // All that still comes until the other side closes; throws when it does not.
    std::string rest() {
        auto all = client_.receive_all();
        if (!client_.is_closed()) {
            throw std::runtime_error{"the stream did not end"};
        }
        return all;
    }

private:
    reply ask(const std::string& query, const std::string& headers) {
        return client_.get("/api/v1/stream" + query, "Accept: text/event-stream\r\n" + headers);
    }

    static void take(std::string_view line, told_event& into) {
        const auto colon = line.find(':');
        const auto name = line.substr(0, colon);
        auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
        value.remove_prefix(value.starts_with(' ') ? 1 : 0);
        if (name == "id") {
            std::from_chars(value.data(), value.data() + value.size(), into.id);
        } else if (name == "event") {
            into.type = value;
        } else if (name == "data") {
            into.data = boost::json::parse(value).as_object();
        } else if (name == "retry") {
            into.retry = value;
        } else if (name.empty()) {
            into.comment = value;
        } else {
            throw std::runtime_error{"no line of a server-sent event"};
        }
    }

    http_client client_;
    reply head_;
};

} // namespace clockstart::test
