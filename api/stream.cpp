#include "api/stream.hpp"

#include "api/event_hub.hpp"
#include "api/house.hpp"
#include "api/mailbox.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/stream_view.hpp"

#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
using domain::errc;

namespace {

std::string text(const call& asked, std::string_view name) { return std::string{given(asked, name)}; }

// The last event that the caller has, if it says so. A browser sends the header when it comes back, to the address that
// it was first given: so the header wins over the parameter.
domain::result<std::optional<std::int64_t>> read_place(const call& asked, std::int64_t last) {
    const bool has_header = asked.last_event_id && !asked.last_event_id->empty();
    const std::string_view text = has_header ? std::string_view{*asked.last_event_id} : given(asked, "after");
    const std::string pointer = has_header ? "Last-Event-ID" : "?after";
    if (text.empty()) {
        return std::optional<std::int64_t>{};
    }
    std::int64_t sequence = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sequence);
    if (error != std::errc{} || end != text.data() + text.size() || sequence < 0) {
        return domain::refuse(errc::invalid, pointer, "must be the id of an event: a whole number, 0 for the first");
    }
    if (sequence > last) {
        return domain::refuse(errc::invalid, pointer,
                              "is the id of no event yet; leave it out to follow what is recorded from now on");
    }
    return std::optional{sequence};
}

} // namespace

asio::awaitable<answer> follow_events(house& home, const call& asked) {
    const auto today = domain::london_date(home.now());
    auto scope = stream_scope::of(*asked.who,
                                  {.pathway = text(asked, "pathway"),
                                   .area = text(asked, "area"),
                                   .provider = text(asked, "provider"),
                                   .service = text(asked, "service")},
                                  home.board.places(), *home.board.pathways(), today);
    if (!scope) {
        co_return problem(asked, scope.error());
    }
    if (const auto known = refuse_unknown_parameters(asked, {"pathway", "area", "provider", "service", "after"});
        !known) {
        co_return problem(asked, known.error());
    }
    const auto after = read_place(asked, home.journal.last_sequence());
    if (!after) {
        co_return problem(asked, after.error());
    }
    auto box = home.live.follow(std::move(*scope), *after);
    // A proxy that buffers would keep every event until the next ones come.
    answer opening{200, "text/event-stream", first_frame(box->reached()), {{"X-Accel-Buffering", "no"}}};
    opening.live = std::move(box);
    co_return opening;
}

} // namespace clockstart::api
