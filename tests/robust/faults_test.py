#!/usr/bin/env python3
"""Makes the system refuse: allocations, writes, flushes, renames, short and interrupted reads, at every n-th call. The
program never crashes or hangs; what it wrote is whole lines of the true output; what is missing has an exit code.

    COPYDESK_BINARY=build/release/copydesk tests/robust/faults_test.py
"""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BINARY = Path(os.environ["COPYDESK_BINARY"])
LIBRARY = BINARY.with_name("libcopydesk_faults.so")
PAGES = Path(__file__).resolve().parent.parent.parent / "examples" / "pages"
INPUTS = [PAGES / name for name in ("article.html", "wire.html", "dump-2016.txt", "live.html")]


def extract(*options, fault=None, at=0):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    if fault:
        environment |= {"LD_PRELOAD": str(LIBRARY), "COPYDESK_FAULT": fault, "COPYDESK_FAULT_AT": str(at)}
    return subprocess.run([BINARY, "extract", "-j1", "-f", "jsonl", *map(str, options), *INPUTS], capture_output=True,
                          env=environment, timeout=60)


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.whole = extract().stdout
        cls.lines = cls.whole.splitlines(keepends=True)

    def check(self, done, what):
        self.assertGreaterEqual(done.returncode, 0, (what, done.stderr[-300:]))
        for line in done.stdout.splitlines(keepends=True):
            self.assertIn(line, self.lines, what)
        if done.returncode == 0:
            self.assertEqual(done.stdout, self.whole, what)

    def test_interrupted_and_short_calls_change_nothing(self):
        for fault, at in [("eintr", 2), ("eintr", 3), ("eintr", 7), ("short", 1), ("short", 100), ("short", 4096)]:
            for switch in ("on", "off"):
                done = extract("--isolate", switch, fault=fault, at=at)
                self.assertEqual((done.returncode, done.stdout), (0, self.whole), (fault, at, switch))

    def test_a_write_that_fails_is_exit_code_5_after_whole_lines(self):
        for fault in ("write", "full"):
            for at in range(1, len(self.lines) + 1):
                done = extract("--isolate", "off", fault=fault, at=at)
                self.assertEqual(done.returncode, 5, (fault, at))
                self.assertEqual(done.stdout, b"".join(self.lines[:at - 1]), (fault, at))

    def test_a_file_appears_whole_or_not_at_all(self):
        for fault in ("write", "full", "fsync", "rename"):
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "out.jsonl"
                target.write_text("the one before")
                done = extract("--isolate", "off", "-o", target, fault=fault, at=1)
                self.assertEqual(done.returncode, 5, fault)
                self.assertEqual(target.read_text(), "the one before", fault)
                self.assertEqual(os.listdir(folder), ["out.jsonl"], fault)

    def test_allocations_that_fail_never_crash(self):
        # The first hundred allocations are made before main() begins; there nothing can be caught.
        points = [*range(120, 1000, 40), *range(1000, 40000, 1999)]
        for switch in ("on", "off"):
            for at in points:
                self.check(extract("--isolate", switch, fault="malloc", at=at), ("malloc", at, switch))


if __name__ == "__main__":
    if not LIBRARY.exists():
        print(f"SKIPPED: {LIBRARY} is not built (a build with sanitizers has its own allocator)", file=sys.stderr)
        sys.exit(77)
    unittest.main()
