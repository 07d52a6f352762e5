#pragma once

#include "bench/report.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>

namespace clockstart::bench {

// What all measurements share.
struct setting {
    std::filesystem::path program; // clockstart
    std::filesystem::path minimal_server;
    std::filesystem::path room; // a folder for the data folders, on the disk that is to be measured
    std::size_t repetitions{5};
    std::size_t requests{1'000'000};       // of the large folder
    std::size_t steps{100'000};            // due at one midnight
    std::chrono::milliseconds time{3'000}; // of one repetition of a load
};

// A folder with areas and services and no requests, in place of what was there under that name.
std::filesystem::path fresh_folder(const setting& how, const std::string& name);
// The header line that lets somebody in who may do all that these measurements ask for.
std::string sign_in(const setting& how, const std::filesystem::path& folder);

// GET of one request against minimal_server, one loop thread each.
void measure_get(const setting& how, report& into);
// POST of requests, each answered when it is durable, against the raw SQLite C API writing the same rows in batches of
// the same size.
void measure_post(const setting& how, report& into);
// `clockstart import requests` of a list of `how.requests` rows; leaves the last folder behind and gives its place.
std::filesystem::path measure_import(const setting& how, report& into);
// Waits by area, the start, and the board's memory, on such a folder.
void measure_waits(const setting& how, const std::filesystem::path& folder, report& into);

// `how.steps` steps due at one midnight: the alarm's passes against events of people on the same requests, and what a
// reader of single requests feels of it.
void measure_midnight(const setting& how, report& into);

} // namespace clockstart::bench
