#!/usr/bin/env python3
"""Measures the HTML parser: speed beside a plain byte loop, memory, and what pages made to hurt cost.

    bench/html.py [--binary build/bench/html_bench] [--runs N] [--no-save]          (make bench-html)

Three parts. Real pages: every page of wcxb-dev, parser and byte loop in turn in one process after a warm-up, ratio of
the median CPU times, memory a byte of the page as the mean over pages, and the share of pages over three. Hostile
pages: every shape of corpora/hostile-generated/html, one process a page; the exponent of growth between the two
larger sizes, CPU time and peak memory of the largest. Long pages: every shape again, made 10 MB long by the corpus's
own generator. Says what was asked and what came out; exit code 1 when a demand is not met.
Writes bench/results/DATE-html.json. Standard library only.
"""
import argparse
import ast
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from run import machine

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LONG_BYTES = 10_000_000
# What the parser must reach: (name of the figure, bound, whether the bound is a floor).
DEMANDS = {
    "ratio_to_byte_loop": (2.0, True), "memory_per_byte": (3.0, False),
    "largest_exponent": (1.15, False), "largest_seconds": (0.25, False), "largest_memory_mb": (128, False),
    "long_seconds": (2.0, False), "long_memory_mb": (512, False)}


def real_pages(binary, runs):
    command = [str(binary), f"--benchmark_repetitions={runs}", "--benchmark_enable_random_interleaving=true",
               "--benchmark_min_warmup_time=1",
               "--benchmark_format=json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True,
                          env={**os.environ, "COPYDESK_BENCH_STEP": "1"})
    rows = [row for row in json.loads(done.stdout)["benchmarks"] if row["run_type"] == "iteration"]
    parts = {}
    for key, name in (("byte_loop", "BM_SwitchLoop"), ("parser", "BM_ParseHtml")):
        own = [row for row in rows if row["name"].startswith(name)]
        times = [row["cpu_time"] for row in own]
        middle = statistics.median(times)
        parts[key] = {"cpu_milliseconds": [round(t, 2) for t in times], "median": round(middle, 2),
                      "spread": round((max(times) - min(times)) / middle, 3),
                      "megabytes_a_second": round(statistics.median(r["bytes_per_second"] for r in own) / 1e6, 1)}
    parts["command"] = "COPYDESK_BENCH_STEP=1 html_bench " + " ".join(command[1:])
    parts["ratio_to_byte_loop"] = round(parts["byte_loop"]["median"] / parts["parser"]["median"], 4)
    counted = next(r for r in rows if "memory_per_byte" in r)
    parts["memory_per_byte"] = round(counted["memory_per_byte"], 2)  # the mean over the pages
    parts["pages_over_three_bytes"] = round(counted["pages_over_three"], 4)
    return parts


def page_cost(binary, path):
    """Bytes, seconds, peak memory of the whole process in MB."""
    child = subprocess.Popen([str(binary), "--page", str(path)], stdout=subprocess.PIPE)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: the parser ended with {child.returncode} on {path}")
    facts = json.loads(out)
    return facts["bytes"], facts["seconds"], round(usage.ru_maxrss / 1024, 1)


def exponent(small, large):
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def hostile_pages(binary, folder):
    shapes = {}
    for name in sorted({path.name.split(".")[0] for path in folder.glob("*.html")}):
        costs = []
        for size in (4000, 16000):  # the best of three processes each: other work on the machine only adds
            turns = [page_cost(binary, folder / f"{name}.{size}.html") for _ in range(3)]
            costs.append((turns[0][0], min(t[1] for t in turns), max(t[2] for t in turns)))
        row = {"bytes": costs[1][0], "seconds": round(costs[1][1], 6), "memory_mb": costs[1][2]}
        if costs[1][0] > 2 * costs[0][0] and min(costs[0][1], costs[1][1]) > 0:  # 0: too short for the clock
            row["exponent"] = round(exponent(*costs), 3)
        shapes[name] = row
    return shapes


def shape_makers(generator):
    """The table SH of the corpus's generator, without running the rest of it."""
    for statement in ast.parse(generator.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "SH":
            return {k: v[0] for k, v in eval(compile(ast.Expression(statement.value), str(generator), "eval")).items()}
    sys.exit(f"bench: no table of shapes in {generator}")


def long_pages(binary, generator):
    shapes = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in shape_makers(generator).items():
            times = max(1, int(LONG_BYTES / len(make(16000).encode()) * 16000))
            path = Path(folder) / "page.html"
            path.write_bytes(make(times).encode())
            size, seconds, memory = page_cost(binary, path)
            shapes[name] = {"bytes": size, "seconds": round(seconds, 4), "memory_mb": memory}
    return shapes


def figures(result):
    hostile, longer = result["hostile"].values(), result["long"].values()
    return {"ratio_to_byte_loop": result["real"]["ratio_to_byte_loop"],
            "memory_per_byte": result["real"]["memory_per_byte"],
            "largest_exponent": max(row.get("exponent", 0) for row in hostile),
            "largest_seconds": max(row["seconds"] for row in hostile),
            "largest_memory_mb": max(row["memory_mb"] for row in hostile),
            "long_seconds": max(row["seconds"] for row in longer),
            "long_memory_mb": max(row["memory_mb"] for row in longer)}


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", type=Path, default=ROOT / "build/bench/html_bench")
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--runs", type=int, default=7)
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    corpus = args.shared.resolve() / "corpora/hostile-generated"
    if not corpus.is_dir():
        sys.exit(f"bench: SKIPPED, the hostile pages are not at {corpus} (option --shared)")
    result = {"date": date.today().isoformat(), "command": "make bench-html", "machine": machine()}
    result["real"] = real_pages(args.binary, args.runs)
    result["hostile"] = hostile_pages(args.binary, corpus / "html")
    result["long"] = long_pages(args.binary, corpus / "gen_hostile.py")
    found, missed = figures(result), 0
    result["figures"] = found
    for name, (bound, is_floor) in DEMANDS.items():
        is_met = found[name] >= bound if is_floor else found[name] <= bound
        missed += not is_met
        print(f"{name:20} {found[name]:8} {'at least' if is_floor else 'at most'} {bound} {'' if is_met else 'MISSED'}")
    if not args.no_save:
        path = HERE / "results" / f"{result['date']}-html.json"
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
