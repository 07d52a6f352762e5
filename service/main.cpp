#include "service/commands.hpp"
#include "service/private_memory.hpp"

int main(int count, char** words) {
    clockstart::service::keep_memory_private();
    return clockstart::service::run_command(count, words);
}
