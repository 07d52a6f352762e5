#include "service/daemon.hpp"

#include "service/edge_configuration.hpp"
#include "service/keys.hpp"
#include "service/notify.hpp"
#include "service/place_names.hpp"
#include "service/trial_clock.hpp"

#include "api/audit_note.hpp"
#include "scheduler/jobs/all.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <exception>
#include <utility>

namespace clockstart::service {

namespace {

namespace asio = boost::asio;

constexpr std::size_t reader_threads = 2;
constexpr std::size_t reader_connections = 6; // and the loop, which looks up tokens, jobs, the courier, the caller
constexpr std::chrono::seconds patience{10};  // for requests in flight at the stop

// Twice in the interval of systemd's watchdog.
std::chrono::microseconds rhythm_of_passes() {
    const auto interval = watchdog_interval();
    return interval ? *interval / 2 : std::chrono::microseconds{scheduler::alarm::longest_sleep};
}

api::webhook_desk webhook_desk_of(const scheduler::webhook_settings& settings) {
    return {[allowed = settings.allowed_hosts](const std::string& url) -> domain::result<std::string> {
                const auto place = scheduler::find_place(url, allowed);
                if (!place) {
                    return place.error();
                }
                return place->host;
            },
            scheduler::make_webhook_secret};
}

// The children of a trial folder are invented.
api::publication publication_of(const configuration& settings, const db::data_folder& folder) {
    if (!settings.publishes_figures.value_or(folder.is_trial())) {
        return api::publication::none;
    }
    return folder.is_trial() ? api::publication::trial : api::publication::kept_months;
}

} // namespace

daemon::daemon(db::data_folder folder, const daemon_options& how)
    : log_{how.log}, for_others_{how.for_others}, now_{[shift = how.clock_shift] { return wall_clock() + shift; }},
      folder_{std::move(folder)}, identities_{key_file_of(folder_)},
      journal_{folder_, identities_, board_, now_, {.queue_limit = how.settings.queue_limit}},
      history_{folder_, identities_, reader_connections}, signer_{signer_for(folder_, history_, how.settings.audit,
                                                                             for_others_)},
      readers_{reader_threads}, live_{loop_, journal_, history_, board_, now_, readers_, log_},
      house_{{journal_, history_, board_, identities_, now_, sessions_, tokens_, people_, answers_, readers_, live_,
              [this] { runner_.wake(); },
              [this] {
                  courier_.wake();
                  caller_.try_anew();
              },
              [this] { return own_work(); }, webhook_desk_of(how.settings.webhooks), how.settings.audiences,
              publication_of(how.settings, folder_), how.settings.public_url},
             folder_},
      socket_routes_{api::socket_route_table()}, alarm_{loop_, journal_, watch_, now_, log_, rhythm_of_passes()},
      runner_{loop_,
              jobs_thread_,
              journal_,
              {folder_, history_, board_, identities_, how.settings.backup.value_or(scheduler::backup_settings{}),
               signer_ ? &*signer_ : nullptr},
              now_,
              scheduler::all_jobs(how.settings.backup.value_or(scheduler::backup_settings{})),
              log_},
      courier_{loop_,
               post_thread_,
               journal_,
               history_,
               board_,
               now_,
               {how.settings.mail, how.settings.hours, how.settings.public_url, [this] { return sending_is_held(); }},
               log_},
      caller_{loop_,
              webhook_threads_,
              journal_,
              history_,
              board_,
              now_,
              {how.settings.webhooks, [this] { return sending_is_held(); }},
              log_},
      shown_{how.settings.tls ? std::make_shared<api::certificate>(how.settings.tls->certificate, how.settings.tls->key)
                              : nullptr},
      public_side_{loop_, house_, make_public_door(how)},
      folder_side_{loop_, house_, make_door(how), socket_routes_}, signals_{loop_}, hang_ups_{loop_} {
    journal_.on_failure([this] {
        asio::post(loop_, [this] {
            disk_failed_ = true;
            stop_soon();
        });
    });
    folder_side_.listen_local(folder_.socket());
    if (for_others_) {
        port_ = public_side_.listen(how.settings.listen.address, how.settings.listen.port);
        watch_.on_pass([this] {
            notify_systemd("WATCHDOG=1");
            courier_.wake(); // nothing is sent before the first passes have caught up
            caller_.wake();
        });
        alarm_.start();
        runner_.start();
        courier_.start();
        caller_.start();
        if (how.settings.heartbeat) {
            heartbeat_.emplace(loop_, calls_, watch_, *how.settings.heartbeat, log_).start();
        }
        heed_signals();
    }
}

api::door daemon::make_door(const daemon_options& how) {
    api::door at;
    at.find_token = [this](std::string_view token) { return api::know_token(house_, token); };
    at.find_session = [this](std::string_view cookie) { return sessions_.find(cookie, now_()); };
    at.note_unknown_token = [this](const api::call& asked) { api::note_unknown_token(house_, asked); };
    at.is_session = [this](std::string_view cookie) { return sessions_.holds(cookie, now_()); };
    at.ready = [this] { return !stopping_ && (!for_others_ || watch_.is_at_work()); };
    at.find_name = [this](std::string_view kind, std::string_view code) { return name_of_place(board_, kind, code); };
    at.publishes_figures = house_.published != api::publication::none;
    at.allowed_hosts = how.settings.allowed_hosts;
    at.at_most = how.settings.limits;
    at.log = how.log;
    return at;
}

// As the folder's own socket, and with what stands between us and the network.
api::door daemon::make_public_door(const daemon_options& how) {
    auto at = make_door(how);
    at.shown = shown_;
    if (const auto& proxies = how.settings.trusted_proxies; !proxies.empty()) {
        at.is_proxy = [proxies](std::string_view address) { return is_in_networks(address, proxies); };
        at.proxies_only = !shown_;
    }
    at.behind_tls = shown_ || at.is_proxy;
    if (at.behind_tls) {
        at.cookie_name = "__Host-" + at.cookie_name; // which a browser takes from this very host alone, and by TLS
    }
    return at;
}

api::work_figures daemon::own_work() const {
    return {watch_.last_pass_at(), watch_.since_last_pass(), watch_.steps_recorded(), watch_.steps_skipped(),
            runner_.lag()};
}

// Also before the first passes have caught up: what was due meanwhile is told in one go.
bool daemon::sending_is_held() const { return !watch_.has_caught_up() || history_.time().sending_is_held(); }

void daemon::heed_signals() {
    if (shown_) {
        hang_ups_.add(SIGHUP);
        heed_hang_ups();
    } else {
        std::signal(SIGHUP, SIG_IGN); // a terminal that is closed, or a reload that we do not have
    }
    std::signal(SIGPIPE, SIG_IGN); // every write looks at its own result
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](const boost::system::error_code& error, int) {
        if (!error) {
            stop_soon();
        }
    });
}

// A new certificate is laid in the place of the old one, and we are told.
void daemon::heed_hang_ups() {
    hang_ups_.async_wait([this](const boost::system::error_code& error, int) {
        if (error) {
            return;
        }
        try {
            shown_->read_again();
            if (log_) {
                log_->info("the TLS certificate was read again");
            }
        } catch (const std::runtime_error& why) {
            if (log_) {
                log_->error("the TLS certificate stays as it was: {}", why.what());
            }
        }
        heed_hang_ups();
    });
}

bool daemon::run(const std::function<void()>& ready) {
    asio::post(loop_, [this, &ready] {
        if (for_others_) {
            notify_systemd("READY=1");
        }
        if (ready) {
            ready();
        }
    });
    loop_.run(); // until nothing is left to be done: nobody interrupts it
    sign_at_stop();
    journal_.stop();
    calls_.join();
    jobs_thread_.join();
    post_thread_.join();
    webhook_threads_.join();
    people_.passwords.stop();
    readers_.join();
    return !disk_failed_;
}

// So that what was added since the last hour cannot be cut off while nobody is here.
void daemon::sign_at_stop() {
    if (disk_failed_) {
        return;
    }
    try {
        journal_.append_and_wait(db::end_counting{});
        if (signer_ && signer_->has_news()) {
            journal_.append_and_wait(signer_->sign(now_()));
        }
    } catch (const std::exception& why) {
        if (log_) {
            log_->error("the audit was not signed at the stop: {}", why.what());
        }
    }
}

void daemon::ask_to_stop() {
    asio::post(loop_, [this] { stop_soon(); });
}

void daemon::stop_soon() {
    if (std::exchange(stopping_, true)) {
        return;
    }
    asio::co_spawn(loop_, stop(), [this](const std::exception_ptr& error) {
        if (error && log_) {
            log_->critical("the stop ended by an exception");
        }
    });
}

// A conversation: nobody new comes in, whoever is being answered gets the answer, then the loop runs dry.
asio::awaitable<void> daemon::stop() {
    using namespace asio::experimental::awaitable_operators;
    if (for_others_) {
        notify_systemd("STOPPING=1");
    }
    if (log_) {
        log_->info("stopping: {} connections are open", public_side_.connections() + folder_side_.connections());
    }
    alarm_.stop();
    runner_.stop();
    courier_.stop();
    caller_.stop();
    heartbeat_.reset();
    hang_ups_.cancel();
    signals_.cancel();
    signals_.clear(); // a second Ctrl-C ends the process as it always does
    co_await (public_side_.stop(patience) && folder_side_.stop(patience));
}

} // namespace clockstart::service
