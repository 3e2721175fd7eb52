#!/usr/bin/env python3
"""Runs the reader's tests in Chromium; exit 77, and a loud line, where Chromium or its driver is not installed.

    tests/browser/run_browser_tests.py          the short form, as ctest runs it
    tests/browser/run_browser_tests.py --full   every attack of the corpora (make test-browser)

`make test-browser` installs what is needed: dev/packages-browser.txt, and tests/browser/package.json into build/browser.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = Path(os.environ.get("COPYDESK_BINARY", ROOT / "build/release/copydesk"))
MODULES = ROOT / "build/browser"
SKIPPED = 77


def missing():
    if not BINARY.exists() or not (BINARY.parent / "hostile_archive").exists():
        return f"there is no program at {BINARY}"
    if not shutil.which("node"):
        return "node is not installed"
    if not shutil.which(os.environ.get("CHROMIUM", "chromium")):
        return "chromium is not installed"
    if not (MODULES / "node_modules/playwright-core").exists():
        return "playwright-core is not installed"
    return None


def main():
    lacking = missing()
    if lacking:
        print(f"SKIPPED: the browser tests did not run: {lacking}. `make test-browser` installs it and runs them.")
        return SKIPPED
    is_full = "--full" in sys.argv
    tests = sorted(Path(__file__).parent.glob("*.test.mjs"))
    environment = {**os.environ, "COPYDESK_BINARY": str(BINARY), "COPYDESK_BROWSER": "full" if is_full else "short",
                   "COPYDESK_BROWSER_MODULES": str(MODULES)}
    return subprocess.run(["node", "--test", "--test-reporter=spec", *map(str, tests)], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
