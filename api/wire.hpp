#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"

#include <string>

namespace clockstart::api {

struct sending {
    bool keep_alive = true;
    bool behind_tls = false;
};

// Writes the status line and all headers of an answer, security headers included, up to and with the empty line.
// Returns false, and leaves `head` of no use, when a header value holds a control character.
bool write_head(std::string& head, const answer& what, const sending& how);

// Does this status come without a body and a length (204, 304)?
bool has_no_body(unsigned status);

// A GET whose If-None-Match names the answer's ETag is answered by 304 instead.
void shorten_when_known(const call& asked, answer& what);

} // namespace clockstart::api
