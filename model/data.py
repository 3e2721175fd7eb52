"""Training data: pages of the labelled sets with their blocks, features, labels and folds.

The features come from the C++ program alone (copydesk_features); Python only reads them.
"""
import gzip
import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from alignment import aligned_labels
from labels import segment_labels
from selection import PageScorer

FOLDS = 5
SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "gob", "nom"}


@dataclass
class PageSample:
    """One labelled page; `rows` is its slice of the feature matrix."""
    name: str
    kind: str                     # page type, or "article" where the set says nothing
    fold: int
    texts: list
    rows: slice
    scorer: PageScorer | None     # None where the set has no gold text
    labels: np.ndarray
    weights: np.ndarray
    words: np.ndarray             # of each block, as the program counts them


def registrable_domain(url, fallback):
    host = (urlsplit(url or "").hostname or fallback).removeprefix("www.")
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL else 2
    return ".".join(parts[-keep:])


def fold_of(url, fallback):
    """Pages that tell no address have the same `fallback`, their set: tests that were made from one text are among them."""
    return int(hashlib.md5(registrable_domain(url, fallback).encode()).hexdigest(), 16) % FOLDS


def unpack(set_dir, cache):
    """Writes the pages of a set as plain files, once; returns [(labels, path)]."""
    folder = cache / set_dir.name
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    with open(set_dir / "pages.jsonl", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            path = folder / (page["id"].replace("/", "_") + ".html")
            if not path.exists():
                path.write_bytes(gzip.decompress((set_dir / page["html"]).read_bytes()))
            pages.append((page, path))
    return pages


def export(program, pages, out):
    listing = out.with_suffix(".list")
    listing.write_text("".join(f"{path}\n" for _, path in pages))
    subprocess.run([program, listing, out], check=True)


def page_weights(words, gold_words):
    """A block weighs its share of the words at stake, so that a page counts as a page; small blocks a little more."""
    at_stake = gold_words + 0.25 * words.sum() + 20
    return words / at_stake + 0.3 / max(1, len(words))


def load_set(program, set_dir, cache):
    """(pages, feature matrix, feature names) of one set."""
    pages = unpack(set_dir, cache)
    out = cache / set_dir.name
    export(program, pages, out)
    names = Path(f"{out}.names").read_text().splitlines()
    matrix = np.memmap(f"{out}.f32", dtype=np.float32, mode="r").reshape(-1, len(names))
    samples, at = [], 0
    with open(f"{out}.blocks.jsonl", encoding="utf-8") as lines:
        for (page, _), line in zip(pages, map(json.loads, lines)):
            texts, words = line["blocks"], np.array(line["words"], float)
            gold = page.get("text")
            if gold is not None:
                labels = aligned_labels(texts, gold)
                weights = page_weights(words, len(gold.split()))
            else:
                labels, weights = segment_labels(texts, page.get("with") or [], page.get("without") or [])
            samples.append(PageSample(f"{set_dir.name}/{page['id']}", page.get("page_type") or "article",
                                      fold_of(page.get("url"), set_dir.name), texts, slice(at, at + len(texts)),
                                      PageScorer(texts, gold) if gold is not None else None,
                                      labels, weights, words))
            at += len(texts)
    return samples, matrix, names
