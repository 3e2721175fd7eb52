#!/usr/bin/env python3
"""Measures the Python package: against the binary, two threads against one, and beside Trafilatura.

    make bench-python            build/venv-full/bin/python bench/python.py [--set NAME] [--runs N] [--pages N] [--no-save]

Runs in the environment of `make test-python`, over the pages of one labelled set, and writes bench/results/DATE-python.json.
Speed is CPU time, user and system, which other work on the machine disturbs less than wall time; the runs of what is
compared alternate, and medians are compared. Threads are wall time; the result holds the load of the machine before.

- binary       copydesk extract -j1 over the files; the same files read and given to copydesk.extract() in a loop, with the
               record left packed, and with one look at a field.
- threads      copydesk.extract_many over the pages in memory, with one thread and with two.
- trafilatura  trafilatura.extract and copydesk.compat.trafilatura.extract over the pages in memory, the same arguments
               (address, without comments). F of the segments as the evaluation of Trafilatura counts them. The weights
               were trained on pages of this set too: ours is in sample, bench/results/crossval.json has figures that are not.
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
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.pop(0)  # bench/ has a html.py, which is not Python's
import copydesk

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def cpu(who=resource.RUSAGE_SELF):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def cpu_of(work, who=resource.RUSAGE_SELF):
    """CPU seconds of a call, and what it returned."""
    begin = cpu(who)
    result = work()
    return cpu(who) - begin, result


def read_set(folder, count):
    with open(folder / "pages.jsonl", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if count:
        rows = rows[::max(1, len(rows) // count)][:count]
    for row in rows:
        row["bytes"] = gzip.decompress((folder / row["html"]).read_bytes())
    return rows


def times(seconds):
    return {"median": round(statistics.median(seconds), 3), "all": [round(second, 3) for second in seconds]}


def measure_binary(rows, binary, runs):
    def run_binary():
        subprocess.run([binary, "extract", "-j1", "--quiet", "--no-config", folder], stdout=subprocess.DEVNULL)

    def run_python(look):
        for path in paths:
            story = copydesk.extract(path.read_bytes())
            if look:
                story.text
    found = {"binary": [], "extract": [], "extract, a field looked at": []}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{i:05}.html") for i in range(len(rows))]
        for path, row in zip(paths, rows):
            path.write_bytes(row["bytes"])
        for turn in range(runs + 1):  # the first is the warm-up
            spent = {"binary": cpu_of(run_binary, resource.RUSAGE_CHILDREN)[0],
                     "extract": cpu_of(lambda: run_python(False))[0],
                     "extract, a field looked at": cpu_of(lambda: run_python(True))[0]}
            for name, seconds in spent.items():
                found[name] += [seconds] if turn > 0 else []
    base = statistics.median(found["binary"])
    return {name: {"cpu_seconds": times(seconds), "share_of_binary_speed": round(base / statistics.median(seconds), 3)}
            for name, seconds in found.items()}


def measure_threads(rows, runs):
    pages = [row["bytes"] for row in rows]
    walls, spent = {1: [], 2: []}, {1: [], 2: []}
    for turn in range(runs + 1):
        for threads in walls:
            begin = time.perf_counter()
            seconds, _ = cpu_of(lambda: sum(1 for _ in copydesk.extract_many(pages, threads=threads)))
            if turn > 0:
                walls[threads].append(time.perf_counter() - begin)
                spent[threads].append(seconds)
    return {"wall_seconds": {str(n): times(walls[n]) for n in walls}, "cpu_seconds": {str(n): times(spent[n]) for n in spent},
            "speed_of_two": round(statistics.median(walls[1]) / statistics.median(walls[2]), 2),
            "speed_of_two_best_runs": round(min(walls[1]) / min(walls[2]), 2)}


def score(rows, texts):
    """Precision, recall and F of the segments; white space counts as one space."""
    def folded(text):
        return " ".join((text or "").split())
    hits = misses = wrong = 0
    for row, text in zip(rows, map(folded, texts)):
        found = sum(folded(segment) in text for segment in row["with"])
        hits, misses = hits + found, misses + len(row["with"]) - found
        wrong += sum(folded(segment) in text for segment in row["without"])
    return {"precision": round(hits / max(1, hits + wrong), 4), "recall": round(hits / max(1, hits + misses), 4),
            "f": round(2 * hits / max(1, 2 * hits + misses + wrong), 4)}


def measure_trafilatura(rows, runs):
    import trafilatura
    from copydesk.compat import trafilatura as ours
    functions = {"trafilatura": trafilatura.extract, "copydesk.compat.trafilatura": ours.extract}
    spent, scores = {name: [] for name in functions}, {}
    for _ in range(runs):
        for name, function in functions.items():
            seconds, texts = cpu_of(lambda: [function(row["bytes"], url=row.get("url"), include_comments=False) for row in rows])
            spent[name].append(seconds)
            scores[name] = score(rows, texts)
    theirs, mine = (statistics.median(seconds) for seconds in spent.values())
    return {"version": trafilatura.__version__, "times_as_fast": round(theirs / mine, 1), "systems": {
        name: {**scores[name], "cpu_seconds": times(spent[name]),
               "cpu_ms_a_page": round(1000 * statistics.median(spent[name]) / len(rows), 3)} for name in functions}}


def machine():
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [line.split(":", 1)[1].strip() for line in facts.splitlines() if line.startswith("model name")]
    return {"cpu": models[0] if models else "unknown", "cores": os.cpu_count(), "python": platform.python_version(),
            "load_before": round(os.getloadavg()[0], 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / "build/release/copydesk"))
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--set", default="trafilatura-eval-dev")
    parser.add_argument("--pages", type=int, help="at most so many, spread over the set")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-save", action="store_true")
    args = parser.parse_args()
    folder = args.shared.resolve() / "bench/sets" / args.set
    if not folder.is_dir():
        sys.exit(f"bench: SKIPPED, the labelled pages are not at {folder} (option --shared)")
    rows = read_set(folder, args.pages)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    result = {"date": date.today().isoformat(), "commit": commit, "machine": machine(), "command": "make bench-python",
              "set": args.set, "pages": len(rows), "html_bytes": sum(len(row["bytes"]) for row in rows), "runs": args.runs,
              "copydesk": copydesk.__version__}
    result["binary"] = measure_binary(rows, args.binary, args.runs)
    result["threads"] = measure_threads(rows, args.runs)
    if "with" in rows[0]:
        result["trafilatura"] = measure_trafilatura(rows, args.runs)
    print(json.dumps(result, indent=1))
    if not args.no_save:
        path = HERE / "results" / f"{result['date']}-python.json"
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
