#include "service/delivery_configuration.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace clockstart::service {

namespace {

using scheduler::mail_security;

bool is_host(std::string_view text) {
    boost::system::error_code no_address;
    boost::asio::ip::make_address(std::string{text}, no_address);
    const auto is_of_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    return !text.empty() && (!no_address || std::ranges::all_of(text, is_of_name));
}

bool is_one_line(std::string_view text) {
    return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20U || c == 0x7FU; });
}

bool is_this_machine(const std::string& host) {
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(host, no_address);
    return host == "localhost" || (!no_address && address.is_loopback());
}

// Security and the port that goes with it, unless another is given.
void read_security(configuration_keys& mail, scheduler::mail_settings& into) {
    struct kind {
        std::string_view name;
        mail_security security;
        std::uint16_t port;
    };
    static constexpr std::array<kind, 3> kinds{{{"none", mail_security::none, 25},
                                                {"starttls", mail_security::starttls, 587},
                                                {"tls", mail_security::tls, 465}}};
    std::string wanted{"starttls"};
    mail.text("security", wanted);
    const auto* const found = std::ranges::find(kinds, std::string_view{wanted}, &kind::name);
    if (found == kinds.end()) {
        mail.fault("security", "should be \"starttls\", \"tls\" or \"none\"");
    } else {
        into.security = found->security;
        into.port = found->port;
    }
}

// The first line of a file that not everybody may read.
void read_password(configuration_keys& mail, const std::filesystem::path& beside, std::string& into) {
    std::filesystem::path file;
    mail.file("password_file", beside, file);
    if (file.empty()) {
        return;
    }
    std::error_code unknown;
    const auto rights = std::filesystem::status(file, unknown).permissions();
    if ((rights & std::filesystem::perms::others_all) != std::filesystem::perms::none) {
        mail.fault("password_file", "should be a file that not everybody on this machine may read: chmod o= FILE");
        return;
    }
    std::ifstream stream{file};
    std::getline(stream, into);
    if (into.ends_with('\r')) {
        into.pop_back();
    }
    if (into.empty()) {
        mail.fault("password_file", "should be a file with the password in its first line");
    }
}

void read_user(configuration_keys& mail, const std::filesystem::path& beside, scheduler::mail_settings& into) {
    mail.text("user", into.user);
    read_password(mail, beside, into.password);
    if (!mail.has_no_fault()) {
        return;
    }
    if (into.user.empty() != into.password.empty()) {
        mail.fault(into.user.empty() ? "user" : "password_file",
                   "is needed too: a server is signed in to with user and password_file, or not at all");
    } else if (!into.user.empty() && into.security == mail_security::none && !is_this_machine(into.host)) {
        mail.fault("security", "should be \"starttls\" or \"tls\", so that the password is not sent in the clear");
    }
}

void read_mail(configuration_keys& mail, const std::filesystem::path& beside, configuration& into) {
    scheduler::mail_settings settings;
    mail.need("host", "the name of the server that takes our mail");
    mail.text_that("host", settings.host, is_host, "should be the name or the address of a mail server, without port");
    read_security(mail, settings);
    mail.number("port", 1, 65'535, [&](std::int64_t value) { settings.port = static_cast<std::uint16_t>(value); });
    mail.need("sender", "the address that mail comes from");
    mail.text_that("sender", settings.sender, scheduler::is_mail_address,
                   "should be an e-mail address, such as \"waits@example.org\"");
    mail.text_that("sender_name", settings.sender_name, is_one_line, "should be one line of text");
    mail.file("ca_file", beside, settings.ca_file);
    read_user(mail, beside, settings);
    mail.refuse_others();
    into.mail = std::move(settings);
}

void read_webhooks(configuration_keys& webhooks, const std::filesystem::path& beside, configuration& into) {
    webhooks.hosts("allowed_hosts", into.webhooks.allowed_hosts);
    webhooks.file("ca_file", beside, into.webhooks.ca_file);
    webhooks.refuse_others();
}

// "08:00" as minutes after midnight; "24:00" is the end of the day.
std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !is_digit(text[0]) || !is_digit(text[1]) || !is_digit(text[3]) ||
        !is_digit(text[4])) {
        return std::nullopt;
    }
    const std::chrono::hours hours{(text[0] - '0') * 10 + (text[1] - '0')};
    const std::chrono::minutes minutes{(text[3] - '0') * 10 + (text[4] - '0')};
    const auto time = hours + minutes;
    return minutes < std::chrono::hours{1} && time <= std::chrono::hours{24} ? std::optional{time} : std::nullopt;
}

bool is_time(std::string_view text) { return time_of_day(text).has_value(); }

bool is_part_of_a_day(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') {
        return false;
    }
    const auto opens = time_of_day(text.substr(0, 5));
    const auto closes = time_of_day(text.substr(6));
    return opens && closes && *opens < *closes;
}

void read_hours(configuration_keys& delivery, scheduler::delivery_hours& into) {
    std::string hours{"08:00-18:00"};
    delivery.text_that("working_hours", hours, is_part_of_a_day,
                       "should be two times of the day, the earlier first: \"08:00-18:00\"");
    into.opens = *time_of_day(hours.substr(0, 5));
    into.closes = *time_of_day(hours.substr(6));
    // Unless it is given, the digest comes at eight, or as near to that as the hours let it.
    into.digest_at = std::clamp(into.digest_at, into.opens, into.closes - std::chrono::minutes{1});
    std::string digest;
    delivery.text_that("digest_at", digest, is_time, "should be a time of the day, such as \"08:00\"");
    if (!digest.empty()) {
        into.digest_at = *time_of_day(digest);
        if (into.digest_at < into.opens || into.digest_at >= into.closes) {
            delivery.fault("digest_at", "should be a time within working_hours");
        }
    }
}

void read_days(configuration_keys& delivery, scheduler::delivery_hours& into) {
    static constexpr std::array<std::string_view, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const auto days = delivery.texts("working_days");
    if (!days) {
        return;
    }
    into.days.fill(false);
    for (const auto& day : *days) {
        const auto* const found = std::ranges::find(names, std::string_view{day});
        if (found == names.end()) {
            delivery.fault("working_days", "should be a list of \"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\", \"Sat\" "
                                           "and \"Sun\"");
            return;
        }
        into.days.at(static_cast<std::size_t>(found - names.begin())) = true;
    }
}

void read_delivery_table(configuration_keys& delivery, configuration& into) {
    read_hours(delivery, into.hours);
    read_days(delivery, into.hours);
    delivery.url("public_url", into.public_url);
    if (into.public_url.find_first_of("?#") != std::string::npos) {
        delivery.fault("public_url", "should end before any '?' or '#': links add to it");
    }
    while (into.public_url.ends_with('/')) {
        into.public_url.pop_back();
    }
    delivery.refuse_others();
}

void read_heartbeat(configuration_keys& heartbeat, configuration& into) {
    scheduler::heartbeat_settings settings;
    heartbeat.need("url", "the address that is to be called");
    heartbeat.url("url", settings.url);
    heartbeat.number("every_seconds", 10, 86'400,
                     [&](std::int64_t value) { settings.every = std::chrono::seconds{value}; });
    heartbeat.refuse_others();
    into.heartbeat = std::move(settings);
}

void read_backup(configuration_keys& backup, configuration& into) {
    scheduler::backup_settings settings;
    std::string folder;
    backup.need("folder", "where backups are written");
    backup.text_that(
        "folder", folder, [](std::string_view text) { return text.starts_with('/'); },
        "should be the whole path of a folder, from / on");
    settings.folder = folder;
    backup.number("keep", 1, 10'000, [&](std::int64_t value) { settings.keep = static_cast<std::size_t>(value); });
    backup.refuse_others();
    into.backup = std::move(settings);
}

void read_audit(configuration_keys& audit, configuration& into) {
    std::string file;
    audit.text_that(
        "heads_file", file,
        [](std::string_view text) {
            std::error_code unknown;
            return text.starts_with('/') &&
                   std::filesystem::is_directory(std::filesystem::path{text}.parent_path(), unknown);
        },
        "should be the whole path of a file, from / on, in a folder that is there");
    into.audit.heads_file = file;
    audit.flag("syslog", into.audit.syslog);
    audit.refuse_others();
}

} // namespace

void read_delivery(configuration_keys& top, const std::filesystem::path& beside, configuration& into) {
    if (auto mail = top.table("mail")) {
        read_mail(*mail, beside, into);
    }
    if (auto webhooks = top.table("webhooks")) {
        read_webhooks(*webhooks, beside, into);
    }
    if (auto delivery = top.table("delivery")) {
        read_delivery_table(*delivery, into);
    }
    if (auto heartbeat = top.table("heartbeat")) {
        read_heartbeat(*heartbeat, into);
    }
    if (auto backup = top.table("backup")) {
        read_backup(*backup, into);
    }
    if (auto audit = top.table("audit")) {
        read_audit(*audit, into);
    }
}

} // namespace clockstart::service
