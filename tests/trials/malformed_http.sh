#!/usr/bin/env bash
# Messages that HTTP servers have read in more than one way, each as it stands in malformed_http.json and changed at random, over raw
# sockets: what the edge must refuse is refused, and no message has two answers. The last line is "N passed, N failed".
# MUTATIONS: how often each is changed; 400 without it, 5000 for the long form. SEED: another one is another trial.
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/malformed_http.mjs" "${1:?usage: malformed_http.sh PROGRAM [MUTATIONS [SEED]]}" "${2:-400}" "${3:-1}"
