#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/overtaken.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/history.hpp"
#include "db/live_board.hpp"
#include "db/replay.hpp"

#include <map>

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

constexpr const char* code = "child_turns";
constexpr std::size_t at_a_time = 5'000;

using planned = db::plan_ages::of_child;

// Children who were recorded before ages were planned: done once, from the vault.
job_outcome fill(const job_context& context, const std::vector<std::int64_t>& children, domain::civil_date month) {
    db::plan_ages plan;
    for (const auto& [child, birth_date] : context.at.history.birth_dates_of(children)) {
        plan.plans.push_back({child, {}, domain::next_coming_age(birth_date, month)});
    }
    job_outcome done{.note = std::to_string(plan.plans.size()) + " planned", .more = true};
    done.effects.emplace_back(std::move(plan));
    return done;
}

// After a long downtime two birthdays of one child may be due: the later one counts.
planned go_on(const db::age_row& due, domain::civil_date birth_date, int month, domain::coming_age& reached) {
    reached = due.next;
    auto next = due.next;
    while (next.month <= month && next.age != domain::coming_ages.back()) {
        reached = next;
        next = domain::next_coming_age(birth_date, domain::birthday(birth_date, next.age) + std::chrono::days{1});
    }
    return {due.child, due.next, next};
}

bool is_open(const db::history& history, const domain::pathway_book& pathways, const db::prompt& one) {
    const auto held = history.find_request(std::string_view{one.subject}.substr(one.subject.find(':') + 1));
    return held && db::replay(pathways, domain::england_calendar(), held->pathway, held->events,
                              db::settled_on(held->events))
                       .state.open; // which no calendar changes
}

db::add_prompts ask(const job_context& context, const domain::pathway_book& pathways,
                    const std::map<std::int64_t, domain::coming_age>& turning) {
    std::vector<std::int64_t> children;
    children.reserve(turning.size());
    for (const auto& [child, reached] : turning) {
        children.push_back(child);
    }
    const auto places = context.at.board.places();
    db::add_prompts asked;
    for (const auto& request : context.at.history.requests_of(pathways, children)) {
        const auto* const service = places->find_service(request.service);
        if (!request.open || service == nullptr) {
            continue;
        }
        const auto& reached = turning.at(request.child);
        asked.prompts.push_back({.job = code,
                                 .subject = "request:" + request.reference,
                                 .occurrence = "turns-" + std::to_string(reached.age),
                                 .role = "team",
                                 .service = service->code,
                                 .area = service->area,
                                 .due_on = domain::first_of_month(reached.month)});
    }
    return asked;
}

job_outcome run(const job_context& context, domain::instant due_at) {
    const auto& history = context.at.history;
    const auto month = domain::month_number(domain::london_date(due_at));
    if (const auto unplanned = history.children_without_age(at_a_time); !unplanned.empty()) {
        return fill(context, unplanned, domain::first_of_month(month));
    }
    auto due = history.ages_due(month);
    const bool more = due.size() > at_a_time;
    due.resize(std::min(due.size(), at_a_time));
    std::vector<std::int64_t> children;
    std::ranges::transform(due, std::back_inserter(children), &db::age_row::child);
    const auto birth_dates = history.birth_dates_of(children);
    std::map<std::int64_t, domain::coming_age> turning;
    db::plan_ages plan;
    for (const auto& one : due) {
        plan.plans.push_back(go_on(one, birth_dates.at(one.child), month, turning[one.child]));
    }
    const auto pathways = context.at.board.pathways();
    auto asked = ask(context, *pathways, turning);
    auto closing = overtaken(history, code, [&](const db::prompt& one) { return is_open(history, *pathways, one); });
    job_outcome done{.note = std::to_string(due.size()) + " birthdays, " + std::to_string(asked.prompts.size()) +
                             " requests",
                     .more = more};
    done.effects.emplace_back(std::move(closing));
    done.effects.emplace_back(std::move(asked));
    done.effects.emplace_back(std::move(plan));
    return done;
}

} // namespace

// In the month in which a child turns 14, 16, 18 or 25 somebody has to prepare what changes then: consent, the move to
// services for adults, the end of the plan. The day itself stays in the vault.
job child_turns() {
    return {code, "Tell teams of birthdays that change something", catch_up::latest,
            [](domain::instant after) { return next_monthly(after, 15min); }, run};
}

} // namespace clockstart::scheduler
