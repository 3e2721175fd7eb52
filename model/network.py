"""The network over the blocks of a page in order: its training, and its bytes as blocks/network.cpp reads them.

A block's numbers and, where words are read, the mean of their vectors; then four turns to the neighbours, at steps of 1, 2, 4 and 8: each number
of three blocks is weighted by itself, then all numbers together; between the second and the third what the page is like: mean
and greatest of each number over its blocks.
"""
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

STEPS = (1, 2, 4, 8)        # blocks/network.cpp has the same, and the next four
VECTOR = 8                  # numbers of a word
BUCKETS = 1 << 14
FARTHEST = 3.0              # a number counts at most so many standard deviations
PAGE_AFTER = 2              # turns
DROPPED_WORDS = 0.5
BLOCKS_AT_ONCE, RATE, DECAY, MEMORY = 3000, 2e-3, 0.05, 0.98
GAP = sum(STEPS) + 1        # empty blocks between two pages of one batch: nothing reaches over them


class Rows:
    """Numbers, labels and weights of all blocks; `words`: (how many buckets each has, the buckets), or None."""

    def __init__(self, matrix, labels, weights, words=None):
        self.matrix, self.labels, self.weights = matrix, labels.astype(np.float32), weights.astype(np.float32)
        self.has_words = words is not None
        self.counts, buckets = (part.astype(np.int64) for part in words or (np.zeros(len(matrix)), np.zeros(0)))
        self.begins, self.buckets = np.r_[0, np.cumsum(self.counts)], buckets % BUCKETS
        self.mean = matrix.mean(axis=0, dtype=np.float64).astype(np.float32)
        spread = matrix.std(axis=0, dtype=np.float64).astype(np.float32)
        self.scale = np.where(spread > 1e-6, 1 / np.maximum(spread, 1e-6), 0).astype(np.float32)

    def batch(self, pages):
        """What the network reads of `pages`, one below the other; and the numbers of the rows, -1 between pages."""
        gap = np.full(GAP, -1)
        rows = np.concatenate([np.r_[np.arange(p.start, p.stop), gap] for p in pages])
        page = np.concatenate([np.full(p.stop - p.start + GAP, k) for k, p in enumerate(pages)])
        is_block = rows >= 0
        at = np.where(is_block, rows, 0)
        numbers = np.clip((self.matrix[at] - self.mean) * self.scale, -FARTHEST, FARTHEST)
        counts = np.where(is_block, self.counts[at], 0)
        offsets = np.r_[0, np.cumsum(counts)[:-1]]
        places = np.repeat(self.begins[at] - offsets, counts) + np.arange(counts.sum())
        mask = torch.from_numpy(is_block.astype(np.float32))[:, None]
        return (torch.from_numpy(numbers.astype(np.float32)), torch.from_numpy(self.buckets[places]),
                torch.from_numpy(offsets), mask, torch.from_numpy(page), len(pages)), rows


class Network(nn.Module):
    """`width`: numbers of a block inside, a multiple of 16; `dropped`: the share of them left out in training."""

    def __init__(self, columns, width, dropped, reads_words):
        super().__init__()
        self.width = width
        self.vectors = nn.EmbeddingBag(BUCKETS, VECTOR, mode="mean") if reads_words else None
        if reads_words:
            nn.init.normal_(self.vectors.weight, 0, 0.1)
        self.enter = nn.Linear(columns + (VECTOR if reads_words else 0), width)
        self.three = nn.ModuleList(nn.Conv1d(width, width, 3, padding=s, dilation=s, groups=width, bias=False) for s in STEPS)
        self.turns = nn.ModuleList(nn.Linear(width, width) for _ in STEPS)
        self.of_page = nn.Linear(2 * width, width)
        self.leave = nn.Linear(width, 1)
        self.drop = nn.Dropout(dropped)

    def even(self, x):
        return F.layer_norm(x, (self.width,))

    def page_numbers(self, x, mask, page, count):
        blocks = torch.zeros(count, 1).index_add_(0, page, mask)
        mean = torch.zeros(count, self.width).index_add_(0, page, x * mask) / blocks
        most = torch.full((count, self.width), -1e9).scatter_reduce(0, page[:, None].expand_as(x), x - (1 - mask) * 1e9, "amax")
        return F.relu(self.of_page(torch.cat([mean, most], 1)))[page]

    def forward(self, numbers, buckets, offsets, mask, page, count):
        if self.vectors is not None:
            words = self.vectors(buckets, offsets)
            if self.training:
                words = words * (torch.rand(len(words), 1) > DROPPED_WORDS)
            numbers = torch.cat([numbers, words], 1)
        x = F.relu(self.enter(numbers)) * mask
        for i, (three, turn) in enumerate(zip(self.three, self.turns)):
            if i == PAGE_AFTER:
                x = (x + self.page_numbers(x, mask, page, count)) * mask
            around = three((self.even(x) * mask).T[None])[0].T
            x = (x + self.drop(F.relu(turn(around)))) * mask
        return self.leave(self.drop(self.even(x)))[:, 0]


def batches(pages):
    """Lists of pages of some BLOCKS_AT_ONCE blocks together."""
    found, size = [], 0
    for page in pages:
        found.append(page)
        size += page.stop - page.start + GAP
        if size > BLOCKS_AT_ONCE:
            yield found
            found, size = [], 0
    if found:
        yield found


def loss_of(network, rows, pages):
    inputs, at = rows.batch(pages)
    at, is_block = at[at >= 0], torch.from_numpy(at >= 0)
    weights = torch.from_numpy(rows.weights[at])
    each = F.binary_cross_entropy_with_logits(network(*inputs)[is_block], torch.from_numpy(rows.labels[at]), reduction="none")
    return (each * weights).sum() / weights.sum()


def train_network(rows, pages, width, dropped, rounds, seed=7):
    """`pages`: of each page its slices of the rows, one a style; each round reads one of them, by lot."""
    torch.manual_seed(seed)
    lot = np.random.default_rng(seed)
    network = Network(rows.matrix.shape[1], width, dropped, rows.has_words)
    kept = [p for name, p in network.named_parameters() if p.ndim == 1 or name.startswith("vectors")]
    shrunk = [p for name, p in network.named_parameters() if p.ndim > 1 and not name.startswith("vectors")]
    groups = [{"params": shrunk, "weight_decay": DECAY}, {"params": kept, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    steps = int(rounds * 1.02 * sum(p[0].stop - p[0].start + GAP for p in pages) / BLOCKS_AT_ONCE) + rounds
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    averaged = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(MEMORY))
    for _ in range(rounds):
        network.train()
        read = [pages[i][lot.integers(len(pages[i]))] for i in lot.permutation(len(pages))]
        for batch in batches(read):
            loss = loss_of(network, rows, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch + 1 < steps:
                schedule.step()
            averaged.update_parameters(network)
    return averaged.module.eval()


def scores_of(network, rows, pages, out):
    """Sets `out` at the rows of `pages` to the network's log odds."""
    with torch.no_grad():
        for batch in batches(pages):
            inputs, at = rows.batch(batch)
            out[at[at >= 0]] = network(*inputs).numpy()[at >= 0]


def network_bytes(network, rows):
    """A section: how many columns, how wide, how many buckets of words, the worth of a step of their vectors; a step of -127 to
    127 for each bucket and place; then, as float32, mean and scale of each column, the layer that reads them, of each turn its
    three weights a number and its layer, the page's layer, the last one. Of a layer the weights of one input after the
    other's, then the biases."""
    step, vectors = 0.0, b""
    if network.vectors is not None:
        weights = network.vectors.weight.detach().numpy()
        step = np.abs(weights).max() / 127
        vectors = np.round(weights / step).astype(np.int8).tobytes()
    parts = [network.enter.weight.T, network.enter.bias]
    for three, turn in zip(network.three, network.turns):
        parts += [three.weight[:, 0].T, turn.weight.T, turn.bias]
    parts += [network.of_page.weight.T, network.of_page.bias, network.leave.weight, network.leave.bias]
    floats = [rows.mean, rows.scale, *(part.detach().contiguous().numpy() for part in parts)]
    return (struct.pack("<IIIf", rows.matrix.shape[1], network.width, len(vectors) // VECTOR, step) + vectors +
            b"".join(f.astype("<f4").tobytes() for f in floats))
