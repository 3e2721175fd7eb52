"""copydesk.compat.trafilatura beside the real package: signatures, keys, forms, what gives None."""
import csv
import inspect
import io
import json
import logging
import unittest
import warnings
from pathlib import Path
from xml.etree import ElementTree

import copydesk
import trafilatura
from copydesk.compat import trafilatura as ours

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES, CASES = ROOT / "examples" / "pages", ROOT / "tests" / "cases"
FUNCTIONS = ("extract", "extract_with_metadata", "bare_extraction", "extract_metadata")

logging.getLogger("copydesk").addHandler(logging.NullHandler())


def page(name):
    return (PAGES / name).read_text()


def defaults_of(function):
    """Name and default of each parameter; `config` has an object of the package as its default."""
    return [(p.name, p.default) for p in inspect.signature(function).parameters.values() if p.name != "config"]


class BesideTheRealPackage(unittest.TestCase):
    def both(self, name, function="extract", **options):
        return [getattr(module, function)(page(name), **options) for module in (trafilatura, ours)]

    def test_functions_have_the_same_parameters_and_defaults_in_the_same_order(self):
        for name in FUNCTIONS:
            self.assertEqual(defaults_of(getattr(ours, name)), defaults_of(getattr(trafilatura, name)), name)

    def test_documents_have_the_same_keys_and_types(self):
        for function, options in (("bare_extraction", {}), ("bare_extraction", {"with_metadata": True}),
                                  ("extract_metadata", {}), ("extract_with_metadata", {})):
            theirs, mine = (d.as_dict() for d in self.both("article.html", function, **options))
            self.assertEqual(list(mine), list(theirs))
            for key in theirs.keys() - {"body", "commentsbody", "comments"}:
                self.assertIs(type(mine[key]), type(theirs[key]), f"{function} {options} {key}")

    def test_metadata_of_a_plain_article_are_the_same(self):
        for name in ("article.html", "correction.html"):
            theirs, mine = (d.as_dict() for d in self.both(name, "extract_metadata"))
            for key in ("title", "author", "url", "hostname", "sitename", "date", "image"):
                self.assertEqual(mine[key], theirs[key], f"{name} {key}")

    def test_json_has_the_same_keys(self):
        for options in ({}, {"with_metadata": True}):
            theirs, mine = map(json.loads, self.both("article.html", output_format="json", **options))
            self.assertEqual(set(mine), set(theirs))

    def test_the_standfirst_opens_the_text_as_it_does_there_beside_the_body(self):
        standfirst = "Ferries will run through the night from Monday, and buses will turn at the gatehouse."
        html = ('<html><head><title>Vey Bridge to close</title><meta property="og:type" content="article">'
                '<meta property="article:published_time" content="2024-10-11T06:12:00+01:00"></head><body><article>'
                f'<h1>Vey Bridge to close</h1><p class="standfirst">{standfirst}</p><p class="byline">By Ana Ruiz</p>'
                '<time datetime="2024-10-11T06:12">11 October 2024</time>'
                "<p>The bridge will be shut to all traffic from midnight on Friday, after inspectors found a crack as long as "
                "a hand in one of its two main cables, the roads authority said.</p><p>The closure cuts the only road "
                "between the port and the eastern parishes, which thousands of vehicles use each day.</p>"
                "<p>Ferries would sail through the night for the first time in decades, and foot passengers would travel free, the "
                "company said on Thursday.</p><p>The repair was put at three million, most of it for the jacks that will take "
                "the load off the cable.</p></article></body></html>")
        story = copydesk.extract(html)
        self.assertEqual(story.dek, standfirst)
        self.assertNotIn(standfirst, story.text)
        self.assertIn(standfirst, trafilatura.extract(html))
        self.assertTrue(ours.extract(html).startswith(standfirst + "\nThe bridge"))

    def test_plain_text_of_the_library_is_that_of_the_unpacked_record(self):
        for path in sorted(PAGES.glob("*.html")):
            for options in ({}, {"include_comments": False}, {"favor_recall": True}):
                unpacked = ours.extract(path.read_bytes(), url_blacklist={"https://nowhere.example/"}, **options)
                self.assertEqual(ours.extract(path.read_bytes(), **options), unpacked, path.name)

    def test_csv_has_the_same_columns(self):
        theirs, mine = (list(csv.reader(io.StringIO(text), delimiter="\t"))
                        for text in self.both("article.html", output_format="csv", with_metadata=True))
        self.assertEqual(len(mine[0]), len(theirs[0]))
        for column in (0, 3, 4, 5, 6):
            self.assertEqual(mine[0][column], theirs[0][column])

    def test_xml_and_html_have_the_same_frame(self):
        theirs, mine = (ElementTree.fromstring(text) for text in
                        self.both("article.html", output_format="xml", with_metadata=True))
        self.assertEqual([part.tag for part in mine], [part.tag for part in theirs])
        self.assertEqual(set(mine.attrib) - {"tags"}, set(theirs.attrib))  # of these tags theirs finds none
        self.assertLessEqual({e.tag for e in mine.find("main").iter()}, {"main", "p", "head", "list", "item", "quote",
                                                                        "table", "row", "cell", "graphic", "code"})
        self.assertTrue(ours.extract(page("article.html"), output_format="html").startswith("<html>"))

    def test_the_header_of_a_text_with_metadata_names_the_same_fields(self):
        theirs, mine = ([line.split(":")[0] for line in text.split("---\n")[1].splitlines()]
                        for text in self.both("article.html", with_metadata=True))
        self.assertEqual([name for name in mine if name != "tags"], theirs)  # of these tags theirs finds none

    def test_what_gives_none_there_gives_none_here(self):
        for html in ("", "<html></html>", None):
            self.assertIsNone(trafilatura.extract(html))
            self.assertIsNone(ours.extract(html), html)
        self.assertEqual(self.both("article.html", target_language="fr")[1:], [None])
        for module in (trafilatura, ours):
            with self.assertRaises((ValueError, AttributeError)):
                module.extract(page("article.html"), output_format="python")
            self.assertIsNone(module.extract(7))

    def test_wrong_options_raise_what_they_raise_there(self):
        for options in ({"output_format": "docx"}, {"output_format": "python"}, {"max_tree_size": 3}):
            raised = []
            for module in (trafilatura, ours):
                with self.assertRaises(Exception) as caught:
                    module.extract(page("article.html"), **options)
                raised.append(type(caught.exception))
            self.assertEqual(raised[1], raised[0], options)

    def test_trees_and_bytes_are_taken(self):
        html = page("article.html")
        text = ours.extract(html)
        self.assertEqual(ours.extract(html.encode()), text)
        self.assertEqual(ours.extract(trafilatura.load_html(html)), text)


class Options(unittest.TestCase):
    def test_each_option_of_the_text_does_what_it_says(self):
        html = page("correction.html")
        self.assertIn("| Veyland | 14.20 | 13.95 |", ours.extract(html))
        self.assertNotIn("14.20", ours.extract(html, include_tables=False))
        html = ("<article><h1>Title</h1><p>One paragraph with <a href='https://a.example/b'>a link</a> and <em>stress"
                "</em> in it, long enough to stay.</p><h2>Part</h2><p>Another paragraph of the same story follows.</p>"
                "</article>")
        self.assertIn("[a link](https://a.example/b)", ours.extract(html, include_links=True))
        self.assertNotIn("](", ours.extract(html))
        self.assertIn("*stress*", ours.extract(html, include_formatting=True))
        article = ours.extract(page("article.html"), output_format="markdown")
        self.assertIn("## Ferries through the night\n\n", article)

    def test_comments_can_be_left_out(self):
        html = (CASES / "comments-section" / "page.html").read_text()
        comments = [comment.text for comment in copydesk.extract(html).comments]
        self.assertGreater(len(comments), 1)
        for options in ({}, {"include_links": True}):  # the library's own text, and that of the record
            self.assertTrue(ours.extract(html, **options).endswith("\n" + "\n".join(comments)))
            self.assertNotIn(comments[0], ours.extract(html, include_comments=False, **options))
        self.assertEqual(ours.bare_extraction(html).comments, "\n".join(comments))

    def test_fields_that_are_not_asked_for_change_nothing_in_the_text(self):
        for name in ("article.html", "interview.html", "gallery-2017.html", "documentation.html", "correction.html"):
            text = ours.extract(page(name), include_comments=False)
            self.assertEqual(ours.bare_extraction(page(name), with_metadata=True, include_comments=False).text, text)
            self.assertTrue(ours.extract(page(name), with_metadata=True, include_comments=False).endswith("---\n" + text))

    def test_an_option_without_effect_is_warned_about_once(self):
        ours._warned.clear()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            for _ in range(2):
                ours.extract(page("wire.html"), deduplicate=True)
        self.assertEqual([str(w.message)[:11] for w in caught], ["deduplicate"])


if __name__ == "__main__":
    unittest.main()
