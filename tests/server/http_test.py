#!/usr/bin/env python3
"""Requests that are sent byte by byte, as no sound client sends them: two lengths, bare line ends, floods, bodies that
break off, strangers' names. Each has one answer, and nothing of it is taken for the next request.

    COPYDESK_BINARY=build/release/copydesk tests/server/http_test.py [TestClass.test_name]
"""
import gzip
import json
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from serve_test import BINARY, MOST_BODY_BYTES, PATIENCE_SECONDS, Service

PAGE = b"<h1>The bridge is closed</h1><p>" + b"The council met on the quay and voted on the bridge again. " * 5
SECRET = b"GET /api/health HTTP/1.1\r\nHost: {host}\r\n\r\n"  # what a smuggler would have answered


class HttpTest(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.service = Service(cls.enterClassContext(tempfile.TemporaryDirectory()), cls.addClassCleanup, *cls.options)
        cls.name = f"{cls.service.host}:{cls.service.port}".encode()

    def connect(self):
        connection = socket.create_connection((self.service.host, int(self.service.port)), timeout=PATIENCE_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def ask(self, request, half_closed=False):
        """All that comes back until the service closes; {host} stands for its name."""
        request = request.replace(b"{host}", self.name)  # a connection waits a second for its first byte
        connection = self.connect()
        try:
            connection.sendall(request)
            if half_closed:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it was refused before its end; the answer lies ready all the same
        return connection.makefile("rb").read()

    def answers(self, request, **how):
        """The status and the body of each answer."""
        found, rest = [], self.ask(request, **how)
        while rest:
            head, _, rest = rest.partition(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in lines[1:])
            size = int(fields.get("content-length", 0))
            found.append((int(lines[0].split()[1]), fields, rest[:size]))
            rest = rest[size:]
        return found

    def check_refused(self, request, status, **how):
        answers = self.answers(request, **how)
        self.assertEqual([answer[0] for answer in answers], [status], request[:200])
        self.assertEqual(answers[0][1]["connection"], "close")
        self.assertIn("code", json.loads(answers[0][2]))


def get(path="/api/health", fields="", version="HTTP/1.1", host="Host: {host}\r\n"):
    return f"GET {path} {version}\r\n{host}{fields}\r\n".encode()


def post(fields, body=b"", path="/api/extract"):
    return f"POST {path} HTTP/1.1\r\nHost: {{host}}\r\n{fields}\r\n".encode() + body


def chunks(*parts):
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (*parts, b""))


CHUNKED, CLOSE = "Transfer-Encoding: chunked\r\n", "Connection: close\r\n"


class HeadTest(HttpTest):
    def test_what_could_be_read_in_two_ways_is_refused_and_ends_the_connection(self):
        for request in (
                post("Content-Length: 5\r\n" + CHUNKED, b"0\r\n\r\n"),
                post(CHUNKED + "Content-Length: 5\r\n", b"0\r\n\r\n"),
                post("Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"),
                post("Content-Length: 5\r\nContent-Length: 50\r\n", b"hello"),
                post("Content-Length: 5, 5\r\n", b"hello"),
                post("Content-Length: +5\r\n", b"hello"),
                post("Content-Length: 0x5\r\n", b"hello"),
                post("Content-Length: -1\r\n", b"hello"),
                post("Content-Length: 5\xA05\r\n", b"hello"),
                post("Content-Length: \r\n", b"hello"),
                post("Content-Length : 5\r\n", b"hello"),
                post(" Content-Length: 5\r\n", b"hello"),
                post("X: a\r\n b\r\nContent-Length: 5\r\n", b"hello"),
                post("X: a\nContent-Length: 5\r\n", b"hello"),
                post("X: a\rContent-Length: 5\r\n", b"hello"),
                post("X: a\0\r\nContent-Length: 5\r\n", b"hello"),
                post(CHUNKED + CHUNKED, chunks(PAGE)),
                post("Content-Length\r\n", b"hello"),
                post(": 5\r\n", b"hello"),
                b"POST /api/extract HTTP/1.0\r\nHost: {host}\r\n" + CHUNKED.encode() + b"\r\n" + chunks(PAGE),
                get(host=""), get(fields="Host: {host}\r\n"), get(fields="Host: evil.example\r\n"),
                get(version="HTTP/1.1 "), get(version="http/1.1"), get(version="HTTQ/1.1"),
                get("/api/ health"), get("/api/health\t"), get("/api/\rhealth"), get("*"), get("api/health"), get("http:///"),
                b"GET /api/health\r\n\r\n", b"GET\r\n\r\n", b" \r\n\r\n", b"\0\r\n\r\n", b"G\xC3\xA9T / HTTP/1.1\r\nHost: {host}\r\n\r\n"):
            self.check_refused(request + SECRET, 400)

    def test_what_is_not_spoken_here_says_so(self):
        for status, request in ((501, b"PUT / HTTP/1.1\r\nHost: {host}\r\n\r\n"), (501, b"BREW / HTTP/1.1\r\nHost: {host}\r\n\r\n"),
                                (501, b"OPTIONS / HTTP/1.1\r\nHost: {host}\r\n\r\n"), (501, post("Transfer-Encoding: gzip, chunked\r\n", b"x")),
                                (501, post("Transfer-Encoding: identity\r\n", b"x")), (505, get(version="HTTP/2.0")),
                                (505, get(version="HTTP/1.2")), (417, post("Expect: tea\r\nContent-Length: 5\r\n", b"hello"))):
            self.check_refused(request + SECRET, status)

    def test_lines_without_end_are_431_or_414_at_their_bound(self):
        flood = b"a" * (8 << 20)
        for status, request in ((431, b"GET /" + flood), (431, get()[:-2] + b"X: " + flood), (431, get()[:-2] + b"X: y\r\n" * 200_000),
                                (431, flood), (414, get("/" + "a" * 9000) + SECRET)):
            self.check_refused(request, status)

    def test_an_end_before_the_end_of_the_head_is_400(self):
        self.check_refused(b"GET / HT", 400, half_closed=True)

    def test_empty_lines_before_a_request_are_passed_over(self):
        self.assertEqual([answer[0] for answer in self.answers(b"\r\n\r\n" + get(fields=CLOSE))], [200])
        self.assertEqual(self.ask(b"\r\n" * 100_000), b"")

    def test_a_name_that_is_not_ours_is_421_before_its_body_is_read(self):
        for host in ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "{host}.evil.example", "user@{host}", ""):
            host = host.replace("{port}", self.service.port)
            self.check_refused(get(host=f"Host: {host}\r\n") + SECRET, 421)
            self.check_refused(f"POST /api/extract HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n".encode(), 421)
        for host in ("{host}", f"localhost:{self.service.port}", f"LocalHost:{self.service.port}"):
            self.assertEqual(self.answers(get(host=f"Host: {host}\r\n", fields=CLOSE))[0][0], 200, host)

    def test_a_whole_address_is_taken_with_its_own_name(self):
        self.assertEqual(self.answers(get("http://{host}/api/health", CLOSE, host="Host: evil.example\r\n"))[0][0], 200)
        self.assertEqual(self.answers(get("HTTP://{host}?q=a", CLOSE))[0][0], 200)
        self.check_refused(get("http://evil.example/api/health") + SECRET, 421)

    def test_a_page_of_another_site_cannot_send_pages(self):
        length = f"Content-Length: {len(PAGE)}\r\n" + CLOSE
        for origin, status in (("http://evil.example", 403), ("null", 403), ("https://{host}", 403), ("http://{host}.evil.example", 403),
                               ("http://{host}", 200), (f"http://localhost:{self.service.port}", 200)):
            self.assertEqual(self.answers(post(f"Origin: {origin}\r\n" + length, PAGE))[0][0], status, origin)

    def test_head_is_get_without_the_body(self):
        for path, status in (("/", 200), ("/style.css", 200), ("/api/health", 200), ("/nowhere", 404)):
            [(got, fields, body)] = self.answers(get(path, CLOSE))
            head = self.ask(get(path, CLOSE).replace(b"GET", b"HEAD", 1)).decode()
            self.assertEqual((got, head.split()[1]), (status, str(status)), path)
            self.assertTrue(head.endswith("\r\n\r\n") and head.count("\r\n\r\n") == 1, head)
            self.assertIn(f"content-length: {fields['content-length']}", head.lower())

    def test_a_head_that_is_refused_has_no_body_either(self):
        head = self.ask(get("/", CLOSE, host="Host: evil.example\r\n").replace(b"GET", b"HEAD", 1)).decode()
        self.assertTrue(head.startswith("HTTP/1.1 421 ") and head.endswith("\r\n\r\n"), head)

    def test_what_an_answer_says_of_the_connection_and_of_parts_is_so(self):
        for method in (b"GET", b"HEAD"):
            head = self.ask(get("/", "").replace(b"GET", method, 1), half_closed=True).partition(b"\r\n\r\n")[0].decode().lower()
            self.assertIn("keep-alive: timeout=1,", head)
            self.assertIn("accept-ranges: none", head)

    def test_an_answer_is_packed_only_for_who_asks_for_it(self):
        for wanted, packing in (("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("br", "br"), ("gzip;q=0", None), ("vibrant", None)):
            [(_, fields, _)] = self.answers(get("/", f"Accept-Encoding: {wanted}\r\n" + CLOSE))
            self.assertEqual(fields.get("content-encoding"), packing, wanted)

    def test_parts_of_an_answer_are_not_given(self):
        [(status, _, body)] = self.answers(get("/style.css", "Range: bytes=" + "0-," * 1000 + "0-\r\n" + CLOSE))
        self.assertEqual((status, body), (200, self.answers(get("/style.css", CLOSE))[0][2]))

    def test_requests_sent_at_once_are_answered_in_order_up_to_the_first_that_is_refused(self):
        both = self.answers(get() + get("/api/nothing") + get("/style.css", CLOSE))
        self.assertEqual([answer[0] for answer in both], [200, 404, 200])
        self.assertEqual([answer[0] for answer in self.answers(get() + b"BAD\r\n\r\n" + SECRET)], [200, 400])

    def test_a_path_is_decoded_once(self):
        for path, status in (("/%61pi/health", 200), ("/%2561pi/health", 404), ("/api%2fhealth", 200), ("/api/health%00", 404),
                             ("/%zz", 404), ("/api/../api/health", 404), ("/..%2f..%2fetc/passwd", 404), ("//api/health", 404)):
            self.assertEqual(self.answers(get(path, CLOSE))[0][0], status, path)


class BodyTest(HttpTest):
    def test_what_follows_a_body_over_the_limit_is_no_request(self):
        large = b"a" * (1 << 20)
        for request in (post(CHUNKED, chunks(*[large] * 33) + SECRET * 10),
                        post(CHUNKED, chunks(*[large] * 40)[:-5]),
                        post("Content-Encoding: gzip\r\n" + CHUNKED, chunks(gzip.compress(large * 33, 1)) + SECRET),
                        post(f"Content-Length: {MOST_BODY_BYTES + 1}\r\n", SECRET),
                        post("Content-Length: 99999999999999999999\r\n", SECRET)):
            self.check_refused(request, 413)

    def test_chunks_that_are_none_are_refused_and_end_the_connection(self):
        for body in (b"zz\r\nabc\r\n0\r\n\r\n", b"-1\r\na\r\n0\r\n\r\n", b"+1\r\na\r\n0\r\n\r\n", b"0x1\r\na\r\n0\r\n\r\n", b"\r\n0\r\n\r\n",
                     b"1\na\n0\n\n", b"1\r\nab\r\n0\r\n\r\n", b"1\r\na0\r\n\r\n", b"fffffffff\r\na", b"1 1\r\na\r\n0\r\n\r\n",
                     b"1;" + b"x" * 1000 + b"\r\na\r\n0\r\n\r\n", b"1" * 100_000, b"1;a\rb\r\na\r\n0\r\n\r\n",
                     chunks(PAGE)[:-2] + b"X: y\r\n" * 10_000, chunks(PAGE)[:-2] + b"X: \n\r\n"):
            self.check_refused(post(CHUNKED, body + SECRET), 400)

    def test_a_body_that_breaks_off_is_400(self):
        self.check_refused(post("Content-Length: 100\r\n", PAGE[:50]), 400, half_closed=True)
        self.check_refused(post(CHUNKED, chunks(PAGE)[:50]), 400, half_closed=True)
        not_gzip = post("Content-Encoding: gzip\r\nContent-Length: 5\r\n", b"hello")
        self.check_refused(not_gzip, 400)
        self.assertIn(b"is not in its Content-Encoding", self.answers(not_gzip)[0][2])
        for coding in ("tea", "gzip, gzip", "zstd", "", "gzip\r\nContent-Encoding: gzip"):
            self.check_refused(post(f"Content-Encoding: {coding}\r\nContent-Length: 5\r\n", b"hello"), 415)
        self.assertEqual(self.answers(post(f"Content-Encoding: GZip\r\n{CLOSE}" + CHUNKED, chunks(gzip.compress(PAGE))))[0][0], 200)

    def test_chunks_of_any_size_give_the_same_story(self):
        whole = self.answers(post(f"Content-Length: {len(PAGE)}\r\n" + CLOSE, PAGE))
        self.assertEqual(whole[0][0], 200)
        parts = [PAGE[at:at + 1] for at in range(len(PAGE))]
        for body in (chunks(PAGE), chunks(*parts), chunks(PAGE[:7], PAGE[7:]).replace(b"7\r\n", b"07 ; a=b\r\n", 1),
                     chunks(PAGE)[:-2] + b"X-Sum: 1\r\n\r\n"):
            answers = self.answers(post(CHUNKED, body + get(fields=CLOSE)))
            self.assertEqual([answer[0] for answer in answers], [200, 200])
            self.assertEqual(answers[0][2], whole[0][2])

    def test_a_body_that_nobody_asked_for_is_no_request(self):
        for request in (get(fields=f"Content-Length: {len(SECRET)}\r\n") + SECRET, get(fields=CHUNKED) + chunks(SECRET),
                        post(f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(SECRET)}\r\n", SECRET)):
            [(_, fields, _)] = self.answers(request)
            self.assertEqual(fields["connection"], "close")
        [empty, health] = self.answers(post("", get(fields=CLOSE)))  # without a length there is no body
        self.assertEqual((empty[0], health[0]), (422, 200))

    def test_who_waits_for_100_is_told_to_go_on_or_why_not(self):
        fields = f"Expect: 100-continue\r\nContent-Length: {len(PAGE)}\r\n" + CLOSE
        connection = self.connect()
        connection.sendall(post(fields).replace(b"{host}", self.name))
        answer = connection.makefile("rb")
        self.assertEqual([answer.readline(), answer.readline()], [b"HTTP/1.1 100 Continue\r\n", b"\r\n"])
        connection.sendall(PAGE)
        self.assertTrue(answer.read().startswith(b"HTTP/1.1 200"))
        self.check_refused(post(f"Expect: 100-continue\r\nContent-Length: {MOST_BODY_BYTES + 1}\r\n"), 413)


class SlowTest(HttpTest):
    def test_who_sends_slowly_is_refused_and_who_does_not_read_is_left(self):
        """One more than there are threads, and then a sound request is answered."""
        starts = [b"GET / HTTP/1.1\r\nX: ", post("Content-Length: 100000\r\n", b"<p>"), post(CHUNKED, b"5;x")]
        slow = []
        for number in range(9):
            slow.append(self.connect())
            slow[-1].sendall(starts[number % len(starts)].replace(b"{host}", self.name))
        ended = threading.Event()

        def drip():
            while not ended.wait(1):
                for connection in slow:
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        pass  # it was closed

        dripping = threading.Thread(target=drip)
        dripping.start()
        answers = [connection.makefile("rb").read() for connection in slow]
        ended.set()
        dripping.join()
        statuses = {answer.split()[1] for answer in answers if answer}
        self.assertLessEqual(statuses, {b"408", b"400", b"503"})
        self.assertIn(b"408", statuses)
        self.assertEqual(self.answers(get(fields=CLOSE))[0][0], 200)

    def test_many_that_come_at_once_are_let_in(self):
        """As many as may wait come through while the service does nothing, and are answered when it goes on."""
        self.service.process.send_signal(signal.SIGSTOP)
        try:
            many = [self.connect() for _ in range(64)]
            for connection in many:
                connection.sendall(get(fields=CLOSE).replace(b"{host}", self.name))
        finally:
            self.service.process.send_signal(signal.SIGCONT)
        for connection in many:
            self.assertEqual(connection.makefile("rb").read().split()[1], b"200")

    def test_heads_that_do_not_come_keep_nobody_waiting(self):
        """Ninety connections that begin a head, some behind a sound request, and say no more."""
        slow = []
        for number in range(90):
            slow.append(self.connect())
            slow[-1].sendall((get() if number % 3 == 0 else b"").replace(b"{host}", self.name) + b"GET / HT")
        begin = time.monotonic()
        for _ in range(5):
            self.assertEqual(self.answers(get(fields=CLOSE))[0][0], 200)
        self.assertLess(time.monotonic() - begin, 8)  # ten seconds are the patience with a head
        last = [connection.makefile("rb").read().split(b"HTTP/1.1 ")[-1][:3] for connection in slow]
        self.assertLessEqual(set(last), {b"503", b"408"})  # who waited longest made room
        self.assertGreaterEqual(last.count(b"503"), 20)
        self.assertGreaterEqual(last.count(b"408"), 30)

    def test_who_does_not_stop_sending_is_left(self):
        connection = self.connect()
        connection.sendall(b"BAD\r\n\r\n")
        with self.assertRaises(OSError):
            while True:
                connection.sendall(b"a" * 100_000)


class LimitsTest(HttpTest):
    options = ("--limits", "page-bytes=100K,header-bytes=1K,depth=32,attributes=2")

    def test_limits_that_are_set_hold(self):
        def send(page):
            return self.answers(post(f"Content-Length: {len(page)}\r\n" + CLOSE, page))[0]

        self.assertEqual(send(PAGE + b" " * (90 << 10))[0], 200)
        self.check_refused(post(f"Content-Length: {101 << 10}\r\n", PAGE), 413)
        self.check_refused(post(CHUNKED, chunks(b"a" * (101 << 10)) + SECRET), 413)
        self.check_refused(get(fields="X: " + "a" * 1100 + "\r\n"), 431)
        for page, note in ((b"<div>" * 40 + PAGE, "depth-limit"), (b"<p a=1 b=2 c=3>" + PAGE, "attribute-limit")):
            notes = [found["code"] for found in json.loads(send(page)[2]).get("notes", [])]
            self.assertIn(note, notes)


class InTheProgramTest(LimitsTest):
    options = (*LimitsTest.options, "--isolate", "off")


class OptionsTest(unittest.TestCase):
    def test_limits_that_make_no_sense_are_refused(self):
        done = subprocess.run([BINARY, "serve", "/nowhere.db", "--limits", "depth=0"], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, "depth" in done.stderr), (2, True), done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
