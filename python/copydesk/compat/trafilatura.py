"""Trafilatura's functions over Copydesk: change the import, keep the calls.

    from copydesk.compat.trafilatura import extract, bare_extraction, extract_metadata

Names, parameters, defaults, keys and the forms of the output are those of Trafilatura 2; the text and the metadata are
Copydesk's. Where it differs:
- Options that steer Trafilatura's own machinery (deduplicate, date_extraction_params, prune_xpath, config, settingsfile,
  options, tei_validation) are taken and warned about, once each. fast and no_fallback mean nothing here.
- Document.body and .commentsbody are xml.etree elements, not lxml ones. `license` is None: the record has no such field.
- fingerprint is a hash of the text, comparable with others made here only.
- The standfirst opens the text, as it does there on pages that have it beside the body (half of those of the evaluation
  set of Trafilatura that have one); the record of Copydesk has it in a field of its own.

The functions here read the record as it comes (docs/record.md), and ask the library only for the fields they need.
"""
from __future__ import annotations

import copy
import csv
import datetime
import hashlib
import io
import json
import logging
import unicodedata
import warnings
from typing import Any, Dict, List, Optional, Set, Union
from urllib.parse import urlsplit
from xml.etree import ElementTree

from .._library import call_for_text, extract_bytes, make_options

_SLOTS = ("title", "author", "url", "hostname", "description", "sitename", "date", "categories", "tags", "fingerprint",
          "id", "license", "body", "comments", "commentsbody", "raw_text", "text", "language", "image", "pagetype",
          "filedate")
_FORMATS = ("csv", "html", "json", "markdown", "python", "txt", "xml", "xmltei")
_HEADER = ("title", "author", "url", "hostname", "description", "sitename", "date", "categories", "tags", "fingerprint",
           "id", "license")
_METADATA = "title,authors,url,canonical_url,dek,publisher,published,modified,section,tags,images,page_type"
_warned: Set[str] = set()

#: A story's record, or a node of its body, as JSON has it.
Record = Dict[str, Any]


class Document:
    """What was read: the attributes of Trafilatura's Document."""

    __slots__ = _SLOTS
    title: Optional[str]
    author: Optional[str]
    url: Optional[str]
    hostname: Optional[str]
    description: Optional[str]
    sitename: Optional[str]
    date: Optional[str]
    categories: Optional[List[str]]
    tags: Optional[List[str]]
    fingerprint: Optional[str]
    id: Optional[str]
    license: Optional[str]
    body: ElementTree.Element
    comments: Optional[str]
    commentsbody: ElementTree.Element
    raw_text: Optional[str]
    text: Optional[str]
    language: Optional[str]
    image: Optional[str]
    pagetype: Optional[str]
    filedate: Optional[str]

    def __init__(self, **values: Any) -> None:
        for slot in _SLOTS:
            setattr(self, slot, values.pop(slot, None))
        if values:
            raise TypeError(f"a Document has no {', '.join(values)}")
        for slot in ("body", "commentsbody"):
            if getattr(self, slot) is None:
                setattr(self, slot, ElementTree.Element("body"))

    @classmethod
    def from_dict(cls, data: Dict[str, Any]) -> "Document":
        return cls(**data)

    def as_dict(self) -> Dict[str, Any]:
        return {slot: getattr(self, slot) for slot in _SLOTS}


class _Options:
    """The options that count, checked."""

    def __init__(self, given: Dict[str, Any]) -> None:
        for name in ("deduplicate", "date_extraction_params", "prune_xpath", "config", "settingsfile", "options",
                     "tei_validation"):
            if given.get(name) and name not in _warned:
                _warned.add(name)
                warnings.warn(f"{name} has no effect in copydesk.compat.trafilatura", UserWarning, stacklevel=4)
        if given.get("max_tree_size"):
            raise ValueError('"max_tree_size" is not supported')
        self.format = given["output_format"]
        if self.format not in _FORMATS:
            raise AttributeError(f"Invalid format: {self.format}; one of {', '.join(_FORMATS)}")
        self.favor = "recall" if given["favor_recall"] else "precision" if given["favor_precision"] else "balanced"
        self.comments = given["include_comments"]
        self.tables = given["include_tables"]
        self.images = given["include_images"]
        self.links = given["include_links"]
        formatting = given["include_formatting"]
        self.formatting = self.format == "markdown" if formatting is None else bool(formatting)
        self.language = given["target_language"]
        self.only_with_metadata = given["only_with_metadata"]
        self.with_metadata = given["with_metadata"] or given["only_with_metadata"] or self.format == "xmltei"
        self.url = given["url"]
        self.url_blacklist = given["url_blacklist"] or set()
        self.author_blacklist = {name.lower() for name in given["author_blacklist"] or set()}

    def is_plain(self) -> bool:
        """Whether the library's own format "lines" is what is asked for: no need to unpack a record."""
        return (self.format == "txt" and self.tables and not (
            self.formatting or self.links or self.images or self.with_metadata or self.language or self.url_blacklist))

    def fields(self) -> Optional[str]:
        """What of the record is needed; None is all of it."""
        if self.format == "xmltei":
            return None
        names = ["body", "dek"]
        names += ["comments"] if self.comments else []
        names += ["language"] if self.language else []
        names += ["canonical_url", "url"] if self.url_blacklist else []
        names += _METADATA.split(",") if self.with_metadata else []
        names += ["images"] if self.images or self.format not in ("txt", "markdown") else []
        return ",".join(dict.fromkeys(names))


def extract(filecontent: Any, url: Optional[str] = None, record_id: Optional[str] = None, fast: bool = False,
            no_fallback: bool = False, favor_precision: bool = False, favor_recall: bool = False,
            include_comments: bool = True, output_format: str = "txt", tei_validation: bool = False,
            target_language: Optional[str] = None, include_tables: bool = True, include_images: bool = False,
            include_formatting: Optional[bool] = None, include_links: bool = False, deduplicate: Any = False,
            date_extraction_params: Optional[Dict[str, Any]] = None, with_metadata: bool = False,
            only_with_metadata: bool = False, max_tree_size: Optional[int] = None,
            url_blacklist: Optional[Set[str]] = None, author_blacklist: Optional[Set[str]] = None,
            settingsfile: Optional[str] = None, prune_xpath: Union[str, List[str], None] = None, config: Any = None,
            options: Any = None) -> Optional[str]:
    """The story of a page in the form asked for, or None."""
    checked = _form_options(locals())
    if checked.is_plain():
        return _plain_text(filecontent, checked)
    story = _read(filecontent, checked)
    if story is None:
        return None
    if checked.format in ("txt", "markdown") and not checked.with_metadata:
        return _normal(_text_of(story, checked))
    return _document_in_form(story, checked, record_id).text


def extract_with_metadata(filecontent: Any, url: Optional[str] = None, record_id: Optional[str] = None,
                          fast: bool = False, favor_precision: bool = False, favor_recall: bool = False,
                          include_comments: bool = True, output_format: str = "txt", tei_validation: bool = False,
                          target_language: Optional[str] = None, include_tables: bool = True,
                          include_images: bool = False, include_formatting: Optional[bool] = None,
                          include_links: bool = False, deduplicate: Any = False,
                          date_extraction_params: Optional[Dict[str, Any]] = None,
                          url_blacklist: Optional[Set[str]] = None, author_blacklist: Optional[Set[str]] = None,
                          settingsfile: Optional[str] = None, prune_xpath: Union[str, List[str], None] = None,
                          config: Any = None, options: Any = None) -> Optional[Document]:
    """The metadata with the story in the form asked for as `text`, or None."""
    checked = _form_options({**locals(), "with_metadata": True, "only_with_metadata": False})
    story = _read(filecontent, checked)
    return _document_in_form(story, checked, record_id) if story is not None else None


def bare_extraction(filecontent: Any, url: Optional[str] = None, fast: bool = False, no_fallback: bool = False,
                    favor_precision: bool = False, favor_recall: bool = False, include_comments: bool = True,
                    output_format: str = "python", target_language: Optional[str] = None, include_tables: bool = True,
                    include_images: bool = False, include_formatting: Optional[bool] = None,
                    include_links: bool = False, deduplicate: Any = False,
                    date_extraction_params: Optional[Dict[str, Any]] = None, with_metadata: bool = False,
                    only_with_metadata: bool = False, max_tree_size: Optional[int] = None,
                    url_blacklist: Optional[Set[str]] = None, author_blacklist: Optional[Set[str]] = None,
                    as_dict: bool = False, prune_xpath: Union[str, List[str], None] = None, config: Any = None,
                    options: Any = None) -> Union[Document, Dict[str, Any], None]:
    """The story of a page as a Document (a dict with as_dict), or None."""
    checked = _Options(locals())
    story = _read(filecontent, checked)
    document = _document_of(story, checked) if story is not None else None
    return document.as_dict() if document is not None and as_dict else document


def extract_metadata(filecontent: Any, default_url: Optional[str] = None, date_config: Optional[Dict[str, Any]] = None,
                     extensive: bool = True, author_blacklist: Optional[Set[str]] = None) -> Document:
    """The metadata of a page; text and body stay empty."""
    story = _record_of(_page_of(filecontent), default_url, "balanced", _METADATA)
    return Document(**_metadata_of(story, default_url, {name.lower() for name in author_blacklist or set()}))


# ---- from page to Document

def _page_of(filecontent: Any) -> Union[str, bytes]:
    if filecontent is None or isinstance(filecontent, (str, bytes)):
        return filecontent or b""
    if hasattr(filecontent, "tag"):
        from lxml import etree  # type: ignore[import-untyped,import-not-found,unused-ignore]
        return str(etree.tostring(filecontent, encoding="unicode", method="html"))
    data = getattr(filecontent, "data", None)  # a response, as the downloads of Trafilatura give
    if isinstance(data, (str, bytes)):
        return data
    raise TypeError(f"incompatible input type: {type(filecontent).__name__}")


def _record_of(page: Union[str, bytes], url: Optional[str], favor: str, fields: Optional[str]) -> Record:
    record: Record = json.loads(extract_bytes(page, make_options(url=url, favor=favor, fields=fields)))
    return record


def _page_or_none(filecontent: Any) -> Union[str, bytes, None]:
    """The page, or None where there is none; what is no page at all is logged, as there."""
    try:
        return _page_of(filecontent) or None
    except TypeError as error:
        logging.getLogger(__name__).error("%s", error)
        return None


def _plain_text(filecontent: Any, options: _Options) -> Optional[str]:
    page = _page_or_none(filecontent)
    if page is None:
        return None
    fields = "text,dek,comments" if options.comments else "text,dek"
    lines = extract_bytes(page, make_options(url=options.url, favor=options.favor, output_format="lines", fields=fields))
    return _normal(lines[:-1].decode()) if lines else None


def _read(filecontent: Any, options: _Options) -> Optional[Record]:
    """The story, or None where Trafilatura gives None: nothing there, or not what was asked for."""
    page = _page_or_none(filecontent)
    if page is None:
        return None
    story = _record_of(page, options.url, options.favor, options.fields())
    body: List[Record] = story.get("body", [])
    if all(node["kind"] in ("image", "video", "gallery", "embed") for node in body):
        return None
    address = story.get("canonical_url") or story.get("url")
    if address in options.url_blacklist:
        return None
    language = story.get("language", "")
    if options.language and language and language.split("-")[0] != options.language.split("-")[0]:
        return None
    if options.only_with_metadata and not (story.get("published") and story.get("title") and address):
        return None
    if options.format != "xmltei":
        _put_standfirst(story, body)
    return story


def _put_standfirst(story: Record, body: List[Record]) -> None:
    dek = story.get("dek")
    if dek and not any(dek in node.get("text", "") for node in body):
        body.insert(0, {"kind": "paragraph", "text": dek})


def _metadata_of(story: Record, url: Optional[str], author_blacklist: Set[str]) -> Dict[str, Any]:
    address = story.get("canonical_url") or story.get("url") or url
    host = urlsplit(address).hostname if address else None
    names = [author["name"] for author in story.get("authors", [])]
    authors = [name for name in names if name.lower() not in author_blacklist]
    images = [image for image in story.get("images", []) if image.get("url")]
    lead = next((image["url"] for image in images if image.get("role") == "lead"), None)
    return {"title": story.get("title"), "author": "; ".join(authors) or None, "url": address,
            "hostname": host[4:] if host and host.startswith("www.") else host, "description": story.get("dek"),
            "sitename": story.get("publisher"), "date": _date_of(story),
            "categories": [story["section"]] if story.get("section") else [], "tags": story.get("tags", []),
            "image": lead or (images[0]["url"] if images else None),
            "pagetype": story.get("page_type"), "filedate": datetime.date.today().isoformat()}


def _date_of(story: Record) -> Optional[str]:
    """The day of publication, else of the last change. A month or a year becomes its first day, as there."""
    when = story.get("published") or story.get("modified")
    if not when:
        return None
    day: str = when["time"][:10]
    return (day + "-01-01"[len(day) - 4:])[:10]


def _nodes_of(story: Record, options: _Options) -> List[Record]:
    return [node for node in story.get("body", []) if options.tables or node["kind"] != "table"]


def _document_of(story: Record, options: _Options) -> Document:
    document = Document(**_metadata_of(story, options.url, options.author_blacklist)
                        if options.with_metadata else {})
    nodes = _nodes_of(story, options)
    document.text = _normal("\n".join(filter(None, (_line_of(node, story, options) for node in nodes))))
    document.raw_text = " ".join(" ".join(text.split()) for text in map(_raw_of, nodes) if text)
    comments = [comment["text"] for comment in story.get("comments", [])] if options.comments else []
    document.comments = "\n".join(comments)
    for node in nodes:
        _append_element(document.body, node, story)
    for comment in comments:
        ElementTree.SubElement(document.commentsbody, "p").text = comment
    language = story.get("language")
    document.language = language.split("-")[0] if options.language and language else None
    return document


def _raw_of(node: Record) -> str:
    parts = [node.get("headline"), node.get("text")] + [item["text"] for item in node.get("items", [])]
    return "\n".join(part for part in parts + [cell["text"] for row in node.get("rows", []) for cell in row] if part)


def _image_of(node: Record, story: Record) -> Optional[Record]:
    images: List[Record] = story.get("images", [])
    place: int = node.get("ref", 0)
    return images[place] if node["kind"] == "image" and place < len(images) else None


def _append_element(body: ElementTree.Element, node: Record, story: Record) -> None:
    kind, image = node["kind"], _image_of(node, story)
    if kind == "table":
        table = ElementTree.SubElement(body, "table")
        for row in node.get("rows", []):
            line = ElementTree.SubElement(table, "row")
            for cell in row:
                role = {"role": "head"} if cell.get("header") else {}
                ElementTree.SubElement(line, "cell", role).text = cell["text"]
    elif kind == "list":
        entries = ElementTree.SubElement(body, "list")
        for item in node.get("items", []):
            ElementTree.SubElement(entries, "item").text = item["text"]
    elif image is not None:
        ElementTree.SubElement(body, "graphic", {"src": image.get("url", ""), "alt": image.get("alt", "")})
    elif kind == "heading":
        ElementTree.SubElement(body, "head", {"rend": f"h{node.get('level', 2)}"}).text = node.get("text")
    else:
        for text in filter(None, [node.get("headline")] + node.get("text", "").split("\n\n")):
            ElementTree.SubElement(body, {"quote": "quote", "code": "code"}.get(kind, "p")).text = text


# ---- text

_MARKS = {"emphasis": "*", "strong": "**", "code": "`"}


def _marked(node: Record, options: _Options) -> str:
    """The text of a node or list item with the marks of Markdown that the options ask for."""
    text: str = node.get("text", "")
    if not options.links and not options.formatting:
        return text
    opens: Dict[int, List[str]] = {}
    closes: Dict[int, List[str]] = {}
    for inline in node.get("inlines", []):
        kind = inline["kind"]
        if kind == "link" and options.links and inline.get("url"):
            before, after = "[", f"]({inline['url']})"
        elif kind in _MARKS and options.formatting:
            before = after = _MARKS[kind]
        else:
            continue
        opens.setdefault(inline["begin"], []).append(before)
        closes.setdefault(inline["end"], []).insert(0, after)
    if not opens:
        return text
    data, parts, at = text.encode(), [], 0
    for place in sorted({*opens, *closes}):
        parts.append(data[at:place].decode("utf-8", "replace"))
        parts += closes.get(place, []) + opens.get(place, [])
        at = place
    return "".join(parts) + data[at:].decode("utf-8", "replace")


def _line_of(node: Record, story: Record, options: _Options) -> str:
    """A node as Trafilatura's text forms write it: one line, a list or table one line an entry."""
    kind = node["kind"]
    if kind == "heading":
        marks = "#" * node.get("level", 2) + " " if options.formatting else ""
        return marks + _marked(node, options)
    if kind == "list":
        return "\n".join("- " + _marked(item, options) for item in node.get("items", []))
    if kind == "table":
        return "\n".join(_table_lines(node))
    if kind == "image":
        image = _image_of(node, story) if options.images else None
        return f"![{image.get('alt') or image.get('caption', '')}]({image.get('url', '')})" if image else ""
    if kind == "code" and options.formatting:
        return f"```\n{node.get('text', '')}\n```"
    text = _marked(node, options)
    if kind == "quote" and options.formatting:
        text = "> " + text.replace("\n", "\n> ")
    text = text.replace("\n\n", "\n")
    return f"{node['headline']}\n{text}" if node.get("headline") else text


# Rows are filled up to no more columns than this: one row of n cells over n of one would be n^2 of them.
_MOST_FILLED = 100


def _table_lines(node: Record) -> List[str]:
    rows = node.get("rows", [])
    width = max((len(row) for row in rows), default=0)
    lines = []
    for place, row in enumerate(rows):
        cells = [" ".join(cell["text"].split()).replace("|", "\\|") for cell in row]
        lines.append("| " + " | ".join(cells + [""] * (min(width, _MOST_FILLED) - len(cells))) + " |")
        if place == 0:
            lines.append("|" + "---|" * width)
    return lines


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# ---- the forms of the output

def _form_options(given: Dict[str, Any]) -> _Options:
    options = _Options(given)
    if options.format == "python":
        raise ValueError("'python' format only usable in bare_extraction() function")
    return options


def _document_in_form(story: Record, options: _Options, record_id: Optional[str]) -> Document:
    document = _document_of(story, options)
    if options.format == "xmltei":
        document.text = _tei_of(story, options)
        return document
    if options.format not in ("txt", "markdown") or options.with_metadata:
        document.id = record_id
        document.fingerprint = hashlib.blake2b(f"{document.title} {document.raw_text}".encode(),
                                               digest_size=8).hexdigest()
    if options.format in ("txt", "markdown"):
        document.text = _normal(_header_of(document) + _text_of(story, options))
    else:
        form = {"json": _json_of, "csv": _csv_of, "xml": _xml_of, "html": _html_of}[options.format]
        document.text = _normal(form(document, options))
    return document


def _tei_of(story: Record, options: _Options) -> str:
    record = json.dumps({**story, "body": _nodes_of(story, options)}).encode()
    return call_for_text("convert", record, len(record), b"tei").decode()


def _text_of(story: Record, options: _Options) -> str:
    lines = [_line_of(node, story, options) for node in _nodes_of(story, options)]
    if options.comments:
        lines.append("\n".join(comment["text"] for comment in story.get("comments", [])))
    return ("\n\n" if options.formatting else "\n").join(filter(None, lines))


def _header_of(document: Document) -> str:
    values = "".join(f"{name}: {_yaml(getattr(document, name))}\n" for name in _HEADER if getattr(document, name))
    return f"---\n{values}---\n"


def _yaml(value: Any) -> str:
    """A plain scalar where YAML reads it back as the same string, else in quotes."""
    if not isinstance(value, str):
        return str(value)
    is_plain = (value[:1].isalpha() and not any(mark in value for mark in (": ", " #", "\n", "\t"))
                and value == value.strip() and not value.endswith(":")
                and value.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _json_of(document: Document, options: _Options) -> str:
    if not options.with_metadata:
        return json.dumps({"text": document.text, "comments": document.comments}, ensure_ascii=False)
    record = document.as_dict()
    del record["body"], record["commentsbody"]
    record["source"] = record.pop("url")
    record["source-hostname"] = record.pop("sitename")
    record["excerpt"] = record.pop("description")
    record["categories"] = ";".join(record["categories"] or [])
    record["tags"] = ";".join(record["tags"] or [])
    return json.dumps(record, ensure_ascii=False)


def _csv_of(document: Document, options: _Options) -> str:
    out = io.StringIO()
    row = [document.url, document.id, document.fingerprint, document.hostname, document.title, document.image,
           document.date, document.text, document.comments, document.license, document.pagetype]
    csv.writer(out, delimiter="\t").writerow([value if value else "null" for value in row])
    return out.getvalue()


def _attributes_of(document: Document) -> Dict[str, str]:
    values = {name: getattr(document, name) for name in ("sitename", "title", "author", "date", "url", "hostname",
                                                         "description", "categories", "tags", "license", "id",
                                                         "fingerprint", "language")}
    return {name: ";".join(value) if isinstance(value, list) else str(value) for name, value in values.items() if value}


def _clean(element: ElementTree.Element) -> ElementTree.Element:
    """A copy without what XML 1.0 forbids."""
    def allowed(text: Optional[str]) -> Optional[str]:
        return "".join(c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd"
                       or c >= "\U00010000") if text else text
    result = copy.deepcopy(element)
    for node in result.iter():
        node.text, node.tail = allowed(node.text), allowed(node.tail)
        for name, value in node.attrib.items():
            node.set(name, allowed(value) or "")
    return result


def _xml_of(document: Document, options: _Options) -> str:
    doc = ElementTree.Element("doc", _attributes_of(document) if options.with_metadata else {})
    for name, body in (("main", document.body), ("comments", document.commentsbody)):
        part = ElementTree.SubElement(doc, name)
        part.extend(list(body))
    if not options.images:
        main = doc[0]
        for graphic in main.findall("graphic"):
            main.remove(graphic)
    return ElementTree.tostring(_clean(doc), encoding="unicode")


_HTML_NAMES = {"list": "ul", "item": "li", "row": "tr", "cell": "td", "quote": "blockquote", "graphic": "img"}


def _html_of(document: Document, options: _Options) -> str:
    html = ElementTree.Element("html")
    head, body = ElementTree.SubElement(html, "head"), ElementTree.SubElement(html, "body")
    if options.with_metadata:
        for name, value in _attributes_of(document).items():
            ElementTree.SubElement(head, "meta", {"name": name, "content": value})
    body.extend(copy.deepcopy(list(document.body) + list(document.commentsbody)))
    if not options.images:
        for graphic in body.findall("graphic"):
            body.remove(graphic)
    for node in body.iter():
        if node.tag == "head":
            node.tag = node.attrib.pop("rend", "h2")
        elif node.tag == "cell":
            node.tag = "th" if node.attrib.pop("role", "") == "head" else "td"
        else:
            node.tag = _HTML_NAMES.get(node.tag, node.tag)
    return ElementTree.tostring(_clean(html), encoding="unicode", method="html")
