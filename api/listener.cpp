#include "api/listener.hpp"

#include "api/house.hpp"
#include "api/kept_answers.hpp"
#include "api/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <exception>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

namespace clockstart::api {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using local = asio::local::stream_protocol;
using boost::system::error_code;

inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds breath{100}; // after an accept that failed for want of descriptors or memory
constexpr std::size_t room_to_make = 16;

bool is_exhausted(const error_code& error) {
    return error == asio::error::no_descriptors || error == asio::error::no_memory ||
           error == asio::error::no_buffer_space || error == boost::system::errc::too_many_files_open_in_system;
}

std::vector<std::string> hosts_of(const door& at) {
    auto hosts = at.allowed_hosts;
    if (hosts.empty()) {
        hosts = {"localhost", "127.0.0.1", "[::1]"};
    }
    return hosts;
}

bool somebody_listens(asio::io_context& loop, const local::endpoint& at) {
    local::socket probe{loop};
    error_code error;
    probe.connect(at, error);
    return !error;
}

} // namespace

// Kept alive by the accept loops and sessions that are still to end after the listener is gone.
struct listener::rooms : std::enable_shared_from_this<rooms> {
    rooms(asio::io_context& its_loop, house& home, door at, std::span<const route> table)
        : loop{its_loop}, own_hosts{at.allowed_hosts.empty()}, here{home, std::move(at), table}, sweeping{its_loop},
          emptied{its_loop} {
        here.hosts = hosts_of(here.at);
        emptied.expires_at(asio::steady_timer::time_point::max());
    }

    asio::awaitable<void> sweep() {
        while (!stopped || connections > 0) {
            sweeping.expires_after(roster::sweep_every);
            co_await sweeping.async_wait(nothrow);
            here.visits.sweep(visit::time::clock::now());
            here.home.answers.forget(here.home.now());
            here.turns.forget(visit::time::clock::now());
        }
    }

    template <class Acceptor>
    asio::awaitable<void> accept_from(Acceptor& acceptor) {
        while (!stopped) {
            auto [error, socket] = co_await acceptor.async_accept(nothrow);
            if (stopped || error == asio::error::operation_aborted) {
                co_return;
            }
            if (is_exhausted(error)) {
                here.visits.make_room(room_to_make);
                asio::steady_timer pause{loop, breath};
                co_await pause.async_wait(nothrow);
            }
            if (!error) {
                welcome(std::move(socket));
            }
        }
    }

    void welcome(tcp::socket socket) {
        error_code error;
        const auto peer = socket.remote_endpoint(error);
        auto remote = error ? std::string{} : peer.address().to_string();
        auto& of_this_address = by_address[remote];
        const bool full = connections >= here.at.at_most.connections;
        const bool by_proxy = here.at.is_proxy && here.at.is_proxy(remote);
        const bool has_many = !by_proxy && of_this_address >= here.at.at_most.connections_per_address;
        const bool passes_by = here.at.proxies_only && !by_proxy && !peer.address().is_loopback();
        if (error || full || has_many || passes_by) {
            forget_if_unused(remote);
            return; // the socket closes here: an answer would cost what is to be saved
        }
        ++of_this_address;
        auto session = serve(std::move(socket), here, remote);
        start(std::move(session), std::move(remote));
    }

    void welcome(local::socket socket) {
        if (connections < here.at.at_most.connections) {
            start(serve(std::move(socket), here), {});
        }
    }

    void start(asio::awaitable<void> session, std::string remote) {
        ++connections;
        asio::co_spawn(loop, std::move(session),
                       [self = shared_from_this(), remote = std::move(remote)](const std::exception_ptr& error) {
                           self->ended(remote, error);
                       });
    }

    void ended(const std::string& remote, const std::exception_ptr& error) {
        --connections;
        if (!remote.empty()) {
            --by_address[remote];
            forget_if_unused(remote);
        }
        if (error && here.at.log) {
            here.at.log->error("a session ended by an exception");
        }
        if (connections == 0) {
            emptied.cancel();
            if (stopped) {
                sweeping.cancel();
            }
        }
    }

    void forget_if_unused(const std::string& remote) {
        const auto known = by_address.find(remote);
        if (known != by_address.end() && known->second == 0) {
            by_address.erase(known);
        }
    }

    template <class Acceptor>
    void begin_with(Acceptor& acceptor) {
        begin(accept_from(acceptor));
        if (!sweeping_began) {
            sweeping_began = true;
            begin(sweep());
        }
    }

    void begin(asio::awaitable<void> work) {
        asio::co_spawn(loop, std::move(work), [self = shared_from_this()](const std::exception_ptr& error) {
            if (error && self->here.at.log) {
                self->here.at.log->critical("the listener ended by an exception");
            }
        });
    }

    void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        error_code ignored;
        for (auto& acceptor : tcp_acceptors) {
            acceptor->close(ignored);
        }
        if (local_acceptor) {
            local_acceptor->close(ignored);
            std::error_code gone;
            std::filesystem::remove(local_path, gone);
        }
        here.visits.let_go();
        sweeping.cancel();
    }

    asio::io_context& loop;
    bool own_hosts;
    premises here;
    std::vector<std::unique_ptr<tcp::acceptor>> tcp_acceptors;
    std::unique_ptr<local::acceptor> local_acceptor;
    std::filesystem::path local_path;
    boost::unordered_flat_map<std::string, std::size_t> by_address;
    std::size_t connections = 0;
    asio::steady_timer sweeping;
    asio::steady_timer emptied; // cancelled when the last session ends
    bool sweeping_began = false;
    bool stopped = false;
};

listener::listener(asio::io_context& loop, house& home, door at, std::span<const route> table)
    : inside_{std::make_shared<rooms>(loop, home, std::move(at), table)} {}

listener::~listener() {
    inside_->close();
    inside_->here.visits.insist();
}

std::uint16_t listener::listen(const std::string& address, std::uint16_t port) {
    const auto ip = asio::ip::make_address(address);
    auto acceptor = std::make_unique<tcp::acceptor>(inside_->loop);
    acceptor->open(ip.is_v6() ? tcp::v6() : tcp::v4());
    acceptor->set_option(tcp::acceptor::reuse_address{true});
    acceptor->bind({ip, port});
    acceptor->listen(asio::socket_base::max_listen_connections);
    if (inside_->own_hosts) {
        inside_->here.hosts.push_back(ip.is_v6() ? "[" + ip.to_string() + "]" : ip.to_string());
    }
    const auto bound = acceptor->local_endpoint().port();
    inside_->tcp_acceptors.push_back(std::move(acceptor));
    inside_->begin_with(*inside_->tcp_acceptors.back());
    return bound;
}

void listener::listen_local(const std::filesystem::path& path) {
    const local::endpoint at{path.string()};
    if (somebody_listens(inside_->loop, at)) {
        throw boost::system::system_error{asio::error::address_in_use, "the data folder's socket"};
    }
    std::error_code gone;
    std::filesystem::remove(path, gone);
    auto acceptor = std::make_unique<local::acceptor>(inside_->loop);
    acceptor->open();
    // Before bind: on Linux the file is then born with this mode, and is at no moment open to others.
    if (::fchmod(acceptor->native_handle(), S_IRUSR | S_IWUSR) != 0) {
        throw std::system_error{errno, std::generic_category(), "the data folder's socket"};
    }
    acceptor->bind(at);
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    acceptor->listen(asio::socket_base::max_listen_connections);
    inside_->local_path = path;
    inside_->local_acceptor = std::move(acceptor);
    inside_->begin_with(*inside_->local_acceptor);
}

asio::awaitable<void> listener::stop(std::chrono::milliseconds within) {
    const auto inside = inside_;
    inside->close();
    if (inside->connections > 0) {
        inside->emptied.expires_after(within);
        co_await inside->emptied.async_wait(nothrow);
        inside->here.visits.insist();
    }
}

std::size_t listener::connections() const { return inside_->connections; }

} // namespace clockstart::api
