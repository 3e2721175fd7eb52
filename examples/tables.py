#!/usr/bin/env python3
"""An archive as a table: Parquet by pyarrow, a question asked in DuckDB, a Polars frame.

    pip install dist/copydesk-*.whl pyarrow duckdb polars
    examples/tables.py examples/pages/crawl.warc.gz stories.parquet
"""
import sys

import copydesk
import duckdb
import polars

archive, parquet = sys.argv[1:]

# Batch by batch, in bounded memory; what gave no story is told afterwards.
reader = copydesk.read_warc(archive)
print(copydesk.to_parquet(reader, parquet), "stories,", len(reader.collect_rejects()), "rejects")

# Objects and lists are JSON.
print(duckdb.sql(f"""SELECT language, count(*) AS stories, min(published::JSON->>'time') AS oldest
                     FROM '{parquet}' GROUP BY language ORDER BY stories DESC, language"""))

# A reader is a table itself: no file is needed.
frame = polars.DataFrame(copydesk.read_warc(archive).arrow(["title", "text"]))
print(frame.select("title", polars.col("text").str.len_chars().alias("letters")).sort("letters"))
