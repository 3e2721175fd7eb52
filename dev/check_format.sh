#!/usr/bin/env bash
# Checks that clang-format would change nothing. Says so, and is content, when clang-format is not installed.
#
#     dev/check_format.sh          one line a file that differs, and exit 1
#     dev/check_format.sh --fix    formats the files in place
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v clang-format >/dev/null; then
  echo "check_format: skipped, clang-format is not installed" >&2
  exit 0
fi
mapfile -t files < <(git ls-files '*.cpp' '*.h')
if [ "${1:-}" = --fix ]; then exec clang-format -i "${files[@]}"; fi
differing=0
for file in "${files[@]}"; do
  if ! clang-format --dry-run -Werror "$file" 2>/dev/null; then
    echo "$file: not as clang-format writes it (dev/check_format.sh --fix)"
    differing=1
  fi
done
exit $differing
