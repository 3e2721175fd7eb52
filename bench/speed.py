#!/usr/bin/env python3
"""Measures speed: pages of wcxb-dev to JSON Lines with all fields, one core, five runs after a warm-up.

    bench/speed.py [--binary PATH] [--runs N] [--jobs N] [--save]          (make bench)

Time is wall time of the whole program, start and reading of files included; the pages lie unpacked in build/bench and in
the page cache. Prints every run, the median and the spread; --save writes bench/results/speed-DATE.json. Not here: the
stages one by one, and other programs beside ours. Standard library only.
"""
import argparse
import gzip
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build/bench/wcxb-dev-html"


def unpack(setdir):
    """Writes the pages as plain files, once; returns (number of pages, bytes)."""
    WORK.mkdir(parents=True, exist_ok=True)
    pages = total = 0
    for path in sorted((setdir / "html").glob("*.html.gz")):
        plain = WORK / path.name.removesuffix(".gz")
        if not plain.exists():
            plain.write_bytes(gzip.decompress(path.read_bytes()))
        pages += 1
        total += plain.stat().st_size
    return pages, total


def run_once(binary, jobs):
    started = time.perf_counter()
    done = subprocess.run([binary, "extract", "--no-config", "--format", "jsonl", "-j", str(jobs), str(WORK)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        sys.exit(f"speed: the program ended with {done.returncode}: {done.stderr[-300:].decode()}")
    return time.perf_counter() - started


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", default=str(ROOT / "build/release/copydesk"))
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--jobs", type=int, default=1)
    args.add_argument("--save", action="store_true")
    args = args.parse_args()
    setdir = args.shared.resolve() / "bench/sets/wcxb-dev"
    if not setdir.is_dir():
        sys.exit(f"speed: SKIPPED, the labelled pages are not at {setdir} (option --shared)")
    pages, total = unpack(setdir)
    run_once(args.binary, args.jobs)
    runs = [run_once(args.binary, args.jobs) for _ in range(args.runs)]
    median = statistics.median(runs)
    result = {"date": date.today().isoformat(), "command": " ".join(sys.argv), "machine": platform.machine(),
              "cores": os.cpu_count(), "jobs": args.jobs, "pages": pages, "bytes": total,
              "seconds": [round(run, 3) for run in runs], "median_seconds": round(median, 3),
              "megabytes_a_second": round(total / median / 1e6, 1), "pages_a_second": round(pages / median, 1),
              "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1)}
    for name, value in result.items():
        print(f"{name:<20} {value}")
    if args.save:
        path = HERE / "results" / f"speed-{result['date']}.json"
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
