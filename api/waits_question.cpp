#include "api/waits_question.hpp"

#include "api/moment.hpp"
#include "api/parameters.hpp"

#include "domain/waits_shown.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace clockstart::api {

using domain::errc;

namespace {

constexpr auto groupings =
    std::to_array<std::string_view>({"area", "provider", "service", "pathway", "month", "age_band", "sex", "ethnicity",
                                     "deprivation", "priority", "setting", "category"});
constexpr int most_days_ahead = 366;
constexpr int most_months = 120;

domain::civil_date month_before(domain::civil_date date, int months) {
    const std::chrono::year_month_day day{domain::add_months(date, -months)};
    return domain::civil_date{day.year() / day.month() / 1};
}

domain::result<void> read_days(const call& asked, const viewpoint& at, domain::waits_question& question) {
    const auto as_at = date_parameter(asked, "as_at", at.today);
    if (!as_at) {
        return as_at.error();
    }
    if (domain::days_between(at.today, *as_at) > most_days_ahead) {
        return domain::refuse(errc::invalid, "?as_at", "must be no more than a year ahead");
    }
    auto to = date_parameter(asked, "to", *as_at);
    if (!to) {
        return to.error();
    }
    if (question.by == domain::grouping::month) {
        *to = std::min(*to, *as_at); // a month that has not begun by then has nothing to tell
    }
    const auto from = date_parameter(asked, "from", month_before(*to, 11));
    if (!from) {
        return from.error();
    }
    if (*from > *to) {
        return domain::refuse(errc::invalid, "?from", "must not be after the last day, `to`");
    }
    if (question.by == domain::grouping::month && month_before(*to, most_months - 1) > *from) {
        return domain::refuse(errc::invalid, "?from",
                              "must be within the 120 months up to `to` when grouping by month");
    }
    question.as_at = *as_at;
    question.from = *from;
    question.to = *to;
    return {};
}

// The pathway in question, its target, and the bands that suit it.
domain::result<void> read_target(const call& asked, const viewpoint& at, waits_asked& read) {
    read.pathway = given(asked, "pathway");
    const auto* const service = at.places->find_service(given(asked, "service"));
    if (read.pathway.empty() && service != nullptr) {
        read.pathway = service->pathway;
    }
    const domain::target* rule = nullptr;
    const auto wanted = given(asked, "target");
    if (!read.pathway.empty()) {
        const auto* const rules = at.pathways->find(read.pathway, read.question.as_at);
        if (rules == nullptr) {
            return domain::refuse(errc::invalid, "?pathway", "is no pathway; see GET /api/v1/pathways");
        }
        rule = wanted.empty() ? &rules->headline() : rules->target_of(wanted);
        if (rule == nullptr) {
            return domain::refuse(errc::invalid, "?target", "is no target of this pathway; see GET /api/v1/pathways");
        }
        read.target = rule->code;
        read.question.filter.target = static_cast<std::uint8_t>(rule - rules->targets.data());
    } else if (!wanted.empty()) {
        return domain::refuse(errc::invalid, "?target", "needs ?pathway= as well");
    }
    read.bands = &domain::usual_bands(rule);
    const auto named = given(asked, "bands");
    const auto sets = domain::band_set_codes();
    if (named.empty()) {
        return {};
    }
    if (std::ranges::find(sets, named) == sets.end()) {
        return not_one_of("bands", std::vector<std::string_view>(sets.begin(), sets.end()));
    }
    read.bands = &domain::band_set_of(named);
    return {};
}

} // namespace

std::span<const std::string_view> waits_groupings() { return groupings; }

waits_asked usual_question(const viewpoint& at, domain::grouping by) {
    waits_asked usual;
    usual.question = {
        .filter = at.within.rows, .as_at = at.today, .from = month_before(at.today, 11), .to = at.today, .by = by};
    usual.group_by = by == domain::grouping::pathway ? "pathway" : "area";
    usual.bands = &domain::usual_bands(nullptr);
    return usual;
}

domain::result<waits_asked> read_waits_question(const call& asked, const viewpoint& at) {
    if (!at.within.sees_figures) {
        return domain::refuse(errc::not_found);
    }
    if (const auto known = refuse_unknown_parameters(
            asked, {"pathway", "area", "provider", "service", "as_at", "from", "to", "group_by", "target", "bands"});
        !known) {
        return known.error();
    }
    waits_asked read;
    const auto named = given(asked, "group_by");
    const auto group_by = std::ranges::find(groupings, named.empty() ? groupings.front() : named);
    if (group_by == groupings.end()) {
        return not_one_of("group_by", groupings);
    }
    read.group_by = *group_by;
    read.question.by = *domain::grouping_of(*group_by);
    if (const auto days = read_days(asked, at, read.question); !days) {
        return days.error();
    }
    auto rows = narrow(at.within.rows,
                       {.pathway = given(asked, "pathway"),
                        .area = given(asked, "area"),
                        .provider = given(asked, "provider"),
                        .service = given(asked, "service")},
                       *at.places, read.question.as_at);
    if (!rows) {
        return rows.error();
    }
    read.question.filter = std::move(*rows);
    if (const auto target = read_target(asked, at, read); !target) {
        return target.error();
    }
    return read;
}

} // namespace clockstart::api
