#!/usr/bin/env python3
"""Runs the built program with closed streams, full disks, pipes, devices and files with odd names: whatever happens,
every input ends as a story or as a line that names it, no file is harmed, and the exit code says what went wrong.

    COPYDESK_BINARY=build/release/copydesk tests/robust/streams_test.py [Class.test_name]
"""
import fcntl
import json
import os
import resource
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tty
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from processes import PATIENCE_SECONDS, wait_until_caught  # noqa: E402

BINARY = os.environ["COPYDESK_BINARY"]
ARTICLE = ROOT / "examples" / "pages" / "article.html"
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}


def command(*arguments):
    return [BINARY, *(a if isinstance(a, bytes) else str(a) for a in arguments)]


def run(*arguments, redirect="", stdin=subprocess.DEVNULL):
    """Runs the program through a shell, which can close streams: redirect is "2>&-" and the like."""
    shell = ["sh", "-c", f'exec "$0" "$@" {redirect}', *command(*arguments)]
    return subprocess.run(shell, capture_output=True, env=ENVIRONMENT, stdin=stdin, timeout=60)


def page(number):
    return f"<title>Bridge {number}</title><article><h1>Bridge {number}</h1>" + "<p>The council met on the quay." * 9


class InFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def records(self, name):
        return [json.loads(line) for line in (self.folder / name).read_bytes().splitlines()]


class BrokenInputs(InFolder):
    def test_what_was_read_before_an_error_is_not_lost_with_it(self):
        """The master's end of a terminal: bytes, and then EIO, as from a disk with a bad sector."""
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        body = page(1).encode()
        head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n" \
               f"WARC-Target-URI: http://a.example/1\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
        os.write(theirs, head.encode() + body + b"\r\n\r\n")
        os.close(theirs)
        done = run("extract", "-", "-f", "jsonl", stdin=ours)
        os.close(ours)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(json.loads(done.stdout)["title"], "Bridge 1")
        self.assertIn(b"cannot read standard input", done.stderr)


class SlowReaders(InFolder):
    def test_a_full_pipe_that_does_not_block_is_waited_for(self):
        """As a parent process leaves its own end, and so ours."""
        pages = 80
        for number in range(pages):
            (self.folder / f"{number}.html").write_text(page(number) + "<p>" + "Nobody was against it. " * 100)
        ours, theirs = os.pipe()
        os.set_blocking(theirs, False)
        with subprocess.Popen(command("extract", "-q", "-f", "jsonl", self.folder), stdout=theirs, env=ENVIRONMENT) as process:
            os.close(theirs)
            time.sleep(1)  # more than it takes to fill the pipe
            with open(ours, "rb") as out:
                lines = out.read().splitlines()
        self.assertEqual(process.returncode, 0)
        self.assertEqual(len(lines), pages)


class ClosedStreams(InFolder):
    def test_messages_never_end_up_in_a_result_when_standard_error_is_closed(self):
        for redirect in ("2>&-", "2>&- <&-", "2>&- >&-", "2>&- >&- <&-"):
            done = run("extract", "missing.html", ARTICLE, "-o", self.folder / "out.jsonl", redirect=redirect)
            self.assertEqual(done.returncode, 3, redirect)
            self.assertEqual(len(self.records("out.jsonl")), 1, redirect)

    def test_an_archive_is_sound_when_standard_error_is_closed(self):
        archive = self.folder / "news.db"
        done = run("archive", archive, "missing.html", ARTICLE, redirect="2>&- >&- <&-")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(run("verify", archive).returncode, 0)

    def test_a_closed_standard_output_is_exit_code_5_in_every_command(self):
        for words in (["extract"], ["explain"], ["check"], ["show", "tree"], ["show", "story"]):
            self.assertEqual(run(*words, ARTICLE, redirect=">&-").returncode, 5, words)
            self.assertEqual(run(*words, ARTICLE, redirect=">/dev/full").returncode, 5, words)

    def test_what_takes_no_byte_is_told_before_the_work_and_though_there_is_nothing_to_write(self):
        empty = self.folder / "empty.html"
        empty.write_text("<p>")
        archive = self.folder / "news.db"
        self.assertEqual(run("archive", archive, empty).returncode, 1)
        for words in (["extract", ARTICLE, "-e", "/dev/full"], ["archive", archive, ARTICLE, "-e", "/dev/full"],
                      ["extract", empty, "-o", "/dev/full"], ["export", archive, "-o", "/dev/full"]):
            done = run(*words)
            self.assertEqual((done.returncode, done.stdout, b"cannot write to /dev/full" in done.stderr), (5, b"", True), words)

    def test_a_closed_standard_input_is_said(self):
        done = run("extract", "-", redirect="<&-")
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"standard input", done.stderr)


class Outputs(InFolder):
    def test_a_device_is_written_to_and_never_replaced(self):
        device = self.folder / "null"
        try:
            os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        except PermissionError:
            self.skipTest("making a device needs root")
        self.assertEqual(run("extract", ARTICLE, "-o", device).returncode, 0)
        self.assertTrue(stat.S_ISCHR(device.stat().st_mode))
        self.assertEqual(run("extract", ARTICLE, "-o", "/dev/full").returncode, 5)

    def test_a_pipe_gets_the_stories_and_stays_a_pipe(self):
        pipe = self.folder / "pipe.jsonl"
        os.mkfifo(pipe)
        got = []
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        self.assertEqual(run("extract", ARTICLE, "-o", pipe).returncode, 0)
        reader.join()
        self.assertIn("title", json.loads(got[0]))
        self.assertTrue(stat.S_ISFIFO(pipe.stat().st_mode))

    def test_a_link_keeps_being_a_link_and_its_file_gets_the_stories(self):
        (self.folder / "real.jsonl").write_text("old")
        (self.folder / "link.jsonl").symlink_to("real.jsonl")
        self.assertEqual(run("extract", ARTICLE, "-o", self.folder / "link.jsonl").returncode, 0)
        self.assertTrue((self.folder / "link.jsonl").is_symlink())
        self.assertEqual(len(self.records("real.jsonl")), 1)

    def test_a_link_that_lies_where_a_file_is_begun_is_not_followed(self):
        """As somebody may lay one in a folder that all may write to; the number of the program is known there."""
        other = self.folder / "other.txt"
        other.write_text("somebody's")
        script = 'ln -s other.txt "$1/out.jsonl.partial-$$"; exec "$0" extract "$2" -o "$1/out.jsonl"'
        done = subprocess.run(["sh", "-c", script, BINARY, self.folder, ARTICLE], env=ENVIRONMENT, capture_output=True)
        self.assertEqual((done.returncode, other.read_text()), (0, "somebody's"), done.stderr)
        self.assertEqual(len(self.records("out.jsonl")), 1)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["other.txt", "out.jsonl"])

    def test_a_file_that_could_not_be_written_to_its_end_is_named_and_not_there(self):
        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        missing = [f"missing-{number}.html" for number in range(20)]
        stories = f"{self.folder}/stories/"
        for words, name in ((["-e", self.folder / "errors.jsonl", *missing], "errors.jsonl"),
                            (["-o", self.folder / "out.jsonl", ARTICLE], "out.jsonl"), (["-o", stories, ARTICLE], "stories/article-")):
            done = subprocess.run(command("extract", *words), capture_output=True, env=ENVIRONMENT, preexec_fn=full, timeout=60)
            self.assertEqual(done.returncode, 5, words)
            self.assertIn(f"cannot write to {self.folder}/{name}".encode(), done.stderr)
        self.assertEqual([path.name for path in self.folder.rglob("*")], ["stories"])

    def test_errors_can_go_to_the_named_standard_error(self):
        done = run("extract", "missing.html", ARTICLE, "-q", "-e", "/dev/stderr")
        self.assertEqual(json.loads(done.stderr)["path"], "missing.html")

    def test_a_page_saved_many_times_is_one_file_of_a_folder(self):
        body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(1)
        record = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.example/a\r\n"
                  f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n{body}\r\n\r\n")
        (self.folder / "same.warc").write_text(record * 500, newline="")
        done = run("extract", self.folder / "same.warc", "-o", f"{self.folder}/out/", "-j", 8)
        self.assertEqual((done.returncode, len(list((self.folder / "out").iterdir()))), (0, 1), done.stderr)


class OddFiles(InFolder):
    NAMES = [b"new\nline.html", b"not\xff\xfeutf8.html", b"esc\x1b[31m.html", b"-rf.html", b"[a]*.html", b"n" * 250 + b".html"]

    def test_a_folder_of_odd_things_gives_a_story_or_a_line_for_each(self):
        folder = os.fsencode(self.folder) + b"/in"
        os.makedirs(folder + b"/sub")
        for number, name in enumerate(self.NAMES):
            Path(os.fsdecode(folder + b"/" + name)).write_text(page(number))
        os.mkfifo(folder + b"/pipe.html")
        os.symlink(b"..", folder + b"/sub/loop")
        os.symlink(b"nowhere", folder + b"/dangling.html")
        Path(os.fsdecode(folder + b"/empty.html")).write_bytes(b"")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(folder + b"/socket.html")
            done = run("extract", folder, "-f", "jsonl", "-e", self.folder / "errors.jsonl")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(done.stdout.decode().splitlines()), len(self.NAMES))
        errors = {Path(error["path"]).name: error["code"] for error in self.records("errors.jsonl")}
        self.assertEqual(errors, {"pipe.html": "unsupported", "socket.html": "unsupported", "empty.html": "empty",
                                  "dangling.html": "not-found"})

    def test_a_pipe_that_nobody_writes_to_can_be_interrupted(self):
        pipe = self.folder / "pipe.html"
        os.mkfifo(pipe)
        process = subprocess.Popen(command("extract", pipe), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until_caught(process, signal.SIGINT)
        time.sleep(0.3)  # most often it has come to the pipe then
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(PATIENCE_SECONDS), 6)

    def test_a_pipe_by_its_name_is_read_like_a_file(self):
        pipe = self.folder / "pipe.html"
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda: pipe.write_text(page(1)))
        writer.start()
        done = run("extract", pipe)
        writer.join()
        self.assertEqual(json.loads(done.stdout)["title"], "Bridge 1")

    def test_what_is_no_page_ends_at_once_however_long_it_is(self):
        for path in ("/dev/zero", "/dev/urandom"):
            self.assertEqual(run("extract", path).returncode, 4)


class NarrowTerminal(unittest.TestCase):
    def test_the_line_of_progress_is_never_broken(self):
        """A line that the terminal breaks cannot be taken away again: each step would be a line of its own."""
        ours, theirs = os.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 20, 0, 0))
        process = subprocess.Popen(command("extract", "-o", "/dev/null", "-"), stdin=subprocess.PIPE, stderr=theirs,
                                   env=ENVIRONMENT)
        os.close(theirs)
        seen = os.read(ours, 4096)  # it comes after half a second; a pipe that stays open is waited for
        process.stdin.close()
        process.wait(PATIENCE_SECONDS)
        shown = seen.decode().split("\r\x1b[K")
        self.assertTrue(any("pages" in line for line in shown), seen)
        self.assertLess(max(len(line) for line in shown), 20, seen)


if __name__ == "__main__":
    unittest.main()
