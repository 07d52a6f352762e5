#!/usr/bin/env bash
# Builds the program and its benchmarks (release), measures them side by side, prints one table and writes it to bench/RESULTS.md.
# Takes about a quarter of an hour; leave the machine alone meanwhile. More options go to the measurement: see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cmake --preset release -DCLOCKSTART_BENCH=ON
cmake --build --preset release --target clockstart board_bench minimal_server side_by_side

commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
git diff --quiet HEAD 2>/dev/null || commit+=' with changes'

built=build/release
room=$built/bench/room
trap 'rm -rf "$room"' EXIT
rm -rf "$room"

results=$(mktemp "$built/bench/results.XXXXXX")
"$built/bench/side_by_side" --program "$built/clockstart" --minimal-server "$built/bench/minimal_server" --room "$room" \
    --commit "$commit" "$@" >"$results"
{
    printf '\n## The board alone\n\nOne thread, a million requests of one row each.\n\n```\n'
    "$built/bench/board_bench" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true --benchmark_color=false 2>/dev/null |
        grep -E '^Benchmark|_median'
    printf '```\n'
} >>"$results"
chmod 644 "$results"
mv "$results" bench/RESULTS.md
cat bench/RESULTS.md
