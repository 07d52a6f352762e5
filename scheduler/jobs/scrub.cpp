#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/data_folder.hpp"
#include "db/ledger_check.hpp"

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

job_outcome run(const job_context& context, domain::instant) {
    const auto found = db::check_ledger(context.at.folder.database(), &context.at.identities, {}, context.stopping);
    if (found.empty()) {
        return {.note = "0 findings"};
    }
    // What is wrong is for `clockstart verify` to say; here it is only told that something is, and where it begins.
    return {.note = std::to_string(found.size()) + " findings, first at row " + std::to_string(found.front().sequence),
            .failed = true};
}

} // namespace

// Nobody reads most of what is held for years: so that damage is found while there is a backup from before it.
job scrub() {
    return {"scrub", "Prove the ledger and the vault", catch_up::latest,
            [](domain::instant after) { return next_daily(after, 2h + 15min); }, run};
}

} // namespace clockstart::scheduler
