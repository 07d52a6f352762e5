#include "api/forwarded.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace clockstart::api {

std::string address_behind(std::string_view forwarded_for, const std::function<bool(std::string_view)>& is_proxy) {
    while (!forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        auto last = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
        last.remove_prefix(std::min(last.find_first_not_of(" \t"), last.size()));
        last = last.substr(0, last.find_last_not_of(" \t") + 1);
        boost::system::error_code no_address;
        const auto address = boost::asio::ip::make_address(std::string{last}, no_address);
        if (no_address) {
            return {};
        }
        auto text = address.to_string();
        if (!is_proxy(text) || comma == std::string_view::npos) {
            return text;
        }
        forwarded_for = forwarded_for.substr(0, comma);
    }
    return {};
}

std::optional<rejection> believe_proxy(admitted& also) {
    if (!also.forwarded_host.empty()) {
        also.host = also.forwarded_host;
    }
    if (!also.forwarded_proto.empty() && also.forwarded_proto != "https") {
        return rejection{"bad-http", "This service is spoken to by https alone; the proxy says that you came without."};
    }
    return std::nullopt;
}

} // namespace clockstart::api
