#!/usr/bin/env python3
"""Runs the program on every page of tests/cases and compares the record with what a reader would want.

    tests/cases/run_cases.py [--binary PATH] [NAME...]      compare; one block of lines for each case that differs
    tests/cases/run_cases.py --bless NAME...                print the record that the program gives, for review
    tests/cases/run_cases.py --settle                       take the lines that pass out of known_failures.txt

A case is a folder: page.html or page.txt, expected.json, and why.md, which says what fails in practice. expected.json
names record fields: an object must match in the fields it names, a list in every element, a string letter by letter,
a time as the same moment; null means that the field must be absent. Besides:

    page                the page lies elsewhere (path from the project's root)
    text_contains       strings that must stand in the text
    text_not_contains   strings that must not
    text_in_order       strings that must stand in the text in this order
    body_contains       body nodes that must occur in this order
    absent_story        true: no record, or one without text, authors and date

What the program cannot do yet stands in known_failures.txt, one `NAME FIELD: reason` a line. Such a field may fail; once
it passes, its line must go, and the runner fails until it does. Standard library only.
"""
import argparse
import difflib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

CASES = Path(__file__).resolve().parent
ROOT = CASES.parent.parent
KNOWN = CASES / "known_failures.txt"
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
TIMEOUT_SECONDS = 30
MISSING = object()
QUESTIONS = {"page", "text_contains", "text_not_contains", "text_in_order", "body_contains", "absent_story"}
SCHEMA = json.loads((ROOT / "schema/story.schema.json").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- running

def page_of(case, expected):
    if "page" in expected:
        return ROOT / expected["page"]
    return next(path for path in (case / "page.html", case / "page.txt") if path.exists())


def record_of(binary, page):
    """The program's record for a page, or {} and what went wrong."""
    try:
        done = subprocess.run([binary, "extract", "--no-config", "--format", "jsonl", str(page)], capture_output=True,
                              timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return {}, f"no answer after {TIMEOUT_SECONDS} s"
    if done.returncode < 0:
        return {}, f"killed by signal {-done.returncode}"
    lines = done.stdout.decode("utf-8").splitlines()
    return json.loads(lines[0]) if lines else {}, done.stderr.decode("utf-8", "replace").strip()


# ---------------------------------------------------------------- comparing

def same_moment(wanted, got):
    """Whether two ISO times with an offset are the same moment written with the same offset."""
    try:
        left, right = (datetime.fromisoformat(re.sub("Z$", "+00:00", text)) for text in (wanted, got))
    except ValueError:
        return False
    return left == right and left.utcoffset() == right.utcoffset()


def differences(wanted, got, path):
    """Yields a line for each place where `got` does not hold what `wanted` names."""
    if wanted is None:
        if got is not MISSING:
            yield f"{path}: must be absent, is {short(got)}"
    elif got is MISSING:
        yield f"{path}: missing, must be {short(wanted)}"
    elif isinstance(wanted, dict) and isinstance(got, dict):
        for key, value in wanted.items():
            yield from differences(value, got.get(key, MISSING), f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            yield f"{path}: {len(got)} elements, must be {len(wanted)}: {short(got)}"
        for index, (left, right) in enumerate(zip(wanted, got)):
            yield from differences(left, right, f"{path}[{index}]")
    elif wanted != got and not (path.endswith(".time") and isinstance(got, str) and same_moment(wanted, got)):
        yield f"{path}: must be {short(wanted)}, is {short(got)}"


def short(value, length=160):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= length else text[:length] + "…"


def text_difference(wanted, got):
    lines = difflib.unified_diff(wanted.split("\n"), got.split("\n"), "expected", "got", lineterm="", n=0)
    return [line[:160] for line in lines if not line.startswith(("---", "+++", "@@"))]


def out_of_order(wanted, text):
    at = 0
    for part in wanted:
        found = text.find(part, at)
        if found < 0:
            yield f"{'stands earlier' if part in text else 'missing'}: {short(part)}"
        else:
            at = found + len(part)


def nodes_missing(wanted, body):
    at = 0
    for node in wanted:
        found = next((i for i in range(at, len(body)) if not any(differences(node, body[i], ""))), None)
        if found is None:
            yield f"no such node, or not in this order: {short(node)}"
        else:
            at = found + 1


def check(field, wanted, record):
    """The faults of one field of expected.json, as lines."""
    text = record.get("text", "")
    if field == "text_contains":
        return [f"missing: {short(part)}" for part in wanted if part not in text]
    if field == "text_not_contains":
        return [f"must not stand in the text: {short(part)}" for part in wanted if part in text]
    if field == "text_in_order":
        return list(out_of_order(wanted, text))
    if field == "body_contains":
        return list(nodes_missing(wanted, record.get("body", [])))
    if field == "absent_story":
        return [f"made up: {key} {short(record[key])}" for key in ("text", "authors", "published") if record.get(key)]
    if field == "text" and wanted is not None:
        return text_difference(wanted, text)
    return list(differences(wanted, record.get(field, MISSING), field))


def unknown_names(wanted, schema):
    """Names in an expectation that no record has: null for one of them would hold for ever."""
    schema = SCHEMA["$defs"][schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
    if isinstance(wanted, list):
        for element in wanted:
            yield from unknown_names(element, schema.get("items", {}))
    if isinstance(wanted, dict):
        kinds = schema.get("oneOf", [schema])
        known = {name: inner for kind in kinds for name, inner in kind.get("properties", {}).items()}
        for name, value in wanted.items():
            yield from unknown_names(value, known[name]) if name in known else [name]


def faults_of_expectation(expected):
    record = {name: value for name, value in expected.items() if name not in QUESTIONS}
    nodes = {"body": expected.get("body_contains", [])}
    return [f"expected.json: no record has a field {name}"
            for name in [*unknown_names(record, SCHEMA), *unknown_names(nodes, SCHEMA)]]


def check_case(binary, case):
    """{field: faults} of one case; a crash, or a question that nothing can answer, is a fault of the field `run`."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    if faults := faults_of_expectation(expected):
        return {"run": faults}
    record, trouble = record_of(binary, page_of(case, expected))
    faults = {field: check(field, wanted, record) for field, wanted in expected.items() if field != "page"}
    if not record and not expected.get("absent_story"):
        faults["run"] = [f"no record; {trouble}"]
    return faults


# ---------------------------------------------------------------- reporting

def known_failures():
    """{(case, field): reason}"""
    known = {}
    for line in KNOWN.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, field, reason = re.match(r"(\S+) (\w+): (.+)", line).groups()
            known[name, field] = reason
    return known


def settle(names, results):
    """Takes the lines of fields that pass out of known_failures.txt; never adds one."""
    passing = {(name, field) for name, faults in zip(names, results) for field, lines in faults.items() if not lines}
    kept, taken = [], 0
    for line in KNOWN.read_text(encoding="utf-8").splitlines(keepends=True):
        entry = re.match(r"(\S+) (\w+): ", line)
        if entry and entry.groups() in passing:
            taken += 1
        else:
            kept.append(line)
    KNOWN.write_text("".join(kept), encoding="utf-8")
    print(f"{taken} lines taken out of {KNOWN.name}")


def report(names, results, known):
    """Prints what differs; returns the number of faults that are not known, and of known ones that pass."""
    bad = expected_bad = fields = 0
    for name, field in known.keys() - {(name, field) for name, faults in zip(names, results) for field in faults}:
        bad += 1
        print(f"{name} {field}: stands in known_failures.txt, but the case does not ask for it")
    for name, faults in zip(names, results):
        for field, lines in faults.items():
            fields += 1
            if (name, field) in known:
                expected_bad += 1
                if not lines:
                    bad += 1
                    print(f"{name} {field}: passes now; take its line out of known_failures.txt (--settle)")
            elif lines:
                bad += 1
                print("\n    ".join([f"{name} {field}:", *lines]))
    print(f"{len(names)} cases, {fields} fields: {fields - bad - expected_bad} right, {expected_bad} known failures, "
          f"{bad} to look at")
    return bad


def bless(binary, cases):
    for case in cases:
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        record, trouble = record_of(binary, page_of(case, expected))
        print(f"== {case.name}: {(case / 'why.md').read_text(encoding='utf-8').strip()}")
        print(json.dumps(record, ensure_ascii=False, indent=1) if record else trouble)


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--binary", default=os.environ.get("COPYDESK_BINARY", str(ROOT / "build/release/copydesk")))
    args.add_argument("--bless", action="store_true", help="print the records instead of comparing")
    args.add_argument("--settle", action="store_true", help="take lines that pass out of known_failures.txt")
    args.add_argument("names", nargs="*")
    args = args.parse_args()
    names = args.names or sorted(path.parent.name for path in CASES.glob("*/expected.json"))
    cases = [CASES / name for name in names]
    if not Path(args.binary).exists():
        print(f"SKIPPED: {len(names)} cases, because there is no program at {args.binary}")
        sys.exit(SKIPPED)
    if args.bless:
        bless(args.binary, cases)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda case: check_case(args.binary, case), cases))
    if args.settle:
        settle(names, results)
    known = {key: reason for key, reason in known_failures().items() if key[0] in names}
    sys.exit(1 if report(names, results, known) else 0)


if __name__ == "__main__":
    main()
