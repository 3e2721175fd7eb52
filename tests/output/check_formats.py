#!/usr/bin/env python3
"""Reads back what the writers make of hostile strings, with the parsers of Python's standard library.

    COPYDESK_BINARY=build/release/copydesk tests/output/check_formats.py

The C++ test beside that binary writes its samples; each format is then read by a parser that is not ours: JSON against the schema, CSV,
XML, HTML by a list of allowed elements, attributes and addresses, WARC by its lengths.
"""
import base64
import csv
import hashlib
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import json_schema  # noqa: E402

SCHEMA = json.loads((ROOT / "schema" / "story.schema.json").read_text())
ELEMENTS = set("html head meta title style body article header footer section h1 h2 h3 h4 h5 h6 p br a em strong code sub "
               "sup ul ol li blockquote pre table tr td th figure figcaption small img time".split())
ATTRIBUTES = set("charset http-equiv content name lang dir class href rel src alt loading referrerpolicy datetime "
                 "colspan rowspan".split())
SAFE_ADDRESS = re.compile(r"(https?://|mailto:)", re.I)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
folder = None
csv.field_size_limit(1 << 30)


def sample(name):
    return (Path(folder) / name).read_bytes().decode("utf-8")


class AllowedOnly(html.parser.HTMLParser):
    """Collects everything in the page that is not on the list."""

    def __init__(self):
        super().__init__()
        self.faults, self.style, self.in_style = [], "", False

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"<{tag} {name}>")
            if name in ("href", "src") and not SAFE_ADDRESS.match(value):
                self.faults.append(f"{name}={value[:40]!r}")
        self.in_style = tag == "style"

    def handle_endtag(self, tag):
        self.in_style = False

    def handle_data(self, data):
        self.style += data if self.in_style else ""

    def handle_comment(self, data):
        self.faults.append(f"comment {data[:40]!r}")


def wet_records(data):
    at = 0
    while at < len(data):
        head_end = data.index(b"\r\n\r\n", at)
        head = data[at:head_end].decode("ascii").split("\r\n")
        fields = dict(line.split(": ", 1) for line in head[1:])
        body = data[head_end + 4:head_end + 4 + int(fields["Content-Length"])]
        at = head_end + 4 + len(body) + 4
        assert data[at - 4:at] == b"\r\n\r\n", "record does not end where its length says"
        yield head[0], fields, body


def without_code(markdown):
    """Markdown without backslash escapes, code spans and code blocks: a run of backticks ends at the next equal run."""
    kept, at = [], 0
    for mark in re.finditer(r"\\.|`+", markdown):
        if mark.start() < at:
            continue
        kept.append(markdown[at:mark.start()])
        at = mark.end()
        if mark.group()[0] == "`":
            close = re.compile(r"(?<!`)" + mark.group() + r"(?!`)").search(markdown, at)
            at = close.end() if close else at
    return "".join(kept + [markdown[at:]])


class Formats(unittest.TestCase):
    def check_record(self, record):
        self.assertEqual(list(json_schema.faults(record, SCHEMA, strict=True)), [])

    def test_every_line_of_json_lines_is_a_valid_record(self):
        lines = sample("stream.jsonl").rstrip("\n").split("\n")
        for line in lines[:400]:
            self.check_record(json.loads(line))
        self.assertGreater(len([json.loads(line) for line in lines]), 30)

    def test_json_is_a_list_of_records_and_a_document_is_one(self):
        for record in json.loads(sample("stream.json"))[:100]:
            self.check_record(record)
        self.check_record(json.loads(sample("document.json")))

    def test_every_row_of_csv_has_the_columns_of_the_header_and_no_formula(self):
        rows = list(csv.reader(io.StringIO(sample("stream.csv"), newline=""), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertEqual([cell for row in rows for cell in row if cell.startswith(FORMULA)], [])

    def test_tei_is_well_formed(self):
        for name in ("stream.xml", "document.xml"):
            root = xml.etree.ElementTree.fromstring(sample(name).encode())
            self.assertIn("{http://www.tei-c.org/ns/1.0}", root.tag)

    def test_html_has_only_our_elements_attributes_and_safe_addresses(self):
        for name in ("stream.html", "document.html"):
            parser = AllowedOnly()
            parser.feed(sample(name))
            self.assertEqual(parser.faults[:5], [])
            digest = base64.b64encode(hashlib.sha256(parser.style.encode()).digest()).decode()
            self.assertIn(f"style-src 'sha256-{digest}'", sample(name))

    def test_wet_records_have_the_length_they_name_and_no_smuggled_header(self):
        records = list(wet_records((Path(folder) / "stream.warc.wet").read_bytes()))
        self.assertEqual(len(records), sample("stream.jsonl").count("\n"))
        for version, fields, body in records:
            self.assertEqual(version, "WARC/1.0")
            self.assertEqual(list(fields), ["WARC-Type", "WARC-Target-URI", "WARC-Date", "WARC-Record-ID", "Content-Type",
                                            "Content-Length"])
            body.decode("utf-8")

    def test_json_ld_never_closes_a_script(self):
        for line in sample("stream.jsonld").rstrip("\n").split("\n"):
            self.assertEqual(json.loads(line)["@context"], "https://schema.org")
            self.assertNotIn("<", line)

    def test_markdown_has_no_html_but_sub_and_sup_and_no_address_but_safe_ones(self):
        text = without_code(sample("stream.md"))
        self.assertEqual([tag for tag in re.findall(r"<[^>\n]*>?", text)
                          if not re.fullmatch(r"</?su[bp]>|<(https?://|mailto:)[^ \t\n<>]*>", tag, re.I)], [])
        self.assertEqual([to for to in re.findall(r"\]\((.*?)\)", text) if not SAFE_ADDRESS.match(to)], [])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        binary = Path(os.environ["COPYDESK_BINARY"]).with_name("test_output")
        subprocess.run([binary], env={**os.environ, "COPYDESK_SAMPLES": folder}, check=True,
                       stdout=subprocess.DEVNULL)
        unittest.main()
