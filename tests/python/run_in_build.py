#!/usr/bin/env python3
"""Runs tests of the Python package on the library of a build, without a wheel: what ctest runs.

    tests/python/run_in_build.py LIBRARY core      with the Python of the machine and nothing else
    tests/python/run_in_build.py LIBRARY with      with pyarrow, Trafilatura and the rest, where `make test-python` put
                                                   them (build/venv-full); skipped, exit 77, when they are not there
"""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main():
    library, which = sys.argv[1:]
    python = Path(sys.executable)
    if which == "with":
        python = ROOT / "build" / "venv-full" / "bin" / "python"
        if not python.exists():
            print("SKIPPED: the libraries that the package works with are not installed; `make test-python` installs them "
                  "into build/venv-full and tests the drop-ins and tables")
            return 77
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "python"), "COPYDESK_LIBRARY": library}
    return subprocess.run([python, "-m", "unittest", "discover", "-p", f"{which}_*.py"], cwd=Path(__file__).parent,
                          env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
