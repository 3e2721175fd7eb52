#!/usr/bin/env python3
"""Shows the program at work on the example pages: all of them into stories, a table, the damage report, one
story, an archive to be read in the browser.

    examples/demo.py          (make demo)

Writes build/demo/stories.jsonl and errors.jsonl, and each story as a file into markdown/ and html/ beside
them, and the archive news.db.
Standard library only.
"""
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("COPYDESK_BINARY", ROOT / "build/release/copydesk"))
PAGES = Path("examples/pages")
OUT = Path("build/demo")
SHOWN = PAGES / "wire.html"  # the story that is printed: short, with a dateline
TITLE_COLUMNS = 44


def styled(text, code):
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[{code}m{text}\033[0m"


def heading(text):
    print("\n" + styled(text, "1"))


def run(*args, to=None):
    """Runs the program; its standard output goes into the file `to`, or is returned."""
    command = [str(BINARY), *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, stdout=open(ROOT / to, "wb") if to else subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):  # 3: some inputs failed, as one record of the demo must
        sys.exit(f"demo: {' '.join(command)} ended with {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode() if done.stdout else ""


def columns(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fitted(text, width):
    """The text cut or filled to a number of columns on the screen."""
    while columns(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - columns(text))


def pictures(record):
    slides = sum(len(gallery.get("items", [])) for gallery in record.get("galleries", []))
    return len([image for image in record.get("images", []) if image.get("role") != "gallery"]) + slides


def print_table(records):
    heading(f"{'Title':<{TITLE_COLUMNS}}  {'Type':<13}  {'Authors':<26}  Words  Pictures  From")
    for record in records:
        authors = ", ".join(a["name"] for a in record.get("authors", [])) or record.get("agency", "")
        words = len(re.findall(r"\w+", record.get("text", "")))
        print(f"{fitted(record.get('title', '(no title)'), TITLE_COLUMNS)}  {record.get('page_type', ''):<13}  "
              f"{fitted(authors, 26)}  {words:>5}  {pictures(record):>8}  {Path(record['source']['path']).name}")


def print_errors(path):
    heading("What could not be read (one line of build/demo/errors.jsonl each)")
    for line in path.read_text(encoding="utf-8").splitlines():
        print(styled("  " + line, "33"))
    heading(f"$ copydesk check {PAGES}/crawl.warc.gz")
    print(run("check", PAGES / "crawl.warc.gz").rstrip())


def main():
    out = ROOT / OUT
    out.mkdir(parents=True, exist_ok=True)
    print(f"Reading {PAGES}: pages of an invented news site, a text dump, and a WARC file with one damaged record.")
    run("extract", PAGES, "--format", "jsonl", "--errors", OUT / "errors.jsonl", to=OUT / "stories.jsonl")
    for form, folder in (("md", "markdown"), ("html", "html")):
        (out / folder).mkdir(exist_ok=True)
        run("extract", PAGES, "--format", form, "--output", f"{OUT}/{folder}/")
    with open(out / "stories.jsonl", encoding="utf-8") as lines:
        print_table([json.loads(line) for line in lines])
    print_errors(out / "errors.jsonl")
    heading(f"$ copydesk extract {SHOWN} --format md")
    print(run("extract", SHOWN, "--format", "md").rstrip())
    heading(f"$ copydesk archive {OUT}/news.db {PAGES}")
    for suffix in ("", "-wal", "-shm", "-writer"):
        (ROOT / f"{OUT}/news.db{suffix}").unlink(missing_ok=True)
    run("archive", OUT / "news.db", PAGES, "--quiet")
    print(run("stats", OUT / "news.db").rstrip())
    heading(f"Written to {OUT}: stories.jsonl, errors.jsonl, markdown/, html/, news.db")
    print(f"To search and read them in the browser: {os.path.relpath(BINARY, ROOT)} serve {OUT}/news.db")


if __name__ == "__main__":
    main()
