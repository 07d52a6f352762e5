#include "bench/process.hpp"

#include "bench/load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

namespace clockstart::bench {

namespace {

constexpr std::chrono::seconds patience{300}; // a million requests have to be read first

// `output`: where its standard output goes; -1: nowhere.
pid_t start(const std::vector<std::string>& words, int output) {
    std::vector<char*> arguments;
    for (const auto& one : words) {
        arguments.push_back(const_cast<char*>(one.c_str())); // exec promises not to write
    }
    arguments.push_back(nullptr);
    const auto child = ::fork();
    if (child < 0) {
        throw std::runtime_error{"no process could be started"};
    }
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        ::dup2(nowhere, STDIN_FILENO);
        ::dup2(output < 0 ? nowhere : output, STDOUT_FILENO);
        if (output < 0) {
            ::dup2(nowhere, STDERR_FILENO); // the log
        }
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    return child;
}

} // namespace

std::string run_program(const std::vector<std::string>& words) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error{"no pipe could be made"};
    }
    const auto child = start(words, ends[1]);
    ::close(ends[1]);
    std::string printed;
    std::array<char, 4096> bytes{};
    for (auto count = ::read(ends[0], bytes.data(), bytes.size()); count > 0;
         count = ::read(ends[0], bytes.data(), bytes.size())) {
        printed.append(bytes.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw std::runtime_error{words.front() + " " + words.at(1) + " failed: " + printed};
    }
    return printed;
}

server_process::server_process(const std::vector<std::string>& words, std::uint16_t port)
    : process_{start(words, -1)}, port_{port} {
    const auto since = std::chrono::steady_clock::now();
    wait_until_ready(port, patience);
    seconds_to_ready_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

server_process::~server_process() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

double server_process::resident_megabytes() const {
    std::ifstream status{"/proc/" + std::to_string(process_) + "/status"};
    std::string word;
    while (status >> word) {
        if (word == "VmRSS:") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes / 1024;
        }
    }
    throw std::runtime_error{"the server is not there"};
}

std::uint16_t free_port() {
    const int one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(at);
    const bool bound = ::bind(one, reinterpret_cast<const sockaddr*>(&at), size) == 0 &&
                       ::getsockname(one, reinterpret_cast<sockaddr*>(&at), &size) == 0;
    ::close(one);
    if (!bound) {
        throw std::runtime_error{"no port is free"};
    }
    return ntohs(at.sin_port);
}

std::vector<std::string> serve(const std::filesystem::path& program, const std::filesystem::path& folder,
                               std::uint16_t port) {
    const auto settings = folder / "bench.toml";
    std::ofstream{settings}
        << "[limits]\nconnections_per_address = 2000\nrequests_per_connection = 1000000\nrequests_per_second = 0\n";
    return {program.string(), "serve",          "--data",
            folder.string(),  "--listen",       "127.0.0.1:" + std::to_string(port),
            "--config",       settings.string()};
}

} // namespace clockstart::bench
