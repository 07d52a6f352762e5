#include "service/demo/caseload.hpp"

#include "domain/calendar.hpp"
#include "service/demo/story.hpp"

#include <algorithm>
#include <string>

namespace clockstart::service::demo {

namespace {

using std::chrono::days;
constexpr int days_told = 3 * 365 + 1;
constexpr double urgent_part = 0.08;
constexpr double urgent_tilt = -0.75;

constexpr std::array<double, 7> pathway_mix{20, 26, 13, 12, 14, 11, 4};

// How many come on that day, against a working day in term.
double arrivals_on(domain::civil_date day) {
    if (!domain::england_calendar().is_working_day(day)) {
        return 0.04;
    }
    return std::chrono::year_month_day{day}.month() == std::chrono::August ? 0.85 : 1;
}

void draw_funding(chance& luck, db::create_request& request) {
    static constexpr std::array<double, 4> for_equipment{52, 26, 9, 13};
    static constexpr std::array<double, 4> for_others{82, 10, 3, 5};
    const bool is_equipment = request.pathway == "equipment";
    if (is_equipment || luck.happens(0.6)) {
        request.facts.funder = domain::funders[luck.weighted(is_equipment ? for_equipment : for_others)];
    }
    const bool at_school = request.facts.school_urn.has_value();
    if (is_equipment || luck.happens(0.5)) {
        request.facts.setting = at_school ? domain::settings[luck.below(3)] : domain::settings[0];
    }
}

void draw_words(chance& luck, db::create_request& request) {
    static constexpr std::array<std::string_view, 8> notes{
        "Referred after the two-year check",
        "School has tried a term of support in class",
        "Mother is best reached in the evening",
        "Known to the team from an earlier assessment",
        "Family speaks another language at home; interpreter, please",
        "Recently moved into the area",
        "Falls often; school asks for help before the spring term",
        "Health visitor and nursery both concerned"};
    if (luck.happens(0.12)) {
        request.text.note = luck.one_of(notes);
    }
}

// Most are entered at once; some lie for days. Never after the morning of `as_at`.
domain::instant entered_at(chance& luck, domain::civil_date start, domain::civil_date as_at) {
    static constexpr std::array<double, 3> delays{84, 11, 5};
    const auto kind = luck.weighted(delays);
    const int waits = kind == 0 ? 0 : kind == 1 ? luck.between(1, 4) : luck.between(5, 20);
    const auto day = domain::first_instant(working_day(start + days{waits})) + std::chrono::hours{8} +
                     std::chrono::seconds{luck.between(0, 35'000)};
    return std::min<domain::instant>(day, domain::first_instant(as_at) + std::chrono::hours{9});
}

} // namespace

caseload::caseload(const places& where, std::uint64_t count, std::uint64_t seed, domain::civil_date as_at)
    : where_{where}, count_{count}, seed_{seed}, as_at_{as_at}, children_{where, seed} {
    for (const auto pathway : pathways) {
        shapes_.emplace_back(published_waiting(pathway));
    }
    double sum = 0;
    for (int day = 0; day < days_told; ++day) {
        arrivals_.push_back(sum);
        sum += arrivals_on(as_at_ - days{days_told - 1 - day});
    }
    for (auto& one : arrivals_) {
        one /= sum;
    }
}

domain::civil_date caseload::day_of(std::uint64_t number, chance& luck) const {
    const double place = (static_cast<double>(number) + luck.share()) / static_cast<double>(count_);
    const auto after = std::ranges::upper_bound(arrivals_, place);
    return as_at_ - days{days_told - (after - arrivals_.begin())};
}

std::optional<caseload::planned> caseload::next() {
    if (next_ == count_) {
        return {};
    }
    planned made{.number = next_++, .request = {}, .continues = {}};
    chance luck{seed_, 1000 + made.number};
    made.request.clock_start_on = day_of(made.number, luck);
    const auto start = made.request.clock_start_on;
    while (!returns_.empty() && returns_.top().from <= start) {
        const auto back = returns_.top();
        returns_.pop();
        if (auto again = children_.draw_again(luck, back.who, back.pathway, start)) {
            if (back.same_need) {
                made.continues = back.number;
            }
            plan(made, luck, *again, back.pathway);
            return made;
        }
    }
    const auto area = where_.draw_area(luck);
    const auto pathway = luck.weighted(pathway_mix);
    plan(made, luck, children_.draw(luck, area, pathway, start), pathway);
    return made;
}

void caseload::plan(planned& made, chance& luck, const child& who, std::size_t pathway) {
    auto& request = made.request;
    const auto start = request.clock_start_on;
    const auto& offered = where_.draw_offer(luck, who.area, pathway);
    const auto& service = where_.service(offered.service);
    const bool urgent = luck.happens(urgent_part);
    request.by = {service.provider + " intake", {}};
    request.pathway = pathways.at(pathway);
    request.child = who.who;
    request.recorded_at = entered_at(luck, start, as_at_);
    request.facts.service = service.code;
    request.facts.priority = urgent ? "urgent" : "routine";
    request.facts.school_urn = who.school_urn;
    request.facts.sex = who.sex;
    request.facts.ethnicity = who.ethnicity;
    request.facts.deprivation_decile = who.deprivation_decile;
    draw_funding(luck, request);
    draw_words(luck, request);

    // The tilts of all children together come to about nothing (see tilted_rank).
    const double by_priority = urgent ? urgent_tilt : -urgent_tilt * urgent_part / (1 - urgent_part);
    const double by_means = 0.025 * (5 - who.deprivation_decile.value_or(5));
    const double tilt = std::clamp(offered.tilt + by_priority + by_means, -0.97, 0.97);
    const int wait = shapes_[pathway].days_at(tilted_rank(luck.share(), tilt));

    story told;
    if (pathway == 0) {
        draw_items(luck, request);
        std::vector<int> quantities;
        std::ranges::transform(request.facts.items, std::back_inserter(quantities), &domain::item::quantity);
        tell_equipment(told, luck, wait, quantities);
    } else if (request.pathway == "ehcp-advice") {
        tell_advice(told, luck, wait);
    } else {
        tell_visits(told, luck, wait, request.pathway == "asd" || request.pathway == "adhd");
    }
    const bool moves = luck.happens(0.03);
    tell_in_passing(told, luck, wait,
                    moves ? std::optional{where_.draw_other(luck, who.area, pathway, offered.service)} : std::nullopt);
    request.history = told.history(start, as_at_, where_);
    if (!who.who.nhs_number.empty()) {
        made.is_continued = start + days{told.last_day() + 10} < as_at_ && luck.happens(0.06);
        plan_return(made, luck, who, pathway);
    }
}

void caseload::plan_return(const planned& made, chance& luck, const child& who, std::size_t pathway) {
    const auto start = made.request.clock_start_on;
    if (made.is_continued) {
        const auto& last = made.request.history.back();
        const auto from = std::max(start, last.on) + days{luck.between(30, 240)};
        returns_.push({.from = from, .number = made.number, .who = who, .pathway = pathway, .same_need = true});
    } else if (luck.happens(0.11)) {
        const auto other = (pathway + 1 + luck.below(pathways.size() - 1)) % pathways.size();
        returns_.push(
            {.from = start + days{luck.between(10, 400)}, .number = made.number, .who = who, .pathway = other});
    }
}

} // namespace clockstart::service::demo
