#include "api/waits_question.hpp"

#include "api/moment.hpp"
#include "api/parameters.hpp"

#include "domain/waits_shown.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <vector>

namespace clockstart::api {

using domain::errc;

namespace {

constexpr auto groupings =
    std::to_array<std::string_view>({"area", "provider", "service", "pathway", "month", "age_band", "sex", "ethnicity",
                                     "deprivation", "priority", "setting", "category"});
constexpr std::size_t sums_of_services = 5; // so many of them, from the first
constexpr std::array<std::string_view, 4> for_exact_readers{"from", "to", "target", "bands"};
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

// The last day of a month that was over yesterday, on or before that day.
domain::civil_date month_end_up_to(domain::civil_date day, domain::civil_date today) {
    const auto next = std::min(day + std::chrono::days{1}, today);
    return month_before(next, 0) - std::chrono::days{1};
}

void keep_to_month_ends(domain::waits_question& question, const domain::audience& reader, domain::civil_date today) {
    if (!reader.any_day) {
        question.as_at = month_end_up_to(question.as_at, today);
    }
    if (!reader.is_exact()) {
        question.to = question.as_at;
        question.from = month_before(question.as_at, question.by == domain::grouping::month ? 11 : 0);
    }
}

domain::result<void> refuse_what_is_for_exact_readers(const call& asked, const waits_asked& read) {
    if (!may_group(*read.reader, read.group_by)) {
        return not_one_of("group_by", std::span{groupings}.first(sums_of_services));
    }
    for (const auto name : for_exact_readers) {
        if (!read.reader->is_exact() && !given(asked, name).empty()) {
            return domain::refuse(errc::invalid, "?" + std::string{name},
                                  "is not taken where figures leave those who see names; see docs/small-numbers.md");
        }
    }
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

bool may_group(const domain::audience& reader, std::string_view group_by) {
    const auto sums = std::span{groupings}.first(sums_of_services);
    return reader.is_exact() || std::ranges::find(sums, group_by) != sums.end();
}

waits_asked usual_question(const viewpoint& at, domain::grouping by, const domain::audience& reader) {
    waits_asked usual;
    usual.question = {
        .filter = at.within.rows, .as_at = at.today, .from = month_before(at.today, 11), .to = at.today, .by = by};
    usual.group_by = by == domain::grouping::pathway ? "pathway" : "area";
    usual.bands = &domain::usual_bands(nullptr);
    usual.reader = &reader;
    keep_to_month_ends(usual.question, reader, at.today);
    return usual;
}

domain::result<waits_asked> read_waits_question(const call& asked, const viewpoint& at,
                                                const domain::audience& reader) {
    if (!at.within.sees_figures || (!reader.is_exact() && !at.within.rows.schools.empty())) {
        return domain::refuse(errc::not_found);
    }
    if (const auto known = refuse_unknown_parameters(
            asked, {"pathway", "area", "provider", "service", "as_at", "from", "to", "group_by", "target", "bands"});
        !known) {
        return known.error();
    }
    waits_asked read;
    read.reader = &reader;
    const auto named = given(asked, "group_by");
    const auto group_by = std::ranges::find(groupings, named.empty() ? groupings.front() : named);
    if (group_by == groupings.end()) {
        return not_one_of("group_by", groupings);
    }
    read.group_by = *group_by;
    read.question.by = *domain::grouping_of(*group_by);
    if (const auto taken = refuse_what_is_for_exact_readers(asked, read); !taken) {
        return taken.error();
    }
    if (const auto days = read_days(asked, at, read.question); !days) {
        return days.error();
    }
    keep_to_month_ends(read.question, reader, at.today);
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
