#include "api/faces.hpp"
#include "api/form.hpp"
#include "api/options.hpp"
#include "api/problem.hpp"
#include "api/request_pages.hpp"
#include "api/secret.hpp"

#include "domain/request.hpp"

#include <boost/json/array.hpp>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t item_lines = 3;

json::array pathway_options(const house& home, std::string_view selected) {
    json::array options;
    const auto book = home.board.pathways();
    for (const auto* one : book->current()) {
        options.push_back(option(one->code, one->name, selected));
    }
    return options;
}

json::array service_options(const domain::directory& places, const reach& within, std::string_view pathway,
                            std::string_view selected) {
    json::array options;
    for (const auto& one : places.services()) {
        const bool reachable = within.rows.services.empty() || within.rows.services[*places.service_index(one.code)];
        if (one.pathway == pathway && reachable) {
            options.push_back(option(one.code, one.name, selected));
        }
    }
    return options;
}

// The lines for items: as sent, and empty ones up to three.
void lay_out_items(json::object& form, const form_fields& sent) {
    json::array lines;
    const auto* const given = form.if_contains("items");
    for (std::size_t place = 0; place < item_lines; ++place) {
        json::object line;
        if (given != nullptr && given->is_array() && place < given->get_array().size() &&
            given->get_array()[place].is_object()) {
            line = given->get_array()[place].get_object();
        }
        const auto prefix = "items." + std::to_string(place) + ".";
        for (const std::string_view name : {"category", "description", "code", "quantity"}) {
            if (!line.contains(name)) {
                line[name] = json::object{{"value", name == "quantity" ? "1" : ""}, {"error", nullptr}};
            }
        }
        line["number"] = place + 1;
        line["index"] = place;
        line["category_options"] = options_of(domain::item_categories, value_of(sent, prefix + "category"));
        lines.push_back(std::move(line));
    }
    form["first_item"] = lines.front();
    form["more_items"] = json::array{lines[1], lines[2]};
}

// The page, empty or as it was sent, with what is wrong.
answer show_page(const house& home, const call& asked, const reach& within, const domain::directory& places,
                 std::string_view pathway, const form_fields& sent, const std::vector<domain::fault>& faults) {
    auto shown = show_form(sent, faults);
    lay_out_items(shown.form, sent);
    const auto more_open = [&] {
        for (const auto& fault : faults) {
            for (const std::string_view name :
                 {"/child/school_urn", "/child/postcode", "/child/sex", "/child/ethnicity", "/child/deprivation_decile",
                  "/funder", "/continues", "/note"}) {
                if (fault.pointer == name) {
                    return true;
                }
            }
        }
        return false;
    };
    shown.form["more_open"] = more_open();
    const auto book = home.board.pathways();
    const auto* const rules = book->find(pathway, domain::london_date(home.now()));
    view what{.json = json::object{},
              .template_name = "request_new",
              .title = "Log a new request",
              .status = faults.empty() ? 200U : 422U};
    const auto priority = value_of(sent, "priority");
    what.page = {
        {"pathway", rules == nullptr ? json::value(nullptr) : json::value(rules->code)},
        {"pathway_name", rules == nullptr ? json::value(nullptr) : json::value(rules->name)},
        {"is_equipment", rules != nullptr && rules->code == "equipment"},
        {"options", json::object{{"pathway", pathway_options(home, pathway)},
                                 {"service", service_options(places, within, pathway, value_of(sent, "service"))},
                                 {"priority", options_of(domain::priorities, priority.empty() ? "routine" : priority)},
                                 {"setting", options_of(domain::settings, value_of(sent, "setting"))},
                                 {"funder", options_of(domain::funders, value_of(sent, "funder"))},
                                 {"sex", options_of(domain::sexes, value_of(sent, "child.sex"))},
                                 {"ethnicity", options_of(domain::ethnicities, value_of(sent, "child.ethnicity"))},
                                 {"no_nhs_number_reason", options_of(domain::no_nhs_number_reasons,
                                                                     value_of(sent, "child.no_nhs_number_reason"))}}},
        {"form", std::move(shown.form)},
        {"errors", std::move(shown.errors)},
        {"idempotency_key", sent.empty() ? random_secret() : std::string{value_of(sent, "idempotency_key")}}};
    return show(asked, what);
}

} // namespace

asio::awaitable<answer> show_request_form(house& home, const call& asked) {
    const auto places = home.board.places();
    const auto within = reach_of(*asked.who, *places, domain::london_date(home.now()));
    if (!within.writes) {
        co_return problem(asked, domain::refuse(domain::errc::not_found));
    }
    co_return show_page(home, asked, within, *places, query(asked, "pathway").value_or(""), {}, {});
}

asio::awaitable<answer> take_request_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto body = body_of_form(*form);
    auto once = asked;
    once.idempotency_key = std::string{value_of(*form, "idempotency_key")};
    const auto done = co_await open_request(home, once, body);
    if (done) {
        co_return redirect("/requests/" + done->reference);
    }
    if (done.error().code != domain::errc::invalid) {
        co_return problem(asked, done.error());
    }
    const auto places = home.board.places();
    const auto within = reach_of(*asked.who, *places, domain::london_date(home.now()));
    co_return show_page(home, asked, within, *places, value_of(*form, "pathway"), *form, done.error().faults);
}

} // namespace clockstart::api
