# shellcheck shell=bash
# Sourced by ./check and .ci/run. A stage is one kind of checking: it runs, what it prints is shown and kept, its tests are counted.
# A stage that breaks, and a stage that ran no test at all, count as one failure: silence is never success.

logs=build/logs
passed=0 failed=0 skipped=0
summary=()
mkdir -p "$logs"

# Readers give "PASSED FAILED SKIPPED" for the log of a stage.

# The command as a whole is one test: it failed when its exit status says so.
as_one() { if (($2 == 0)); then echo "1 0 0"; else echo "0 1 0"; fi; }

# No test of its own, but all others need it.
as_none() { echo "0 0 0"; }

# "N passed, N failed[, N skipped]" as the last line.
last_line() {
    tail -n 1 "$1" | sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 0\4/p'
}

# The summary of `node --test`, in either of its two shapes; several runs in one log add up.
node_summary() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        ($1 == "#" || $1 == "ℹ") && NF == 3 && $3 ~ /^[0-9]+$/ { n[$2] += $3; seen = 1 }
        END { if (seen) print n["pass"] + 0, n["fail"] + n["cancelled"], n["skipped"] + n["todo"] }'
}

# The web tests may sum up in either way.
web_counts() {
    local counts
    counts=$(last_line "$1")
    echo "${counts:-$(node_summary "$1")}"
}

# The JUnit file that ctest wrote beside the log. A test that ctest could not start is "notrun" there, the same as one that
# skipped itself: only the latter may pass as skipped.
junit() {
    local file=${1%.log}.xml
    [[ -s $file ]] || return 0
    awk -v RS='<testcase ' 'NR > 1 {
            tag = substr($0, 1, index($0, ">"))
            if (tag ~ / status="run"/) passed++
            else if ($0 ~ /<skipped message="SKIP_/ || tag ~ / status="disabled"/) skipped++
            else failed++
        }
        END { print passed + 0, failed + 0, skipped + 0 }' "$file"
}

# The reports of GoogleTest beside the log, named after it and a room. One without a test is a failure.
gtest_reports() {
    local report
    for report in "${1%.log}"-*.xml; do
        [[ -s $report ]] || continue
        awk -v RS='<testcase ' 'NR > 1 {
                if ($0 ~ /<failure/) failed++
                else if ($0 ~ / result="completed"/) passed++
                else skipped++
            }
            END { print passed + 0, failed + (NR < 2), skipped + 0 }' "$report"
    done | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }'
}

stage() { # TITLE READER COMMAND...: 1 when something in it failed
    local title=$1 reader=$2
    shift 2
    local log=$logs/${title//[^a-zA-Z0-9]/-}.log status=0 began=$SECONDS p f s line
    printf '\n== %s\n' "$title"
    rm -f "$log" "${log%.log}.xml"
    { "$@" || status=$?; printf '%s' "$status" >"$log.status"; } 2>&1 | tee "$log"
    status=$(<"$log.status")
    rm -f "$log.status"
    read -r p f s < <("$reader" "$log" "$status"; echo) || true
    p=${p:-0} f=${f:-0} s=$((10#${s:-0}))
    if ((status != 0 && f == 0)); then
        printf '== %s broke: exit status %d\n' "$title" "$status"
        f=1
    elif ((p + f == 0)) && [[ $reader != as_none ]]; then
        printf '== %s ran no test\n' "$title"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    printf -v line '%-36s %6d passed %4d failed %4d skipped %5d s' "$title" "$p" "$f" "$s" $((SECONDS - began))
    summary+=("$line")
    ((f == 0))
}

# The table of stages, then the sum alone on the last line. The exit status of the script.
finish() {
    printf '\n'
    printf '%s\n' "${summary[@]}"
    printf '\n%d passed, %d failed' "$passed" "$failed"
    ((skipped == 0)) || printf ', %d skipped' "$skipped"
    printf '\n'
    ((failed == 0)) || exit 1
    exit 0
}
