#!/usr/bin/env python3
"""Writes html/named_references.inc, the named character references of the HTML standard.

    html/make_named_references.py > html/named_references.inc

Source: html.entities.html5 of Python's standard library, which is the standard's own list.
One row a name, sorted by bytes: the name as written after '&', and its one or two code points.
"""
from html.entities import html5

print("// Made by html/make_named_references.py; do not edit. Sorted by bytes.")
for name in sorted(html5):
    points = [f"0x{ord(c):X}" for c in html5[name]] + ["0"]
    print(f'{{"{name}", {points[0]}, {points[1]}}},')
