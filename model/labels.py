"""Words of a text, and labels of blocks where only some segments of the gold are known."""
import re

import numpy as np

WORD = re.compile(r"\w+")


def words_of(text):
    return WORD.findall(text.lower())


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
