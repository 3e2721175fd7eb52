#!/usr/bin/env python3
"""Trains the models of blocks/ and measures them in five folds by host.

    model/train.py --program build/release/copydesk_features --bench ../shared/bench/sets [--out model/weights.bin]

Recipe: (1) labels by alignment with the gold texts (labels.py). (2) First stage: boosted trees over the features of a
block. (3) Page type: boosted trees over the features of a page. (4) Second stage: the same features, and the first
stage's scores of the surroundings. Scores that a later stage learns from always come from a model that has not seen the
page's host. (5) Calibration by isotonic regression, and a threshold that maximises the expected F1 (selection.py).
Every figure printed is out of fold. The shipped weights are then trained on all pages.
"""
import argparse
import json
import subprocess
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np
from sklearn.isotonic import IsotonicRegression

from data import FOLDS, load_set
from selection import best_expected_f1, choose, word_f1

# Sets whose README allows training, and how much a page of each counts. `readability`'s gold is another program's
# output and trafilatura-eval-dev's are a few segments a page: both weigh little.
SETS = {"wcxb-dev": 1.0, "fundus-dev": 1.0, "readability": 0.3, "trafilatura-eval-dev": 0.5}
TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
FIRST_TREES, SECOND_TREES, TYPE_TREES = 150, 150, 40
PARAMS = dict(objective="cross_entropy", learning_rate=0.08, num_leaves=31, min_data_in_leaf=40, lambda_l2=1.0,
              feature_fraction=0.4, bagging_fraction=0.8, bagging_freq=1, max_bin=63, num_threads=2, seed=7,
              verbose=-1, use_missing=False, deterministic=True, force_row_wise=True)


class Trainer:
    """All pages of all sets as one matrix, and the steps of the recipe over it."""

    def __init__(self, program, bench, cache):
        self.program, self.cache = program, cache
        self.samples, blocks, self.sets = [], [], []
        at = 0
        for name in SETS:
            samples, matrix, self.names = load_set(program, bench / name, cache)
            for s in samples:
                s.rows = slice(s.rows.start + at, s.rows.stop + at)
                s.weights = s.weights * SETS[name]
            at += len(matrix)
            self.samples += samples
            blocks.append(matrix)
            self.sets.append((name, len(matrix)))
        self.matrix = np.concatenate(blocks)
        self.labels = np.concatenate([s.labels for s in self.samples])
        self.weights = np.concatenate([s.weights for s in self.samples])
        self.fold = np.concatenate([np.full(len(s.texts), s.fold) for s in self.samples])
        self.page_fold = np.array([s.fold for s in self.samples])

    def fit(self, rows, matrix, trees):
        keep = rows & (self.weights > 0)
        data = lgb.Dataset(matrix[keep], self.labels[keep], weight=self.weights[keep])
        return lgb.train(PARAMS, data, trees)

    def out_of_fold(self, matrix, trees):
        """(scores of every block from the model that has not seen its host, that model of each fold)."""
        scores = np.zeros(len(matrix), np.float32)
        for k in range(FOLDS):
            booster = self.fit(self.fold != k, matrix, trees)
            scores[self.fold == k] = booster.predict(matrix[self.fold == k])
        return scores

    def second_stage_matrices(self, scores):
        """Context features of all blocks and page features of all pages, computed by the program from `scores`."""
        context, pages, at = [], [], 0
        for name, count in self.sets:
            out = self.cache / name
            score_file = out.with_suffix(".scores")
            scores[at:at + count].astype(np.float32).tofile(score_file)
            subprocess.run([self.program, out.with_suffix(".list"), out, score_file], check=True)
            for suffix, parts in ((".context", context), (".page", pages)):
                columns = len(Path(f"{out}{suffix}.names").read_text().splitlines())
                parts.append(np.fromfile(f"{out}{suffix}.f32", np.float32).reshape(-1, columns))
            at += count
        return np.concatenate(context), np.concatenate(pages)

    def fit_types(self, rows, pages):
        """Page types are labelled in one set only; the others count as what they are said to be: articles."""
        kinds = np.array([TYPES.index(s.kind) if s.kind in TYPES else 0 for s in self.samples])
        weight = np.array([1.0 if s.name.startswith("wcxb") else 0.2 for s in self.samples])
        params = dict(PARAMS, objective="multiclass", num_class=len(TYPES), num_leaves=7, min_data_in_leaf=10,
                      learning_rate=0.1)
        return lgb.train(params, lgb.Dataset(pages[rows], kinds[rows], weight=weight[rows]), TYPE_TREES)

    def types_out_of_fold(self, pages):
        posterior = np.zeros((len(pages), len(TYPES)), np.float32)
        for k in range(FOLDS):
            posterior[self.page_fold == k] = self.fit_types(self.page_fold != k, pages).predict(pages[self.page_fold == k])
        return posterior

    def spread(self, per_page):
        """Page rows repeated for each of the page's blocks."""
        return np.repeat(per_page, [len(s.texts) for s in self.samples], axis=0)


def calibration_curve(scores, labels, weights, points=40):
    """Isotonic regression of the labels, as at most `points` corners."""
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, labels, sample_weight=weights)
    xs = np.unique(np.quantile(scores, np.linspace(0, 1, 400)))
    ys = model.predict(xs)
    keep = np.unique(np.linspace(0, len(xs) - 1, points).round().astype(int))
    return list(zip(xs[keep].tolist(), ys[keep].tolist()))


def evaluate(samples, probabilities, rule):
    """Mean word F1 of all pages with a gold text, and of each type."""
    by_type = defaultdict(list)
    for s in samples:
        if s.gold is not None:
            chosen = choose(s.texts, probabilities[s.rows], s.words, *rule)
            by_type[s.kind].append(word_f1("\n".join(s.texts[i] for i in chosen), s.gold))
    means = {kind: round(float(np.mean(f1s)), 4) for kind, f1s in by_type.items()}
    return round(float(np.mean([f for f1s in by_type.values() for f in f1s])), 4), means
