#include "service/configuration.hpp"

#include "service/audience_configuration.hpp"
#include "service/configuration_keys.hpp"
#include "service/delivery_configuration.hpp"
#include "service/edge_configuration.hpp"
#include "service/text_file.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>

namespace clockstart::service {

namespace {

void read_log(configuration_keys& log, configuration& into) {
    static constexpr std::array<std::string_view, 4> levels{"debug", "info", "warn", "error"};
    log.text("level", into.log_level);
    if (std::ranges::find(levels, into.log_level) == levels.end()) {
        log.fault("level", "should be \"debug\", \"info\", \"warn\" or \"error\"");
    }
    log.flag("json", into.log_json);
    log.refuse_others();
}

void read_limits(configuration_keys& limits, configuration& into) {
    auto& most = into.limits;
    const auto count = [&](std::string_view name, std::int64_t largest, std::size_t& at) {
        limits.number(name, 1, largest, [&](std::int64_t value) { at = static_cast<std::size_t>(value); });
    };
    const auto seconds = [&](std::string_view name, std::chrono::milliseconds& at) {
        limits.number(name, 1, 3600, [&](std::int64_t value) { at = std::chrono::seconds{value}; });
    };
    count("connections", 1'000'000, most.connections);
    count("connections_per_address", 1'000'000, most.connections_per_address);
    count("requests_per_connection", 1'000'000, most.requests_per_connection);
    limits.number("requests_per_second", 0, 1'000'000,
                  [&](std::int64_t value) { most.requests_per_second = static_cast<std::size_t>(value); });
    count("requests_at_once", 1'000'000, most.requests_at_once);
    seconds("header_seconds", most.header_within);
    seconds("body_seconds", most.body_within);
    seconds("import_seconds", most.import_within);
    seconds("idle_seconds", most.idle);
    count("queue", 1'000'000, into.queue_limit);
    limits.refuse_others();
}

} // namespace

domain::result<listen_address> parse_listen(std::string_view text, std::string_view pointer) {
    const auto refused = [&](std::string what) {
        return domain::refuse(domain::errc::invalid, std::string{pointer}, std::move(what));
    };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return refused("should be ADDRESS:PORT, such as 127.0.0.1:8080");
    }
    auto host = text.substr(0, colon);
    const auto digits = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string{host == "localhost" ? "127.0.0.1" : host}, error);
    if (error) {
        return refused("should begin with an address in numbers, such as 127.0.0.1, 0.0.0.0 or [::1]");
    }
    listen_address found{address.to_string(), 0};
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), found.port);
    if (digits.empty() || wrong != std::errc{} || end != digits.data() + digits.size()) {
        return refused("should end with a port from 0 to 65535, such as 127.0.0.1:8080");
    }
    return found;
}

domain::result<configuration> parse_configuration(std::string_view text, const std::filesystem::path& beside) {
    toml::table document;
    try {
        document = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return domain::refuse(domain::errc::malformed, "line " + std::to_string(error.source().begin.line),
                              std::string{error.description()});
    }
    configuration found;
    std::vector<domain::fault> faults;
    configuration_keys top{document, "", faults};
    std::string listen;
    top.text("listen", listen);
    if (!listen.empty()) {
        if (auto address = parse_listen(listen, "listen")) {
            found.listen = *address;
        } else {
            faults.push_back(address.error().faults.front());
        }
    }
    top.hosts("allowed_hosts", found.allowed_hosts);
    if (auto log = top.table("log")) {
        read_log(*log, found);
    }
    if (auto limits = top.table("limits")) {
        read_limits(*limits, found);
    }
    read_edge(top, beside, found);
    read_delivery(top, beside, found);
    read_audiences(top, found);
    top.refuse_others();
    if (!faults.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    return found;
}

domain::result<configuration> read_configuration(const std::filesystem::path& file) {
    const auto text = read_text_file(file);
    if (!text) {
        return domain::refuse(domain::errc::malformed, "--config", "cannot be read: is it there, and may it be read?");
    }
    return parse_configuration(*text, file.parent_path());
}

} // namespace clockstart::service
