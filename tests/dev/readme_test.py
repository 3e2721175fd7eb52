#!/usr/bin/env python3
"""Runs the examples of the README and compares what they print with what the README says; looks whether scripts can be run.

A fenced block marked `console` holds commands after `$ ` and what they print. A line `…` stands for any lines, `…` inside
a line for any characters. Commands that are not copydesk's are left out.
"""
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("COPYDESK_BINARY", ROOT / "build/release/copydesk"))
SKIPPED = 77


def examples():
    """Yields (command, wanted output) of every example."""
    for block in re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            if "copydesk" in command:
                yield command, output


def pattern(output):
    """The wanted output as a regular expression."""
    lines = [r"(?:.*\n)*" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
             for line in output.rstrip("\n").split("\n")]
    return "".join(lines)


class Readme(unittest.TestCase):
    def test_every_example_prints_what_the_readme_says(self):
        environment = {**os.environ, "PATH": f"{BINARY.parent}:{os.environ['PATH']}", "COLUMNS": "100"}
        for command, output in examples():
            with self.subTest(command):
                done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True)
                printed = done.stdout.rstrip("\n") + "\n"
                self.assertRegex(printed, re.compile(r"\A" + pattern(output) + r"\Z"))

    def test_every_script_can_be_run_as_its_head_and_contributing_say(self):
        folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name != "build" and not path.name.startswith(".")]
        scripts = [path for folder in folders for path in folder.rglob("*.*") if path.suffix in (".py", ".sh", ".mjs")
                   and path.read_bytes()[:2] == b"#!"]
        self.assertTrue(scripts)
        self.assertEqual([str(path.relative_to(ROOT)) for path in scripts if not os.access(path, os.X_OK)], [])


if __name__ == "__main__":
    if not BINARY.exists():
        print(f"SKIPPED: there is no program at {BINARY}")
        sys.exit(SKIPPED)
    unittest.main()
