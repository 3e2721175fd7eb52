#!/usr/bin/env python3
"""A build with faults in it reads a hundred pages, one of which crashes, loops or takes all memory: that page is one
line in the report, and every other story is the same bytes as without it.

    COPYDESK_BINARY=build/release/copydesk tests/robust/isolation_test.py
"""
import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

BINARY = Path(os.environ["COPYDESK_BINARY"])
FAULTY = BINARY.with_name("copydesk_faulty")
FAULTS = {"fault-abort": "internal", "fault-segfault": "internal", "fault-loop": "timeout", "fault-storm": "too-large"}


def page(number):
    return (f"<title>Bridge {number}</title><article><h1>Bridge {number}</h1>"
            + f"<p>The council met on the quay on day {number} and voted on the bridge again." * 9)


def extract(folder, *options, program=FAULTY):
    return subprocess.run([program, "extract", folder, "-q", "-f", "jsonl", "-e", f"{folder}.errors", "--page-seconds", "1",
                           "--page-memory", "512", *map(str, options)], capture_output=True, timeout=120)


class Isolation(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name) / "pages"
        self.folder.mkdir()
        for number in range(100):
            (self.folder / f"{number:03}.html").write_text(page(number))

    def errors(self):
        return [json.loads(line) for line in Path(f"{self.folder}.errors").read_text().splitlines()]

    def test_one_bad_page_of_a_hundred_costs_itself_alone(self):
        whole = extract(self.folder).stdout.splitlines()
        self.assertEqual(len(whole), 100)
        for fault, code in FAULTS.items():
            (self.folder / "041.html").write_text(page(41) + fault)
            for jobs in (1, 3):
                begin = time.monotonic()
                done = extract(self.folder, "-j", jobs)
                self.assertEqual(done.returncode, 3, (fault, done.stderr))
                self.assertEqual(done.stdout.splitlines(), whole[:41] + whole[42:], fault)
                [error] = self.errors()
                self.assertEqual((Path(error["path"]).name, error["code"]), ("041.html", code), error)
                self.assertLess(time.monotonic() - begin, 60)

    def test_many_bad_pages_are_as_many_lines(self):
        for number in range(0, 100, 5):
            (self.folder / f"{number:03}.html").write_text(page(number) + ["fault-abort", "fault-segfault"][number % 2])
        done = extract(self.folder, "-j", 2)
        self.assertEqual(len(done.stdout.splitlines()), 80)
        self.assertEqual([Path(error["path"]).name for error in self.errors()], [f"{n:03}.html" for n in range(0, 100, 5)])

    def test_without_isolation_the_same_page_ends_the_run(self):
        (self.folder / "041.html").write_text(page(41) + "fault-abort")
        self.assertLess(extract(self.folder, "--isolate", "off").returncode, 0)

    def test_isolated_or_not_the_bytes_are_the_same(self):
        outputs = {extract(self.folder, "--isolate", switch, "-j", jobs, program=BINARY).stdout
                   for switch in ("on", "off") for jobs in (1, 3)}
        self.assertEqual(len(outputs), 1)

    def test_no_process_is_left_when_the_program_is_killed(self):
        (self.folder / "041.html").write_text(page(41) + "fault-loop")
        process = subprocess.Popen([FAULTY, "extract", self.folder, "-j2"], stdout=subprocess.DEVNULL,
                                   start_new_session=True)
        time.sleep(0.5)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 20  # far below the processor time that a page may take
        while alive_in_session(process.pid) and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(alive_in_session(process.pid), [])


def alive_in_session(session):
    """Processes of a session that are no zombies."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


if __name__ == "__main__":
    unittest.main()
