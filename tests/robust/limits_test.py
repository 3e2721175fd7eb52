#!/usr/bin/env python3
"""Holds docs/limits.md against the code, every note that a limit gives against docs/notes.md, and every row against the
program: a page or an archive that hits the limit says so with that note or error, or is cut there.

    COPYDESK_BINARY=build/release/copydesk tests/robust/limits_test.py
"""
import gzip
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = os.environ["COPYDESK_BINARY"]
TEXT = "<h1>The bridge</h1><p>" + "The council met on the quay and voted on the bridge again. " * 5
# Rows that other tests hit, and the words by which they can be found there.
ELSEWHERE = {
    "the first line of a record that is sought behind damage": ("tests/input/damage_test.cpp", "up to 16 KiB"),
    "bytes of a dump in which parts of lines are sought, for `provenance`": ("tests/growth/shapes_dump.cpp",
                                                                             "dump-captions-below-lines"),
    "processor time of a page": ("tests/robust/isolation_test.py", '"fault-loop": "timeout"'),
    "memory of a page": ("tests/robust/isolation_test.py", '"fault-storm": "too-large"'),
    "pages read and not yet delivered": ("tests/pipeline/pipeline_test.cpp", "pages_in_flight_bytes"),
    "a page or a batch sent to the service": ("tests/server/http_test.py", "check_refused(request, 413)"),
    "the head of a request to the service": ("tests/server/http_test.py", '(431, get()[:-2] + b"X: " + flood)'),
    "the address in it": ("tests/server/http_test.py", '(414, get("/" + "a" * 9000)'),
    "a line of the framing of chunks, a trailer": ("tests/server/http_test.py", 'b"1;" + b"x" * 1000'),
    "time for the head of a request": ("tests/server/http_test.py", 'assertIn(b"408", statuses)'),
    "time for the next bytes of body or answer": ("tests/server/http_test.py", 'assertLessEqual(statuses, {b"408", b"400", b"503"})'),
    "time for what is sent after a refusal": ("tests/server/http_test.py", "test_who_does_not_stop_sending_is_left"),
    "pages of a batch sent to the service": ("tests/server/serve_test.py", "* 1001, status=413"),
    "connections whose request waits for a thread": ("tests/server/serve_test.py", 'statuses.count("503")'),
    "connections whose request has not come, or that are being left": ("tests/server/http_test.py", 'last.count(b"503")'),
    "time for requests that were begun when the service ends": ("tests/server/serve_test.py", "a byte now and then"),
}


def rows():
    table = (ROOT / "docs/limits.md").read_text()
    lines = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def json_ld(text):
    return f"<script type=application/ld+json>{text}</script>" + TEXT


def tagged(count, make):
    return "<head>" + "".join(map(make, range(count))) + "</head>" + TEXT


def warc(header, body="x"):
    return f"WARC/1.0\r\nWARC-Type: resource\r\n{header}Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"


def response(body):
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.example/\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(head + body)}\r\n\r\n{head}{body}\r\n\r\n")


def zstd_frame(window_log):
    """A frame that asks for a window of 2^window_log bytes and holds one block of plain bytes."""
    block = TEXT.encode()
    return b"\x28\xB5\x2F\xFD\x00" + bytes([(window_log - 10) << 3]) + (len(block) << 3 | 1).to_bytes(3, "little") + block


def packed(body, times):
    for _ in range(times):
        body = gzip.compress(body, 6)
    return body


class Limits(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.path = Path(holder.name) / "page.html"

    def write(self, page):
        self.path.write_bytes(page if isinstance(page, bytes) else page.encode())

    def run_program(self, *words):
        return subprocess.run([BINARY, *map(str, words)], capture_output=True, timeout=120)

    def record(self, page):
        self.write(page)
        return json.loads(self.run_program("show", "story", self.path).stdout)

    def notes(self, page):
        return {note["code"] for note in self.record(page).get("notes", [])}

    def error(self, page):
        self.write(page)
        self.run_program("extract", self.path, "-q", "-o", os.devnull, "-e", f"{self.path}.errors")
        errors = [json.loads(line)["code"] for line in Path(f"{self.path}.errors").read_text().splitlines()]
        return errors[0] if errors else ""

    def report(self, archive):
        self.write(archive)
        return json.loads(self.run_program("check", "--json", self.path).stdout)

    def losses(self, archive):
        return {loss["code"] for loss in self.report(archive)["losses"]}

    # One method for each row of the table; the name is the row's first column.

    def hit_a_page_and_the_stored_body_of_a_record(self):
        yield self.error(TEXT + "x " * (16 << 20)), "too-large"
        yield self.error(TEXT + "x " * (15 << 20)), ""
        yield self.losses(response("x" * (33 << 20))), {"too-large"}
        yield self.losses(warc("Content-Type: text/html\r\nWARC-Target-URI: http://e.example/\r\n", "x" * (33 << 20))), {"too-large"}

    def hit_the_header_of_an_archive_record_of_a_response(self):
        yield self.losses(warc("X: " + "x" * (257 << 10) + "\r\n")), {"too-large"}
        yield self.losses(warc("X: " + "x" * (200 << 10) + "\r\n")), set()

    def hit_decoded_bytes_for_each_stored_one(self):
        yield self.error(gzip.compress(TEXT.encode() + b" " * (8 << 20), 9)), "too-large"
        yield self.error(gzip.compress(TEXT.encode() + b" " * (3 << 20), 9)), ""

    def hit_codings_one_inside_the_other(self):
        yield self.error(packed(TEXT.encode(), 4)), "too-large"
        yield self.error(packed(TEXT.encode(), 3)), ""
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip, gzip, gzip, gzip\r\n\r\n"
        yield self.error(head.encode() + packed(TEXT.encode(), 4)), "too-large"

    def hit_losses_listed_for_one_input(self):
        broken = "".join(warc(f"WARC-Record-ID: <{n}>\r\nWARC-Date: 2017-04-13T05:33:00Z\r\n") + "no record\r\n\r\n" for n in range(10_050))
        report = self.report(broken)
        yield (len(report["losses"]), report["more_losses"] > 0), (10_000, True)

    def hit_the_window_of_a_zstd_frame(self):
        yield self.error(zstd_frame(24)), "damaged"
        yield self.error(zstd_frame(23)), ""

    def hit_depth_of_the_tree(self):
        yield "depth-limit" in self.notes("<div>" * 600 + TEXT), True
        yield "depth-limit" in self.notes("<div>" * 400 + TEXT), False

    def hit_nodes_of_a_page(self):
        yield "node-limit" in self.notes(TEXT + "<br>" * (4 << 20)), True

    def hit_attributes_of_an_element(self):
        yield "attribute-limit" in self.notes("<p " + " ".join(f"a{n}=1" for n in range(1025)) + ">" + TEXT), True
        yield "attribute-limit" in self.notes("<p " + " ".join(f"a{n}=1" for n in range(1024)) + ">" + TEXT), False

    def hit_formatting_elements_to_be_reopened(self):
        yield "formatting-limit" in self.notes("".join(f"<font size={n}>" for n in range(600)) + TEXT), True
        yield "formatting-limit" in self.notes("".join(f"<font size={n}>" for n in range(400)) + TEXT), False

    def hit_open_elements(self):
        yield "open-element-limit" in self.notes("<div>" * 70_000 + TEXT), True
        yield "open-element-limit" in self.notes("<div>" * 60_000 + TEXT), False

    def hit_made_up_tag_names(self):
        yield "name-limit" in self.notes(TEXT + "".join(f"<x{n}/>" for n in range(60_010))), True
        yield "name-limit" in self.notes(TEXT + "".join(f"<x{n}/>" for n in range(59_000))), False

    def hit_blocks_of_a_page_lines_of_a_dump(self):
        yield "block-limit" in self.notes(TEXT + "<p>a" * 131_100), True
        yield "block-limit" in self.notes(TEXT + "<p>a" * 130_000), False

    def hit_json_ld_of_a_page(self):
        article = '{"@type":"NewsArticle","headline":"The bridge"}'
        yield "json-ld-limit" in self.notes(json_ld(article) + json_ld('{"a":"' + "x" * (5 << 20) + '"}')), True
        yield "json-ld-limit" in self.notes(json_ld(article) + json_ld('{"a":"' + "x" * (3 << 20) + '"}')), False

    def hit_depth_of_json_ld(self):
        yield "json-ld-broken" in self.notes(json_ld('{"a":' * 70 + "1" + "}" * 70)), True
        yield "json-ld-broken" in self.notes(json_ld('{"a":' * 50 + "1" + "}" * 50)), False

    def hit_statements_of_a_page_about_itself(self):
        yield "claim-limit" in self.notes(tagged(5001, lambda n: f"<meta property=article:tag content=t{n}>")), True
        yield "claim-limit" in self.notes(tagged(4900, lambda n: f"<meta property=article:tag content=t{n}>")), False

    def hit_times_persons_tags_that_markup_names(self):
        for count, is_hit in ((401, True), (390, False)):
            yield "declared-limit" in self.notes(TEXT + "<a rel=tag href=/a>bridges</a>" * count), is_hit
            yield "declared-limit" in self.notes(TEXT + "<time datetime=2017-04-13>13 April</time>" * count), is_hit
            yield "declared-limit" in self.notes(TEXT + "<a rel=author href=/a>Ana Ruiz</a>" * count), is_hit

    def hit_the_address_that_links_and_pictures_are_resolved_against(self):
        def link(base):
            page = f"<base href='http://a.example/{base}'>{TEXT}<p>{TEXT[25:]}<a href=b>The quay</a> was full."
            return self.record(page)["links"][0]["url"]
        yield link("c" * 900 + "/"), "http://a.example/" + "c" * 900 + "/b"
        yield link("c" * 1100 + "/"), "b"
        yield link("c/?" + "d" * 1100), "http://a.example/c/b"

    def hit_bytes_of_a_statement(self):
        def found(bytes_before):  # the second keyword
            page = f"<meta name=keywords content='quay,{' ' * bytes_before},bridge'>" + TEXT
            return "bridge" in self.record(page).get("tags", [])
        yield found(8000), True
        yield found(8200), False

    def hit_values_of_json_ld_live_entries_in_it(self):
        for count, is_hit in ((50_100, True), (49_000, False)):  # two values each
            yield "json-ld-limit" in self.notes(json_ld("[" + ",".join(['{"a":[]}'] * count) + "]")), is_hit
        for count, is_hit in ((2001, True), (2000, False)):
            entries = ",".join(['{"@type":"BlogPosting","articleBody":"The council met."}'] * count)
            blog = f'{{"@type":"LiveBlogPosting","headline":"The bridge","liveBlogUpdate":[{entries}]}}'
            yield "json-ld-limit" in self.notes(json_ld(blog)), is_hit

    def hit_properties_of_microdata_and_rdfa(self):
        yield "claim-limit" in self.notes(TEXT + "<i itemprop=a></i>" * 4001), True
        yield "claim-limit" in self.notes(TEXT + "<i itemprop=a></i>" * 4000), False

    def hit_pictures_of_a_page(self):
        for count, is_hit in ((4001, True), (4000, False)):
            page = TEXT + "".join(f"<p><img src=/{n}.jpg width=600 height=400>" for n in range(count))
            yield "picture-limit" in self.notes(page), is_hit

    def hit_tags_of_a_record(self):
        for count in (99, 101):
            tags = ",".join(f"tag{n}" for n in range(count))
            yield len(self.record(f"<meta name=keywords content='{tags}'>" + TEXT)["tags"]), min(count, 100)

    def hit_authors_of_a_byline(self):
        names = ", ".join(f"Al {'BCDFGKLMNP'[n % 10]}{'aeiou'[n // 10]}n" for n in range(48))
        yield len(self.record(f"<meta name=author content='{names}'>" + TEXT)["authors"]), 40

    def hit_bytes_in_which_a_date_is_sought(self):
        def published(n):
            return self.record(f"<time itemprop=datePublished datetime='{'x' * n} 2017-04-13'></time>" + TEXT).get("published")
        yield bool(published(4000)), True
        yield bool(published(4100)), False

    def hit_bytes_in_which_the_mark_of_a_saving_program_is_sought(self):
        def address(bytes_before, mark):
            return self.record("<style data-savepage-href=a></style>" + " " * bytes_before + mark + TEXT).get("url")
        comment, meta = "<!-- saved from url=(0012)http://a.b/c -->", '<meta name="savepage-url" content="http://a.b/c">'
        for mark, most in ((comment, 16 << 10), (meta, 256 << 10)):
            yield address(most - 200, mark), "http://a.b/c"
            yield address(most, mark), None

    def hit_words_of_a_search_query(self):
        self.write(TEXT)
        archive = self.path.with_suffix(".db")
        self.run_program("archive", archive, self.path, "-q")
        for words, code in ((64, 1), (65, 0)):  # the last one is in no story
            yield self.run_program("search", archive, "bridge " * (words - 1) + "walrus").returncode, (code if words == 64 else 0)

    def test_every_row_is_hit(self):
        for name, *_ in rows():
            with self.subTest(name):
                if name in ELSEWHERE:
                    path, words = ELSEWHERE[name]
                    self.assertIn(words, (ROOT / path).read_text())
                    continue
                method = "hit_" + re.sub(r"\W+", "_", name.lower()).strip("_")
                for number, (got, wanted) in enumerate(getattr(self, method)()):
                    self.assertEqual(got, wanted, f"the {number + 1}. figure")

    def test_a_limit_that_is_set_holds_instead(self):
        article = json_ld('{"@type":"NewsArticle","headline":"The bridge","a":{"b":{"c":1}}}')
        cases = [("depth=32", "<div>" * 40 + TEXT, "depth-limit"), ("nodes=64", "<i>a</i>" * 64 + TEXT, "node-limit"),
                 ("attributes=2", "<p a=1 b=2 c=3>" + TEXT, "attribute-limit"), ("blocks=3", TEXT + "<p>a" * 9, "block-limit"),
                 ("formatting-elements=4", "<font size=1>" * 3 + "<b><i><u>" + TEXT, "formatting-limit"),
                 ("json-ld-bytes=40", article, "json-ld-limit"), ("json-ld-depth=2", article, "json-ld-broken"),
                 ("claims=2", tagged(9, lambda n: f"<meta property=article:tag content=t{n}>"), "claim-limit"),
                 ("declared=2", TEXT + "<time datetime=2017-04-13>13 April</time>" * 3, "declared-limit")]
        for limits, page, note in cases:
            self.write(page)
            for options, is_hit in (["--limits", limits], True), ([], False):
                done = self.run_program("show", "story", self.path, *options)
                self.assertEqual(note in {n["code"] for n in json.loads(done.stdout).get("notes", [])}, is_hit, (limits, options))
        names = {name.split("=")[0] for name, *_ in cases}
        for limits, page, code in (("page-bytes=1K", TEXT + "x " * 500, "too-large"), ("layers=1", packed(TEXT.encode(), 2), "too-large"),
                                   ("inflate-ratio=2", gzip.compress(TEXT.encode() + b" " * (5 << 20)), "too-large")):
            self.write(page)
            done = self.run_program("extract", self.path, "-q", "-o", os.devnull, "-e", "/dev/stdout", "--limits", limits)
            self.assertEqual(json.loads(done.stdout)["code"], code, limits)
            names.add(limits.split("=")[0])
        self.write(warc("X: " + "x" * 2000 + "\r\n"))
        report = json.loads(self.run_program("check", "--json", "--limits", "header-bytes=1K", self.path).stdout)
        self.assertEqual([loss["code"] for loss in report["losses"]], ["too-large"])
        self.write((warc("WARC-Record-ID: <1>\r\nWARC-Date: 2017-04-13T05:33:00Z\r\n") + "no record\r\n\r\n") * 3)
        report = json.loads(self.run_program("check", "--json", "--limits", "losses=1", self.path).stdout)
        self.assertEqual((len(report["losses"]), report["more_losses"]), (1, 2))
        set_by = {word for row in rows() for word in re.findall(r"^`([a-z-]+)`", row[3]) if not word.startswith("--")}
        self.assertEqual(set_by, names | {"header-bytes", "losses"})

    def test_a_limit_that_makes_no_sense_is_refused(self):
        for limits in ("depth", "depth=", "depth=0", "depth=513", "depth=1e3", "page-bytes=5G", "page-bytes=-1", "width=3", "=3", "blocks=99999999999999999999"):
            done = self.run_program("extract", "--limits", limits, self.path)
            self.assertEqual((done.returncode, limits in done.stderr.decode()), (2, True), limits)

    def test_the_table_says_what_the_code_says(self):
        notes = (ROOT / "docs/notes.md").read_text()
        self.assertGreater(len(rows()), 20)
        for name, _, hit, *_, last in rows():
            with self.subTest(name):
                place = re.fullmatch(r"`([\w/.]+)`: `(.+)`", last)
                self.assertTrue(place, "the last column names no place")
                words = r"\s+".join(map(re.escape, place[2].replace("\\n", " ").split()))
                self.assertRegex((ROOT / place[1]).read_text(), rf"\b{words}\b\s*[;,}}]")
                for note in re.findall(r"note `([\w-]+)`", hit):
                    self.assertIn(f"| `{note}` |", notes)


if __name__ == "__main__":
    unittest.main()
