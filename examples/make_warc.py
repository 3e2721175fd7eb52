#!/usr/bin/env python3
"""Packs some of the example pages into examples/pages/crawl.warc.gz, as a crawler would, and damages one record.

    examples/make_warc.py [OUT]

Every record is a gzip member of its own. The bodies come as servers send them: plain, gzip, chunked, chunked and
gzip; there is a redirect, a picture and a robots.txt, which hold no story. The record of interview.html is damaged: 64
bytes in the middle of its compressed data are overwritten, as a bad disk sector does. The same bytes come out on every
run. Standard library only.
"""
import gzip
import sys
import zlib
from pathlib import Path

PAGES = Path(__file__).resolve().parent / "pages"
HOST = "https://www.northmarkpost.example"
FETCHED = "2024-11-02T04:%02d:00Z"
HTML = "text/html; charset=utf-8"
DAMAGED = "interview.html"

# file or None, address, status line, content type, how the body travels
RESPONSES = [
    (None, f"{HOST}/robots.txt", "200 OK", "text/plain", "plain"),
    ("article.html", f"{HOST}/news/port-ansel/vey-bridge-closes-six-weeks-cable-crack", "200 OK", HTML, "chunked gzip"),
    (None, f"{HOST}/news/port-ansel/vey-bridge", "301 Moved Permanently", HTML, "plain"),
    ("wire.html", f"{HOST}/news/isles/trawler-crew-rescued-tarn-head", "200 OK", HTML, "gzip"),
    ("interview.html", f"{HOST}/culture/interview-keeper-runa-solvay", "200 OK", HTML, "plain"),
    (None, "https://img.northmarkpost.example/dot.gif", "200 OK", "image/gif", "plain"),
    ("arabic.html", f"{HOST}/arabic/2023/tarn-head-lighthouse", "200 OK", HTML, "chunked"),
    ("legacy-koi8r.html", "http://vestnik.northmark.example/sea/verhov.shtml", "200 OK", "text/html", "plain"),
    ("recipe.html", f"{HOST}/culture/food/saffron-buns-quay-street", "200 OK", HTML, "plain"),
]
BODIES = {
    "text/plain": b"User-agent: *\nDisallow: /account/\nCrawl-delay: 2\n",
    "image/gif": bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"),
    HTML: b"<html><head><title>301 Moved Permanently</title></head><body><h1>Moved</h1></body></html>",
}


def packed(data):
    """One gzip member without a time stamp."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def chunked(data, size=4000):
    chunks = [data[i:i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def http_response(body, status, content_type, travel):
    headers = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", "Server: quayside"]
    if "gzip" in travel:
        body = packed(body)
        headers.append("Content-Encoding: gzip")
    if "chunked" in travel:
        body = chunked(body)
        headers.append("Transfer-Encoding: chunked")
    else:
        headers.append(f"Content-Length: {len(body)}")
    if status.startswith("301"):
        headers.append(f"Location: {RESPONSES[1][1]}")
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + body


def warc_record(kind, number, content_type, body, address=None):
    headers = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
               f"WARC-Date: {FETCHED % number}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    if address:
        headers.insert(4, f"WARC-Target-URI: {address}")
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def damaged(member):
    """The member with 64 bytes overwritten, at the first place where a reader must notice."""
    for start in range(len(member) // 2, len(member) - 72):
        broken = member[:start] + b"\x55" * 64 + member[start + 64:]
        try:
            gzip.decompress(broken)
        except (zlib.error, OSError, EOFError):
            return broken
    raise AssertionError("no place found where damage shows")


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES / "crawl.warc.gz"
    info = b"software: examples/make_warc.py\r\nformat: WARC File Format 1.0\r\n"
    members = [packed(warc_record("warcinfo", 0, "application/warc-fields", info))]
    for number, (name, address, status, content_type, travel) in enumerate(RESPONSES, 1):
        body = (PAGES / name).read_bytes() if name else BODIES[content_type]
        response = http_response(body, status, content_type, travel)
        member = packed(warc_record("response", number, "application/http; msgtype=response", response, address))
        members.append(damaged(member) if name == DAMAGED else member)
    out.write_bytes(b"".join(members))


if __name__ == "__main__":
    main()
