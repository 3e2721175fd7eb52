#!/usr/bin/env python3
"""Looks at how program and library were built: code that cannot be written, data that cannot be run, tables of
addresses that are read-only once the program runs, stacks that are guarded and copies that are checked.

    COPYDESK_BINARY=build/release/copydesk tests/robust/hardening_test.py
"""
import os
import re
import shutil
import subprocess
import sys
import unittest

BINARY = os.environ["COPYDESK_BINARY"]
FILES = [BINARY, os.path.join(os.path.dirname(BINARY), "libcopydesk.so")]
CACHE = os.path.join(os.path.dirname(BINARY), "CMakeCache.txt")


def readelf(what, path):
    return subprocess.run(["readelf", "-W", what, path], capture_output=True, text=True, check=True).stdout


def is_release():
    with open(CACHE) as lines:
        return any(line.strip() == "CMAKE_BUILD_TYPE:STRING=Release" for line in lines)


class Hardening(unittest.TestCase):
    def test_program_and_library_are_loaded_at_any_address(self):
        for path in FILES:
            self.assertRegex(readelf("-h", path), r"Type:\s+DYN", path)
        self.assertRegex(readelf("-d", BINARY), r"FLAGS_1.*PIE")

    def test_no_memory_is_writable_and_executable(self):
        for path in FILES:
            lines = [line for line in readelf("-l", path).splitlines() if line.strip().startswith(("LOAD", "GNU_STACK"))]
            self.assertGreater(len(lines), 2, path)
            for segment in map(str.split, lines):
                flags = "".join(segment[6:-1])
                self.assertFalse("W" in flags and "E" in flags, (path, segment))
            self.assertTrue(any("GNU_STACK" in line for line in lines), path)
            self.assertNotIn("TEXTREL", readelf("-d", path), path)

    def test_addresses_are_bound_at_the_start_and_read_only_afterwards(self):
        for path in FILES:
            self.assertIn("GNU_RELRO", readelf("-l", path), path)
            self.assertRegex(readelf("-d", path), r"BIND_NOW|Flags:.*NOW", path)

    @unittest.skipUnless(is_release(), "only the release is built with guards")
    def test_stacks_are_guarded_and_copies_checked(self):
        for path in FILES:
            names = readelf("--dyn-syms", path)
            self.assertIn("__stack_chk_fail", names, path)
            self.assertGreater(len(set(re.findall(r"__\w+_chk\b", names))), 1, path)


if __name__ == "__main__":
    if not shutil.which("readelf"):
        print("SKIPPED: no readelf", file=sys.stderr)
        sys.exit(77)
    unittest.main()
