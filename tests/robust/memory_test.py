#!/usr/bin/env python3
"""Runs the built program under valgrind over pages, dumps, archives and a search: no read of memory that nobody wrote, no
access outside of what was asked for, nothing lost at the end.

    COPYDESK_BINARY=build/release/copydesk tests/robust/memory_test.py [--full]     (--full: all of tests/cases)
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["COPYDESK_BINARY"]
ROOT = Path(__file__).resolve().parent.parent.parent
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,indirect",
            "--errors-for-leak-kinds=definite,indirect"]
PAGES = [ROOT / "examples/pages" / name for name in ("article.html", "crawl.warc.gz", "dump-2016.txt", "gallery-2017.html",
                                                     "legacy-koi8r.html", "live.html")]
IS_FULL = "--full" in sys.argv


class Memory(unittest.TestCase):
    def check(self, *words, codes=(0,)):
        done = subprocess.run([*VALGRIND, BINARY, *map(str, words)], capture_output=True, text=True, timeout=3600)
        self.assertIn(done.returncode, codes, done.stderr[-4000:])

    def test_extract_in_every_format(self):
        inputs = [ROOT / "tests/cases", ROOT / "examples/pages"] if IS_FULL else PAGES
        for form in ("jsonl", "html", "csv", "tei") if IS_FULL else ("jsonl",):
            self.check("extract", "-q", "-j1", "--isolate", "off", "--provenance", "-f", form, "-o", os.devnull, *inputs, codes=(0, 3))

    def test_extract_in_processes_of_its_own(self):
        self.check("extract", "-q", "-j1", "-f", "jsonl", "-o", os.devnull, *PAGES[:2], codes=(0, 3))

    def test_explain_show_and_check(self):
        self.check("check", *PAGES[:3], codes=(0, 3))
        for words in (["explain"], ["show", "tree"], ["show", "tokens"], ["show", "features"])[:4 if IS_FULL else 1]:
            self.check(*words, PAGES[0])

    def test_an_archive_and_its_search(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "news.db"
            self.check("archive", archive, *PAGES, "-q", "--isolate", "off", codes=(0, 3))
            self.check("search", archive, "the -walrus title:a OR b*", codes=(0, 1))
            self.check("verify", archive)


if __name__ == "__main__":
    if not shutil.which("valgrind"):
        print("SKIPPED: no valgrind (Debian package valgrind)", file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=[word for word in sys.argv if word != "--full"])
