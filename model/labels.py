"""Labels for training: which share of each block's words belongs to the gold text of its page.

Gold and blocks are aligned in order: long blocks are anchors, and a short one counts fully only where its words stand
between the anchors around it. So the copy of a heading in a menu is not taken for the heading.
"""
import re
from bisect import bisect_left
from collections import Counter, defaultdict

import numpy as np

WORD = re.compile(r"\w+")
N = 4                # words of a shingle
LONG = 8             # words of a block that can be an anchor
SLACK = 40           # words by which a short block may stand outside its anchors


def words_of(text):
    return WORD.findall(text.lower())


def shingle_places(gold):
    places = defaultdict(list)
    for i in range(len(gold) - N + 1):
        places[tuple(gold[i:i + N])].append(i)
    return places


def long_label(words, places):
    """(share of the words that lie in a shingle of the gold, place of the block in the gold or None)."""
    covered, where = set(), []
    for i in range(len(words) - N + 1):
        found = places.get(tuple(words[i:i + N]))
        if found:
            covered.update(range(i, i + N))
            where.append(found[0] - i)
    return len(covered) / len(words), sorted(where)[len(where) // 2] if where else None


def occurrences(words, starts, gold):
    """Places where the words stand in the gold as they are."""
    return [p for p in starts.get(words[0], ()) if gold[p:p + len(words)] == words]


def block_labels(texts, gold_text):
    """One label (0..1) a block."""
    gold = words_of(gold_text)
    places, starts = shingle_places(gold), defaultdict(list)
    for i, word in enumerate(gold):
        starts[word].append(i)
    lines = Counter(" ".join(words_of(line)) for line in gold_text.split("\n"))
    blocks = [words_of(t) for t in texts]
    labels, anchors = [0.0] * len(blocks), []
    for i, words in enumerate(blocks):
        if len(words) >= LONG:
            labels[i], place = long_label(words, places)
            if labels[i] > 0.8 and place is not None:
                anchors.append((i, place, place + len(words)))
    anchor_blocks = [a[0] for a in anchors]
    for i, words in enumerate(blocks):
        if not words or len(words) >= LONG:
            continue
        found = occurrences(words, starts, gold)
        if not found:
            continue
        k = bisect_left(anchor_blocks, i)
        low = anchors[k - 1][2] - 1 if k else 0
        high = anchors[k][1] + 1 if k < len(anchors) else len(gold)
        is_between = any(low - SLACK <= p <= high + SLACK for p in found) if anchors else True
        is_line = lines[" ".join(words)] > 0
        if anchors and abs(high - low) > 10 * SLACK and (k == 0 or k == len(anchors)):
            is_between = is_line       # before the first or after the last anchor only whole lines prove anything
        labels[i] = 1.0 if is_between and (is_line or len(words) >= 3) else 0.7 if is_between else 0.4 if is_line else 0.0
    return without_surplus(blocks, labels, gold)


def without_surplus(blocks, labels, gold):
    """Of several copies of one text only as many keep their label as the gold has, the best ones first."""
    copies = defaultdict(list)
    for i, words in enumerate(blocks):
        if labels[i] > 0 and words:
            copies[tuple(words)].append(i)
    text = " " + " ".join(gold) + " "
    for words, where in copies.items():
        if len(where) > 1:
            have = max(1, text.count(" " + " ".join(words) + " "))
            for i in sorted(where, key=lambda i: -labels[i])[have:]:
                labels[i] = 0.0
    return labels


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def segment_labels(texts, wanted, unwanted):
    """Labels and weights where only some segments are known: blocks that hold none of them weigh nothing."""
    wanted, unwanted = [squeeze(s) for s in wanted], [squeeze(s) for s in unwanted]
    labels, weights = np.zeros(len(texts)), np.zeros(len(texts))
    for i, text in enumerate(map(squeeze, texts)):
        holds = lambda segments: any(s in text or (len(text) > 20 and text in s) for s in segments)
        good, bad = holds(wanted), holds(unwanted)
        if good != bad:
            labels[i], weights[i] = float(good), 1.0
    if weights.sum():
        weights /= weights.sum()
    return labels, weights * 0.5
