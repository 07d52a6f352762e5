#!/bin/sh
# build.sh OUT: fetches what package-lock.json names into OUT/../npm, and writes the style sheet into OUT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/modules.sh
. "$here/../scripts/modules.sh"
out=$1
npm=$(dirname "$out")/npm
mkdir -p "$out" "$npm"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$npm/"
fetch_modules "$npm"
node "$npm/node_modules/sass/sass.js" --no-source-map --no-charset --style=compressed --quiet-deps --load-path="$npm/node_modules" \
  "$here/styles/clockstart.scss" "$out/clockstart.css"
