#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/history.hpp"

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

constexpr auto answers_are_kept = 72h; // promised: 48
constexpr std::int64_t at_a_time = 10'000;

job_outcome run(const job_context& context, domain::instant) {
    const auto before = context.now - answers_are_kept;
    const auto old = context.at.history.count_answers_before(before);
    job_outcome done{.note = std::to_string(std::min(old, at_a_time)) + " forgotten", .more = old > at_a_time};
    done.effects.emplace_back(db::forget_answers{before});
    return done;
}

} // namespace

// Answers to Idempotency-Keys are kept a day longer than promised, then forgotten.
job forget_keys() {
    return {"forget_keys", "Forget old answers to repeated requests", catch_up::latest,
            [](domain::instant after) { return next_daily(after, 4h + 20min); }, run};
}

} // namespace clockstart::scheduler
