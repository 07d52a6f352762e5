#pragma once

#include "api/call.hpp"

#include "domain/time.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace clockstart::api {

// Who is signed in through the pages. Cookies are 256 random bits; only their hash is kept, in memory: a restart signs
// everybody out. Idle for 30 minutes, 12 hours old (SP 800-63B, AAL2 limits), or begun with a token that has expired, a
// session is over. Any thread.
class session_book {
public:
    // A new session; gives the cookie's value, shown this once.
    std::string begin(principal who, domain::instant now);
    // Whose session it is, with its csrf token; refreshes the idle time.
    std::optional<principal> find(std::string_view cookie, domain::instant now);
    // Whether it is somebody's, without counting as use: a page that only listens does not keep a session alive.
    bool holds(std::string_view cookie, domain::instant now);
    void end(std::string_view cookie);
    // Every session that was begun with that token, or by that account, but for the one of `kept_cookie`.
    void end_all_of(std::string_view token_id, std::string_view kept_cookie = {});

    // One session, as people see it in a list.
    struct open_session {
        std::string id; // short, public
        domain::instant began{}, used{};
        bool is_own{false}; // of the cookie that asks
    };
    // Those of that token or account, the last used first.
    std::vector<open_session> list_of(std::string_view token_id, std::string_view own_cookie, domain::instant now);
    // Of that token or account, the one with that id; false: there is none.
    bool end_one(std::string_view token_id, std::string_view session_id);

private:
    struct entry {
        principal who;
        domain::instant began, used;
        std::string id;
    };
    static constexpr std::ptrdiff_t most_of_one =
        50; // sessions of one token or account; one more ends the one used least
    static bool is_over(const entry& held, domain::instant now);
    void end_oldest_of(std::string_view token_id); // where there are too many; under mutex_

    std::mutex mutex_;
    std::unordered_map<std::string, entry> entries_; // under mutex_; by hash of the cookie
};

} // namespace clockstart::api
