"""From scores of blocks to the text of a page, and how good it is. blocks/choose.cpp does the same; keep them alike.

Only the lists that a colon opens are not here, which move no choice of a rule, nor what asks for the type of the page
first: blocks that look alike are evened out (blocks/even_out.h), and short labels taken once."""
import re
from collections import Counter

import numpy as np

WORD = re.compile(r"\w+")
LEAST_PROMISE = 0.25   # a page whose best choice promises a lower F1 holds no story
SURE_COPY = 0.85       # a long text of at least this probability may repeat


class PageScorer:
    """Word F1 (the measure of bench/score.py) of any choice of a page's blocks; words are counted once, as numbers."""

    def __init__(self, texts, gold):
        numbers, words, owner = {}, [], []
        for i, text in enumerate(texts):
            found = [numbers.setdefault(w, len(numbers)) for w in WORD.findall(text.lower())]
            words += found
            owner += [i] * len(found)
        wanted = Counter(WORD.findall(gold.lower()))
        self.gold_size = sum(wanted.values())
        self.gold = np.zeros(len(numbers), int)
        for word, count in wanted.items():
            if word in numbers:
                self.gold[numbers[word]] = count
        self.words, self.owner, self.blocks = np.array(words, int), np.array(owner, int), len(texts)

    def f1(self, chosen):
        taken = np.zeros(self.blocks, bool)
        taken[chosen] = True
        words = self.words[taken[self.owner]]
        if not self.gold_size:
            return float(len(words) == 0)
        hits = np.minimum(np.bincount(words, minlength=len(self.gold)), self.gold).sum()
        return 2.0 * hits / (len(words) + self.gold_size) if hits else 0.0


def best_expected_f1(probabilities, words):
    """The best F1 one can expect of any choice: take the likeliest blocks as long as the expectation grows."""
    order = np.argsort(-probabilities, kind="stable")
    mass = np.cumsum((probabilities * words)[order])
    size = np.cumsum(words[order])
    total = (probabilities * words).sum()
    return float(np.max(2 * mass / np.maximum(1e-9, size + total))) if len(order) else 0.0


def choose(texts, probabilities, words, slope, floor, ceiling, least_promise=LEAST_PROMISE):
    """Indices of the chosen blocks. The threshold that maximises the expected F1 is half of that F1 (slope 0.5)."""
    promise = best_expected_f1(probabilities, words)
    if promise < least_promise:
        return []
    threshold = min(ceiling, max(floor, slope * promise))
    seen, chosen = set(), [-1]
    for i in np.flatnonzero(probabilities >= threshold):
        if len(texts[i]) > 40:
            if texts[i] in seen and (probabilities[i] < SURE_COPY or texts[i] == texts[chosen[-1]]):
                continue
            seen.add(texts[i])
        chosen.append(i)
    return chosen[1:]
