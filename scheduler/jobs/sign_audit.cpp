#include "scheduler/head_signer.hpp"
#include "scheduler/jobs/all.hpp"

namespace clockstart::scheduler {

namespace {

job_outcome run(const job_context& context, domain::instant) {
    if (context.at.signer == nullptr) {
        return {.note = "there is no key to sign with", .failed = true};
    }
    auto kept = context.at.signer->sign(context.now);
    job_outcome done{.note = "signed up to entry " + std::to_string(kept.head.audit)};
    done.effects.emplace_back(std::move(kept));
    return done;
}

domain::instant next_hour(domain::instant after) {
    return std::chrono::floor<std::chrono::hours>(after) + std::chrono::hours{1};
}

} // namespace

// Nobody can cut off or rewrite more of the audit than the last hour's without its showing.
job sign_audit() { return {"sign_audit", "Sign the head of the audit", catch_up::latest, next_hour, run}; }

} // namespace clockstart::scheduler
