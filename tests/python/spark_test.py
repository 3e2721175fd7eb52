"""The data source and extract() on Spark: local mode, and two workers of which one is killed in mid-run."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

import copydesk
from copydesk import spark as copydesk_spark
from pyspark.sql import SparkSession

CRAWL = Path(__file__).resolve().parent.parent.parent / "examples" / "pages" / "crawl.warc.gz"
os.environ["PYSPARK_PYTHON"] = sys.executable


def session(master):
    made = (SparkSession.builder.master(master).appName("copydesk tests").config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2").config("spark.driver.memory", "512m")
            .config("spark.executor.memory", "512m").getOrCreate())
    made.sparkContext.setLogLevel("ERROR")
    copydesk_spark.register(made)
    return made


class OneMachine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        for i in range(3):
            shutil.copy(CRAWL, Path(cls.folder.name, f"crawl-{i}.warc.gz"))
        Path(cls.folder.name, "broken.warc.gz").write_bytes(CRAWL.read_bytes()[:1000])
        cls.spark = session("local[2]")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def load(self, **options):
        return self.spark.read.format("copydesk").options(**options).load(self.folder.name + "/*.warc.gz")

    def test_every_story_of_every_file_is_a_row_with_the_fields_of_the_record(self):
        frame = self.load()
        self.assertEqual(frame.columns, list(copydesk.json_schema()["properties"]))
        expected = sorted(s.id + s.source.path for i in range(3) for s in
                          copydesk.read_warc(f"{self.folder.name}/crawl-{i}.warc.gz"))
        rows = frame.select("id", "source", "title", "confidence").collect()
        self.assertEqual(sorted(row.id + json.loads(row.source)["path"] for row in rows), expected)
        self.assertEqual(frame.rdd.getNumPartitions(), 4)

    def test_records_are_those_of_a_run_without_spark_byte_by_byte(self):
        rows = self.load(columns="record").collect()
        alone = [s.to_json() for i in range(3) for s in copydesk.read_warc(f"{self.folder.name}/crawl-{i}.warc.gz")]
        self.assertEqual(sorted(row.record for row in rows), sorted(alone))

    def test_damage_is_a_second_table(self):
        rows = self.load(table="rejects").collect()
        self.assertEqual(sorted((Path(r.path).name, r.code) for r in rows if r.path.endswith("0.warc.gz")),
                         [("crawl-0.warc.gz", "damaged")])
        self.assertTrue([r for r in rows if r.path.endswith("broken.warc.gz")])

    def check_parts(self, path, part_bytes):
        """A file in parts is the file as a whole, stories and losses; returns how many losses there are."""
        frame = self.spark.read.format("copydesk").option("partBytes", str(part_bytes))
        stories = frame.option("columns", "record").load(str(path))
        self.assertEqual(stories.rdd.getNumPartitions(), -(-path.stat().st_size // part_bytes))
        reader = copydesk.read_warc(path)
        self.assertEqual(sorted(row.record for row in stories.collect()), sorted(s.to_json() for s in reader))
        rejects = frame.option("table", "rejects").load(str(path)).collect()
        self.assertEqual(sorted((r.offset, r.code, r.detail) for r in rejects),
                         sorted((r.offset, r.code, r.detail) for r in reader.rejects))
        return len(rejects)

    def test_a_large_file_is_read_in_parts_and_gives_what_it_gives_as_a_whole(self):
        path = Path(self.folder.name, "large.warc.gz.part")  # a name that the other tests do not read
        path.write_bytes(CRAWL.read_bytes() * 6)
        self.assertEqual(self.check_parts(path, 9999), 6)

    def test_a_large_file_that_is_not_compressed_is_read_in_parts_too(self):
        path = Path(self.folder.name, "large.warc.part")
        inflated = subprocess.run(["gzip", "-dc", CRAWL], capture_output=True).stdout  # ends where the damage is
        path.write_bytes(inflated[:inflated.rindex(b"WARC/1.")] * 6)
        self.check_parts(path, 30_000)

    def test_a_page_by_itself_is_one_task(self):
        page = CRAWL.parent / "wire.html"
        frame = self.spark.read.format("copydesk").option("partBytes", "1000").option("columns", "title").load(str(page))
        self.assertEqual(frame.rdd.getNumPartitions(), 1)
        self.assertEqual([row.title for row in frame.collect()], [copydesk.extract(page.read_bytes()).title])

    def test_columns_may_be_named_by_a_schema(self):
        frame = (self.spark.read.format("copydesk").schema("title string, confidence double")
                 .load(self.folder.name + "/crawl-0.warc.gz"))
        self.assertEqual([row.title for row in frame.collect()],
                         [s.title for s in copydesk.read_warc(f"{self.folder.name}/crawl-0.warc.gz")])

    def test_wrong_options_are_told(self):
        for options in ({"columns": "nonsense"}, {"table": "nonsense"}, {"colour": "red"}, {"favor": "precison"},
                        {"maxBytes": "32m"}, {"maxBytes": "2000000000"}, {"partBytes": "-1"}, {"provenance": "yes"}):
            with self.assertRaisesRegex(Exception, "usage"):
                self.load(**options).schema

    def test_options_are_known_in_any_case(self):
        self.assertEqual([row.code for row in self.load(TABLE="rejects", MAXBYTES="10").select("code").distinct().collect()
                          if row.code == "too-large"], ["too-large"])

    def test_columns_of_the_rejects_may_be_named_by_a_schema(self):
        frame = (self.spark.read.format("copydesk").option("table", "rejects").schema("code string, offset long")
                 .load(self.folder.name + "/crawl-0.warc.gz"))
        self.assertEqual([tuple(row) for row in frame.collect()], [("damaged", 13469)])

    def test_wrong_use_of_extract_is_told(self):
        frame = self.spark.createDataFrame([("u", "<p>x")], "url string, html string")
        for options in ({"favor": "precison"}, {"columns": ["nonsense"]}, {"columns": ["url"], "keep": ["url"]}, {"keep": ["url"]}):
            with self.assertRaisesRegex(copydesk.CopydeskError, "usage"):
                copydesk_spark.extract(frame, **options)

    def test_a_column_of_pages_becomes_columns_of_stories(self):
        page = "<article><h1>Bridge closes</h1><p>The bridge closes on Monday, the council said.</p></article>"
        frame = self.spark.createDataFrame([(1, page, "https://a.example/1"), (2, None, None)], "n int, html string, url string")
        rows = copydesk_spark.extract(frame, "html", "url", columns=["title", "text", "url"], keep=["n"]).collect()
        self.assertEqual([(r.n, r.title, r.url) for r in rows], [(1, "Bridge closes", "https://a.example/1"), (2, None, None)])
        binary = self.spark.createDataFrame([(bytearray(page.encode()),)], "html binary")
        self.assertEqual(copydesk_spark.extract(binary, columns=["title"]).collect()[0].title, "Bridge closes")


class TheExample(unittest.TestCase):
    def test_it_writes_the_stories_and_what_gave_none(self):
        import pyarrow.parquet
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, CRAWL.parent.parent / "corpus_on_spark.py", CRAWL, folder],
                                  capture_output=True, text=True, env={**os.environ, "PYSPARK_SUBMIT_ARGS":
                                  "--master local[1] --conf spark.ui.enabled=false pyspark-shell"})
            self.assertEqual(done.returncode, 0, done.stderr[-2000:])
            titles = pyarrow.parquet.read_table(Path(folder, "stories"))["title"].to_pylist()
            self.assertEqual(sorted(titles), sorted(s.title for s in copydesk.read_warc(CRAWL) if len(s.text) > 200))
            rejects = [json.loads(line) for path in Path(folder, "rejects").glob("*.json")
                       for line in path.read_text().splitlines()]
            self.assertEqual([(row["offset"], row["code"]) for row in rejects], [(13469, "damaged")])


CLUSTER_JOB = """
    import sys, time
    sys.path[:0] = [{tests!r}]
    from spark_test import session
    spark = session("local-cluster[2,1,512]")
    frame = spark.read.format("copydesk").option("columns", "record").option("partBytes", "16000").load({folder!r})
    def slowly(batches):
        for batch in batches:
            time.sleep(0.4)
            yield batch
    print("started", flush=True)
    frame.mapInArrow(slowly, frame.schema).write.mode("overwrite").parquet({out!r})
    print("written", flush=True)
    spark.stop()
"""


class TwoWorkers(unittest.TestCase):
    def executors_of(self, driver):
        """Ids of the executor processes of this driver, by its port on their command line and by its process group."""
        listed = subprocess.run(["ps", "-eo", "pid,pgid,args"], capture_output=True, text=True).stdout.splitlines()[1:]
        group = str(os.getpgid(driver.pid))
        return [int(line.split()[0]) for line in listed
                if line.split()[1] == group and "CoarseGrainedExecutorBackend" in line]

    def test_a_worker_killed_in_mid_run_changes_nothing_in_the_result(self):
        import pyarrow.parquet
        with tempfile.TemporaryDirectory() as folder:
            pages, out = Path(folder, "pages"), Path(folder, "out")
            pages.mkdir()
            for i in range(12):
                shutil.copy(CRAWL, pages / f"crawl-{i:02}.warc.gz")
            job = textwrap.dedent(CLUSTER_JOB).format(tests=str(Path(__file__).parent), folder=str(pages), out=str(out))
            driver = subprocess.Popen([sys.executable, "-c", job], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      text=True, start_new_session=True, cwd=folder)
            self.assertEqual(driver.stdout.readline(), "started\n", "the driver did not start")
            self.kill_one_when_working(driver, out)
            _, complaints = driver.communicate(timeout=300)
            self.assertEqual(driver.returncode, 0, complaints[-2000:])
            records = sorted(pyarrow.parquet.read_table(out)["record"].to_pylist())
            alone = sorted(s.to_json() for path in sorted(pages.iterdir()) for s in copydesk.read_warc(path))
            self.assertEqual(records, alone)

    def kill_one_when_working(self, driver, out):
        """Kills one executor when some tasks have ended and others have not: when the first part files are there."""
        import time
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and driver.poll() is None:
            done = len(list(out.rglob("part-*.parquet"))) if out.exists() else 0
            executors = self.executors_of(driver)
            if done >= 2 and len(executors) == 2:
                os.kill(executors[0], signal.SIGKILL)
                return
            time.sleep(0.05)
        self.fail("no moment was found to kill a worker: " + (driver.stderr.read() if driver.poll() is not None else ""))


if __name__ == "__main__":
    unittest.main()
