#!/usr/bin/env python3
"""Runs fuzz targets, each for a while, with the corpora and our own tests as seeds.

    dev/fuzz.py [--seconds 60] [--targets html,warc]     every target (make fuzz SECONDS=60)
    dev/fuzz.py --minimise                               merges each kept corpus into a minimal one, and stops
    dev/fuzz.py --short PROGRAM                          the short form: fuzz/replay.cpp, any compiler, for as many seconds
                                                         a target as COPYDESK_FUZZ_SECONDS says (3 if it says nothing)
    dev/fuzz.py --ledger                                 moves the time of cpu.json into bench/results/fuzz-hours.json

Targets are built by the preset `fuzz` and listed in fuzz/targets.cpp. What is kept stays outside of the repository, under
build/fuzz: seeds/TARGET (made anew by every run), corpus/TARGET (what was found to reach new code; it grows from run to
run, is made anew by running, and is made small by --minimise), cpu.json (processor seconds a target, of all runs that
are not in the ledger yet). The ledger is kept in the repository, so that hours of several machines add up: an entry for
each --ledger, with day, commit and seconds. A finding is written to build/fuzz/findings and ends the run with exit code 1.
"""
import argparse
import datetime
import gzip
import json
import os
import plistlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build/fuzz"
CPU, LEDGER = HOME / "cpu.json", ROOT / "bench/results/fuzz-hours.json"
MAX_SEED_BYTES = 64 << 10
ARCHIVES = ["hostile-generated/warc", "warc-warcio", "warc-jwat", "warc-resiliparse", "warc-webarchive-commons"]
ATTACKS = ["hostile-generated/html", "hostile-generated/reader", "xss-httpleaks", "xss-dompurify", "xss-owasp"]


class Target:
    """What a target starts from: folders of the corpora, kinds of our own files, dictionaries; its longest input."""

    def __init__(self, corpora=(), own=(), dictionaries=(), most_bytes=MAX_SEED_BYTES):
        self.corpora, self.own, self.dictionaries, self.most_bytes = corpora, own, dictionaries, most_bytes


TARGETS = {
    "html": Target([*ATTACKS, "html-lexbor-ton"], ["pages"], ["html"]),
    "page": Target([*ATTACKS, "hostile-generated/charset"], ["pages"], ["html", "json"]),
    "dump": Target(["blns"], ["dumps"], ["dates"]),
    "input": Target([*ARCHIVES, "hostile-generated/charset"], ["pages", "webarchives"], ["warc"]),
    "warc": Target(ARCHIVES, [], ["warc"]),
    "http": Target([], ["responses"], ["http", "warc"]),
    "inflate": Target([*ARCHIVES, "hostile-generated/bomb"], ["packed"]),
    "charset": Target(["hostile-generated/charset", "charset-chardet"], [], ["utf8"]),
    "jsonld": Target(["JSONTestSuite"], ["scripts"], ["json"]),
    "dates": Target([], ["literals:text/when_test.cpp"], ["dates"]),
    "urls": Target(["xss-payloadbox"], ["literals:story/address_test.cpp"], ["url"]),
    "text": Target(["blns"], ["literals:text/names_test.cpp", "literals:text/dateline_test.cpp"], ["dates", "html"]),
    "capi": Target(["hostile-generated/reader", "hostile-generated/warc"], ["pages", "records"], ["json", "html"]),
    "archive": Target([], ["changes"]),
    "service": Target(["hostile-generated/reader"], ["requests"], ["http", "html"]),
    "socket": Target([], ["connections"], ["http"]),
    # `explain` asks all trees about all blocks: 0.6 s for 64 KB of <p>x, and 18 s under the sanitizers.
    "commands": Target([*ARCHIVES, "hostile-generated/html"], ["pages", "dumps"], ["html", "warc"], 16 << 10),
    "twins": Target(["hostile-generated/html"], ["pages", "dumps"], ["html"]),
}

REQUESTS = ["GET /?q=river&language=en", "GET /hits?q=%22the council%22", "GET /story/1", "GET /beside/2?x=1", "GET /glance?year=2017",
            "GET /failures", "GET /1/page", "GET /1", "GET /style.css", "GET /shell.js", "GET /api/search?q=title:flood&count=3&order=newest",
            "GET /api/story/1", "GET /?q=%ff&language=%c3", "GET /api/health", "GET /api/metrics", "GET /api/openapi.json",
            "POST /api/extract?url=https://a.example/1&provenance=1\nContent-Type: text/html; charset=utf-8\n\n<h1>A</h1><p>One two three.",
            "POST /api/batch\n\n{\"page\":\"<h1>A</h1><p>One two three.\",\"url\":\"https://a.example/\"}\n{\"page\":1}\n"]


def responses():
    body = b"<h1>Flood in Porto</h1><p>The river rose at night."
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    chunks = b"".join(b"%x;a=b\r\n%b\r\n" % (len(body[at:at + 9]), body[at:at + 9]) for at in range(0, len(body), 9)) + b"0\r\n\r\n"
    yield head + b"\r\n" + body
    yield b"HTTP/1.1 100 Continue\r\n\r\n" + head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    yield head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(body)
    yield head + b"Content-Encoding: deflate, gzip\r\n\r\n" + gzip.compress(zlib.compress(body))
    yield head + b"Content-Encoding: br\r\n\r\n\x0b\x02\x80hello\x03"


def packed():
    body = b"The river rose at night. " * 40
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    for number, stored in enumerate([gzip.compress(body) * 2, zlib.compress(body), raw.compress(body) + raw.flush(),
                                     b"(\xb5/\xfd\x04\x00)\x00\x00hello", b"\x0b\x02\x80hello\x03"]):
        yield stored + bytes([number])  # the last byte chooses the coding


def webarchives():
    for address in ("https://a.example/1", "https://a.example/\u00e9"):
        page = {"WebResourceData": b"<h1>Flood in Porto</h1><p>The river rose at night.", "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": address}
        yield plistlib.dumps({"WebMainResource": page, "WebSubresources": [page]}, fmt=plistlib.FMT_BINARY)


def connections():
    for request in REQUESTS:
        head, _, body = request.partition("\n\n")
        line, _, kind = head.partition("\n")
        fields = [f"{line} HTTP/1.1", "Host: {host}", *kind.splitlines(), *([f"Content-Length: {len(body)}"] if body else [])]
        yield "\r\n".join([*fields, "", body]).encode()
    yield b"POST /api/extract HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>A b c.\r\n0\r\n\r\n"
    yield b"GET / HTTP/1.1\r\nHost: {host}\r\n\r\nGET /api/health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    yield b"POST /api/extract HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999999999\r\nExpect: 100-continue\r\n\r\nx"
    yield b"GET /style.css HTTP/1.1\r\nHost: {host}\r\nRange: bytes=5-1,2-99999999999\r\nAccept-Encoding: gzip, br\r\n\r\n"
    yield (b"POST /api/extract HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 62\r\n\r\n"
           b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n")


def own_seeds(kind):
    """Seeds of our own, as bytes."""
    pages = sorted([*(ROOT / "examples/pages").glob("*"), *(ROOT / "tests/cases").glob("*/page.*")])
    if kind == "pages":
        return [path.read_bytes() for path in pages]
    if kind == "dumps":
        return [path.read_bytes() for path in pages if path.suffix == ".txt"]
    if kind == "scripts":
        return [script for path in pages for script in re.findall(rb"ld\+json[^>]*>(.*?)</script>", path.read_bytes(), re.S)]
    if kind == "records":
        return [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.json"))]
    if kind.startswith("literals:"):
        text = (ROOT / "tests" / kind.removeprefix("literals:")).read_bytes()
        return [line for line in re.findall(rb'"([^"\n]{6,})"', text) if not line.endswith(b".h")]
    if kind == "changes":
        return [bytes([0, page, 16 * at, change, 0]) for page in range(0, 160, 8) for at in (0, 4) for change in (1, 255)]
    return list({"responses": responses, "packed": packed, "requests": lambda: (r.encode() for r in REQUESTS),
                 "connections": connections, "webarchives": webarchives}[kind]())


def gather_seeds(corpora, name, home=HOME):
    """Puts all seeds of a target into a folder, each once, and returns the folder."""
    folder = home / "seeds" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = [path.read_bytes() for part in TARGETS[name].corpora for path in sorted((corpora / part).rglob("*"))
             if path.is_file() and path.stat().st_size <= MAX_SEED_BYTES]
    if TARGETS[name].corpora and not found:
        print(f"SKIPPED: no seeds for {name} under {corpora}; only our own are used", file=sys.stderr)
    found += [seed for kind in TARGETS[name].own for seed in own_seeds(kind) if len(seed) <= MAX_SEED_BYTES]
    for number, seed in enumerate(found):
        (folder / f"{number:05}").write_bytes(seed)
    return folder


def dictionary(corpora, name):
    """The dictionaries of a target in one file, or None."""
    places = [ROOT / "fuzz/dictionaries", corpora / "fuzz-dicts/dictionaries"]
    texts = [(place / f"{part}.dict").read_text() for part in TARGETS[name].dictionaries for place in places
             if (place / f"{part}.dict").exists()]
    if not texts:
        return None
    path = HOME / f"{name}.dict"
    path.write_text("\n".join(texts))
    return path


def used_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_cpu():
    return json.loads(CPU.read_text()) if CPU.exists() else {}


def read_ledger():
    return json.loads(LEDGER.read_text()) if LEDGER.exists() else {"about": "processor seconds fuzzed, by dev/fuzz.py", "runs": []}


def add_cpu(name, seconds):
    """Adds to the time of a target, and returns all of it, with that of the ledger."""
    table = read_cpu()
    table[name] = round(table.get(name, 0) + seconds, 1)
    CPU.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")
    return table[name] + sum(entry["seconds"].get(name, 0) for entry in read_ledger()["runs"])


def add_to_ledger():
    """Moves the time of cpu.json into the ledger, and tells the sum of each target."""
    ledger, table = read_ledger(), read_cpu()
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    if table:
        ledger["runs"].append({"day": datetime.date.today().isoformat(), "commit": commit, "seconds": dict(sorted(table.items()))})
        LEDGER.write_text(json.dumps(ledger, indent=1) + "\n")
        CPU.unlink()
    for name in TARGETS:
        print(f"{name:8} {sum(entry['seconds'].get(name, 0) for entry in ledger['runs']) / 3600:.2f} hours of processor time")


def run(name, args):
    findings, corpus = HOME / "findings", HOME / "corpus" / name
    for folder in (findings, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    command = [HOME / f"fuzz_{name}", corpus, gather_seeds(args.corpora, name), f"-max_total_time={args.seconds}",
               f"-max_len={TARGETS[name].most_bytes}", f"-timeout={args.timeout}", "-rss_limit_mb=2560", "-print_final_stats=1",
               f"-artifact_prefix={findings}/{name}-"]
    if words := dictionary(args.corpora, name):
        command.append(f"-dict={words}")
    log = HOME / f"{name}.log"
    begin = used_seconds()
    with open(log, "wb") as out:
        code = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode
    total = add_cpu(name, used_seconds() - begin)
    units = re.findall(r"number_of_executed_units: (\d+)", log.read_text(errors="replace"))
    print(f"{name:8} {'FINDING, see ' + str(log) if code else 'nothing found'}; {''.join(units[-1:]) or '?'} inputs, "
          f"{total / 3600:.2f} hours of processor time so far", flush=True)
    return code


def minimise(name, args):
    """Keeps of corpus and seeds only what reaches code that nothing smaller reaches."""
    corpus, small = HOME / "corpus" / name, HOME / "corpus" / f"{name}.small"
    shutil.rmtree(small, ignore_errors=True)
    for folder in (corpus, small):
        folder.mkdir(parents=True, exist_ok=True)
    code = subprocess.run([HOME / f"fuzz_{name}", "-merge=1", small, corpus, gather_seeds(args.corpora, name)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if code == 0:
        print(f"{name:8} {len(list(corpus.iterdir()))} -> {len(list(small.iterdir()))} files", flush=True)
        shutil.rmtree(corpus)
        small.rename(corpus)
    return code


def short(name, args):
    seconds = os.environ.get("COPYDESK_FUZZ_SECONDS", "3")
    with tempfile.TemporaryDirectory() as home:  # its own: long and short runs go on side by side
        return subprocess.run([args.short, name, seconds, gather_seeds(args.corpora, name, Path(home))]).returncode


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--seconds", type=int, default=60)
    args.add_argument("--targets", default=",".join(TARGETS))
    args.add_argument("--corpora", type=Path, default=ROOT / "../shared/corpora")
    args.add_argument("--timeout", type=int, default=20, help="seconds by the clock that one input may take")
    args.add_argument("--minimise", action="store_true")
    args.add_argument("--short", help="the program replay")
    args.add_argument("--ledger", action="store_true")
    args = args.parse_args()
    if args.ledger:
        return add_to_ledger()
    work = minimise if args.minimise else short if args.short else run
    codes = [work(name, args) for name in args.targets.split(",")]
    sys.exit(1 if any(codes) else 0)


if __name__ == "__main__":
    main()
