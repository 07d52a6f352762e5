#!/usr/bin/env bash
# Edits, deletes, reorders, cuts off and rewrites the audit of a folder as root could, and puts an older copy back: each is found by
# `clockstart verify` with the heads that were kept elsewhere, and the first bad entry is named; an untouched folder passes. The last
# line is "N passed, N failed".
set -euo pipefail
exec /usr/bin/python3 "$(dirname "${BASH_SOURCE[0]}")/tamper_with_audit.py" "${1:?usage: tamper_with_audit.sh PROGRAM}"
