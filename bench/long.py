#!/usr/bin/env python3
"""Measures long runs: 30,000 pages through a pipe on one core, memory over a million pages, and how true the progress is.

    bench/long.py [pipe] [progress] [memory] [--pages N] [--memory-pages N] [--no-save]          (make bench-long)

The pages are those of wcxb-dev from the smallest on, so many that their mean is 90 KB, in an order that is random and always
the same; packed once, one gzip member a record, and repeated as often as it takes.

- pipe       the program reads them from standard input, all of it on one core; the one who writes has another.
- progress   the program reads them from a file with --progress json. Of each line after the first 5 % of the time: the rate
             against that of the whole run; the end that it foretells against the true one, as a share of the run; and the
             time left against the true one.
- memory     from standard input, on one core, with smaller pages (the mean is 30 KB) so that a million take minutes: the
             resident memory of all its processes, four times a second. After the first twentieth the rest is cut into
             20 windows; flat is when the peaks of all windows lie within 5 % of their median. Needs no quiet machine.

Writes bench/results/DATE-long.json; a run of one part replaces that part. Standard library only.
"""
import argparse
import gzip
import hashlib
import importlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build/bench"
WARM_UP_SHARE = 0.05
WINDOWS = 20
OPTIONS = ["extract", "--no-config", "--format", "jsonl", "-j", "1"]


# ---------------------------------------------------------------- pages

def pack(setdir, mean_bytes):
    """The smallest pages whose mean is `mean_bytes`, as gzip members, packed once; returns (bytes, pages, bytes of HTML)."""
    path, facts = WORK / f"long-{mean_bytes}.warc.gz", WORK / f"long-{mean_bytes}.json"
    if not facts.exists():
        members, count, size = packed_members(setdir, mean_bytes)
        path.write_bytes(members)
        facts.write_text(json.dumps({"pages": count, "bytes": size}), encoding="utf-8")
    known = json.loads(facts.read_text(encoding="utf-8"))
    return path.read_bytes(), known["pages"], known["bytes"]


def packed_members(setdir, mean_bytes):
    sys.path.insert(0, str(ROOT / "tools"))
    make_warc = importlib.import_module("make_warc")
    found, size = [], 0
    for page, body in sorted(make_warc.pages_of(setdir, None), key=lambda pair: len(pair[1])):
        if size + len(body) > mean_bytes * (len(found) + 1):
            break
        found.append((page, body))
        size += len(body)
    found.sort(key=lambda pair: hashlib.sha256(pair[0]["id"].encode()).digest())
    members = [make_warc.member(make_warc.response_record(page, body, 0), 6) for page, body in found]
    return b"".join(members), len(found), size


def repeated(chunk, times, write):
    try:
        for _ in range(times):
            write(chunk)
    except BrokenPipeError:
        pass  # the program ended before its input; its exit code tells


# ---------------------------------------------------------------- running

def start(args, more, **streams):
    return subprocess.Popen([str(args.binary), *OPTIONS, *more], stdout=subprocess.DEVNULL,
                            preexec_fn=lambda: os.sched_setaffinity(0, {args.core}), **streams)


def through_pipe(args, chunk, times, watch=None):
    """Wall seconds of a run over the chunk, so many times, from a pipe; `watch` is called with the program's number."""
    os.sched_setaffinity(0, set(range(os.cpu_count())) - {args.core} or {args.core})
    begin = time.perf_counter()
    program = start(args, ["-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    watcher = threading.Thread(target=watch, args=(program,)) if watch else None
    if watcher:
        watcher.start()
    repeated(chunk, times, program.stdin.write)
    program.stdin.close()
    code = program.wait()
    seconds = time.perf_counter() - begin
    if watcher:
        watcher.join()
    if code not in (0, 3):
        sys.exit(f"long: the program ended with {code}")
    return seconds


def processes_of(number):
    """A process and all that it started."""
    found = [number]
    for place in found:
        try:
            found += map(int, Path(f"/proc/{place}/task/{place}/children").read_text().split())
        except OSError:
            pass
    return found


def resident_mb(number):
    """Resident memory in MB of all processes (what they share counted once): all, what is no file's, and of the largest.

    Pages of files (code, the weights of the model) come and go as the kernel likes; the flatness is that of the rest."""
    total = anonymous = largest = 0.0
    for place in processes_of(number):
        try:
            facts = dict(line.split(":", 1) for line in Path(f"/proc/{place}/smaps_rollup").read_text().splitlines()[1:])
        except OSError:
            continue
        total += int(facts["Pss"].split()[0]) / 1024
        anonymous += int(facts["Pss_Anon"].split()[0]) / 1024
        largest = max(largest, int(facts["Rss"].split()[0]) / 1024)
    return total, anonymous, largest


# ---------------------------------------------------------------- what is measured

def measure_pipe(args):
    chunk, count, size = pack(args.setdir, 90_000)
    times = -(-args.pages // count)
    records = subprocess.run([args.binary, *OPTIONS, "-"], input=chunk, capture_output=True, check=True).stdout
    runs = [through_pipe(args, chunk, times) for _ in range(args.runs)]
    middle = statistics.median(runs)
    pages = times * count
    return {"pages": pages, "mean_page_bytes": size // count, "stored_bytes": len(chunk) * times,
            "stored_bytes_a_page": len(chunk) // count, "record_bytes_a_page": len(records) // count,
            "record_bytes_a_page_gzip": len(gzip.compress(records, 6)) // count,
            "wall_seconds": [round(s, 2) for s in runs], "pages_a_second": round(pages / middle),
            "megabytes_a_second": round(times * size / middle / 1e6, 1),
            "seconds_for_30000_pages": round(30_000 * middle / pages, 2)}


def measure_progress(args):
    chunk, count, _ = pack(args.setdir, 90_000)
    path = WORK / "long.warc.gz"
    with open(path, "wb") as out:
        repeated(chunk, -(-args.pages // count), out.write)
    begin = time.perf_counter()
    program = start(args, ["--progress", "json", str(path)], stderr=subprocess.PIPE, text=True)
    lines = [json.loads(line) for line in program.stderr if line.startswith("{")]
    program.wait()
    seconds = time.perf_counter() - begin
    path.unlink()
    last = lines[-1]
    rate = last["pages"] / seconds
    later = [line for line in lines[:-1] if line["seconds"] > WARM_UP_SHARE * seconds]
    rates = [abs(line["pages_per_second"] / rate - 1) for line in later]
    ends = [abs(line["seconds"] + line["seconds_left"] - seconds) / seconds for line in later]
    lefts = [(abs(line["seconds_left"] - (seconds - line["seconds"])), seconds - line["seconds"]) for line in later]
    true_lefts = sum(wrong <= 0.1 * left for wrong, left in lefts)
    return {"pages": last["pages"], "wall_seconds": round(seconds, 2), "lines": len(later),
            "worst_error_of_rate": round(max(rates), 4), "worst_error_of_end": round(max(ends), 4),
            "lines_with_time_left_within_10_percent": true_lefts,
            "worst_seconds_of_time_left": round(max(wrong for wrong, _ in lefts), 2)}


def measure_memory(args):
    chunk, count, size = pack(args.setdir, 30_000)
    times = -(-args.memory_pages // count)
    samples = []

    def watch(program):
        while program.poll() is None:
            samples.append(resident_mb(program.pid))
            time.sleep(0.25)

    seconds = through_pipe(args, chunk, times, watch)
    samples = samples[int(len(samples) * WARM_UP_SHARE):-1]  # the last may be of a program that ends
    step = len(samples) / WINDOWS
    windows = [samples[int(i * step):int((i + 1) * step)] for i in range(WINDOWS)]
    peaks = [max(anonymous for _, anonymous, _ in window) for window in windows if window]
    middle = statistics.median(peaks)
    return {"pages": times * count, "mean_page_bytes": size // count, "wall_seconds": round(seconds, 1),
            "samples": len(samples), "peak_of_all_mb": round(max(total for total, _, _ in samples), 1),
            "window_peaks_mb": [round(peak, 1) for peak in peaks], "median_peak_mb": round(middle, 1),
            "widest_from_median": round(max(abs(peak / middle - 1) for peak in peaks), 4),
            "largest_process_mb": round(max(largest for _, _, largest in samples), 1)}


PARTS = {"pipe": measure_pipe, "progress": measure_progress, "memory": measure_memory}


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("parts", nargs="*", choices=[*PARTS, []])
    args.add_argument("--binary", type=Path, default=ROOT / "build/release/copydesk")
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--pages", type=int, default=30_000)
    args.add_argument("--memory-pages", type=int, default=1_000_000)
    args.add_argument("--runs", type=int, default=3, help="of the pipe")
    args.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    args.setdir = args.shared.resolve() / "bench/sets/wcxb-dev"
    if not args.setdir.is_dir():
        sys.exit(f"long: SKIPPED, the labelled pages are not at {args.setdir} (option --shared)")
    WORK.mkdir(parents=True, exist_ok=True)
    speed = importlib.import_module("run")
    path = HERE / "results" / f"{date.today().isoformat()}-long.json"
    result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True).stdout
    for part in args.parts or PARTS:
        head = {"commit": commit.strip(), "machine": speed.machine(), "command": " ".join(["copydesk", *OPTIONS])}
        result[part] = {**head, **PARTS[part](args)}
        print(json.dumps({part: result[part]}, indent=1))
        if not args.no_save:  # after each part: a run that is cut short keeps what it has
            path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
