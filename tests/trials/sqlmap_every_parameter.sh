#!/usr/bin/env bash
# sqlmap (Debian), signed in, over the parameters, path parts and JSON leaves of api/openapi.json: none is injectable, no answer shows words of
# a database, and nothing is answered 500. The last line is "N passed, N failed". Without FORM a handful of operations and the quickest
# technique; with "long" all of them and every technique, up to an hour.
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/sqlmap_every_parameter.mjs" "${1:?usage: sqlmap_every_parameter.sh PROGRAM [long]}" "${2:-short}"
