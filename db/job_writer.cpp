#include "db/job_writer.hpp"

#include "db/audit_rows.hpp"
#include "db/directory_writer.hpp"
#include "db/job_rows.hpp"
#include "db/optional_column.hpp"
#include "db/prompt_writer.hpp"
#include "db/snapshot_rows.hpp"

#include <algorithm>

namespace clockstart::db {

namespace {

std::optional<job_row> find_job(journal_state& state, std::string_view code) {
    for (auto& one : load_jobs(state.sql)) { // about ten
        if (one.code == code) {
            return std::move(one);
        }
    }
    return std::nullopt;
}

void plan(journal_state& state, const planned_job& one, int place) {
    const long long at = microseconds_of(one.first_run_at);
    state.sql << "INSERT INTO job (code, place, name, catch_up, next_run_at, occurrence_at, last_note, runs, skipped, "
                 "failures, tries) VALUES (:code, :place, :name, :catch_up, :at, :at, '', 0, 0, 0, 0) "
                 "ON CONFLICT (code) DO UPDATE SET place = excluded.place, name = excluded.name, catch_up = "
                 "excluded.catch_up, "
                 "occurrence_at = CASE WHEN job.next_run_at IS NULL THEN excluded.occurrence_at ELSE "
                 "job.occurrence_at END, "
                 "next_run_at = COALESCE(job.next_run_at, excluded.next_run_at)",
        soci::use(one.code, "code"), soci::use(place, "place"), soci::use(one.name, "name"),
        soci::use(one.catch_up, "catch_up"), soci::use(at, "at");
}

// What one effect changes, and how much that was.
struct apply {
    journal_state& state;
    domain::instant at;

    std::size_t operator()(const add_prompts& effect) const { return record_prompts(state, effect.prompts, at).size(); }
    std::size_t operator()(const close_prompts& effect) const {
        std::size_t closed = 0;
        for (const auto number : effect.numbers) {
            closed += close_row(state, number, at, "clockstart") ? 1 : 0;
        }
        return closed;
    }
    std::size_t operator()(const keep_snapshot& effect) const { return insert_snapshot(state.sql, effect, at) ? 1 : 0; }
    std::size_t operator()(const plan_ages& effect) const {
        for (const auto& one : effect.plans) {
            state.ages.go_on(one.child, one.before, one.next);
        }
        return effect.plans.size();
    }
    std::size_t operator()(const forget_answers& effect) const {
        return state.answers.forget_before(microseconds_of(effect.before));
    }
    std::size_t operator()(const keep_signature& effect) const {
        insert_head(state.sql, effect.head);
        return 1;
    }
};

} // namespace

domain::result<receipt> write(journal_state& state, const plan_jobs& what) {
    for (const auto& held : load_jobs(state.sql)) {
        if (std::ranges::find(what.jobs, held.code, &planned_job::code) == what.jobs.end()) {
            state.sql << "UPDATE job SET next_run_at = NULL, tries = 0 WHERE code = :code",
                soci::use(held.code, "code");
        }
    }
    int place = 0;
    for (const auto& one : what.jobs) {
        plan(state, one, place++);
    }
    return receipt_of(state, what.jobs.size());
}

domain::result<receipt> write(journal_state& state, const finish_job& what) {
    const auto row = find_job(state, what.code);
    if (!row) {
        return domain::refuse(domain::errc::not_found);
    }
    if (row->next_run_at != what.due_at) {
        return domain::refuse(domain::errc::conflict);
    }
    auto done = receipt_of(state, 0);
    for (const auto& effect : what.effects) {
        done.count += std::visit(apply{state, done.recorded_at}, effect);
    }
    const bool is_done = what.next_occurrence_at != what.occurrence_at;
    const std::string outcome = what.failed ? "failed" : "ok";
    const long long next = microseconds_of(what.next_run_at), occurrence = microseconds_of(what.next_occurrence_at),
                    began = microseconds_of(what.began_at), finished = microseconds_of(done.recorded_at),
                    skipped = what.skipped, runs = is_done ? 1 : 0, failures = what.failed ? 1 : 0;
    optional_instant done_at{is_done ? what.occurrence_at : row->done_at};
    const int tries = is_done ? 0 : row->tries + (what.failed ? 1 : 0);
    state.sql << "UPDATE job SET next_run_at = :next, occurrence_at = :occurrence, done_at = :done, last_run_at = "
                 ":began, last_finished_at = :finished, last_outcome = :outcome, last_note = :note, runs = runs + "
                 ":runs, skipped = skipped + :skipped, failures = failures + :failures, tries = :tries "
                 "WHERE code = :code",
        soci::use(next, "next"), soci::use(occurrence, "occurrence"), soci::use(done_at.value, done_at.is_null, "done"),
        soci::use(began, "began"), soci::use(finished, "finished"), soci::use(outcome, "outcome"),
        soci::use(what.note, "note"), soci::use(runs, "runs"), soci::use(skipped, "skipped"),
        soci::use(failures, "failures"), soci::use(tries, "tries"), soci::use(what.code, "code");
    return done;
}

domain::result<receipt> write(journal_state& state, const run_job& what) {
    const auto row = find_job(state, what.code);
    if (!row || !row->next_run_at) {
        return domain::refuse(domain::errc::not_found);
    }
    auto done = note_change(state, what.by, "job " + what.code + " asked for", 1);
    // By the clock that the jobs run by, which may stand behind what was recorded.
    const auto at = state.now();
    if (*row->next_run_at <= at) {
        return done; // it is about to run, or runs already
    }
    const long long now = microseconds_of(at), occurrence = microseconds_of(std::min(row->occurrence_at, at));
    state.sql << "UPDATE job SET next_run_at = :now, occurrence_at = :occurrence WHERE code = :code",
        soci::use(now, "now"), soci::use(occurrence, "occurrence"), soci::use(what.code, "code");
    return done;
}

} // namespace clockstart::db
