#!/bin/sh
# build.sh OUT: installs what package-lock.json names into OUT/.. once per lock, and writes the style sheet into OUT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
modules=$(dirname "$out")/npm
mkdir -p "$out" "$modules"
if ! cmp -s "$here/package-lock.json" "$modules/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$modules/"
  (cd "$modules" && npm ci --silent)
  cp "$here/package-lock.json" "$modules/installed.json"
fi
node "$modules/node_modules/sass/sass.js" --no-source-map --no-charset --style=compressed --quiet-deps --load-path="$modules/node_modules" \
  "$here/styles/clockstart.scss" "$out/clockstart.css"
