"""Record batches without a copy in Python: the library fills them, pyarrow, pandas, Polars or DuckDB takes them over.

One column a field; strings as strings, `confidence` as a number, objects and lists as their JSON. None of the four
need be installed for the functions here, but to_parquet().
"""
from __future__ import annotations

import atexit
import ctypes
import os
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union

from ._library import LIBRARY, ArrowArrayStream, Error, check
from .story import Story

_API = ctypes.pythonapi
_NAME = b"arrow_array_stream"
_DESTRUCTOR = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_API.PyCapsule_New.restype = ctypes.py_object
_API.PyCapsule_New.argtypes = (ctypes.c_void_p, ctypes.c_char_p, _DESTRUCTOR)
_API.PyCapsule_SetDestructor.argtypes = (ctypes.c_void_p, _DESTRUCTOR)
_get_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(("PyCapsule_GetPointer", _API))

# The structs that capsules point to, what must live as long, and where the capsule is, by address.
_alive: Dict[int, Any] = {}


def _release(capsule: int) -> None:
    address = _get_pointer(capsule, _NAME)
    stream = _alive.pop(address)[0]
    if stream.release:  # nobody took it over
        stream.release(address)


_release_callback = _DESTRUCTOR(_release)


@atexit.register
def _leave_to_the_system() -> None:
    """A capsule that outlives this module would call what is gone."""
    for _, _, capsule in list(_alive.values()):
        _API.PyCapsule_SetDestructor(capsule, _DESTRUCTOR())


def stream_capsule(function: str, arguments: Tuple[Any, ...], columns: Optional[List[str]], rows: int, keep: object) -> object:
    """Calls copydesk_FUNCTION and wraps its stream as the Arrow PyCapsule interface asks."""
    stream, error = ArrowArrayStream(), Error()
    names = ",".join(columns).encode() if columns else None
    check(getattr(LIBRARY, "copydesk_" + function)(*arguments, names, rows, stream, error), error)
    address = ctypes.addressof(stream)
    capsule: object = _API.PyCapsule_New(address, _NAME, _release_callback)
    _alive[address] = (stream, keep, id(capsule))
    return capsule


class StoryTable:
    """Stories as a table: pass it to pyarrow.table(), pandas.DataFrame.from_arrow(), polars.DataFrame() or DuckDB."""

    def __init__(self, make_stream: Callable[[], object]) -> None:
        self._make_stream = make_stream

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._make_stream()

    def to_pyarrow(self) -> Any:
        """The table as a pyarrow.Table."""
        import pyarrow
        return pyarrow.RecordBatchReader.from_stream(self).read_all()


def to_arrow(stories: Union[Iterable[Story], Any], columns: Optional[List[str]] = None) -> StoryTable:
    """Stories as a table that can be read any number of times; of a StoryReader, once and in bounded memory.

    columns: names of fields, and "record" for the whole record as JSON; None is all fields.
    """
    if hasattr(stories, "arrow"):
        table: StoryTable = stories.arrow(columns)
        return table
    lines = b"\n".join(story.to_json().encode("utf-8", "surrogatepass") for story in stories)
    return StoryTable(lambda: stream_capsule("records_arrow", (lines, len(lines)), columns, 0, keep=lines))


def to_parquet(stories: Union[Iterable[Story], Any], path: Union[str, "os.PathLike[str]"],
               columns: Optional[List[str]] = None, compression: str = "zstd") -> int:
    """Writes stories into a Parquet file, batch by batch; returns how many. Needs pyarrow.

    The file appears whole or not at all: it is written beside `path` and renamed.
    """
    import pyarrow
    import pyarrow.parquet
    part = os.fspath(path) + ".partial"
    reader = pyarrow.RecordBatchReader.from_stream(to_arrow(stories, columns))
    count = 0
    try:
        with pyarrow.parquet.ParquetWriter(part, reader.schema, compression=compression) as writer:
            for batch in reader:
                writer.write_batch(batch)
                count += batch.num_rows
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.unlink(part)
    return count
