"""The functions in DuckDB: pages in a table, the stories of archives as a table."""
import json
import unittest
from pathlib import Path

import copydesk
import duckdb
from copydesk import duckdb as copydesk_duckdb

PAGES = Path(__file__).resolve().parent.parent.parent / "examples" / "pages"


class Functions(unittest.TestCase):
    def setUp(self):
        self.connection = duckdb.connect()
        copydesk_duckdb.register(self.connection)

    def tearDown(self):
        self.connection.close()

    def test_a_column_of_strings_becomes_texts_and_records(self):
        html = (PAGES / "wire.html").read_text()
        self.connection.execute("CREATE TABLE pages(n INT, html VARCHAR)")
        self.connection.executemany("INSERT INTO pages VALUES (?, ?)", [(1, html), (2, None)])
        rows = self.connection.sql("SELECT copydesk_text(html), copydesk_record(html, 'https://a.example/b')->>'title' "
                                   "FROM pages ORDER BY n").fetchall()
        story = copydesk.extract(html)
        self.assertEqual(rows, [(story.text, story.title), (None, None)])

    def test_the_charset_of_a_blob_is_found(self):
        html = (PAGES / "legacy-koi8r.html").read_bytes()
        text, record = self.connection.execute("SELECT copydesk_text_blob(?), copydesk_record_blob(?, NULL)",
                                               [html, html]).fetchone()
        self.assertEqual(text, copydesk.extract(html).text)
        self.assertEqual(json.loads(record)["source"]["charset"], "koi8-r")

    def test_archives_are_a_table_with_the_fields_of_the_record(self):
        stories = list(copydesk.read_warc(PAGES / "crawl.warc.gz"))
        relation = self.connection.sql(f"FROM copydesk_stories('{PAGES}/*.warc.gz')")
        self.assertEqual(relation.columns, list(copydesk.json_schema()["properties"]) + ["record"])
        rows = relation.select("title, text, confidence, record").fetchall()
        self.assertEqual([row[:2] for row in rows], [(story.title, story.text) for story in stories])
        self.assertAlmostEqual(rows[0][2], stories[0].confidence)
        self.assertEqual(json.loads(rows[0][3]), stories[0].to_dict())

    def test_registering_twice_does_no_harm(self):
        copydesk_duckdb.register(self.connection)
        self.assertIsNone(self.connection.sql("SELECT copydesk_text(NULL)").fetchall()[0][0])


if __name__ == "__main__":
    unittest.main()
