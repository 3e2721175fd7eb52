#!/usr/bin/env python3
"""Runs the built program as people and scripts do: exit codes, streams, files, signals, terminals.

    COPYDESK_BINARY=build/release/copydesk tests/cli/cli_test.py [TestClass.test_name]
"""
import errno
import gzip
import hashlib
import json
import os
import plistlib
import pty
import re
import select
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import json_schema  # noqa: E402
from processes import PATIENCE_SECONDS, wait_until_caught  # noqa: E402

BINARY = os.environ["COPYDESK_BINARY"]
PAGES = ROOT / "examples" / "pages"
ARTICLE = str(PAGES / "article.html")
DAMAGED = str(PAGES / "crawl.warc.gz")
SCHEMA = json.loads((ROOT / "schema" / "story.schema.json").read_text())
FORMATS = "jsonl json md txt lines html csv tei wet jsonld".split()
COMMANDS = ("extract archive search serve export verify stats explain show check schema completions help "
            "version").split()


def run(*arguments, stdin=None, env=None, cwd=None):
    """Runs the program without a file of defaults; returns the finished process, its streams as bytes."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **(env or {})}
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True, env=environment, cwd=cwd,
                          timeout=60)


def on_terminal(*arguments, env=None, stdout_too=True):
    """Runs the program with a terminal of 80 columns; returns exit code and what the terminal got."""
    control, terminal = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm", **(env or {})}
    process = subprocess.Popen([BINARY, *map(str, arguments)], stdin=terminal, stderr=terminal, env=environment,
                               stdout=terminal if stdout_too else subprocess.DEVNULL)
    os.close(terminal)
    seen = b""
    while True:
        ready, _, _ = select.select([control], [], [], 30)
        try:
            chunk = os.read(control, 65536) if ready else b""
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            chunk = b""
        if not chunk:
            break
        seen += chunk
    os.close(control)
    return process.wait(30), seen.decode()


def records(output):
    return [json.loads(line) for line in output.decode().splitlines()]


class Extract(unittest.TestCase):
    def test_one_page_in_a_pipe_is_one_line_of_json_that_fits_the_schema(self):
        done = run("extract", ARTICLE)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        [record] = records(done.stdout)
        self.assertEqual(list(json_schema.faults(record, SCHEMA, strict=True)), [])
        self.assertIn("crack as long as a hand", record["text"])

    def test_all_example_records_fit_the_schema_with_and_without_provenance(self):
        plain = records(run("extract", PAGES).stdout)
        proven = records(run("extract", "--provenance", PAGES).stdout)
        for record in plain + proven:
            self.assertEqual(list(json_schema.faults(record, SCHEMA, strict=True)), [], record["source"])
        for record in proven:
            has_provenance = record.pop("provenance", None) is not None
            self.assertTrue(has_provenance or record["source"]["kind"] == "text", record["source"])
        self.assertEqual(proven, plain)

    def test_a_web_archive_of_safari_is_read_with_the_address_in_it(self):
        page = {"WebResourceData": Path(ARTICLE).read_bytes(), "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": "https://a.example/\u00e9"}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.webarchive")
            path.write_bytes(plistlib.dumps({"WebMainResource": page, "WebSubresources": [page] * 300},
                                            fmt=plistlib.FMT_BINARY))
            [record] = records(run("extract", path).stdout)
        [alone] = records(run("extract", ARTICLE).stdout)
        self.assertEqual(record["url"], "https://a.example/\u00e9")
        self.assertEqual(record["text"], alone["text"])

    def test_a_zip_archive_of_warc_files_is_read_as_they_are(self):
        crawl = Path(PAGES, "crawl.warc.gz")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.wacz")
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("datapackage.json", "{}" * 50, zipfile.ZIP_DEFLATED)
                archive.write(crawl, "archive/data.warc.gz", zipfile.ZIP_STORED)
                archive.writestr("pages/pages.jsonl", "{}\n" * 50, zipfile.ZIP_DEFLATED)
            zipped, plain = run("extract", "--jobs", 2, path), run("extract", crawl)
        self.assertEqual([r["text"] for r in records(zipped.stdout)], [r["text"] for r in records(plain.stdout)])
        self.assertEqual(zipped.stderr.count(b"\n"), plain.stderr.count(b"\n"))

    def test_the_output_is_the_same_bytes_at_any_number_of_jobs(self):
        outputs = {run("extract", PAGES, PAGES / "crawl.warc.gz", "-j", jobs).stdout for jobs in (1, 2, 3, 8)}
        self.assertEqual(len(outputs), 1)

    def test_every_format_can_be_written(self):
        for name in FORMATS:
            done = run("extract", ARTICLE, "--format", name)
            self.assertEqual(done.returncode, 0, name)
            self.assertGreater(len(done.stdout), 500, name)

    def test_standard_input_and_gzip_give_the_story_of_the_file(self):
        page = Path(ARTICLE).read_bytes()
        text = records(run("extract", ARTICLE).stdout)[0]["text"]
        self.assertEqual(records(run("extract", "-", stdin=page).stdout)[0]["text"], text)
        self.assertEqual(records(run("extract", "-", stdin=gzip.compress(page)).stdout)[0]["text"], text)

    def test_the_address_of_one_page_can_be_told_and_links_follow_it(self):
        page = b"<!-- saved from url=(0026)https://b.example/saved/it -->" + Path(PAGES, "wire.html").read_bytes()
        url = "https://a.example/news/1"
        [record] = records(run("extract", "-", "--url", url, stdin=page).stdout)
        self.assertEqual(record["url"], url)
        self.assertNotIn("saved-by", [note["code"] for note in record.get("notes", [])])
        self.assertEqual(record["related"][0]["url"], "https://a.example/harbour/fishing/beacons")
        shown = json.loads(run("show", "story", "-", "--url", url, stdin=page).stdout)
        self.assertEqual((shown["url"], shown["text"]), (url, record["text"]))
        crawl = records(run("extract", DAMAGED, "--url", url).stdout)
        self.assertNotIn(url, {record["url"] for record in crawl})
        for wrong in (["--url", "a.example", ARTICLE], ["--url", url, PAGES], ["--url", url, ARTICLE, ARTICLE]):
            self.assertEqual(run("extract", *wrong).returncode, 2, wrong)

    def test_json_is_an_object_for_a_page_and_a_list_for_an_archive(self):
        self.assertIsInstance(json.loads(run("extract", ARTICLE, "-f", "json").stdout), dict)
        self.assertIsInstance(json.loads(run("extract", DAMAGED, "-f", "json").stdout), list)

    def test_a_damaged_archive_gives_all_other_stories_and_one_line_in_the_error_file(self):
        with tempfile.TemporaryDirectory() as folder:
            errors = Path(folder) / "errors.jsonl"
            done = run("extract", DAMAGED, "--errors", errors)
            [reject] = records(errors.read_bytes())
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(records(done.stdout)), 5)
        self.assertEqual(reject["path"], DAMAGED)
        self.assertEqual(reject["code"], "damaged")
        self.assertGreater(reject["offset"], 0)
        self.assertIn(b"1 failed", done.stderr)

    def test_missing_paths_do_not_stop_the_others(self):
        done = run("extract", "/nowhere/a.html", ARTICLE)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(records(done.stdout)), 1)
        self.assertIn(b"/nowhere/a.html: No such file or directory", done.stderr)

    def test_a_file_whose_name_begins_as_an_option_is_told_how_to_be_named(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "-a.html").write_bytes(Path(ARTICLE).read_bytes())
            done = subprocess.run([BINARY, "extract", "-a.html"], cwd=folder, capture_output=True)
            self.assertEqual((done.returncode, b"unknown option -a.html; the file of that name is ./-a.html" in done.stderr),
                             (2, True), done.stderr)
            self.assertEqual(subprocess.run([BINARY, "extract", "-q", "./-a.html"], cwd=folder, stdout=subprocess.DEVNULL).returncode, 0)

    def test_addresses_and_empty_names_are_told_from_missing_files(self):
        for address in ("https://a.test/b.html", "http://a.test/b?c=1&d=[2]"):
            done = run("extract", address)
            self.assertEqual(done.returncode, 4)
            self.assertIn(f"curl -sL '{address}' | copydesk extract - --url '{address}'", done.stderr.decode())
        self.assertIn(b'"": an empty name', run("extract", "").stderr)

    def test_a_digest_that_does_not_fit_is_damage_for_check_and_none_for_extract(self):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + Path(ARTICLE).read_bytes()
        head = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
                b"WARC-Target-URI: http://a.test/\r\nWARC-Block-Digest: sha1:%s\r\nContent-Length: %d\r\n\r\n")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.warc"
            for digest, code in ((hashlib.sha1(body).hexdigest(), 0), ("0" * 40, 3)):
                path.write_bytes(head % (digest.encode(), len(body)) + body + b"\r\n\r\n")
                done = run("check", path)
                self.assertEqual((done.returncode, b"WARC-Block-Digest does not fit" in done.stdout), (code, code == 3))
                self.assertEqual(run("extract", path).returncode, 0)

    def test_exit_codes_tell_all_failed_from_nothing_found(self):
        self.assertEqual(run("extract", "/nowhere/a.html").returncode, 4)
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(run("extract", folder).returncode, 1)
            empty = Path(folder) / "empty.html"
            empty.write_text("")
            done = run("extract", empty)
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(b"empty.html", done.stderr)

    def test_an_input_that_holds_no_page_is_named_once_with_what_it_is_and_what_to_do(self):
        with tempfile.TemporaryDirectory() as folder:
            path, errors = Path(folder) / "a.pdf", Path(folder) / "errors.jsonl"
            path.write_bytes(b"%PDF-1.4")
            done = run("extract", path, "-e", errors)
            [reject] = records(errors.read_bytes())
        self.assertEqual(reject["detail"], "this is a PDF document; take its text out first, as with pdftotext")
        self.assertEqual(done.stderr.decode(), f"copydesk: {path}: {reject['detail']}\n")

    def test_packed_folders_are_named_as_what_they_are(self):
        with tempfile.TemporaryDirectory() as folder:
            for mode in ("w", "w:gz"):
                with tarfile.open(Path(folder) / "a.tar", mode) as packed:
                    packed.add(ARTICLE, "a.html")
                done = run("extract", Path(folder) / "a.tar")
                self.assertEqual((done.returncode, b"this is a tar archive; unpack it first" in done.stderr), (4, True), done.stderr)
            Path(folder, "a.rar").write_bytes(b"Rar!\x1a\x07\x00" + bytes(range(99)))
            self.assertIn(b"this is a RAR archive", run("extract", Path(folder) / "a.rar").stderr)

    def test_json_is_no_page(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.har"
            for text in ('{"log": {"text": "The quay was closed."}}', ' [\n {\n"text" :"The quay was closed."}]'):
                path.write_text(text)
                self.assertIn(b"this is JSON", run("extract", path).stderr, text)
            for text in ('[{"The quay was closed", he said.', '{The quay}: "closed"', '[1] The quay was closed.'):
                path.write_text(text)
                self.assertNotIn(b"JSON", run("extract", path).stderr, text)

    def test_a_folder_of_other_files_says_what_was_passed_over(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.pdf").write_bytes(b"%PDF-1.4")
            done = run("extract", folder)
        self.assertEqual((done.returncode, b"PDF and the like are passed over" in done.stderr), (1, True), done.stderr)

    def test_quiet_says_nothing(self):
        self.assertEqual(run("extract", "-q", DAMAGED, "/nowhere").stderr, b"")


class OutputFiles(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def test_a_file_gets_the_format_of_its_name_and_no_neighbour_is_left(self):
        done = run("extract", ARTICLE, "-o", self.folder / "story.md")
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertTrue((self.folder / "story.md").read_text().startswith("# Vey Bridge"))
        self.assertEqual([entry.name for entry in self.folder.iterdir()], ["story.md"])

    def test_a_name_that_promises_another_form_is_refused_with_what_to_do(self):
        for name, advice in (("a.parquet", b"Python"), ("a.pdf", b"--format"), ("a.db", b"copydesk archive"),
                             ("a.jsonl.gz", b"pipe"), ("a.epub", b"export")):
            done = run("extract", ARTICLE, "-o", f"{self.folder}/{name}")
            self.assertEqual((done.returncode, advice in done.stderr), (2, True), done.stderr)
            self.assertFalse(Path(self.folder, name).exists())
        self.assertEqual(run("extract", ARTICLE, "-f", "txt", "-o", f"{self.folder}/a.doc").returncode, 0)

    def test_an_unwritable_place_is_exit_code_5_before_any_page_is_read(self):
        done = run("extract", ARTICLE, "-o", "/nowhere/story.md")
        self.assertEqual(done.returncode, 5)
        self.assertEqual(done.stderr, b"copydesk: cannot create /nowhere/story.md: No such file or directory\n")
        self.assertEqual(run("extract", ARTICLE, "-e", "/nowhere/errors.jsonl").returncode, 5)

    def test_a_full_disk_is_exit_code_5_and_said(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BINARY, "extract", ARTICLE], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"No space left on device", done.stderr)

    def test_a_folder_gets_one_file_a_story(self):
        done = run("extract", DAMAGED, "-f", "html", "-o", f"{self.folder}/stories/")
        self.assertEqual(done.returncode, 3)
        names = sorted(entry.name for entry in (self.folder / "stories").iterdir())
        self.assertEqual(len(names), 5)
        self.assertRegex(names[0], r"^crawl-[0-9a-f]{12}\.html$")

    def test_a_reader_that_leaves_early_is_no_noise(self):
        process = subprocess.Popen([BINARY, "extract"] + [str(PAGES)] * 1 + [DAMAGED] * 1, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        self.assertEqual(process.wait(30), 5)
        process.stderr.close()


class Signals(unittest.TestCase):
    def interrupted(self, number):
        process = subprocess.Popen([BINARY, "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        wait_until_caught(process, number)
        time.sleep(0.3)  # most often it waits for its input then
        process.send_signal(number)
        code = process.wait(PATIENCE_SECONDS)
        process.communicate()
        return code

    def test_ctrl_c_terminate_and_a_closed_terminal_end_a_waiting_run_with_exit_code_6(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.assertEqual(self.interrupted(number), 6)

    def test_under_nohup_a_closed_terminal_ends_nothing(self):
        process = subprocess.Popen(["nohup", BINARY, "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        wait_until_caught(process, signal.SIGTERM)
        process.send_signal(signal.SIGHUP)
        output = process.communicate(Path(ARTICLE).read_bytes(), PATIENCE_SECONDS)[0]
        self.assertEqual((process.returncode, len(records(output))), (0, 1))


class Usage(unittest.TestCase):
    def check(self, arguments, *expected):
        done = run(*arguments)
        self.assertEqual(done.returncode, 2, arguments)
        for part in expected:
            self.assertIn(part, done.stderr.decode())

    def test_mistakes_are_named_with_what_was_meant(self):
        self.check(["extrcat", "a"], "there is no command extrcat", "did you mean extract?")
        self.check(["help", "serch"], "there is no command serch; did you mean search?")
        self.check([ARTICLE], "did you mean: copydesk extract")
        self.check(["extract", "--fromat", "md", "a"], "unknown option --fromat", "did you mean --format?")
        self.check(["extract", "-f", "doc", "a"], "--format doc: choose one of jsonl json md")
        self.check(["extract"], "extract needs PATH...", "copydesk extract page.html")
        self.check(["archive", "news.db"], "archive needs ARCHIVE PATH...", "for example: copydesk archive news.db pages/\n")
        self.check(["search"], "for example: copydesk search news.db flood bridge\n")
        self.check(["show", "tree"], "for example: copydesk show decode page.html\n")
        self.check(["completions"], "for example: copydesk completions bash > ")
        self.check(["extract", "-j", "many", "a"], "--jobs many", "number")
        self.check(["extract", "-j", "257", "a"], "--jobs 257: give a number from 1 to 256")
        self.check(["extract", "a", "--favor"], "--favor needs a value: choose one of precision balanced recall\n")
        self.check(["extract", "a", "-e"], "--errors needs a value: FILE\n")
        self.check(["extract", "a", "-o", "-e", "b"], "--output: needs a value, and -e is an option; ./-e is a file of that name")
        self.check(["extract", "a", "--quiet=foo"], "--quiet takes no value\n")
        self.check(["search", "news.db", "flood", "-bridge"], "inside of quotes: 'flood -bridge'")
        self.check(["show", "tre", "a"], "did you mean tree?")
        self.check(["explain", PAGES], "is a folder; name one page")
        self.check(["archive", PAGES, "news.db"], "is a folder; the archive comes first")
        self.check(["search", "/nowhere.db", "x"], "no such archive; copydesk archive makes one")
        self.check(["version", "x"], "takes no argument")
        self.check(["show", "tree", "--charset", "klingon", ARTICLE], "no encoding of the web")
        self.check([], "Examples")

    def test_every_command_has_help_with_examples_first(self):
        for name in COMMANDS:
            done = run(name, "--help")
            self.assertEqual(done.returncode, 0)
            text = done.stdout.decode()
            self.assertLess(text.index("Examples"), text.index("Usage"))
            self.assertEqual(text, run("help", name).stdout.decode())
            self.assertLessEqual(max(map(len, text.splitlines())), 100, name)

    def test_help_and_manual_tell_every_choice(self):
        manual = run("help", "--man").stdout.decode()
        for command, choices in (("show", "decode tokens tree blocks features story".split()), ("export", [*FORMATS, "epub"])):
            text = run("help", command).stdout.decode()
            for choice in choices:
                self.assertRegex(text.split("Usage")[1], rf"(?m)^  {choice}(:|  )", command)
                self.assertRegex(manual, rf"(?m)^({choice}:|\.B {choice}$)", command)

    def test_the_manual_names_every_command_and_every_option_of_the_help(self):
        manual = run("help", "--man").stdout.decode().replace("\\-", "-")
        for name in COMMANDS:
            self.assertIn(f".SS {name}", manual)
            for option in re.findall(r"--[a-z-]+", run("help", name).stdout.decode().split("Options")[-1]):
                self.assertIn(option, manual)

    def test_completions_are_scripts_that_their_shell_can_read(self):
        for shell, check in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])):
            script = run("completions", shell).stdout
            self.assertIn(b"extract", script)
            try:
                subprocess.run([*check, "/dev/stdin"], input=script, check=True)
            except FileNotFoundError:
                print(f"skipped: no {shell} here to check its completions", file=sys.stderr)

    def test_bash_completes_commands_options_and_choices(self):
        probe = run("completions", "bash").stdout.decode() + (
            "try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _copydesk; echo \"${COMPREPLY[@]}\"; }\n"
            "try copydesk ext\ntry copydesk extract --fo\ntry copydesk extract --format m\ntry copydesk show tr\n"
            "try copydesk extract --format = js\ntry copydesk extract --favor =\ntry copydesk extract --jobs ''\n")
        done = subprocess.run(["bash"], input=probe.encode(), capture_output=True)
        self.assertEqual(done.stdout.decode().splitlines(), ["extract", "--format", "md", "tree", "jsonl json jsonld",
                                                           "precision balanced recall", ""])


class Defaults(unittest.TestCase):
    def run_with(self, config, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "copydesk").mkdir()
            (Path(folder) / "copydesk" / "config").write_text(config)
            return run(*arguments, env={"XDG_CONFIG_HOME": folder})

    def test_the_file_of_defaults_is_used_and_the_command_line_wins(self):
        config = "# mine\nformat = md\nprovenance = true\n"
        self.assertTrue(self.run_with(config, "extract", ARTICLE).stdout.startswith(b"# Vey"))
        self.assertIn("provenance", records(self.run_with(config, "extract", ARTICLE, "-f", "jsonl").stdout)[0])
        self.assertNotIn("provenance", records(self.run_with(config, "extract", "--no-config", ARTICLE).stdout)[0])
        self.assertEqual(self.run_with(config, "version").returncode, 0)

    def test_a_bad_line_is_named_with_its_number(self):
        done = self.run_with("format = md\nfromat = md\n", "extract", ARTICLE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"config, line 2: there is no option fromat", done.stderr)

    def test_a_bad_value_is_told_with_the_file(self):
        for line, wrong in (("format = pdf", b"--format pdf: choose one of"), ("jobs = many", b"--jobs many: give a number")):
            done = self.run_with(line + "\n", "extract", ARTICLE, "-f", "md", "-j", "1")
            self.assertEqual((done.returncode, b"config: " + wrong in done.stderr), (2, True), done.stderr)

    def test_a_value_that_is_nothing_is_a_usage_error(self):
        for flag in ("--errors", "-e", "--output", "--format", "--limits"):
            done = run("extract", ARTICLE, flag, "")
            self.assertEqual((done.returncode, b"needs a value" in done.stderr), (2, True), done.stderr)

    def test_a_pipe_in_its_place_is_not_waited_for(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "copydesk").mkdir()
            os.mkfifo(Path(folder) / "copydesk" / "config")
            for command in (["version"], ["extract", ARTICLE]):
                done = run(*command, env={"XDG_CONFIG_HOME": folder})
                self.assertEqual((done.returncode, b"config: this is not a file" in done.stderr), (2, True), done.stderr)
            self.assertEqual(run("extract", ARTICLE, "--no-config", env={"XDG_CONFIG_HOME": folder}).returncode, 0)


class Overwriting(unittest.TestCase):
    def test_no_input_is_overwritten_by_what_is_read_out_of_it(self):
        with tempfile.TemporaryDirectory() as folder:
            page, link, archive = Path(folder) / "a.html", Path(folder) / "b.html", Path(folder) / "archive"
            page.write_bytes(Path(ARTICLE).read_bytes())
            link.symlink_to(page)
            run("archive", archive, page)
            before = archive.read_bytes()
            for arguments in (["extract", page, "-o", page], ["extract", page, "-o", link], ["extract", folder, "-o", page],
                              ["extract", page, "-e", page], ["extract", link, "-o", f"{folder}/./a.html"],
                              ["extract", page, "-o", f"{folder}/c", "-e", f"{folder}/c"], ["export", archive, "-o", archive]):
                done = run(*arguments)
                self.assertEqual((done.returncode, len(done.stderr.splitlines())), (2, 1), arguments)
                self.assertEqual(page.read_bytes(), Path(ARTICLE).read_bytes())
                self.assertEqual(archive.read_bytes(), before)
            self.assertFalse((Path(folder) / "c").exists())
            self.assertEqual(run("extract", page, "-o", "/dev/null", "-e", "/dev/null").returncode, 0)


class Terminal(unittest.TestCase):
    def test_one_page_on_a_terminal_is_markdown(self):
        code, seen = on_terminal("extract", ARTICLE)
        self.assertEqual(code, 0)
        self.assertTrue(seen.startswith("# Vey Bridge"))

    def test_nothing_of_a_page_turns_hides_or_floods_the_lines_of_a_terminal(self):
        hostile = "Ends \u202egpj\u2066.exe\u200b\ufeff\U000e0041 a" + "\u0301" * 50 + " \x9b31m\x1b]0;owned\x07 late\u2028boat \u05d0\u200f!"
        text = "".join(f"<p>{hostile} The harbour master said on day {day} that the boat was late again.</p>" for day in range(9))
        unfit = "\u202e\u2066\u200b\ufeff\U000e0041\x9b\x1b\x07\u2028"
        with tempfile.TemporaryDirectory() as folder:
            page, archive = Path(folder) / "a\u202eb.html", Path(folder) / "a.db"
            page.write_text(f"<html><head><meta charset=utf-8><title>{hostile}</title></head><body><h1>{hostile}</h1>{text}")
            empty = Path(folder) / "c\u202ed.html"
            empty.write_text("<p>")
            record = records(run("extract", page).stdout)[0]
            self.assertIn("\u202egpj", record["title"])
            self.assertIn("a" + "\u0301" * 50, record["text"])
            run("archive", archive, page, empty)
            for command in (["extract", page], ["extract", "-f", "text", page], ["extract", page, empty, "-f", "md"], ["explain", page],
                            ["show", "decode", page], ["show", "tree", page], ["search", archive, "harbour"], ["stats", archive],
                            ["check", page, "--color", "never"], ["extract", empty], ["verify", archive],
                            *(["export", archive, "-f", form] for form in ("md", "txt", "lines", "html", "csv", "tei", "wet")),
                            *([command, source, "-f", "md", "-o", output] for command, source in (("extract", page), ("export", archive))
                              for output in ("-", "/dev/stdout"))):
                seen = re.sub("\x1b\\[[0-9;]*[mK]", "", on_terminal(*command)[1])
                self.assertEqual([c for c in unfit if c in seen], [], command)
                self.assertNotIn("\u0301" * 5, seen)
            piped = run("search", archive, "harbour").stdout.decode()
            self.assertEqual([c for c in unfit if c in piped], [])
            self.assertIn("\u05d0\u200f!", piped)
            for command in (["extract", page], ["export", archive]):
                self.assertIn("\u202egpj", on_terminal(*command, "-f", "jsonl")[1])

    def test_an_archive_on_a_terminal_is_json_lines(self):
        _, seen = on_terminal("extract", "-q", DAMAGED)
        self.assertTrue(seen.startswith('{"schema_version"'))

    def test_snippets_are_broken_between_words_on_a_terminal_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "a.db"
            run("archive", archive, PAGES)
            piped = run("search", archive, "bridge", "-q").stdout.decode()
            seen = re.sub("\x1b\\[[0-9]*m", "", on_terminal("search", archive, "bridge", "-q")[1])
        self.assertEqual(seen.split(), piped.split())
        self.assertGreater(max(map(len, piped.splitlines())), 200)
        self.assertLessEqual(max(len(line) for line in seen.splitlines() if "://" not in line), 100)

    def test_colors_are_for_terminals_and_no_color_is_heeded(self):
        self.assertIn("\x1b[1m", on_terminal("explain", ARTICLE)[1])
        self.assertNotIn("\x1b", on_terminal("explain", ARTICLE, env={"NO_COLOR": "1"})[1])
        self.assertNotIn("\x1b", on_terminal("explain", ARTICLE, "--color", "never")[1])
        self.assertNotIn(b"\x1b", run("explain", ARTICLE).stdout)
        self.assertIn(b"\x1b[1m", run("explain", ARTICLE, "--color", "always").stdout)

    def test_no_control_character_of_a_page_reaches_the_terminal(self):
        page = b"<meta charset=utf-8><h1>A \x1b]0;owned\x07 headline here</h1>" + b"<p>Some words \x1b[31m of a story that goes on for a while, said \xc2\x9b31m the captain.</p>" * 4
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.html"
            path.write_bytes(page)
            for command in (["extract", "-f", "md"], ["extract", "-f", "txt"], ["extract"], ["explain", "--color", "never"]):
                seen = on_terminal(*command, path)[1]
                self.assertEqual(re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]", seen), [], command)

    def test_progress_for_machines_is_json_lines_with_a_last_one(self):
        done = run("extract", "--progress", "json", "-q", PAGES)
        last = json.loads(done.stderr.decode().splitlines()[-1])
        self.assertTrue(last["done"])
        self.assertEqual(last["stories"], len(records(done.stdout)))


class Stages(unittest.TestCase):
    def test_show_tree_prints_the_format_of_the_html5lib_tests(self):
        done = run("show", "tree", "--charset", "utf-8", "-", stdin=b"<p>One<p>Two")
        self.assertEqual(done.stdout.decode(),
                         '| <html>\n|   <head>\n|   <body>\n|     <p>\n|       "One"\n|     <p>\n|       "Two"\n')

    def test_show_tree_reads_fragments_and_both_ways_of_scripting(self):
        fragment = run("show", "tree", "--fragment", "svg path", "--charset", "utf-8", "-", stdin=b"<b>x")
        self.assertIn("<b>", fragment.stdout.decode())
        page = b"<noscript><p>x</noscript>"
        on = run("show", "tree", "--scripting", "on", "--charset", "utf-8", "-", stdin=page).stdout
        off = run("show", "tree", "--scripting", "off", "--charset", "utf-8", "-", stdin=page).stdout
        self.assertNotEqual(on, off)

    def test_show_decode_prints_utf_8_of_a_legacy_page(self):
        self.assertIn("Паромщик", run("show", "decode", PAGES / "legacy-koi8r.html").stdout.decode())

    def test_show_moves_no_cursor_of_a_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text("<p title='\x1b]52;c;aGk=\x07'>One \x1b[2J\x9b31m two")
            for stage in ("decode", "tree"):
                code, seen = on_terminal("show", stage, page)
                self.assertEqual((code, [c for c in seen if c < " " and c not in "\r\n" or "\x7f" <= c < "\xa0"]), (0, []))
                self.assertIn(b"\x1b[2J", run("show", stage, page).stdout)

    def test_show_blocks_is_one_json_line_a_block_with_its_bytes(self):
        page = Path(ARTICLE).read_bytes()
        blocks = records(run("show", "blocks", ARTICLE).stdout)
        self.assertGreater(len(blocks), 20)
        self.assertTrue(all(0 <= block["begin"] < block["end"] <= len(page) for block in blocks))

    def test_show_story_has_provenance(self):
        self.assertIn("provenance", json.loads(run("show", "story", ARTICLE).stdout))

    def test_explain_names_fields_and_blocks(self):
        text = run("explain", ARTICLE).stdout.decode()
        self.assertRegex(text, r"(?m)^  title +(json-ld|meta|visible)")
        self.assertRegex(text, r"(?m)^ +\d+ \+ \d\.\d\d body ")
        self.assertRegex(text, r"(?m)^ +[+-][a-z_0-9]+ \d\.\d, [+-]")

    def test_explain_tells_chosen_blocks_that_are_no_text(self):
        text = run("explain", ROOT / "tests/cases/correction-at-end/page.html").stdout.decode()
        self.assertRegex(text, r"(?m)^ +\d+ \+ \d\.\d\d corrections .* Correction: An earlier version")
        self.assertRegex(text, r"(?m)^ +\d+   \d\.\d\d dropped ")
        text = run("explain", ROOT / "examples/pages/forum.html").stdout.decode()
        self.assertRegex(text, r"(?m)^ +\d+ \+ \d\.\d\d left out ")

    def test_check_names_the_damage_by_bytes(self):
        done = run("check", DAMAGED)
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stdout.decode(), r"byte \d+ to \d+: damaged")
        [report] = records(run("check", "--json", DAMAGED).stdout)
        self.assertEqual(len(report["losses"]), 1)
        self.assertEqual(run("check", ARTICLE).returncode, 0)

    def test_check_prints_text_whatever_the_file_holds(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "cut.warc")
            path.write_bytes(b"WARC/1.0\nWARC-Target-URI:\xf2")
            self.assertTrue(run("check", path).stdout.decode().rstrip().endswith("\ufffd"))

    def test_schema_and_reference_are_those_of_the_repository(self):
        self.assertEqual(run("schema").stdout, (ROOT / "schema" / "story.schema.json").read_bytes())
        self.assertEqual(run("schema", "--markdown").stdout, (ROOT / "docs" / "record.md").read_bytes())


if __name__ == "__main__":
    unittest.main()
