#!/usr/bin/env bash
# Every browser test, or those that are named. One of them freezes a phone for two minutes and does nothing meanwhile:
# it runs beside the others, which run one file after the other.
set -uo pipefail
cd "$(dirname "$0")"
[ $# -gt 0 ] && exec npx vitest run "$@"

npx vitest run pocket.test.ts &
pocket=$!
failed=0
npx vitest run --exclude pocket.test.ts || failed=1
wait $pocket || failed=1
exit $failed
