#!/usr/bin/env python3
"""Counts which lines and branches of input/, html/ and text/ are reached by the unit tests, the cases and the fuzz corpus.

    dev/coverage.py [--build build/coverage] [--corpus build/fuzz/corpus] [--missing input/mhtml.cpp]    (make coverage)

The programs are built by the preset `coverage`. Runs the test programs of these folders and of those that use them,
the pages of tests/cases and examples, and every seed and every kept input of each fuzz target once. Prints a table by
folder and by file; exit code 1 when a folder is under what is asked. A branch is one way out of a condition.
--missing also prints the lines of a file that nothing reached.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import fuzz

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["input", "html", "text"]
ASKED = {"lines": 90, "branches": 80}
PROGRAMS = ["test_input", "test_html", "test_text", "test_blocks", "test_story", "test_fuzz"]
TOOLS = Path("/usr/lib/llvm-16/bin")


def commands(build, corpora, corpus):
    for name in PROGRAMS:
        yield [build / name]
    pages = [ROOT / "tests/cases", ROOT / "examples/pages"]
    yield [build / "copydesk", "extract", "--isolate", "off", "-q", *pages]
    yield [build / "copydesk", "check", *pages]
    for name in fuzz.TARGETS:
        kept = [corpus / name] if (corpus / name).exists() else []
        yield [build / "replay", name, "0", fuzz.gather_seeds(corpora, name), *kept]


def run_all(build, corpora, corpus):
    profiles = build / "profiles"
    shutil.rmtree(profiles, ignore_errors=True)
    environment = os.environ | {"LLVM_PROFILE_FILE": str(profiles / "%m.profraw")}  # counts of all runs add up there
    for command in commands(build, corpora, corpus):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
        if done.returncode != 0 and command[0].name != "copydesk":  # some cases are no pages
            sys.exit(f"{' '.join(map(str, command))}:\n{done.stdout[-500:].decode()}{done.stderr[-500:].decode()}")
    merged = build / "coverage.profdata"
    subprocess.run([TOOLS / "llvm-profdata", "merge", "-o", merged, *profiles.glob("*.profraw")], check=True)
    return merged


def report(what, build, merged, *options):
    done = subprocess.run([TOOLS / "llvm-cov", what, build / "replay", "-instr-profile", merged, *options],
                          capture_output=True, text=True, check=True)
    return done.stdout


def print_row(name, counts):
    parts = [f"{kind} {100 * covered / max(1, count):5.1f} % of {count:5}" for kind, (covered, count) in counts.items()]
    print(f"{name:28} {'   '.join(parts)}")


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--build", type=Path, default=ROOT / "build/coverage")
    args.add_argument("--corpus", type=Path, default=fuzz.HOME / "corpus")
    args.add_argument("--shared", type=Path, default=ROOT / "../shared")
    args.add_argument("--missing", action="append", default=[])
    args = args.parse_args()
    merged = run_all(args.build.resolve(), args.shared / "corpora", args.corpus)
    sources = [ROOT / folder for folder in FOLDERS]
    files = json.loads(report("export", args.build, merged, "-summary-only", *sources))["data"][0]["files"]
    is_short = False
    for folder in FOLDERS:
        rows = {Path(file["filename"]).relative_to(ROOT): file["summary"] for file in files
                if Path(file["filename"]).is_relative_to(ROOT / folder)}
        counts = {path: {kind: (row[kind]["covered"], row[kind]["count"]) for kind in ASKED} for path, row in rows.items()}
        for path, row in sorted(counts.items()):
            print_row(f"  {path}", row)
        whole = {kind: tuple(map(sum, zip(*(row[kind] for row in counts.values())))) for kind in ASKED}
        print_row(folder + "/", whole)
        is_short |= any(100 * covered < ASKED[kind] * count for kind, (covered, count) in whole.items())
    for path in args.missing:
        print(report("show", args.build, merged, "-show-branches=count", ROOT / path))
    print("under what is asked" if is_short else "as asked:", ", ".join(f"{kind} {share} %" for kind, share in ASKED.items()))
    sys.exit(1 if is_short else 0)


if __name__ == "__main__":
    main()
