#include "api/waits_page.hpp"

#include "api/chart.hpp"
#include "api/options.hpp"
#include "api/parameters.hpp"
#include "api/protected_waits.hpp"
#include "api/words.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <set>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr auto headings =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"area", "Area"},
                                                                  {"provider", "Provider"},
                                                                  {"service", "Service"},
                                                                  {"pathway", "Waiting for"},
                                                                  {"month", "Month"},
                                                                  {"age_band", "Age"},
                                                                  {"sex", "Sex"},
                                                                  {"ethnicity", "Ethnic group"},
                                                                  {"deprivation", "Deprivation"},
                                                                  {"priority", "Priority"},
                                                                  {"setting", "Where it is needed"},
                                                                  {"category", "Kind of equipment"}});

struct sums {
    std::optional<std::int64_t> waiting = 0, within = 0; // none: hidden
    bool is_rounded = false;
};

std::optional<std::int64_t> number_or_hidden(const json::value& figure) {
    return figure.is_int64() ? std::optional{figure.get_int64()} : std::nullopt;
}

sums sum_of(const json::object& counted) {
    if (const auto* const line = counted.if_contains("all"); line != nullptr && line->is_object()) {
        return {number_or_hidden(line->at("waiting")), number_or_hidden(line->at("within_target")), true};
    }
    sums all;
    const auto& groups = counted.at("groups").as_array();
    // Months are the same children again and again: the last one stands for now.
    const bool is_series = counted.at("group_by") == "month";
    for (std::size_t place = is_series && !groups.empty() ? groups.size() - 1 : 0; place < groups.size(); ++place) {
        *all.waiting += groups[place].at("waiting").as_int64();
        *all.within += groups[place].at("within_target").as_int64();
    }
    return all;
}

} // namespace

json::array pathway_choices(const viewpoint& at, std::string_view selected) {
    json::array choices;
    for (const auto* one : at.pathways->current()) {
        choices.push_back(option(one->code, one->name, selected));
    }
    return choices;
}

json::array area_choices(const viewpoint& at, std::string_view selected) {
    std::set<std::string, std::less<>> offered;
    for (std::size_t place = 0; place < at.places->services().size(); ++place) {
        const auto* area = reaches(at, place) ? at.places->find_area(at.places->services()[place].area) : nullptr;
        while (area != nullptr && offered.insert(area->code).second) {
            area = at.places->parent_of(area->code, at.today);
        }
    }
    json::array choices;
    for (const auto& area : at.places->areas()) {
        if (offered.contains(area.code)) {
            choices.push_back(option(area.code, area.name, selected));
        }
    }
    return choices;
}

json::array preview_links(const viewpoint& at, std::string_view pathway) {
    json::array links;
    for (const auto* one : at.pathways->current()) {
        if (at.within.sees_plans && (pathway.empty() || one->code == pathway)) {
            links.push_back(json::object{{"href", "/pathways/" + one->code + "/preview"}, {"text", one->name}});
        }
    }
    return links;
}

std::string_view heading_of(std::string_view group_by) {
    const auto found = std::ranges::find(headings, group_by, &std::pair<std::string_view, std::string_view>::first);
    return found == headings.end() ? std::string_view{} : found->second;
}

std::string waits_summary(const json::object& counted, domain::civil_date today) {
    const auto [all, all_within, is_rounded] = sum_of(counted);
    const auto as_at = *domain::parse_date(std::string_view{counted.at("as_at").as_string()});
    const bool is_today = as_at == today;
    const std::string day = is_today ? "Today" : "At the end of " + domain::format_long_date(as_at);
    if (!all) {
        return day + ", too few were waiting for the number to be shown.";
    }
    const auto waiting = *all;
    if (waiting == 0) {
        return day + (is_today ? ", nobody is waiting." : ", nobody was waiting.");
    }
    const std::string_view people = waiting == 1 ? " child or young person" : " children and young people";
    const std::string_view verb = is_today ? (waiting == 1 ? " is" : " are") : (waiting == 1 ? " was" : " were");
    if (is_rounded) {
        return day + ", about " + with_commas(waiting) + std::string{people} + std::string{verb} + " waiting." +
               (all_within ? " Of these, about " + with_commas(*all_within) + std::string{verb} + " within target."
                           : "");
    }
    const auto within = *all_within;
    const std::string_view verb_within = is_today ? (within == 1 ? " is" : " are") : (within == 1 ? " was" : " were");
    return day + ", " + with_commas(waiting) + std::string{people} + std::string{verb} + " waiting. Of these, " +
           with_commas(within) + " (" +
           with_one_decimal(
               *domain::percent_of(static_cast<std::uint64_t>(within), static_cast<std::uint64_t>(waiting))) +
           "%)" + std::string{verb_within} + " within target.";
}

json::value waits_totals(const json::object& counted) {
    const auto [waiting, within, is_rounded] = sum_of(counted);
    if (waiting == 0) {
        return nullptr;
    }
    if (is_rounded) {
        json::array line{counted.at("all")};
        mark_hidden(line);
        return line.front();
    }
    return json::object{{"waiting", *waiting}, {"within_target", *within}};
}

json::object waits_page(const call& asked, const viewpoint& at, const waits_asked& read, const json::object& counted,
                        std::string_view error) {
    json::array ways;
    for (const auto one : waits_groupings()) {
        ways.push_back(option(one, heading_of(one), read.group_by));
    }
    const auto heading = heading_of(read.group_by);
    const auto shown_day = error.empty() ? std::string{counted.at("as_at").as_string()} : std::string{};
    json::object page{{"group_by_heading", heading}, {"link_rows", read.group_by == "area"}};
    page["options"] = json::object{{"pathway", pathway_choices(at, given(asked, "pathway"))},
                                   {"area", area_choices(at, given(asked, "area"))},
                                   {"group_by", std::move(ways)}};
    page["form"] = json::object{{"as_at", form_field(shown_day, error)}};
    page["errors"] = error_summary("as_at", "The day", error);
    page["previews"] = preview_links(at, given(asked, "pathway"));
    page["has_previews"] = at.within.sees_plans;
    page["summary"] = waits_summary(counted, at.today);
    page["small_numbers"] = about_small_numbers(*read.reader);
    page["chart"] = chart_of("Waiting and within target", counted.at("groups").as_array());
    return page;
}

} // namespace clockstart::api
