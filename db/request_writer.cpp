#include "db/request_writer.hpp"

#include "db/open_request.hpp"
#include "db/request_rules.hpp"

#include "domain/reference.hpp"

#include <algorithm>
#include <tuple>

namespace clockstart::db {

namespace {

using namespace std::chrono_literals;
using noticed = open_request::noticed;

// The receipt given to this key before, if any.
domain::result<std::optional<receipt>> known_answer(journal_state& state, const actor& by,
                                                    const std::optional<idempotency>& once) {
    std::optional<receipt> known;
    if (!once) {
        return known;
    }
    const auto first = state.answers.find(by.token_id, once->key);
    if (!first) {
        return known;
    }
    if (first->digest != once->digest) {
        return domain::refuse(domain::errc::key_reused);
    }
    const auto request = state.requests.find(first->request);
    known = receipt{.reference = request.value().reference,
                    .request = static_cast<std::uint32_t>(first->request),
                    .sequence = first->sequence,
                    .recorded_at = domain::instant{std::chrono::microseconds{first->recorded_at}},
                    .replayed = true,
                    .count = 0,
                    .set_aside = 0,
                    .next_due = {},
                    .published = {},
                    .stored = {}};
    return known;
}

receipt finish(journal_state& state, const open_request& request, const actor& by,
               const std::optional<idempotency>& once, domain::instant recorded_at) {
    const auto& row = request.row();
    if (once) {
        state.answers.insert(
            {by.token_id, once->key, once->digest, row.number, row.sequence, recorded_at.time_since_epoch().count()});
    }
    return {.reference = row.reference,
            .request = static_cast<std::uint32_t>(row.number),
            .sequence = row.sequence,
            .recorded_at = recorded_at,
            .replayed = false,
            .count = 1,
            .set_aside = 0,
            .next_due = {},
            .published = {},
            .stored = {}};
}

child_row sealed_child(const vault& identities, long long number, const domain::identity& who) {
    child_row row;
    row.number = number;
    std::tie(row.key, row.sealed_identity) = identities.seal_new_child(number, who);
    row.nhs_hash = who.nhs_number.empty() ? std::string{} : identities.nhs_number_hash(who.nhs_number);
    row.name_hash = identities.name_hash(who.family_name, who.birth_date);
    return row;
}

// A child's row, and what is sealed in it.
struct known_child {
    child_row row;
    domain::identity who;
};

// For the job that tells teams of birthdays: by month, so that it need not open the vault to know.
void plan_age(journal_state& state, long long child, const domain::identity& who) {
    state.ages.put(child, domain::next_coming_age(who.birth_date, domain::london_date(state.now())));
}

// The child with this NHS number, told anew where something differs; or a new one with a key of its own.
known_child find_or_add_child(journal_state& state, const domain::identity& who) {
    auto row = sealed_child(state.identities, state.head.children + 1, who);
    if (state.children.insert(row)) {
        ++state.head.children;
        plan_age(state, row.number, who);
        return {std::move(row), who};
    }
    auto held = state.children.find_by_nhs_hash(row.nhs_hash).value();
    const auto before = state.identities.open_identity(held.key, held.number, held.sealed_identity);
    auto now = who;
    if (now.postcode.empty()) {
        now.postcode = before.postcode;
    }
    if (now == before) {
        return {std::move(held), std::move(now)};
    }
    auto changed = held;
    changed.sealed_identity = state.identities.seal_identity(held.key, held.number, now);
    changed.name_hash = row.name_hash;
    state.children.replace_identity(held, changed, state.stamp().time_since_epoch().count());
    if (now.birth_date != before.birth_date) {
        plan_age(state, held.number, now);
    }
    return {std::move(changed), std::move(now)};
}

// In a command's own history `corrects` cannot name a sequence yet: 0 stands for the opening event, -n for the n-th
// event after it.
domain::proposed_event with_real_sequence(domain::proposed_event event, const std::vector<domain::event>& made) {
    auto* const corrects = event.details.if_contains("corrects");
    if (corrects == nullptr || !corrects->is_int64() || corrects->get_int64() > 0) {
        return event;
    }
    auto wanted = -corrects->get_int64();
    for (const auto& one : made) {
        if (domain::is_by_people(one) && wanted-- == 0) {
            *corrects = one.sequence;
            break;
        }
    }
    return event;
}

// Demo histories are recorded on the day they tell of, so that "as it was known then" has something to tell.
domain::instant watched_at(const domain::event& before, domain::civil_date on, domain::instant now) {
    return std::max(std::min<domain::instant>(domain::first_instant(on) + 10h, now), before.recorded_at + 1us);
}

domain::result<void> add_history(journal_state& state, open_request& request, const create_request& what,
                                 domain::civil_date today) {
    for (const auto& one : what.history) {
        domain::instant at{};
        if (what.recorded_at) {
            request.add_steps(watched_at(request.ledger().back(), one.on, state.now()), noticed::as_if_watched);
            at = watched_at(request.ledger().back(), one.on, state.now());
        } else {
            at = state.stamp();
        }
        const auto& opening = request.ledger().front();
        const auto& rules = *state.pathways->find(what.pathway, opening.on);
        if (one.type == domain::event_type::transferred) {
            if (const auto fits = check_transfer(one, rules, *state.places, today); !fits) {
                return fits.error();
            }
        }
        auto added = request.add(rules, what.by, with_real_sequence(one, request.ledger()), {}, at, today,
                                 what.child.birth_date);
        if (!added) {
            return added.error();
        }
    }
    return {};
}

} // namespace

domain::result<receipt> write(journal_state& state, const create_request& what) {
    const auto known = known_answer(state, what.by, what.once);
    if (!known) {
        return known.error();
    }
    if (*known) {
        return **known;
    }
    const auto at = what.recorded_at ? *what.recorded_at : state.stamp();
    const auto today = domain::london_date(state.now());
    const auto rules = check_new_request(what, *state.pathways, *state.places, today);
    if (!rules) {
        return rules.error();
    }

    kept_request row;
    row.number = row.family = state.head.requests + 1;
    row.pathway = what.pathway;
    open_request request{state, std::move(row), {}, {}};
    auto child = find_or_add_child(state, what.child);
    request.belongs_to(std::move(child.row));
    auto facts = what.facts;
    if (!facts.continues.empty()) {
        const auto reference = domain::parse_reference(facts.continues);
        const auto earlier = reference ? state.requests.find(std::string_view{*reference}) : std::nullopt;
        if (!earlier || earlier->child != request.row().child) {
            return domain::refuse(domain::errc::invalid, "/continues", "is no earlier request of this child");
        }
        facts.continues = *reference;
        request.continues(*earlier);
    }
    // A list without identity has no birth date either.
    if (what.child.birth_date != domain::civil_date{}) {
        facts.age_years = domain::age_on(what.child.birth_date, what.clock_start_on);
    }

    const domain::proposed_event opening{(*rules)->opens_with, what.clock_start_on, {}, domain::show_facts(facts)};
    if (auto opened = request.add(**rules, what.by, opening, what.text, at, today, what.child.birth_date); !opened) {
        return opened.error();
    }
    if (auto told = add_history(state, request, what, today); !told) {
        return told.error();
    }
    // What is due already belongs to the same answer: its version would otherwise change a moment later.
    request.add_steps(state.now(), what.recorded_at ? noticed::as_if_watched : noticed::by_change);
    request.store(what.recorded_at);
    ++state.head.requests;
    auto done = finish(state, request, what.by, what.once, at);
    if (what.history.empty() && facts.continues.empty()) {
        done.stored = std::make_shared<stored_request>(request.taken(std::move(child.who)));
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const add_event& what) {
    const auto known = known_answer(state, what.by, what.once);
    if (!known) {
        return known.error();
    }
    if (*known) {
        return **known;
    }
    const auto row = state.requests.find(std::string_view{what.reference});
    if (!row || !may_write_to(what.allowed_services, *state.places, row->service)) {
        return domain::refuse(domain::errc::not_found);
    }
    auto child = state.children.find(row->child).value();
    open_request request{state, *row, child, state.events.of_request(row->number)};
    const auto facts = domain::read_facts(request.ledger().front().details);
    if (what.allowed_school && facts.school_urn != what.allowed_school) {
        return domain::refuse(domain::errc::not_found);
    }
    if (what.expected_sequence && *what.expected_sequence != row->sequence) {
        return domain::refuse(domain::errc::stale);
    }
    auto at =
        what.recorded_at ? std::max(*what.recorded_at, request.ledger().back().recorded_at + 1us) : domain::instant{};
    const auto today = domain::london_date(state.now());
    const auto& rules = *state.pathways->find(row->pathway, domain::date_of(row->clock_start_on));
    if (what.event.type == domain::event_type::transferred) {
        if (const auto fits = check_transfer(what.event, rules, *state.places, today); !fits) {
            return fits.error();
        }
    }
    // What time brought before belongs before it in the ledger, also when the alarm is a moment late.
    request.add_steps(what.recorded_at ? at : state.now(),
                      what.recorded_at ? noticed::as_if_watched : noticed::on_time);
    at = what.recorded_at ? std::max(at, request.ledger().back().recorded_at + 1us) : state.stamp();
    std::optional<domain::civil_date> born;
    if (what.event.type == domain::event_type::corrected) {
        born = state.identities.open_identity(child.key, child.number, child.sealed_identity).birth_date;
    }
    if (auto added = request.add(rules, what.by, what.event, what.text, at, today, born); !added) {
        return added.error();
    }
    request.add_steps(state.now(), what.recorded_at ? noticed::as_if_watched : noticed::by_change);
    request.store({});
    return finish(state, request, what.by, what.once, at);
}

} // namespace clockstart::db
