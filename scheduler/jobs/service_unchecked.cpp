#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/overtaken.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/history.hpp"
#include "db/live_board.hpp"

#include <algorithm>

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

constexpr const char* code = "service_unchecked";
constexpr int months_without_check = 6;

// From when on the details count as not checked. Never checked: since it began, or since it was added here.
domain::civil_date counted_from(const domain::service& one) {
    if (one.last_checked_on) {
        return *one.last_checked_on;
    }
    return std::max(one.contract_from, one.added_on.value_or(one.contract_from));
}

// The last of the days on which its manager is asked, up to today: six months after, then every month.
std::optional<domain::civil_date> asked_on(const domain::service& one, domain::civil_date today) {
    const auto from = counted_from(one);
    std::optional<domain::civil_date> last;
    for (int months = months_without_check; domain::add_months(from, months) <= today; ++months) {
        last = domain::add_months(from, months);
    }
    return last;
}

bool is_running(const domain::service& one, domain::civil_date today) {
    return one.contract_from <= today && (!one.contract_to || today <= *one.contract_to);
}

job_outcome run(const job_context& context, domain::instant due_at) {
    const auto today = domain::london_date(due_at);
    const auto places = context.at.board.places();
    db::add_prompts asked;
    for (const auto& one : places->services()) {
        const auto on = is_running(one, today) ? asked_on(one, today) : std::nullopt;
        if (on) {
            asked.prompts.push_back({.job = code,
                                     .subject = "service:" + one.code,
                                     .occurrence = domain::format_date(*on),
                                     .role = "provider_manager",
                                     .service = one.code,
                                     .area = one.area,
                                     .due_on = *on});
        }
    }
    auto closing = overtaken(context.at.history, code, [&](const db::prompt& one) {
        const auto* const service = places->find_service(one.service);
        return service != nullptr && is_running(*service, today) && asked_on(*service, today);
    });
    job_outcome done{.note = std::to_string(asked.prompts.size()) + " unchecked"};
    done.effects.emplace_back(std::move(closing));
    done.effects.emplace_back(std::move(asked));
    return done;
}

} // namespace

// Details of a service that nobody looks at go stale; its manager is asked when six months are over, and every month
// from then on.
job service_unchecked() {
    return {code, "Ask for details of services to be checked", catch_up::latest,
            [](domain::instant after) { return next_daily(after, 5h + 10min); }, run};
}

} // namespace clockstart::scheduler
