#!/usr/bin/env python3
"""Measures each step of a page's way (bench/stages.cpp) over a set and writes the stage budget into ARCHITECTURE.md.

    bench/stages.py [--set NAME] [--rounds N] [--no-save]          (part of make bench)

Writes bench/results/DATE-stages.json and the table between the marks of ARCHITECTURE.md. Standard library only.
"""
import argparse
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from run import HERE, ROOT, machine, pack

# What a row of the table adds up, and what it does.
ROWS = [("inflate", ["inflate"], "gzip members by libdeflate, check sums with them"),
        ("records, HTTP, charset", ["record", "decode"], "WARC and HTTP headers, UTF-8 checked, or made of another charset"),
        ("parse", ["parse"], "bytes into the tree"),
        ("blocks", ["cut"], "the tree into runs of text"),
        ("features", ["features", "context"], "numbers of each block for both stages"),
        ("models", ["first forest", "second forest", "network", "choice"],
         "both stages' trees, the network, the choice, page type, confidence"),
        ("claims", ["claims"], "JSON-LD, meta, microdata"),
        ("fields", ["fields"], "title, people, times"),
        ("markup, pictures, videos", ["markup", "media"], "hints of class names; captions, galleries"),
        ("asides", ["asides", "access"], "teasers, corrections, highlights, gates"),
        ("language", ["language"], "CLD2 over half a KiB of the text, or its first 4; publisher, agency"),
        ("text", ["body", "rest of story"], "body nodes, links, text, identity; the tree's end"),
        ("write", ["write"], "JSON Lines")]


def table(result):
    times = result["microseconds_a_page"]
    whole = sum(times.values())
    lines = ["| step | µs a page | share | what |", "|---|---|---|---|"]
    for name, stages, what in ROWS:
        own = sum(times[stage] for stage in stages)
        lines.append(f"| {name} | {own:.0f} | {100 * own / whole:.0f} % | {what} |")
    lines.append(f"| all | {whole:.0f} | 100 % | {result['bytes_a_page'] / whole:.0f} MB of HTML a second |")
    lines += ["", f"Features and forests of the median page: {result['features_and_model_of_median_page'] / 1000:.2f} ms. The median "
              f"page takes {result['median_page'] / 1000:.1f} ms, 99 % take under {result['p99_page'] / 1000:.1f} ms, 99.9 % under "
              f"{result['p999_page'] / 1000:.1f} ms, the slowest {result['slowest_page'] / 1000:.1f} ms: "
              + "; ".join(slow(page) for page in result["slowest"][:3]) + "."]
    return "\n".join(lines)


def slow(page):
    first, second = sorted(page["stages"], key=page["stages"].get, reverse=True)[:2]
    return (f"{page['bytes'] / 1e6:.1f} MB in {page['microseconds'] / 1000:.1f} ms, {page['stages'][first] / 1000:.1f} of them "
            f"{first}, {page['stages'][second] / 1000:.1f} {second}")


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", type=Path, default=ROOT / "build/release/stages")
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--set", default="wcxb-dev")
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    setdir = args.shared.resolve() / "bench/sets" / args.set
    if not setdir.is_dir():
        sys.exit(f"stages: SKIPPED, the labelled pages are not at {setdir} (option --shared)")
    archive, _, _ = pack(setdir, None)
    before = machine()
    run = subprocess.run([str(args.binary), str(archive), str(args.rounds)], check=True, capture_output=True, text=True)
    result = {"date": date.today().isoformat(), "machine": before, "set": args.set,
              "command": f"stages {archive.name} {args.rounds}", **json.loads(run.stdout)}
    if result["texts_that_differ"]:
        sys.exit("stages: the steps give another text than read_story(); bench/stages.cpp has fallen behind it")
    print(table(result))
    if args.no_save:
        return
    path = HERE / "results" / f"{result['date']}-stages.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    page = ROOT / "ARCHITECTURE.md"
    text = page.read_text(encoding="utf-8")
    text, places = re.subn(r"(<!-- stages:.*?-->\n).*?(<!-- end of stages -->)",
                           lambda m: m[1] + table(result) + "\n" + m[2], text, flags=re.S)
    if places != 1:
        sys.exit("stages: ARCHITECTURE.md has no place for the table")
    page.write_text(text, encoding="utf-8")
    print(f"written: {path.relative_to(ROOT)}, ARCHITECTURE.md")


if __name__ == "__main__":
    main()
