#!/usr/bin/env bash
# "Not there" and "not yours to see" are one answer, in time too: asks for requests of both kinds in turn and compares how long the answers
# took. The last line is "N passed, N failed". ROUNDS: 2,000 without it, when times are told and not judged (a machine that does other things
# as well would judge at random); with 20000 or more they are judged.
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/time_of_not_found.mjs" "${1:?usage: time_of_not_found.sh PROGRAM [ROUNDS]}" "${2:-2000}"
