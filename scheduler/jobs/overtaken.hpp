#pragma once

#include "scheduler/jobs/job.hpp"

namespace clockstart::scheduler {

// Those open prompts of a job whose cause does not hold any more: to be closed with its run.
db::close_prompts overtaken(const db::history& history, std::string_view job_code,
                            const std::function<bool(const db::prompt& one)>& still_holds);

} // namespace clockstart::scheduler
