#!/usr/bin/env python3
"""Measures the whole program, from HTML to text, with weights that have not seen the host of the page.

    bench/crossval.py [--cache build/model] [--build build/fold]        after model/train.py

model/train.py leaves the weights of each of its five folds in the cache. This builds the program once for each, runs it
over the pages of that fold, and scores all pages together with ../shared/bench/score.py: the honest figure of the sets
that were trained on. The news fields of newsbench-dev are scored too (score_news.py): from those records where its pages
stand in such a set, else from what the program makes of them with the shipped weights, which have never seen them.
Writes bench/results/crossval.json. Standard library only.
"""
import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = ["wcxb-dev", "fundus-dev", "readability", "trafilatura-eval-dev"]
NEWS = "newsbench-dev"


def build(folder, weights):
    configure = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCOPYDESK_TESTS=OFF",
                 f"-DCOPYDESK_WEIGHTS={weights.resolve()}"]
    subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "copydesk"], check=True, stdout=subprocess.DEVNULL)
    return folder / "copydesk"


def pages_of_fold(cache, folds, name, fold):
    paths = (cache / name).glob("*.html")
    return sorted(str(p) for p in paths if folds.get(f"{name}/{p.stem}") == fold)


def extract(program, pages, what):
    done = subprocess.run([program, "extract", "--no-config", "--format", "jsonl", *pages],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"crossval: the program ended with {done.returncode} in {what}")
    return done.stdout


def extract_all(args, folds):
    """Records of all pages, by set."""
    records = {name: b"" for name in SETS}
    for fold in sorted(set(folds.values())):
        program = build(args.build, args.cache / f"fold-{fold}.bin")
        for name in SETS:
            pages = pages_of_fold(args.cache, folds, name, fold)
            records[name] += extract(program, pages, f"fold {fold} of {name}")
    return records


def score_news(args, records):
    """Figures of the news fields; no record is of weights that have seen its page."""
    setdir = args.bench / "sets" / NEWS
    sys.path.insert(0, str(args.bench))
    scorer = importlib.import_module("score_news")
    labels = [json.loads(line) for line in (setdir / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [line for name in SETS for line in records[name].splitlines()]
    found = {scorer.page_id(record): record for record in map(json.loads, lines)}
    paths = [(setdir / label["page"]).resolve() for label in labels]  # .../SET/html/NAME.html.gz
    others = [str(path) for path in paths if path.parts[-3] not in SETS]
    program = build(args.build, ROOT / "model/weights.bin")
    found |= {scorer.page_id(record): record for record in map(json.loads, extract(program, others, NEWS).splitlines())}
    totals = {}
    for label in labels:
        for field, value in scorer.score_page(label, found.get(label["id"], {})):
            totals.setdefault(field, []).append(value)
    return {"all": {"pages": len(labels)} | {field: {"pages": len(values), "score": sum(values) / len(values)}
                                             for field, values in totals.items()}}


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
    records = extract_all(args, folds)
    results = {name: score(args, name, records[name]) for name in SETS} | {NEWS: score_news(args, records)}
    for name, groups in results.items():
        for kind, group in groups.items():
            figures = {m: round(group[m]["f1"], 4) for m in ("words", "segments") if m in group}
            figures |= {m: round(group[m]["norm"], 4) for m in ("title", "author", "date") if m in group and name != NEWS}
            figures |= {m: round(group[m]["score"], 4) for m in group if name == NEWS and m != "pages"}
            print(f"{name:22}{kind:16}{group['pages']:6}  " + "  ".join(f"{m} {v:.4f}" for m, v in figures.items()))
    (ROOT / "bench/results/crossval.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
