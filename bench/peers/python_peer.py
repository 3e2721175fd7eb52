#!/usr/bin/env python3
"""Runs one Python system over pages: python_peer.py SYSTEM LIST SECONDS > texts.jsonl

SYSTEM is trafilatura, resiliparse, turbohtml, copydesk or copydesk-text. LIST holds one page a line, {"id", "path", "url"}, path of a gzip
file. Each page that is done within SECONDS gives one line {"id", "text", "seconds"}: wall time from the bytes of the page in
memory to its text, decoding of the charset included, reading the file not. The first pages are read once before, as warm-up.
Copydesk is called through its C library and makes the whole record with all fields as JSON; copydesk-text asks for the text
alone, as the others give it. The text is taken out of the JSON outside the clock.
"""
import gzip
import json
import sys
import time

WARM_UP_PAGES = 20


def trafilatura():
    import trafilatura
    return lambda page, url: trafilatura.extract(page, url=url), lambda text: text or ""


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    return lambda page, url: extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True), str


def turbohtml():
    import turbohtml
    return lambda page, url: turbohtml.parse(page).main_text(), str


def copydesk(fields=None):
    from copydesk._library import extract_bytes, make_options
    return (lambda page, url: extract_bytes(page, make_options(url=url, fields=fields)),
            lambda record: json.loads(record).get("text", ""))


def main():
    system, listing, seconds = sys.argv[1:]
    extract, text_of = {"trafilatura": trafilatura, "resiliparse": resiliparse, "turbohtml": turbohtml, "copydesk": copydesk,
                        "copydesk-text": lambda: copydesk("text")}[system]()
    with open(listing, encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]

    def timed(page):
        with gzip.open(page["path"]) as file:
            data = file.read()
        begin = time.perf_counter()
        try:
            result = extract(data, page["url"])
        except Exception as error:  # a system that fails on a page has no text for it
            print(f"{system}: {page['id']}: {error!r}"[:200], file=sys.stderr)
            result = None
        return result, time.perf_counter() - begin

    for page in pages[:WARM_UP_PAGES]:
        timed(page)
    end = time.monotonic() + float(seconds)
    for page in pages:
        result, spent = timed(page)
        text = "" if result is None else text_of(result)
        print(json.dumps({"id": page["id"], "text": text, "seconds": spent}))
        if time.monotonic() > end:
            break


if __name__ == "__main__":
    main()
