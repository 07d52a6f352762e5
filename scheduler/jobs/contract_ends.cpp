#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/overtaken.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/history.hpp"
#include "db/live_board.hpp"

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

constexpr const char* code = "contract_ends";
constexpr std::array days_before{30, 90}; // the nearer one overtakes the other

// How many days before its end a contract is to be told of today; nothing when it is not. One whose day passed while
// nothing was running is told of all the same, but not one that had ended before anybody looked.
std::optional<int> notice_of(const domain::service& one, domain::civil_date today, domain::civil_date looked_on) {
    for (const int days : days_before) {
        const auto on = *one.contract_to - std::chrono::days{days};
        const bool was_missed = on > looked_on;
        if (on <= today && (today <= *one.contract_to || was_missed)) {
            return days;
        }
    }
    return std::nullopt;
}

job_outcome run(const job_context& context, domain::instant due_at) {
    const auto today = domain::london_date(due_at);
    const auto looked_on = context.since ? domain::london_date(*context.since) : domain::civil_date::max();
    const auto places = context.at.board.places();
    db::add_prompts asked;
    for (const auto& one : places->services()) {
        const auto days = one.contract_to ? notice_of(one, today, looked_on) : std::nullopt;
        if (days) {
            asked.prompts.push_back({.job = code,
                                     .subject = "service:" + one.code,
                                     .occurrence = domain::format_date(*one.contract_to) + ":" + std::to_string(*days),
                                     .role = "area_commissioner",
                                     .service = one.code,
                                     .area = one.area,
                                     .due_on = *one.contract_to});
        }
    }
    auto closing = overtaken(context.at.history, code, [&](const db::prompt& one) {
        const auto* const service = places->find_service(one.service);
        return service != nullptr && service->contract_to == one.due_on;
    });
    job_outcome done{.note = std::to_string(asked.prompts.size()) + " ending"};
    done.effects.emplace_back(std::move(closing));
    done.effects.emplace_back(std::move(asked));
    return done;
}

} // namespace

// A contract that runs out unseen leaves children waiting for nobody: its commissioner is told 90 and 30 days before.
job contract_ends() {
    return {code, "Tell commissioners of contracts that end", catch_up::latest,
            [](domain::instant after) { return next_daily(after, 5h + 20min); }, run};
}

} // namespace clockstart::scheduler
