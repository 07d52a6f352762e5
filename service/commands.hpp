#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// What the program can be told to do. Each gives an exit_status, with the reason on standard error unless it is
// exit_done, and throws db::folder_in_use or another exception for what stands in the way of it.
namespace clockstart::service {

struct serve_command {
    std::filesystem::path data, config;
    std::string listen, trial_clock;
    std::filesystem::path tls_certificate, tls_key;
};
int serve(const serve_command& wanted);

struct init_command {
    std::filesystem::path data;
    bool trial{false};
};
int init(const init_command& wanted);

struct demo_command {
    std::filesystem::path data;
    std::uint64_t requests{10'000}, seed{1};
    std::string as_at;
};
int make_demo(const demo_command& wanted);

struct token_command {
    std::filesystem::path data;
    std::string name, role;
    std::vector<std::string> areas, providers, schools;
    std::string expires_on; // the last day; empty: no end
    std::string id;         // to end one
};
int add_token(const token_command& wanted);
int list_tokens(const token_command& wanted);
int end_token(const token_command& wanted);

// Uses name, role and scope of it.
struct person_command : token_command {
    std::string address; // e-mail; empty: whoever follows the link says it
};
int invite_person(const person_command& wanted);

struct import_command {
    std::filesystem::path data, file;
    std::string period;            // published only
    std::filesystem::path mapping; // requests only, like the next
    bool dry_run{false};
};
int import_published(const import_command& wanted);
int import_requests(const import_command& wanted);
int import_calendar(const import_command& wanted);

struct waits_command {
    std::filesystem::path data;
    std::string pathway, area, group_by, as_at;
    std::string format{"table"};
};
int show_waits(const waits_command& wanted);

struct deliver_command {
    std::filesystem::path data, config;
    std::string test; // the address that a test mail is sent to
};
int deliver(const deliver_command& wanted);

// `heads`: a file of signed heads of the audit that was kept elsewhere; may be empty.
int verify(const std::filesystem::path& data, const std::filesystem::path& heads);
int backup(const std::filesystem::path& data, const std::filesystem::path& file);

struct restore_command {
    std::filesystem::path file, data, key;
};
int restore(const restore_command& wanted);

// Reads the command line and carries it out.
int run_command(int count, const char* const* words);

} // namespace clockstart::service
