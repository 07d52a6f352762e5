#include "api/caller.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace clockstart::api {

std::string caller_of(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(std::string{address}, error);
    if (error || !parsed.is_v6() || parsed.to_v6().is_v4_mapped()) {
        return std::string{address};
    }
    constexpr std::size_t network = 8; // bytes
    auto bytes = parsed.to_v6().to_bytes();
    std::fill(bytes.begin() + network, bytes.end(), static_cast<unsigned char>(0));
    return boost::asio::ip::address_v6{bytes}.to_string() + "/64";
}

} // namespace clockstart::api
