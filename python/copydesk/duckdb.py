"""Copydesk in DuckDB: functions for pages that lie in a table, and a table of the stories of archives.

    from copydesk import duckdb as copydesk_duckdb
    copydesk_duckdb.register(connection)
    connection.sql("SELECT copydesk_text(html) FROM pages")
    connection.sql("SELECT copydesk_record(html, url)->>'title' FROM pages")          -- the whole record, as JSON
    connection.sql("SELECT title, text FROM copydesk_stories('/crawl/*.warc.gz')")

copydesk_stories holds the stories of one file at a time in memory. Of a very large file, and without register(), DuckDB
takes a reader as a table: reader = copydesk.read_warc(path); connection.sql("SELECT title FROM reader").
"""
from __future__ import annotations

from typing import Any, Iterable, List, Optional, Union

import duckdb

from . import json_schema, read_warc
from ._library import extract_bytes, extract_text, make_options

def _text(html: Union[str, bytes, None]) -> Optional[str]:
    return None if html is None else extract_text(html)


def _record(html: Union[str, bytes, None], url: Optional[str]) -> Optional[str]:
    return None if html is None else extract_bytes(html, make_options(url=url)).decode()


def _records(path: str) -> List[str]:
    return [story.to_json() for story in read_warc(path)]


def _column(name: str, field: Any) -> str:
    kind = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}.get(field.get("type"))
    return f"CAST(record->>'{name}' AS {kind}) AS {name}" if kind else f"record->>'{name}' AS {name}"


def _columns() -> Iterable[str]:
    return (_column(name, field) for name, field in json_schema()["properties"].items())


def register(connection: Any) -> None:
    """Makes the functions known to a connection: of html as VARCHAR, with _blob at the end of the name as BLOB.

    A page that cannot be read (too large) is an error of the query.
    """
    for name, function, parameters, result in (("copydesk_text", _text, ["VARCHAR"], "VARCHAR"),
                                               ("copydesk_text_blob", _text, ["BLOB"], "VARCHAR"),
                                               ("copydesk_record", _record, ["VARCHAR", "VARCHAR"], "JSON"),
                                               ("copydesk_record_blob", _record, ["BLOB", "VARCHAR"], "JSON"),
                                               ("copydesk_records", _records, ["VARCHAR"], "JSON[]")):
        try:
            connection.remove_function(name)
        except (duckdb.InvalidInputException, duckdb.CatalogException):
            pass  # the first time
        connection.create_function(name, function, parameters, result, null_handling="special")
    connection.execute(f"CREATE OR REPLACE TEMPORARY MACRO copydesk_stories(pattern) AS TABLE SELECT {', '.join(_columns())}, "
                       "record FROM (SELECT unnest(copydesk_records(file)) AS record FROM glob(pattern))")
