"""Files and archives: an iterator of stories, with the report of what gave none."""
from __future__ import annotations

import ctypes
import json
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from ._library import LIBRARY, CopydeskError, Entry, Error, Text, check, exception_of, make_options, take
from .arrow import StoryTable, stream_capsule
from .story import Story

_END, _STORY = 0, 1


@dataclass
class Reject:
    """A page, a record or a stretch of a file that gave no story, and why. `offset` counts bytes of the file."""
    path: str = ""
    offset: int = 0
    url: str = ""
    code: str = ""
    detail: str = ""


class StoryReader(Iterator[Story]):
    """The stories of one file, one after the other, in bounded memory. Use one in one thread at a time: another thread
    that comes meanwhile gets a CopydeskError.

    `rejects` lists what gave no story so far; `report()` counts. A context manager; closed at its end too.
    """

    def __init__(self, source: Union[str, "os.PathLike[str]", bytes], *, url: Optional[str] = None,
                 favor: str = "balanced", provenance: bool = False, name: Optional[str] = None,
                 max_bytes: int = 0, part: Optional[Tuple[int, int]] = None) -> None:
        self.rejects: List[Reject] = []
        self._busy = threading.RLock()
        self._handle: Optional[int] = None
        self._report: Dict[str, Any] = {}
        self._streamed = 0
        error = Error()
        options = make_options(url=url, favor=favor, provenance=provenance, max_bytes=max_bytes, part=part or (0, 0))
        if isinstance(source, bytes):
            if part:
                raise CopydeskError("usage", 0, "a part is one of a file, not of bytes")
            label = os.fsencode(name or "memory")
            handle = LIBRARY.copydesk_open_memory(source, len(source), label, options, error)
        else:
            path = os.fsencode(source)
            if b"\0" in path:
                raise CopydeskError("usage", 0, "the path holds a zero character")
            handle = LIBRARY.copydesk_open(path, options, error)
        if not handle:
            raise exception_of(error)
        self._handle = handle

    def __iter__(self) -> "StoryReader":
        return self

    def __next__(self) -> Story:
        data = self._next_record()
        if data is None:
            raise StopIteration
        return Story.from_json(data)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """While a call of the library runs the interpreter goes on, and another thread might call it, too."""
        if not self._busy.acquire(blocking=False):
            raise CopydeskError("usage", 0, "the reader is in use by another thread")
        try:
            yield
        finally:
            self._busy.release()

    def _next_record(self) -> Optional[bytes]:
        entry, error = Entry(), Error()
        with self._turn():
            while self._handle is not None:
                check(LIBRARY.copydesk_next(self._handle, entry, error), error)
                if entry.kind == _END:
                    self.close()
                    break
                data = ctypes.string_at(entry.data, entry.size)
                if entry.kind == _STORY:
                    return data
                self.rejects.append(Reject(**json.loads(data)))
        return None

    def report(self) -> Dict[str, Any]:
        """Counts so far: path, kind, bytes, pages, stories, empty, failed, skipped, records by type, notes."""
        with self._turn():
            if self._handle is not None:
                text, error = Text(), Error()
                check(LIBRARY.copydesk_report(self._handle, text, error), error)
                self._report = json.loads(take(text))
            return self._report

    def close(self) -> None:
        """Closes the file; `rejects` and `report()` stay."""
        with self._turn():
            if self._handle is not None:
                self.report()
                self._take_streamed_rejects()
                handle, self._handle = self._handle, None
                LIBRARY.copydesk_close(handle)

    def arrow(self, columns: Optional[List[str]] = None, rows: int = 0) -> StoryTable:
        """The rest as record batches: anything that knows __arrow_c_stream__ reads them, once."""
        return StoryTable(lambda: self._stream(columns, rows))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def collect_rejects(self) -> List[Reject]:
        """`rejects`, with those that record batches met."""
        self._take_streamed_rejects()
        return self.rejects

    def _stream(self, columns: Optional[List[str]], rows: int) -> object:
        with self._turn():
            if self._handle is None:
                raise CopydeskError("usage", 0, "the reader is closed")
            return stream_capsule("read_arrow", (self._handle,), columns, rows, keep=self)

    def _take_streamed_rejects(self) -> None:
        with self._turn():
            if self._handle is None:
                return
            text, error = Text(), Error()
            check(LIBRARY.copydesk_rejects(self._handle, text, error), error)
            lines = take(text).splitlines()
            self.rejects.extend(Reject(**json.loads(line)) for line in lines[self._streamed:])
            self._streamed = len(lines)

    def __enter__(self) -> "StoryReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None:
            LIBRARY.copydesk_close(self._handle)
            self._handle = None


def read_warc(path: Union[str, "os.PathLike[str]", bytes], **options: Any) -> StoryReader:
    """The stories of a WARC file, or of any file that Copydesk reads: WET, ARC, MHTML, Safari, HTML, text; plain, gzip, zstd.

    `path` may also be the bytes of such a file, `name` is then what stands for its path. Options: url, favor, provenance,
    max_bytes; part=(begin, end), the records that start (whose gzip member or zstd frame does) at these bytes of a file, to
    share it among several readers (end 0 is the end; what cannot be parted, such as a page by itself, belongs to byte 0).
    """
    return StoryReader(path, **options)
