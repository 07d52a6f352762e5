#!/usr/bin/env bash
# testssl.sh (Debian) against the daemon's own TLS: nothing above "low" but what a certificate of our own making must bring (nobody vouches
# for it, nor revokes it). The last line is "N passed, N failed".
# Without FORM, the protocols and suites, the header of an answer and the best-known faults; with "long" everything, some minutes.
set -euo pipefail

program=$(realpath "${1:?usage: tls_by_testssl.sh PROGRAM [long]}")
form=${2-short}
work=$(mktemp -d)
server=
clean_up() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -addext extendedKeyUsage=serverAuth -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
"$program" demo --data "$work/data" --requests 0 --seed 1 --as-at 2026-06-30 >/dev/null

touch "$work/log" "$work/control"

# serve WORD...: sets `port` and `server`.
serve() {
    "$program" serve --data "$work/data" --listen 127.0.0.1:0 "$@" 2>"$work/log" &
    server=$!
    for ((tries = 0; ; tries++)); do
        port=$(sed -nE 's|.*listening on https://127\.0\.0\.1:([0-9]+)/.*|\1|p' "$work/log")
        [[ -z $port ]] || break
        if ((tries == 100)) || ! kill -0 "$server" 2>/dev/null; then
            cat "$work/log" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# look PORT FILE OPTION...: what testssl finds, one finding a line of "ID SEVERITY TEXT"; without options it looks at everything.
look() {
    testssl --quiet --color 0 --warnings off --nodns none --sneaky --jsonfile "$2" "${@:3}" "127.0.0.1:$1" >"$work/out" 2>&1 || true
    node -e '
        const found = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        for (const one of found) console.log([one.id, one.severity, one.finding].join(" "));' "$2"
}

# Above "low", but for what a certificate has that nobody vouches for.
above_low() { grep -E ' (MEDIUM|HIGH|CRITICAL|FATAL) ' | grep -vE '^(cert_chain_of_trust|cert_revocation|cert_trust|overall_grade|grade_cap_reason_[0-9]+|OCSP_stapling|scanProblem)' || true; }

passed=0 failed=0
held() { # TITLE PROBLEMS
    if [[ -z $2 ]]; then
        printf 'held: %s\n' "$1"
        passed=$((passed + 1))
    else
        printf 'FAILED: %s\n%s\n' "$1" "$2"
        failed=$((failed + 1))
    fi
}

serve --tls-cert "$work/certificate.pem" --tls-key "$work/key.pem"
what=(--protocols --server-defaults --headers --heartbleed --ccs-injection --renegotiation --crime)
[[ $form != long ]] || what=()
found=$(look "$port" "$work/ours.json" "${what[@]}")
count=$(wc -l <<<"$found")
problems=$(above_low <<<"$found")
((count >= 20)) || problems="only $count findings: testssl did not get through"$'\n'$(tail -n 5 "$work/out")
held "testssl says $count things of the daemon's TLS, none of them above low" "$problems"
kill "$server"
wait "$server" || true
server=

# The control speaks what nobody should any more.
openssl s_server -accept 0 -cert "$work/certificate.pem" -key "$work/key.pem" -www -tls1_1 -cipher 'ALL:@SECLEVEL=0' >"$work/control" 2>&1 &
server=$!
for ((tries = 0; tries < 100; tries++)); do
    port=$(sed -nE 's|^ACCEPT .*:([0-9]+)$|\1|p' "$work/control")
    [[ -z $port ]] || break
    sleep 0.1
done
bad=$(look "$port" "$work/control.json" --protocols | above_low | wc -l)
problems=
((bad > 0)) || problems=$(tail -n 5 "$work/out")
held "control: of a server with TLS 1.1 the same look finds $bad things above low" "$problems"
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
