"""The shared library through ctypes: structs, prototypes, errors. Nothing of a page is decided here.

ctypes releases the interpreter lock during every call. See bindings/copydesk.h for what the functions promise.
"""
from __future__ import annotations

import ctypes
import json
import os
from pathlib import Path
from typing import Optional, Tuple, Union

FAVORS = {"balanced": 0, "precision": 1, "recall": 2}
KINDS = {None: 0, "html": 1, "text": 2}


class CopydeskError(Exception):
    """What the library could not do. `code` is a name such as "too-large"; `offset` counts bytes in the input."""

    def __init__(self, code: str, offset: int, detail: str) -> None:
        super().__init__(code, offset, detail)
        self.code = code
        self.offset = offset
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" + (f" (at byte {self.offset})" if self.offset else "")


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("url", ctypes.c_char_p), ("content_type", ctypes.c_char_p),
                ("name", ctypes.c_char_p), ("format", ctypes.c_char_p), ("favor", ctypes.c_int32),
                ("kind", ctypes.c_int32), ("provenance", ctypes.c_int32), ("page_bytes", ctypes.c_uint64),
                ("fields", ctypes.c_char_p), ("part_begin", ctypes.c_uint64), ("part_end", ctypes.c_uint64)]


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int32), ("offset", ctypes.c_uint64), ("detail", ctypes.c_char * 256)]


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("size", ctypes.c_size_t), ("owner", ctypes.c_void_p)]


class Entry(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int32), ("data", ctypes.c_void_p), ("size", ctypes.c_size_t)]


class ArrowArrayStream(ctypes.Structure):
    _fields_ = [("get_schema", ctypes.c_void_p), ("get_next", ctypes.c_void_p), ("get_last_error", ctypes.c_void_p),
                ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("private_data", ctypes.c_void_p)]


def _open_library() -> ctypes.CDLL:
    beside = Path(__file__).with_name("libcopydesk.so")
    path = os.environ.get("COPYDESK_LIBRARY") or (str(beside) if beside.exists() else "libcopydesk.so.0")
    library = ctypes.CDLL(path)
    text, error, options = ctypes.POINTER(Text), ctypes.POINTER(Error), ctypes.POINTER(Options)
    stream, pointer, size, string = ctypes.POINTER(ArrowArrayStream), ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p
    for name, result, arguments in (
            ("version", string, ()), ("schema_version", ctypes.c_int, ()), ("error_name", string, (ctypes.c_int,)),
            ("free", None, (text,)), ("schema", ctypes.c_int, (text, error)),
            ("extract", ctypes.c_int, (pointer, size, options, text, error)),
            ("convert", ctypes.c_int, (string, size, string, text, error)),
            ("open", pointer, (string, options, error)),
            ("open_memory", pointer, (pointer, size, string, options, error)),
            ("next", ctypes.c_int, (pointer, ctypes.POINTER(Entry), error)),
            ("report", ctypes.c_int, (pointer, text, error)), ("rejects", ctypes.c_int, (pointer, text, error)),
            ("close", None, (pointer,)), ("read_arrow", ctypes.c_int, (pointer, string, size, stream, error)),
            ("records_arrow", ctypes.c_int, (string, size, string, size, stream, error))):
        function = getattr(library, "copydesk_" + name)
        function.restype, function.argtypes = result, arguments
    return library


LIBRARY = _open_library()


def exception_of(error: Error) -> CopydeskError:
    code = LIBRARY.copydesk_error_name(error.code).decode()
    return CopydeskError(code, error.offset, error.detail.decode("utf-8", "replace"))


def check(code: int, error: Error) -> None:
    if code != 0:
        raise exception_of(error)


def take(text: Text) -> bytes:
    """The bytes of a text of the library, which is then freed."""
    try:
        return ctypes.string_at(text.data, text.size)
    finally:
        LIBRARY.copydesk_free(ctypes.byref(text))


def call_for_text(name: str, *arguments: object) -> bytes:
    """Calls copydesk_NAME(arguments..., &text, &error)."""
    text, error = Text(), Error()
    code = getattr(LIBRARY, "copydesk_" + name)(*arguments, ctypes.byref(text), ctypes.byref(error))
    if code != 0:
        raise exception_of(error)
    return take(text)


def _bytes_of(value: Optional[str]) -> Optional[bytes]:
    if value is None:
        return None
    if "\0" in value:
        raise CopydeskError("usage", 0, "a string holds a zero character")
    return value.encode("utf-8", "replace")


def make_options(*, url: Optional[str] = None, content_type: Optional[str] = None, charset: Optional[str] = None,
                 name: Optional[str] = None, output_format: Optional[str] = None, favor: str = "balanced",
                 kind: Optional[str] = None, provenance: bool = False, max_bytes: int = 0,
                 fields: Optional[str] = None, part: Tuple[int, int] = (0, 0)) -> Options:
    if favor not in FAVORS:
        raise CopydeskError("usage", 0, f"favor is {favor!r}; one of {', '.join(FAVORS)}")
    if kind not in KINDS:
        raise CopydeskError("usage", 0, f"kind is {kind!r}; one of html, text, None")
    if max_bytes < 0 or max_bytes >= 1 << 63:
        raise CopydeskError("usage", 0, f"max_bytes is {max_bytes}")
    if any(place < 0 or place >= 1 << 63 for place in part):
        raise CopydeskError("usage", 0, f"part is {part}")
    if charset is not None:
        content_type = f"{(content_type or '').split(';')[0]}; charset={charset}"
    return Options(ctypes.sizeof(Options), _bytes_of(url), _bytes_of(content_type), _bytes_of(name),
                   _bytes_of(output_format), FAVORS[favor], KINDS[kind], 1 if provenance else 0, max_bytes, _bytes_of(fields), *part)


def _utf8_of(page: str) -> bytes:
    """UTF-8; halves of surrogate pairs that stand alone become U+FFFD."""
    try:
        return page.encode()
    except UnicodeEncodeError:
        return page.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


Page = Union[str, bytes, bytearray, memoryview]


def extract_bytes(page: Page, options: Options) -> bytes:
    """The story of a page in the format of the options. A str is no bytes any more: what the page or the transport say of
    their charset does not count."""
    text, error = Text(), Error()
    if isinstance(page, str):
        page = _utf8_of(page)
        kind = (options.content_type or b"").partition(b";")[0]  # no type: by content
        options.content_type = kind + b"; charset=utf-8"
    elif not isinstance(page, bytes):
        page = memoryview(page).tobytes()  # bytes(5) would be five zeros
    code = LIBRARY.copydesk_extract(page, len(page), options, text, error)
    if code != 0:
        raise exception_of(error)
    return take(text)


def extract_text(page: Page, url: Optional[str] = None, favor: str = "balanced") -> str:
    """Story.text without the rest of the record."""
    record = json.loads(extract_bytes(page, make_options(url=url, favor=favor, fields="text")))
    return str(record.get("text", ""))
