#!/usr/bin/env bash
# Whoever has everything that is published, every file and every answer that a program may get, over all areas, pathways,
# providers and months' ends, works out no count that is hidden. The last line is "N passed, N failed".
set -euo pipefail
exec /usr/bin/python3 -B "$(dirname "${BASH_SOURCE[0]}")/recover_hidden_counts.py" "${1:?usage: recover_hidden_counts.sh PROGRAM}"
