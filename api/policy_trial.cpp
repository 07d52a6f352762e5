#include "api/policy_preview.hpp"

#include "domain/event.hpp"
#include "domain/policy_effect.hpp"
#include "domain/request.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <map>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t most_references = 200; // of each kind

struct tally {
    std::int64_t running{}, newly_breach{}, no_longer_breach{}, due_changes{};

    void add(const domain::policy_effect& effect) {
        running += effect.runs ? 1 : 0;
        newly_breach += effect.newly_breaches ? 1 : 0;
        no_longer_breach += effect.no_longer_breaches ? 1 : 0;
        due_changes += effect.changes_due ? 1 : 0;
    }
};

struct trial {
    tally all;
    std::map<std::string, tally> areas;
    json::array newly_breach, no_longer_breach, due_changes;
    std::uint32_t come_to{};
    bool is_done{false};
};

void note(json::array& references, bool concerned, const std::string& reference) {
    if (concerned && references.size() < most_references) {
        references.emplace_back(reference);
    }
}

void judge(trial& so_far, const viewpoint& at, const domain::working_calendar& calendar, const domain::pathway& changed,
           const db::held_request& held) {
    const auto place = at.places->service_index(held.service);
    if (!at.within.covers(place, held.facts.school_urn.value_or(0))) {
        return;
    }
    const auto events = domain::effective_events(held.events);
    const auto opening = std::ranges::find(events, held.events.front().sequence, &domain::event::sequence);
    const auto opened_on = opening == events.end() ? held.events.front().on : opening->on;
    const auto& now = *at.pathways->find(held.pathway, opened_on);
    const auto effect = domain::compare_policies(now, changed, events, calendar, at.today);
    if (!effect.runs) {
        return;
    }
    so_far.all.add(effect);
    so_far.areas[at.places->services()[*place].area].add(effect);
    note(so_far.newly_breach, effect.newly_breaches, held.reference);
    note(so_far.no_longer_breach, effect.no_longer_breaches, held.reference);
    note(so_far.due_changes, effect.changes_due, held.reference);
}

// On the readers' threads; all that it refers to outlives it.
asio::awaitable<void> judge_page(const house& home, const viewpoint& at, const policy_question& asked, trial& so_far) {
    const auto wanted = [&](std::string_view service) {
        const auto place = at.places->service_index(service);
        return place && reaches(at, *place);
    };
    const auto calendar = home.board.calendar();
    const auto page = home.history.running_requests(asked.code, so_far.come_to, wanted);
    for (const auto& one : page.requests) {
        judge(so_far, at, *calendar, asked.changed, one);
    }
    so_far.come_to = page.come_to;
    so_far.is_done = page.is_last;
    co_return;
}

void put_counts(json::object& into, const tally& counted) {
    into["running"] = counted.running;
    into["newly_breach"] = counted.newly_breach;
    into["no_longer_breach"] = counted.no_longer_breach;
    into["due_changes"] = counted.due_changes;
}

json::array show_changes(const domain::pathway& now, const domain::pathway& then) {
    json::array changes;
    for (const auto& rule : then.targets) {
        const auto* const before = now.target_of(rule.code);
        if (before == nullptr || before->limit != rule.limit) {
            changes.push_back(
                json::object{{"target", rule.code},
                             {"name", rule.name},
                             {"limit", before == nullptr ? json::value(nullptr) : json::value(before->limit.text())},
                             {"new_limit", rule.limit.text()}});
        }
    }
    return changes;
}

} // namespace

asio::awaitable<json::object> try_policy(const house& home, const viewpoint& at, const policy_question& asked) {
    trial so_far;
    while (!so_far.is_done) {
        auto work = judge_page(home, at, asked, so_far);
        co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    }
    json::array areas;
    for (const auto& [code, counted] : so_far.areas) {
        json::object line{{"area", code}};
        put_counts(line, counted);
        areas.push_back(std::move(line));
    }
    json::object told{{"pathway", asked.code},
                      {"as_at", domain::format_date(at.today)},
                      {"changes", show_changes(*at.pathways->find(asked.code, at.today), asked.changed)}};
    put_counts(told, so_far.all);
    told["areas"] = std::move(areas);
    told["references"] = json::object{{"newly_breach", std::move(so_far.newly_breach)},
                                      {"no_longer_breach", std::move(so_far.no_longer_breach)},
                                      {"due_changes", std::move(so_far.due_changes)}};
    co_return told;
}

} // namespace clockstart::api
