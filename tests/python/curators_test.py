"""Copydesk in NeMo Curator and in dolma, beside the algorithms that they have themselves."""
import gzip
import json
import tempfile
import unittest
from pathlib import Path

import copydesk
from copydesk.compat import dolma as copydesk_dolma  # noqa: F401 - importing makes the linearizer known
from copydesk.compat.nemo_curator import CopydeskExtractor
from dolma.warc import create_and_run_warc_pipeline
from dolma.warc.linearizers import LinearizerRegistry
from nemo_curator.stages.text.download.common_crawl.extract import CommonCrawlHTMLExtractor
from nemo_curator.stages.text.download.html_extractors import HTMLExtractorAlgorithm

PAGES = Path(__file__).resolve().parent.parent.parent / "examples" / "pages"
STOP_WORDS = frozenset("the a of in on and was is to for that were at by with from after".split())


class InNemoCurator(unittest.TestCase):
    def test_it_is_an_algorithm_that_gives_the_paragraphs_of_a_page(self):
        html = (PAGES / "wire.html").read_text()
        algorithm = CopydeskExtractor()
        self.assertIsInstance(algorithm, HTMLExtractorAlgorithm)
        self.assertEqual("\n\n".join(algorithm.extract_text(html, STOP_WORDS, "ENGLISH")), copydesk.extract(html).text)
        self.assertIsNone(algorithm.extract_text("<html></html>", STOP_WORDS, "ENGLISH"))

    def test_the_extractor_of_common_crawl_takes_it(self):
        html = (PAGES / "wire.html").read_bytes()
        extractor = CommonCrawlHTMLExtractor(algorithm=CopydeskExtractor(), stop_lists={"ENGLISH": STOP_WORDS})
        row = extractor.extract({"url": "https://a.example/b", "warc_id": "1", "source_id": "s", "content": html})
        self.assertEqual((row["language"], row["text"]), ("ENGLISH", copydesk.extract(html).text))

    def test_paragraphs_without_stop_words_go_if_that_is_asked_for(self):
        html = ("<article><h1>Title</h1><p>The bridge over the river was closed on Monday after a crack in the cable.</p>"
                "<p>Harbour Bridge Cable Crack Monday Closure River Council Engineers Repair Weeks Notice.</p></article>")
        kept = CopydeskExtractor(required_stopword_density=0.32).extract_text(html, STOP_WORDS, "ENGLISH")
        self.assertEqual([paragraph[:10] for paragraph in kept], ["The bridge"])
        everything = CopydeskExtractor(required_stopword_density=0.32).extract_text(html, STOP_WORDS, "THAI")
        self.assertEqual(len(everything), 2)


class InDolma(unittest.TestCase):
    def test_it_is_a_linearizer_of_its_name(self):
        linearizer = LinearizerRegistry.get("copydesk")()
        html = (PAGES / "wire.html").read_bytes()
        self.assertEqual(linearizer.linearize(html), copydesk.extract(html).text)
        self.assertEqual(linearizer.linearize(html.decode()), copydesk.extract(html).text)
        self.assertEqual(linearizer.linearize(b""), "")

    def test_the_warc_pipeline_writes_the_text_of_a_page(self):
        html = (PAGES / "wire.html").read_bytes()
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
        header = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
                  "WARC-Target-URI: https://a.example/b\r\nWARC-Payload-Digest: sha1:AAAA\r\n"  # dolma's id of a page
                  f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n")
        with tempfile.TemporaryDirectory() as folder:
            crawl, out = Path(folder, "crawl.warc.gz"), Path(folder, "out")
            crawl.write_bytes(gzip.compress(header.encode() + response + b"\r\n\r\n"))
            create_and_run_warc_pipeline(documents=str(crawl), destination=str(out), source_name="crawl",
                                         linearizer_name="copydesk", debug=True)
            rows = [json.loads(line) for path in out.rglob("*.gz") for line in gzip.open(path, "rt")]
        self.assertEqual([row["text"] for row in rows], [copydesk.extract(html).text])


if __name__ == "__main__":
    unittest.main()
