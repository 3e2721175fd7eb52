"""The datatrove extractor in its forked, timed process, and the reader."""
import tempfile
import unittest
from pathlib import Path

import copydesk
from copydesk.compat.datatrove import Copydesk, CopydeskReader
from datatrove.data import Document

PAGES = Path(__file__).resolve().parent.parent.parent / "examples" / "pages"


class InAPipeline(unittest.TestCase):
    def test_the_extractor_gives_the_text_of_each_page_and_drops_what_has_none(self):
        copydesk.extract((PAGES / "wire.html").read_bytes())  # the library has worked before the fork
        html = (PAGES / "wire.html").read_text()
        documents = [Document(text=html, id="1"), Document(text="<html></html>", id="2"), Document(text=html, id="3")]
        results = list(Copydesk(timeout=30).run(iter(documents)))
        self.assertEqual([d.id for d in results], ["1", "3"])
        self.assertEqual(results[0].text, copydesk.extract(html, favor="precision").text)

    def test_the_reader_gives_the_stories_of_an_archive_with_their_metadata(self):
        reader = CopydeskReader(str(PAGES), glob_pattern="*.warc.gz")
        documents = list(reader.run())
        stories = list(copydesk.read_warc(PAGES / "crawl.warc.gz"))
        self.assertEqual([d.text for d in documents], [s.text for s in stories])
        self.assertEqual(documents[0].metadata["title"], stories[0].title)
        self.assertEqual(documents[0].id, stories[0].id)
        self.assertEqual(reader.stats["reject/damaged"].total, 1)

    def test_a_story_that_has_no_text_is_counted(self):
        html = ('<title>Bridge closes</title><meta property="og:title" content="Bridge closes">'
                '<meta property="article:published_time" content="2024-10-11T06:12:00+01:00">')
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "page.html").write_text(html)
            self.assertEqual([story.text for story in copydesk.read_warc(Path(folder, "page.html"))], [""])
            reader = CopydeskReader(folder)
            self.assertEqual(list(reader.run()), [])
            self.assertEqual(reader.stats["reject/no-text"].total, 1)


if __name__ == "__main__":
    unittest.main()
