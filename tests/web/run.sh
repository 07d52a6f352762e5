#!/usr/bin/env bash
# run.sh PROGRAM: the pages of that program in a real browser, on a fresh demo folder and a free port. Options of the tests by
# environment: CLOCKSTART_SHOTS=DIR keeps a picture of every page.
set -euo pipefail

program=$(realpath "${1:?usage: tests/web/run.sh PROGRAM}")
shots=${CLOCKSTART_SHOTS:+$(realpath -m "$CLOCKSTART_SHOTS")}
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=scripts/modules.sh
. ../../scripts/modules.sh
work=$(mktemp -d)
server=

clean_up() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT

fetch_modules .

"$program" demo --data "$work/data" --requests 300 --seed 7
add_token() { "$program" token add --data "$work/data" "$@"; }
therapist=$(add_token --name 'Sam Okafor' --role therapist)
commissioner=$(add_token --name 'Jo Commissioner' --role commissioner)

administrator=$(add_token --name 'Ada Administrator' --role administrator)

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
url=http://127.0.0.1:$port
printf '[webhooks]\nallowed_hosts = ["127.0.0.1"]\n' >"$work/clockstart.toml"
"$program" serve --data "$work/data" --config "$work/clockstart.toml" --listen "127.0.0.1:$port" >"$work/log" 2>&1 &
server=$!
for ((tries = 0; ; tries++)); do
    if curl --silent --fail --output /dev/null "$url/readyz"; then
        break
    fi
    if ((tries == 300)) || ! kill -0 "$server" 2>/dev/null; then
        cat "$work/log" >&2
        printf 'the program did not become ready\n' >&2
        exit 1
    fi
    sleep 0.1
done

# A school that the demo knows; its token is added while the folder is being served.
urn=$(curl --silent --fail --header "Authorization: Bearer $therapist" "$url/api/v1/schools?limit=1" |
    node -e 'let text = ""; process.stdin.on("data", (part) => { text += part; }).on("end", () => console.log(JSON.parse(text).items[0].urn))')
school=$(add_token --name 'Harbour School' --role school --school "$urn")

status=0
CLOCKSTART_URL=$url CLOCKSTART_SHOTS=$shots CLOCKSTART_TOKEN_THERAPIST=$therapist \
    CLOCKSTART_TOKEN_COMMISSIONER=$commissioner CLOCKSTART_TOKEN_SCHOOL=$school CLOCKSTART_TOKEN_ADMINISTRATOR=$administrator \
    node --test --test-concurrency=1 pages.mjs journeys.mjs webhooks.mjs || status=$?
if ((status != 0)); then
    printf 'the last lines of the log of the program:\n' >&2
    tail -n 20 "$work/log" >&2
fi
exit "$status"
