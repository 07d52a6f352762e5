#pragma once

#include "db/actor.hpp"
#include "db/audit_commands.hpp"

#include "domain/coming_age.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// Recurring work that is not about one request's clock: what the scheduler asks of the journal, and people of the work.
namespace clockstart::db {

// A job as the program has it, with the first instant at which it would run if it never ran before.
struct planned_job {
    std::string code;
    std::string name;     // plain English
    std::string catch_up; // "each" or "latest"
    domain::instant first_run_at{};
};
// At the start: these are the jobs there are, in this order. What is held of them stays, the next run too, so that
// downtime is noticed; jobs that are not named rest until they are named again.
struct plan_jobs {
    std::vector<planned_job> jobs;
};

// Somebody is asked to do something, once for each job, subject and occurrence. Nothing that names a child.
struct prompt {
    std::string job;
    std::string subject;    // "service:EQ-99G-PV01", "request:EQ-7K3M-2Q9D", "child:123"
    std::string occurrence; // what makes it another one: "2026-09-30:90"
    std::string role;       // as in a ladder: team, provider_manager, area_commissioner; or administrator
    std::string service;    // code, empty where it is about none
    std::string area;       // code, empty where it is about none
    domain::civil_date due_on{};

    bool operator==(const prompt&) const = default;
};

// What a finished run leaves behind.
struct add_prompts {
    std::vector<prompt>
        prompts; // those that are there already are passed over; an older one of the same subject closes
};
struct close_prompts { // what they ask for is done, or is not needed any more
    std::vector<std::int64_t> numbers;
};
struct keep_snapshot {
    int month{};          // yyyymm
    std::string kind;     // "waits"
    std::string document; // JSON
    domain::instant known_at{};
};
struct plan_ages {
    struct of_child {
        std::int64_t child{};
        domain::coming_age before; // {}: nothing is planned; where it is something else by now, that stays
        domain::coming_age next;
    };
    std::vector<of_child> plans;
};
struct forget_answers { // to idempotency keys; at most 10,000 at a time
    domain::instant before{};
};
using job_effect = std::variant<add_prompts, close_prompts, keep_snapshot, plan_ages, forget_answers, keep_signature>;

// How a run ended, with all that it left behind, in one transaction. errc::conflict when the job does not run at
// `due_at` any more: somebody has finished that run, and nothing is counted twice.
struct finish_job {
    std::string code;
    domain::instant due_at{};        // next_run_at as it was when the run began
    domain::instant occurrence_at{}; // the instant that the run was for
    domain::instant began_at{};
    bool failed{false};
    std::string note;        // counts and codes only; nothing of a child
    std::int64_t skipped{0}; // occurrences passed over by this run
    std::vector<job_effect> effects;
    // The next run, and what it is for. With the same occurrence again the run is not done: it is tried again, or there
    // is more to do.
    domain::instant next_run_at{};
    domain::instant next_occurrence_at{};
};

// Somebody wants a job to run now. What it was to catch up with comes first.
struct run_job {
    actor by;
    std::string code;
};

// The details of a service were found right on a day. errc::not_found outside `allowed_services` (by
// directory::service_index; empty: all).
struct record_service_check {
    actor by;
    std::string service;
    domain::civil_date on{}; // not after today
    std::vector<bool> allowed_services;
};

// Somebody has done what was asked. Closing what is closed changes nothing.
struct close_prompt {
    actor by;
    std::int64_t number{};
};

} // namespace clockstart::db
