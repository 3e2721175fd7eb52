#!/usr/bin/env python3
"""Measures archive and reader: writing, searching, first page, finding copies.

    bench/archive.py [--stories N] [--sketches N] [--set NAME] [--binaries FOLDER] [--no-save]     (make bench-archive)

Four measurements, one after the other, each on one core:
  write     N invented stories with pages of 80 kB into an archive: index, sketches and compression (tools/measure_archive)
  search    2,000 searches of eight kinds in it; then the reader over it: the first page from the start of the program, and
            each screen asked 50 times
  archive   the pages of a labelled set through the whole program with -j1, pages a second of CPU time
  copies    N sketches into the index of copies (tools/measure_copies), time and memory
Times of tools are of the processor, since the machine may be shared; those of the reader are what a person waits.
Writes bench/results/DATE-archive.json. Standard library only.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))
from run import machine, pack, run_once  # noqa: E402

SEARCHES = 2000
ASKED = 50


def tool(*arguments):
    print("$", *arguments, file=sys.stderr)
    text = subprocess.run(list(map(str, arguments)), check=True, capture_output=True, text=True).stdout
    print(text.splitlines()[0], file=sys.stderr)
    return text


def measure_write(options, path, stories):
    text = tool(options.binaries / "measure_archive", "write", path, stories)
    seconds, rate, memory = re.search(r"in ([\d.]+) s .*: (\d+) a second, (\d+) MB", text).groups()
    return {"stories": stories, "cpu_seconds": float(seconds), "stories_a_second": int(rate), "memory_mb": int(memory),
            "file_mb": round(path.stat().st_size / 1e6, 1)}


def measure_search(options, path):
    text = tool(options.binaries / "measure_archive", "search", path, SEARCHES)
    numbers = re.search(r"median ([\d.]+) ms, 90 % ([\d.]+), 99 % ([\d.]+), longest ([\d.]+)", text).groups()
    return dict(zip(("median_ms", "p90_ms", "p99_ms", "longest_ms"), map(float, numbers)), searches=SEARCHES)


def ask(address):
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        body = answer.read()
    return (time.perf_counter() - started) * 1000, body


def measure_reader(options, path):
    started = time.perf_counter()
    service = subprocess.Popen([options.binaries / "copydesk", "serve", path, "--quiet", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        address = service.stdout.readline().strip()
        ask(address)
        result = {"from_start_to_first_page_ms": round((time.perf_counter() - started) * 1000, 1)}
        story = json.loads(ask(address + "api/search?count=1")[1])["hits"][0]["id"]
        for name, place in (("search", ""), ("story", f"story/{story}"), ("beside", f"beside/{story}"), ("glance", "glance"),
                            ("failures", "failures")):
            times = sorted(ask(address + place)[0] for _ in range(ASKED))
            result[name] = {"median_ms": round(statistics.median(times), 1), "slowest_ms": round(times[-1], 1)}
        return result
    finally:
        service.terminate()
        service.wait()


def measure_program(options, setdir, folder):
    archive, pages, size = pack(setdir, 0)
    wall, cpu, memory = run_once([options.binaries / "copydesk", "archive", "--quiet", "-j", "1", folder / "set.db", archive])
    return {"set": setdir.name, "pages": pages, "html_mb": round(size / 1e6, 1), "wall_seconds": round(wall, 2),
            "cpu_seconds": round(cpu, 2), "pages_a_cpu_second": round(pages / cpu, 1), "memory_mb": round(memory, 1)}


def measure_copies(options, count):
    text = tool(options.binaries / "measure_copies", "speed", count)
    whole, sketching, memory = re.search(r"stories: ([\d.]+) s .*, ([\d.]+) s of it sketching, (\d+) MB", text).groups()
    return {"sketches": count, "wall_seconds_with_making": float(whole), "sketching_seconds": float(sketching),
            "memory_mb": int(memory)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--sketches", type=int, default=1_000_000)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--set", default="wcxb-dev")
    parser.add_argument("--binaries", type=Path, default=ROOT / "build/release")
    parser.add_argument("--no-save", action="store_true")
    options = parser.parse_args()
    result = {"date": date.today().isoformat(), "machine": machine(), "command": "bench/archive.py"}
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as name:
        folder = Path(name)
        result["write"] = measure_write(options, folder / "made.db", options.stories)
        result["search"] = measure_search(options, folder / "made.db")
        result["reader"] = measure_reader(options, folder / "made.db")
        (folder / "made.db").unlink()
        setdir = options.shared / "bench/sets" / options.set
        if setdir.exists():
            result["archive"] = measure_program(options, setdir, folder)
        else:
            print(f"bench: skipped, there is no {setdir}", file=sys.stderr)
    result["copies"] = measure_copies(options, options.sketches)
    print(json.dumps(result, indent=1))
    if not options.no_save:
        (HERE / "results" / f"{result['date']}-archive.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
