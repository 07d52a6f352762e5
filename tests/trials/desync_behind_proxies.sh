#!/usr/bin/env bash
# Messages about whose end proxies and servers have disagreed, sent through Debian's nginx and haproxy to the daemon over one kept connection: the next
# caller's answer is always the next caller's. The last line is "N passed, N failed".
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/desync_behind_proxies.mjs" "${1:?usage: desync_behind_proxies.sh PROGRAM}"
