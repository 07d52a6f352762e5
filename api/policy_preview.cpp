#include "api/policy_preview.hpp"

#include "api/faces.hpp"
#include "api/json_body.hpp"
#include "api/options.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/readers.hpp"
#include "api/table.hpp"
#include "api/words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr std::array<std::string_view, 5> columns{"area", "running", "newly_breach", "no_longer_breach", "due_changes"};
constexpr std::array<std::string_view, 4> units{"days", "weeks", "months", "working_days"};
constexpr int longest = 10'000;

// The version in force today, when this caller may try changes of it. What a change would do is told request by
// request, so it is for those alone who have figures as they are.
domain::result<const domain::pathway*> base_of(const house& home, const call& asked, const viewpoint& at) {
    const auto* const base = at.pathways->find(asked.captures.front(), at.today);
    const bool has_exact_figures = audience_of(home, asked, face::json).is_exact();
    if (base == nullptr || !at.within.sees_plans || !at.within.sees_requests || !has_exact_figures) {
        return domain::refuse(errc::not_found);
    }
    return base;
}

domain::result<domain::pathway> read_change(const domain::pathway& base, const json::object& body) {
    if (body.contains("code") || body.contains("stages")) {
        auto whole = domain::read_pathway(body);
        if (whole && whole->code != base.code) {
            return domain::refuse(errc::invalid, "/code", "is to be the code in the address");
        }
        return whole;
    }
    return domain::change_limits(base, body);
}

// One limit by parameters; what is not given stays as it is.
domain::result<domain::pathway> read_limit(const call& asked, const domain::pathway& base) {
    auto changed = base;
    const auto named = given(asked, "target");
    auto rule = changed.targets.begin();
    if (!named.empty()) {
        rule = std::ranges::find(changed.targets, named, &domain::target::code);
    }
    if (rule == changed.targets.end()) {
        return domain::refuse(errc::invalid, "?target", "is no target of this pathway; see GET /api/v1/pathways");
    }
    if (const auto unit = given(asked, "unit"); !unit.empty()) {
        const auto known = domain::limit_unit_of(unit);
        if (!known) {
            return not_one_of("unit", units);
        }
        rule->limit.in = *known;
    }
    if (const auto text = given(asked, "limit"); !text.empty()) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rule->limit.count);
        if (error != std::errc{} || end != text.data() + text.size() || rule->limit.count < 1 ||
            rule->limit.count > longest) {
            return domain::refuse(errc::invalid, "?limit", "must be a whole number from 1 to 10000");
        }
    }
    return changed;
}

json::array target_choices(const domain::pathway& base, std::string_view selected) {
    json::array choices;
    for (const auto& one : base.targets) {
        choices.push_back(option(one.code, one.name + " (now " + one.limit.text() + ")", selected));
    }
    return choices;
}

// The references as links, kind by kind; a kind without any is left out.
json::array lists_of(const json::object& told) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> titles{
        {{"newly_breach", "Newly past target"},
         {"no_longer_breach", "No longer past target"},
         {"due_changes", "Another last day"}}};
    json::array lists;
    for (const auto& [kind, title] : titles) {
        json::array references;
        for (const auto& one : told.at("references").at(kind).as_array()) {
            references.push_back(json::object{{"reference", one}});
        }
        const auto count = static_cast<std::size_t>(told.at(kind).as_int64());
        const auto shown = references.size() < count ? ": the first " + with_commas(std::ssize(references)) : "";
        if (!references.empty()) {
            lists.push_back(json::object{{"title", std::string{title} + shown}, {"references", std::move(references)}});
        }
    }
    return lists;
}

// The form as it was sent, or with the headline's limit.
json::object preview_page(const call& asked, const domain::pathway& base, std::string_view limit_error) {
    const auto& rule = base.headline();
    const auto target = given(asked, "target").empty() ? std::string_view{rule.code} : given(asked, "target");
    const auto unit = given(asked, "unit").empty() ? domain::name_of(rule.limit.in) : given(asked, "unit");
    const auto count = std::to_string(rule.limit.count);
    const auto limit = given(asked, "limit").empty() ? std::string_view{count} : given(asked, "limit");
    return {{"pathway_title", base.name},
            {"options", json::object{{"target", target_choices(base, target)}, {"unit", options_of(units, unit)}}},
            {"form", json::object{{"limit", form_field(limit, limit_error)}}},
            {"errors", error_summary("limit", "The new limit", limit_error)},
            {"is_tried", limit_error.empty() && !given(asked, "limit").empty()}};
}

// None for whose files small numbers are hidden.
std::optional<csv_table> table_for(const house& home, const call& asked, const json::object& told) {
    return audience_of(home, asked, face::csv).is_exact()
               ? std::optional{table_of(told.at("areas").as_array(), columns)}
               : std::nullopt;
}

} // namespace

asio::awaitable<answer> preview_policy(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto base = base_of(home, asked, at);
    if (!base) {
        co_return problem(asked, base.error());
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    auto changed = read_change(**base, *body);
    if (!changed) {
        co_return problem(asked, changed.error());
    }
    const policy_question wanted{(*base)->code, std::move(*changed)};
    view what{.csv_name = "preview.csv"};
    auto told = co_await try_policy(home, at, wanted);
    what.table = table_for(home, asked, told);
    what.json = std::move(told);
    co_return show(asked, what);
}

asio::awaitable<answer> show_policy_preview(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto base = base_of(home, asked, at);
    if (!base) {
        co_return problem(asked, base.error());
    }
    if (const auto known = refuse_unknown_parameters(asked, {"target", "limit", "unit"}); !known) {
        co_return problem(asked, known.error());
    }
    auto changed = read_limit(asked, **base);
    // A limit that is none is shown on the form; programs are refused.
    const auto limit_error = changed ? std::string{} : fault_of(changed.error(), "limit");
    if (!changed && (asked.wanted != face::html || limit_error.empty())) {
        co_return problem(asked, changed.error());
    }
    view what{.json = json::object{{"pathway", (*base)->code}},
              .template_name = "policy_preview",
              .title = "What a changed target would do",
              .csv_name = "preview.csv"};
    what.status = changed ? 200 : 422;
    if (asked.wanted == face::html) {
        what.page = preview_page(asked, **base, limit_error);
    }
    if (asked.wanted != face::html || what.page.at("is_tried").as_bool()) {
        const policy_question wanted{(*base)->code, std::move(*changed)};
        auto told = co_await try_policy(home, at, wanted);
        what.table = table_for(home, asked, told);
        what.page["lists"] = lists_of(told);
        what.json = std::move(told);
    }
    co_return show(asked, what);
}

} // namespace clockstart::api
