"""From scores of blocks to the text of a page, and how good it is. blocks/choose.cpp does the same; keep them alike."""
import re
from collections import Counter

import numpy as np

WORD = re.compile(r"\w+")


def word_f1(text, gold):
    predicted, wanted = Counter(WORD.findall(text.lower())), Counter(WORD.findall(gold.lower()))
    if not wanted:
        return float(not predicted)
    hits = sum((predicted & wanted).values())
    return 2 * hits / (sum(predicted.values()) + sum(wanted.values())) if hits else 0.0


def best_expected_f1(probabilities, words):
    """The best F1 one can expect of any choice: take the likeliest blocks as long as the expectation grows."""
    order = np.argsort(-probabilities, kind="stable")
    mass = np.cumsum((probabilities * words)[order])
    size = np.cumsum(words[order])
    total = (probabilities * words).sum()
    return float(np.max(2 * mass / np.maximum(1e-9, size + total))) if len(order) else 0.0


def choose(texts, probabilities, words, slope, floor, ceiling):
    """Indices of the chosen blocks. The threshold that maximises the expected F1 is half of that F1 (slope 0.5)."""
    threshold = min(ceiling, max(floor, slope * best_expected_f1(probabilities, words)))
    seen, chosen = set(), []
    for i in np.flatnonzero(probabilities >= threshold):
        if len(texts[i]) > 40:
            if texts[i] in seen:
                continue
            seen.add(texts[i])
        chosen.append(i)
    return chosen
