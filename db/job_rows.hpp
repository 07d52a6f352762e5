#pragma once

#include "db/job_commands.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A recurring job as it stands.
struct job_row {
    std::string code, name;
    std::string catch_up;                       // "each" or "latest"
    std::optional<domain::instant> next_run_at; // none: it rests
    domain::instant occurrence_at{};            // what the next run is for
    std::optional<domain::instant> done_at;     // the last occurrence that was done
    std::optional<domain::instant> last_run_at, last_finished_at;
    std::string last_outcome; // "ok", "failed"; empty before the first run
    std::string last_note;
    std::int64_t runs{}, skipped{}, failures{};
    int tries{}; // how often the occurrence of the next run has failed
};
// In the order in which the program lists them.
std::vector<job_row> load_jobs(soci::session& sql);

struct held_prompt {
    std::int64_t number{};
    prompt what;
    domain::instant recorded_at{};
    std::optional<domain::instant> closed_at;
    std::string closed_by;
};
struct prompt_question {
    std::string job;                      // empty: any
    std::optional<bool> open{true};       // none: open and closed
    std::vector<std::string> roles;       // empty: any
    std::optional<std::int64_t> before{}; // go on after the prompt of this number
    std::size_t limit{50};
};
// The newest first; only those about a service of which `wanted` is true ("": about none).
std::vector<held_prompt> load_prompts(soci::session& sql, const prompt_question& question,
                                      const std::function<bool(std::string_view service)>& wanted);

// Answers to idempotency keys given before that instant.
std::int64_t count_answers_before(soci::session& sql, domain::instant before);

} // namespace clockstart::db
