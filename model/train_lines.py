#!/usr/bin/env python3
"""Trains the model for the lines of text dumps and measures it in five folds by host.

    model/train_lines.py --program build/release/copydesk_line_features --bench ../shared/bench [--out model/weights.bin]

Recipe: as train.py, on dumps that bench/dump_text.py makes of the pages, with and without indentation; a dump without
blank lines (wet) has the rows of one with a blank line between all lines, and gets that one's figure where it really
has. Each line is trained on in one of the two styles, by lot, so that the trees neither miss indentation nor lean on it.
(1) Labels: each line's share of words in the best alignment with the gold text (alignment.py). (2) First stage: boosted trees over the features of a line. (3) Second
stage: the same features, and the first stage's scores of the lines around it, from a model that has not seen the page's
host. (4) Calibration by isotonic regression. Every figure printed is out of fold. The shipped weights are then trained on
all pages and put beside those of train.py; their sections stay as files in CACHE/sections.
"""
import argparse
import copy
import gzip
import json
import re
import struct
import subprocess
import sys
import zlib
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np

from alignment import aligned_labels
from data import FOLDS, fold_of, page_weights
from export import curve_bytes, forest_bytes, replace_sections
from selection import PageScorer, best_expected_f1, choose
from train import PARAMS, calibration_curve

SETS = {"wcxb-dev": 1.0, "fundus-dev": 1.0, "readability": 0.3}
STYLES = ["lines", "indent", "wet"]
TRAINED_STYLES = STYLES[:2]
FIRST_TREES, SECOND_TREES = 120, 150
KEPT_MENU_SHARE = 0.4     # of the lines without a word of the story, in training; they then weigh more
RULES = [(0.5, 0.15, 0.5), (0.5, 0.45, 0.7), (0.35, 0.08, 0.35)]    # balanced, precision, recall


def judged(texts, gold, known={}):
    """(labels of a page's lines, scorer of any choice of them); the styles of a page mostly share them."""
    key = hash((gold, tuple(texts)))
    if key not in known:
        known[key] = aligned_labels(texts, gold), PageScorer(texts, gold)
    return known[key]


class DumpSample:
    """One labelled page in one style; `rows` is its slice of the feature matrix."""

    def __init__(self, page, set_name, style, texts, words, at):
        self.gold, self.kind, self.style = page["text"], page.get("page_type") or "article", style
        self.set, self.fold = set_name, fold_of(page.get("url"), page["id"])
        self.texts, self.words = texts, np.array(words, float)
        self.rows = slice(at, at + len(texts))
        self.labels, self.scorer = judged(texts, self.gold)
        self.weights = page_weights(self.words, len(self.gold.split())) * SETS[set_name]
        lot = np.random.default_rng(zlib.crc32(page["id"].encode())).integers(len(TRAINED_STYLES), size=len(texts))
        self.trains = lot == TRAINED_STYLES.index(style)


def write_dumps(bench, set_name, cache):
    """Writes the dumps of a set, once, in all styles; returns {style: [(page, path)]}."""
    sys.path.insert(0, str(bench))
    from dump_text import dump
    pages = [p for p in map(json.loads, open(bench / "sets" / set_name / "pages.jsonl", encoding="utf-8")) if p.get("text")]
    found = defaultdict(list)
    for style in STYLES:
        (cache / style / set_name).mkdir(parents=True, exist_ok=True)
    for page in pages:
        source = None
        for style in STYLES:
            path = cache / style / set_name / (re.sub(r"[^\w.-]", "_", page["id"]) + ".txt")
            if not path.exists():
                source = source or gzip.decompress((bench / "sets" / set_name / page["html"]).read_bytes())
                path.write_text(dump(source.decode("utf-8", "replace"), style), encoding="utf-8")
            found[style].append((page, path))
    return found


def read_rows(path):
    """The matrix that the program wrote to PATH.f32, and the names of its columns."""
    names = Path(f"{path}.names").read_text().splitlines()
    return np.fromfile(f"{path}.f32", np.float32).reshape(-1, len(names)), names


class LineTrainer:
    """All dumps of all sets as one matrix, and the steps of the recipe over it."""

    def __init__(self, program, bench, cache):
        self.program, self.samples, self.twins, self.parts, matrices, at = program, [], [], [], [], 0
        for set_name in SETS:
            for style, pages in write_dumps(bench, set_name, cache).items():
                out = cache / style / set_name
                out.with_suffix(".list").write_text("".join(f"{path}\n" for _, path in pages))
                subprocess.run([program, out.with_suffix(".list"), out], check=True)
                if style not in TRAINED_STYLES:
                    self.add_twins(set_name, style, out, np.concatenate(matrices))
                    continue
                begin = at
                for (page, _), line in zip(pages, map(json.loads, open(f"{out}.blocks.jsonl", encoding="utf-8"))):
                    self.samples.append(DumpSample(page, set_name, style, line["blocks"], line["words"], at))
                    at += len(line["blocks"])
                matrix, self.names = read_rows(out)
                matrices.append(matrix)
                self.parts.append((out, at - begin))
        self.matrix = np.concatenate(matrices)
        self.labels = np.concatenate([s.labels for s in self.samples])
        self.weights = np.concatenate([s.weights for s in self.samples])
        self.fold = np.concatenate([np.full(len(s.texts), s.fold) for s in self.samples])
        self.trains = np.concatenate([s.trains for s in self.samples])
        is_menu = self.labels == 0
        self.trains &= ~is_menu | (np.random.default_rng(7).random(len(is_menu)) < KEPT_MENU_SHARE)
        self.fit_weights = np.where(is_menu, self.weights / KEPT_MENU_SHARE, self.weights)

    def add_twins(self, set_name, style, out, known):
        """The dumps of a style that is not trained on, as those of the first style whose rows are the same."""
        rows, at = read_rows(out)[0], 0
        pages = [s for s in self.samples if s.set == set_name and s.style == STYLES[0]]
        for s, line in zip(pages, map(json.loads, open(f"{out}.blocks.jsonl", encoding="utf-8"))):
            count = len(line["blocks"])
            if count == len(s.texts) and np.array_equal(rows[at:at + count], known[s.rows]):
                twin = copy.copy(s)
                twin.style = style
                self.twins.append(twin)
            else:
                print(f"{set_name}: a {style} dump differs, and is not measured")
            at += count

    def fit(self, rows, matrix, trees):
        keep = rows & self.trains
        return lgb.train(PARAMS, lgb.Dataset(matrix[keep], self.labels[keep], weight=self.fit_weights[keep]), trees)

    def out_of_fold(self, matrix, trees):
        scores = np.zeros(len(matrix), np.float32)
        for k in range(FOLDS):
            scores[self.fold == k] = self.fit(self.fold != k, matrix, trees).predict(matrix[self.fold == k])
        return scores

    def context(self, scores):
        """Second-stage features of all lines, computed by the program from `scores`."""
        parts, at = [], 0
        for out, count in self.parts:
            scores[at:at + count].astype(np.float32).tofile(f"{out}.scores")
            subprocess.run([self.program, out.with_suffix(".list"), out, f"{out}.scores"], check=True)
            parts.append(read_rows(f"{out}.context")[0])
            at += count
        return np.concatenate(parts)


def evaluate(samples, probabilities, rule):
    """{set and style: mean word F1}, and by page type."""
    means = defaultdict(list)
    for s in samples:
        chosen = choose(s.texts, probabilities[s.rows], s.words, *rule, least_promise=0.0)
        f1 = s.scorer.f1(chosen)
        means[f"{s.set} {s.style}"].append(f1)
        if s.set == "wcxb-dev":
            means[f"  {s.kind} {s.style}"].append(f1)
    return {key: round(float(np.mean(values)), 4) for key, values in sorted(means.items())}


def confidence_curve(samples, probabilities, rule):
    """Expected F1 of a page -> the F1 that such pages reach."""
    expected = [best_expected_f1(probabilities[s.rows], s.words) for s in samples]
    reached = [s.scorer.f1(choose(s.texts, probabilities[s.rows], s.words, *rule, least_promise=0.0)) for s in samples]
    return calibration_curve(np.array(expected), np.array(reached), np.ones(len(samples)), points=20)


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--program", required=True)
    args.add_argument("--bench", type=Path, required=True)
    args.add_argument("--cache", type=Path, default=Path("build/dump-training"))
    args.add_argument("--out", type=Path, default=Path("model/weights.bin"))
    args.add_argument("--figures", type=Path, default=Path("model/lines.json"))
    args = args.parse_args()
    trainer = LineTrainer(args.program, args.bench, args.cache)
    print(f"{len(trainer.samples)} dumps, {len(trainer.matrix)} lines, {len(trainer.names)} features", flush=True)
    first = trainer.out_of_fold(trainer.matrix, FIRST_TREES)
    print("first stage", evaluate(trainer.samples, first, RULES[0]), flush=True)
    joined = np.concatenate([trainer.matrix, trainer.context(first)], axis=1)
    second = trainer.out_of_fold(joined, SECOND_TREES)
    curve = calibration_curve(second, trainer.labels, trainer.weights)
    calibrated = np.interp(second, [x for x, _ in curve], [y for _, y in curve]).astype(np.float32)
    measured = trainer.samples + trainer.twins
    figures = {"balanced": evaluate(measured, calibrated, RULES[0]),
               "precision": evaluate(measured, calibrated, RULES[1]),
               "recall": evaluate(measured, calibrated, RULES[2])}
    print("second stage", json.dumps(figures, indent=1), flush=True)
    args.figures.write_text(json.dumps(figures, indent=1) + "\n")
    all_rows = np.full(len(joined), True)
    sections = [("line-first", forest_bytes(trainer.fit(all_rows, trainer.matrix, FIRST_TREES))),
                ("line-second", forest_bytes(trainer.fit(all_rows, joined, SECOND_TREES))),
                ("line-calibration", curve_bytes(curve)),
                ("line-confidence", curve_bytes(confidence_curve(trainer.samples, calibrated, RULES[0]))),
                ("line-rules", b"".join(struct.pack("<fff", *rule) for rule in RULES))]
    (args.cache / "sections").mkdir(exist_ok=True)
    for name, content in sections:
        (args.cache / "sections" / name).write_bytes(content)
    print(replace_sections(args.out, sections), "bytes of weights")


if __name__ == "__main__":
    main()
