#pragma once

namespace clockstart::service {

// What the program says to whoever called it.
enum exit_status : int {
    exit_done = 0,
    exit_refused = 1,     // or failed; the reason is on standard error
    exit_wrong_usage = 2, // of the command line
    exit_in_use = 3,      // another process holds the folder
};

} // namespace clockstart::service
