#include "api/reception.hpp"

#include "api/caller.hpp"
#include "api/exchange.hpp"
#include "api/forwarded.hpp"
#include "api/identify.hpp"
#include "api/problem.hpp"

#include <chrono>

namespace clockstart::api {
namespace {

constexpr route nowhere{verb::get, "", nullptr, right::come_in, entrance::open};

} // namespace

reception::reception(premises& here, std::string_view peer, bool local)
    : here_{here}, peer_{peer}, by_proxy_{!local && here.at.is_proxy && here.at.is_proxy(peer)} {}

std::optional<answer> reception::knock(incoming& request, const route*& wanted, bool& must_close) {
    auto& asked = request.asked();
    if (request.admit(here_.hosts, by_proxy_) == incoming::progress::refused) {
        must_close = true;
        return refuse(request.why());
    }
    const auto& also = request.also();
    if (by_proxy_) {
        asked.remote = address_behind(also.forwarded_for, here_.at.is_proxy);
        if (asked.remote.empty()) {
            asked.remote = peer_;
        }
    }
    const auto looked = find_route(here_.routes, asked.method, asked.path, asked.captures);
    if (looked.found == nullptr) {
        // Whoever is signed in sees the same page as for what is there and not theirs.
        auto refused = identify(here_.at, also, nowhere, asked);
        auto spent = out_of_turn(asked);
        return spent ? spent : refused ? refused : nothing_there(asked, looked);
    }
    wanted = looked.found;
    if (!request.wanted_face() && !wanted->goes_on) {
        return problem("no-such-face");
    }
    if (const auto refused = admit_body(also, asked.method, wanted->body_limit, is_import(*wanted))) {
        must_close = true;
        return refuse(*refused);
    }
    auto refused = identify(here_.at, also, *wanted, asked);
    auto spent = out_of_turn(asked);
    return spent ? spent : refused;
}

// Whoever asks too much is told when to come again: by token or session, and by address who has none that is known.
std::optional<answer> reception::out_of_turn(const call& asked) {
    if (asked.over_local_socket) {
        return std::nullopt;
    }
    const auto who = asked.who ? asked.who->token_id : caller_of(asked.remote);
    const auto wait = here_.turns.take(who, std::chrono::steady_clock::now());
    if (!wait) {
        return std::nullopt;
    }
    auto refused = problem("too-many-requests");
    refused.headers.emplace_back("Retry-After", std::to_string(wait->count()));
    return refused;
}

} // namespace clockstart::api
