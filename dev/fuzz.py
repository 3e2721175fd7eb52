#!/usr/bin/env python3
"""Runs every fuzz target for a while, with the corpora as seeds.

    dev/fuzz.py [--seconds 60] [--targets html,input,page,text]         (make fuzz SECONDS=60)

Targets are built by the preset `fuzz`. The corpus that grows stays in build/fuzz/corpus/TARGET, outside of the
repository; a finding is written to build/fuzz/findings and ends the run with exit code 1.
"""
import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {
    "html": ["hostile-generated/html", "xss-httpleaks", "html-lexbor-ton"],
    "input": ["hostile-generated/warc", "hostile-generated/charset", "warc-warcio", "warc-jwat", "warc-resiliparse"],
    "page": ["hostile-generated/charset", "hostile-generated/reader", "xss-httpleaks", "JSONTestSuite"],
    "text": ["blns"],
}
DICTIONARIES = {"html": "html.dict", "page": "html.dict"}
MAX_SEED_BYTES = 64 << 10


def gather_seeds(corpora, target):
    folder = ROOT / "build/fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for name in SEEDS[target]:
        for path in (corpora / name).rglob("*"):
            if path.is_file() and path.stat().st_size <= MAX_SEED_BYTES:
                shutil.copy(path, folder / f"seed-{name.replace('/', '-')}-{path.name}")
    for path in [*(ROOT / "examples/pages").glob("*"), *(ROOT / "tests/cases").glob("*/page.*")]:
        if target in ("html", "page", "input") and path.stat().st_size <= MAX_SEED_BYTES:
            shutil.copy(path, folder / f"seed-own-{path.parent.name}-{path.name}")
    if not any((corpora / name).exists() for name in SEEDS[target]):
        print(f"SKIPPED: no seeds under {corpora}; only our own pages are used", file=sys.stderr)
    return folder


def run(target, seconds, corpora):
    program = ROOT / "build/fuzz" / f"fuzz_{target}"
    findings = ROOT / "build/fuzz/findings"
    findings.mkdir(parents=True, exist_ok=True)
    command = [program, gather_seeds(corpora, target), f"-max_total_time={seconds}", "-max_len=65536", "-timeout=20",
               "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={findings}/{target}-"]
    dictionary = corpora / "fuzz-dicts" / DICTIONARIES.get(target, "none")
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    log = ROOT / f"build/fuzz/{target}.log"
    with open(log, "wb") as out:
        code = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode
    executed = [line for line in log.read_text(errors="replace").splitlines() if "number_of_executed_units" in line]
    print(f"{target:8} {'FINDING, see ' + str(log) if code else 'nothing found'}  {' '.join(executed)}", flush=True)
    return code


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--seconds", type=int, default=60)
    args.add_argument("--targets", default=",".join(SEEDS))
    args.add_argument("--corpora", type=Path, default=ROOT / "../shared/corpora")
    args = args.parse_args()
    codes = [run(target, args.seconds, args.corpora) for target in args.targets.split(",")]
    sys.exit(1 if any(codes) else 0)


if __name__ == "__main__":
    main()
