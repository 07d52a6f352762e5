#pragma once

#include "db/job_commands.hpp"

#include "scheduler/job_settings.hpp"

#include "domain/time.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {
class data_folder;
class history;
class live_board;
class vault;
} // namespace clockstart::db

namespace clockstart::scheduler {

class head_signer;

// What a job reads. Everything in it outlives the runner and may be used on any thread.
struct surroundings {
    const db::data_folder& folder;
    const db::history& history;
    const db::live_board& board;
    const db::vault& identities;
    backup_settings backups{};           // an empty folder: none are made
    const head_signer* signer = nullptr; // null: the audit is not signed
};

// One run of a job.
struct job_context {
    const surroundings& at;
    domain::instant now{};                // when the run began
    std::optional<domain::instant> since; // the last occurrence that was done; none: it never ran
    std::function<bool()> stopping;       // long work asks now and then, and throws db::stopped_early
};

// What came of a run. The effects are written in one transaction with the fact that it ran.
struct job_outcome {
    std::string note;   // counts and codes only; nothing of a child
    bool failed{false}; // done, but what it found has to be looked at; its next run is the usual one
    bool more{false};   // a part is done: to be run again at once for the same occurrence
    std::vector<db::job_effect> effects;
};

// After downtime: `each` runs once for every occurrence that was missed, the oldest first; `latest` once for the
// newest, and counts the others as skipped.
enum class catch_up { each, latest };

// Recurring work that is not about one request's clock: one small file each in scheduler/jobs/, listed in all.cpp.
struct job {
    std::string_view code;
    std::string_view name; // plain English
    catch_up rule{catch_up::latest};
    domain::instant (*next)(domain::instant after); // the first occurrence after that instant
    // Off the loop. `due_at` is the occurrence it is for. It may be called twice for one occurrence (after a crash, or
    // a failure), so what it leaves outside its effects must bear that. What it throws is a failure: it is told as such
    // and tried again.
    std::function<job_outcome(const job_context& context, domain::instant due_at)> run;
};

} // namespace clockstart::scheduler
