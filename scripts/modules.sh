# shellcheck shell=sh
# Sourced, also by /bin/sh. What comes from npm, by lock file; fetched again only when the lock file changed.

fetch_modules() { # FOLDER
    cmp -s "$1/package-lock.json" "$1/node_modules/.fetched" && return 0
    (cd "$1" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund) &&
        cp "$1/package-lock.json" "$1/node_modules/.fetched"
}
