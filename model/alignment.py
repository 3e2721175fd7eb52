"""Labels of blocks, and of the lines of a dump: which share of the words of each stands in the best alignment of page and gold.

Page and gold are two rows of words; the alignment pairs equal words in order. Each pair counts one, and each break between
two runs of pairs costs OPEN, less where the new run begins a line of the gold or of the page. So a heading's copy in a
menu, or a stray "the", is not taken for the story, and a list of short lines is found without any long line beside it.
Method: Hunt, Szymanski: A fast algorithm for computing longest common subsequences, 1977, with a price for breaks.
"""
from bisect import bisect_left
from collections import defaultdict

import numpy as np

from labels import words_of

OPEN, LINE_GOLD, LINE_PAGE = 1.2, 0.8, 0.4


class Alignment:
    """The best sums for every beginning of the gold, and the chains of pairs that reach them."""

    def __init__(self, gold_text):
        lines = [words_of(line) for line in gold_text.split("\n")]
        gold = [word for line in lines for word in line]
        is_begin = [k == 0 for line in lines for k in range(len(line))]
        self.price = [0.0] + [OPEN - LINE_GOLD * begins for begins in is_begin]
        self.places = defaultdict(list)             # of a word in the gold, counted from 1, the last one first
        for place in range(len(gold), 0, -1):
            self.places[gold[place - 1]].append(place)
        self.best = [0.0] * (len(gold) + 1) + [1e18]    # of the first j words of the gold; it never falls
        self.last = [-1] * (len(gold) + 2)              # the pair that ends the chain of that sum
        self.pairs = []                                 # (line, pair before it or -1)
        self.runs = {}                                  # place -> (sum, pair) of runs that the last word goes on

    def add_word(self, line, word, is_first):
        runs = {}
        for j in self.places.get(word, ()):
            fresh = self.best[j - 1] - self.price[j] + (LINE_PAGE if is_first else 0.0)
            value, before = self.runs.get(j - 1, (fresh, self.last[j - 1]))
            if value < fresh:
                value, before = fresh, self.last[j - 1]
            value += 1.0
            runs[j] = value, len(self.pairs)
            self.pairs.append((line, before))
            if value > self.best[j]:
                end = bisect_left(self.best, value, j + 1)
                self.best[j:end] = [value] * (end - j)
                self.last[j:end] = [len(self.pairs) - 1] * (end - j)
        self.runs = runs

    def pairs_of_lines(self, count):
        hits, pair = np.zeros(count), self.last[-2]
        while pair >= 0:
            line, pair = self.pairs[pair]
            hits[line] += 1
        return hits


def aligned_labels(texts, gold_text):
    """One label (0..1) a line."""
    alignment, sizes = Alignment(gold_text), np.ones(len(texts))
    for i, text in enumerate(texts):
        words = words_of(text)
        sizes[i] = max(1, len(words))
        for k, word in enumerate(words):
            alignment.add_word(i, word, k == 0)
    return alignment.pairs_of_lines(len(texts)) / sizes
