#pragma once

#include "api/house.hpp"
#include "api/routes.hpp"

#include "domain/error.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string>
#include <vector>

// What goes into the audit of calls that change nothing; changes are written there with themselves.
namespace clockstart::api {

// Who asks, for the journal, and where from: the one place that makes actors of calls.
db::actor actor_of(const call& asked);
// Of somebody who is not signed in yet: the owner of that account.
db::actor actor_of(const call& asked, const db::token_grant& owner);

// Writes down that the caller is shown the children of these requests (or their words); of none: nothing. A handler
// shows them only once this has come back well.
boost::asio::awaitable<domain::result<void>> note_read(const house& home, const call& asked, std::string what,
                                                       std::vector<std::uint32_t> requests);

// The same of what tells of a child without naming it: the audit itself. Of none: it is written down all the same.
boost::asio::awaitable<domain::result<void>> note_looking(const house& home, const call& asked, std::string what,
                                                          std::vector<std::uint32_t> requests);

// Signing in and out: "sign_in" with "done" or "failed", "sign_out". `who` as far as it is known.
boost::asio::awaitable<domain::result<void>> note_entry(const house& home, const call& asked, const principal* who,
                                                        std::string what, std::string outcome);

// A family looks with the code of a letter, right ("done") or wrong ("failed").
boost::asio::awaitable<domain::result<void>> note_family(const house& home, const call& asked, std::string reference,
                                                         std::string outcome);

// Something else that was done: a backup, an export.
boost::asio::awaitable<domain::result<void>> note_done(const house& home, const call& asked, std::string what,
                                                       boost::json::object details);

// For every answer to somebody who is signed in, before it is sent: a denial, and a list of single requests, people or
// messages that leaves as a table. Gives another answer where that could not be written down.
boost::asio::awaitable<answer> note_outcome(const house& home, const route& wanted, const call& asked, answer made);

// A bearer token that is not known: a sign-in that failed. Nobody waits for it.
void note_unknown_token(const house& home, const call& asked);
// That a token is used for the first time on a day, by itself or to sign in on the page. Nobody waits for it, and
// nothing is lost where it is refused.
void note_first_use(house& home, const call& asked, const principal& who);

} // namespace clockstart::api
