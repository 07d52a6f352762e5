#pragma once

#include "service/configuration.hpp"

#include "api/certificate.hpp"
#include "api/event_hub.hpp"
#include "api/kept_answers.hpp"
#include "api/listener.hpp"
#include "api/local.hpp"
#include "api/people_desk.hpp"
#include "api/session_book.hpp"
#include "api/tokens.hpp"
#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "scheduler/alarm.hpp"
#include "scheduler/courier.hpp"
#include "scheduler/head_signer.hpp"
#include "scheduler/heartbeat.hpp"
#include "scheduler/runner.hpp"
#include "scheduler/self_watch.hpp"
#include "scheduler/webhook_caller.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace clockstart::service {

// How a daemon is run, besides what its configuration says.
struct daemon_options {
    configuration settings{};
    bool for_others{true}; // listens on TCP, heeds signals, runs alarm, jobs and courier; false: only for one command
                           // on the folder's own socket
    std::chrono::microseconds clock_shift{0}; // trial folders only
    std::shared_ptr<spdlog::logger> log{};    // empty: no log
};

// The daemon: everything that lives while a folder is in use, in the order in which one thing needs another. Build, run
// and destroy it on one thread.
class daemon {
public:
    // Throws when the folder cannot be used or the address is taken.
    daemon(db::data_folder folder, const daemon_options& how);

    // Serves until asked to stop and everything taken has been finished. `ready` is called once, on the loop, when
    // callers may come. Gives false when the disk has failed: the process then has to end non-zero, so that it is
    // started again.
    bool run(const std::function<void()>& ready);

    // Any thread, and from then on at any time until the destruction.
    void ask_to_stop();

    std::uint16_t port() const { return port_; } // as bound; 0 without TCP

private:
    static constexpr std::size_t webhooks_at_once = 8;

    api::door make_door(const daemon_options& how);
    api::door make_public_door(const daemon_options& how);
    void heed_signals();
    void heed_hang_ups();
    api::work_figures own_work() const;
    bool sending_is_held() const;
    void stop_soon();
    void sign_at_stop();
    boost::asio::awaitable<void> stop();

    const std::shared_ptr<spdlog::logger> log_;
    const bool for_others_;
    const db::now_source now_;
    // Loop thread only, like everything that listens.
    bool stopping_{false};
    bool disk_failed_{false};

    boost::asio::io_context loop_{1};
    db::data_folder folder_;
    db::vault identities_;
    db::live_board board_;
    db::journal journal_;
    db::history history_;
    const std::optional<scheduler::head_signer> signer_;
    api::session_book sessions_;
    api::token_book tokens_;
    api::people_desk people_;
    api::kept_answers answers_;
    boost::asio::thread_pool readers_;
    api::event_hub live_;
    boost::asio::thread_pool jobs_thread_{1}; // a scrub takes minutes, and must not stand in the way of readers
    api::local_house house_;
    const std::vector<api::route> socket_routes_;
    scheduler::self_watch watch_;
    scheduler::alarm alarm_;
    scheduler::runner runner_;
    boost::asio::thread_pool post_thread_{1}; // speaks to the mail server, which may take its time
    scheduler::courier courier_;
    boost::asio::thread_pool webhook_threads_{webhooks_at_once}; // receivers may take their time as well
    scheduler::webhook_caller caller_;
    boost::asio::thread_pool calls_{1}; // whoever is called may take his time
    std::optional<scheduler::heartbeat> heartbeat_;
    std::shared_ptr<api::certificate> shown_; // with TLS only
    api::listener public_side_;
    api::listener folder_side_;
    boost::asio::signal_set signals_;
    boost::asio::signal_set hang_ups_;
    std::uint16_t port_{0};
};

} // namespace clockstart::service
