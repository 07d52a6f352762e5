#include "api/exchange.hpp"

#include "api/audit_note.hpp"
#include "api/problem.hpp"
#include "api/session.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <exception>
#include <random>
#include <typeinfo>

namespace clockstart::api {
namespace {

std::string new_incident() {
    thread_local std::mt19937_64 numbers{std::random_device{}()};
    return fmt::format("{:016x}", numbers());
}

answer broken(const premises& here, const call& asked, const route& wanted, std::string_view kind,
              std::string_view what) {
    const auto incident = new_incident();
    if (here.at.log) {
        here.at.log->error("incident {}: {} {} threw {}: {}", incident, name_of(asked.method), wanted.pattern, kind,
                           what);
    }
    return problem("internal", "Incident " + incident + ".");
}

bool may_ask(const route& wanted, const call& asked) {
    return wanted.needs.what == right::come_in || (asked.who && may(asked.who->role, wanted.needs.what));
}

} // namespace

answer refuse(const rejection& why) { return problem(why.slug, why.detail); }

boost::asio::awaitable<answer> carry_out(premises& here, const route& wanted, const call& asked) {
    try {
        if (asked.who && asked.session_cookie.empty()) { // whoever has a session signed in, which is written down
            note_first_use(here.home, asked, *asked.who);
        }
        answer made;
        if (may_ask(wanted, asked)) {
            made = co_await wanted.handle(here.home, asked);
        } else {
            made = problem(asked, "not-found"); // as if it were not there
        }
        co_return co_await note_outcome(here.home, wanted, asked, std::move(made));
    } catch (const std::exception& error) {
        co_return broken(here, asked, wanted, typeid(error).name(), error.what());
    } catch (...) {
        co_return broken(here, asked, wanted, "something", "no text");
    }
}

answer nothing_there(const call& asked, const lookup& looked) {
    if (looked.allow.empty()) {
        return problem(asked, "not-found");
    }
    auto refused = problem(asked, "method-not-allowed");
    refused.headers.emplace_back("Allow", looked.allow);
    return refused;
}

void note(const door& at, const call& asked, const route* wanted, unsigned status,
          std::chrono::steady_clock::time_point since) {
    const auto level = status >= 500 ? spdlog::level::info : spdlog::level::debug;
    if (at.log && at.log->should_log(level)) {
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - since;
        at.log->log(level, "{} {} {} {:.1f} ms", name_of(asked.method), wanted != nullptr ? wanted->pattern : "-",
                    status, took.count());
    }
}

} // namespace clockstart::api
