#include "db/open_request.hpp"

#include "db/message_writer.hpp"

#include "domain/outlook.hpp"
#include "domain/reference.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <stdexcept>
#include <tuple>

namespace clockstart::db {

namespace {

// Drawn at random; for demo data from what is the same each time, so that the same seed gives the same references.
std::uint64_t reference_number(long long request, std::optional<domain::instant> seed, int attempt) {
    std::uint64_t number = 0;
    if (seed) {
        const auto text = std::to_string(request) + " " + std::to_string(seed->time_since_epoch().count()) + " " +
                          std::to_string(attempt);
        std::array<unsigned char, crypto_generichash_BYTES> hash{};
        crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                           nullptr, 0);
        std::memcpy(&number, hash.data(), sizeof(number));
    } else {
        randombytes_buf(&number, sizeof(number));
    }
    return number;
}

} // namespace

domain::result<void> open_request::add(const domain::pathway& rules, const actor& by,
                                       const domain::proposed_event& proposed, words text, domain::instant at,
                                       domain::civil_date today, std::optional<domain::civil_date> born) {
    auto decided = domain::decide(rules, ledger_, proposed, today, born);
    if (!decided) {
        return decided.error();
    }
    told_.reset();
    auto& event = *decided;
    event.sequence = ++state_.head.sequence;
    event.recorded_at = at;
    event.by = by.name;
    if (text.reason.empty() && !event.details.contains("reason")) {
        text.reason = proposed.reason;
    }
    ledger_.push_back(std::move(event));
    texts_.push_back(std::move(text));
    return {};
}

std::size_t open_request::add_steps(domain::instant now, noticed how) {
    const auto as_at = domain::london_date(now);
    auto told = replay(*state_.pathways, *state_.calendar, row_.pathway, ledger_, as_at);
    auto ahead = steps_ahead(told, ledger_, *state_.calendar, *state_.places, *state_.ladders, now);
    const auto first_later = std::ranges::find_if(ahead, [&](const domain::step& one) { return one.at > now; });
    const std::vector<domain::step> reached{ahead.begin(), first_later};
    const auto recorded = how == noticed::by_change ? domain::worth_telling(reached) : reached;
    for (const auto& one : recorded) {
        domain::instant detected_at{};
        if (how == noticed::as_if_watched) {
            is_made_up_ = true;
            detected_at =
                std::max(one.at + std::chrono::seconds{1}, ledger_.back().recorded_at + std::chrono::microseconds{1});
        } else {
            detected_at = state_.stamp();
        }
        ledger_.push_back(event_of(one, domain::reason_to_skip(one, reached), detected_at));
        ledger_.back().sequence = ++state_.head.sequence;
        texts_.emplace_back();
    }
    told_.reset();
    if (recorded.empty() && as_at == settled_on(ledger_)) {
        told_ = std::move(told);
        ahead_ = std::move(ahead);
    }
    return recorded.size();
}

void open_request::insert_request(const domain::pathway& rules, std::optional<domain::instant> reference_seed) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        row_.reference = domain::make_reference(rules.prefix, reference_number(row_.number, reference_seed, attempt));
        if (state_.requests.insert(row_)) {
            return;
        }
    }
    throw std::runtime_error{"no free reference was found in 100 draws"};
}

void open_request::insert_events(const domain::pathway& rules) {
    for (auto place = held_; place < ledger_.size(); ++place) {
        const auto& event = ledger_[place];
        const auto& text = texts_[place - held_];
        auto row = row_of(event, row_.number);
        if (!text.empty()) {
            const auto sealed = state_.identities.seal_words(child_.key, event.sequence, text);
            row.words_digest = words_digest(sealed);
            state_.children.insert_words(event.sequence, sealed);
        }
        row.hash = ledger_hash(state_.head.hash, row);
        state_.head.hash = row.hash;
        state_.events.insert(row);
        if (const auto said = domain::step_of(event)) {
            const auto target = std::ranges::find(rules.targets, said->target, &domain::target::code);
            state_.clocks.insert(
                row_.number,
                {.target = said->target.empty() ? step_row::of_watch : static_cast<int>(target - rules.targets.begin()),
                 .step = std::string{said->code},
                 .occurrence = domain::day_number(said->due_on),
                 .sequence = event.sequence});
            tell(event);
        }
    }
}

// A step that was skipped tells nobody, and neither does one of a history that is made up.
void open_request::tell(const domain::event& step) {
    const auto* const role = step.details.if_contains("role");
    if (!is_made_up_ && role != nullptr && !step.details.contains("skipped")) {
        record_message(state_, domain::message::kind::event, step.sequence, row_.number,
                       std::string_view{role->as_string()}, step.recorded_at);
    }
}

void open_request::store(std::optional<domain::instant> reference_seed) {
    const bool is_new = held_ == 0;
    if (!told_) {
        told_ = replay(*state_.pathways, *state_.calendar, row_.pathway, ledger_, settled_on(ledger_));
        ahead_ =
            steps_ahead(*told_, ledger_, *state_.calendar, *state_.places, *state_.ladders, domain::instant::min());
    }
    const auto& told = *told_;
    std::tie(row_.watch_rule, row_.watch_at) = next_watch(ahead_);
    row_.service = told.state.service;
    row_.clock_start_on = domain::day_number(told.opened_on);
    row_.sequence = ledger_.back().sequence;
    if (is_new) {
        insert_request(*told.rules, reference_seed);
    }
    insert_events(*told.rules);
    if (!is_new) {
        state_.requests.update(row_);
    }
    state_.clocks.put(row_.number, clock_rows(*told.rules, told.clocks, ahead_), is_new);

    const auto number = static_cast<std::uint32_t>(row_.number);
    auto rows = domain::board_rows(number, *told.rules, told.facts, told.state, told.clocks, *state_.places);
    state_.changes.requests.push_back({number, state_.changes.rows.size(), rows.size(), row_.child});
    std::ranges::move(rows, std::back_inserter(state_.changes.rows));
}

stored_request open_request::taken(domain::identity child) {
    stored_request all;
    for (std::size_t place = 0; place < texts_.size(); ++place) {
        if (!texts_[place].empty()) {
            all.opened.words.push_back({ledger_[held_ + place].sequence, std::move(texts_[place])});
        }
    }
    all.opened.child = std::move(child);
    all.held = {.number = static_cast<std::uint32_t>(row_.number),
                .reference = row_.reference,
                .pathway = row_.pathway,
                .child = row_.child,
                .sequence = row_.sequence,
                .facts = domain::read_facts(ledger_.front().details),
                .service = row_.service,
                .events = std::move(ledger_),
                .family_start_on = domain::date_of(row_.clock_start_on)};
    return all;
}

} // namespace clockstart::db
