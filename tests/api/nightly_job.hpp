#pragma once

#include "tests/api/house_server.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::test {

// A job of the house that was due in the night before 22 November 2026, and is due in each night after it.
class nightly_job {
public:
    explicit nightly_job(house_server& house) : house_{house} {
        house_.journal().append_and_wait(db::plan_jobs{{{"nightly", "A job of the night", "latest", due_}}}).value();
    }

    // A run that left that behind, and passed over three.
    void finish(std::vector<db::job_effect> effects, bool failed = false) {
        const auto next = due_ + std::chrono::hours{24};
        house_.journal()
            .append_and_wait(db::finish_job{.code = "nightly",
                                            .due_at = due_,
                                            .occurrence_at = due_,
                                            .began_at = due_ + std::chrono::seconds{1},
                                            .failed = failed,
                                            .note = "2 done",
                                            .skipped = 3,
                                            .effects = std::move(effects),
                                            .next_run_at = next,
                                            .next_occurrence_at = next})
            .value();
        due_ = next;
    }

    // What it asks of somebody, due on 1 December.
    static db::prompt ask(const std::string& subject, const std::string& role, const std::string& service,
                          const std::string& area) {
        return {"nightly", subject, "1", role, service, area, domain::make_date(2026, 12, 1)};
    }

private:
    house_server& house_;
    domain::instant due_ = domain::parse_instant("2026-11-22T02:15:00Z").value();
};

} // namespace clockstart::test
