#include "api/about.hpp"

#include "api/embedded.hpp"
#include "api/event_hub.hpp"
#include "api/faces.hpp"
#include "api/house.hpp"
#include "api/readers.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace clockstart::api {

namespace asio = boost::asio;

namespace {

answer words_only(const call& asked, std::string name, std::string title) {
    return show(asked,
                view{.json = boost::json::object{}, .template_name = std::move(name), .title = std::move(title)});
}

void put(prometheus::Registry& figures, const std::string& name, const std::string& help, double value) {
    prometheus::BuildGauge().Name(name).Help(help).Register(figures).Add({}).Set(value);
}

void count(prometheus::Registry& figures, const std::string& name, const std::string& help, double value) {
    prometheus::BuildCounter().Name(name).Help(help).Register(figures).Add({}).Increment(value);
}

double seconds(std::chrono::microseconds length) { return std::chrono::duration<double>(length).count(); }

// What runs by itself, and whether it runs.
void put_work(prometheus::Registry& figures, const house& home) {
    if (home.own_work) {
        const auto work = home.own_work();
        put(figures, "clockstart_alarm_since_last_pass_seconds",
            "How long ago a pass of the alarm last finished; a start counts as one", seconds(work.since_last_pass));
        if (work.last_pass_at) {
            put(figures, "clockstart_alarm_last_pass_timestamp_seconds", "When a pass of the alarm last finished",
                seconds(work.last_pass_at->time_since_epoch()));
        }
        count(figures, "clockstart_steps_recorded_total", "Due steps that the alarm recorded",
              static_cast<double>(work.steps_recorded));
        count(figures, "clockstart_steps_skipped_total", "Of those, recorded without telling anybody",
              static_cast<double>(work.steps_skipped));
        put(figures, "clockstart_jobs_lag_seconds",
            "How long the earliest due job has been waiting; 0 when none is due", seconds(work.jobs_lag));
    }
    put(figures, "clockstart_requests_set_aside", "Requests that could not be dealt with and are set aside now",
        static_cast<double>(home.history.set_aside().size()));
    put(figures, "clockstart_sending_held", "1: sending is held, because the clock has leapt ahead; else 0",
        home.history.time().sending_is_held() ? 1 : 0);
    const auto outbox = home.history.outbox_now();
    put(figures, "clockstart_outbox_waiting", "Mails and calls in the outbox that wait to be taken",
        static_cast<double>(outbox.waiting));
    put(figures, "clockstart_outbox_given_up", "Mails and calls that were given up and not tried again since",
        static_cast<double>(outbox.given_up));
    put(figures, "clockstart_outbox_age_seconds", "How long the oldest that waits has been in the outbox",
        outbox.oldest ? seconds(home.now() - *outbox.oldest) : 0.0);
}

void put_board(prometheus::Registry& figures, const house& home) {
    struct board_size {
        std::size_t requests, rows, bytes;
    };
    const auto board = home.board.ask([](const domain::board& held, const domain::directory&) {
        return board_size{held.requests(), held.rows(), held.bytes()};
    });
    put(figures, "clockstart_board_requests", "Requests on the board, open and closed",
        static_cast<double>(board.requests));
    put(figures, "clockstart_board_rows", "Clock periods on the board", static_cast<double>(board.rows));
    put(figures, "clockstart_board_bytes", "Memory of the board's columns", static_cast<double>(board.bytes));
    put(figures, "clockstart_journal_sequence", "Last committed entry of the journal",
        static_cast<double>(home.journal.last_sequence()));
}

} // namespace

asio::awaitable<answer> show_accessibility(house&, const call& asked) {
    co_return words_only(asked, "accessibility", "Accessibility");
}
asio::awaitable<answer> show_privacy(house&, const call& asked) { co_return words_only(asked, "privacy", "Privacy"); }

asio::awaitable<answer> show_openapi(house&, const call&) {
    co_return answer{.status = 200,
                     .content_type = "application/json",
                     .body = std::string{file("openapi.json").value()},
                     .headers = {}};
}

asio::awaitable<answer> show_metrics(house& home, const call& asked) {
    prometheus::Registry figures;
    // How many children there are is a figure; how much memory they take is nearly one.
    const bool sees_counts =
        may(asked.who->role, right::see_figures) && audience_of(home, asked, face::json).is_exact();
    if (sees_counts) {
        put_board(figures, home);
    }
    const auto next = home.journal.next_due();
    const auto wait = next ? std::chrono::duration<double>(home.now() - *next).count() : 0.0;
    put(figures, "clockstart_alarm_lag_seconds", "How long the earliest due step has been waiting; 0 when none is due",
        std::max(0.0, wait));
    put_work(figures, home);
    put(figures, "clockstart_stream_subscribers", "Live streams that are open",
        static_cast<double>(home.live.followers()));
    count(figures, "clockstart_stream_dropped_total", "Live streams that were closed because their reader was too slow",
          static_cast<double>(home.live.dropped()));
    co_return answer{.status = 200,
                     .content_type = "text/plain; version=0.0.4; charset=utf-8",
                     .body = prometheus::TextSerializer{}.Serialize(figures.Collect()),
                     .headers = {}};
}

} // namespace clockstart::api
