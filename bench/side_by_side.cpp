// Measures the program beside what limits it, in one run, and prints one table. bench/run.sh builds and starts it.
#include "bench/benches.hpp"
#include "bench/process.hpp"

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <sys/utsname.h>

#include <algorithm>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace clockstart::bench {

std::filesystem::path fresh_folder(const setting& how, const std::string& name) {
    auto folder = how.room / name;
    std::filesystem::remove_all(folder);
    run_program({how.program.string(), "demo", "--data", folder.string(), "--requests", "0", "--seed", "1"});
    return folder;
}

std::string sign_in(const setting& how, const std::filesystem::path& folder) {
    auto token = run_program(
        {how.program.string(), "token", "add", "--data", folder.string(), "--name", "bench", "--role", "therapist"});
    token.erase(token.find_last_not_of("\r\n ") + 1);
    return "Authorization: Bearer " + token + "\r\n";
}

namespace {

double memory_gigabytes() {
    std::ifstream info{"/proc/meminfo"};
    std::string name;
    double kilobytes = 0;
    info >> name >> kilobytes;
    return kilobytes / 1024 / 1024;
}

std::string heading(const std::string& commit, const setting& how) {
    utsname system{};
    ::uname(&system);
    const auto now = std::time(nullptr);
    return fmt::format(
        "# Ceilings and our figures\n\n{:%Y-%m-%d}, commit {}, {} cores, {:.0f} GB of memory, {} {}. Each figure: a "
        "warm-up, then {} "
        "repetitions; the median is shown, and the least and the most. A ratio is that of each repetition's pair.\n\n",
        *std::gmtime(&now), commit, std::thread::hardware_concurrency(), memory_gigabytes(), system.sysname,
        system.release, how.repetitions);
}

int measure(int count, char** words) {
    setting how;
    std::string commit = "unknown";
    std::vector<std::string> only{"get", "post", "midnight", "import", "waits"};
    std::filesystem::path held;
    CLI::App app{"Measures clockstart beside what limits it."};
    app.add_option("--program", how.program, "clockstart")->required();
    app.add_option("--minimal-server", how.minimal_server, "the ceiling for a GET")->required();
    app.add_option("--room", how.room, "a folder for data folders")->required();
    app.add_option("--repetitions", how.repetitions, "of each measurement");
    app.add_option("--requests", how.requests, "in the large folder");
    app.add_option("--commit", commit, "what is measured");
    app.add_option("--only", only, "get, post, midnight, import, waits");
    app.add_option("--steps", how.steps, "due at one midnight");
    app.add_option("--held", held, "a large folder that is there already, for waits without import");
    CLI11_PARSE(app, count, words);

    const auto wants = [&only](std::string_view name) {
        return std::find(only.begin(), only.end(), name) != only.end();
    };
    std::filesystem::create_directories(how.room);
    report all;
    if (wants("get")) {
        measure_get(how, all);
    }
    if (wants("post")) {
        measure_post(how, all);
    }
    if (wants("midnight")) {
        measure_midnight(how, all);
    }
    if (wants("import")) {
        held = measure_import(how, all);
    }
    if (wants("waits")) {
        if (held.empty()) {
            throw std::runtime_error{"waits need a large folder: measure import as well, or name one with --held"};
        }
        measure_waits(how, held, all);
    }
    std::cout << heading(commit, how) << all.table();
    return 0;
}

} // namespace
} // namespace clockstart::bench

int main(int count, char** words) {
    try {
        return clockstart::bench::measure(count, words);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
