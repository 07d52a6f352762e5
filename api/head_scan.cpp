#include "api/gate.hpp"

#include <algorithm>

namespace clockstart::api {

void head_scan::start_again() {
    seen_ = 0;
    lines_ = 0;
    why_ = {};
}

head_scan::verdict head_scan::refuse(std::string_view slug, std::string_view detail) {
    why_ = {slug, detail};
    return verdict::refused;
}

head_scan::verdict head_scan::look(std::string_view all) {
    while (true) {
        const auto end = all.find('\n', seen_);
        const auto line_length = (end == std::string_view::npos ? all.size() : end) - seen_;
        if (line_length > at_most_.line_bytes) {
            return lines_ == 0 ? refuse("target-too-long", "The request line is longer than 8 KB.")
                               : refuse("header-too-large", "A header line is longer than 8 KB.");
        }
        if (end == std::string_view::npos) {
            const bool full = all.size() >= at_most_.header_bytes;
            return full ? refuse("header-too-large", "The header is larger than 16 KB.") : verdict::more;
        }
        if (end + 1 > at_most_.header_bytes) {
            return refuse("header-too-large", "The header is larger than 16 KB.");
        }
        if (line_length == 0 || all[end - 1] != '\r') {
            return refuse("bad-http", "Lines end with CR LF.");
        }
        const auto outcome = look_at_line(all.substr(seen_, line_length - 1));
        if (outcome == verdict::refused) {
            return outcome;
        }
        seen_ = end + 1;
        ++lines_;
        if (outcome == verdict::whole) {
            return outcome;
        }
    }
}

head_scan::verdict head_scan::look_at_line(std::string_view line) {
    if (line.empty()) {
        return lines_ == 0 ? refuse("bad-http", "The request line is missing.") : verdict::whole;
    }
    const bool plain = std::all_of(line.begin(), line.end(), [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return (value >= 0x20 && value < 0x7f) || value == '\t';
    });
    if (!plain) {
        return refuse("bad-http", "The header holds a byte that is not printable ASCII.");
    }
    if (line.front() == ' ' || line.front() == '\t') {
        return refuse("bad-http", "A header line must not be folded.");
    }
    if (lines_ > at_most_.header_fields) {
        return refuse("header-too-large", "There are more than 64 header fields.");
    }
    return verdict::more;
}

} // namespace clockstart::api
