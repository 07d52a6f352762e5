#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace clockstart::bench {

// Runs a program to its end and gives what it printed; throws when it fails.
std::string run_program(const std::vector<std::string>& words);

// A server of its own process, asked to stop by SIGTERM when this object goes.
class server_process {
public:
    // Starts it and waits until `port` answers.
    server_process(const std::vector<std::string>& words, std::uint16_t port);
    server_process(const server_process&) = delete;
    server_process& operator=(const server_process&) = delete;
    ~server_process();

    std::uint16_t port() const { return port_; }
    double seconds_to_ready() const { return seconds_to_ready_; }
    double resident_megabytes() const;

private:
    pid_t process_{};
    std::uint16_t port_{};
    double seconds_to_ready_{};
};

// A port that nobody listens on at the moment.
std::uint16_t free_port();

// How the real program is started: the daemon on `folder`, with the limits that a load from one address would meet set
// higher.
std::vector<std::string> serve(const std::filesystem::path& program, const std::filesystem::path& folder,
                               std::uint16_t port);

} // namespace clockstart::bench
