#include "api/subject_access.hpp"

#include "api/audit_note.hpp"
#include "api/audit_view.hpp"
#include "api/faces.hpp"
#include "api/or_null.hpp"
#include "api/problem.hpp"
#include "api/request_view.hpp"
#include "api/same_child.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t most_entries = 100'000; // of the audit, in one export

json::object show_identity(const db::held_identity& one) {
    const auto& who = one.who;
    return {{"given_name", text_or_null(who.given_name)},
            {"family_name", text_or_null(who.family_name)},
            {"birth_date",
             who.family_name.empty() ? json::value(nullptr) : json::value(domain::format_date(who.birth_date))},
            {"nhs_number", text_or_null(who.nhs_number)},
            {"no_nhs_number_reason", text_or_null(who.no_nhs_number_reason)},
            {"postcode", text_or_null(who.postcode)},
            {"held_until", instant_or_null(one.replaced_at)}};
}

// Whoever had the request in hand, or may see it as the school.
class sharing {
public:
    explicit sharing(const domain::directory& places) : places_{places} {}

    void add(const db::held_request& held) {
        add_service(held.service);
        add_service(held.facts.service);
        for (const auto& event : held.events) {
            if (const auto* const to = event.details.if_contains("to_service"); to != nullptr && to->is_string()) {
                add_service(std::string_view{to->get_string()});
            }
        }
        if (held.facts.school_urn) {
            const auto* const school = places_.find_school(*held.facts.school_urn);
            all_.emplace("school", std::to_string(*held.facts.school_urn), school == nullptr ? "" : school->name);
        }
    }

    json::array shown() const {
        json::array shown;
        for (const auto& [kind, code, name] : all_) {
            shown.push_back(json::object{{"kind", kind}, {"code", code}, {"name", text_or_null(name)}});
        }
        return shown;
    }

private:
    void add_service(std::string_view code) {
        const auto* const service = places_.find_service(code);
        if (service == nullptr) {
            return;
        }
        const auto* const provider = places_.find_provider(service->provider);
        const auto* const commissioner = places_.find_area(service->commissioner);
        all_.emplace("provider", service->provider, provider == nullptr ? "" : provider->name);
        all_.emplace("commissioner", service->commissioner, commissioner == nullptr ? "" : commissioner->name);
        all_.emplace("service", service->code, service->name);
    }

    const domain::directory& places_;
    std::set<std::tuple<std::string, std::string, std::string>> all_;
};

// On the readers' threads.
asio::awaitable<json::object> read_all(const house& home, viewpoint at, same_child same) {
    json::array before, requests, seen_by;
    auto identities = home.history.identities_of(same.child);
    auto now = show_identity(identities.back());
    identities.pop_back();
    std::ranges::transform(identities, std::back_inserter(before), show_identity);
    sharing shared{*at.places};
    const moment today{.as_at = at.today};
    for (const auto& held : home.history.requests_of_child(same.child)) {
        shared.add(held);
        if (const auto judged = judge(home, held, today, false)) {
            const auto opened = home.history.private_parts_of(held, true, true);
            requests.push_back(show_request(held, *judged, opened, today, *at.places));
        }
    }
    for (const auto& one : home.history.audit({.requests = same.numbers, .limit = most_entries})) {
        if (tells_of_access(one)) {
            seen_by.push_back(show_access_entry(one, same.references));
        }
    }
    now.erase("held_until");
    co_return json::object{{"child", std::move(now)},
                           {"held_before", std::move(before)},
                           {"requests", std::move(requests)},
                           {"shared_with", shared.shown()},
                           {"seen_by", std::move(seen_by)}};
}

} // namespace

asio::awaitable<answer> show_subject_access(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    auto at = viewpoint_of(home, *asked.who);
    auto same = same_child_within_reach(home, *asked.who, asked.captures.front());
    if (!same || !at.within.has_everything || !at.within.sees_children || !at.within.sees_words) {
        co_return problem(asked, "not-found");
    }
    // First, so that it is itself among what is told.
    const auto noted = co_await note_looking(home, asked, "subject.exported", same->numbers);
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    const auto reference = same->reference;
    auto work = read_all(home, std::move(at), std::move(*same));
    auto all = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    all["made_at"] = domain::format_instant(home.now());
    view what{.json = std::move(all), .template_name = "subject_access", .title = "All that is held about this child"};
    what.page["reference"] = reference;
    co_return show(asked, what);
}

} // namespace clockstart::api
