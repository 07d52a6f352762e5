#pragma once

#include "scheduler/jobs/job.hpp"

#include <vector>

namespace clockstart::scheduler {

// Each in the file of its name.
job forget_keys();
job scrub();
job backup();
job month_end_snapshot();
job service_unchecked();
job contract_ends();
job child_turns();
job retention_due();
job sign_audit();

// All of them, in the order in which they are shown; `backup` only where there is a folder for backups.
std::vector<job> all_jobs(const backup_settings& backups);

} // namespace clockstart::scheduler
