#!/usr/bin/env python3
"""Trains the models of blocks/ and measures them in five folds by host.

    model/train.py --program build/release/copydesk_features --bench ../shared/bench/sets [--out model/weights.bin]

Recipe: (1) labels by alignment with the gold texts (alignment.py). (2) First stage: boosted trees over the features of a
block. (3) Second stage: the same features, and the first stage's scores of the surroundings. Scores that a later stage
learns from always come from a model that has not seen the page's host; what is measured on a fold has learned from models
that have not seen that fold either. (4) A network over the features of those blocks of a page, in their order, that have
any chance by the first stage (network.py); a mean of both log odds is the score. (5) Calibration by isotonic regression,
and a threshold that maximises the expected F1 (selection.py). (6) Page type and confidence: boosted trees over the
features of a page.
Every figure printed is out of fold. The shipped weights are then trained on all pages.
"""
import argparse
import hashlib
import itertools
import json
import struct
import subprocess
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression

from data import FOLDS, load_set
from export import curve_bytes, forest_bytes, replace_sections
from network import Rows, network_bytes, scores_of, train_network
from selection import best_expected_f1, choose

# Sets whose README allows training, and how much a page of each counts. `readability`'s gold is another program's
# output and trafilatura-eval-dev's are a few segments a page: both weigh little.
SETS = {"wcxb-dev": 1.0, "fundus-dev": 1.0, "readability": 0.3, "trafilatura-eval-dev": 0.5}
TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
FIRST_TREES, SECOND_TREES, TYPE_TREES, CONFIDENCE_TREES = 120, 120, 30, 60
PRUNED = 0.02         # blocks under this first-stage score the second learns nothing of; blocks/choose.cpp asks it from .05 on
SET_ASIDE = 0.004     # the first-stage score of blocks that no stage is asked about; blocks/set_aside.h has the same
LIKELY = 0.01         # blocks under this first-stage score the network does not read; it and the next as in blocks/weights.h
TREES_SHARE = 0.75    # of the log odds, where the network has a say
NETWORK = {"width": 32, "dropped": 0.4, "rounds": 11}
# Slope, floor and ceiling of the threshold. Balanced: of slopes .45 to .55 and floors .15 to .3 the best on wcxb-dev (.8782; at
# .55 .8761), where fundus-dev has .9549 of .9582. At .55 less leaks into news (newsbench-dev, out of fold: .013, .018 at .5).
RULES = {"balanced": (0.5, 0.15, 0.5), "precision": (0.65, 0.35, 0.75), "recall": (0.3, 0.08, 0.4)}
PARAMS = dict(objective="cross_entropy", learning_rate=0.08, num_leaves=31, min_data_in_leaf=40, lambda_l2=0.3,
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

    def first_stage(self):
        """First-stage scores of every block from the forest that has not seen its host.

        The scores and the forest of each fold stay in the cache, for the same rows, labels and folds: first.npy,
        first-K.forest.
        """
        path, seen = self.cache / "first.npy", self.cache / "first.seen"
        digest = digest_of(self.matrix, self.labels, self.weights, self.fold)
        if path.exists() and seen.exists() and seen.read_text() == digest:
            return np.load(path)
        scores = np.zeros(len(self.labels), np.float32)
        for k in range(FOLDS):
            rows = self.fold == k
            booster = self.fit(~rows, self.matrix, FIRST_TREES)
            (self.cache / f"first-{k}.forest").write_bytes(forest_bytes(booster))
            scores[rows] = booster.predict(self.matrix[rows])
        np.save(path, scores)
        seen.write_text(digest)
        return scores

    def first_stage_without(self, first):
        """By fold k: `first`, where that of all other folds comes from forests that have not seen fold k either."""
        scores = [first.copy() for _ in range(FOLDS)]
        for j, k in itertools.combinations(range(FOLDS), 2):
            booster = self.fit((self.fold != j) & (self.fold != k), self.matrix, FIRST_TREES)
            for here, without in ((j, k), (k, j)):
                rows = self.fold == here
                scores[without][rows] = booster.predict(self.matrix[rows])
        return scores

    def second_rows(self, first):
        """(rows of the second stage, blocks that reach it)"""
        first[set_aside(self.matrix, self.names)] = SET_ASIDE
        context, _ = self.context(first)
        return np.concatenate([self.matrix, context], axis=1), first >= PRUNED

    def second_stage(self, first):
        """Second-stage scores of every block, out of fold; the forests stay in the cache: second-K.forest."""
        scores = np.zeros(len(first), np.float32)
        for k, seen in enumerate(self.first_stage_without(first)):
            rows, keep = self.second_rows(seen)
            here = self.fold == k
            booster = self.fit(keep & ~here, rows, SECOND_TREES)
            (self.cache / f"second-{k}.forest").write_bytes(forest_bytes(booster))
            scores[here] = np.where(keep[here], booster.predict(rows[here]), 0.5 * seen[here])
        return scores

    def choose_rows(self, first):
        """Sets what the network reads, by the first stage's scores; each sample gets its slice of them as `likely`."""
        self.is_likely = ~set_aside(self.matrix, self.names) & (first >= LIKELY)
        before = np.r_[0, np.cumsum(self.is_likely)]
        for s in self.samples:
            s.likely = slice(before[s.rows.start], before[s.rows.stop])
        kept = self.is_likely
        self.rows = Rows(np.ascontiguousarray(self.matrix[kept]), self.labels[kept], self.weights[kept])

    def likely_slices(self, is_wanted):
        return [s.likely for s in self.samples if is_wanted(s.fold) and s.likely.start < s.likely.stop]

    def fit_network(self, without=None):
        """The network of all pages, or of those that are not of the fold `without`."""
        return train_network(self.rows, [[page] for page in self.likely_slices(lambda fold: fold != without)], **NETWORK)

    def with_network(self, second):
        """Scores by trees and network, out of fold; the networks stay in the cache: network-K."""
        log_odds = np.zeros(len(self.rows.labels), np.float32)
        for k in range(FOLDS):
            network = self.fit_network(without=k)
            (self.cache / f"network-{k}").write_bytes(network_bytes(network, self.rows))
            scores_of(network, self.rows, self.likely_slices(lambda fold: fold == k), log_odds)
        scores = second.copy()
        of_trees = logit(np.clip(second[self.is_likely].astype(float), 1e-6, 1 - 1e-6))
        scores[self.is_likely] = expit(TREES_SHARE * of_trees + (1 - TREES_SHARE) * log_odds)
        return scores

    def context(self, scores):
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


def digest_of(*arrays):
    """Changes with any number of any array."""
    digest = hashlib.blake2b()
    for array in arrays:
        digest.update(repr((array.shape, array.dtype)).encode())
        digest.update(np.ascontiguousarray(array))
    return digest.hexdigest()


def fit_types(trainer, rows, pages):
    """Page types are labelled in one set only; the pages of the others count as what they are said to be: articles."""
    kinds = np.array([TYPES.index(s.kind) if s.kind in TYPES else 0 for s in trainer.samples])
    weight = np.array([1.0 if s.name.startswith("wcxb") else 0.2 for s in trainer.samples])
    params = dict(PARAMS, objective="multiclass", num_class=len(TYPES), num_leaves=7, min_data_in_leaf=10,
                  learning_rate=0.1)
    return lgb.train(params, lgb.Dataset(pages[rows], kinds[rows], weight=weight[rows]), TYPE_TREES)


def fit_confidence(rows, pages, f1s):
    """How good the choice is, from the page's features and the F1 that the probabilities promise (last column)."""
    params = dict(PARAMS, num_leaves=7, min_data_in_leaf=20, learning_rate=0.05)
    return lgb.train(params, lgb.Dataset(pages[rows], f1s[rows]), CONFIDENCE_TREES)


def by_fold(trainer, fit_rows, pages, known):
    """Predictions for every page from the model of the other folds; `known` pages are learned from."""
    out = None
    for k in range(FOLDS):
        here = trainer.page_fold == k
        predicted = fit_rows(known & ~here).predict(pages[here])
        out = np.zeros((len(pages),) + predicted.shape[1:]) if out is None else out
        out[here] = predicted
    return out


def calibration_curve(scores, labels, weights, points=40):
    """Isotonic regression of the labels, as at most `points` corners."""
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, labels, sample_weight=weights)
    xs = np.unique(np.quantile(scores, np.linspace(0, 1, 400)))
    ys = model.predict(xs)
    keep = np.unique(np.linspace(0, len(xs) - 1, points).round().astype(int))
    return list(zip(xs[keep].tolist(), ys[keep].tolist()))


def evaluate_by_fold(trainer, samples, raw):
    """Word F1 with a calibration from outside of each page's fold."""
    by_type = defaultdict(list)
    for k in range(FOLDS):
        others = trainer.fold != k
        curve = calibration_curve(raw[others], trainer.labels[others], trainer.weights[others])
        probabilities = np.interp(raw, *zip(*curve)).astype(np.float32)
        for s in (s for s in samples if s.fold == k and s.scorer is not None):
            chosen = choose(s.texts, probabilities[s.rows], s.words, *RULES["balanced"])
            by_type[s.kind].append(s.scorer.f1(chosen))
    everything = [f for f1s in by_type.values() for f in f1s]
    return {"pages": len(everything), "all": round(float(np.mean(everything)), 4),
            **{kind: round(float(np.mean(f1s)), 4) for kind, f1s in by_type.items()}}


def confidence_by_fold(page_fold, raw, f1s, judged):
    """Confidence of all pages, with a curve from outside of each page's fold."""
    confidence = np.zeros(len(raw))
    for k in range(FOLDS):
        here, others = page_fold == k, judged & (page_fold != k)
        curve = calibration_curve(raw[others], f1s[others], np.ones(others.sum()))
        confidence[here] = np.interp(raw[here], *zip(*curve))
    return confidence


def page_f1s(samples, probabilities):
    f1s = []
    for s in samples:
        chosen = choose(s.texts, probabilities[s.rows], s.words, *RULES["balanced"])
        f1s.append(s.scorer.f1(chosen) if s.scorer is not None else 0.0)
    return np.array(f1s)


def confidence_report(confidence, f1s):
    """Expected calibration error in ten bins, and the share of all lost F1 in the tenth of least confidence."""
    order = np.argsort(confidence, kind="stable")
    bins = np.array_split(order, 10)
    error = sum(len(b) * abs(confidence[b].mean() - f1s[b].mean()) for b in bins) / len(order)
    return {"calibration_error": round(float(error), 4),
            "lost_f1_in_lowest_tenth": round(float((1 - f1s[bins[0]]).sum() / (1 - f1s).sum()), 4)}


def parsed_arguments():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--program", type=Path, default=Path("build/release/copydesk_features"))
    args.add_argument("--bench", type=Path, default=Path("../shared/bench/sets"))
    args.add_argument("--cache", type=Path, default=Path("build/model"))
    args.add_argument("--out", type=Path, default=Path("model/weights.bin"))
    args.add_argument("--results", type=Path, default=Path("model/results.json"))
    return args.parse_args()


def set_aside(matrix, names):
    """Which blocks are no story for certain; blocks/set_aside.h has the same rule."""
    column, far = (lambda name: matrix[:, names.index(name)]), 14
    in_footer = (column("under_footer") < far) & (column("under_article") == far) & (column("under_main") == far)
    return (column("under_nav") < far) | (in_footer & (column("words") <= 8) & (column("link_share") > 0.95))


def measure_sets(trainer, scores):
    """Word F1 of every set with gold texts, out of fold."""
    figures = {}
    for name in SETS:
        samples = [s for s in trainer.samples if s.name.startswith(name + "/") and s.scorer is not None]
        if samples:
            figures[name] = evaluate_by_fold(trainer, samples, scores)
    return figures


def judge_pages(trainer, probabilities, results):
    """Page type and confidence: (sections of the weights, the same without each fold); the figures go into `results`."""
    judged = np.array([s.scorer is not None and s.name.split("/")[0] in ("wcxb-dev", "fundus-dev")
                       for s in trainer.samples])
    _, pages = trainer.context(probabilities)
    expected = np.array([best_expected_f1(probabilities[s.rows], s.words) for s in trainer.samples], np.float32)
    pages = np.concatenate([pages, expected[:, None]], axis=1)
    f1s, all_pages = page_f1s(trainer.samples, probabilities), np.ones(len(pages), bool)

    kinds = by_fold(trainer, lambda r: fit_types(trainer, r, pages), pages, all_pages).argmax(axis=1)
    labelled = np.array([s.name.startswith("wcxb") for s in trainer.samples])
    truth = np.array([TYPES.index(s.kind) if s.kind in TYPES else 0 for s in trainer.samples])
    results["page_type_accuracy"] = round(float((kinds == truth)[labelled].mean()), 4)
    raw = by_fold(trainer, lambda r: fit_confidence(r, pages, f1s), pages, judged)
    curve = calibration_curve(raw[judged], f1s[judged], np.ones(judged.sum()))
    confidence = confidence_by_fold(trainer.page_fold, raw, f1s, judged)
    results["confidence"] = confidence_report(confidence[labelled], f1s[labelled])

    def sections_of(known):
        types = fit_types(trainer, known, pages)
        return {**{f"html-type-{name}": forest_bytes(types, i, len(TYPES)) for i, name in enumerate(TYPES)},
                "html-confidence": forest_bytes(fit_confidence(judged & known, pages, f1s)),
                "html-confidence-curve": curve_bytes(curve)}

    return sections_of(all_pages), [sections_of(trainer.page_fold != k) for k in range(FOLDS)]


def write_fold_weights(trainer, scores, sections, fold_sections, out):
    """Weights that have not seen fold K, for K = 0..4, and which page is in which fold: for bench/crossval.py."""
    for k in range(FOLDS):
        others = trainer.fold != k
        own = {**fold_sections[k], "html-first": (trainer.cache / f"first-{k}.forest").read_bytes(),
               "html-second": (trainer.cache / f"second-{k}.forest").read_bytes(),
               "html-network": (trainer.cache / f"network-{k}").read_bytes(),
               "html-calibration": curve_bytes(calibration_curve(scores[others], trainer.labels[others],
                                                                 trainer.weights[others]))}
        path = trainer.cache / f"fold-{k}.bin"
        path.write_bytes(out.read_bytes())
        replace_sections(path, list({**sections, **own}.items()))
    (trainer.cache / "folds.json").write_text(json.dumps({s.name: s.fold for s in trainer.samples}))


def main():
    args = parsed_arguments()
    args.cache.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(args.program, args.bench, args.cache)
    first = trainer.first_stage()
    second = trainer.second_stage(first)
    trainer.choose_rows(first)
    scores = trainer.with_network(second)
    results = {"first_stage": measure_sets(trainer, first), "two_stages": measure_sets(trainer, second),
               "with_network": measure_sets(trainer, scores)}
    curve = calibration_curve(scores, trainer.labels, trainer.weights)
    sections, fold_sections = judge_pages(trainer, np.interp(scores, *zip(*curve)).astype(np.float32), results)
    everyone = np.ones(len(trainer.labels), bool)
    rows, keep = trainer.second_rows(first)
    sections |= {"html-first": forest_bytes(trainer.fit(everyone, trainer.matrix, FIRST_TREES)),
                 "html-second": forest_bytes(trainer.fit(keep, rows, SECOND_TREES)),
                 "html-network": network_bytes(trainer.fit_network(), trainer.rows),
                 "html-calibration": curve_bytes(curve),
                 "html-rules": b"".join(struct.pack("<fff", *rule) for rule in RULES.values())}
    results["weights_bytes"] = replace_sections(args.out, list(sections.items()))
    write_fold_weights(trainer, scores, sections, fold_sections, args.out)
    args.results.write_text(json.dumps(results, indent=1) + "\n")
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
