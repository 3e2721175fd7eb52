#!/usr/bin/env python3
"""Looks for pages on which time grows faster than size, made at random of parts of the test pages.

    COPYDESK_BINARY=build/release/copydesk tests/growth/random_shapes.py [--seconds 600 | --shapes 200] [--seed 1]

growth.cpp has the shapes that somebody thought of; here nobody thinks. A place of a test page is filled with runs: parts
of any test page, each repeated, half of them with a counter inside, so that no two are alike. The program reads each shape
at 1.2 MB; one that is slow there is read at an eighth of it, and is over when its time has grown by more than ^1.35. Such a
page is kept under build/growth, and the exit code is 1: name its shape in shapes_*.cpp and mend it. Time is that of the
processor, the least of three. The same seed makes the same shapes. About eight shapes a second.
"""
import argparse
import math
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = os.environ["COPYDESK_BINARY"]
LARGE, FACTOR = 1_200_000, 8
MOST_EXPONENT = 1.35
START_SECONDS = 0.008  # of the program itself
SLOW_SECONDS = {"page": 0.15, "dump": 0.5}  # a large shape that takes less is not looked at further
KILL_SECONDS = 60
ENDING = {"page": ".html", "dump": ".txt"}
FORMATS = ["jsonl", "jsonl", "json", "md", "html", "tei"]

START_TAG = re.compile(r"<([a-zA-Z][\w-]*)(?:\s[^<>]*)?>")
VALUE = re.compile(r'="([^"]+)"')
TEXT = re.compile(r">([^<]*\w[^<]*)<")
JSON_BLOCK = re.compile(r"<script[^>]*json[^>]*>(.*?)</script>", re.S)
JSON_PART = re.compile(r'"[\w@]+"\s*:\s*"[^"]*"|"(?:[^"\\]|\\.)*"|\{[^{}]*\}|\[[^\[\]]*\]')
SEPARATORS = ["", " ", ", ", "; ", ": ", ". ", " | ", " - ", "-", "/", "&", "?", " and ", "\n", "<br>", "&amp;", "<!-- -->"]
COUNTER = "\0"


def part_with_counter(rng, part):
    """The part, every second time with a mark where each repetition gets its number."""
    places = list(re.finditer(r"\d+" if rng.random() < 0.5 else r"\w+", part))
    if not places or rng.random() < 0.5:
        return part
    place = rng.choice(places)
    return part[: place.end()] + COUNTER + part[place.end() :]


def repeated(part, separator, size):
    text = part + separator
    count = max(1, int(size) // max(1, len(text) + 5 * text.count(COUNTER)))
    return "".join(text.replace(COUNTER, str(i)) for i in range(count)) if COUNTER in text else text * count


def element_at(page, tag):
    """Where the element of a start tag ends; behind the tag itself when it has no end."""
    depth = 1
    for found in re.finditer(rf"<(/?){re.escape(tag.group(1))}\b[^>]*>", page[tag.end() :], re.I):
        depth += -1 if found.group(1) else 1
        if depth == 0:
            return tag.end() + found.end()
    return tag.end()


def place_of(rng, page):
    """A place of a page, and a part that stands there: (begin, part)."""
    kind = rng.random()
    if kind < 0.15 and (block := JSON_BLOCK.search(page)) and (parts := list(JSON_PART.finditer(block.group(1)))):
        part = rng.choice(parts)
        return block.start(1) + part.start(), part.group()
    for share, pattern in ((0.3, VALUE), (0.45, TEXT)):
        if kind < share and (found := list(pattern.finditer(page))):
            part = rng.choice(found)
            return part.start(1), rng.choice([part.group(1), rng.choice(part.group(1).split() or [" "])])
    tag = rng.choice(list(START_TAG.finditer(page)))
    end = element_at(page, tag)
    part = page[tag.start() : tag.end() if kind < 0.7 else end]
    return tag.start(), part


def line_of(rng, page):
    """A place of a dump, and a line, a word or some lines of it."""
    lines = page.splitlines(keepends=True)
    first = rng.randrange(len(lines))
    part = "".join(lines[first : first + rng.randrange(1, 5)])
    if rng.random() < 0.3:
        part = rng.choice(part.split() or [" "])
    return sum(map(len, lines[:first])), part


def shape(rng, pages, place_in):
    """A function of a size that makes a page of it."""
    page = rng.choice(pages)
    begin, part = place_in(rng, page)
    parts = [part] + [place_in(rng, rng.choice(pages))[1] for _ in range(rng.randrange(4))]
    runs = [(part_with_counter(rng, part), rng.choice(SEPARATORS) if "<" not in part else "") for part in parts]
    is_by_turns = rng.random() < 0.25

    def make(size):
        if is_by_turns:
            middle = repeated("".join(part + separator for part, separator in runs), "", size)
        else:
            middle = "".join(repeated(part, separator, size / len(runs)) for part, separator in runs)
        return page[:begin] + middle + page[begin:]

    return make


def seconds_of(path, form):
    """Processor seconds of the program on a file, without its own start; infinite when it was killed."""
    words = [BINARY, "extract", "--no-config", "-q", "-j1", "--isolate", "off", "-f", form, "-o", os.devnull, str(path)]
    silent = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(BINARY, words, os.environ, file_actions=silent)
    end = time.monotonic() + KILL_SECONDS
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            os.kill(child, 9)
        time.sleep(0.002)
    if os.WIFSIGNALED(status):
        return math.inf
    return max(usage.ru_utime + usage.ru_stime - START_SECONDS, 0.002)


def look_at(make, kind, form, folder):
    """None, or what is wrong with a shape."""
    large, small = folder / f"large{ENDING[kind]}", folder / f"small{ENDING[kind]}"
    large.write_text(make(LARGE), encoding="utf-8", errors="surrogateescape")
    most = seconds_of(large, form)
    if most < SLOW_SECONDS[kind]:
        return None
    small.write_text(make(LARGE / FACTOR), encoding="utf-8", errors="surrogateescape")
    for _ in range(2):
        most = min(most, seconds_of(large, form))
    least = min(seconds_of(small, form) for _ in range(3))
    if most == math.inf:
        return f"{form}: the program was killed, by itself or after {KILL_SECONDS} s"
    grown = large.stat().st_size / small.stat().st_size
    exponent = math.log(most / least) / math.log(max(grown, 2))
    return f"{form}: ^{exponent:.2f}, {least:.3f} s and {most:.3f} s" if exponent > MOST_EXPONENT else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--shapes", type=int, help="how many, in the place of --seconds")
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    rng = random.Random(words.seed)
    read = lambda pattern: [p.read_text(encoding="utf-8", errors="surrogateescape") for p in sorted(ROOT.glob(pattern))]
    pages = {"page": [p for p in read("tests/cases/*/page.html") + read("examples/pages/*.html") if START_TAG.search(p)],
             "dump": [p for p in read("tests/cases/*/page.txt") if p.strip()]}
    kept = ROOT / "build/growth"
    end, count, over = time.monotonic() + words.seconds, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        while count < words.shapes if words.shapes else time.monotonic() < end:
            kind = "dump" if rng.random() < 0.2 else "page"
            make, form = shape(rng, pages[kind], line_of if kind == "dump" else place_of), rng.choice(FORMATS)
            count += 1
            if (fault := look_at(make, kind, form, Path(folder))) is None:
                continue
            over += 1
            kept.mkdir(parents=True, exist_ok=True)
            name = kept / f"seed{words.seed}-shape{count}{ENDING[kind]}"
            name.write_text(make(LARGE), encoding="utf-8", errors="surrogateescape")
            print(f"{name.relative_to(ROOT)}: {fault}", flush=True)
    print(f"{count} shapes of {len(pages['page'])} pages and {len(pages['dump'])} dumps, {over} over ^{MOST_EXPONENT}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
