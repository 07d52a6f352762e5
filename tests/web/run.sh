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
mails=
made_on=2026-06-29 # a Monday, the last day of the demo's records
today=2026-07-03   # the Friday after it, in a month of birthdays: then the clock has leapt

clean_up() {
    stop_serving
    if [[ -n $mails ]]; then
        kill "$mails" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT

stop_serving() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}

# serve NOW: the folder as if it were that instant; returns once it may be asked.
serve() {
    "$program" serve --data "$work/data" --config "$work/clockstart.toml" --listen "127.0.0.1:$port" --trial-clock "$1" \
        >>"$work/log" 2>&1 &
    server=$!
    for ((tries = 0; ; tries++)); do
        if curl --silent --fail --output /dev/null "$CLOCKSTART_URL/readyz"; then
            break
        fi
        if ((tries == 300)) || ! kill -0 "$server" 2>/dev/null; then
            cat "$work/log" >&2
            printf 'the program did not become ready\n' >&2
            exit 1
        fi
        sleep 0.1
    done
}

fetch_modules .

"$program" demo --data "$work/data" --requests 300 --seed 3 --as-at "$made_on"
# A mail server that takes nothing, so that the outbox has what it is looked at for.
mkfifo "$work/stay"
/usr/bin/python3 ../scheduler/smtp_server.py --refuse RCPT '550 no such person' <"$work/stay" >"$work/mails" &
mails=$!
exec 9>"$work/stay"
for ((tries = 0; tries < 100; tries++)); do
    [[ -s $work/mails ]] && break
    sleep 0.1
done
printf "[mail]\nhost = '127.0.0.1'\nport = %s\nsecurity = 'none'\nsender = 'waits@example.test'\n[webhooks]\nallowed_hosts = ['127.0.0.1']\n" "$(head -n 1 "$work/mails")" \
    >"$work/clockstart.toml"

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
export CLOCKSTART_URL=http://127.0.0.1:$port CLOCKSTART_SHOTS=$shots CLOCKSTART_TODAY=$today
serve "${made_on}T09:00:00Z"
# While the folder is served, so that they are recorded by its clock. The school is one that the demo knows.
add_token() { "$program" token add --data "$work/data" "$@"; }
therapist=$(add_token --name 'Sam Okafor' --role therapist)
manager=$(add_token --name 'Mo Manager' --role provider_manager)
commissioner=$(add_token --name 'Jo Commissioner' --role commissioner)
administrator=$(add_token --name 'Ada Administrator' --role administrator)
auditor=$(add_token --name 'Otto Auditor' --role auditor)
urn=$(curl --silent --fail --header "Authorization: Bearer $therapist" "$CLOCKSTART_URL/api/v1/schools?limit=1" |
    node -e 'let text = ""; process.stdin.on("data", (part) => { text += part; }).on("end", () => console.log(JSON.parse(text).items[0].urn))')
school=$(add_token --name 'Harbour School' --role school --school "$urn")
stop_serving
# As if one of the requests with something due by then could not be read; it is tried again at ten past nine.
/usr/bin/python3 - "$work/data/clockstart.db" "$today" <<'END'
import datetime, sqlite3, sys
day = datetime.datetime.fromisoformat(sys.argv[2] + "T00:00:00+00:00")
at = lambda hour, minute: int((day + datetime.timedelta(hours=hour, minutes=minute)).timestamp()) * 1_000_000
with sqlite3.connect(sys.argv[1]) as folder:
    made = folder.execute(
        "INSERT INTO set_aside SELECT request, ?, ?, 1, 'incomplete JSON' FROM clock WHERE next_at < ? LIMIT 1",
        (at(8, 10), at(9, 10), at(8, 0)))
    assert made.rowcount == 1
END
serve "${today}T09:00:00Z"

export CLOCKSTART_TOKEN_THERAPIST=$therapist CLOCKSTART_TOKEN_MANAGER=$manager CLOCKSTART_TOKEN_COMMISSIONER=$commissioner \
    CLOCKSTART_TOKEN_SCHOOL=$school CLOCKSTART_TOKEN_ADMINISTRATOR=$administrator CLOCKSTART_TOKEN_AUDITOR=$auditor
status=0
node --test held.mjs || status=$?
stop_serving
serve "${today}T09:20:00Z"
if ((status == 0)); then
    node fill.mjs && node --test pages.mjs && node --test journeys.mjs && node --test webhooks.mjs tokens.mjs people.mjs audit.mjs &&
        node --test hostile_strings.mjs other_origin.mjs || status=$?
fi
if ((status != 0)); then
    printf 'the last lines of the log of the program:\n' >&2
    tail -n 20 "$work/log" >&2
fi
exit "$status"
