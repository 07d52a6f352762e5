#include "api/status.hpp"

#include "api/audit_note.hpp"
#include "api/caller.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/people_desk.hpp"
#include "api/problem.hpp"
#include "api/qr_code.hpp"
#include "api/request_access.hpp"
#include "api/request_view.hpp"
#include "api/status_view.hpp"

#include "domain/reference.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sodium.h>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// Nobody guesses 59 bits; this keeps it from being tried at the expense of others, and never shuts a family out for
// long.
constexpr patience with_reference{10, std::chrono::seconds{30}};
constexpr patience with_origin{50, std::chrono::minutes{15}};

// As people type it: any case, with or without hyphens and blanks.
std::string plain_code(std::string_view typed) {
    std::string plain;
    for (const char one : typed) {
        if (one != '-' && one != ' ') {
            plain += one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
        }
    }
    return plain;
}

asio::awaitable<std::optional<db::history::letter_code>> read_code(const house& home, const std::string* reference) {
    co_return home.history.letter_code_of(*reference);
}
asio::awaitable<std::optional<db::held_request>> read_request(const house& home, const std::string* reference) {
    co_return home.history.find_request(*reference);
}

bool is_same(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

// The request whose letter has that code; and nothing else tells that there is one.
asio::awaitable<bool> knows_code(house& home, const std::string& reference, std::string_view typed) {
    auto work = read_code(home, &reference);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    const bool is_right = held && is_same(plain_code(held->text), plain_code(typed));
    co_return is_right;
}

std::string status_path(std::string_view reference, std::string_view code) {
    return "/status/" + std::string{reference} + "?code=" + std::string{code};
}

asio::awaitable<domain::result<json::object>> letter_of(house& home, const call& asked) {
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen || !seen->within.writes) {
        co_return domain::refuse(domain::errc::not_found);
    }
    const auto reference = seen->held.reference;
    auto work = read_code(home, &reference);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    const auto judged = judge(home, seen->held, {.as_at = domain::london_date(home.now())}, false);
    auto status = status_of(home, seen->held, *judged);
    co_return json::object{{"reference", reference},
                           {"code", held->text},
                           {"path", status_path(reference, held->text)},
                           {"address", home.public_url.empty()
                                           ? json::value(nullptr)
                                           : json::value(home.public_url + status_path(reference, held->text))},
                           {"pathway_name", status.at("pathway_name")},
                           {"contact", status.at("contact")}};
}

asio::awaitable<domain::result<void>> renew(house& home, const call& asked) {
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen || !seen->within.writes) {
        co_return domain::refuse(domain::errc::not_found);
    }
    db::command command{db::renew_status_code{actor_of(asked), seen->held.reference}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    co_return domain::result<void>{};
}

} // namespace

asio::awaitable<answer> show_status(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"code"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto parsed = domain::parse_reference(asked.captures.front());
    const auto reference = parsed ? *parsed : std::string{};
    const auto by_origin = "status " + caller_of(asked.remote);
    auto& desk = home.people;
    auto wait = desk.origins.begin(by_origin, with_origin, home.now());
    if (wait.count() == 0) {
        wait = desk.references.begin(reference, with_reference, home.now());
    }
    if (wait.count() > 0) {
        co_return ask_to_wait(asked, wait);
    }
    const std::string typed{query(asked, "code").value_or("")};
    const bool knows = co_await knows_code(home, reference, typed);
    const auto noted = co_await note_family(home, asked, reference, knows ? "done" : "failed");
    if (!knows) {
        co_return problem(asked, "not-found");
    }
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    desk.references.succeeded(reference);
    desk.origins.take_back(by_origin);
    auto work = read_request(home, &reference);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    const auto judged = judge(home, *held, {.as_at = domain::london_date(home.now())}, false);
    view what{.template_name = "status", .title = "Where your request stands"};
    what.json = status_of(home, *held, *judged);
    what.page = {{"stage_name", stage_name(*judged)}};
    co_return show(asked, what);
}

asio::awaitable<answer> find_status(house&, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"reference", "code"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto reference = query(asked, "reference"), code = query(asked, "code");
    std::vector<domain::fault> found;
    const auto parsed = domain::parse_reference(reference.value_or(""));
    if (reference && !parsed) {
        found.push_back({"/reference", "Enter the reference as it stands on the letter, such as EQ-7K3M-2Q9D"});
    }
    const auto plain = plain_code(code.value_or(""));
    if (code && (plain.size() != 12 || !std::ranges::all_of(plain, [](char one) {
                     return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z');
                 }))) {
        found.push_back({"/code", "Enter the code as it stands on the letter: 12 letters and digits"});
    }
    if (reference && code && found.empty()) {
        co_return redirect(status_path(*parsed, plain));
    }
    auto again = show_form({{"reference", std::string{reference.value_or("")}}}, found);
    view what{.json = json::object{},
              .template_name = "status_find",
              .title = "See where your request stands",
              .status = found.empty() ? 200U : 422U};
    what.page = {{"form", std::move(again.form)}, {"errors", std::move(again.errors)}};
    co_return show(asked, what);
}

asio::awaitable<answer> show_letter(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    auto letter = co_await letter_of(home, asked);
    if (!letter) {
        co_return problem(asked, letter.error());
    }
    view what{.template_name = "letter", .title = "Letter for the family"};
    if (const auto* const address = letter->at("address").if_string(); address != nullptr) {
        const auto drawn = draw_qr_code(std::string_view{*address});
        what.page = {{"qr_size", drawn.size}, {"qr_path", drawn.path}, {"site", home.public_url}};
    } else {
        what.page = {{"qr_size", nullptr}, {"qr_path", nullptr}, {"site", nullptr}};
    }
    what.page["today"] = domain::format_date(domain::london_date(home.now()));
    what.json = std::move(*letter);
    co_return show(asked, what);
}

asio::awaitable<answer> renew_letter_code(house& home, const call& asked) {
    if (const auto seen = find_visible_request(home, *asked.who, asked.captures.front()); !seen) {
        co_return problem(asked, seen.error()); // before the body is looked at: it tells nothing of what is there
    }
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto done = co_await renew(home, asked);
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto letter = co_await letter_of(home, asked);
    co_return letter ? json_answer(200, *letter) : problem(asked, letter.error());
}

asio::awaitable<answer> take_letter_code_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    const auto done = co_await renew(home, asked);
    co_return after_button(asked, done, "/requests/" + asked.captures.front() + "/letter");
}

} // namespace clockstart::api
