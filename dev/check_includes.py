#!/usr/bin/env python3
"""Checks that every include follows the module table of CMakeLists.txt: only doors, only of folders listed under USES.

    dev/check_includes.py        exit 0 and silence, or one line a fault and exit 1
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE = re.compile(r"^copydesk_module\((\w+)\s*(?:USES ([\w ]+?))?\s*(?:LIBS [\w ]+)?\)", re.M)
INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.M)


def module_table():
    text = (ROOT / "CMakeLists.txt").read_text()
    return {name: set((uses or "").split()) for name, uses in MODULE.findall(text)}


def faults_of(path, folder, allowed, modules):
    for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
        target = include.split("/")[0]
        if target == folder or "/" not in include:
            continue
        if target not in modules:
            yield f"{path.relative_to(ROOT)}: includes {include}, which is in no module"
        elif target not in allowed:
            yield f"{path.relative_to(ROOT)}: {folder} may not use {target} (see CMakeLists.txt)"
        elif include != f"{target}/{target}.h":
            yield f"{path.relative_to(ROOT)}: includes {include}; the door is {target}/{target}.h"


def main():
    modules = module_table()
    faults = []
    for folder, uses in modules.items():
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                faults += faults_of(path, folder, uses, modules)
    print("\n".join(faults), end="\n" if faults else "")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
