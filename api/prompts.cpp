#include "api/prompts.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/numbered_list.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/prompts_page.hpp"
#include "api/service_check.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include "domain/prompt_text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr auto all_roles =
    std::to_array<std::string_view>({"team", "provider_manager", "area_commissioner", "administrator"});
constexpr auto states = std::to_array<std::string_view>({"open", "closed", "all"});

// What may be seen of prompts, and what is asked of that.
struct prompts_asked {
    db::prompt_question question;
    std::vector<bool> services; // by directory::service_index; empty: all, and prompts about no service
};

domain::result<prompts_asked> read_reach(const viewpoint& at, const call& asked) {
    prompts_asked read;
    read.question.roles = prompt_roles_of(*asked.who);
    if (read.question.roles.empty()) {
        return domain::refuse(errc::not_found);
    }
    read.services = at.within.rows.services;
    return read;
}

json::object show_prompt(const db::held_prompt& one) {
    const auto asked = domain::prompt_text(one.what.job, one.what.due_on);
    return {{"number", one.number},
            {"job", one.what.job},
            {"text", asked.empty() ? one.what.job : asked},
            {"subject", one.what.subject},
            {"reference", text_or_null(domain::reference_in(one.what.subject))},
            {"occurrence", one.what.occurrence},
            {"role", one.what.role},
            {"service", text_or_null(one.what.service)},
            {"area", text_or_null(one.what.area)},
            {"due_on", domain::format_date(one.what.due_on)},
            {"recorded_at", domain::format_instant(one.recorded_at)},
            {"closed_at", one.closed_at ? json::value(domain::format_instant(*one.closed_at)) : json::value(nullptr)},
            {"closed_by", text_or_null(one.closed_by)}};
}

domain::result<prompts_asked> read_question(const call& asked, const viewpoint& at) {
    auto read = read_reach(at, asked);
    if (!read) {
        return read;
    }
    if (const auto known =
            refuse_unknown_parameters(asked, {"state", "job", "role", "area", "service", "limit", "cursor"});
        !known) {
        return known.error();
    }
    auto& question = read->question;
    const auto state = given(asked, "state");
    if (!state.empty() && std::ranges::find(states, state) == states.end()) {
        return not_one_of("state", states);
    }
    if (state == "all") {
        question.open.reset();
    } else {
        question.open = state != "closed";
    }
    question.job = given(asked, "job");
    if (const auto role = given(asked, "role"); !role.empty()) {
        if (std::ranges::find(all_roles, role) == all_roles.end()) {
            return not_one_of("role", all_roles);
        }
        std::erase_if(question.roles, [&](const std::string& one) { return one != role; });
        if (question.roles.empty()) {
            return domain::refuse(errc::not_found);
        }
    }
    auto rows =
        narrow(at.within.rows,
               {.pathway = {}, .area = given(asked, "area"), .provider = {}, .service = given(asked, "service")},
               *at.places, at.today);
    if (!rows) {
        return rows.error();
    }
    read->services = std::move(rows->services);
    const auto page = read_page_of_numbers(asked);
    if (!page) {
        return page.error();
    }
    question.limit = page->limit;
    question.before = page->before;
    return read;
}

// On the readers' threads; `places` is kept by whoever asks.
asio::awaitable<std::vector<db::held_prompt>> read_prompts(const house& home, const domain::directory& places,
                                                           prompts_asked wanted) {
    const auto fits = [&](std::string_view service) {
        if (wanted.services.empty() || service.empty()) {
            return wanted.services.empty();
        }
        const auto place = places.service_index(service);
        return place && *place < wanted.services.size() && wanted.services[*place];
    };
    co_return home.history.prompts(wanted.question, fits);
}

// The one of that number, if the caller may see it.
asio::awaitable<std::optional<db::held_prompt>> find_prompt(const house& home, const viewpoint& at, const call& asked) {
    const auto number = sequence_number(asked.captures.front());
    if (!number) {
        co_return std::nullopt;
    }
    auto read = read_reach(at, asked);
    if (!read) {
        co_return std::nullopt;
    }
    read->question.open.reset();
    read->question.before = *number + 1;
    read->question.limit = 1;
    auto work = read_prompts(home, *at.places, std::move(*read));
    auto found = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return found.empty() || found.front().number != *number ? std::nullopt : std::optional{std::move(found.front())};
}

// The list with the filters that the form was sent from.
call list_of(const call& asked, const form_fields& form) {
    call list = asked;
    list.path = "/prompts";
    list.query.clear();
    for (const auto* const name : {"state", "job", "role", "area"}) {
        if (const auto value = value_of(form, name); !value.empty()) {
            list.query.emplace_back(name, value);
        }
    }
    list.query.emplace_back("done", "yes");
    return list;
}

} // namespace

asio::awaitable<answer> list_prompts(house& home, const call& sent) {
    // The page comes back to itself with ?done=yes; a program has no such parameter.
    const bool is_page = sent.wanted == face::html;
    const bool is_done = is_page && given(sent, "done") == "yes";
    const auto asked = is_page ? without(sent, "done") : sent;
    const auto at = viewpoint_of(home, *asked.who);
    auto read = read_question(asked, at);
    if (!read) {
        co_return problem(asked, read.error());
    }
    const auto limit = read->question.limit;
    auto work = read_prompts(home, *at.places, std::move(*read));
    auto found = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::value next;
    if (found.size() == limit) {
        found.pop_back();
        next = make_cursor(asked, std::to_string(found.back().number));
    }
    json::array items;
    std::ranges::transform(found, std::back_inserter(items), show_prompt);
    view what{.template_name = "prompts", .title = "To do", .csv_name = "prompts.csv"};
    what.headers = link_headers(asked, next);
    what.page = prompts_page(asked, at, next);
    what.page["done"] = text_or_null(is_done ? "That is marked as done." : "");
    what.table = table_of(items, {"number", "job", "text", "subject", "reference", "occurrence", "role", "service",
                                  "area", "due_on", "recorded_at", "closed_at", "closed_by"});
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

asio::awaitable<answer> take_prompt_form(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto held = co_await find_prompt(home, at, asked);
    if (!held) {
        co_return problem(asked, "not-found");
    }
    const auto by = actor_of(asked);
    if (held->what.job == "service_unchecked" && may(asked.who->role, right::confirm_service)) {
        // What the button says; closing alone would only bring the question back in a month.
        db::record_service_check checked{by, held->what.service, at.today, at.within.rows.services};
        const auto done = co_await home.journal.append(std::move(checked), asio::use_awaitable);
        if (!done) {
            co_return problem(asked, done.error());
        }
    }
    db::close_prompt command{by, held->number};
    if (const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable); !done) {
        co_return problem(asked, done.error());
    }
    co_return redirect(link_to_page(list_of(asked, *form), ""));
}

asio::awaitable<answer> close_prompt(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto held = co_await find_prompt(home, at, asked);
    if (!held) {
        co_return problem(asked, "not-found");
    }
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    db::close_prompt command{actor_of(asked), held->number};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto closed = co_await find_prompt(home, at, asked);
    co_return json_answer(200, show_prompt(*closed));
}

} // namespace clockstart::api
