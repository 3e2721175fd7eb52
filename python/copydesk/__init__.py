"""Copydesk: saved pages in, clean, structured, traceable stories out.

    import copydesk
    story = copydesk.extract(open("page.html", "rb").read(), url="https://news.example/a")
    print(story.title, story.published.time if story.published else "", story.text, sep="\n")

    for story in (reader := copydesk.read_warc("crawl.warc.gz")):
        print(story.url, story.title)
    print(reader.rejects)          # what gave no story, and why
"""
from __future__ import annotations

import json
from typing import Any, Dict, Optional

from ._library import LIBRARY, CopydeskError, Page, call_for_text, extract_bytes, make_options
from .arrow import StoryTable, to_arrow, to_parquet
from .many import extract_many
from .reader import Reject, StoryReader, read_warc
from .story import (Access, Author, BodyNode, Comment, Dateline, FieldOrigin, Gallery, GalleryItem, Image, Inline, Link,
                    ListItem, Note, Provenance, Range, Related, Source, Story, TableCell, TextSpan, Video, When)

__version__: str = LIBRARY.copydesk_version().decode()
#: Version of the record; it grows by one when a field is added.
SCHEMA_VERSION: int = LIBRARY.copydesk_schema_version()


def extract(html: Page, url: Optional[str] = None, *, favor: str = "balanced", provenance: bool = False,
            charset: Optional[str] = None, content_type: Optional[str] = None, kind: Optional[str] = None,
            name: Optional[str] = None, max_bytes: int = 0) -> Story:
    """The story of one page.

    html: bytes (the charset is found as browsers do, `charset` is what the transport said) or str.
    favor: "balanced", "precision" or "recall". kind: "html" or "text", by content if None.
    provenance: also where each field and each stretch of text came from.
    max_bytes: a larger page raises "too-large"; 0 is 32 MiB.
    A page without a story is no error: `Story.is_empty` is true then. Raises CopydeskError.
    """
    options = make_options(url=url, favor=favor, provenance=provenance, charset=charset, content_type=content_type,
                           kind=kind, name=name, max_bytes=max_bytes)
    return Story.from_json(extract_bytes(html, options))


def extract_as(html: Page, output_format: str, url: Optional[str] = None, **options: Any) -> str:
    """The story of one page as text: md, txt, lines, html, csv, tei, wet, jsonld or json. Options as of extract()."""
    return extract_bytes(html, make_options(url=url, output_format=output_format, **options)).decode()


def convert(story: Story, output_format: str) -> str:
    """A story in another format."""
    record = story.to_json().encode("utf-8", "surrogatepass")
    return call_for_text("convert", record, len(record), output_format.encode()).decode()


def json_schema() -> Dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record."""
    return dict(json.loads(call_for_text("schema")))


__all__ = ["Access", "Author", "BodyNode", "Comment", "CopydeskError", "Dateline", "FieldOrigin", "Gallery",
           "GalleryItem", "Image", "Inline", "Link", "ListItem", "Note", "Provenance", "Range", "Reject", "Related",
           "SCHEMA_VERSION", "Source", "Story", "StoryReader", "StoryTable", "TableCell", "TextSpan", "Video", "When",
           "__version__", "convert", "extract", "extract_as", "extract_many", "json_schema", "read_warc", "to_arrow",
           "to_parquet"]
