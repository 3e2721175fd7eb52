#!/usr/bin/env python3
"""Packs the pages of a labelled set into a WARC file, as a crawler leaves it: response records, one gzip member each.

    tools/make_warc.py SETDIR OUT.warc.gz [--limit N] [--repeat N]

SETDIR/pages.jsonl holds one page a line with `id`, `url` and `html`, the path of the page's bytes in gzip. The pages'
bytes are stored as they are. OUT without .gz is written uncompressed. Record identifiers and dates follow from the
pages' order, so the same set gives the same file. Standard library only.
"""
import argparse
import gzip
import json
import uuid
import zlib
from pathlib import Path

DATE = "2025-01-01T00:00:00Z"
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122: names that are URLs


def header(kind, identifier, content_type, length, url=None):
    lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{identifier}>", f"WARC-Date: {DATE}"]
    if url:
        lines.append(f"WARC-Target-URI: {url}")
    lines += [f"Content-Type: {content_type}", f"Content-Length: {length}", "", ""]
    return "\r\n".join(lines).encode()


def info_record(name):
    body = b"software: make_warc.py\r\nformat: WARC File Format 1.1\r\n"
    identifier = uuid.uuid5(NAMESPACE, f"info {name}")
    return header("warcinfo", identifier, "application/warc-fields", len(body)) + body + b"\r\n\r\n"


def response_record(page, body, turn):
    url = page.get("url") or f"http://pages.test/{page['id']}"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    identifier = uuid.uuid5(NAMESPACE, f"{url} {page['id']} {turn}")
    kind = "application/http;msgtype=response"
    return header("response", identifier, kind, len(http) + len(body), url) + http + body + b"\r\n\r\n"


def member(record, level):
    """One gzip member without a time stamp."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(record) + packer.flush()


def pages_of(set_dir, limit):
    with open(set_dir / "pages.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            page = json.loads(line)
            raw = (set_dir / page["html"]).read_bytes()
            yield page, gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("setdir", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--limit", type=int, help="at most so many pages of the set")
    args.add_argument("--repeat", type=int, default=1, help="the whole set so many times")
    args.add_argument("--level", type=int, default=6, help="gzip level")
    args = args.parse_args()
    if not (args.setdir / "pages.jsonl").is_file():
        raise SystemExit(f"{args.setdir}: this is no set: there is no pages.jsonl in it (see the head of this file)")
    packed = args.out.suffix == ".gz"
    count = size = 0
    with open(args.out, "wb") as out:
        def write(record):
            out.write(member(record, args.level) if packed else record)
        write(info_record(args.out.name))
        for turn in range(args.repeat):
            for page, body in pages_of(args.setdir, args.limit):
                write(response_record(page, body, turn))
                count, size = count + 1, size + len(body)
    print(f"{args.out}: {count} pages, {size} bytes of HTML, {args.out.stat().st_size} bytes stored")


if __name__ == "__main__":
    main()
