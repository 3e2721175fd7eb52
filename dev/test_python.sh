#!/usr/bin/env bash
# Installs the wheel of dist/ into virtual environments and runs tests/python there.
#
#     dev/test_python.sh                 core tests with nothing but the wheel, then all with the libraries it works with
#     dev/test_python.sh spark           the tests with PySpark, in local and local-cluster mode (needs Java)
#     dev/test_python.sh curators        the tests with NeMo Curator and dolma, which need 1.1 GB of other packages
#
# PYTHONS names the interpreters (default: python3); the tests with other libraries run on the first. The environment
# with nothing but the wheel is made anew each time; the one with the libraries is kept while their list stays the same.
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(ls "$PWD"/dist/copydesk-*.whl)
read -r -a pythons <<<"${PYTHONS:-python3}"
libraries=(pyarrow pandas polars duckdb trafilatura lxml_html_clean datatrove orjson "pyspark>=4.0" mypy)
plain=build/venv-plain full=build/venv-full curators=build/venv-curators

run() { # folder pattern
  echo "== tests/python/$2 in $1"
  (cd tests/python && env -u PYTHONPATH -u COPYDESK_LIBRARY "../../$1/bin/python" -m unittest discover -p "$2")
}
make_full() {
  local wanted="${pythons[0]} ${libraries[*]}"
  if [ "$(cat $full/libraries.txt 2>/dev/null)" != "$wanted" ]; then
    rm -rf $full
    "${pythons[0]}" -m venv $full
    $full/bin/pip install -q "${libraries[@]}"
    echo "$wanted" >$full/libraries.txt
  fi
  $full/bin/pip install -q --no-deps --force-reinstall "$wheel"
}

# Of both, the package itself and what its text stages import, 1.1 GB. Not all that they require: PyTorch reads no page, and
# dolma's pin of s3fs kept pip busy for 20 minutes without an end.
make_curators() {
  rm -rf $curators
  "${pythons[0]}" -m venv $curators
  $curators/bin/pip install -q "ray[data,default]" pandas pyarrow loguru justext resiliparse trafilatura lxml_html_clean \
    pycld2 warcio beautifulsoup4 anyascii blingfire boto3 fasttext-wheel jsonpath-ng jq msgspec nltk omegaconf \
    python-dotenv smart-open "tokenizers<=0.19.1" tqdm uniseg necessary charset-normalizer zstandard fastwarc w3lib url-normalize
  $curators/bin/pip install -q --no-deps nemo-curator dolma cosmos-xenna "$wheel"
}

if [ "${1:-}" = curators ]; then
  make_curators
  run $curators 'curators_*.py'
  exit
fi
if [ "${1:-}" = spark ]; then
  command -v java >/dev/null || { echo "test-spark: there is no java; Debian has it in openjdk-17-jre-headless" >&2; exit 1; }
  make_full
  run $full 'spark_*.py'
  exit
fi
for python in "${pythons[@]}"; do
  rm -rf $plain
  "$python" -m venv $plain
  # No index and no compiler: the wheel has to be enough.
  CC=/bin/false CXX=/bin/false $plain/bin/pip install -q --no-index "$wheel"
  run $plain 'core_*.py'
done
make_full
run $full 'core_*.py'
run $full 'with_*.py'
$full/bin/mypy
