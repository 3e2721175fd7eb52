#!/usr/bin/env bash
# Installs what the browser tests need: Chromium, and its driver and axe-core from the npm registry into build/browser.
# Node.js comes from the system's packages unless it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
dev/setup.sh dev/packages-browser.txt
if ! command -v npm >/dev/null; then dev/setup.sh <(printf 'nodejs\nnpm\n'); fi
mkdir -p build/browser
if cmp -s tests/browser/package-lock.json build/browser/package-lock.json && [ -d build/browser/node_modules ]; then exit 0; fi
cp tests/browser/package.json tests/browser/package-lock.json build/browser/
npm ci --prefix build/browser --no-audit --no-fund --silent
