#include "service/commands.hpp"
#include "service/configuration_or_tell.hpp"
#include "service/exit_status.hpp"
#include "service/refusal_text.hpp"
#include "service/trial_clock.hpp"

#include "scheduler/mail.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace clockstart::service {

namespace {

using scheduler::delivery_outcome;
using scheduler::delivery_stage;

scheduler::mail test_mail(const std::string& to, const configuration& settings) {
    const auto now = wall_clock();
    scheduler::mail letter;
    letter.id = "msg_test_" + std::to_string(now.time_since_epoch().count());
    letter.to = to;
    letter.subject = "Clockstart: test message";
    letter.text =
        "This message was asked for with `clockstart deliver --test`. It shows that Clockstart can send you mail;\n"
        "nothing needs to be done.\n";
    if (!settings.public_url.empty()) {
        letter.text += "\n" + settings.public_url + "/\n";
    }
    letter.at = now;
    return letter;
}

// What whoever runs the daemon can do about it.
std::string_view remedy_of(const delivery_outcome& failed) {
    switch (failed.stage) {
    case delivery_stage::reach:
        return "Check mail.host and mail.port, and that this machine may connect there";
    case delivery_stage::secure:
        return "Check mail.security and mail.port; a certificate of a private authority is named by mail.ca_file";
    case delivery_stage::sign_in:
        return "Check mail.user and the file that mail.password_file names";
    case delivery_stage::introduce:
        return "Check mail.sender: the server does not take mail from it";
    case delivery_stage::hand_over:
        break;
    }
    return failed.state == scheduler::delivery_state::permanent
               ? "Check the address: the server does not take mail for it"
               : "Try again later: the server does not take it now";
}

} // namespace

int deliver(const deliver_command& wanted) {
    if (!scheduler::is_mail_address(wanted.test)) {
        tell_error("--test: should be an e-mail address, such as sam@example.org");
        return exit_wrong_usage;
    }
    if (!std::filesystem::exists(wanted.data / "clockstart.db")) {
        tell_error("--data: " + wanted.data.string() + " is not a data folder; `clockstart init` makes one");
        return exit_refused;
    }
    const auto settings = configuration_or_tell(wanted.config);
    if (!settings) {
        return exit_refused;
    }
    if (!settings->mail) {
        tell_error(
            "no mail server is configured: set host and sender under [mail] in the file of --config, and user and "
            "password_file where the server asks for a password");
        return exit_refused;
    }
    const auto server = settings->mail->host + " port " + std::to_string(settings->mail->port);
    const auto done = scheduler::send(*settings->mail, test_mail(wanted.test, *settings));
    if (!done.is_delivered()) {
        tell_error(fmt::format("the mail was not handed over to {}: {}. {}", server, done.answer, remedy_of(done)));
        return exit_refused;
    }
    fmt::print("{} answered: {}\n", server, done.answer);
    return exit_done;
}

} // namespace clockstart::service
