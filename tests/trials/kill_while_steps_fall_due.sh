#!/usr/bin/env bash
# SIGKILL at 200 random moments of a hundred days in which 5,000 steps fall due: each is recorded once, and whoever is to know of it is
# told at least once, by mail and by webhook, always with the same id. The last line is "N passed, N failed".
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/kill_while_steps_fall_due.mjs" "${1:?usage: kill_while_steps_fall_due.sh PROGRAM}"
