#!/usr/bin/env python3
"""Measures speed and quality of Copydesk and of other extractors, side by side: same pages, one core each, in one run.

    bench/peers.py [--install] [--sets NAME...] [--systems NAME...] [--seconds N] [--runs N] [--no-save]
    make bench-peers             all of it, without --systems

--install brings the newest releases from the registries of Python, Node, Rust and Go into build/peers, nothing elsewhere.
What does not install is said and left out. Each system runs in its own process on one and the same core (bench/peers/ has
the drivers): pages are in memory, the clock runs from their bytes to their text. Copydesk makes the whole record with all
fields in that time, the others their text.

Pages come in an order that is random and always the same. A system that is slow does as many as it can in --seconds; it
is compared with Copydesk on just these pages. Copydesk runs before each system and after the last. Scorers are those of
../shared/bench. The weights of Copydesk were trained on wcxb-dev, fundus-dev and trafilatura-eval-dev: its quality there is
that of the five folds by host where bench/crossval.py has left its texts in build/model, on the same pages, else that of
bench/results/crossval.json for the whole set. Writes bench/results/DATE-peers.json and the README's table; a run over some
of the sets or systems replaces their rows. Standard library only.
"""
import argparse
import gzip
import hashlib
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DRIVERS = HERE / "peers"
WORK = ROOT / "build/peers"
SETS = ["wcxb-dev", "trafilatura-eval-dev", "fundus-dev", "ir-big9"]
TRAINED_ON = {"wcxb-dev", "trafilatura-eval-dev", "fundus-dev"}
# Trafilatura asks for the cleaner as an extra of lxml, which no longer has it.
PYTHON = {"trafilatura": ["trafilatura", "lxml_html_clean"], "resiliparse": ["resiliparse>=0.15"], "turbohtml": ["turbohtml"]}
NODE = {"readability": "@mozilla/readability", "defuddle": "defuddle"}
RUST = ["rs-trafilatura", "dom_smoothie"]
SYSTEMS = [*PYTHON, *NODE, *RUST, "go-trafilatura"]
MARKS = ("<!-- made by make bench-peers -->", "<!-- end of peers -->")


# ---------------------------------------------------------------- installing

def told(name, steps):
    """Runs the steps; a failure is said, and what it stands for is left out."""
    for command, folder in steps:
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            print(f"peers: LEFT OUT, {name} does not install:\n{done.stdout[-600:]}", file=sys.stderr)
            return False
    return True


def install():
    WORK.mkdir(parents=True, exist_ok=True)
    venv, node, rust, go = (WORK / name for name in ("venv", "node", "rust", "go"))
    for folder in (node, rust / "src", go):
        folder.mkdir(parents=True, exist_ok=True)
    told("the environment for Python", [([sys.executable, "-m", "venv", venv], None)])
    for name, packages in PYTHON.items():
        told(name, [([venv / "bin/pip", "install", "-q", "-U", *packages], None)])
    (node / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    for name, package in {"linkedom": "linkedom", **NODE}.items():
        told(name, [(["npm", "install", "--no-audit", "--no-fund", f"{package}@latest"], node)])
    for name in ("Cargo.toml", "src/main.rs"):
        (rust / name).write_bytes((DRIVERS / "rust" / name).read_bytes())
    told("what is written in Rust", [(["cargo", "update", "-q"], rust), (["cargo", "build", "-q", "--release", "-j2"], rust)])
    (go / "main.go").write_bytes((DRIVERS / "go/main.go").read_bytes())
    (go / "go.mod").write_text("module go_peer\n\ngo 1.24\n", encoding="utf-8")
    told("go-trafilatura", [(["go", "get", "github.com/markusmobius/go-trafilatura@latest"], go), (["go", "mod", "tidy"], go),
                            (["go", "build", "-o", "go_peer", "."], go)])


def output_of(command, folder=None):
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout
    except OSError:
        return ""


def versions():
    """{system: version} of what is installed."""
    found = {}
    for package in json.loads(output_of([WORK / "venv/bin/pip", "list", "--format", "json"]) or "[]"):
        found[package["name"].lower()] = package["version"]
    for name, package in {"linkedom": "linkedom", **NODE}.items():
        facts = WORK / "node/node_modules" / package / "package.json"
        if facts.exists():
            found[name] = json.loads(facts.read_text(encoding="utf-8"))["version"]
    if (WORK / "rust/target/release/rust_peer").exists():
        lock = (WORK / "rust/Cargo.lock").read_text(encoding="utf-8").split("\n")
        for name in RUST:
            found[name] = lock[lock.index(f'name = "{name}"') + 1].split('"')[1]
    if (WORK / "go/go_peer").exists():
        module = output_of(["go", "list", "-m", "github.com/markusmobius/go-trafilatura"], WORK / "go").split()
        found["go-trafilatura"] = module[1] if len(module) > 1 else "unknown"
    if "linkedom" in found and "readability" in found:
        found["readability"] += f" on linkedom {found['linkedom']}"
    return {name: found[name] for name in SYSTEMS if name in found}


# ---------------------------------------------------------------- running

def command_of(system):
    """Command, folder and environment of a system's driver."""
    if system in NODE:
        return ["node", DRIVERS / "node_peer.mjs"], WORK / "node", {}
    if system in RUST:
        return [WORK / "rust/target/release/rust_peer"], None, {}
    if system == "go-trafilatura":
        return [WORK / "go/go_peer"], None, {"GOMAXPROCS": "1"}
    ours = {"COPYDESK_LIBRARY": str(ROOT / "build/release/libcopydesk.so.0"), "PYTHONPATH": str(ROOT / "python")}
    python = WORK / "venv/bin/python"
    return [python if python.exists() else sys.executable, DRIVERS / "python_peer.py"], None, ours


def run_system(system, listing, seconds, core):
    """{id: (text, seconds)} of the pages that it did in the time."""
    command, folder, more = command_of(system)
    with open(WORK / f"{system}.stderr", "wb") as errors:
        done = subprocess.run([*command, system, listing, str(seconds)], cwd=folder, env={**os.environ, **more},
                              stdout=subprocess.PIPE, stderr=errors, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    if done.returncode != 0:
        print(f"peers: {system} ended with {done.returncode}; see {WORK / system}.stderr", file=sys.stderr)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["id"]: (row["text"], row["seconds"]) for row in rows}


def run_often(system, listing, seconds, runs, core):
    """At most `runs` runs, as long as they fit into the time."""
    results, end = [], time.monotonic() + seconds
    while len(results) < runs and time.monotonic() < end:
        result = run_system(system, listing, seconds if not results else 2 * seconds, core)
        if not result:
            break
        results.append(result)
    return results


def spread_pages(shared, set_name):
    """The set's pages in an order that is random and always the same, and the list of them for the drivers."""
    setdir = shared / "bench/sets" / set_name
    with open(setdir / "pages.jsonl", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    pages.sort(key=lambda page: hashlib.sha256(page["id"].encode()).digest())
    listing = WORK / f"{set_name}.list"
    listing.write_text("".join(json.dumps({"id": page["id"], "path": str(setdir / page["html"]), "url": page.get("url")})
                               + "\n" for page in pages), encoding="utf-8")
    return pages, listing


# ---------------------------------------------------------------- scoring

def scored(shared, pages, texts):
    """{measure: F1} of the pages that have a text here."""
    if str(shared / "bench") not in sys.path:
        sys.path.insert(0, str(shared / "bench"))
    scorer = importlib.import_module("score")
    scorer.shingle_counts = lambda pred, gold: (0.0, 0.0, 0.0)  # not shown, and nine tenths of the time
    rows = [scorer.score_page(page, {"id": page["id"], "text": texts[page["id"]]}) for page in pages if page["id"] in texts]
    figures = scorer.summarise(rows)
    return {measure: round(figures[measure]["f1"], 4) for measure in ("words", "segments") if measure in figures}


def texts_of_folds(set_name):
    """{id: text} of bench/crossval.py; empty when it has not run here."""
    path = ROOT / "build/model" / f"{set_name}.crossval.predictions"
    if not path.exists():
        return {}
    with open(path, encoding="utf-8") as lines:
        return {row["id"]: row.get("text", "") for row in map(json.loads, lines)}


def our_scores(shared, set_name, pages, texts, done):
    """Our figures on the pages `done`, and what they are."""
    if set_name not in TRAINED_ON:
        return scored(shared, pages, {key: texts[key] for key in done}), "same pages, not trained on"
    folds = texts_of_folds(set_name)
    if folds:
        return scored(shared, pages, {key: folds.get(key, "") for key in done}), "same pages, five folds"
    whole = json.loads((HERE / "results/crossval.json").read_text(encoding="utf-8"))[set_name]["all"]
    return {m: round(whole[m]["f1"], 4) for m in ("words", "segments") if m in whole}, "whole set, five folds"


# ---------------------------------------------------------------- measuring

def speed_of(seconds, size, count):
    return {"megabytes_a_second": round(size / seconds / 1e6, 2), "pages_a_second": round(count / seconds, 1)}


def middle_seconds(results, done):
    """Seconds for the pages `done`, the middle of the runs."""
    return statistics.median(sum(result[key][1] for key in done) for result in results)


def measure_set(args, set_name, systems):
    pages, listing = spread_pages(args.shared, set_name)
    sizes = html_sizes(args.shared / "bench/sets" / set_name, pages)
    ours, ours_text, rows = [], [], {}
    for name in systems:
        mine = run_often("copydesk", listing, args.seconds, 1, args.core)
        mine_text = run_often("copydesk-text", listing, args.seconds, 1, args.core)
        theirs = run_often(name, listing, args.seconds, args.runs, args.core)
        if not theirs:
            print(f"peers: LEFT OUT, {name} gave nothing", file=sys.stderr)
            continue
        ours += mine
        ours_text += mine_text
        rows[name] = theirs
        print(f"{set_name}: {name} did {len(theirs[0])} of {len(pages)} pages, {len(theirs)} runs", file=sys.stderr)
    ours += run_often("copydesk", listing, args.seconds, 1, args.core)
    ours_text += run_often("copydesk-text", listing, args.seconds, 1, args.core)
    if not ours or not ours_text:
        sys.exit("peers: Copydesk gave nothing; the C library is built by make build")
    texts = {key: text for key, (text, _) in ours[0].items()}
    found = []
    for name, results in rows.items():
        done = sorted(set.intersection(*(set(result) for result in [*results, *ours, *ours_text])))
        size, theirs, mine = sum(sizes[key] for key in done), middle_seconds(results, done), middle_seconds(ours, done)
        mine_text = middle_seconds(ours_text, done)
        quality, what = our_scores(args.shared, set_name, pages, texts, done)
        found.append({"set": set_name, "system": name, "pages": len(done), "pages_of_set": len(pages), "html_bytes": size,
                      "seconds": [round(sum(result[key][1] for key in done), 3) for result in results],
                      "our_seconds": [round(sum(result[key][1] for key in done), 3) for result in ours],
                      **speed_of(theirs, size, len(done)),
                      **{"our_" + key: value for key, value in speed_of(mine, size, len(done)).items()},
                      "we_are_times_as_fast": round(theirs / mine, 2),
                      "our_text_alone_is_times_as_fast": round(theirs / mine_text, 2),
                      "our_text_alone_seconds": [round(sum(r[key][1] for key in done), 3) for r in ours_text],
                      "f1": scored(args.shared, pages, {key: results[0][key][0] for key in done}),
                      "our_f1": quality, "our_f1_is": what})
    return found


def html_sizes(setdir, pages):
    return {page["id"]: len(gzip.decompress((setdir / page["html"]).read_bytes())) for page in pages}


def print_table(rows):
    print(f"{'':22}{'':16}{'pages':>7}{'MB/s':>9}{'ours':>9}{'times':>8}{'text':>8}   F1 theirs, ours")
    for row in rows:
        quality = "  ".join(f"{m} {row['f1'][m]:.3f} {row['our_f1'].get(m, 0):.3f}" for m in row["f1"])
        print(f"{row['set']:22}{row['system']:16}{row['pages']:>7}{row['megabytes_a_second']:>9.1f}"
              f"{row['our_megabytes_a_second']:>9.1f}{times_of(row)[0]:>8.2f}{times_of(row)[1]:>8.2f}   {quality} ({row['our_f1_is']})")


# ---------------------------------------------------------------- keeping

def machine():
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [line.split(":", 1)[1].strip() for line in facts.splitlines() if line.startswith("model name")]
    return {"cpu": models[0] if models else "unknown", "cores": os.cpu_count(), "python": platform.python_version(),
            "node": output_of(["node", "--version"]).strip(), "rust": output_of(["rustc", "--version"]).strip(),
            "go": output_of(["go", "version"]).strip(), "load_before": round(os.getloadavg()[0], 1)}


def merged(head, rows):
    """With the rows of today's file that this run has not measured."""
    path = HERE / "results" / f"{head['date']}-peers.json"
    if path.exists():
        fresh = {(row["set"], row["system"]) for row in rows}
        kept = json.loads(path.read_text(encoding="utf-8"))["rows"]
        rows = rows + [row for row in kept if (row["set"], row["system"]) not in fresh]
    place = {name: at for at, name in enumerate([*SETS, *SYSTEMS])}
    return path, sorted(rows, key=lambda row: (place.get(row["set"], 99), place.get(row["system"], 99)))


def times_of(row):
    """How many times as fast we are with the whole record, and with the text alone."""
    return row["we_are_times_as_fast"], row["our_text_alone_is_times_as_fast"]


def readme_table(head, rows):
    """One line a system and set; bold where it is ahead of us."""
    lines = [f"Measured {head['date']} by `make bench-peers` on one core of an {head['machine']['cpu']}; raw times, versions "
             f"and commits are in [bench/results](bench/results/{head['date']}-peers.json). The others make their text; Copydesk "
             "makes the whole record and, where it is asked for no more, the text alone. A slow system did the pages told and "
             "is compared in speed on just these. F1 of words; "
             "trafilatura-eval-dev: of segments. Copydesk's is never in sample: of five folds by host, over the whole set.", "",
             "| pages | system | MB/s of HTML | Copydesk is … times as fast | its text alone | F1 | Copydesk's F1 |",
             "|---|---|---|---|---|---|---|"]
    for row in rows:
        measure = "words" if "words" in row["f1"] else "segments"
        speeds, theirs, mine = times_of(row), row["f1"][measure], row["our_f1"][measure]
        count = "" if row["pages"] == row["pages_of_set"] else f", {row['pages']} pages"
        lines.append(f"| {row['set']}{count} | {row['system']} {row['version']} | {row['megabytes_a_second']:.1f} | "
                     + " | ".join(f"**{speed:.2f}, loss**" if speed < 1 else f"{speed:.1f}" for speed in speeds)
                     + (f" | **{theirs:.3f}** | {mine:.3f}, **loss** |" if theirs > mine else f" | {theirs:.3f} | {mine:.3f} |"))
    return "\n".join(lines)


def save(head, rows):
    path, rows = merged(head, rows)
    path.write_text(json.dumps({**head, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
    readme.write_text(f"{before}{MARKS[0]}\n{readme_table(head, rows)}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", encoding="utf-8")
    print(f"written: README.md, {path.relative_to(ROOT)}")


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--install", action="store_true", help="bring the newest releases into build/peers first")
    args.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args.add_argument("--sets", nargs="*", default=SETS)
    args.add_argument("--systems", nargs="*", default=SYSTEMS)
    args.add_argument("--seconds", type=float, default=120, help="for each system and set")
    args.add_argument("--runs", type=int, default=3)
    args.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    args.add_argument("--no-save", action="store_true")
    args = args.parse_args()
    args.shared = args.shared.resolve()
    if not (args.shared / "bench/sets").is_dir():
        sys.exit(f"peers: SKIPPED, the labelled pages are not at {args.shared}/bench (option --shared)")
    if args.install:
        install()
    known = versions()
    for name in args.systems:
        if name not in known:
            print(f"peers: LEFT OUT, {name} is not installed (--install)", file=sys.stderr)
    commit = output_of(["git", "describe", "--always", "--dirty"], ROOT).strip()
    head = {"date": date.today().isoformat(), "command": "make bench-peers", "machine": machine()}
    rows = []
    for set_name in args.sets:
        for row in measure_set(args, set_name, [name for name in args.systems if name in known]):
            rows.append({**row, "version": known[row["system"]], "commit": commit})
    print_table(rows)
    if rows and not args.no_save:
        save(head, rows)


if __name__ == "__main__":
    main()
