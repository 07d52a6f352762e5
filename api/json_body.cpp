#include "api/json_body.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace clockstart::api {
namespace {

namespace json = boost::json;
using boost::system::error_code;

// Builds the value while it counts nodes and looks for repeated keys, so that a hostile text is refused before it has
// cost memory. What it refuses, it explains in `complaint`; the parser only sees an error code.
class strict_builder {
public:
    static constexpr std::size_t max_object_size = json_nodes;
    static constexpr std::size_t max_array_size = json_nodes;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = json::string::max_size();

    std::string_view complaint;
    json::value release() { return stack_.release(); }

    bool on_document_begin(error_code&) {
        stack_.reset();
        return true;
    }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code& ec) {
        keys_.emplace_back();
        return count(ec);
    }
    bool on_object_end(std::size_t size, error_code& ec) {
        auto& keys = keys_.back();
        std::sort(keys.begin(), keys.end());
        const bool repeated = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
        keys_.pop_back();
        if (repeated) {
            return refuse("A field is there twice in one object.", ec);
        }
        stack_.push_object(size);
        return true;
    }
    bool on_array_begin(error_code& ec) { return count(ec); }
    bool on_array_end(std::size_t size, error_code&) {
        stack_.push_array(size);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, error_code& ec) {
        key_.append(part);
        stack_.push_chars(part);
        return no_nul(part, ec);
    }
    bool on_key(json::string_view part, std::size_t, error_code& ec) {
        key_.append(part);
        keys_.back().push_back(std::move(key_));
        key_.clear();
        stack_.push_key(part);
        return no_nul(part, ec);
    }
    bool on_string_part(json::string_view part, std::size_t, error_code& ec) {
        stack_.push_chars(part);
        return no_nul(part, ec);
    }
    bool on_string(json::string_view part, std::size_t, error_code& ec) {
        stack_.push_string(part);
        return no_nul(part, ec) && count(ec);
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, error_code& ec) {
        stack_.push_int64(number);
        return count(ec);
    }
    bool on_uint64(std::uint64_t number, json::string_view, error_code& ec) {
        stack_.push_uint64(number);
        return count(ec);
    }
    bool on_double(double number, json::string_view, error_code& ec) {
        stack_.push_double(number);
        return count(ec);
    }
    bool on_bool(bool flag, error_code& ec) {
        stack_.push_bool(flag);
        return count(ec);
    }
    bool on_null(error_code& ec) {
        stack_.push_null();
        return count(ec);
    }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

private:
    bool count(error_code& ec) {
        return ++nodes_ <= json_nodes || refuse("There are more than 10,000 values in it.", ec);
    }
    bool no_nul(json::string_view part, error_code& ec) {
        return part.find('\0') == json::string_view::npos || refuse("A text holds the character U+0000.", ec);
    }
    bool refuse(std::string_view why, error_code& ec) {
        complaint = why;
        ec = make_error_code(json::error::syntax);
        return false;
    }

    json::value_stack stack_;
    std::vector<std::vector<std::string>> keys_; // of the objects that are open
    std::string key_;
    std::size_t nodes_ = 0;
};

} // namespace

domain::result<json::value> read_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = json_depth;
    json::basic_parser<strict_builder> parser{options};
    error_code ec;
    const auto used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && used < text.size()) {
        ec = make_error_code(json::error::extra_data);
    }
    if (ec) {
        std::string why{parser.handler().complaint};
        if (why.empty()) {
            why = ec == json::error::too_deep ? "It is nested more than 32 deep."
                                              : "This is not JSON: " + ec.message() + ".";
        }
        return domain::refuse(domain::errc::malformed, "", why + " (Byte " + std::to_string(used) + ".)");
    }
    return parser.handler().release();
}

domain::result<json::object> json_body(const call& asked) {
    if (asked.content_type != "application/json") {
        return domain::refuse(domain::errc::wrong_content_type, "", "Send JSON, with Content-Type: application/json.");
    }
    auto value = read_json(asked.body);
    if (!value) {
        return value.error();
    }
    auto* object = value->if_object();
    if (object == nullptr) {
        return domain::refuse(domain::errc::malformed, "", "Send one JSON object.");
    }
    return std::move(*object);
}

domain::result<json::object> maybe_json_body(const call& asked) {
    return asked.body.empty() ? domain::result<json::object>{json::object{}} : json_body(asked);
}

} // namespace clockstart::api
