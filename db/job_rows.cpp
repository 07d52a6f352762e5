#include "db/job_rows.hpp"

#include "db/optional_column.hpp"

#include <algorithm>
#include <limits>

namespace clockstart::db {

std::vector<job_row> load_jobs(soci::session& sql) {
    job_row one;
    long long occurrence_at = 0;
    optional_instant next, done, began, finished;
    soci::indicator has_outcome{};
    soci::statement all =
        (sql.prepare << "SELECT code, name, catch_up, next_run_at, occurrence_at, done_at, last_run_at, "
                        "last_finished_at, last_outcome, last_note, runs, skipped, failures, tries FROM job "
                        "ORDER BY place, code",
         soci::into(one.code), soci::into(one.name), soci::into(one.catch_up), soci::into(next.value, next.is_null),
         soci::into(occurrence_at), soci::into(done.value, done.is_null), soci::into(began.value, began.is_null),
         soci::into(finished.value, finished.is_null), soci::into(one.last_outcome, has_outcome),
         soci::into(one.last_note), soci::into(one.runs), soci::into(one.skipped), soci::into(one.failures),
         soci::into(one.tries));
    std::vector<job_row> rows;
    all.execute();
    while (all.fetch()) {
        one.next_run_at = next.get();
        one.occurrence_at = instant_of(occurrence_at);
        one.done_at = done.get();
        one.last_run_at = began.get();
        one.last_finished_at = finished.get();
        if (has_outcome == soci::i_null) {
            one.last_outcome.clear();
        }
        rows.push_back(one);
    }
    return rows;
}

std::vector<held_prompt> load_prompts(soci::session& sql, const prompt_question& question,
                                      const std::function<bool(std::string_view service)>& wanted) {
    held_prompt one;
    auto& what = one.what;
    long long number = 0, recorded_at = 0;
    int due_on = 0;
    optional_instant closed;
    const long long before = question.before.value_or(std::numeric_limits<std::int64_t>::max());
    const int any = question.open ? 0 : 1;
    const int open = question.open.value_or(true) ? 1 : 0;
    soci::statement all =
        (sql.prepare << "SELECT number, job, subject, occurrence, role, service, area, due_on, recorded_at, closed_at, "
                        "closed_by FROM prompt WHERE number < :before AND (:job = '' OR job = :job) "
                        "AND (:any = 1 OR (closed_at IS NULL) = (:open = 1)) ORDER BY number DESC",
         soci::into(number), soci::into(what.job), soci::into(what.subject), soci::into(what.occurrence),
         soci::into(what.role), soci::into(what.service), soci::into(what.area), soci::into(due_on),
         soci::into(recorded_at), soci::into(closed.value, closed.is_null), soci::into(one.closed_by),
         soci::use(before, "before"), soci::use(question.job, "job"), soci::use(any, "any"), soci::use(open, "open"));
    std::vector<held_prompt> found;
    all.execute();
    while (found.size() < question.limit && all.fetch()) {
        const bool role_fits =
            question.roles.empty() || std::ranges::find(question.roles, what.role) != question.roles.end();
        if (role_fits && wanted(what.service)) {
            one.number = number;
            what.due_on = domain::date_of(due_on);
            one.recorded_at = instant_of(recorded_at);
            one.closed_at = closed.get();
            found.push_back(one);
        }
    }
    return found;
}

std::int64_t count_answers_before(soci::session& sql, domain::instant before) {
    const long long at = microseconds_of(before);
    long long count = 0;
    sql << "SELECT COUNT(*) FROM idempotency WHERE recorded_at < :before", soci::use(at, "before"), soci::into(count);
    return count;
}

} // namespace clockstart::db
