#include "service/configuration.hpp"

#include <boost/asio/ip/address.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace clockstart::service {

namespace {

// Reads the keys of one table; what was never asked for is unknown.
class keys {
public:
    keys(const toml::table& table, std::string prefix, std::vector<domain::fault>& faults)
        : table_{table}, prefix_{std::move(prefix)}, faults_{faults} {}

    const toml::node* find(std::string_view name) {
        known_.emplace(name);
        return table_.get(name);
    }
    void fault(std::string_view name, std::string what) {
        faults_.push_back({prefix_ + std::string{name}, std::move(what)});
    }

    void text(std::string_view name, std::string& into) {
        if (const auto* node = find(name); node != nullptr) {
            if (const auto value = node->value_exact<std::string>()) {
                into = *value;
            } else {
                fault(name, "should be text in quotation marks");
            }
        }
    }
    void flag(std::string_view name, bool& into) {
        if (const auto* node = find(name); node != nullptr) {
            if (const auto value = node->value_exact<bool>()) {
                into = *value;
            } else {
                fault(name, "should be true or false");
            }
        }
    }
    void number(std::string_view name, std::int64_t least, std::int64_t most, auto store) {
        if (const auto* node = find(name); node != nullptr) {
            const auto value = node->value_exact<std::int64_t>();
            if (value && *value >= least && *value <= most) {
                store(*value);
            } else {
                fault(name, "should be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
            }
        }
    }
    void refuse_others() {
        for (const auto& [key, node] : table_) {
            if (!known_.contains(std::string{key.str()})) {
                fault(key.str(), "is not a key that Clockstart knows");
            }
        }
    }

private:
    const toml::table& table_;
    std::string prefix_;
    std::vector<domain::fault>& faults_;
    std::set<std::string, std::less<>> known_;
};

void read_hosts(keys& top, std::vector<std::string>& into) {
    const auto* node = top.find("allowed_hosts");
    if (node == nullptr) {
        return;
    }
    const auto* list = node->as_array();
    if (list == nullptr || list->empty() || !list->is_homogeneous<std::string>()) {
        top.fault("allowed_hosts", "should be a list of names in quotation marks");
        return;
    }
    for (const auto& one : *list) {
        auto name = one.value_or(std::string{});
        const bool has_port = name.find(':') != std::string::npos && !name.starts_with('[');
        if (name.empty() || has_port || name.find('/') != std::string::npos) {
            top.fault("allowed_hosts",
                      "should be names of hosts without scheme and port, such as \"waits.example.org\"");
            return;
        }
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        into.push_back(std::move(name));
    }
}

void read_log(keys& log, configuration& into) {
    static constexpr std::array<std::string_view, 4> levels{"debug", "info", "warn", "error"};
    log.text("level", into.log_level);
    if (std::ranges::find(levels, into.log_level) == levels.end()) {
        log.fault("level", "should be \"debug\", \"info\", \"warn\" or \"error\"");
    }
    log.flag("json", into.log_json);
    log.refuse_others();
}

void read_limits(keys& limits, configuration& into) {
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
    seconds("header_seconds", most.header_within);
    seconds("body_seconds", most.body_within);
    seconds("import_seconds", most.import_within);
    seconds("idle_seconds", most.idle);
    count("queue", 1'000'000, into.queue_limit);
    limits.refuse_others();
}

void read_backup(keys& backup, configuration& into) {
    std::string folder;
    backup.text("folder", folder);
    into.backups.folder = folder;
    if (!into.backups.folder.is_absolute()) {
        backup.fault("folder", "should be a path from the root, such as \"/var/backups/clockstart\"");
    }
    backup.number("keep", 1, 10'000, [&](std::int64_t value) { into.backups.keep = static_cast<std::size_t>(value); });
    backup.refuse_others();
}

// A table inside the file, when there is one.
void read_table(keys& top, std::string_view name, std::vector<domain::fault>& faults, configuration& into,
                void (*read)(keys&, configuration&)) {
    const auto* node = top.find(name);
    if (node == nullptr) {
        return;
    }
    if (const auto* table = node->as_table(); table != nullptr) {
        keys inside{*table, std::string{name} + ".", faults};
        read(inside, into);
    } else {
        top.fault(name, "should be a table: [" + std::string{name} + "]");
    }
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

domain::result<configuration> parse_configuration(std::string_view text) {
    toml::table document;
    try {
        document = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return domain::refuse(domain::errc::malformed, "line " + std::to_string(error.source().begin.line),
                              std::string{error.description()});
    }
    configuration found;
    std::vector<domain::fault> faults;
    keys top{document, "", faults};
    std::string listen;
    top.text("listen", listen);
    if (!listen.empty()) {
        if (auto address = parse_listen(listen, "listen")) {
            found.listen = *address;
        } else {
            faults.push_back(address.error().faults.front());
        }
    }
    read_hosts(top, found.allowed_hosts);
    read_table(top, "log", faults, found, read_log);
    read_table(top, "limits", faults, found, read_limits);
    read_table(top, "backup", faults, found, read_backup);
    top.refuse_others();
    if (!faults.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    return found;
}

domain::result<configuration> read_configuration(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream.is_open() || stream.bad()) {
        return domain::refuse(domain::errc::malformed, "--config", "cannot be read: is it there, and may it be read?");
    }
    return parse_configuration(text);
}

} // namespace clockstart::service
