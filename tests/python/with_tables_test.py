"""Record batches in the libraries that take them: pyarrow, pandas, Polars, DuckDB."""
import gc
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import copydesk
import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

CRAWL = Path(__file__).resolve().parent.parent.parent / "examples" / "pages" / "crawl.warc.gz"


def titles():
    return [story.title for story in copydesk.read_warc(CRAWL)]


class Tables(unittest.TestCase):
    def test_columns_are_the_fields_of_the_record_and_hold_what_the_record_holds(self):
        stories = list(copydesk.read_warc(CRAWL))
        table = pyarrow.table(copydesk.to_arrow(stories))
        self.assertEqual(table.schema.names, list(copydesk.json_schema()["properties"]))
        table.validate(full=True)
        for story, row in zip(stories, table.to_pylist()):
            record = story.to_dict()
            for name, value in row.items():
                field = record.get(name)
                self.assertEqual(json.loads(value) if isinstance(field, (dict, list)) else value, field, name)

    def test_a_reader_streams_the_same_table_and_keeps_its_rejects(self):
        reader = copydesk.read_warc(CRAWL)
        streamed = pyarrow.table(reader)
        self.assertEqual(streamed, pyarrow.table(copydesk.to_arrow(list(copydesk.read_warc(CRAWL)))))
        self.assertEqual([r.code for r in reader.collect_rejects()], ["damaged"])
        self.assertEqual(len(reader.collect_rejects()), 1)

    def test_a_second_table_of_a_reader_is_an_error_and_not_empty(self):
        stories = copydesk.to_arrow(copydesk.read_warc(CRAWL), ["title"])
        self.assertEqual(len(duckdb.sql("SELECT title FROM stories").fetchall()), 5)
        with self.assertRaisesRegex(copydesk.CopydeskError, "read to its end"):
            pyarrow.table(stories)

    def test_a_stream_lives_longer_than_the_reader_it_came_from(self):
        batches = pyarrow.RecordBatchReader.from_stream(copydesk.read_warc(CRAWL.read_bytes()).arrow(["title"], rows=1))
        gc.collect()
        self.assertEqual([b.num_rows for b in batches], [1] * 5)

    def test_a_stream_that_nobody_takes_is_freed(self):
        for _ in range(100):
            copydesk.to_arrow(copydesk.read_warc(CRAWL), ["title"]).__arrow_c_stream__()

    def test_polars_pandas_and_duckdb_take_a_table(self):
        stories = copydesk.to_arrow(list(copydesk.read_warc(CRAWL)), ["title", "published", "record"])
        self.assertEqual(polars.DataFrame(stories)["title"].to_list(), titles())
        self.assertEqual(pandas.DataFrame.from_arrow(stories)["title"].to_list(), titles())
        times = duckdb.sql("SELECT published::JSON->>'time' FROM stories").fetchall()
        self.assertEqual(times[0][0], next(copydesk.read_warc(CRAWL)).published.time)

    def test_parquet_comes_back_as_it_went(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stories.parquet"
            self.assertEqual(copydesk.to_parquet(copydesk.read_warc(CRAWL), path), 5)
            self.assertEqual(pyarrow.parquet.read_table(path)["title"].to_pylist(), titles())
            self.assertEqual([p.name for p in Path(folder).iterdir()], ["stories.parquet"])

    def test_a_column_that_does_not_exist_is_told(self):
        with self.assertRaises(copydesk.CopydeskError) as caught:
            pyarrow.table(copydesk.to_arrow([], ["title", "nonsense"]))
        self.assertEqual(caught.exception.code, "usage")

    def test_the_example_writes_its_tables(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "stories.parquet"
            done = subprocess.run([sys.executable, CRAWL.parent.parent / "tables.py", CRAWL, out], capture_output=True,
                                  text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.startswith("5 stories, 1 rejects\n"), done.stdout)
            self.assertEqual(pyarrow.parquet.read_metadata(out).num_rows, 5)


if __name__ == "__main__":
    unittest.main()
