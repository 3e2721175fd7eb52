#!/usr/bin/env python3
"""Holds docs/limits.md against the code, and every note that a limit gives against docs/notes.md."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def faults():
    table = (ROOT / "docs/limits.md").read_text()
    notes = (ROOT / "docs/notes.md").read_text()
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    if len(rows) < 20:
        yield f"only {len(rows)} rows could be read"
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        place = re.fullmatch(r"`([\w/.]+)`: `(.+)`", cells[-1])
        if not place:
            yield f"{cells[0]}: the last column names no place"
            continue
        path, definition = place.groups()
        words = r"\s+".join(map(re.escape, definition.replace("\\n", " ").split()))
        if not re.search(rf"\b{words}\b\s*[;,}}]", (ROOT / path).read_text()):
            yield f"{cells[0]}: {path} does not say {definition}"
        for note in re.findall(r"note `([\w-]+)`", cells[2]):
            if f"| `{note}` |" not in notes:
                yield f"{cells[0]}: docs/notes.md does not know {note}"


found = list(faults())
print("\n".join(found), end="\n" if found else "")
sys.exit(1 if found else 0)
