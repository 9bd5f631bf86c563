#!/usr/bin/env bash
# scripts/test.sh: everything that has to hold before a change goes in; `make test` and CI call it.
# Two builds only: clippy's check, and the dev build that serves tests, browser and crash test alike.
set -euo pipefail
cd "$(dirname "$0")/.."

phase=scripts/phase.sh
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

$phase "packages" scripts/install-packages.sh test
$phase "format" cargo fmt --all --check
$phase "rules of the house" cargo xtask tidy
$phase "clippy, warnings denied" cargo clippy --locked --workspace --all-targets -- -D warnings
$phase "building program and tests" cargo build --locked --workspace --bins --tests
$phase "tests on both databases" scripts/with-postgres.sh scripts/rust-tests.sh ordinary
$phase "packages of the browser tests" scripts/npm-ci.sh tests/browser
$phase "browser tests" node tests/browser/run.mjs
$phase "crash test" scripts/with-postgres.sh --durable scripts/rust-tests.sh crash

printf '\nEverything passed in %d min %02d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
