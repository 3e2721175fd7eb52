#!/usr/bin/env python3
"""Measures quality on every labelled set, from HTML and from text dumps, beside what others reach on the same pages.

    bench/quality.py [--sets NAME...] [--no-dumps] [--no-save]          (make bench-quality)

Reads the sets and the scorers of ../shared/bench (option --shared), runs the release binary over the pages, prints one
table, and writes bench/results/quality-DATE.json, a line of bench/results/history.jsonl, and the README's table; a run over
some of the sets, or without dumps, is printed only.
Columns:

  binary       the program as built, with the shipped weights. On sets that the weights were trained on (marked `in
               sample`) this is no measure of quality, only a check that nothing broke; `in part`: some of the pages
               stand in such a set (44 of the 89 of newsbench-dev, as far as the body is concerned).
  five folds   the cross-validation by host of the same recipe (bench/crossval.py for pages,
               model/lines.json for dumps): the honest figure for those sets.
  best other   the best system known on the same pages (bench/peers.json); `loss` marks a row in which it is ahead.
  goal         what this project asks of itself; `-` marks a row below it.

The honest figure of a row is the cross-validated one where there is one, else the binary's. Standard library only.
"""
import argparse
import importlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build/bench"
RESULTS = HERE / "results"
PAGE_SETS = ["wcxb-dev", "fundus-dev", "readability", "trafilatura-eval-dev", "postlight-dev", "ir-big9"]
TRAINED_ON = {"wcxb-dev", "fundus-dev", "readability", "trafilatura-eval-dev"}
BODY_MEASURES = {"words", "segments", "body_first", "body_last", "leaks"}  # what the trained weights decide
DUMPED = "wcxb-dev"
DUMP_STYLES = ["lines", "indent", "wet"]
DUMP_MEASURES = {"words", "title", "author", "date"}
LOWER_IS_BETTER = {"leaks"}
DUMP_FIGURES = "model/lines.json"  # once there: the lines of dumps are chosen by trained weights
MARKS = ("<!-- made by make bench-quality -->", "<!-- end -->")
FIELD_KEY = {"words": "f1", "segments": "f1", "title": "norm", "author": "norm", "date": "norm"}


# ---------------------------------------------------------------- running

def run_binary(binary, paths, out):
    """Extracts all pages into `out`; returns CPU milliseconds a page."""
    out.parent.mkdir(parents=True, exist_ok=True)
    listing = out.with_suffix(".stderr")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "wb") as records, open(listing, "wb") as errors:
        done = subprocess.run([binary, "extract", "--no-config", "--format", "jsonl", "-j", str(os.cpu_count()), *paths],
                              stdout=records, stderr=errors)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"quality: the program ended with {done.returncode}; see {listing}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def records_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def page_name(record):
    """The file name of the page without its endings: the page's id in every set."""
    name = record["source"]["path"].rsplit("/", 1)[-1].removesuffix(".gz")
    return name.removesuffix(".html").removesuffix(".txt")


def prediction(record, name, headline_first):
    text = record.get("text", "")
    if headline_first:
        text = record.get("title", "") + "\n" + text
    return {"id": name, "text": text, "title": record.get("title", ""),
            "author": "; ".join(author["name"] for author in record.get("authors", [])),
            "date": record.get("published", {}).get("time", "")[:10]}


def shared_module(shared, name):
    """One of the shared scorers as a module."""
    sys.path.insert(0, str(shared / "bench"))
    return importlib.import_module(name)


# ---------------------------------------------------------------- measuring

def row(set_name, measure, group, value, pages, in_sample):
    return {"set": set_name, "measure": measure, "group": group, "value": round(value, 4), "pages": pages,
            "in_sample": in_sample}


def scored_groups(shared, set_name, guesses):
    """{group: figures of score.py}; its 4-gram figures are left out, they take nine tenths of its time."""
    scorer = shared_module(shared, "score")
    scorer.shingle_counts = lambda pred, gold: (0.0, 0.0, 0.0)
    rows = defaultdict(list)
    for page in records_of(shared / "bench/sets" / set_name / "pages.jsonl"):
        scored = scorer.score_page(page, guesses.get(page["id"], {}))
        rows["all"].append(scored)
        rows[str(page.get("page_type") or "-")].append(scored)
    groups = sorted(rows.items(), key=lambda item: -len(item[1]))
    return {group: scorer.summarise(scored) for group, scored in groups if group == "all" or len(groups) > 2}


def is_trained_on(set_name, label):
    return set_name in TRAINED_ON and (label == set_name or (ROOT / DUMP_FIGURES).exists())


def score_pages(shared, set_name, label, records, ids):
    """Rows of a set scored with score.py; `ids` maps file names to the set's ids."""
    guesses = {}
    for record in records_of(records):
        name = ids.get(page_name(record))
        if name is not None:
            guesses[name] = prediction(record, name, set_name == "ir-big9")
    for group, figures in scored_groups(shared, set_name, guesses).items():
        for measure in FIELD_KEY:
            if measure in figures and not (group != "all" and measure != "words"):
                trained = is_trained_on(set_name, label) and measure in BODY_MEASURES
                yield row(label, measure, group, figures[measure][FIELD_KEY[measure]], figures[measure]["pages"],
                          "in sample" if trained else "")


def measure_set(binary, shared, set_name):
    setdir = shared / "bench/sets" / set_name
    pages = records_of(setdir / "pages.jsonl")
    records = WORK / f"{set_name}.jsonl"
    spent = run_binary(binary, [str(setdir / page["html"]) for page in pages], records)
    ids = {Path(page["html"]).name.removesuffix(".gz").removesuffix(".html"): page["id"] for page in pages}
    yield row(set_name, "ms a page (CPU)", "all", spent / len(pages), len(pages), "")
    yield from score_pages(shared, set_name, set_name, records, ids)


def measure_dumps(binary, shared, set_name):
    setdir = shared / "bench/sets" / set_name
    ids = {page["id"]: page["id"] for page in records_of(setdir / "pages.jsonl")}
    for style in DUMP_STYLES:
        folder = WORK / f"{set_name}-{style}"
        if not folder.exists():
            subprocess.run([sys.executable, shared / "bench/dump_text.py", setdir, folder, "--style", style], check=True)
        records = WORK / f"{set_name}-{style}.jsonl"
        run_binary(binary, sorted(map(str, folder.glob("*.txt"))), records)
        rows = score_pages(shared, set_name, f"{set_name} as dump, {style}", records, ids)
        yield from (r for r in rows if r["measure"] in DUMP_MEASURES)


def measure_news(binary, shared):
    setdir = shared / "bench/sets/newsbench-dev"
    labels = records_of(setdir / "labels.jsonl")
    records = WORK / "newsbench-dev.jsonl"
    run_binary(binary, [str((setdir / label["page"]).resolve()) for label in labels], records)
    scorer = shared_module(shared, "score_news")
    found = {scorer.page_id(record): record for record in records_of(records)}
    totals = defaultdict(list)
    for label in labels:
        for field, value in scorer.score_page(label, found.get(label["id"], {})):
            totals[field].append(value)
    for field, values in totals.items():
        yield row("newsbench-dev", field, "all", sum(values) / len(values), len(values),
                  "in part" if field in BODY_MEASURES else "")


# ---------------------------------------------------------------- comparing

def json_of(path):
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def cross_validated():
    """{(set, measure, group): word F1} out of fold, from the result files of the trainings that made the weights."""
    folds = {}
    for name, groups in json_of(RESULTS / "crossval.json").items():
        for group, figures in groups.items():
            folds.update({(name, measure, group): figures[measure].get("f1", figures[measure].get("score"))
                          for measure in BODY_MEASURES if measure in figures})
    for key, value in json_of(ROOT / DUMP_FIGURES).get("balanced", {}).items():
        group, style = key.strip().rsplit(" ", 1)
        is_type = key.startswith(" ")
        folds[f"{DUMPED if is_type else group} as dump, {style}", "words", group if is_type else "all"] = value
    return folds


def look_up(table, r):
    name = "wcxb-dev as dumps" if " as dump" in r["set"] else r["set"]
    return table.get(name, {}).get(r["measure"], {}).get(r["group"])


def compared(rows):
    """The rows with the cross-validated figure, the best other system, the goal, and the marks."""
    peers = json.loads((HERE / "peers.json").read_text(encoding="utf-8"))
    folds = cross_validated()
    for r in rows:
        sign = -1 if r["measure"] in LOWER_IS_BETTER else 1
        others = look_up(peers["peers"], r) or {}
        best = max(others, key=lambda name: sign * others[name], default=None)
        goal = look_up(peers["goals"], r)
        r = {**r, "folds": folds.get((r["set"], r["measure"], r["group"])), "others": others, "best": best, "goal": goal}
        honest = r["folds"] if r["folds"] is not None else None if r["in_sample"] == "in sample" else r["value"]
        r["honest"], r["marks"] = honest, []
        if honest is not None and best and sign * others[best] > sign * honest:
            r["marks"].append("loss")
        if honest is not None and goal is not None and sign * honest < sign * goal:
            r["marks"].append("-")
        yield r


def print_table(rows):
    last = None
    for r in rows:
        if r["set"] != last:
            print(f"\n{r['set']:<28}{'pages':>6}{'binary':>9}{'':11}{'five folds':>11}{'goal':>7}  best other")
            last = r["set"]
        name = r["measure"] if r["group"] == "all" else "  " + r["group"]
        folds = "" if r["folds"] is None else f"{r['folds']:.3f}"
        goal = "" if r["goal"] is None else f"{r['goal']:.3f}"
        best = f"{r['others'][r['best']]:.3f} {r['best']}" if r["best"] else ""
        print(f"  {name:<26}{r['pages']:>6}{r['value']:>9.3f} {r['in_sample']:<10}{folds:>11}{goal:>7}"
              f"  {best}{'  << ' + ', '.join(r['marks']) if r['marks'] else ''}")
    print_peers(rows)
    losses = sum("loss" in r["marks"] for r in rows)
    below = sum("-" in r["marks"] for r in rows)
    print(f"\n{len(rows)} rows: another system is ahead in {losses} (loss), {below} are below our goal (-).")


def print_peers(rows):
    """All other systems, a line each, so that the best is not the only one that is seen."""
    for set_name in dict.fromkeys(r["set"] for r in rows if r["others"]):
        mine = [r for r in rows if r["set"] == set_name and r["others"]]
        names = [r["measure"] if r["group"] == "all" else r["group"] for r in mine]
        print(f"\nothers on {set_name}\n  {'':<42}" + "".join(f"{name[:10]:>11}" for name in names))
        systems = dict.fromkeys(name for r in mine for name in r["others"])
        ours = ["" if r["honest"] is None else f"{r['honest']:.3f}" for r in mine]
        print(f"  {'Copydesk (never in sample)':<42}" + "".join(f"{v:>11}" for v in ours))
        for system in systems:
            values = [f"{r['others'][system]:.3f}" if system in r["others"] else "" for r in mine]
            print(f"  {system:<42}" + "".join(f"{value:>11}" for value in values))


def readme_table(rows, head):
    """The rows that have a goal or another system beside them, as Markdown; never a figure in sample."""
    lines = [f"Measured {head['date']} at {head['commit']} by `make bench-quality`; all rows and all other systems are in "
             f"[bench/results](bench/results/quality-{head['date']}.json).", "",
             "| pages | measure | Copydesk | best other | our goal | |", "|---|---|---|---|---|---|"]
    last = None
    for r in rows:
        if r["honest"] is None or not (r["best"] or r["goal"]):
            continue
        name = r["measure"] if r["group"] == "all" else f"{r['measure']}, {r['group']} pages"
        best = f"{r['others'][r['best']]:.3f} {r['best']}" if r["best"] else ""
        goal = "" if r["goal"] is None else f"{r['goal']:.3f}"
        marks = ", ".join({"loss": "**loss**", "-": "below goal"}[mark] for mark in r["marks"])
        label = "" if r["set"] == last else r["set"]
        lines.append(f"| {label} | {name} | {r['honest']:.3f} | {best} | {goal} | {marks} |")
        last = r["set"]
    return "\n".join(lines)


def write_readme(rows, head):
    """Puts the table between the README's two marks."""
    path = ROOT / "README.md"
    before, rest = path.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    path.write_text(f"{before}{MARKS[0]}\n{readme_table(rows, head)}\n{MARKS[1]}{after}", encoding="utf-8")


def save(rows, binary):
    RESULTS.mkdir(exist_ok=True)
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    head = {"date": date.today().isoformat(), "commit": commit.stdout.strip(), "machine": platform.machine(),
            "cores": os.cpu_count(), "binary_bytes": Path(binary).stat().st_size, "command": "make bench-quality"}
    path = RESULTS / f"quality-{head['date']}.json"
    path.write_text(json.dumps({**head, "rows": rows}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with open(RESULTS / "history.jsonl", "a", encoding="utf-8") as history:
        values = {f"{r['set']}/{r['measure']}/{r['group']}": r["value"] for r in rows}
        history.write(json.dumps({**head, "values": values}, ensure_ascii=False) + "\n")
    write_readme(rows, head)
    print(f"written: README.md, {path.relative_to(ROOT)}, and a line of {RESULTS.relative_to(ROOT)}/history.jsonl")


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", default=str(ROOT / "build/release/copydesk"))
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--sets", nargs="*", default=[*PAGE_SETS, "newsbench-dev"])
    args.add_argument("--no-dumps", action="store_true")
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    shared = args.shared.resolve()
    if not (shared / "bench/sets").is_dir():
        sys.exit(f"quality: SKIPPED, the labelled pages are not at {shared}/bench (option --shared)")
    started, rows = time.time(), []
    for name in args.sets:
        print(f"measuring {name} ...", file=sys.stderr)
        rows += measure_news(args.binary, shared) if name == "newsbench-dev" else measure_set(args.binary, shared, name)
        if name == DUMPED and not args.no_dumps:
            rows += measure_dumps(args.binary, shared, name)
    rows = list(compared(rows))
    print_table(rows)
    print(f"{time.time() - started:.0f} s")
    if args.no_dumps or not {*PAGE_SETS, "newsbench-dev"} <= {*args.sets}:
        print("not written: the README's table and the results are of all sets and dumps")
    elif not args.no_save:
        save(rows, args.binary)


if __name__ == "__main__":
    main()
