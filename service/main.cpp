#include "service/commands.hpp"

int main(int count, char** words) { return clockstart::service::run_command(count, words); }
