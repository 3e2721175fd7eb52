"""Copydesk on Apache Spark 4: a data source for archives, and extract() for columns of pages.

    from copydesk import spark as copydesk_spark
    copydesk_spark.register(spark)
    stories = spark.read.format("copydesk").load("/crawl/*.warc.gz")
    losses = spark.read.format("copydesk").option("table", "rejects").load("/crawl/*.warc.gz")
    stories = copydesk_spark.extract(pages, html="html", url="url")

One task a file, or a part of a file (128 MB of an archive, unless it is compressed as a whole), in bounded memory: a task
holds one batch of stories. The columns are the fields of the record (see copydesk.arrow); those that are not asked for with option
"columns" are not made. Workers need the package (pip, or
--archives with a packed environment) and the files under the same path: local disks, NFS, a mounted bucket.
"""
from __future__ import annotations

import glob
import json
import os
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import (BooleanType, DataType, DoubleType, LongType, StringType, StructField, StructType)

from . import Reject, json_schema, read_warc, to_arrow
from ._library import CopydeskError, extract_bytes, make_options
from .story import Story

# Stories a batch: the most that a task holds at a time, besides one page.
_BATCH_ROWS = 256
# The part of a file that one task reads: of a crawl's WARC files of about 1 GB that makes eight tasks. Spark's own sources
# have the same default (spark.sql.files.maxPartitionBytes).
_PART_BYTES = 128 << 20
# How files begin that can be read in parts: gzip, zstd (its frames and notes), WARC, ARC.
_PARTED = (b"\x1f\x8b", b"\x28\xb5", b"\x5d\x2a\x4d\x18", b"WARC/", b"filedesc:")
_TYPES: Dict[str, DataType] = {"integer": LongType(), "number": DoubleType(), "boolean": BooleanType()}
_REJECT_COLUMNS = (("path", StringType()), ("offset", LongType()), ("url", StringType()), ("code", StringType()),
                   ("detail", StringType()))
_OPTIONS = ("columns", "table", "favor", "provenance", "maxBytes", "partBytes", "path", "paths")


def _story_schema(columns: Optional[Sequence[str]]) -> StructType:
    properties = {**json_schema()["properties"], "record": {}}
    names = list(columns) if columns else [name for name in properties if name != "record"]
    unknown = [name for name in names if name not in properties]
    if unknown:
        raise CopydeskError("usage", 0, f"no such column: {', '.join(unknown)}")
    return StructType([StructField(name, _TYPES.get(properties[name].get("type", ""), StringType())) for name in names])


def _reject_schema() -> StructType:
    return StructType([StructField(name, kind) for name, kind in _REJECT_COLUMNS])


def _paths_of(pattern: str) -> List[str]:
    """Files that a path stands for: itself, all files in a folder, what matches a pattern; sorted by name."""
    pattern = pattern[len("file://"):] if pattern.startswith("file://") else pattern
    if pattern.startswith("file:"):
        pattern = pattern[len("file:"):]
    if os.path.isdir(pattern):
        found = [os.path.join(folder, name) for folder, folders, names in os.walk(pattern)
                 for name in names if not name.startswith(".")]
    elif os.path.exists(pattern):
        found = [pattern]
    else:
        found = [path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path)]
    if not found:
        raise CopydeskError("not-found", 0, f"no file is {pattern}")
    return sorted(found)


class _Part(InputPartition):
    """A file, or the records that start in a stretch of it."""

    def __init__(self, path: str, part: Optional[Tuple[int, int]]) -> None:
        super().__init__((path, part))
        self.path = path
        self.part = part


def _parts_of(path: str, part_bytes: int) -> List[_Part]:
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as file:
            head = file.read(16).lstrip(b"\r\n")
    except OSError:  # told by its task
        return [_Part(path, None)]
    count = -(-size // part_bytes) if head.startswith(_PARTED) and part_bytes > 0 else 1
    if count <= 1:
        return [_Part(path, None)]
    borders = [size * i // count for i in range(count)] + [0]
    return [_Part(path, (begin, end)) for begin, end in zip(borders, borders[1:])]


def _number_of(options: Any, name: str, default: int) -> int:
    given = str(options.get(name, default)).strip()
    if not given.isdigit():
        raise CopydeskError("usage", 0, f"option {name} is {given!r}, not a number of bytes")
    return int(given)


def _read_options(options: Any) -> Dict[str, Any]:
    """Those of read_warc(), tried out: in its task a wrong one would be the loss of a file, and the stories an empty table."""
    provenance = options.get("provenance", "false").lower()
    if provenance not in ("true", "false"):
        raise CopydeskError("usage", 0, f"option provenance is {provenance!r}; one of true, false")
    read = {"favor": options.get("favor", "balanced"), "provenance": provenance == "true",
            "max_bytes": _number_of(options, "maxBytes", 0)}
    read_warc(b"", **read).close()
    return read


class CopydeskSource(DataSource):
    """Format "copydesk". Options: columns (names, parted by commas), table (stories, rejects), favor, provenance,
    maxBytes, partBytes (of a file that one task reads; 0 does not split); paths by load(): a file, a folder, a pattern."""

    def __init__(self, options: Any) -> None:
        super().__init__(options)
        self._is_rejects = options.get("table", "stories") == "rejects"
        names = options.get("columns", "")
        self._columns = [name.strip() for name in names.split(",")] if names else None
        if options.get("table", "stories") not in ("stories", "rejects"):
            raise CopydeskError("usage", 0, "option table is stories or rejects")
        known = {name.lower() for name in _OPTIONS}
        unknown = [name for name in options if name.lower() not in known]
        if unknown:
            raise CopydeskError("usage", 0, f"no such option: {', '.join(unknown)}")
        self._patterns = json.loads(options["paths"]) if "paths" in options else [options.get("path", "")]
        self._read_options = _read_options(options)
        self._part_bytes = _number_of(options, "partBytes", _PART_BYTES)

    @classmethod
    def name(cls) -> str:
        return "copydesk"

    def schema(self) -> StructType:
        return _reject_schema() if self._is_rejects else _story_schema(self._columns)

    def reader(self, schema: StructType) -> "CopydeskReader":
        return CopydeskReader(schema, self._patterns, self._read_options, self._part_bytes, self._is_rejects)


class CopydeskReader(DataSourceReader):
    """Files in the order of their names, large ones in parts. A file that cannot be read is a row of the rejects."""

    def __init__(self, schema: StructType, patterns: List[str], options: Dict[str, Any], part_bytes: int,
                 is_rejects: bool) -> None:
        self._columns = schema.fieldNames()
        self._patterns = patterns
        self._options = options
        self._part_bytes = part_bytes
        self._is_rejects = is_rejects

    def partitions(self) -> Sequence[InputPartition]:
        return [part for pattern in self._patterns for path in _paths_of(pattern)
                for part in _parts_of(path, self._part_bytes)]

    def read(self, partition: Any) -> Iterator[Any]:
        import pyarrow
        try:
            reader = read_warc(partition.path, part=partition.part, **self._options)
        except CopydeskError as error:
            if self._is_rejects:
                yield from _rows_of([Reject(partition.path, error.offset, "", error.code, error.detail)], self._columns)
            return
        if not self._is_rejects:
            with reader:
                for batch in pyarrow.RecordBatchReader.from_stream(reader.arrow(self._columns, _BATCH_ROWS)):
                    yield batch
            return
        for _ in reader:
            yield from _rows_of(reader.rejects, self._columns)
            reader.rejects.clear()
        yield from _rows_of(reader.rejects, self._columns)


def _rows_of(rejects: List[Reject], columns: Sequence[str]) -> Iterator[Any]:
    for reject in rejects:
        row = {**vars(reject), "url": reject.url or None}
        yield tuple(row[name] for name in columns)


def register(session: SparkSession) -> None:
    """Makes the format "copydesk" known to a session."""
    session.dataSource.register(CopydeskSource)


def extract(pages: DataFrame, html: str = "html", url: Optional[str] = None, *,
            columns: Optional[Sequence[str]] = None, keep: Sequence[str] = (), favor: str = "balanced",
            provenance: bool = False) -> DataFrame:
    """The stories of a DataFrame's pages, one row a row, in their order.

    html: a column of strings or binaries; url: a column of addresses. columns: fields of the record, all if None.
    keep: columns of `pages` that stand in front. A page that fails (too large) or is null gives nulls and, if
    "notes" is among the columns, a note that tells why.
    """
    fields = _story_schema(columns)
    make_options(favor=favor)  # a wrong one is told at once, not in the notes of each row
    twice = [name for name in keep if name in fields.fieldNames()]
    if twice:
        raise CopydeskError("usage", 0, f"a column of the pages and a field of the record: {', '.join(twice)}")
    schema = StructType([pages.schema[name] for name in keep] + list(fields))
    names, kept = fields.fieldNames(), list(keep)
    wanted_fields = None if "record" in names else ",".join(names)

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow
        for batch in batches:
            addresses = batch.column(url).to_pylist() if url else [None] * batch.num_rows
            stories = [_story_of(page, address, favor, provenance, wanted_fields)
                       for page, address in zip(batch.column(html), addresses)]
            table = pyarrow.RecordBatchReader.from_stream(to_arrow(stories, names)).read_all().combine_chunks()
            arrays = [table.column(name).combine_chunks() for name in names]
            yield pyarrow.RecordBatch.from_arrays([batch.column(name) for name in kept] + arrays, kept + names)

    wanted = list(dict.fromkeys(kept + [html] + ([url] if url else [])))
    return pages.select(*wanted).mapInArrow(run, schema)


def _story_of(page: Any, address: Optional[str], favor: str, provenance: bool, fields: Optional[str]) -> Story:
    value = page.as_py()
    try:
        options = make_options(url=address, favor=favor, provenance=provenance, fields=fields)
        return Story.from_json(extract_bytes(b"" if value is None else value, options))
    except CopydeskError as error:
        empty = json.loads(extract_bytes(b"", make_options()))
        empty["notes"] = [{"code": error.code, "detail": error.detail}]
        return Story.from_json(json.dumps(empty))
