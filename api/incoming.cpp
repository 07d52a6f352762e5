#include "api/incoming.hpp"

#include "api/faces.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace clockstart::api {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t longest_chunk_header = 256;
constexpr std::size_t most_unparsed = 64UL * 1024; // of a chunked body: one read, of which a part may be a chunk header

} // namespace

void incoming::start_again() {
    scan_.start_again();
    also_ = {};
    call_.method = verb::get;
    call_.path.clear();
    call_.query.clear();
    call_.captures.clear();
    call_.body.clear();
    call_.who.reset();
    set_face({});
}

incoming::progress incoming::look() {
    const auto bytes = buffer_.cdata();
    switch (scan_.look({static_cast<const char*>(bytes.data()), bytes.size()})) {
    case head_scan::verdict::more:
        return progress::more;
    case head_scan::verdict::whole:
        return progress::done;
    case head_scan::verdict::refused:
        break;
    }
    why_ = scan_.why();
    return progress::refused;
}

incoming::progress incoming::admit(std::span<const std::string> hosts, bool by_proxy) {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(header_bytes_ + 1));
    parser_->body_limit(boost::none);
    boost::system::error_code error;
    const auto used = parser_->put(boost::asio::buffer(buffer_.cdata(), scan_.length()), error);
    if ((error && error != http::error::need_more) || !parser_->is_header_done() || used != scan_.length()) {
        refuse(error == http::error::bad_version ? "version-not-supported" : "bad-http");
        return progress::refused;
    }
    buffer_.consume(used);
    const auto refused = api::admit(parser_->get().base(), hosts, by_proxy, call_, also_);
    set_face(also_.accept);
    if (refused) {
        why_ = *refused;
        return progress::refused;
    }
    if (also_.chunked) {
        parser_->on_chunk_header(watch_);
    }
    return progress::done;
}

void incoming::chunk_watch::operator()(std::uint64_t, std::string_view extension,
                                       boost::system::error_code& error) const {
    if (extension.size() > longest_chunk_header) {
        error = http::error::bad_chunk_extension;
    }
}

void incoming::set_face(std::string_view accept) {
    face_ = choose_face(call_.path, query(call_, "format"), accept);
    call_.wanted = face_.value_or(face::json);
}

incoming::progress incoming::take_body(std::size_t limit) {
    if (!also_.length) {
        return take_chunks(limit);
    }
    const auto length = static_cast<std::size_t>(*also_.length);
    const auto count = std::min(length - call_.body.size(), buffer_.size());
    call_.body.append(static_cast<const char*>(buffer_.cdata().data()), count);
    buffer_.consume(count);
    return call_.body.size() == length ? progress::done : progress::more;
}

incoming::progress incoming::take_chunks(std::size_t limit) {
    boost::system::error_code error;
    while (buffer_.size() > 0 && !parser_->is_done() && !error && parser_->get().body().size() <= limit) {
        const auto used = parser_->put(buffer_.cdata(), error);
        buffer_.consume(used);
        if (used == 0) {
            break;
        }
    }
    if (parser_->get().body().size() > limit) {
        refuse("too-large");
        return progress::refused;
    }
    if ((error && error != http::error::need_more) || buffer_.size() > most_unparsed) {
        refuse("bad-http", "The chunks cannot be read.");
        return progress::refused;
    }
    if (!parser_->is_done()) {
        return progress::more;
    }
    call_.body = std::move(parser_->get().body());
    return progress::done;
}

} // namespace clockstart::api
