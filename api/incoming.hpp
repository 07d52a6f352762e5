#pragma once

#include "api/call.hpp"
#include "api/door.hpp"
#include "api/gate.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

// One request being put together from bytes, without any waiting: the session reads into buffer(), and asks. Used
// again for the next request of the same connection; what came early stays in the buffer.
class incoming {
public:
    enum class progress { more, done, refused };

    explicit incoming(const limits& at_most) : scan_{at_most}, header_bytes_{at_most.header_bytes} {}
    incoming(const incoming&) = delete;
    incoming& operator=(const incoming&) = delete;
    ~incoming() = default;

    boost::beast::flat_buffer& buffer() { return buffer_; }
    call& asked() { return call_; }
    const admitted& also() const { return also_; }
    const rejection& why() const { return why_; } // after refused

    // Forgets the last request.
    void start_again();

    // Is the whole header there, and is it sound so far?
    progress look();

    // Parses the header that look() found and lets it through the gate.
    progress admit(std::span<const std::string> hosts, bool by_proxy);

    // Is there a body to be read?
    bool has_body() const { return also_.chunked || also_.length.value_or(0) > 0; }

    // Moves what has arrived of the body into the call.
    progress take_body(std::size_t limit);

    // The face that was asked for, or nothing when there is none such.
    std::optional<face> wanted_face() const { return face_; }

    void refuse(std::string_view slug, std::string_view detail = {}) { why_ = {slug, detail}; }

private:
    // Beast takes chunk extensions of any length; this does not. The parser keeps a reference to it.
    struct chunk_watch {
        void operator()(std::uint64_t, std::string_view extension, boost::system::error_code& error) const;
    };

    progress take_chunks(std::size_t limit);
    void set_face(std::string_view accept);

    boost::beast::flat_buffer buffer_;
    head_scan scan_;
    std::size_t header_bytes_;
    chunk_watch watch_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    call call_;
    admitted also_; // its views point into parser_
    rejection why_{};
    std::optional<face> face_;
};

} // namespace clockstart::api
