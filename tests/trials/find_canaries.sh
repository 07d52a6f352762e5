#!/usr/bin/env bash
# Fills a folder with children and secrets that stand nowhere else, takes them through whole journeys, and looks for them in all that the
# daemon leaves behind and sends out. The last line is "N passed, N failed".
set -euo pipefail
program=$(realpath "${1:?usage: find_canaries.sh PROGRAM}") # it is served from another folder
exec node "$(dirname "${BASH_SOURCE[0]}")/find_canaries.mjs" "$program"
