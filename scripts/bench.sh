#!/usr/bin/env bash
# scripts/bench.sh: builds with optimisation and prints how many intakes a second, and how long desk, list, search and case page take.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/phase.sh "looking for what the build needs" scripts/install-packages.sh demo
scripts/phase.sh "building with optimisation (takes a while)" cargo build --locked --profile fast --package hetiao
scripts/phase.sh "measuring" target/fast/hetiao bench "$@"
