#pragma once

#include "tests/support/http_client.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace clockstart::test {

// How a run of the program ended.
struct outcome {
    int status{-1};
    std::string out, err;
};

// Runs `clockstart WORDS...` to its end.
outcome clockstart(const std::vector<std::string>& words);

// `clockstart serve --data DATA --listen 127.0.0.1:0 WORDS...` (another --listen in the words wins), from the moment
// that it may be asked until it is gone. Throws when it ends before it serves.
class served_folder {
public:
    explicit served_folder(const std::filesystem::path& data, const std::vector<std::string>& words = {});
    ~served_folder(); // SIGKILL, when it still runs
    served_folder(const served_folder&) = delete;
    served_folder& operator=(const served_folder&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t process() const { return process_; }
    void send_signal(int number) const;
    // Waits for its end; gives the exit status, or minus the number of the signal that ended it.
    int wait();
    int stop();

    // With that token, or none.
    reply get(const std::string& token, std::string_view target) const;
    reply post(const std::string& token, std::string_view target, const boost::json::value& body,
               std::string_view key = {}) const;

private:
    pid_t process_{-1};
    std::uint16_t port_{0};
    std::thread drain_; // reads what it logs, so that it never waits for us
};

// A demo folder without requests, up to 30 June 2026: places and services, and a clock that may be moved.
class demo_folder {
public:
    demo_folder();
    std::string data() const { return path().string(); }
    std::filesystem::path path() const { return place_.path() / "data"; }
    std::filesystem::path beside(std::string_view name) const { return place_.path() / name; }
    // Writes a file beside the data folder and gives its path.
    std::string write(std::string_view name, std::string_view text) const;
    std::string token(const std::string& role = "administrator") const;

private:
    temp_folder place_;
};

// A whole new equipment request, as the API takes it.
boost::json::value new_request(std::string_view clock_start_on);

} // namespace clockstart::test
