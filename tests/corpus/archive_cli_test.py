#!/usr/bin/env python3
"""Runs the commands over an archive as people do, kills them, fills their disk.

    COPYDESK_BINARY=build/release/copydesk tests/corpus/archive_cli_test.py [TestClass.test_name]
    COPYDESK_KILLS=200 ...       kill -9 so many times (10 without it)
"""
import fcntl
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from processes import wait_until_caught  # noqa: E402

BINARY = os.environ["COPYDESK_BINARY"]
EXAMPLES = ROOT / "examples" / "pages"
KILLS = int(os.environ.get("COPYDESK_KILLS", "10"))
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
SYLLABLES = "ba de ki lo mu na pe ri so tu va wen hal dor mir gas".split()


def run(*arguments, **options):
    """Runs the program; returns the finished process with its streams as text."""
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT, timeout=300,
                          **options)


def write_pages(folder, count, seed=1):
    """Invented pages, some of them shortened copies of others."""
    dice = random.Random(seed)

    def sentence():
        words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(dice.randint(6, 18))]
        return " ".join(words).capitalize() + "."

    folder.mkdir()
    texts = []
    for i in range(count):
        paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(8)]
        if texts and dice.random() < 0.2:
            paragraphs = dice.choice(texts)[:5]
        texts.append(paragraphs)
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        (folder / f"page-{i:04}.html").write_text(
            f"<!DOCTYPE html><html lang=en><title>{sentence()}</title><article><h1>Story {i} {sentence()}</h1>\n"
            f"{body}</article></html>")


def content_of(archive):
    """The hash of all content, from a verify that found no fault."""
    report = run("verify", archive)
    if report.returncode != 0:
        raise AssertionError(report.stdout + report.stderr)
    return report.stdout.split()[-1]


class ArchiveTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.archive = self.folder / "news.db"

    def test_a_second_run_changes_nothing_and_says_so(self):
        first = run("archive", self.archive, EXAMPLES / "article.html", EXAMPLES / "wire.html")
        self.assertEqual((first.returncode, "2 new stories" in first.stderr), (0, True), first.stderr)
        before = content_of(self.archive)
        second = run("archive", self.archive, EXAMPLES / "article.html", EXAMPLES / "wire.html")
        self.assertEqual((second.returncode, "nothing new: 2 inputs" in second.stderr), (0, True), second.stderr)
        self.assertEqual(content_of(self.archive), before)

    def test_any_number_of_jobs_gives_the_same_archive(self):
        write_pages(self.folder / "pages", 60)
        contents = set()
        for jobs in (1, 2, 5):
            archive = self.folder / f"{jobs}.db"
            self.assertEqual(run("archive", archive, self.folder / "pages", "-j", jobs).returncode, 0)
            contents.add(content_of(archive))
        self.assertEqual(len(contents), 1)

    def test_export_gives_what_extract_gives(self):
        pages = [EXAMPLES / "article.html", EXAMPLES / "gallery-2017.html", EXAMPLES / "arabic.html"]
        run("archive", self.archive, *pages)
        self.assertEqual(run("export", self.archive).stdout, run("extract", *pages).stdout)
        self.assertEqual(run("export", self.archive, "-p").stdout, run("extract", "-p", *pages).stdout)
        self.assertEqual(run("export", self.archive, "-f", "md").stdout, run("extract", "-f", "md", *pages).stdout)

    def test_export_into_a_folder_gives_the_files_that_extract_gives(self):
        pages = [EXAMPLES / "article.html", EXAMPLES / "gallery-2017.html"]
        run("archive", self.archive, *pages)
        for form in ([], ["-f", "html"]):
            for command, inputs in (("export", [self.archive]), ("extract", pages)):
                done = run(command, *inputs, *form, "-o", f"{self.folder}/{command}/")
                self.assertEqual(done.returncode, 0, done.stderr)
        files = {path.name: path.read_bytes() for path in (self.folder / "extract").iterdir()}
        self.assertEqual({name.split(".")[-1] for name in files}, {"md", "html"})
        self.assertEqual({path.name: path.read_bytes() for path in (self.folder / "export").iterdir()}, files)

    def test_who_reads_an_archive_leaves_nothing_beside_it(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        for words in (["export"], ["search", "flood"], ["stats"], ["verify"], ["export", "-o", "/dev/full"]):
            before = self.archive.read_bytes()
            run(words[0], self.archive, *words[1:])
            self.assertEqual([path.name for path in self.archive.parent.glob(self.archive.name + "*")], [self.archive.name], words)
            self.assertEqual(self.archive.read_bytes(), before)

    def test_an_archive_in_a_folder_that_nobody_may_write_to_can_be_read(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        expected = run("export", self.archive).stdout
        self.archive.chmod(0o444)
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        user = {"user": 65534} if os.geteuid() == 0 else {}  # root may write everywhere
        try:
            found = run("export", self.archive, **user)
        except PermissionError:
            self.skipTest("the program is where only root may read")
        self.assertEqual((found.stdout, found.returncode), (expected, 0), found.stderr)
        self.assertEqual(run("search", self.archive, "bridge", **user).returncode, 0)
        self.assertEqual(run("stats", self.archive, **user).returncode, 0)
        checked = run("verify", self.archive, **user)
        self.assertEqual((checked.returncode, checked.stdout, "all is sound but the search index" in checked.stderr), (4, "", True))
        self.assertEqual([path.name for path in self.folder.iterdir()], [self.archive.name])
        self.folder.chmod(0o755)
        Path(f"{self.archive}-wal").write_bytes(b"an unfinished log")
        self.folder.chmod(0o555)
        found = run("export", self.archive, **user)
        self.assertEqual((found.stdout, found.returncode, "copy both elsewhere" in found.stderr), ("", 4, True), found.stderr)

    def test_a_book_is_a_zip_of_well_formed_pages(self):
        run("archive", self.archive, EXAMPLES)
        book = self.folder / "book.epub"
        self.assertEqual(run("export", self.archive, "-o", book).returncode, 0)
        with zipfile.ZipFile(book) as entries:
            self.assertIsNone(entries.testzip())
            first = entries.infolist()[0]
            self.assertEqual((first.filename, first.compress_type), ("mimetype", zipfile.ZIP_STORED))
            for name in entries.namelist():
                if name.endswith((".xhtml", ".opf", ".xml")):
                    ElementTree.fromstring(entries.read(name))
            listed = ElementTree.fromstring(entries.read("book/content.opf")).findall(".//{*}item")
            for item in listed:
                self.assertIn("book/" + item.get("href"), entries.namelist())

    def test_a_book_has_a_title_whatever_was_asked_for(self):
        run("archive", self.archive, EXAMPLES)
        for query, title in ((b"caf\xe9 OR harbour", "caf\ufffd OR harbour"), (b" ", "Stories"), (b"a\x01<b>", "a<b>")):
            book = self.folder / "book.epub"
            run("export", self.archive, "--query", os.fsdecode(query), "-o", book)
            with zipfile.ZipFile(book) as entries:
                for name in ("book/nav.xhtml", "book/content.opf"):
                    ElementTree.fromstring(entries.read(name))
                package = ElementTree.fromstring(entries.read("book/content.opf"))
            self.assertEqual(package.find(".//{http://purl.org/dc/elements/1.1/}title").text, title)

    def test_search_finds_and_tells_when_it_does_not(self):
        run("archive", self.archive, EXAMPLES)
        found = run("search", self.archive, "flood*", "--json")
        self.assertEqual(found.returncode, 0)
        self.assertIn("title", json.loads(found.stdout.splitlines()[0]))
        self.assertEqual(run("search", self.archive, "xyzzyplugh").returncode, 1)
        self.assertEqual(run("search", self.archive, '"((( AND').returncode in (0, 1), True)

    def test_what_is_no_archive_is_refused_and_left_alone(self):
        other = self.folder / "other.db"
        sqlite3.connect(other).execute("CREATE TABLE t(a)").connection.commit()
        before = other.read_bytes()
        self.assertEqual(run("archive", other, EXAMPLES / "article.html").returncode, 2)
        self.assertEqual(other.read_bytes(), before)
        self.assertEqual(run("search", self.folder / "none.db", "a").returncode, 2)

    def test_the_report_of_errors_replaces_neither_a_page_nor_the_archive(self):
        page = self.folder / "page.html"
        page.write_bytes((EXAMPLES / "article.html").read_bytes())
        for errors in (page, self.archive, f"{self.folder}/./news.db"):
            done = run("archive", self.archive, page, "-e", errors)
            self.assertEqual((done.returncode, self.archive.exists()), (2, False), done.stderr)
        run("archive", self.archive, page)
        before = content_of(self.archive)
        for errors in (page, self.archive, f"{self.folder}/./news.db"):
            self.assertEqual(run("archive", self.archive, self.folder, "-e", errors).returncode, 2)
        self.assertEqual(page.read_bytes(), (EXAMPLES / "article.html").read_bytes())
        self.assertEqual(content_of(self.archive), before)

    def test_a_second_writer_is_told(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        with open(f"{self.archive}-writer", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            told = run("archive", self.archive, EXAMPLES / "wire.html")
        self.assertEqual((told.returncode, "another program is writing" in told.stderr), (5, True), told.stderr)

    def test_any_sqlite_tool_can_read_it(self):
        run("archive", self.archive, EXAMPLES)
        database = sqlite3.connect(self.archive)
        rows = database.execute("SELECT s.id, json_extract(s.record, '$.title') FROM search JOIN stories s "
                                "ON s.number = search.rowid WHERE search MATCH 'bridge' ORDER BY rank").fetchall()
        self.assertGreater(len(rows), 0)

    def test_what_is_no_number_of_hits_is_a_usage_error(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        for number in ("0", "-1", "1e3", "99999999999999999999", "", " 5", "5x"):
            done = run("search", self.archive, "bridge", f"-n{number}" if number else "--limit=")
            self.assertEqual((done.returncode, "--limit" in done.stderr), (2, True), (number, done.stderr))
        self.assertEqual(run("search", self.archive, "bridge", "-n", "1").returncode, 0)

    def test_names_that_sqlite_takes_for_no_file_are_names_of_files(self):
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.folder)
        for name in (":memory:", "file:a.db?mode=memory", "file:b.db", "a b%20#?.db"):
            self.assertEqual(run("archive", name, EXAMPLES / "article.html").returncode, 0, name)
            self.assertTrue(Path(self.folder, name).exists(), name)
            self.assertEqual(run("verify", name).returncode, 0, name)
            self.assertEqual(len(run("export", name).stdout.splitlines()), 1, name)
        for name in ("", "-"):
            done = run("archive", name, EXAMPLES / "article.html")
            self.assertEqual((done.returncode, "an archive is a file" in done.stderr), (2, True), done.stderr)
        self.assertFalse(Path(self.folder, "-").exists())

    def test_an_archive_that_was_cut_short_is_damaged_and_no_other_file(self):
        write_pages(self.folder / "pages", 20)
        run("archive", self.archive, self.folder / "pages")
        whole = self.archive.read_bytes()
        for size in (100, 4096, 4096 * 3, len(whole) // 2):
            for arguments in (["verify"], ["search", "ba"], ["stats"], ["export"], ["archive", self.folder / "pages"]):
                self.archive.write_bytes(whole[:size])
                done = run(arguments[0], self.archive, *arguments[1:])
                allowed = (3, 4) if arguments == ["verify"] else (4,)  # of what can be opened, faults are told
                self.assertIn(done.returncode, allowed, (size, arguments, done.stderr))
                self.assertNotIn("is no Copydesk archive", done.stderr)
        self.archive.write_bytes(b"SQLite format 3\0" + bytes(4080))
        self.assertEqual(run("verify", self.archive).returncode, 2)

    def test_damage_is_found(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        database = sqlite3.connect(self.archive)
        database.execute("UPDATE stories SET publisher = 'Someone else'")
        database.commit()
        database.close()
        told = run("verify", self.archive)
        self.assertEqual((told.returncode, "archive the inputs again" in told.stdout), (3, True), told.stdout)

    def test_what_is_said_of_a_damaged_archive_is_text(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        whole = self.archive.read_bytes()
        self.archive.write_bytes(whole.replace(b"PRIMARY KEY", b"PRIMARY KE\xb6"))
        done = run("archive", self.archive, EXAMPLES / "wire.html")  # reads its words as UTF-8
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("news.db: malformed", done.stderr)

    def test_an_archive_that_another_program_is_writing_is_not_called_damaged(self):
        run("archive", self.archive, EXAMPLES / "article.html")
        writer = sqlite3.connect(self.archive)
        writer.execute("BEGIN IMMEDIATE")
        done = run("verify", self.archive)
        writer.close()
        self.assertEqual((done.returncode, done.stdout), (4, ""))
        self.assertIn("another program is writing", done.stderr)
        self.assertEqual(run("verify", self.archive).returncode, 0)

    def test_failures_stand_in_the_statistics_and_can_be_tried_again(self):
        empty = self.folder / "empty.html"
        empty.write_text("<html><body></body></html>")
        other = self.folder / "other.html"
        other.write_text("<html><body> </body></html>")
        run("archive", self.archive, empty, other)
        self.assertEqual(json.loads(run("stats", self.archive, "--json").stdout)["failed"], 2)
        empty.write_bytes((EXAMPLES / "article.html").read_bytes())
        self.assertIn("1 new story", run("archive", self.archive, empty, "--retry").stderr)
        self.assertEqual(json.loads(run("stats", self.archive, "--json").stdout)["failed"], 1, "the other one stands")


class CraftedArchiveTest(unittest.TestCase):
    """What somebody else made with SQLite: whatever it holds, it is data."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.archive = self.folder / "news.db"
        run("archive", self.archive, EXAMPLES / "article.html")

    def change(self, *statements):
        database = sqlite3.connect(self.archive)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    def test_its_triggers_do_not_run(self):
        self.change("CREATE TRIGGER t AFTER INSERT ON inputs BEGIN DELETE FROM pages; END")
        self.assertEqual(run("archive", self.archive, EXAMPLES / "wire.html").returncode, 0)
        self.assertEqual(sqlite3.connect(self.archive).execute("SELECT count(*) FROM pages").fetchone(), (2,))

    def test_a_view_in_the_place_of_a_table_is_not_read(self):
        self.change("DROP TABLE pictures", "CREATE VIEW Pictures AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
                    "SELECT x AS number, 1 AS story, 'body' AS role FROM c")
        for arguments in (["verify"], ["stats"], ["search", "bridge"], ["export"], ["archive", EXAMPLES / "wire.html"]):
            done = run(arguments[0], self.archive, *arguments[1:])
            self.assertEqual((done.returncode, "exchanged" in done.stderr), (4, True), (arguments, done.stderr))

    def test_its_ids_lead_out_of_no_folder(self):
        self.change("UPDATE stories SET record = json_set(record, '$.id', '/../../owned')")
        (self.folder / "out" / "article-").mkdir(parents=True)
        self.assertEqual(run("export", self.archive, "-o", f"{self.folder}/out/").returncode, 0)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["news.db", "out"])
        self.assertEqual(sorted(path.name for path in (self.folder / "out").iterdir()), ["article-", "article-_______owned.md"])

    def test_what_cannot_be_read_is_told_with_the_file_and_the_story_and_is_no_output_error(self):
        self.change("UPDATE stories SET record = '{'")
        done = run("export", self.archive)
        self.assertEqual((done.returncode, f"{self.archive}: story 1: " in done.stderr), (4, True), done.stderr)
        self.change("DROP INDEX stories_day")
        done = run("export", self.archive)
        self.assertEqual((done.returncode, f"{self.archive}: no such index" in done.stderr), (4, True), done.stderr)

    def test_bytes_that_are_no_text_are_shown_as_text(self):
        self.change("UPDATE stories SET title = x'41ff42', publisher = x'fe'")
        hit = json.loads(run("search", self.archive, "bridge", "--json").stdout)  # as UTF-8
        self.assertEqual((hit["title"], hit["publisher"]), ("A\ufffdB", "\ufffd"))
        self.assertIn("\ufffd", run("stats", self.archive, "--json").stdout)


class DisasterTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.archive = self.folder / "news.db"
        self.pages = self.folder / "pages"

    def test_killed_at_any_moment_it_goes_on_and_ends_with_the_same_content(self):
        write_pages(self.pages, 1200)
        whole = self.folder / "whole.db"
        start = time.monotonic()
        self.assertEqual(run("archive", whole, self.pages).returncode, 0)
        seconds = time.monotonic() - start
        expected, expected_export = content_of(whole), run("export", whole).stdout
        dice, kills = random.Random(os.getpid()), 0
        while kills < KILLS:
            for suffix in ("", "-wal", "-shm", "-writer"):
                Path(f"{self.archive}{suffix}").unlink(missing_ok=True)
            # Killed up to five times, then left to end.
            for _ in range(5):
                process = subprocess.Popen([BINARY, "archive", self.archive, self.pages], env=ENVIRONMENT,
                                           stderr=subprocess.DEVNULL)
                time.sleep(dice.uniform(0, seconds))
                process.kill()
                kills += process.wait() == -signal.SIGKILL
            self.assertEqual(run("archive", self.archive, self.pages).returncode, 0)
            self.assertEqual(content_of(self.archive), expected)
            self.assertEqual(run("export", self.archive).stdout, expected_export)
        print(f"killed {kills} times", file=sys.stderr)

    def test_interrupted_it_says_how_to_go_on(self):
        write_pages(self.pages, 1200)
        process = subprocess.Popen([BINARY, "archive", self.archive, self.pages], env=ENVIRONMENT,
                                   stderr=subprocess.PIPE, text=True)
        wait_until_caught(process, signal.SIGINT)
        time.sleep(0.3)  # most often some pages are in it then
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]
        if process.returncode != 0:  # it may have been faster
            self.assertEqual((process.returncode, "run the same command again" in told), (6, True), told)
        self.assertEqual(run("archive", self.archive, self.pages).returncode, 0)
        self.assertEqual(json.loads(run("stats", self.archive, "--json").stdout)["inputs"], 1200)

    def test_a_full_disk_is_exit_code_5_and_the_run_can_be_gone_on_with(self):
        write_pages(self.pages, 100)
        whole = self.folder / "whole.db"
        run("archive", whole, self.pages)
        expected = content_of(whole)
        for limit in (1000, 30_000, 200_000, 400_000):
            for suffix in ("", "-wal", "-shm", "-writer"):
                Path(f"{self.archive}{suffix}").unlink(missing_ok=True)
            full = run("archive", self.archive, self.pages,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertEqual(full.returncode, 5, f"limit {limit}: {full.stderr}")
            self.assertIn("copydesk: ", full.stderr)
            self.assertEqual(run("archive", self.archive, self.pages).returncode, 0)
            self.assertEqual(content_of(self.archive), expected)


if __name__ == "__main__":
    unittest.main(verbosity=2)
