#!/usr/bin/env bash
# Guessing at accounts: passwords from many addresses, codes with the right password, a code that was used, a session put upon somebody, a reset
# without the second factor, and whether the time of an answer tells who has an account. The last line is "N passed, N failed". ROUNDS: 40
# without it, when times are told and not judged; with 400 or more they are judged.
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/guess_at_accounts.mjs" "${1:?usage: guess_at_accounts.sh PROGRAM [ROUNDS]}" "${2:-40}"
