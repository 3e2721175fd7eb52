"""The package alone, without any other library: pages, archives, errors, threads, fork."""
import copy
import dataclasses
import json
import multiprocessing
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import typing
import unittest
from pathlib import Path

import copydesk
from copydesk import story as shapes

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "examples" / "pages"
CRAWL = PAGES / "crawl.warc.gz"
PAGE = b"<article><h1>Bridge closes</h1><p>The bridge closes on Monday, the council said.</p></article>"


def page(name):
    return (PAGES / name).read_bytes()


def title_in_child(html):
    return copydesk.extract(html).to_json()


class TheRecord(unittest.TestCase):
    def shape_matches(self, shape, schema):
        mine = {f.name.rstrip("_") for f in dataclasses.fields(shape)}
        theirs = set(schema.get("properties", {}))
        for variant in schema.get("oneOf", []):
            theirs |= set(variant["properties"])
        self.assertEqual(mine, theirs, shape.__name__)

    def test_every_field_of_the_schema_is_a_field_of_the_classes_and_none_more(self):
        schema = copydesk.json_schema()
        self.shape_matches(copydesk.Story, schema)
        for name, inner in schema["$defs"].items():
            self.shape_matches(getattr(shapes, "".join(w.capitalize() for w in name.split("_"))), inner)

    def test_types_of_the_fields_are_those_of_the_schema(self):
        plain = {"string": str, "integer": int, "number": float, "boolean": bool}
        hints = typing.get_type_hints(copydesk.Story)
        for name, row in copydesk.json_schema()["properties"].items():
            if row.get("type") in plain:
                self.assertIs(hints[name], plain[row["type"]], name)

    def test_what_is_always_written_is_what_the_schema_asks_for(self):
        for name, inner in copydesk.json_schema()["$defs"].items():
            always = shapes._REQUIRED.get(getattr(shapes, "".join(w.capitalize() for w in name.split("_"))), set())
            for variant in inner.get("oneOf", [inner]):
                kind = variant["properties"].get("kind", {}).get("const", "")
                of_kind = shapes._BODY_ALWAYS.get(kind, set()) if name == "body_node" else set()
                self.assertEqual({key.rstrip("_") for key in always | of_kind}, set(variant.get("required", [])), f"{name} {kind}")

    def test_a_record_without_a_text_keeps_its_provenance(self):
        packed = copydesk.extract((ROOT / "tests" / "cases" / "frameset-page" / "page.html").read_bytes(), provenance=True)
        record = packed.to_dict()
        self.assertNotIn("text", record["provenance"])
        self.assertEqual(packed.url, "")
        self.assertEqual(packed.to_dict(), record)

    def test_a_story_unpacked_and_packed_again_is_the_same_record(self):
        for path in sorted(PAGES.glob("*.*ml")):
            packed = copydesk.extract(path.read_bytes(), url="https://a.example/b", provenance=True)
            record = packed.to_dict()
            self.assertTrue(packed.title or packed.text)
            self.assertEqual(packed.to_dict(), record, path.name)

    def test_a_story_can_be_copied_pickled_compared_and_shown(self):
        story = copydesk.extract(PAGE)
        for other in (copy.deepcopy(story), pickle.loads(pickle.dumps(story)), copydesk.extract(PAGE)):
            self.assertEqual(other, story)
        self.assertIn("Bridge closes", repr(story))
        self.assertEqual(pickle.loads(pickle.dumps(story)), story)
        with self.assertRaises(AttributeError):
            story.no_such_field

    def test_a_field_that_is_set_before_the_first_look_stays_set(self):
        story = copydesk.extract(PAGE)
        story.section = "Sport"
        self.assertEqual(story.title, "Bridge closes")
        self.assertEqual(story.section, "Sport")
        self.assertEqual(story.to_dict()["section"], "Sport")

    def test_threads_may_look_at_one_story_for_the_first_time_together(self):
        record, failed, before = copydesk.extract(page("article.html")).to_json(), [], sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        self.addCleanup(sys.setswitchinterval, before)

        def look(story, start):
            start.wait()
            if not hasattr(story, "title"):
                failed.append(story)
        for _ in range(50):
            story, start = copydesk.Story.from_json(record), threading.Barrier(4)
            threads = [threading.Thread(target=look, args=(story, start)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(failed, [])

    def test_a_record_of_many_lines_becomes_one_line(self):
        indented = copydesk.extract_as(PAGE, "json").replace(",", ",\r\n  ", 1)
        self.assertIn("\n", indented)
        story = copydesk.Story.from_json(indented)
        self.assertNotIn("\n", story.to_json())
        self.assertEqual(copydesk.Story.from_json(story.to_json()), copydesk.extract(PAGE))

    def test_a_record_that_is_no_json_is_told_at_each_look(self):
        story = copydesk.Story.from_json("{broken")
        for _ in range(2):
            self.assertRaises(ValueError, lambda: story.title)

    def test_a_story_is_empty_where_a_reader_gives_none(self):
        head = ('<title>Bridge closes</title><meta property="og:title" content="Bridge closes">'
                '<meta property="article:published_time" content="2024-10-11T06:12:00+01:00">')
        for html in (PAGE, b"", b"<title>Bridge closes</title>", head.encode()):
            self.assertEqual(copydesk.extract(html).is_empty, list(copydesk.read_warc(html)) == [], html)

    def test_versions(self):
        self.assertRegex(copydesk.__version__, r"^\d+\.\d+\.\d+")
        self.assertEqual(copydesk.extract(PAGE).schema_version, copydesk.SCHEMA_VERSION)


class OnePage(unittest.TestCase):
    def test_an_article_has_its_fields(self):
        story = copydesk.extract(page("article.html"), url="https://www.northmarkpost.example/a")
        self.assertEqual(story.page_type, "article")
        self.assertTrue(story.authors[0].name)
        self.assertRegex(story.published.time, r"^\d{4}-\d\d-\d\d")
        self.assertTrue(any(node.kind == "paragraph" for node in story.body))
        self.assertGreater(story.confidence, 0.5)

    def test_bytes_bytearray_memoryview_and_str_give_the_same_text(self):
        texts = {copydesk.extract(form).text for form in (PAGE, bytearray(PAGE), memoryview(PAGE), PAGE.decode())}
        self.assertEqual(len(texts), 1)

    def test_a_str_is_not_decoded_again_whatever_the_page_declares(self):
        text = page("legacy-koi8r.html").decode("koi8-r")
        self.assertEqual(copydesk.extract(text).text, copydesk.extract(page("legacy-koi8r.html")).text)

    def test_a_str_is_not_decoded_again_whatever_the_transport_said(self):
        text = "<meta charset=gbk><article><h1>T</h1><p>The café at the bridge is closed on Monday, said the mayor.</p></article>"
        for said in ({"content_type": "text/html"}, {"content_type": "text/html; charset=koi8-r"}, {"charset": "utf-16le"}):
            self.assertIn("café", copydesk.extract(text, **said).text)

    def test_a_str_may_be_a_text_dump(self):
        self.assertEqual(copydesk.extract(page("dump-2016.txt").decode()).source.kind, "text")

    def test_a_number_is_no_page_of_so_many_zeros(self):
        self.assertRaises(TypeError, copydesk.extract, 5)

    def test_a_str_with_lone_surrogates_is_read_all_the_same(self):
        story = copydesk.extract("<article><h1>T</h1><p>A broken \ud800 letter is in this paragraph.</p></article>")
        self.assertIn("\ufffd", story.text)

    def test_nothing_is_a_story_that_is_empty(self):
        for nothing in (b"", "", b"\0\0\0", b"<html></html>"):
            self.assertTrue(copydesk.extract(nothing).is_empty)

    def test_a_headline_and_a_time_are_no_empty_story(self):
        self.assertFalse(copydesk.extract("<meta property=og:type content=article><meta property=og:title content='Bridge'>"
                                          "<meta property=article:published_time content=2024-05-06T07:08:09Z>").is_empty)

    def test_the_charset_of_the_transport_counts(self):
        html = "<article><h1>T</h1><p>Grüße aus dem schönen Süden des Landes an alle.</p></article>".encode("latin-1")
        story = copydesk.extract(html, charset="iso-8859-1")
        self.assertIn("Grüße", story.text)
        self.assertEqual(story.source.charset_reason, "transport")
        self.assertEqual(copydesk.extract(html, charset="iso-8859-1", content_type="text/html; charset=utf-8"), story)

    def test_a_kind_that_is_asked_for_is_used(self):
        story = copydesk.extract("<p>lines & more lines of a plain text, kept as they are</p>", kind="text")
        self.assertEqual(story.source.kind, "text")

    def test_provenance_adds_a_field_and_changes_no_other(self):
        plain, traced = copydesk.extract(PAGE), copydesk.extract(PAGE, provenance=True)
        self.assertIsNone(plain.provenance)
        self.assertTrue(traced.provenance.text)
        for span in traced.provenance.text:
            self.assertEqual(PAGE[span.page.begin:span.page.end], traced.text.encode()[span.text_begin:span.text_end])
        traced.provenance = None
        self.assertEqual(plain, traced)

    def test_other_formats(self):
        self.assertTrue(copydesk.extract_as(PAGE, "md").startswith("# Bridge closes"))
        self.assertEqual(copydesk.extract(PAGE).to("md"), copydesk.extract_as(PAGE, "md"))


class Errors(unittest.TestCase):
    def code_of(self, function, *arguments, **options):
        with self.assertRaises(copydesk.CopydeskError) as caught:
            function(*arguments, **options)
        return caught.exception.code

    def test_each_has_a_code_and_an_offset(self):
        with self.assertRaises(copydesk.CopydeskError) as caught:
            copydesk.extract(b"x" * 100, max_bytes=10)
        self.assertEqual((caught.exception.code, caught.exception.offset), ("too-large", 10))
        self.assertEqual(str(pickle.loads(pickle.dumps(caught.exception))), str(caught.exception))

    def test_wrong_use_is_told(self):
        self.assertEqual(self.code_of(copydesk.extract, PAGE, favor="everything"), "usage")
        self.assertEqual(self.code_of(copydesk.extract, PAGE, kind="pdf"), "usage")
        self.assertEqual(self.code_of(copydesk.extract, PAGE, url="a\0b"), "usage")
        self.assertEqual(self.code_of(copydesk.extract_as, PAGE, "docx"), "usage")
        self.assertEqual(self.code_of(copydesk.read_warc, "/nonexistent.warc"), "not-found")
        self.assertEqual(self.code_of(copydesk.read_warc, "/"), "unreadable")  # a folder has no stories of its own
        self.assertEqual(self.code_of(copydesk.extract_many, [], threads=0), "usage")
        self.assertEqual(self.code_of(copydesk.extract_many, [PAGE], url="https://news.example/a"), "usage")


class Archives(unittest.TestCase):
    def test_a_damaged_archive_gives_its_stories_and_its_losses(self):
        with copydesk.read_warc(CRAWL) as reader:
            stories = list(reader)
        self.assertEqual(len(stories), 5)
        self.assertEqual([(r.code, r.offset) for r in reader.rejects], [("damaged", 13469)])
        report = reader.report()
        self.assertEqual((report["stories"], report["failed"], report["kind"]), (5, 1, "warc+gzip"))

    def test_memory_reads_as_a_file_does(self):
        reader = copydesk.read_warc(CRAWL.read_bytes(), name="crawl")
        self.assertEqual([s.title for s in reader], [s.title for s in copydesk.read_warc(CRAWL)])
        self.assertEqual(reader.report()["path"], "crawl")

    def test_a_reader_keeps_no_hold_of_the_bytes_that_the_library_copied(self):
        whole = bytes(bytearray(CRAWL.read_bytes()))
        holds = sys.getrefcount(whole)
        reader = copydesk.read_warc(whole)
        self.assertEqual(sys.getrefcount(whole), holds)
        self.assertEqual(sum(1 for _ in reader), 5)

    def test_every_cut_of_an_archive_ends_with_a_report(self):
        whole = CRAWL.read_bytes()
        for size in range(0, len(whole), 997):
            reader = copydesk.read_warc(whole[:size])
            stories = sum(1 for _ in reader)
            self.assertTrue(stories + len(reader.rejects) > 0)

    def test_a_reader_that_threads_share_gives_each_story_once(self):
        reader = copydesk.read_warc(CRAWL)
        titles = []

        def read():
            while True:
                try:
                    for story in reader:
                        titles.append(story.title)
                    return
                except copydesk.CopydeskError as error:
                    self.assertEqual(error.code, "usage")  # another thread reads

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(titles), sorted(s.title for s in copydesk.read_warc(CRAWL)))

    def test_a_closed_reader_is_at_its_end(self):
        reader = copydesk.read_warc(CRAWL)
        next(reader)
        reader.close()
        reader.close()
        self.assertEqual(list(reader), [])
        self.assertEqual(reader.report()["stories"], 1)


class RecordBatches(unittest.TestCase):
    def test_a_stream_that_is_there_when_python_ends_does_no_harm(self):
        program = ("import copydesk, sys\n"
                   "kept = [copydesk.read_warc(sys.argv[1]).__arrow_c_stream__()]\n"
                   "kept.append(kept)\n"
                   "sys.kept = kept\n")
        done = subprocess.run([sys.executable, "-c", program, CRAWL], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class ManyPages(unittest.TestCase):
    def test_results_come_in_the_order_of_the_pages_at_any_number_of_threads(self):
        pages = [(f"<article><h1>Story {i}</h1><p>The text of story {i} is here.</p></article>", None) for i in range(99)]
        one = [s.to_json() for s in copydesk.extract_many(pages, threads=1)]
        self.assertEqual([s.to_json() for s in copydesk.extract_many(iter(pages), threads=4)], one)
        self.assertEqual(one, [copydesk.extract(html).to_json() for html, _ in pages])

    def test_a_page_that_fails_is_raised_or_returned_in_its_place(self):
        pages = [PAGE, b"x" * 1000, PAGE]
        results = list(copydesk.extract_many(pages, threads=2, errors="return", max_bytes=500))
        self.assertEqual([type(r).__name__ for r in results], ["Story", "CopydeskError", "Story"])
        with self.assertRaises(copydesk.CopydeskError):
            list(copydesk.extract_many(pages, threads=2, max_bytes=500))

    def test_what_is_no_page_costs_no_other_page(self):
        results = list(copydesk.extract_many([PAGE, None, 3, (PAGE, "", ""), PAGE], threads=2, errors="return"))
        self.assertEqual([type(r).__name__ for r in results], ["Story"] + 3 * ["CopydeskError"] + ["Story"])
        self.assertEqual((results[1].code, "NoneType" in results[1].detail), ("usage", True))
        with self.assertRaises(copydesk.CopydeskError):
            list(copydesk.extract_many([PAGE, None]))

    def test_pages_that_end_in_an_error_give_their_stories_first(self):
        def pages():
            for _ in range(20):
                yield PAGE
            raise OSError("the disk is gone")

        for threads in (1, 2):
            stories = []
            with self.assertRaisesRegex(OSError, "gone"):
                for story in copydesk.extract_many(pages(), threads=threads):
                    stories.append(story)
            self.assertEqual(len(stories), 20, threads)

    def test_pages_are_taken_as_they_are_needed(self):
        taken = []
        results = copydesk.extract_many((taken.append(i) or PAGE for i in range(100000)), threads=2)
        next(results)
        results.close()
        self.assertLess(len(taken), 500)

    def test_threads_of_the_caller_may_all_extract(self):
        expected, seen = copydesk.extract(PAGE).to_json(), set()
        threads = [threading.Thread(target=lambda: seen.update(copydesk.extract(PAGE).to_json() for _ in range(50)))
                   for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(seen, {expected})

    def test_processes_made_by_fork_may_extract(self):
        expected = copydesk.extract(PAGE).to_json()
        list(copydesk.extract_many([PAGE] * 20, threads=2))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(set(pool.map(title_in_child, [PAGE] * 10)), {expected})


class TheDocumentation(unittest.TestCase):
    def test_the_examples_of_docs_python_md_run(self):
        blocks = re.findall(r"```python core\n(.*?)```", (ROOT / "docs" / "python.md").read_text(), re.S)
        self.assertTrue(blocks)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "page.html").write_bytes(page("article.html"))
            Path(folder, "crawl.warc.gz").write_bytes(CRAWL.read_bytes())
            for block in blocks:
                done = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_example_tells_the_stories_and_the_damage(self):
        done = subprocess.run([sys.executable, ROOT / "examples" / "stories.py", CRAWL], capture_output=True, text=True)
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 5), done.stderr)
        self.assertTrue(done.stderr.startswith("byte 13469: damaged"))


if __name__ == "__main__":
    unittest.main()
