#!/usr/bin/env python3
"""Makes the system refuse: allocations, writes, flushes, renames, files that have gone, folders, reads that fail, are
short or interrupted, at every n-th call; files that grow or shrink while they are read; readers that go away. The program
never crashes or hangs; what it wrote is whole lines of the true output; what is missing has an exit code. And no command
but serve asks the kernel for the network.

    COPYDESK_BINARY=build/release/copydesk tests/robust/faults_test.py
"""
import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

BINARY = Path(os.environ["COPYDESK_BINARY"])
LIBRARY = BINARY.with_name("libcopydesk_faults.so")
PAGES = Path(__file__).resolve().parent.parent.parent / "examples" / "pages"
ALL_COMMANDS = "extract archive search serve export verify stats explain show check schema completions help version".split()
INPUTS = [PAGES / name for name in ("article.html", "wire.html", "dump-2016.txt", "live.html")]


def run(*words, fault=None, at=0):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    if fault:
        environment |= {"LD_PRELOAD": str(LIBRARY), "COPYDESK_FAULT": fault, "COPYDESK_FAULT_AT": str(at)}
    return subprocess.run([BINARY, *map(str, words)], capture_output=True, env=environment, timeout=60)


def extract(*options, fault=None, at=0, inputs=INPUTS):
    return run("extract", "-j1", "-f", "jsonl", *options, *inputs, fault=fault, at=at)


def record(number):
    body = (f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Bridge {number}</title><h1>Bridge {number}</h1>"
            + f"<p>The council met on day {number} and voted on the bridge." * 9)
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{number}>\r\nWARC-Date: 2017-04-13T05:33:00Z\r\n"
            f"WARC-Target-URI: http://e.example/{number}\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n").encode()


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.whole = extract().stdout
        cls.lines = cls.whole.splitlines(keepends=True)

    def check(self, done, what):
        self.assertGreaterEqual(done.returncode, 0, (what, done.stderr[-300:]))
        for line in done.stdout.splitlines(keepends=True):
            self.assertIn(line, self.lines, what)
        if done.returncode == 0:
            self.assertEqual(done.stdout, self.whole, what)

    def test_interrupted_and_short_calls_change_nothing(self):
        for fault, at in [("eintr", 2), ("eintr", 3), ("eintr", 7), ("short", 1), ("short", 100), ("short", 4096)]:
            for switch in ("on", "off"):
                done = extract("--isolate", switch, fault=fault, at=at)
                self.assertEqual((done.returncode, done.stdout), (0, self.whole), (fault, at, switch))

    def test_a_write_that_fails_is_exit_code_5_after_whole_lines(self):
        for fault in ("write", "full"):
            for at in range(1, len(self.lines) + 1):
                done = extract("--isolate", "off", fault=fault, at=at)
                self.assertEqual(done.returncode, 5, (fault, at))
                self.assertEqual(done.stdout, b"".join(self.lines[:at - 1]), (fault, at))

    def test_a_file_appears_whole_or_not_at_all(self):
        for fault in ("write", "full", "fsync", "rename"):
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "out.jsonl"
                target.write_text("the one before")
                done = extract("--isolate", "off", "-o", target, fault=fault, at=1)
                self.assertEqual(done.returncode, 5, fault)
                self.assertEqual(target.read_text(), "the one before", fault)
                self.assertEqual(os.listdir(folder), ["out.jsonl"], fault)

    def test_allocations_that_fail_never_crash(self):
        # The first hundred allocations are made before main() begins; there nothing can be caught.
        points = [*range(120, 1000, 40), *range(1000, 40000, 1999)]
        for switch in ("on", "off"):
            for at in points:
                self.check(extract("--isolate", switch, fault="malloc", at=at), ("malloc", at, switch))

    def test_files_that_have_gone_and_reads_that_fail_cost_their_page_alone(self):
        for fault, most in (("open", 8), ("read", 24)):
            codes = set()
            for switch in ("on", "off"):
                for at in range(1, most):
                    done = extract("--isolate", switch, fault=fault, at=at)
                    self.check(done, (fault, at, switch))
                    codes.add(done.returncode)
            self.assertEqual(codes, {0, 3}, fault)  # some calls are for no page; of no page are all lost

    def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_read(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a", "b", "c"):
                (Path(folder) / name).mkdir()
                (Path(folder) / name / "page.html").write_bytes(INPUTS[0].read_bytes())
            inputs = sorted(Path(folder).iterdir())
            self.assertEqual(len(extract(inputs=inputs).stdout.splitlines()), 3)
            for at in (1, 2, 3):
                done = extract(fault="list", at=at, inputs=inputs)
                self.assertEqual((done.returncode, len(done.stdout.splitlines())), (3, 2), at)
                self.assertIn(str(inputs[at - 1]).encode(), done.stderr)

    def test_an_archive_goes_on_after_any_call_that_failed(self):
        with tempfile.TemporaryDirectory() as folder:
            points = [("malloc", at) for at in range(150, 30000, 2999)] + [("open", at) for at in range(1, 10, 2)]
            points += [("read", at) for at in range(1, 20, 3)] + [("fsync", 1), ("fsync", 2)]
            for fault, at in points:
                archive = Path(folder) / f"{fault}-{at}.db"
                words = ["archive", archive, "-q", "-j1", *INPUTS]
                done = run(*words, fault=fault, at=at)
                self.assertGreaterEqual(done.returncode, 0, (fault, at, done.stderr[-300:]))
                run("archive", archive, "-q", "-j1", "--retry", *INPUTS)
                self.assertEqual(run("verify", archive).returncode, 0, (fault, at))
                stories = run("export", archive, "-f", "jsonl").stdout.splitlines()
                self.assertEqual(len(stories), len(self.lines), (fault, at))

    def test_a_file_that_grows_while_it_is_read_gives_whole_records_in_their_order(self):
        records = [record(number) for number in range(1500)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "crawl.warc"
            for chunk in (7, 1000, 4096):
                data = b"".join(records)
                path.write_bytes(data[:len(data) // 4])
                with open(path, "ab", buffering=0) as file:
                    def grow():
                        for at in range(len(data) // 4, len(data), chunk * 16):
                            file.write(data[at:at + chunk * 16])
                    writer = threading.Thread(target=grow)
                    writer.start()
                    done = extract(inputs=[path])
                    writer.join()
                titles = [line.partition(b'"title":"')[2].partition(b'"')[0] for line in done.stdout.splitlines()]
                self.assertIn(done.returncode, (0, 3), done.stderr[-300:])
                self.assertEqual(titles, [f"Bridge {number}".encode() for number in range(len(titles))])
                self.assertGreaterEqual(len(titles), len(records) // 4 - 1)

    def test_a_file_that_shrinks_while_it_is_read_is_no_crash(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "crawl.warc"
            for _ in range(5):
                path.write_bytes(b"".join(map(record, range(1500))))
                process = subprocess.Popen([BINARY, "extract", "-q", "-f", "jsonl", path], stdout=subprocess.PIPE)
                process.stdout.readline()
                os.truncate(path, 1000)
                process.stdout.read()
                process.stdout.close()
                self.assertIn(process.wait(60), (0, 3))

    def test_a_reader_that_goes_away_ends_the_run_without_a_crash(self):
        for words in (["extract", "-f", "jsonl"], ["extract", "--isolate", "off", "-f", "jsonl"], ["check"], ["explain"], ["show", "tree"]):
            inputs = INPUTS if words[0] != "explain" and words[0] != "show" else INPUTS[:1]
            process = subprocess.Popen([BINARY, *words, *inputs], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.close()
            process.stderr.read()
            process.stderr.close()
            self.assertIn(process.wait(60), (0, 5, -signal.SIGPIPE), words)

    def test_no_command_but_serve_asks_for_the_network(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "news.db"
            page = INPUTS[0]
            commands = [["extract", *INPUTS], ["extract", "--isolate", "off", *INPUTS], ["archive", archive, *INPUTS],
                        ["search", archive, "the"], ["export", archive, "-o", Path(folder) / "out.jsonl"], ["verify", archive],
                        ["stats", archive], ["explain", page], ["show", "story", page], ["check", page], ["schema"],
                        ["completions", "bash"], ["help"], ["help", "--man"], ["version"]]
            for words in commands:
                self.assertIn(run(*words, fault="network").returncode, (0, 1), words)
            missing = set(run("help").stdout.decode().split()) & set(ALL_COMMANDS) - {words[0] for words in commands}
            self.assertEqual(missing, {"serve"})
            self.assertEqual(run("serve", archive, "--port", 0, fault="network").returncode, -signal.SIGSYS)


if __name__ == "__main__":
    if not LIBRARY.exists():
        print(f"SKIPPED: {LIBRARY} is not built (a build with sanitizers has its own allocator)", file=sys.stderr)
        sys.exit(77)
    unittest.main()
