#!/usr/bin/env python3
"""Checks the budgets of size: a function has at most 40 lines, a file at most 600.

    dev/check_budget.py [FILE...]     exit 0 and silence, or one line a fault and exit 1; without FILE the whole project

A longer one is let through by a comment `LONG: why` (`// LONG:` in C++, `# LONG:` in Python): for a function directly
above it or inside it; within a file's first twenty lines it lets through the file and all its functions (a table, a
chapter of a standard). A function's lines count from the first line of its signature to its closing brace. C++ is read
by a small scanner that knows comments, literals and brackets; Python by its own parser. Not here: names, order of
includes (check_includes.py), spacing (clang-format).
"""
import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUNCTION_LINES = 40
FILE_LINES = 600
FILE_COMMENT_LINES = 20  # a LONG comment for the whole file stands within these first lines

# What the scanner blanks out. Raw strings first: they may hold quotes and comment marks.
OPAQUE = re.compile(
    r'R"(?P<mark>[^ ()\\\t\v\f\n]{0,16})\((?:.|\n)*?\)(?P=mark)"'
    r'|//(?:\\\n|[^\n])*|/\*(?:.|\n)*?\*/'
    r'|"(?:\\(?:.|\n)|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.[^'\n]*|[^'\\\n])'"
    r'|^[ \t]*#(?:\\\n|[^\n])*', re.M)
# What may stand between a function's parameters and its body: qualifiers, a return type, member initialisers.
BEFORE_BODY = re.compile(r'\)\s*(?:(?:const|noexcept|override|final|mutable|&&?|requires\b[^;]*|->[^;{}]+)\s*)*$'
                         r'|\)\s*(?:noexcept\s*)?:[^:]')
SCOPE = re.compile(r'(?:^|\s)(?:namespace|class|struct|union|enum)\b[^=()]*$|extern\s*""?\s*$|^\s*extern\s*$')


def blanked(source):
    """The source with comments, literals and directives as spaces; line breaks stay where they are."""
    return OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)


def is_function(header):
    """Whether `header`, the text between the last statement and a brace, opens a function's body."""
    if SCOPE.search(header) and "(" not in header:
        return False
    return bool(BEFORE_BODY.search(header)) and not re.search(r"=\s*$", header)


def cpp_functions(source):
    """Yields (first line, last line, name) of every function at namespace or class scope; lines count from 1."""
    code = blanked(source)
    scopes, header_start, paren = [], 0, 0
    for match in re.finditer(r"[{}();]", code):
        mark, at = match.group(), match.start()
        if mark in "()":
            paren += 1 if mark == "(" else -1
        elif mark == "{":
            declarative = all(scope is None for scope in scopes) and paren == 0
            header = code[header_start:at]
            if declarative and is_function(header):
                scopes.append(header_start + len(header) - len(header.lstrip()))
            elif declarative and SCOPE.search(header):
                scopes.append(None)
            else:
                scopes.append(-1)
        elif mark == "}" and scopes:
            opened = scopes.pop()
            follows = code[at + 1:].lstrip()[:1] if opened != -1 else ""
            if opened not in (None, -1) and follows not in (",", "{"):
                yield line_of(source, opened), line_of(source, at), name_of(code[opened:at])
            if follows in (",", "{") and opened is not None:
                header_start = min(header_start, opened)  # a member initialiser `a_{a}`: the body is still to come
                continue
        if mark in "{};" and paren == 0 and all(scope is None for scope in scopes):
            header_start = at + 1


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def name_of(body):
    found = re.search(r"([~\w:]+|operator\S+)\s*\(", body)
    return found.group(1) if found else "?"


def python_functions(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno, node.name


def is_excused(lines, first, last):
    """Whether a LONG comment stands in the function or in the comment directly above it."""
    above = first - 1
    while above > 0 and re.match(r"\s*(//|#|/?\*|template)", lines[above - 1]):
        above -= 1
    return has_long_comment(lines[above:last])


def has_long_comment(lines):
    return any(re.search(r"(//|#).*\bLONG: \S", line) for line in lines)


def faults_of(path):
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    if has_long_comment(lines[:FILE_COMMENT_LINES]):
        return
    if len(lines) > FILE_LINES:
        yield f"{name}: {len(lines)} lines, at most {FILE_LINES} (or say why: LONG:)"
    functions = python_functions if path.suffix == ".py" else cpp_functions
    for first, last, function in functions(source):
        count = last - first + 1
        if count > FUNCTION_LINES and not is_excused(lines, first, last):
            yield f"{name}:{first}: {function} has {count} lines, at most {FUNCTION_LINES} (or say why: LONG:)"


def project_files():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.cpp", "*.h", "*.py"],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def main():
    paths = [Path(name).resolve() for name in sys.argv[1:]] or project_files()
    faults = [fault for path in paths for fault in faults_of(path)]
    print("\n".join(faults), end="\n" if faults else "")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
