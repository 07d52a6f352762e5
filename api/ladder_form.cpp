#include "api/ladder_form.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/form.hpp"
#include "api/ladders.hpp"
#include "api/options.hpp"
#include "api/problem.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t rows = 6; // reminders that the page has room for
constexpr auto step_roles =
    std::to_array<std::string_view>({"requester", "team", "provider_manager", "area_commissioner", "administrator"});

// "equipment:delivered", "area:99G": a choice whose value is two codes.
std::pair<std::string, std::string> two_codes(std::string_view value) {
    const auto colon = std::min(value.find(':'), value.size());
    return {std::string{value.substr(0, colon)}, std::string{value.substr(std::min(colon + 1, value.size()))}};
}

std::string name_in_row(std::size_t row, std::string_view member) {
    return "steps." + std::to_string(row) + "." + std::string{member};
}

// What was typed as the body that the API takes, and for each of its steps the row that it stands in.
struct typed_ladder {
    json::object body;
    std::vector<std::size_t> row_of_step;
};

json::object typed_step(const form_fields& form, std::size_t row) {
    const auto when = value_of(form, name_in_row(row, "when"));
    const auto amount = value_of(form, name_in_row(row, "amount"));
    const auto role = value_of(form, name_in_row(row, "role"));
    json::object step;
    int number = 0;
    const auto [end, error] = std::from_chars(amount.data(), amount.data() + amount.size(), number);
    const bool is_number = error == std::errc{} && end == amount.data() + amount.size() && number > 0;
    if (is_number && !when.empty()) {
        const bool is_share = when == "share";
        step["code"] = (is_share ? "share-" : when == "after" ? "due+" : "due-") + std::to_string(number);
        step[is_share ? "percent_of_target" : "days_from_due"] = is_share || when == "after" ? number : -number;
    }
    if (!role.empty()) {
        step["role"] = role;
    }
    return step;
}

typed_ladder typed(const form_fields& form) {
    typed_ladder made;
    form_fields dates;
    std::ranges::copy_if(form, std::back_inserter(dates), [](const auto& field) {
        return field.first.starts_with("from.") || field.first.starts_with("to.");
    });
    made.body = body_of_form(dates);
    const auto [pathway, target] = two_codes(value_of(form, "target"));
    const auto [kind, place] = two_codes(value_of(form, "place"));
    made.body["pathway"] = pathway;
    made.body["target"] = target;
    if (!place.empty()) {
        made.body[kind == "service" ? "service" : "area"] = place;
    }
    json::array steps;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!value_of(form, name_in_row(row, "amount")).empty() || !value_of(form, name_in_row(row, "when")).empty()) {
            steps.push_back(typed_step(form, row));
            made.row_of_step.push_back(row);
        }
    }
    if (steps.empty()) { // the API takes that; on a page it is more likely forgotten, and nobody would be reminded
        steps.push_back(json::object{});
        made.row_of_step.push_back(0);
    }
    made.body["steps"] = std::move(steps);
    return made;
}

// Faults at the fields of the page, each once and in its words.
std::vector<domain::fault> at_fields(const std::vector<domain::fault>& faults, const typed_ladder& made) {
    std::vector<domain::fault> shown;
    for (const auto& one : faults) {
        domain::fault at{"/place", "needs to be an area, or a service of that pathway"};
        std::size_t step = 0;
        constexpr std::string_view in_steps = "/steps/";
        if (one.pointer.starts_with(in_steps)) {
            const auto number = std::string_view{one.pointer}.substr(in_steps.size());
            std::from_chars(number.data(), number.data() + number.size(), step);
            const auto row = step < made.row_of_step.size() ? made.row_of_step[step] : 0;
            at = {"/steps/" + std::to_string(row),
                  "reminder needs a whole number above 0, when it is, and who is told; "
                  "each moment once"};
        } else if (one.pointer == "/pathway" || one.pointer == "/target") {
            at = {"/target", "needs to be chosen"};
        } else if (one.pointer == "/from" || one.pointer == "/to") {
            at = one;
        }
        if (std::ranges::find(shown, at.pointer, &domain::fault::pointer) == shown.end()) {
            shown.push_back(std::move(at));
        }
    }
    return shown;
}

json::array target_options(const viewpoint& at, std::string_view selected) {
    json::array options;
    for (const auto* const newest : at.pathways->current()) {
        const auto* const rules = at.pathways->find(newest->code, at.today);
        for (const auto& one : rules->targets) {
            options.push_back(option(rules->code + ":" + one.code,
                                     rules->name + ": " + one.name + " within " + one.limit.text(), selected));
        }
    }
    return options;
}

json::array step_rows(const form_fields& sent, const std::vector<domain::fault>& faults) {
    json::array shown;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto when = value_of(sent, name_in_row(row, "when"));
        const auto fault = std::ranges::find(faults, "/steps/" + std::to_string(row), &domain::fault::pointer);
        json::array roles;
        for (const auto one : step_roles) {
            roles.push_back(json::object{{"role", one}, {"selected", one == value_of(sent, name_in_row(row, "role"))}});
        }
        shown.push_back(
            json::object{{"index", row},
                         {"number", row + 1},
                         {"amount", value_of(sent, name_in_row(row, "amount"))},
                         {"error", fault == faults.end() ? json::value(nullptr) : json::value("This " + fault->detail)},
                         {"when", json::array{option("before", "days before the due day", when),
                                              option("after", "days after the due day", when),
                                              option("share", "% of the time allowed has passed", when)}},
                         {"roles", std::move(roles)}});
    }
    return shown;
}

view form_view(const viewpoint& at, const form_fields& sent, const std::vector<domain::fault>& faults) {
    form_fields shown{{"from.day", ""}, {"from.month", ""}, {"from.year", ""}, {"to.day", ""},
                      {"to.month", ""}, {"to.year", ""},    {"target", ""},    {"place", ""}};
    for (auto& [name, value] : shown) {
        value = value_of(sent, name);
    }
    auto form = show_form(shown, faults);
    if (form.errors.is_object()) {
        for (auto& item : form.errors.as_object()["items"].as_array()) {
            auto& href = item.as_object()["href"];
            const auto link = std::string{href.as_string()};
            href = link == "#from" || link == "#to" ? link + "-day"
                   : link.starts_with("#steps-")    ? link + "-amount"
                                                    : link;
        }
    }
    json::array areas;
    for (const auto& one : at.places->areas()) {
        areas.push_back(option("area:" + one.code, one.name, value_of(sent, "place")));
    }
    json::array services;
    for (const auto& one : at.places->services()) {
        services.push_back(option("service:" + one.code, one.name, value_of(sent, "place")));
    }
    view what{.json = json::object{}, .template_name = "ladder_new", .title = "Set reminders for an area or a service"};
    what.status = faults.empty() ? 200 : 422;
    what.page = {{"options", json::object{{"target", target_options(at, value_of(sent, "target"))},
                                          {"area", std::move(areas)},
                                          {"service", std::move(services)}}},
                 {"rows", step_rows(sent, faults)},
                 {"form", std::move(form.form)},
                 {"errors", std::move(form.errors)}};
    return what;
}

} // namespace

asio::awaitable<answer> show_ladder_form(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.sets_rules) {
        co_return problem(asked, "not-found");
    }
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    co_return show(asked, form_view(at, {}, {}));
}

asio::awaitable<answer> take_ladder_form(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.sets_rules) {
        co_return problem(asked, "not-found");
    }
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto made = typed(*form);
    const auto read = read_ladder_override(made.body);
    if (!read) {
        co_return show(asked, form_view(at, *form, at_fields(read.error().faults, made)));
    }
    db::command change{db::put_ladder{actor_of(asked), *read}};
    const auto done = co_await home.journal.append(std::move(change), asio::use_awaitable);
    if (!done && !done.error().faults.empty()) {
        co_return show(asked, form_view(at, *form, at_fields(done.error().faults, made)));
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    co_return redirect("/ladders?set=yes");
}

} // namespace clockstart::api
