#!/usr/bin/env bash
# scripts/rust-tests.sh ordinary|crash: the workspace's tests through nextest, or through cargo test where nextest is missing.
set -euo pipefail

case "$1" in
  ordinary) profile=default filter=(--skip crash::) ;;
  crash) profile=crash filter=(crash::) ;;
  *) echo "ordinary or crash, not '$1'" >&2; exit 2 ;;
esac

if cargo nextest --version >/dev/null 2>&1; then
  exec cargo nextest run --locked --workspace --profile "$profile"
fi
exec cargo test --quiet --locked --workspace --bins --lib --tests --no-fail-fast -- "${filter[@]}"
