#!/usr/bin/env python3
"""Measures the whole program, from HTML to text, with weights that have not seen the host of the page.

    bench/crossval.py [--cache build/model] [--build build/fold]        after model/train.py

model/train.py leaves the weights of each of its five folds in the cache. This builds the program once for each, runs it
over the pages of that fold, and scores all pages together with ../shared/bench/score.py: the honest figure of the sets
that were trained on. Writes bench/results/crossval.json. Standard library only.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = ["wcxb-dev", "fundus-dev", "readability", "trafilatura-eval-dev"]


def build(folder, weights):
    configure = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCOPYDESK_TESTS=OFF",
                 f"-DCOPYDESK_WEIGHTS={weights.resolve()}"]
    subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "copydesk"], check=True, stdout=subprocess.DEVNULL)
    return folder / "copydesk"


def pages_of_fold(cache, folds, name, fold):
    paths = (cache / name).glob("*.html")
    return sorted(str(p) for p in paths if folds.get(f"{name}/{p.stem}") == fold)


def extract_all(args, folds):
    """Records of all pages, by set."""
    records = {name: b"" for name in SETS}
    for fold in sorted(set(folds.values())):
        program = build(args.build, args.cache / f"fold-{fold}.bin")
        for name in SETS:
            pages = pages_of_fold(args.cache, folds, name, fold)
            done = subprocess.run([program, "extract", "--no-config", "--format", "jsonl", *pages],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if done.returncode not in (0, 1, 3):
                sys.exit(f"crossval: the program ended with {done.returncode} in fold {fold} of {name}")
            records[name] += done.stdout
    return records


def score(args, name, records):
    work = args.cache / f"{name}.crossval"
    work.with_suffix(".records").write_bytes(records)
    predictions = subprocess.run([sys.executable, args.bench / "predictions.py", work.with_suffix(".records")],
                                 check=True, stdout=subprocess.PIPE).stdout
    work.with_suffix(".predictions").write_bytes(predictions)
    scored = subprocess.run([sys.executable, args.bench / "score.py", args.bench / "sets" / name,
                             work.with_suffix(".predictions"), "--json", "--by", "page_type", "--worst", "0"],
                            check=True, stdout=subprocess.PIPE).stdout
    return json.loads(scored)["groups"]


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--cache", type=Path, default=ROOT / "build/model")
    args.add_argument("--build", type=Path, default=ROOT / "build/fold")
    args.add_argument("--bench", type=Path, default=ROOT / "../shared/bench")
    args = args.parse_args()
    folds = json.loads((args.cache / "folds.json").read_text())
    results = {name: score(args, name, records) for name, records in extract_all(args, folds).items()}
    for name, groups in results.items():
        for kind, group in groups.items():
            figures = {m: round(group[m]["f1"], 4) for m in ("words", "segments") if m in group}
            figures |= {m: round(group[m]["norm"], 4) for m in ("title", "author", "date") if m in group}
            print(f"{name:22}{kind:16}{group['pages']:6}  " + "  ".join(f"{m} {v:.4f}" for m, v in figures.items()))
    (ROOT / "bench/results/crossval.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
