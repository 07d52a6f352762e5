#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace clockstart::test {

// A program beside the test that serves on a free port: it prints the port as its first line and then what it took, a
// line each, and ends when its standard input ends, also when the test dies. With this object it is gone.
class script {
public:
    // The words of its command line; the first is looked for as a shell would.
    explicit script(std::vector<std::string> words) {
        std::array<int, 2> into{};
        std::array<int, 2> out{};
        if (::pipe2(into.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error{"no pipe could be made"};
        }
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, into[0], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        std::vector<char*> arguments;
        for (auto& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        const int error = ::posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(into[0]);
        ::close(out[1]);
        input_ = into[1];
        output_ = out[0];
        if (error != 0) {
            throw std::runtime_error{words.front() + " could not be started"};
        }
        port_ = static_cast<std::uint16_t>(std::stoi(line()));
    }
    ~script() {
        ::close(input_);
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(output_);
    }
    script(const script&) = delete;
    script& operator=(const script&) = delete;

    std::uint16_t port() const { return port_; }

    // The next line that it prints, without its end. Throws when none comes within half a minute.
    std::string line() {
        auto end = told_.find('\n');
        while (end == std::string::npos) {
            if (!hear(std::chrono::seconds{30})) {
                throw std::runtime_error{"the program beside the test says nothing"};
            }
            end = told_.find('\n');
        }
        auto first = told_.substr(0, end);
        told_.erase(0, end + 1);
        return first;
    }

    // Writes a line to its standard input.
    void say(const std::string& text) {
        const auto all = text + '\n';
        if (::write(input_, all.data(), all.size()) != static_cast<ssize_t>(all.size())) {
            throw std::runtime_error{"the program beside the test does not listen"};
        }
    }

    // Whether nothing more has been printed so far.
    bool is_silent() {
        while (hear({})) {
        }
        return told_.empty();
    }

private:
    bool hear(std::chrono::milliseconds patience) {
        pollfd waiting{output_, POLLIN, 0};
        std::array<char, 4096> block{};
        if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) {
            return false;
        }
        const auto count = ::read(output_, block.data(), block.size());
        if (count > 0) {
            told_.append(block.data(), static_cast<std::size_t>(count));
        }
        return count > 0;
    }

    pid_t process_{-1};
    int input_{-1}, output_{-1};
    std::string told_;
    std::uint16_t port_{0};
};

} // namespace clockstart::test
