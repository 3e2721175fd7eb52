"""The record as Python classes. tests/python checks each field against the JSON Schema of the library.

A Story that the library made holds the JSON record and is unpacked at the first look at a field: making it costs no
more than copying its bytes.
"""
from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Type, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


@dataclass
class Source:
    """Where a page came from."""
    path: str = ""
    offset: int = 0
    length: int = 0
    kind: str = ""
    fetched: str = ""
    charset: str = ""
    charset_reason: str = ""
    truncated: bool = False


@dataclass
class Author:
    name: str = ""
    role: str = ""


@dataclass
class Dateline:
    place: str = ""
    agency: str = ""
    date: str = ""


@dataclass
class When:
    """A time to the precision that the page proves: `time` is ISO 8601, such as 2017-04-13T05:33."""
    time: str = ""
    precision: str = ""
    zone_source: str = ""
    raw: str = ""


@dataclass
class Image:
    url: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    role: str = ""


@dataclass
class Video:
    url: str = ""
    title: str = ""
    caption: str = ""
    poster: str = ""


@dataclass
class GalleryItem:
    index: int = 0
    kind: str = ""
    title: str = ""
    url: str = ""
    caption: str = ""
    credit: str = ""


@dataclass
class Gallery:
    title: str = ""
    count: int = 0
    items: List[GalleryItem] = field(default_factory=list)


@dataclass
class Link:
    url: str = ""
    text: str = ""


@dataclass
class Related:
    title: str = ""
    url: str = ""


@dataclass
class Comment:
    text: str = ""
    author: str = ""
    time: str = ""


@dataclass
class Access:
    declared: str = ""
    observed: str = ""


@dataclass
class Note:
    code: str = ""
    detail: str = ""


@dataclass
class Inline:
    """A stretch of a node's text; begin and end count bytes of its UTF-8 form."""
    kind: str = ""
    begin: int = 0
    end: int = 0
    url: str = ""


@dataclass
class ListItem:
    level: int = 0
    ordered: bool = False
    text: str = ""
    inlines: List[Inline] = field(default_factory=list)
    number: int = 0


@dataclass
class TableCell:
    text: str = ""
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass
class BodyNode:
    """One node of the body. Which members count depends on `kind`; see docs/record.md."""
    kind: str = ""
    level: int = 0
    ref: int = 0
    headline: str = ""
    time: Optional[When] = None
    text: str = ""
    inlines: List[Inline] = field(default_factory=list)
    language: str = ""
    items: List[ListItem] = field(default_factory=list)
    rows: List[List[TableCell]] = field(default_factory=list)
    url: str = ""


@dataclass
class Range:
    begin: int = 0
    end: int = 0


@dataclass
class FieldOrigin:
    """Where a field was read. The record calls `from_` `from`, which Python keeps for itself."""
    field: str = ""
    from_: str = ""
    ranges: List[Range] = dataclasses.field(default_factory=list)


@dataclass
class TextSpan:
    text_begin: int = 0
    text_end: int = 0
    page: Range = field(default_factory=Range)


@dataclass
class Provenance:
    fields: List[FieldOrigin] = field(default_factory=list)
    text: List[TextSpan] = field(default_factory=list)


def _absent() -> str:
    return ""


def _none() -> None:
    return None


# Every default is a factory: no class attribute then hides a field that is not unpacked yet (see __getattr__).
@dataclass
class Story:
    """What was read out of one page. Absent is "", [], None; docs/record.md tells each field."""
    schema_version: int = field(default_factory=int)
    id: str = field(default_factory=_absent)
    source: Source = field(default_factory=Source)
    url: str = field(default_factory=_absent)
    canonical_url: str = field(default_factory=_absent)
    publisher: str = field(default_factory=_absent)
    page_type: str = field(default_factory=_absent)
    title: str = field(default_factory=_absent)
    dek: str = field(default_factory=_absent)
    section: str = field(default_factory=_absent)
    highlights: List[str] = field(default_factory=list)
    authors: List[Author] = field(default_factory=list)
    agency: str = field(default_factory=_absent)
    dateline: Optional[Dateline] = field(default_factory=_none)
    published: Optional[When] = field(default_factory=_none)
    modified: Optional[When] = field(default_factory=_none)
    language: str = field(default_factory=_absent)
    direction: str = field(default_factory=_absent)
    body: List[BodyNode] = field(default_factory=list)
    text: str = field(default_factory=_absent)
    images: List[Image] = field(default_factory=list)
    galleries: List[Gallery] = field(default_factory=list)
    videos: List[Video] = field(default_factory=list)
    links: List[Link] = field(default_factory=list)
    related: List[Related] = field(default_factory=list)
    tags: List[str] = field(default_factory=list)
    comments: List[Comment] = field(default_factory=list)
    corrections: List[str] = field(default_factory=list)
    access: Optional[Access] = field(default_factory=_none)
    confidence: float = field(default_factory=float)
    notes: List[Note] = field(default_factory=list)
    provenance: Optional[Provenance] = field(default_factory=_none)

    @classmethod
    def from_json(cls, record: "bytes | str") -> "Story":
        """A story of its JSON record. A record that is no JSON is told at the first look at a field."""
        story = object.__new__(cls)
        story.__dict__["_record"] = record.encode() if isinstance(record, str) else record
        return story

    def __getattr__(self, name: str) -> Any:
        if name not in _STORY_FIELDS:
            raise AttributeError(f"a Story has no {name!r}")
        record = self.__dict__.get("_record")
        if record is not None:  # threads may come here together: the first to be done says what a field is
            for key, value in _unpack(Story, json.loads(record)).__dict__.items():
                self.__dict__.setdefault(key, value)
            self.__dict__.pop("_record", None)
        if name not in self.__dict__:
            raise AttributeError(f"a Story has no {name!r}")
        return self.__dict__[name]

    @property
    def is_empty(self) -> bool:
        """Whether the page held no story: no text, picture or video, nor headline and time."""
        return not (self.text or self.images or self.galleries or self.videos or (self.title and self.published))

    def to_dict(self) -> Dict[str, Any]:
        """The record: absent fields are left out, names are those of the JSON form."""
        record = self.__dict__.get("_record")
        if record is not None and self.__dict__.keys() == {"_record"}:
            return dict(json.loads(record))
        self.schema_version  # noqa: B018 - unpacks what is packed
        return dict(_pack(self, is_top=True))

    def to_json(self) -> str:
        """The record as one line of JSON, without a line end."""
        record = self.__dict__.get("_record")
        if record is not None and self.__dict__.keys() == {"_record"} and not (b"\n" in record or b"\r" in record):
            return str(record, "utf-8")
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    def to(self, output_format: str) -> str:
        """The story as md, txt, lines, html, csv, tei, wet, jsonld or json."""
        from . import convert
        return convert(self, output_format)


_STORY_FIELDS = frozenset(f.name for f in dataclasses.fields(Story))
_REQUIRED = {Inline: {"kind", "begin", "end"}, ListItem: {"level", "ordered", "text"}, TableCell: {"text"},
             When: {"time"}, Author: {"name"}, Note: {"code"}, GalleryItem: {"index"}, Gallery: {"count", "items"},
             Link: {"url"}, BodyNode: {"kind"}, Range: {"begin", "end"}, FieldOrigin: {"field", "from_"},
             TextSpan: {"text_begin", "text_end", "page"}}
_BODY_ALWAYS = {"heading": {"level", "text"}, "paragraph": {"text"}, "quote": {"text"}, "code": {"text"},
                "entry": {"text"}, "list": {"items"}, "table": {"rows"}, "embed": {"url"}, "image": {"ref"},
                "video": {"ref"}, "gallery": {"ref"}}
_PLANS: Dict[type, List[Any]] = {}


def _inner(annotation: Any) -> "tuple[int, Any]":
    """How many lists, and of what."""
    depth = 0
    while get_origin(annotation) in (list, List):
        depth, annotation = depth + 1, get_args(annotation)[0]
    if type(None) in get_args(annotation):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    return depth, annotation


def _plan_of(shape: type) -> List[Any]:
    """For each field: its name here, in the record, depth of lists, and its class if it is an object."""
    plan = _PLANS.get(shape)
    if plan is None:
        hints = get_type_hints(shape)
        plan = []
        for f in dataclasses.fields(shape):
            depth, inner = _inner(hints[f.name])
            plan.append((f.name, f.name.rstrip("_"), depth, inner if dataclasses.is_dataclass(inner) else None))
        _PLANS[shape] = plan
    return plan


def _unpack(shape: Type[T], record: Dict[str, Any]) -> T:
    if not isinstance(record, dict):
        raise ValueError(f"a record's {shape.__name__} is no object")
    values = {}
    for name, key, depth, inner in _plan_of(shape):
        if key not in record:
            continue
        value = record[key]
        if inner is not None:
            value = _unpack_list(inner, value, depth) if depth else _unpack(inner, value)
        values[name] = value
    return shape(**values)


def _unpack_list(shape: type, values: List[Any], depth: int) -> List[Any]:
    if depth > 1:
        return [_unpack_list(shape, value, depth - 1) for value in values]
    return [_unpack(shape, value) for value in values]


def _pack(value: Any, is_top: bool = False) -> Any:
    if isinstance(value, list):
        return [_pack(entry) for entry in value]
    if not dataclasses.is_dataclass(value):
        return value
    kept = {"schema_version", "id", "source", "confidence"} if is_top else set(_REQUIRED.get(type(value), ()))
    if isinstance(value, BodyNode):
        kept |= _BODY_ALWAYS.get(value.kind, set())
    absent = (1,) if isinstance(value, TableCell) else (0,)
    record = {}
    for name, key, _, _ in _plan_of(type(value)):
        entry = getattr(value, name)
        if name in kept or (entry not in ("", None, [], False) and not (type(entry) is int and entry in absent)):
            record[key] = _pack(entry)
    return record
