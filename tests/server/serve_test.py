#!/usr/bin/env python3
"""Asks a running `copydesk serve` as programs do: every call of the OpenAPI description, its limits, its end.

    COPYDESK_BINARY=build/release/copydesk tests/server/serve_test.py [TestClass.test_name]
"""
import gzip
import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from json_schema import faults  # noqa: E402
from processes import wait_until  # noqa: E402

BINARY = os.environ["COPYDESK_BINARY"]
PAGES = ROOT / "examples" / "pages"
MOST_BODY_BYTES = 32 << 20
PATIENCE_SECONDS = 600  # an answer takes seconds; under a sanitizer on a busy machine, minutes


class Service:
    """A running service over an archive of the example pages."""

    def __init__(self, folder, clean_up, *options):
        self.archive = Path(folder) / "news.db"
        subprocess.run([BINARY, "archive", self.archive, PAGES, "--quiet"], stderr=subprocess.DEVNULL)
        self.process = subprocess.Popen([BINARY, "serve", self.archive, "--quiet", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        clean_up(self.end)  # however the test ends
        self.host, self.port = re.match(r"http://([\d.]+):(\d+)/", self.process.stdout.readline()).groups()

    def ask(self, method, path, body=None, headers=None):
        """The status, the headers and the body of an answer."""
        connection = http.client.HTTPConnection(self.host, int(self.port), timeout=PATIENCE_SECONDS)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, content

    def wait_until_all_are_accepted(self):
        """Returns when no connection waits in the kernel, which calls their number the receive queue of a listening socket."""
        address = f"0100007F:{int(self.port):04X}"
        while True:
            rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
            if all(row[4].endswith(":00000000") for row in rows if row[1] == address and row[3] == "0A"):
                return
            time.sleep(0.05)

    def end(self):
        """Ends the service if it still runs; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()


class ServeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(cls.enterClassContext(tempfile.TemporaryDirectory()), cls.addClassCleanup)
        cls.description = json.loads(cls.service.ask("GET", "/api/openapi.json")[2])
        cls.story_id = json.loads(cls.service.ask("GET", "/api/search?q=bridge")[2])["hits"][0]["id"]

    def resolved(self, value):
        while "$ref" in value:
            target = self.description
            for part in value["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            value = target
        return value

    def check_answer(self, method, path, *ask, status, line=None):
        """Asks, and holds the answer against what the description says about this status; returns the parsed body."""
        template = re.sub(r"/api/story/[^?]+", "/api/story/{id}", path.split("?")[0])
        operation = self.description["paths"][template].get(method.lower()) or \
            next(iter(self.description["paths"][template].values()))
        got, headers, body = self.service.ask(method, path, *ask)
        self.assertEqual(got, status, body)
        content = self.resolved(operation["responses"][str(status)])["content"]
        kind = headers["Content-Type"].split(";")[0]
        self.assertIn(kind, content)
        if kind == "text/plain":
            return body
        values = [json.loads(text) for text in body.splitlines()] if kind.endswith("ndjson") else [json.loads(body)]
        for value in values:
            self.assertEqual(list(faults(value, content[kind]["schema"], self.description)), [])
        return values if kind.endswith("ndjson") else values[0]

    def test_the_description_is_whole(self):
        self.assertTrue(self.description["openapi"].startswith("3.1."))
        names = set()
        for path, calls in self.description["paths"].items():
            for method, call in calls.items():
                self.assertIn(method, ("get", "post"))
                self.assertNotIn(call["operationId"], names)
                names.add(call["operationId"])
                self.assertTrue(call["summary"])
                for parameter in map(self.resolved, call.get("parameters", [])):
                    self.assertLessEqual({"name", "in", "schema"}, set(parameter))
                wanted = set(re.findall(r"{(\w+)}", path))
                self.assertEqual(wanted, {p["name"] for p in map(self.resolved, call.get("parameters", [])) if p["in"] == "path"})
                for response in map(self.resolved, call["responses"].values()):
                    self.assertTrue(response["description"])
        for reference in set(re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(self.description))):
            self.assertTrue(self.resolved({"$ref": reference}))

    def test_its_schema_of_a_story_is_the_programs(self):
        schema = json.loads(subprocess.run([BINARY, "schema"], capture_output=True, text=True).stdout)
        self.assertEqual(set(self.description["components"]["schemas"]["Story"]["properties"]), set(schema["properties"]))

    def test_a_page_gives_its_story(self):
        page = (PAGES / "article.html").read_bytes()
        story = self.check_answer("POST", "/api/extract?provenance=1&url=https://a.example/1", page,
                                  {"Content-Type": "text/html"}, status=200)
        self.assertTrue(story["title"].startswith("Vey Bridge"))
        self.assertEqual(story["url"], "https://a.example/1")
        self.assertTrue(story["provenance"]["fields"])

    def test_what_curl_sends_is_a_page(self):
        story = self.check_answer("POST", "/api/extract", (PAGES / "legacy-koi8r.html").read_bytes(),
                                  {"Content-Type": "application/x-www-form-urlencoded"}, status=200)
        self.assertEqual(story["language"], "ru")

    def test_a_batch_answers_each_line_in_order(self):
        pages = [{"page": (PAGES / name).read_text(), "url": f"https://a.example/{name}"} for name in ("wire.html", "article.html")]
        lines = [json.dumps(pages[0]), '{"page": 1}', "no json", json.dumps({"page": "<p>"}), json.dumps(pages[1]), json.dumps(pages[1] | {"url": 1})]
        answers = self.check_answer("POST", "/api/batch", "\n".join(lines), {"Content-Type": "application/x-ndjson"}, status=200)
        self.assertEqual([answer["status"] for answer in answers], [200, 422, 422, 422, 200, 422])
        self.assertEqual(answers[4]["story"]["url"], "https://a.example/article.html")
        self.assertEqual(answers[2]["problem"]["code"], "usage")

    def test_what_is_no_page_is_refused_with_what_it_is(self):
        bodies = {b"%PDF-1.4 ...": "pdftotext", b"\x89PNG\r\n\x1a\n....": "a picture", (PAGES / "crawl.warc.gz").read_bytes(): "compressed",
                  b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n": "holds pages",
                  bytes(range(1, 9)) * 99: "neither a page nor"}
        for body, words in bodies.items():
            answer = self.check_answer("POST", "/api/extract", body, {"Content-Type": "text/html"}, status=422)
            self.assertEqual((answer["code"], words in answer["detail"]), ("unsupported", True), answer)
        wide = "橋は閉鎖された。".encode("utf-16-le") * 20
        self.check_answer("POST", "/api/extract", wide, status=422)
        self.check_answer("POST", "/api/extract", wide, {"Content-Type": "text/plain; charset=utf-16le"}, status=200)
        [answer] = self.check_answer("POST", "/api/batch", json.dumps({"page": "%PDF-1.4"}), {"Content-Type": "application/x-ndjson"}, status=200)
        self.assertEqual(answer["problem"]["code"], "unsupported")

    def test_limits_have_their_statuses(self):
        self.check_answer("POST", "/api/extract", b"", status=422)
        self.check_answer("POST", "/api/extract", b"<p>", status=422)
        self.check_answer("POST", "/api/batch", b"\n\n", status=422)
        self.check_answer("POST", "/api/batch", b"{}\n" * 1001, status=413)
        self.check_answer("POST", "/api/extract", b"x", {"Content-Type": "multipart/form-data; boundary=x"}, status=415)
        self.check_answer("GET", "/api/extract", status=405)
        self.check_answer("POST", "/api/search", b"x", status=405)
        self.check_answer("GET", "/api/search?first=x", status=422)
        self.check_answer("GET", "/api/search?count=1000", status=422)
        self.check_answer("GET", "/api/search?order=random", status=422)
        self.check_answer("GET", "/api/story/none", status=404)

    def test_parameters_that_a_call_does_not_know_are_named(self):
        for path, call in ((path, call) for path, calls in self.description["paths"].items() for call in calls.items()):
            method, operation = call[0].upper(), call[1]
            known = [p["name"] for p in map(self.resolved, operation.get("parameters", [])) if p["in"] == "query"]
            path = path.replace("{id}", self.story_id)
            answer = self.check_answer(method, path + "?kount=5&%3Cb%3E=1&kount=6", b"<p>" if method == "POST" else None, status=400)
            self.assertEqual((answer["code"], answer["detail"]),
                             ("usage", "unknown parameters: <b>, kount; this call knows: " + (", ".join(known) or "none")))
            if known:
                answer = self.check_answer(method, f"{path}?{known[0]}=a&{known[0]}=b", b"<p>" if method == "POST" else None, status=400)
                self.assertIn(known[0], answer["detail"])
        self.check_answer("POST", "/api/extract?provenance=yes", b"<p>", status=422)
        self.check_answer("POST", "/api/batch?provenance=yes", b"{}", status=422)
        self.assertEqual(self.service.ask("GET", "/api/serach?count=5")[0], 404)

    def test_a_page_over_the_limit_is_413_and_not_read(self):
        connection = http.client.HTTPConnection(self.service.host, int(self.service.port), timeout=PATIENCE_SECONDS)
        connection.putrequest("POST", "/api/extract")
        connection.putheader("Content-Length", str(MOST_BODY_BYTES + 1))
        connection.endheaders()
        answer = connection.getresponse()
        self.assertEqual((answer.status, json.loads(answer.read())["code"]), (413, "too-large"))
        connection.close()

    def test_a_page_without_a_length_is_held_to_the_limit_as_well(self):
        def in_chunks(size, byte=b"a"):
            for at in range(0, size, 1 << 20):
                yield byte * min(1 << 20, size - at)

        for body, headers, wanted in ((in_chunks(MOST_BODY_BYTES + 1), {}, (413, "too-large")),
                                      (gzip.compress(b"a" * (MOST_BODY_BYTES + 1)), {"Content-Encoding": "gzip"}, (413, "too-large")),
                                      (in_chunks(3 << 20, b" "), {}, (422, "empty"))):
            status, _, answer = self.service.ask("POST", "/api/extract", body, headers)
            self.assertEqual((status, json.loads(answer)["code"]), wanted)

    def test_bytes_that_are_no_text_come_back_as_text(self):
        for path in ("/?q=%ff", "/?language=%ff%fe", "/hits?q=a&publisher=%c3", "/story/%ff", "/%ff", "/api/search?q=%ff", "/api/story/%80"):
            self.service.ask("GET", path)  # decodes what comes as UTF-8

    def test_searches_and_stories(self):
        found = self.check_answer("GET", "/api/search?q=bridge&count=2&order=newest", status=200)
        self.assertEqual((len(found["hits"]), found["groups"]), (2, 3))
        self.assertEqual(found["facets"]["language"], {"en": 3})
        self.assertIn("bridge", self.check_answer("GET", f"/api/story/{self.story_id}", status=200)["text"])

    def test_health_and_metrics(self):
        self.assertEqual(self.check_answer("GET", "/api/health", status=200)["stories"], 15)
        metrics = self.check_answer("GET", "/api/metrics", status=200)
        self.assertIn('copydesk_requests_total{route="/api/health",status="200"}', metrics)
        self.assertIn('copydesk_request_seconds_bucket{route="/api/health",le="+Inf"}', metrics)
        self.assertIn("copydesk_stories 15", metrics)
        for line in metrics.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$')

    def test_a_strangers_name_for_our_address_is_refused(self):
        self.assertEqual(self.service.ask("GET", "/", None, {"Host": "evil.example"})[0], 421)

    def test_many_pages_at_a_time_are_429_and_none_is_lost(self):
        page = (PAGES / "article.html").read_text() * 300
        statuses, lock = [], threading.Lock()

        def send():
            status, headers, _ = self.service.ask("POST", "/api/extract", page)
            with lock:
                statuses.append((status, headers.get("Retry-After")))

        threads = [threading.Thread(target=send) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(statuses), 8)
        self.assertLessEqual(set(statuses), {(200, None), (429, "1")})
        self.assertIn((200, None), statuses)
        self.assertIn((429, "1"), statuses)


class CrowdTest(unittest.TestCase):
    def crowd(self, service):
        """The answers to a hundred requests that wait while every thread is busy."""
        host = f"Host: {service.host}:{service.port}\r\n"

        def connect(text):
            connection = socket.create_connection((service.host, int(service.port)), timeout=PATIENCE_SECONDS)
            self.addCleanup(connection.close)
            connection.sendall(text.encode())
            return connection

        # Eight requests that never end keep all threads busy; a hundred wait behind them.
        slow = [connect(f"POST /api/extract HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\n<p>") for _ in range(8)]
        time.sleep(0.5)
        waiting = [connect(f"GET /api/health HTTP/1.1\r\n{host}Connection: close\r\n\r\n") for _ in range(100)]
        service.wait_until_all_are_accepted()
        time.sleep(0.5)
        for connection in slow:
            connection.sendall(b"ending")
        return [connection.makefile("rb").read().decode() for connection in waiting]

    def test_more_than_may_wait_are_503_and_the_others_are_answered(self):
        service = Service(self.enterContext(tempfile.TemporaryDirectory()), self.addCleanup)
        for _ in range(3):
            answers = self.crowd(service)
            statuses = [answer.split()[1] for answer in answers]
            self.assertLessEqual(set(statuses), {"200", "503"})
            self.assertGreaterEqual(statuses.count("200"), 64)
            if statuses.count("503") >= 20:
                break  # else the crowd took longer to come than the service waits for a body: a busy machine
        self.assertGreaterEqual(statuses.count("503"), 20)
        refused = answers[statuses.index("503")]
        self.assertIn("Retry-After: 1", refused)
        self.assertEqual(json.loads(refused.split("\r\n\r\n")[1])["code"], "busy")
        self.assertEqual(service.ask("GET", "/api/health")[0], 200)


class CraftedArchiveTest(unittest.TestCase):
    """An archive that somebody else made with SQLite."""

    def setUp(self):
        self.service = Service(self.enterContext(tempfile.TemporaryDirectory()), self.addCleanup)
        self.story_id = json.loads(self.service.ask("GET", "/api/search?q=bridge")[2])["hits"][0]["id"]

    def change(self, statement, *values):
        database = sqlite3.connect(self.service.archive)
        database.execute(statement, values)
        database.commit()
        database.close()

    def test_a_page_that_is_a_bomb_is_not_unpacked(self):
        size = 768 << 20  # of blocks that repeat one byte: SPEC: RFC 8878, 3.1.1
        blocks = [(128 << 10 << 3 | 1 << 1 | (at == size - (128 << 10))).to_bytes(3, "little") + b"x" for at in range(0, size, 128 << 10)]
        frame = bytes.fromhex("28b52ffd a0") + size.to_bytes(4, "little") + b"".join(blocks)
        self.change("UPDATE pages SET content = ?", frame)
        status, _, screen = self.service.ask("GET", f"/beside/{self.story_id}")
        self.assertEqual((status, "damaged, or too large to be shown" in screen), (200, True))
        most = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.service.process.pid}/status").read_text())
        self.assertLess(int(most[1]), 500_000)

    def test_a_story_that_is_damaged_is_not_called_missing(self):
        self.change("UPDATE stories SET record = '{'")
        for screen in ("story", "beside"):
            status, _, content = self.service.ask("GET", f"/{screen}/{self.story_id}")
            self.assertEqual((status, "cannot be read" in content), (500, True), content)
            self.assertEqual(self.service.ask("GET", f"/{screen}/none")[0], 404)


class EndTest(unittest.TestCase):
    def setUp(self):
        self.service = Service(self.enterContext(tempfile.TemporaryDirectory()), self.addCleanup)

    def connect(self):
        connection = socket.create_connection((self.service.host, int(self.service.port)), timeout=PATIENCE_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def is_closed(self):
        try:
            self.connect()
        except OSError:
            return True
        return False

    def test_what_was_begun_is_answered_and_nothing_more_is_taken(self):
        page = (PAGES / "article.html").read_bytes()
        slow = self.connect()
        head = (f"POST /api/extract HTTP/1.1\r\nHost: {self.service.host}:{self.service.port}\r\n"
                f"Content-Length: {len(page)}\r\n\r\n")
        slow.sendall(head.encode() + page[:1000])
        self.service.wait_until_all_are_accepted()
        time.sleep(0.3)  # most often its head is read then
        self.service.process.send_signal(signal.SIGTERM)
        wait_until(self.is_closed, "no connection is taken")
        slow.sendall(page[1000:])
        answer = slow.makefile("rb").read()
        self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer[:80])
        self.assertIn(b"Vey Bridge", answer)
        self.assertEqual(self.service.process.wait(PATIENCE_SECONDS), 0)

    def test_heads_that_are_not_there_do_not_hold_up_the_end(self):
        slow = [self.connect() for _ in range(40)]
        for connection in slow:
            connection.sendall(b"GET / HT")
        self.service.wait_until_all_are_accepted()
        begin = time.monotonic()
        self.service.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.service.process.wait(PATIENCE_SECONDS), 0)
        self.assertLess(time.monotonic() - begin, 8)

    def test_a_body_that_does_not_come_holds_up_the_end_for_seconds_only(self):
        slow = [self.connect() for _ in range(12)]
        for connection in slow:
            connection.sendall(f"POST /api/extract HTTP/1.1\r\nHost: {self.service.host}:{self.service.port}\r\n"
                               "Content-Length: 9000000\r\n\r\n<p>".encode())
        self.service.wait_until_all_are_accepted()
        time.sleep(0.3)
        self.service.process.send_signal(signal.SIGTERM)
        for _ in range(300):  # a byte now and then: it is never late by itself
            if self.service.process.poll() is not None:
                break
            for connection in slow:
                try:
                    connection.sendall(b"a" * 5000)
                except OSError:
                    pass  # it was cut off
            time.sleep(0.1)
        self.assertEqual(self.service.process.poll(), 0)

    def test_a_taken_port_is_said_and_ends_with_5(self):
        second = subprocess.run([BINARY, "serve", self.service.archive, "--port", self.service.port], capture_output=True,
                                text=True, timeout=30)
        self.assertEqual((second.returncode, "is the port taken?" in second.stderr), (5, True), second.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
