#!/usr/bin/env python3
"""Runs the built program with a folder as the output: one file a story, none lost, none read again.

    COPYDESK_BINARY=build/release/copydesk tests/cli/folder_test.py [Class.test_name]
"""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = os.environ["COPYDESK_BINARY"]
ARTICLE = ROOT / "examples" / "pages" / "article.html"


def run(*arguments):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, env=environment, timeout=120)


class OutputFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def test_the_same_story_of_two_inputs_of_one_name_gets_two_files(self):
        page = ARTICLE.read_bytes()
        for year in range(8):
            (self.folder / "pages" / str(year)).mkdir(parents=True)
            mark = b"<head><meta name=author content='Ana Ruiz %d'>" % year
            (self.folder / "pages" / str(year) / "a.html").write_bytes(page.replace(b"<head>", mark))
        written = []
        for jobs in ("1", "4"):
            folder = self.folder / f"stories{jobs}"
            self.assertEqual(run("extract", "-j", jobs, "-f", "json", self.folder / "pages", "-o", f"{folder}/").returncode, 0)
            written.append({path.name: path.read_bytes() for path in folder.iterdir()})
        self.assertEqual(written[0], written[1])
        self.assertEqual(len(written[0]), 8)
        [second] = [content for name, content in written[0].items() if name.endswith("-2.json")]
        self.assertTrue(json.loads(second)["source"]["path"].endswith("pages/1/a.html"))

    def test_what_an_earlier_run_wrote_beside_its_pages_is_no_page_of_the_next_one(self):
        pages = self.folder / "pages"
        pages.mkdir()
        for name in ("a.html", "b-0123456789ab.html", "c/a.html"):
            (pages / name).parent.mkdir(exist_ok=True)
            day = b"2024-10-11" if "/" not in name else b"2024-10-12"
            (pages / name).write_bytes(ARTICLE.read_bytes().replace(b"2024-10-11", day))
        for form in ("html", "md", "html"):
            self.assertIn(b"3 stories from 3 pages", run("extract", pages, "-f", form, "-o", pages).stderr, form)
        self.assertEqual(len([path for path in pages.rglob("*") if path.is_file()]), 9)
        self.assertIn(b"9 stories from 9 pages", run("extract", pages, "-o", f"{self.folder}/other/").stderr)
        with open(ARTICLE, "rb") as page:
            done = subprocess.run([BINARY, "extract", "-", "-o", "../other"], cwd=pages, stdin=page)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(list((self.folder / "other").glob("story-*.md"))), 1)

    def test_a_name_with_two_endings_is_that_of_an_own_story_too(self):
        pages = self.folder / "pages"
        for year in range(2):
            (pages / str(year)).mkdir(parents=True)
            title = b"<h1>The bridge is closed, %d</h1>" % year
            (pages / str(year) / "a.html").write_bytes(b"<link rel=canonical href=https://a.example/b>" + title + b"<p>"
                                                       + b"The council met on the quay and voted on the bridge again. " * 5)
        for _ in range(2):
            self.assertIn(b"2 stories from 2 pages", run("extract", pages / "0", pages / "1", "-f", "wet", "-o", pages).stderr)
            self.assertIn(b"2 stories from 2 pages", run("extract", pages, "-f", "wet", "-o", pages).stderr)
        [first, second] = sorted((path.name for path in pages.glob("*.wet")), key=len)
        self.assertEqual(second, first.replace(".warc.wet", "-2.warc.wet"))

    def test_a_file_is_named_after_its_page_in_any_script_and_in_nothing_but_letters(self):
        pages = self.folder / "pages"
        pages.mkdir()
        names = {"Наводнение 2013.html": "Наводнение_2013", "洪水の橋.html": "洪水の橋", "-rf.html": "_rf", "a\u202eb\n.html": "a_b_",
                 "é" * 60 + ".html": "é" * 40, b"caf\xe9.html": "caf_", "$(id)`;|.html": "__id____"}
        for name in names:
            (pages / os.fsdecode(name)).write_bytes(ARTICLE.read_bytes())
        self.assertEqual(run("extract", pages, "-o", f"{self.folder}/out/").returncode, 0)
        self.assertEqual(sorted(path.name[:-16] for path in (self.folder / "out").iterdir()), sorted(names.values()))


if __name__ == "__main__":
    unittest.main()
