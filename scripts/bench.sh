#!/usr/bin/env bash
# scripts/bench.sh: builds with optimisation and prints how many intakes a second, and how long desk, list, search and case page take:
# papers alone first, then on SQLite, then on a private PostgreSQL that waits for the disk. Arguments go to `hetiao bench` (`--cases`, `--runs`, `--seconds`).
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/phase.sh "looking for what the build and the measuring need" scripts/install-packages.sh test
scripts/phase.sh "building with optimisation (takes a while)" cargo build --locked --profile fast --package hetiao
printf '\n%s, %s processors, %s\n' "$(uname -srm)" "$(nproc)" "$(date -u +%F)"
scripts/phase.sh "measuring papers" target/fast/hetiao bench papers
scripts/phase.sh "measuring on SQLite" target/fast/hetiao bench "$@"
scripts/phase.sh "measuring on PostgreSQL" scripts/with-postgres.sh --durable \
  sh -c 'HETIAO_DATABASE_URL=$HETIAO_TEST_POSTGRES exec target/fast/hetiao bench "$@"' bench "$@"
