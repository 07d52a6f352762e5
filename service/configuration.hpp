#pragma once

#include "api/door.hpp"

#include "domain/error.hpp"
#include "scheduler/jobs/job.hpp"

#include <cstdint>
#include <filesystem>
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

// What `serve --config FILE` reads; the defaults without a file.
//
//     listen = "127.0.0.1:8080"
//     allowed_hosts = ["waits.example.org"]   # names that the daemon is called by, without port
//     [log]
//     level = "info"                          # debug, info, warn, error
//     json = false                            # one JSON object a line
//     [limits]                                # whole numbers
//     connections = 9000
//     connections_per_address = 100
//     requests_per_connection = 1000
//     header_seconds = 10
//     body_seconds = 30
//     import_seconds = 120
//     idle_seconds = 30
//     queue = 4096                            # changes waiting for the disk; one more is answered 503
//     [backup]                                # without it no backups are made
//     folder = "/var/backups/clockstart"      # a path from the root; on another disk, and never with the key
//     keep = 14                               # how many, the newest
struct configuration {
    listen_address listen;
    std::vector<std::string> allowed_hosts;
    std::string log_level{"info"};
    bool log_json{false};
    api::limits limits;
    std::size_t queue_limit{4096};
    scheduler::backup_plan backups;
};

// Refused with every fault: pointer = the key ("limits.queue"), an unknown one included.
domain::result<configuration> read_configuration(const std::filesystem::path& file);
domain::result<configuration> parse_configuration(std::string_view text);

} // namespace clockstart::service
