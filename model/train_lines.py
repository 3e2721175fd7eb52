#!/usr/bin/env python3
"""Trains the model for the lines of text dumps and measures it in five folds by host.

    model/train_lines.py --program build/release/copydesk_line_features --bench ../shared/bench [--out model/weights.bin]

Recipe: as train.py, on dumps that bench/dump_text.py makes of the pages, with and without indentation; a dump without
blank lines (wet) has the rows of one with a blank line between all lines, and gets that one's figure where it really
has. Each line is trained on in one of the two styles, by lot, so that the trees neither miss indentation nor lean on it.
(1) Labels: each line's share of words in the best alignment with the gold text (alignment.py); the pages of
trafilatura-eval-dev, which have none, teach with the story that the program finds in their HTML. (2) Words: a logistic
regression over the words of a line alone. (3) Boosted trees over the features of a line, the word scores among them.
(4) A network over the same features and the words of all lines in their order (network.py); the mean of the log odds
of both is the score. Word scores that trees and network learn from always come from a model that has not seen the
page's host. (5) Calibration by isotonic regression.
Every figure printed is out of fold. The shipped weights are then trained on all pages and put beside those of train.py;
their sections stay as files in CACHE/sections.
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
import scipy.sparse as sparse
from scipy.special import expit
from sklearn.linear_model import SGDClassifier

from alignment import aligned_labels
from data import FOLDS, fold_of, page_weights
from export import curve_bytes, forest_bytes, replace_sections, word_bytes
from network import Rows, network_bytes, scores_of, train_network
from selection import PageScorer, best_expected_f1, choose
from train import PARAMS, calibration_curve

SETS = {"wcxb-dev": 1.0, "fundus-dev": 1.0, "readability": 0.3, "trafilatura-eval-dev": 0.25}
TAUGHT_BY_HTML = {"trafilatura-eval-dev"}
WORD_BUCKETS = 1 << 17    # blocks/word_scores.h has the same
WORD_PENALTY, WORD_ROUNDS = 1e-5, 8
STYLES = ["lines", "indent", "wet"]
TRAINED_STYLES = STYLES[:2]
TREES = 120
NETWORK = {"width": 64, "dropped": 0.5, "rounds": 9}
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
        self.set, self.fold = set_name, fold_of(page.get("url"), set_name)
        self.texts, self.words = texts, np.array(words, float)
        self.rows = slice(at, at + len(texts))
        self.labels, self.scorer = judged(texts, self.gold)
        self.weights = page_weights(self.words, len(self.gold.split())) * SETS[set_name]
        lot = np.random.default_rng(zlib.crc32(page["id"].encode())).integers(len(TRAINED_STYLES), size=len(texts))
        self.trains = lot == TRAINED_STYLES.index(style)


def story_of(copydesk, path):
    """Standfirst and text of a page as the program reads them from its HTML; empty where it finds none."""
    run = subprocess.run([copydesk, "extract", "--no-config", "-q", "-f", "jsonl", path], capture_output=True)
    record = json.loads(run.stdout or b"{}")
    text, standfirst = record.get("text", ""), record.get("dek", "")
    return f"{standfirst}\n{text}" if standfirst not in text else text


def labelled_pages(bench, set_name, copydesk):
    """The pages of a set that have a gold text, or get one from the program."""
    with open(bench / "sets" / set_name / "pages.jsonl", encoding="utf-8") as lines:
        pages = list(map(json.loads, lines))
    if set_name in TAUGHT_BY_HTML:
        for page in pages:
            page["text"] = story_of(copydesk, bench / "sets" / set_name / page["html"])
    return [page for page in pages if page.get("text")]


def write_dumps(bench, set_name, cache, copydesk):
    """Writes the dumps of a set, once, in all styles; returns {style: [(page, path)]}."""
    sys.path.insert(0, str(bench))
    from dump_text import dump
    pages = labelled_pages(bench, set_name, copydesk)
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


def read_buckets(out):
    """How many buckets of words each line has, and those of one line after the other's."""
    return np.fromfile(f"{out}.bucket_counts.u32", np.uint32).astype(np.int64), np.fromfile(f"{out}.buckets.u32", np.uint32)


def bucket_rows(counts, buckets):
    """Lines as rows of a sparse matrix: each of a line's buckets alike, all together of the length one."""
    values = np.repeat(1 / np.sqrt(counts), counts).astype(np.float32)
    begins = np.r_[0, np.cumsum(counts)]
    return sparse.csr_matrix((values, buckets.astype(np.int32), begins), shape=(len(counts), WORD_BUCKETS))


class LineTrainer:
    """All dumps of all sets as one matrix, and the steps of the recipe over it."""

    def __init__(self, program, bench, cache):
        self.program, self.samples, self.parts, twins, words, at = program, [], [], [], [], 0
        for set_name in SETS:
            for style, pages in write_dumps(bench, set_name, cache, program.parent / "copydesk").items():
                out = cache / style / set_name
                out.with_suffix(".list").write_text("".join(f"{path}\n" for _, path in pages))
                subprocess.run([program, out.with_suffix(".list"), out], check=True)
                if style not in TRAINED_STYLES:
                    twins.append((set_name, style, out))
                    continue
                begin = at
                for (page, _), line in zip(pages, map(json.loads, open(f"{out}.blocks.jsonl", encoding="utf-8"))):
                    self.samples.append(DumpSample(page, set_name, style, line["blocks"], line["words"], at))
                    at += len(line["blocks"])
                words.append(read_buckets(out))
                self.parts.append((out, at - begin))
        counts, buckets = (np.concatenate(part) for part in zip(*words))
        self.words = bucket_rows(counts, buckets)
        self.labels = np.concatenate([s.labels for s in self.samples])
        self.weights = np.concatenate([s.weights for s in self.samples])
        self.fold = np.concatenate([np.full(len(s.texts), s.fold) for s in self.samples])
        self.trains = np.concatenate([s.trains for s in self.samples])
        is_menu = self.labels == 0
        self.trains &= ~is_menu | (np.random.default_rng(7).random(len(is_menu)) < KEPT_MENU_SHARE)
        self.fit_weights = np.where(is_menu, self.weights / KEPT_MENU_SHARE, self.weights)
        self.word_scores = self.words_out_of_fold()
        self.matrix, self.names = self.rows_with(self.word_scores)
        self.lines = Rows(self.matrix, self.labels, self.weights, (counts, buckets))
        self.twins = [twin for each in twins if each[0] not in TAUGHT_BY_HTML for twin in self.twins_of(*each)]

    def rows_with(self, word_scores):
        """(first-stage features of all lines, their names), computed by the program from the word scores."""
        parts, at = [], 0
        for out, count in self.parts:
            word_scores[at:at + count].astype(np.float32).tofile(f"{out}.word_scores")
            subprocess.run([self.program, out.with_suffix(".list"), out, f"{out}.word_scores"], check=True)
            matrix, names = read_rows(out)
            parts.append(matrix)
            at += count
        return np.concatenate(parts), names

    def twins_of(self, set_name, style, out):
        """The dumps of a style that is not trained on, as those of the first style whose rows are the same."""
        pages = [s for s in self.samples if s.set == set_name and s.style == STYLES[0]]
        lines = [json.loads(line)["blocks"] for line in open(f"{out}.blocks.jsonl", encoding="utf-8")]
        known = [self.word_scores[s.rows] if texts == s.texts else np.zeros(len(texts), np.float32)
                 for s, texts in zip(pages, lines)]
        np.concatenate(known).astype(np.float32).tofile(f"{out}.word_scores")
        subprocess.run([self.program, out.with_suffix(".list"), out, f"{out}.word_scores"], check=True)
        rows, at = read_rows(out)[0], 0
        for s, texts in zip(pages, lines):
            if texts == s.texts and np.array_equal(rows[at:at + len(texts)], self.matrix[s.rows]):
                twin = copy.copy(s)
                twin.style = style
                yield twin
            else:
                print(f"{set_name}: a {style} dump differs, and is not measured")
            at += len(texts)

    def fit_words(self, rows):
        """Soft labels: each line twice, as of the story and as not, by its label."""
        at = np.flatnonzero(rows & self.trains)
        weights = np.r_[self.fit_weights[at] * self.labels[at], self.fit_weights[at] * (1 - self.labels[at])]
        is_story, counts = np.r_[np.ones(len(at)), np.zeros(len(at))], weights > 0
        model = SGDClassifier(loss="log_loss", alpha=WORD_PENALTY, max_iter=WORD_ROUNDS, tol=None, random_state=0, average=True)
        both = sparse.vstack([self.words[at], self.words[at]], format="csr")
        return model.fit(both[counts], is_story[counts], sample_weight=weights[counts] / weights[counts].mean())

    def words_out_of_fold(self):
        scores = np.zeros(len(self.labels), np.float32)
        for k in range(FOLDS):
            scores[self.fold == k] = self.fit_words(self.fold != k).decision_function(self.words[self.fold == k])
        return scores

    def fit_trees(self, rows):
        keep = rows & self.trains
        data = lgb.Dataset(self.matrix[keep], self.labels[keep], weight=self.fit_weights[keep])
        return lgb.train(PARAMS, data, TREES)

    def trees_out_of_fold(self):
        """Log odds; so the next."""
        scores = np.zeros(len(self.matrix), np.float32)
        for k in range(FOLDS):
            scores[self.fold == k] = self.fit_trees(self.fold != k).predict(self.matrix[self.fold == k], raw_score=True)
        return scores

    def fit_network(self, without=None):
        """The network of all pages, or of those that are not of the fold `without`."""
        styles = [[s for s in self.samples if s.style == style and s.fold != without] for style in TRAINED_STYLES]
        return train_network(self.lines, [[s.rows for s in page] for page in zip(*styles)], **NETWORK)

    def network_out_of_fold(self):
        scores = np.zeros(len(self.matrix), np.float32)
        for k in range(FOLDS):
            scores_of(self.fit_network(without=k), self.lines, [s.rows for s in self.samples if s.fold == k], scores)
        return scores


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
    args.add_argument("--program", type=Path, required=True)
    args.add_argument("--bench", type=Path, required=True)
    args.add_argument("--cache", type=Path, default=Path("build/dump-training"))
    args.add_argument("--out", type=Path, default=Path("model/weights.bin"))
    args.add_argument("--figures", type=Path, default=Path("model/lines.json"))
    args = args.parse_args()
    trainer = LineTrainer(args.program, args.bench, args.cache)
    print(f"{len(trainer.samples)} dumps, {len(trainer.matrix)} lines, {len(trainer.names)} features", flush=True)
    of_trees = trainer.trees_out_of_fold()
    print("trees", evaluate(trainer.samples, expit(of_trees), RULES[0]), flush=True)
    of_network = trainer.network_out_of_fold()
    print("network", evaluate(trainer.samples, expit(of_network), RULES[0]), flush=True)
    scores = expit((of_trees + of_network) / 2)
    curve = calibration_curve(scores, trainer.labels, trainer.weights)
    calibrated = np.interp(scores, [x for x, _ in curve], [y for _, y in curve]).astype(np.float32)
    judged = [s for s in trainer.samples if s.set not in TAUGHT_BY_HTML]
    measured = judged + trainer.twins
    figures = {"balanced": evaluate(measured, calibrated, RULES[0]),
               "precision": evaluate(measured, calibrated, RULES[1]),
               "recall": evaluate(measured, calibrated, RULES[2])}
    print("both", json.dumps(figures, indent=1), flush=True)
    args.figures.write_text(json.dumps(figures, indent=1) + "\n")
    all_rows = np.full(len(scores), True)
    sections = [("line-words", word_bytes(trainer.fit_words(all_rows))),
                ("line-forest", forest_bytes(trainer.fit_trees(all_rows))),
                ("line-network", network_bytes(trainer.fit_network(), trainer.lines)),
                ("line-calibration", curve_bytes(curve)),
                ("line-confidence", curve_bytes(confidence_curve(judged, calibrated, RULES[0]))),
                ("line-rules", b"".join(struct.pack("<fff", *rule) for rule in RULES))]
    (args.cache / "sections").mkdir(exist_ok=True)
    for name, content in sections:
        (args.cache / "sections" / name).write_bytes(content)
    print(replace_sections(args.out, sections), "bytes of weights")


if __name__ == "__main__":
    main()
