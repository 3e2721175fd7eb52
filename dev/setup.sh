#!/usr/bin/env bash
# Installs what a list of packages asks for and is not there yet: dev/packages.txt, or the list that is named.
# Needs apt, and root or sudo when something is missing. Example: dev/setup.sh dev/packages-fuzz.txt
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t wanted < <(sed -E 's/#.*//; /^\s*$/d' "${1:-dev/packages.txt}")
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "setup: installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
