#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/overtaken.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/history.hpp"
#include "db/live_board.hpp"

#include "domain/request.hpp"

#include <charconv>
#include <map>

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

constexpr const char* code = "retention_due";
constexpr std::size_t at_a_time = 500;
constexpr int kept_until = 25, kept_until_if_treated_at_17 = 26; // Records Management Code, children's records

// A child's records as a whole.
struct records {
    bool any_open{false};
    domain::civil_date ended_on{}; // the last treatment
};

std::map<std::int64_t, records> records_of(const job_context& context, const std::vector<std::int64_t>& children) {
    std::map<std::int64_t, records> all;
    for (const auto& one : context.at.history.requests_of(*context.at.board.pathways(), children)) {
        auto& held = all[one.child];
        held.any_open = held.any_open || one.open;
        held.ended_on = std::max(held.ended_on, one.stage_since);
    }
    return all;
}

// The birthday from which on they may be appraised.
domain::civil_date kept_to(domain::civil_date birth_date, domain::civil_date ended_on) {
    const bool at_17 = domain::age_on(birth_date, ended_on) == 17;
    return domain::birthday(birth_date, at_17 ? kept_until_if_treated_at_17 : kept_until);
}

void ask(const job_context& context, const std::vector<std::int64_t>& children, int month, db::add_prompts& asked) {
    const auto held = records_of(context, children);
    const auto birth_dates = context.at.history.birth_dates_of(children);
    for (const auto& [child, of_child] : held) {
        const auto due = domain::month_number(kept_to(birth_dates.at(child), of_child.ended_on));
        if (!of_child.any_open && due <= month) {
            asked.prompts.push_back({.job = code,
                                     .subject = "child:" + std::to_string(child),
                                     .occurrence = "ended:" + domain::format_date(of_child.ended_on),
                                     .role = "administrator",
                                     .service = {},
                                     .area = {},
                                     .due_on = domain::first_of_month(due)});
        }
    }
}

bool still_closed(const job_context& context, const db::prompt& one) {
    std::int64_t child = 0;
    const auto number = std::string_view{one.subject}.substr(one.subject.find(':') + 1);
    std::from_chars(number.data(), number.data() + number.size(), child);
    const auto held = records_of(context, {child});
    return held.contains(child) && !held.at(child).any_open;
}

job_outcome run(const job_context& context, domain::instant due_at) {
    const auto month = domain::month_number(domain::london_date(due_at));
    db::add_prompts asked;
    std::int64_t after = 0;
    for (auto children = context.at.history.grown_up(month, after, at_a_time); !children.empty();
         children = context.at.history.grown_up(month, after, at_a_time)) {
        ask(context, children, month, asked);
        after = children.back();
    }
    auto closing =
        overtaken(context.at.history, code, [&](const db::prompt& one) { return still_closed(context, one); });
    job_outcome done{.note = std::to_string(asked.prompts.size()) + " due"};
    done.effects.emplace_back(std::move(closing));
    done.effects.emplace_back(std::move(asked));
    return done;
}

} // namespace

// Records of children that may be appraised: from the 25th birthday on, from the 26th if the last treatment ended
// at 17. They are listed for the administrator; nothing is destroyed.
job retention_due() {
    return {code, "List records that are due for appraisal", catch_up::latest,
            [](domain::instant after) { return next_monthly(after, 25min); }, run};
}

} // namespace clockstart::scheduler
