#pragma once

#include "api/door.hpp"
#include "scheduler/delivery_hours.hpp"
#include "scheduler/job_settings.hpp"
#include "scheduler/mail.hpp"
#include "scheduler/webhook.hpp"

#include "domain/audience.hpp"
#include "domain/error.hpp"
#include "scheduler/jobs/job.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::service {

// Where to listen: a numeric address and a port (0: any free one).
struct listen_address {
    std::string address{"127.0.0.1"};
    std::uint16_t port{8080};

    bool operator==(const listen_address&) const = default;
};

// "127.0.0.1:8080", "[::1]:8080". `pointer` names the option or key in the refusal.
domain::result<listen_address> parse_listen(std::string_view text, std::string_view pointer);

// Certificate chain and key, PEM.
struct tls_files {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

// What `serve --config FILE` reads; the defaults without a file.
//
//     listen = "127.0.0.1:8080"
//     allowed_hosts = ["waits.example.org"]   # names that the daemon is called by, without port
//     [log]
//     level = "info"                          # debug, info, warn, error
//     json = false                            # one JSON object a line
//     [tls]                                   # without it plain HTTP, on this machine or for proxies alone
//     certificate = "waits.example.org.pem"   # read again at SIGHUP
//     key = "waits.example.org.key"
//     [proxy]                                 # one that speaks TLS stands before the daemon
//     trusted = ["127.0.0.1", "10.1.0.0/16"]  # whose X-Forwarded-For, -Proto and -Host are believed
//     [limits]                                # whole numbers
//     connections = 9000
//     connections_per_address = 100
//     requests_per_connection = 1000
//     requests_per_second = 1000              # of one token, session or address; 0: any number
//     requests_at_once = 30000                # after a rest
//     header_seconds = 10
//     body_seconds = 30
//     import_seconds = 120
//     idle_seconds = 30
//     queue = 4096                            # changes waiting for the disk; one more is answered 503
//     [mail]                                  # without it no mail is sent
//     host = "smtp.example.org"               # needed
//     security = "starttls"                   # or "tls", "none"
//     port = 587                              # that of the security: 587, 465, 25
//     user = "clockstart"                     # both, or neither
//     password_file = "mail.password"         # its first line; not to be read by everybody
//     sender = "waits@example.org"            # needed
//     sender_name = "Clockstart"
//     ca_file = "/etc/ssl/certs/ours.pem"     # instead of the certificates that the system trusts
//     [webhooks]
//     allowed_hosts = ["hooks.example.org"]   # may have private addresses, and be called by http
//     ca_file = "/etc/ssl/certs/ours.pem"
//     [delivery]                              # of messages to people
//     working_hours = "08:00-18:00"           # in London
//     working_days = ["Mon", "Tue", "Wed", "Thu", "Fri"] # never on bank holidays
//     digest_at = "08:00"
//     public_url = "https://waits.example.org" # what links in messages begin with
//     [heartbeat]                             # without it nobody is called
//     url = "https://checks.example.org/ping/1"
//     every_seconds = 60
//     [backup]                                # without it no backup is made by itself
//     folder = "/var/backups/clockstart"      # a whole path
//     keep = 14
//     [audit]                                 # where its signed heads are told besides
//     heads_file = "/mnt/elsewhere/clockstart.heads" # a whole path, out of reach of who can write to the data folder
//     syslog = false
//     [figures]
//     published = true                        # /figures for everybody; else for trial folders only
//     [audiences.public]                      # or file, integrator, commissioner, auditor
//     threshold = 8                           # counts below it are hidden; the keys are those of domain/audience.hpp
//
// Relative paths of files are taken from the folder of the configuration file.
struct configuration {
    listen_address listen;
    std::vector<std::string> allowed_hosts;
    std::string log_level{"info"};
    bool log_json{false};
    std::optional<tls_files> tls;
    std::vector<std::string> trusted_proxies; // addresses and networks
    api::limits limits;
    std::size_t queue_limit{4096};
    std::optional<scheduler::mail_settings> mail;
    scheduler::webhook_settings webhooks;
    scheduler::delivery_hours hours;
    std::string public_url; // without a '/' at its end; may be empty
    std::optional<scheduler::heartbeat_settings> heartbeat;
    std::optional<scheduler::backup_settings> backup;
    scheduler::audit_settings audit;
    std::optional<bool> publishes_figures; // none: where the children are invented
    domain::audience_book audiences{domain::built_in_audiences()};
};

// Refused with every fault: pointer = the key ("limits.queue"), an unknown one included. Secrets are read from the
// files that it names.
domain::result<configuration> read_configuration(const std::filesystem::path& file);
domain::result<configuration> parse_configuration(std::string_view text, const std::filesystem::path& beside = {});

} // namespace clockstart::service
