"""Copydesk in a datatrove pipeline: an extractor for pages, and a reader of archives that fills the metadata.

    from copydesk.compat.datatrove import Copydesk, CopydeskReader
    pipeline = [WarcReader("crawl/"), Copydesk(favor="precision"), JsonlWriter("out/")]
    pipeline = [CopydeskReader("crawl/", glob_pattern="*.warc.gz"), JsonlWriter("out/")]
"""
from __future__ import annotations

from typing import Any, Iterator

from datatrove.io import DataFileLike, DataFolderLike
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.readers.base import BaseDiskReader
from fsspec.implementations.local import LocalFileSystem

from .. import extract_as, read_warc
from .._library import extract_text


class Copydesk(BaseExtractor):  # type: ignore[misc,unused-ignore]
    """The story of each page as its text. timeout: seconds a page. output_format: txt is the text alone; md, html ..."""

    name = "⛏ Copydesk"
    _requires_dependencies = ["copydesk"]

    def __init__(self, favor: str = "precision", timeout: float = 1, output_format: str = "txt") -> None:
        super().__init__(timeout)
        self.favor = favor
        self.output_format = output_format

    def extract(self, text: str) -> str:
        if self.output_format == "txt":
            return extract_text(text, favor=self.favor)
        return extract_as(text, self.output_format, favor=self.favor)


class CopydeskReader(BaseDiskReader):  # type: ignore[misc,unused-ignore]
    """The stories of WARC files and all else that Copydesk reads; the record without `text` becomes the metadata.

    Pages and stretches without a story are counted in the statistics: reject/damaged, reject/empty ... So are stories that
    have no text but pictures, or a headline and a time, of which datatrove makes no document: reject/no-text.
    Files on local disks are read in bounded memory, remote ones as a whole.
    """

    name = "🗞 Copydesk"
    _requires_dependencies = ["copydesk"]

    def __init__(self, data_folder: DataFolderLike, paths_file: DataFileLike | None = None, limit: int = -1,
                 skip: int = 0, favor: str = "balanced", **options: Any) -> None:
        super().__init__(data_folder, paths_file, limit, skip, **options)
        self.favor = favor

    def read_file(self, filepath: str) -> Iterator[Any]:
        folder = self.data_folder
        if isinstance(folder.fs, LocalFileSystem):
            source: Any = folder.resolve_paths(filepath)
        else:
            with folder.open(filepath, "rb", compression=None) as file:
                source = file.read()
        with read_warc(source, favor=self.favor, **({"name": filepath} if isinstance(source, bytes) else {})) as reader:
            for place, story in enumerate(reader):
                record = story.to_dict()
                document = self.get_document_from_dict({"text": record.pop("text", ""), "id": record.pop("id"), **record},
                                                       filepath, place)
                if document:
                    yield document
                else:
                    self.stat_update("reject/no-text")
            for reject in reader.rejects:
                self.stat_update(f"reject/{reject.code}")
