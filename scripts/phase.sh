#!/usr/bin/env bash
# scripts/phase.sh "what is going on" COMMAND…: says so, runs it, says how long it took. The command's exit code is kept.
set -euo pipefail

title=$1
shift
printf '\n── %s\n' "$title"
code=0
"$@" || code=$?
if [ "$code" -eq 0 ]; then
  printf '── %s: done in %d min %02d s\n' "$title" $((SECONDS / 60)) $((SECONDS % 60))
else
  printf '── %s: FAILED (exit %d) after %d min %02d s\n' "$title" "$code" $((SECONDS / 60)) $((SECONDS % 60)) >&2
fi
exit "$code"
