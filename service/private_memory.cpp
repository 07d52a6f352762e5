#include "service/private_memory.hpp"

#include <cerrno>
#include <system_error>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace clockstart::service {

void keep_memory_private() {
    // Enough by itself, also where cores go to a program (core_pattern "|..."), which passes the limit over.
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        throw std::system_error{errno, std::generic_category(), "core files cannot be turned off"};
    }
    // To be seen by those who look for it. Under our unit file it is not ours to set, and set already.
    const rlimit none{0, 0};
    [[maybe_unused]] const int refused = ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace clockstart::service
