#include "api/inbox_settings.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/options.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"

#include "domain/mail_address.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// On the readers' threads.
asio::awaitable<std::vector<db::recipient_row>> read_recipients(const house& home) {
    co_return home.history.recipients();
}

json::object show_settings(const house& home, const db::recipient_row& one) {
    const auto address = home.history.address_of(one);
    return {{"address", address.empty() ? json::value(nullptr) : json::value(address)},
            {"pace", one.pace},
            {"nag", one.nag}};
}

// null: the folder's owner, who is nobody in particular.
asio::awaitable<json::value> held_settings(const house& home, const call& asked) {
    auto work = read_recipients(home);
    const auto people = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    const auto own =
        std::ranges::find_if(people, [&](const auto& one) { return one.who.token == asked.who->token_id; });
    co_return own == people.end() ? json::value(nullptr) : json::value(show_settings(home, *own));
}

domain::result<db::set_recipient> read_settings(const house& home, const call& asked, const json::object& body) {
    fields read{body};
    const auto& token = asked.who->token_id;
    db::set_recipient wanted{.token = token, .sealed_address = {}, .pace = {}, .nag = true, .by = actor_of(asked)};
    const auto address = read.maybe_text("address", 254);
    wanted.pace = read.one_of("pace", {"inbox", "daily", "at_once"});
    wanted.nag = read.maybe_flag("nag").value_or(true);
    if (address && !domain::is_mail_address(*address)) {
        read.fault("address", "should be an e-mail address, such as a.therapist@example.org");
    } else if (!address && !wanted.pace.empty() && wanted.pace != "inbox") {
        read.fault("address", "is needed for mail; without one only the pace \"inbox\" can be chosen");
    }
    if (address) {
        wanted.sealed_address = home.identities.seal_address(token, *address);
    }
    if (const auto sound = read.finish(); !sound) {
        return sound.error();
    }
    return wanted;
}

asio::awaitable<domain::result<db::receipt>> store(house& home, db::set_recipient wanted) {
    db::command command{std::move(wanted)};
    auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (done) {
        wake_courier(home);
    }
    co_return done;
}

// What the form says of a fault, and at which field.
struct form_faults {
    json::value address, pace; // null: nothing is wrong
    json::value summary;
};

form_faults spoken_faults(const std::vector<domain::fault>& faults, bool has_address) {
    form_faults spoken;
    json::array items;
    for (const auto& one : faults) {
        const bool is_pace = one.pointer == "/pace";
        auto& field = is_pace ? spoken.pace : spoken.address;
        if (!field.is_null()) {
            continue;
        }
        field = is_pace       ? "Choose how you want to be told"
                : has_address ? "Enter an e-mail address in the right format, such as a.therapist@example.org"
                              : "Enter your e-mail address, or choose to be told only here";
        items.push_back(json::object{{"href", is_pace ? "#pace" : "#address"}, {"text", field}});
    }
    if (!items.empty()) {
        spoken.summary = json::object{{"items", std::move(items)}};
    }
    return spoken;
}

json::array pace_options(std::string_view chosen) {
    json::array options{option("inbox", "Only here, in the inbox", chosen), option("daily", "One e-mail a day", chosen),
                        option("at_once", "An e-mail as soon as there is something new", chosen)};
    const std::string_view hints[]{"", "All that is new in one e-mail, each working day.",
                                   "What comes at the same time comes in one e-mail."};
    for (std::size_t place = 0; place < options.size(); ++place) {
        options[place].as_object()["hint"] = hints[place];
    }
    return options;
}

std::string_view promise_of(std::string_view pace) {
    return pace == "daily"     ? "Saved. You get one e-mail a day when there is something new."
           : pace == "at_once" ? "Saved. You get an e-mail as soon as there is something new."
                               : "Saved. You get no e-mails. Everything is in your inbox.";
}

// `settings` as the API gives them, or as they were typed; `faults` of those.
view settings_view(const json::object& settings, const std::vector<domain::fault>& faults, bool is_saved) {
    const auto address = settings.at("address").is_string() ? settings.at("address").as_string() : json::string{};
    const auto* const pace = settings.at("pace").if_string();
    const std::string_view chosen = pace == nullptr ? std::string_view{} : std::string_view{*pace};
    auto wrong = spoken_faults(faults, !address.empty());
    view what{.template_name = "inbox_settings", .title = "How you are told"};
    what.status = faults.empty() ? 200 : 422;
    what.page = {{"done", is_saved ? json::value(promise_of(chosen)) : json::value(nullptr)},
                 {"options", json::object{{"pace", pace_options(chosen)}}},
                 {"form", json::object{{"address", json::object{{"value", address}, {"error", wrong.address}}},
                                       {"pace", json::object{{"error", wrong.pace}}},
                                       {"nag", settings.at("nag")}}},
                 {"errors", std::move(wrong.summary)}};
    what.json = settings;
    return what;
}

} // namespace

asio::awaitable<answer> show_inbox_settings(house& home, const call& asked) {
    // The page comes back to itself with ?saved=yes; a program has no such parameter.
    const bool is_page = asked.wanted == face::html;
    const auto known = is_page ? refuse_unknown_parameters(asked, {"saved"}) : refuse_unknown_parameters(asked, {});
    if (!known) {
        co_return problem(asked, known.error());
    }
    const auto held = co_await held_settings(home, asked);
    if (held.is_null()) {
        co_return problem(asked, "not-found");
    }
    co_return show(without(asked, "saved"), settings_view(held.as_object(), {}, given(asked, "saved") == "yes"));
}

asio::awaitable<answer> set_inbox_settings(house& home, const call& asked) {
    if (asked.who->token_id.empty()) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    auto wanted = read_settings(home, asked, *body);
    if (!wanted) {
        co_return problem(asked, wanted.error());
    }
    if (const auto done = co_await store(home, std::move(*wanted)); !done) {
        co_return problem(asked, done.error());
    }
    co_return json_answer(200, (co_await held_settings(home, asked)).as_object());
}

asio::awaitable<answer> take_settings_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    if (asked.who->token_id.empty()) {
        co_return problem(asked, "not-found");
    }
    json::object body{{"nag", value_of(*form, "nag") == "true"}}; // a box that is not ticked is not sent
    for (const auto* const name : {"address", "pace"}) {
        if (const auto value = value_of(*form, name); !value.empty()) {
            body[name] = value;
        }
    }
    auto wanted = read_settings(home, asked, body);
    if (!wanted) {
        body.emplace("address", nullptr);
        body.emplace("pace", nullptr);
        co_return show(asked, settings_view(body, wanted.error().faults, false));
    }
    if (const auto done = co_await store(home, std::move(*wanted)); !done) {
        co_return problem(asked, done.error());
    }
    co_return redirect("/inbox/settings?saved=yes");
}

} // namespace clockstart::api
