#include "service/commands.hpp"
#include "service/configuration_or_tell.hpp"
#include "service/daemon.hpp"
#include "service/edge_configuration.hpp"
#include "service/exit_status.hpp"
#include "service/log.hpp"
#include "service/refusal_text.hpp"
#include "service/trial_clock.hpp"

#include <spdlog/spdlog.h>

#include <exception>
#include <optional>
#include <utility>

namespace clockstart::service {

namespace {

std::string as_it_is(std::string_view pointer) { return std::string{pointer}; }

// The configuration file with the command line over it, or nothing when it was refused and told.
std::optional<configuration> settings_of(const serve_command& wanted, int& status) {
    auto settings = configuration_or_tell(wanted.config);
    if (!settings) {
        status = exit_refused;
        return std::nullopt;
    }
    if (!wanted.listen.empty()) {
        const auto address = parse_listen(wanted.listen, "--listen");
        if (!address) {
            tell_refusal(address.error(), as_it_is);
            status = exit_wrong_usage;
            return std::nullopt;
        }
        settings->listen = *address;
    }
    if (wanted.tls_certificate.empty() != wanted.tls_key.empty()) {
        tell_error("--tls-cert and --tls-key belong together: give both, or neither");
        status = exit_wrong_usage;
        return std::nullopt;
    }
    if (!wanted.tls_certificate.empty()) {
        settings->tls = tls_files{wanted.tls_certificate, wanted.tls_key};
    }
    return settings;
}

std::string shown(const std::string& address, std::uint16_t port) {
    const bool is_v6 = address.find(':') != std::string::npos;
    return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

// Whatever happens, what was logged is written before the process ends.
struct log_guard {
    ~log_guard() { close_log(); }
};

} // namespace

int serve(const serve_command& wanted) {
    int status = exit_done;
    auto settings = settings_of(wanted, status);
    if (!settings) {
        return status;
    }
    daemon_options how{.settings = std::move(*settings)};
    if (!wanted.trial_clock.empty()) {
        const auto shift = parse_trial_clock(wanted.trial_clock, wall_clock());
        if (!shift) {
            tell_refusal(shift.error(), as_it_is);
            return exit_wrong_usage;
        }
        how.clock_shift = *shift;
    }
    auto folder = db::data_folder::open(wanted.data);
    if (!wanted.trial_clock.empty() && !folder.is_trial()) {
        tell_error("--trial-clock: this folder is not for trials: its clock must not be moved. `clockstart demo` and "
                   "`clockstart init --trial` "
                   "make folders that are");
        return exit_refused;
    }
    // The children of a folder for trials are invented.
    if (!is_private_edge(how.settings) && !folder.is_trial()) {
        tell_error("names would cross the network in the clear: give --tls-cert and --tls-key, or listen on 127.0.0.1, "
                   "or name the proxy that speaks TLS before it ([proxy] trusted)");
        return exit_refused;
    }
    const log_guard flushing;
    how.log = open_log(how.settings.log_level, how.settings.log_json);
    try {
        daemon serving{std::move(folder), how};
        const bool sound = serving.run([&] {
            how.log->info("listening on {}://{}/", how.settings.tls ? "https" : "http",
                          shown(how.settings.listen.address, serving.port()));
            if (how.clock_shift.count() != 0) {
                how.log->warn("the clock is moved for a trial: it is now {}",
                              domain::format_instant(wall_clock() + how.clock_shift));
            }
        });
        how.log->info(sound ? "stopped"
                            : "stopped, because the disk failed: the last answers may or may not be stored");
        return sound ? exit_done : exit_refused;
    } catch (const std::exception& why) {
        how.log->critical("{}", why.what());
        return exit_refused;
    }
}

} // namespace clockstart::service
