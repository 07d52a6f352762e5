#pragma once

#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::api {

class mailbox;

using header = std::pair<std::string, std::string>;

// One response before it is put on the wire. The session adds Content-Length and the security headers; where an
// answer names Cache-Control, Content-Security-Policy or Connection itself, its own value is sent instead.
// Header values must not hold CR or LF: the session refuses to send such an answer (500).
struct answer {
    unsigned status = 200;
    std::string content_type{};
    std::string body{};
    std::vector<header> headers{};
    // Not empty: the answer goes on after its body with what comes into this mailbox, for as long as the connection
    // lasts. It has no Content-Length then; a HEAD has its headers and ends.
    std::shared_ptr<mailbox> live{};
};

answer json_answer(unsigned status, const boost::json::value& value);
answer html_answer(unsigned status, std::string page);

// A file to save: text/csv with a Content-Disposition. The name is ours, [a-z0-9.-] only.
answer csv_answer(std::string_view filename, std::string text);

// 303: the browser goes on with a GET. `where` is a path of ours, beginning with one "/".
answer redirect(std::string_view where);

// 204, or another status without a body.
answer empty_answer(unsigned status = 204);

} // namespace clockstart::api
