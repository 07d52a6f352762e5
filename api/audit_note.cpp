#include "api/audit_note.hpp"

#include "api/problem.hpp"
#include "api/tokens.hpp"

#include "domain/reference.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <utility>

namespace clockstart::api {

namespace asio = boost::asio;

namespace {

std::string_view name_of(face what) { return what == face::json ? "json" : what == face::csv ? "csv" : "page"; }

asio::awaitable<domain::result<void>> append(const house& home, db::note_access seen) {
    db::command command{std::move(seen)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    co_return domain::result<void>{};
}

std::string operation_of(const route& wanted, const call& asked) {
    return std::string{name_of(asked.method)} + " " + std::string{wanted.pattern};
}

// Answers to what everybody may look up tell of nobody's limits.
bool is_denial(const route& wanted, const answer& made) {
    return made.status == 404 && wanted.needs.what != right::come_in && wanted.needs.what != right::look_up;
}

// What leaves as a table and is more than figures. Requests note their own reading, by child.
bool is_export(const route& wanted, const call& asked, const answer& made) {
    const auto needs = wanted.needs.what;
    return asked.wanted == face::csv && made.status == 200 &&
           (needs == right::see_breaches || needs == right::see_prompts || needs == right::see_upkeep ||
            needs == right::see_access);
}

// The reference that was asked for, when the route has one. What cannot be a reference is kept out: people paste
// anything into addresses.
std::string reference_asked(const route& wanted, const call& asked) {
    if (wanted.pattern.find("{reference}") == std::string_view::npos || asked.captures.empty()) {
        return {};
    }
    const auto reference = domain::parse_reference(asked.captures.front());
    return reference ? *reference : std::string{};
}

} // namespace

db::actor actor_of(const call& asked) { return {asked.who->name, asked.who->token_id, asked.remote}; }
db::actor actor_of(const call& asked, const db::token_grant& owner) { return {owner.name, owner.id, asked.remote}; }

asio::awaitable<domain::result<void>> note_read(const house& home, const call& asked, std::string what,
                                                std::vector<std::uint32_t> requests) {
    if (requests.empty()) {
        co_return domain::result<void>{};
    }
    co_return co_await note_looking(home, asked, std::move(what), std::move(requests));
}

asio::awaitable<domain::result<void>> note_looking(const house& home, const call& asked, std::string what,
                                                   std::vector<std::uint32_t> requests) {
    db::note_access seen{.by = actor_of(asked), .what = std::move(what), .requests = std::move(requests)};
    seen.details["face"] = name_of(asked.wanted);
    co_return co_await append(home, std::move(seen));
}

asio::awaitable<domain::result<void>> note_entry(const house& home, const call& asked, const principal* who,
                                                 std::string what, std::string outcome) {
    db::note_access seen{.what = std::move(what), .outcome = std::move(outcome)};
    seen.by = {who == nullptr ? "" : who->name, who == nullptr ? "" : who->token_id, asked.remote};
    co_return co_await append(home, std::move(seen));
}

asio::awaitable<domain::result<void>> note_family(const house& home, const call& asked, std::string reference,
                                                  std::string outcome) {
    db::note_access seen{.what = "status.read", .outcome = std::move(outcome), .reference = std::move(reference)};
    seen.by = {"a family", "", asked.remote};
    co_return co_await append(home, std::move(seen));
}

asio::awaitable<domain::result<void>> note_done(const house& home, const call& asked, std::string what,
                                                boost::json::object details) {
    db::note_access seen{.by = actor_of(asked), .what = std::move(what), .details = std::move(details)};
    co_return co_await append(home, std::move(seen));
}

asio::awaitable<answer> note_outcome(const house& home, const route& wanted, const call& asked, answer made) {
    if (!asked.who) {
        co_return made;
    }
    const bool denied = is_denial(wanted, made);
    if (!denied && !is_export(wanted, asked, made)) {
        co_return made;
    }
    db::note_access seen{.by = actor_of(asked), .what = denied ? "access" : "export"};
    seen.outcome = denied ? "denied" : "done";
    seen.details["operation"] = operation_of(wanted, asked);
    seen.reference = denied ? reference_asked(wanted, asked) : std::string{};
    const auto noted = co_await append(home, std::move(seen));
    co_return noted || denied ? std::move(made) : problem(asked, noted.error());
}

namespace {

void append_for_nobody(const house& home, db::command what) {
    auto to_nobody = asio::bind_executor(home.readers.get_executor(), [](const auto&) {});
    home.journal.append(std::move(what), std::move(to_nobody));
}

} // namespace

void note_unknown_token(const house& home, const call& asked) {
    db::note_access seen{.what = "sign_in", .outcome = "failed", .details = {{"by", "token"}}};
    seen.by.from = asked.remote;
    append_for_nobody(home, std::move(seen));
}

void note_first_use(house& home, const call& asked, const principal& who) {
    const auto today = domain::london_date(home.now());
    if (!who.token_id.empty() && home.tokens.is_first_use(who.token_id, today)) {
        const db::actor by{who.name, who.token_id, asked.remote};
        append_for_nobody(home, db::note_token_use{by, today});
    }
}

} // namespace clockstart::api
