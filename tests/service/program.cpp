#include "tests/service/program.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace clockstart::test {

namespace {

// Starts the program with its output where `actions` leads it.
pid_t start(const std::vector<std::string>& words, posix_spawn_file_actions_t& actions) {
    std::vector<std::string> all{CLOCKSTART_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (auto& word : all) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    pid_t process = -1;
    const int error = ::posix_spawn(&process, CLOCKSTART_PROGRAM, &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        throw std::runtime_error{"the program could not be started"};
    }
    return process;
}

int end_of(pid_t process) {
    int status = 0;
    ::waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string authorization(const std::string& token) {
    return token.empty() ? "" : "Authorization: Bearer " + token + "\r\n";
}

} // namespace

outcome clockstart(const std::vector<std::string>& words) {
    const temp_folder place;
    const auto out = (place.path() / "out").string();
    const auto err = (place.path() / "err").string();
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
    const int status = end_of(start(words, actions));
    return {status, content_of(out), content_of(err)};
}

served_folder::served_folder(const std::filesystem::path& data, const std::vector<std::string>& words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error{"no pipe could be made"};
    }
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
    std::vector<std::string> all{"serve", "--data", data.string()};
    if (std::ranges::find(words, "--listen") == words.end()) {
        all.insert(all.end(), {"--listen", "127.0.0.1:0"});
    }
    all.insert(all.end(), words.begin(), words.end());
    process_ = start(all, actions);
    ::close(pipe[1]);
    std::string told;
    std::array<char, 4096> block{};
    const std::string before_port = "listening on http";
    while (port_ == 0) {
        const auto count = ::read(pipe[0], block.data(), block.size());
        if (count <= 0) {
            ::close(pipe[0]);
            end_of(std::exchange(process_, -1));
            throw std::runtime_error{"the daemon ended before it served: " + told};
        }
        told.append(block.data(), static_cast<std::size_t>(count));
        const auto at = told.find(before_port);
        const auto end = told.find("/\n", at); // "http://127.0.0.1:8080/", or https
        if (at != std::string::npos && end != std::string::npos) {
            port_ = static_cast<std::uint16_t>(std::stoi(told.substr(told.rfind(':', end) + 1)));
        }
    }
    drain_ = std::thread{[from = pipe[0]] {
        std::array<char, 4096> rest{};
        while (::read(from, rest.data(), rest.size()) > 0) {
        }
        ::close(from);
    }};
}

served_folder::~served_folder() {
    if (process_ > 0) {
        send_signal(SIGKILL);
        wait();
    }
}

void served_folder::send_signal(int number) const { ::kill(process_, number); }

int served_folder::wait() {
    const int status = end_of(std::exchange(process_, -1));
    drain_.join();
    return status;
}

int served_folder::stop() {
    send_signal(SIGTERM);
    return wait();
}

reply served_folder::get(const std::string& token, std::string_view target) const {
    return http_client{port_}.get(target, authorization(token));
}

reply served_folder::post(const std::string& token, std::string_view target, const boost::json::value& body,
                          std::string_view key) const {
    auto headers = authorization(token);
    if (!key.empty()) {
        headers += "Idempotency-Key: " + std::string{key} + "\r\n";
    }
    return http_client{port_}.post(target, "application/json", boost::json::serialize(body), headers);
}

demo_folder::demo_folder() {
    const auto made = clockstart({"demo", "--data", data(), "--requests", "0", "--seed", "1", "--as-at", "2026-06-30"});
    if (made.status != 0) {
        throw std::runtime_error{"no demo folder could be made: " + made.err};
    }
}

std::string demo_folder::write(std::string_view name, std::string_view text) const {
    const auto file = beside(name);
    std::ofstream{file, std::ios::binary} << text;
    return file.string();
}

std::string demo_folder::token(const std::string& role) const {
    auto made = clockstart({"token", "add", "--data", data(), "--name", "tester", "--role", role});
    if (made.status != 0) {
        throw std::runtime_error{"no token could be made: " + made.err};
    }
    made.out.pop_back();
    return made.out;
}

boost::json::value new_request(std::string_view clock_start_on) {
    return boost::json::object{{"pathway", "equipment"},
                               {"service", "equipment-99G-PV06"},
                               {"clock_start_on", clock_start_on},
                               {"priority", "routine"},
                               {"child",
                                {{"no_nhs_number_reason", "not_traced"},
                                 {"given_name", "Invented"},
                                 {"family_name", "Child"},
                                 {"birth_date", "2019-03-01"}}}};
}

} // namespace clockstart::test
