#!/usr/bin/env bash
# Installs the wheel of dist/ into clean virtual environments and runs tests/python there.
#
#     dev/test_python.sh                 core tests with nothing but the wheel, then all with the libraries it works with
#     dev/test_python.sh spark           the tests with PySpark, in local and local-cluster mode (needs Java)
#
# PYTHONS names the interpreters (default: python3); the tests with other libraries run on the first.
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(ls "$PWD"/dist/copydesk-*.whl)
read -r -a pythons <<<"${PYTHONS:-python3}"
environment() { # folder python package...
  rm -rf "$1"
  "$2" -m venv "$1"
  "$1/bin/pip" install -q "$wheel" "${@:3}"
}
run() { # folder pattern
  (cd tests/python && env -u PYTHONPATH -u COPYDESK_LIBRARY "../../$1/bin/python" -m unittest discover -p "$2")
}
if [ "${1:-}" = spark ]; then
  environment build/venv-spark "${pythons[0]}" "pyspark>=4.0" pyarrow pandas
  run build/venv-spark 'spark_*.py'
  exit
fi
for python in "${pythons[@]}"; do
  environment build/venv-plain "$python"
  run build/venv-plain 'core_*.py'
done
environment build/venv-full "${pythons[0]}" pyarrow pandas polars duckdb trafilatura lxml_html_clean datatrove orjson "pyspark>=4.0" mypy
run build/venv-full 'core_*.py'
run build/venv-full 'with_*.py'
build/venv-full/bin/mypy
