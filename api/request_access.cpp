#include "api/request_access.hpp"

#include "api/audit_note.hpp"
#include "api/request_body.hpp"

#include "domain/reference.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
using domain::errc;

namespace {

std::optional<db::idempotency> once_of(const house& home, const call& asked) {
    if (!asked.idempotency_key) {
        return std::nullopt;
    }
    std::string all = asked.path;
    all += '\n';
    all += asked.body;
    return db::idempotency{*asked.idempotency_key, home.identities.digest(all)};
}

} // namespace

domain::result<visible_request> find_visible_request(const house& home, const principal& who,
                                                     std::string_view reference) {
    const auto checked = domain::parse_reference(reference);
    if (!checked) {
        return domain::refuse(errc::not_found);
    }
    auto held = home.history.find_request(*checked);
    if (!held) {
        return domain::refuse(errc::not_found);
    }
    visible_request seen{std::move(*held), {}, home.board.places(), {}};
    seen.within = reach_of(who, *seen.places, domain::london_date(home.now()));
    if (!seen.within.covers(seen.places->service_index(seen.held.service), seen.held.facts.school_urn.value_or(0))) {
        return domain::refuse(errc::not_found);
    }
    return seen;
}

visible_request find_changed_request(const house& home, const principal& who, db::receipt& done) {
    visible_request seen{{}, {}, home.board.places(), {}};
    seen.within = reach_of(who, *seen.places, domain::london_date(home.now()));
    if (!done.stored) {
        seen.held = home.history.find_request(done.reference).value();
        return seen;
    }
    seen.held = std::move(done.stored->held);
    seen.opened = std::move(done.stored->opened);
    if (!seen.within.sees_children) {
        seen.opened->child.reset();
    }
    if (!seen.within.sees_words) {
        seen.opened->words.clear();
    }
    return seen;
}

domain::result<boost::json::object> view_of(const house& home, const visible_request& seen, const moment& at) {
    const auto judged = judge(home, seen.held, at, false);
    if (!judged) {
        return domain::refuse(errc::not_found);
    }
    if (seen.opened) {
        return show_request(seen.held, *judged, *seen.opened, at, *seen.places);
    }
    const auto opened = home.history.private_parts_of(seen.held, seen.within.sees_children, seen.within.sees_words);
    return show_request(seen.held, *judged, opened, at, *seen.places);
}

asio::awaitable<domain::result<db::receipt>> open_request(house& home, const call& asked,
                                                          const boost::json::object& body) {
    const auto today = domain::london_date(home.now());
    const auto places = home.board.places();
    const auto within = reach_of(*asked.who, *places, today);
    if (!within.writes) {
        co_return domain::refuse(errc::not_found);
    }
    auto command = read_request_body(body, today);
    if (!command) {
        co_return command.error();
    }
    command->by = actor_of(asked);
    command->once = once_of(home, asked);
    command->allowed_services = within.rows.services;
    co_return co_await home.journal.append(std::move(*command), asio::use_awaitable);
}

asio::awaitable<domain::result<db::receipt>> add_event_to(house& home, const call& asked, const visible_request& seen,
                                                          const boost::json::object& body,
                                                          std::optional<std::int64_t> expected_sequence) {
    if (!seen.within.writes) {
        co_return domain::refuse(errc::not_found);
    }
    const auto today = domain::london_date(home.now());
    auto read = read_event_body(body, seen.held.facts, today);
    if (!read) {
        co_return read.error();
    }
    const auto* const moved_to = read->event.details.if_contains("to_service");
    if (moved_to != nullptr) {
        const auto* const service = seen.places->find_service(std::string_view{moved_to->get_string()});
        if (service == nullptr || service->pathway != seen.held.pathway) {
            co_return domain::refuse(errc::invalid, "/to_service",
                                     "is no service of this pathway; see GET /api/v1/services");
        }
    }
    // A reason that is no code of the pathway is free text, and free text belongs into the vault.
    const auto book = home.board.pathways();
    const auto* const rules = book->find(seen.held.pathway, today);
    if (std::ranges::find(rules->reasons, read->event.reason) == rules->reasons.end()) {
        read->text.reason = read->event.reason;
    }
    db::add_event command{.by = actor_of(asked),
                          .reference = seen.held.reference,
                          .event = std::move(read->event),
                          .text = std::move(read->text),
                          .expected_sequence = expected_sequence,
                          .once = once_of(home, asked),
                          .allowed_services = seen.within.rows.services,
                          .allowed_school = std::nullopt,
                          .recorded_at = std::nullopt};
    co_return co_await home.journal.append(std::move(command), asio::use_awaitable);
}

domain::result<std::optional<std::int64_t>> expected_version(const call& asked) {
    if (!asked.if_match) {
        return domain::refuse(errc::precondition_missing, "",
                              "send If-Match with the ETag of the request that you have read");
    }
    std::string_view tag = *asked.if_match;
    if (tag == "*") {
        return std::optional<std::int64_t>{};
    }
    std::int64_t sequence = 0;
    const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
    if (quoted) {
        tag = tag.substr(1, tag.size() - 2);
        const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), sequence);
        if (error == std::errc{} && end == tag.data() + tag.size()) {
            return std::optional{sequence};
        }
    }
    // A tag that we never gave cannot match (RFC 9110, 13.1.1).
    return domain::refuse(errc::stale, "", "is not the version of this request; read it again");
}

} // namespace clockstart::api
