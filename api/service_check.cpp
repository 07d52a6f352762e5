#include "api/service_check.hpp"

#include "api/audit_note.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/problem.hpp"
#include "api/reference_view.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace clockstart::api {

namespace asio = boost::asio;

asio::awaitable<answer> record_service_check(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto place = at.places->service_index(asked.captures.front());
    if (!place || !reaches(at, *place)) {
        co_return problem(asked, "not-found");
    }
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const auto on = read.maybe_date("on").value_or(at.today);
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    db::record_service_check command{actor_of(asked), asked.captures.front(), on, at.within.rows.services};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto places = home.board.places();
    co_return json_answer(200, show_one(*places->find_service(asked.captures.front())));
}

} // namespace clockstart::api
