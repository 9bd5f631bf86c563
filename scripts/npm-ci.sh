#!/usr/bin/env bash
# scripts/npm-ci.sh FOLDER: installs the folder's locked npm packages, and only when the lock file is newer than what is there.
set -euo pipefail

cd "$1"
if [ node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "$1/node_modules is up to date"
  exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
