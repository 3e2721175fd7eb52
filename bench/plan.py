#!/usr/bin/env python3
"""Plans a whole monthly crawl from measured figures: the tables of docs/crawl.md.

    bench/plan.py [--files 90000] [--pages-a-file 30000]          (make bench-long)

Reads the newest bench/results/*-long.json, *-speed.json and *-spark.json and writes between the marks of docs/crawl.md. Each
row shows its formula; no figure comes from elsewhere. Standard library only.
"""
import argparse
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs/crawl.md"
MARKS = ("<!-- made by bench/plan.py -->", "<!-- end -->")
FLEETS = [(1, 16), (1, 64), (4, 32), (16, 32), (64, 32)]  # machines, cores each
PART_MB = 128


def newest(kind):
    paths = sorted((HERE / "results").glob(f"[0-9]*-{kind}.json"))
    if not paths:
        raise SystemExit(f"plan: there is no bench/results/*-{kind}.json")
    return json.loads(paths[-1].read_text(encoding="utf-8")), f"[{paths[-1].name}](../bench/results/{paths[-1].name})"


def hours(value):
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def table(head, rows):
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head)] + [f"| {' | '.join(row)} |" for row in rows])


def measured(pipe, memory, speed, spark, names):
    """What the plan rests on: (row of the table) for each figure."""
    biggest = max(run["peak_memory_mb"] for run in speed["runs"])
    part = next(run for run in spark["spark_runs"] if run["part_megabytes"] == PART_MB)
    factor = part["wall_seconds"] / spark["binary_wall_seconds"]
    return factor, [
        ("p", "pages a second and core, from a pipe", f"{pipe['pages_a_second']:,}", names["long"]),
        ("h", "bytes of HTML a page", f"{pipe['mean_page_bytes']:,}", names["long"]),
        ("s", "bytes a page as stored in WARC.gz", f"{pipe['stored_bytes_a_page']:,}", names["long"]),
        ("o", "bytes a page of JSON Lines, plain and in gzip",
         f"{pipe['record_bytes_a_page']:,} and {pipe['record_bytes_a_page_gzip']:,}", names["long"]),
        ("e", "speed of two cores over twice that of one", f"{speed['speed_of_two_cores'] / 2:.3f}", names["speed"]),
        ("m", "MB resident, all processes of `-j 1`, most in a long run", f"{memory['peak_of_all_mb']:.0f}", names["long"]),
        ("", "the same at its worst on wcxb-dev, whose pages are up to megabytes large", f"{biggest:.0f}", names["speed"]),
        ("f", f"wall time on Spark over that of the program, same file and cores, parts of {PART_MB} MB", f"{factor:.2f}",
         names["spark"]),
        ("w", "MB, most of a Python worker on Spark", f"{spark['python_worker_peak_mb']:.0f}", names["spark"])]


def plan(args):
    long, long_name = newest("long")
    speed, speed_name = newest("speed")
    spark, spark_name = newest("spark")
    pipe, memory = long["pipe"], long["memory"]
    factor, rows = measured(pipe, memory, speed, spark, {"long": long_name, "speed": speed_name, "spark": spark_name})
    pages = args.files * args.pages_a_file
    core_hours = pages / pipe["pages_a_second"] / 3600
    share = speed["speed_of_two_cores"] / 2
    stored, text = pages * pipe["stored_bytes_a_page"], pages * pipe["record_bytes_a_page_gzip"]
    file_bytes = args.pages_a_file * pipe["stored_bytes_a_page"]
    tasks = args.files * -(-file_bytes // (PART_MB << 20))
    task_seconds = core_hours * 3600 * factor / tasks / share
    whole = [("N", "pages", f"{args.files:,} files × {args.pages_a_file:,}", f"{pages:,}"),
             ("K", "core-hours", "N ÷ p ÷ 3600", f"{core_hours:,.0f}"),
             ("", "seconds a file and core", f"{args.pages_a_file:,} ÷ p", f"{args.pages_a_file / pipe['pages_a_second']:.1f}"),
             ("", "to read, TB", "N × s", f"{stored / 1e12:.1f}"),
             ("", "to write as JSON Lines in gzip, TB", "N × o", f"{text / 1e12:.1f}"),
             ("r", "MB a second that a busy core reads", "p × s", f"{pipe['pages_a_second'] * pipe['stored_bytes_a_page'] / 1e6:.1f}"),
             ("", f"tasks on Spark, parts of {PART_MB} MB", f"files × ⌈{args.pages_a_file:,} × s ÷ {PART_MB} MB⌉", f"{tasks:,}"),
             ("", "seconds a task on Spark", "3600 × K × f ÷ e ÷ tasks", f"{task_seconds:.1f}")]
    fleets = []
    for machines, cores in FLEETS:
        wall = core_hours / (machines * cores * share)
        rate = cores * share * pipe["pages_a_second"] * pipe["stored_bytes_a_page"]
        fleets.append((f"{machines} × {cores}", hours(wall), hours(wall * factor), f"{8 * rate / 1e9:.1f}",
                       f"{cores * memory['peak_of_all_mb'] / 1024:.1f}", f"{cores * spark['python_worker_peak_mb'] / 1024:.1f}"))
    machine = long["pipe"]["machine"]
    return "\n\n".join([
        f"Measured at {pipe['commit']} on an {machine['cpu']}, {machine['cores']} cores.",
        table(("", "measured", "", "in"), rows), table(("", f"a crawl of {args.files:,} files", "formula", ""), whole),
        table(("machines × cores", "hours: K ÷ (cores × e)", "hours on Spark: × f", "Gbit/s a machine reads: cores × e × r",
               "GB a machine: cores × m", "GB of workers on Spark: cores × w"), fleets)])


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--files", type=int, default=90_000)
    args.add_argument("--pages-a-file", type=int, default=30_000)
    text = plan(args.parse_args())
    before, rest = PAGE.read_text(encoding="utf-8").split(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", encoding="utf-8")
    print(f"written: {PAGE.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
