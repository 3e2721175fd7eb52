#!/usr/bin/env python3
"""Measures the Spark source on one machine, beside the binary on the same file and cores.

    make bench-spark             build/venv-full/bin/python bench/spark.py [--copies N] [--part-megabytes N...] [--no-save]

The pages of a labelled set, packed into one WARC.gz and repeated, become Parquet by Spark (local mode, one task at a time for
each core) and JSON Lines by the binary; told are wall time of both, the time of Spark at two sizes of parts, and the most
memory that a Python worker had. Writes bench/results/DATE-spark.json. Needs Java.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.pop(0)  # bench/ has a html.py, which is not Python's
from copydesk import spark as copydesk_spark
from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
os.environ["PYSPARK_PYTHON"] = sys.executable


def worker_memory_mb():
    """The most memory that a Python worker of this session has had."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = status.with_name("cmdline").read_bytes()
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if b"pyspark.daemon" in command and os.getsid(int(facts["Pid"])) == os.getsid(0):
            most = max(most, int(facts.get("VmHWM", "0 kB").split()[0]) // 1024)
    return most


def measure_spark(session, path, part_megabytes, folder):
    frame = (session.read.format("copydesk").option("partBytes", str(part_megabytes << 20))
             .option("columns", "id,url,title,published,text").load(str(path)))
    begin = time.perf_counter()
    frame.write.mode("overwrite").parquet(folder)
    seconds = time.perf_counter() - begin
    return {"part_megabytes": part_megabytes, "tasks": frame.rdd.getNumPartitions(), "wall_seconds": round(seconds, 1),
            "stories": session.read.parquet(folder).count()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / "build/release/copydesk"))
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--set", default="trafilatura-eval-dev")
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--part-megabytes", type=int, nargs="*", default=[128, 16, 4])
    parser.add_argument("--no-save", action="store_true")
    args = parser.parse_args()
    setdir = args.shared.resolve() / "bench/sets" / args.set
    if not setdir.is_dir():
        sys.exit(f"bench: SKIPPED, the labelled pages are not at {setdir} (option --shared)")
    cores = os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        one, crawl = Path(folder, "one.warc.gz"), Path(folder, "crawl.warc.gz")
        subprocess.run([sys.executable, ROOT / "tools/make_warc.py", setdir, one], check=True, stdout=subprocess.DEVNULL)
        with open(crawl, "wb") as out:
            for _ in range(args.copies):
                with open(one, "rb") as part:
                    shutil.copyfileobj(part, out)
        load = round(os.getloadavg()[0], 1)
        begin = time.perf_counter()
        subprocess.run([args.binary, "extract", "--quiet", "--no-config", "--format", "jsonl", "-j", str(cores), str(crawl)],
                       stdout=subprocess.DEVNULL, check=True)
        binary = round(time.perf_counter() - begin, 1)
        session = (SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
                   .config("spark.driver.memory", "1g").getOrCreate())
        session.sparkContext.setLogLevel("ERROR")
        copydesk_spark.register(session)
        measure_spark(session, one, 128, folder + "/warm-up")
        runs = [measure_spark(session, crawl, size, f"{folder}/out-{size}") for size in args.part_megabytes]
        result = {"date": date.today().isoformat(), "command": "make bench-spark", "cores": cores, "load_before": load,
                  "spark": session.version, "set": args.set, "copies": args.copies, "stored_bytes": crawl.stat().st_size,
                  "binary_wall_seconds": binary, "spark_runs": runs, "python_worker_peak_mb": worker_memory_mb()}
        session.stop()
    print(json.dumps(result, indent=1))
    if not args.no_save:
        path = HERE / "results" / f"{result['date']}-spark.json"
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
