#!/usr/bin/env bash
# SIGKILL in the middle of a burst of creates, ten times: every acknowledged request is there after the restart under its
# Idempotency-Key, and none is there twice. The last line is "N passed, N failed".
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/kill_during_creates.mjs" "${1:?usage: kill_during_creates.sh PROGRAM}"
