#include "scheduler/jobs/all.hpp"

namespace clockstart::scheduler {

std::vector<job> all_jobs(const backup_settings& backups) {
    std::vector<job> all{month_end_snapshot(), service_unchecked(), contract_ends(),
                         child_turns(),        retention_due(),     scrub()};
    if (!backups.folder.empty()) {
        all.push_back(backup());
    }
    all.push_back(forget_keys());
    all.push_back(sign_audit());
    return all;
}

} // namespace clockstart::scheduler
