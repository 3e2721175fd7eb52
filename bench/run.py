#!/usr/bin/env python3
"""Measures speed of the whole way: a set's pages in one WARC.gz to JSON Lines with all fields, one core and two.

    bench/run.py [--set NAME] [--binary PATH] [--runs N] [--limit N] [--no-save]          (make bench)

Packs the set with tools/make_warc.py into build/bench (once), runs the release binary on it: a warm-up, then the runs,
-j1 and -j2 in turn so that a busy machine slows both alike; -j1 has one core for all its processes. Time is wall time of
the whole program and, beside it, CPU time, which other work on the machine disturbs less; speed is told for both. Writes
bench/results/DATE-speed.json.
Not here: the stages one by one (ARCHITECTURE.md), other programs beside ours. Standard library only.
"""
import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build/bench"


def pack(setdir, limit):
    """The set as WARC.gz, packed once; returns (path, pages, bytes of HTML)."""
    WORK.mkdir(parents=True, exist_ok=True)
    name = setdir.name + (f"-{limit}" if limit else "")
    archive, facts = WORK / f"{name}.warc.gz", WORK / f"{name}.warc.txt"
    if not facts.exists():
        command = [sys.executable, str(ROOT / "tools/make_warc.py"), str(setdir), str(archive)]
        command += ["--limit", str(limit)] if limit else []
        facts.write_text(subprocess.run(command, check=True, capture_output=True, text=True).stdout, encoding="utf-8")
    words = facts.read_text(encoding="utf-8").rsplit(": ", 1)[1].split()
    return archive, int(words[0]), int(words[2])


def run_once(command, cores):
    """Wall seconds, CPU seconds, peak memory in MB; the program has the first `cores` cores."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores]))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"bench: the program ended with {child.returncode}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def summary(jobs, runs, pages, size):
    wall, cpu = [run[0] for run in runs], [run[1] for run in runs]
    middle, middle_cpu = statistics.median(wall), statistics.median(cpu)
    return {"jobs": jobs, "wall_seconds": [round(s, 3) for s in wall], "cpu_seconds": [round(s, 3) for s in cpu],
            "median_wall_seconds": round(middle, 3), "median_cpu_seconds": round(middle_cpu, 3),
            "spread_wall": round((max(wall) - min(wall)) / middle, 3),
            "megabytes_a_second": round(size / middle / 1e6, 1),
            "megabytes_a_cpu_second": round(size / middle_cpu / 1e6, 1),
            "pages_a_second": round(pages / middle, 1), "peak_memory_mb": round(max(run[2] for run in runs), 1)}


def machine():
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [line.split(":", 1)[1].strip() for line in facts.splitlines() if line.startswith("model name")]
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    return {"cpu": models[0] if models else "unknown", "cores": os.cpu_count(), "compiler": compiler,
            "load_before": round(os.getloadavg()[0], 1)}


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", type=Path, default=ROOT / "build/release/copydesk")
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--set", default="wcxb-dev")
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--limit", type=int, help="at most so many pages of the set")
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    setdir = args.shared.resolve() / "bench/sets" / args.set
    if not setdir.is_dir():
        sys.exit(f"bench: SKIPPED, the labelled pages are not at {setdir} (option --shared)")
    archive, pages, size = pack(setdir, args.limit)
    with open(archive, "rb") as packed:
        digest = hashlib.file_digest(packed, "sha256").hexdigest()
    options = ["extract", "--no-config", "--format", "jsonl", "-j"]
    result = {"date": date.today().isoformat(), "machine": machine(), "set": args.set, "pages": pages, "html_bytes": size,
              "warc_sha256": digest, "command": " ".join(["copydesk", *options, "JOBS", archive.name])}
    runs = {jobs: [] for jobs in (1, 2)}
    for turn in range(args.runs + 1):  # the first is the warm-up
        for jobs, done in runs.items():
            run = run_once([str(args.binary), *options, str(jobs), str(archive)], jobs)
            if turn > 0:
                done.append(run)
    result["runs"] = [summary(jobs, done, pages, size) for jobs, done in runs.items()]
    result["speed_of_two_cores"] = round(
        result["runs"][0]["median_wall_seconds"] / result["runs"][1]["median_wall_seconds"], 2)
    print(json.dumps(result, indent=1))
    if not args.no_save:
        path = HERE / "results" / f"{result['date']}-speed.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
