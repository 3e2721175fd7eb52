"""Trafilatura's functions over Copydesk: change the import, keep the calls.

    from copydesk.compat.trafilatura import extract, bare_extraction, extract_metadata

Names, parameters, defaults, keys and the forms of the output are those of Trafilatura 2; the text and the metadata are
Copydesk's. Where it differs:
- Options that steer Trafilatura's own machinery (deduplicate, date_extraction_params, prune_xpath, config, settingsfile,
  options, tei_validation) are taken and warned about, once each. fast and no_fallback mean nothing here.
- Document.body and .commentsbody are xml.etree elements, not lxml ones. `license` is None: the record has no such field.
- fingerprint is a hash of the text, comparable with others made here only.
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

from .. import extract as extract_story
from .._library import call_for_text
from ..story import BodyNode, Story

_SLOTS = ("title", "author", "url", "hostname", "description", "sitename", "date", "categories", "tags", "fingerprint",
          "id", "license", "body", "comments", "commentsbody", "raw_text", "text", "language", "image", "pagetype",
          "filedate")
_FORMATS = ("csv", "html", "json", "markdown", "python", "txt", "xml", "xmltei")
_HEADER = ("title", "author", "url", "hostname", "description", "sitename", "date", "categories", "tags", "fingerprint",
           "id", "license")
_warned: Set[str] = set()


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
            raise ValueError(f"Invalid format: {self.format}; one of {', '.join(_FORMATS)}")
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
    document = _document_in_form(dict(locals()))
    return document.text if document is not None else None


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
    return _document_in_form({**locals(), "with_metadata": True, "only_with_metadata": False})


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
    story = extract_story(_page_of(filecontent), url=default_url)
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


def _read(filecontent: Any, options: _Options) -> Optional[Story]:
    """The story, or None where Trafilatura gives None: nothing there, or not what was asked for."""
    try:
        page = _page_of(filecontent)
    except TypeError as error:
        logging.getLogger(__name__).error("%s", error)
        return None
    if not page:
        return None
    story = extract_story(page, url=options.url, favor=options.favor)
    if not story.text or (story.canonical_url or story.url) in options.url_blacklist:
        return None
    if options.language and story.language and story.language.split("-")[0] != options.language.split("-")[0]:
        return None
    if options.only_with_metadata and not (story.published and story.title and (story.canonical_url or story.url)):
        return None
    return story


def _metadata_of(story: Story, url: Optional[str], author_blacklist: Set[str]) -> Dict[str, Any]:
    address = story.canonical_url or story.url or url
    host = urlsplit(address).hostname if address else None
    authors = [author.name for author in story.authors if author.name.lower() not in author_blacklist]
    lead = next((image.url for image in story.images if image.role == "lead"), None)
    return {"title": story.title or None, "author": "; ".join(authors) or None, "url": address,
            "hostname": host[4:] if host and host.startswith("www.") else host, "description": story.dek or None,
            "sitename": story.publisher or None, "date": _date_of(story),
            "categories": [story.section] if story.section else [], "tags": story.tags,
            "image": lead or next((image.url for image in story.images if image.url), None),
            "pagetype": story.page_type or None, "filedate": datetime.date.today().isoformat()}


def _date_of(story: Story) -> Optional[str]:
    """The day of publication, else of the last change. A month or a year becomes its first day, as there."""
    when = story.published or story.modified
    return (when.time[:10] + "-01-01"[len(when.time[:10]) - 4:])[:10] if when else None


def _document_of(story: Story, options: _Options) -> Document:
    document = Document(**_metadata_of(story, options.url, options.author_blacklist)
                        if options.with_metadata else {})
    nodes = [node for node in story.body if options.tables or node.kind != "table"]
    document.text = _normal("\n".join(filter(None, (_line_of(node, story, options) for node in nodes))))
    document.raw_text = " ".join(" ".join(text.split()) for text in map(_raw_of, nodes) if text)
    document.comments = "\n".join(comment.text for comment in story.comments) if options.comments else ""
    for node in nodes:
        _append_element(document.body, node, story)
    if options.comments:
        for comment in story.comments:
            ElementTree.SubElement(document.commentsbody, "p").text = comment.text
    document.language = story.language.split("-")[0] if options.language and story.language else None
    return document


def _raw_of(node: BodyNode) -> str:
    parts = [node.headline, node.text] + [item.text for item in node.items]
    return "\n".join(part for part in parts + [cell.text for row in node.rows for cell in row] if part)


def _append_element(body: ElementTree.Element, node: BodyNode, story: Story) -> None:
    if node.kind == "table":
        table = ElementTree.SubElement(body, "table")
        for row in node.rows:
            line = ElementTree.SubElement(table, "row")
            for cell in row:
                ElementTree.SubElement(line, "cell", {"role": "head"} if cell.header else {}).text = cell.text
    elif node.kind == "list":
        entries = ElementTree.SubElement(body, "list")
        for item in node.items:
            ElementTree.SubElement(entries, "item").text = item.text
    elif node.kind == "image" and node.ref < len(story.images):
        image = story.images[node.ref]
        ElementTree.SubElement(body, "graphic", {"src": image.url, "alt": image.alt})
    elif node.kind == "heading":
        ElementTree.SubElement(body, "head", {"rend": f"h{node.level}"}).text = node.text
    else:
        for text in filter(None, [node.headline] + node.text.split("\n\n")):
            ElementTree.SubElement(body, {"quote": "quote", "code": "code"}.get(node.kind, "p")).text = text


# ---- text

_MARKS = {"emphasis": "*", "strong": "**", "code": "`"}


def _marked(text: str, inlines: List[Any], options: _Options) -> str:
    """The text with the marks of Markdown that the options ask for."""
    opens: Dict[int, List[str]] = {}
    closes: Dict[int, List[str]] = {}
    for inline in inlines:
        if inline.kind == "link" and options.links and inline.url:
            before, after = "[", f"]({inline.url})"
        elif inline.kind in _MARKS and options.formatting:
            before = after = _MARKS[inline.kind]
        else:
            continue
        opens.setdefault(inline.begin, []).append(before)
        closes.setdefault(inline.end, []).insert(0, after)
    if not opens:
        return text
    data, parts, at = text.encode(), [], 0
    for place in sorted({*opens, *closes}):
        parts.append(data[at:place].decode("utf-8", "replace"))
        parts += closes.get(place, []) + opens.get(place, [])
        at = place
    return "".join(parts) + data[at:].decode("utf-8", "replace")


def _line_of(node: BodyNode, story: Story, options: _Options) -> str:
    """A node as Trafilatura's text forms write it: one line, a list or table one line an entry."""
    if node.kind == "heading":
        marks = "#" * node.level + " " if options.formatting else ""
        return marks + _marked(node.text, node.inlines, options)
    if node.kind == "list":
        return "\n".join("- " + _marked(item.text, item.inlines, options) for item in node.items)
    if node.kind == "table":
        return "\n".join(_table_lines(node))
    if node.kind == "image":
        if not options.images or node.ref >= len(story.images):
            return ""
        image = story.images[node.ref]
        return f"![{image.alt or image.caption}]({image.url})"
    if node.kind == "code" and options.formatting:
        return f"```\n{node.text}\n```"
    text = _marked(node.text, node.inlines, options)
    if node.kind == "quote" and options.formatting:
        text = "> " + text.replace("\n", "\n> ")
    return "\n".join(filter(None, [node.headline, text.replace("\n\n", "\n")]))


def _table_lines(node: BodyNode) -> List[str]:
    width = max((len(row) for row in node.rows), default=0)
    lines = []
    for place, row in enumerate(node.rows):
        cells = [" ".join(cell.text.split()).replace("|", "\\|") for cell in row]
        lines.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
        if place == 0:
            lines.append("|" + "---|" * width)
    return lines


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# ---- the forms of the output

def _document_in_form(given: Dict[str, Any]) -> Optional[Document]:
    options = _Options(given)
    if options.format == "python":
        raise ValueError("'python' format only usable in bare_extraction() function")
    story = _read(given["filecontent"], options)
    if story is None:
        return None
    if options.format == "xmltei":
        document = _document_of(story, options)
        document.text = _tei_of(story, options)
        return document
    document = _document_of(story, options)
    if options.format not in ("txt", "markdown") or options.with_metadata:
        document.id = given["record_id"]
        document.fingerprint = hashlib.blake2b(f"{document.title} {document.raw_text}".encode(),
                                               digest_size=8).hexdigest()
    form = {"json": _json_of, "csv": _csv_of, "xml": _xml_of, "html": _html_of}.get(options.format, _text_of)
    document.text = _normal(form(document, story, options))
    return document


def _tei_of(story: Story, options: _Options) -> str:
    shown = copy.copy(story)
    if not options.tables:
        shown.body = [node for node in story.body if node.kind != "table"]
    record = shown.to_json().encode()
    return call_for_text("convert", record, len(record), b"tei").decode()


def _text_of(document: Document, story: Story, options: _Options) -> str:
    between = "\n\n" if options.formatting else "\n"
    lines = [_line_of(node, story, options) for node in story.body if options.tables or node.kind != "table"]
    text = between.join(filter(None, lines + ([document.comments] if options.comments else [])))
    if not options.with_metadata:
        return text
    header = "".join(f"{name}: {_yaml(getattr(document, name))}\n" for name in _HEADER if getattr(document, name))
    return f"---\n{header}---\n{text}"


def _yaml(value: Any) -> str:
    """A plain scalar where YAML reads it back as the same string, else in quotes."""
    if not isinstance(value, str):
        return str(value)
    is_plain = (value[:1].isalpha() and not any(mark in value for mark in (": ", " #", "\n", "\t"))
                and value == value.strip() and not value.endswith(":")
                and value.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _json_of(document: Document, story: Story, options: _Options) -> str:
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


def _csv_of(document: Document, story: Story, options: _Options) -> str:
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


def _xml_of(document: Document, story: Story, options: _Options) -> str:
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


def _html_of(document: Document, story: Story, options: _Options) -> str:
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
