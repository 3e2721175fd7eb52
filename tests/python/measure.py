#!/usr/bin/env python3
"""Measures the package: against the binary on one core, two threads against one, and against Trafilatura.

    tests/python/measure.py SETDIR --binary build/release/copydesk [--pages N] [--trafilatura]

SETDIR is a labelled set (pages.jsonl with "html" and, for Trafilatura, "with" and "without"). Speed is CPU time, user and
system, so that other work on the machine counts little; of threads it is wall time, best of five runs that alternate.
"""
import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import copydesk

RUNS = 5


def cpu(who=resource.RUSAGE_SELF):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def read_set(folder, count):
    rows = [json.loads(line) for line in (folder / "pages.jsonl").open()]
    rows = rows[::max(1, len(rows) // count)][:count]
    for row in rows:
        data = (folder / row["html"]).read_bytes()
        row["bytes"] = gzip.decompress(data) if row["html"].endswith(".gz") else data
    return rows


def measure_binary(rows, binary):
    """CPU seconds a run of the binary and of a loop in Python over the same pages; ratio of the medians."""
    binary_times, python_times, text_times = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for i, row in enumerate(rows):
            Path(folder, f"{i:05}.html").write_bytes(row["bytes"])
        for _ in range(RUNS):
            begin = cpu(resource.RUSAGE_CHILDREN)
            subprocess.run([binary, "extract", "-j1", "--quiet", "--no-config", folder], stdout=subprocess.DEVNULL)
            binary_times.append(cpu(resource.RUSAGE_CHILDREN) - begin)
            for times, look in ((python_times, False), (text_times, True)):
                begin = cpu()
                for name in sorted(os.listdir(folder)):
                    story = copydesk.extract(Path(folder, name).read_bytes())
                    if look:
                        story.text
                times.append(cpu() - begin)
    base = statistics.median(binary_times)
    print(f"binary -j1: {base:.2f} s CPU for {len(rows)} pages; extract(): {base / statistics.median(python_times):.2f} "
          f"of its speed, with every field unpacked {base / statistics.median(text_times):.2f}")


def measure_threads(rows):
    pages = [row["bytes"] for row in rows]
    walls = {1: [], 2: []}
    for _ in range(RUNS):
        for threads in walls:
            begin = time.perf_counter()
            for _ in copydesk.extract_many(pages, threads=threads):
                pass
            walls[threads].append(time.perf_counter() - begin)
    print(f"extract_many: two threads {min(walls[1]) / min(walls[2]):.2f} times one (best of {RUNS}); "
          f"medians {statistics.median(walls[1]) / statistics.median(walls[2]):.2f}")


def score(rows, texts):
    """F of the segments, as the evaluation of Trafilatura counts them."""
    def folded(text):
        return " ".join((text or "").split())
    hits = misses = wrong = 0
    for row, text in zip(rows, map(folded, texts)):
        found = sum(folded(segment) in text for segment in row["with"])
        hits, misses = hits + found, misses + len(row["with"]) - found
        wrong += sum(folded(segment) in text for segment in row["without"])
    return 2 * hits / max(1, 2 * hits + misses + wrong)


def measure_trafilatura(rows):
    import trafilatura
    from copydesk.compat import trafilatura as ours
    for name, function in (("trafilatura " + trafilatura.__version__, trafilatura.extract),
                           ("copydesk.compat", ours.extract)):
        begin = cpu()
        texts = [function(row["bytes"], url=row.get("url"), include_comments=False) for row in rows]
        print(f"{name}: F {score(rows, texts):.3f}, {(cpu() - begin) * 1000 / len(rows):.2f} ms CPU a page")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--binary", default="build/release/copydesk")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--trafilatura", action="store_true")
    options = parser.parse_args()
    rows = read_set(options.set, options.pages)
    measure_binary(rows, options.binary)
    measure_threads(rows)
    if options.trafilatura:
        measure_trafilatura(rows)


if __name__ == "__main__":
    main()
