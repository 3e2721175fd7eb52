"""The network over the lines of a dump in order: its training, and its bytes as blocks/line_network.cpp reads them.

A line's numbers and the mean of its words' vectors; then four convolutions over the lines, three wide, at steps of 1, 2, 4
and 8; between the second and the third what the page is like: mean and greatest of each number over its lines.
"""
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

STEPS = (1, 2, 4, 8)        # blocks/line_network.cpp has the same, and the next four
WIDTH, VECTOR, STRIDE = 64, 8, 16   # STRIDE: outputs that are summed at a time
BUCKETS = 1 << 14
FARTHEST = 3.0              # a number counts at most so many standard deviations
PAGE_AFTER = 2              # convolutions
DROPPED, DROPPED_WORDS = 0.5, 0.5
ROUNDS, LINES_AT_ONCE, RATE, DECAY, MEMORY = 7, 3000, 2e-3, 0.05, 0.98
GAP = sum(STEPS) + 1        # empty lines between two pages of one batch: nothing reaches over them


class Lines:
    """Numbers, buckets of words, labels and weights of all lines."""

    def __init__(self, matrix, bucket_counts, buckets, labels, weights):
        self.matrix, self.labels, self.weights = matrix, labels.astype(np.float32), weights.astype(np.float32)
        self.counts = bucket_counts.astype(np.int64)
        self.begins = np.r_[0, np.cumsum(self.counts)]
        self.buckets = buckets.astype(np.int64) % BUCKETS
        self.mean = matrix.mean(axis=0, dtype=np.float64).astype(np.float32)
        spread = matrix.std(axis=0, dtype=np.float64).astype(np.float32)
        self.scale = np.where(spread > 1e-6, 1 / np.maximum(spread, 1e-6), 0).astype(np.float32)

    def batch(self, pages):
        """What the network reads of `pages`, one below the other; and the numbers of the rows, -1 between pages."""
        gap = np.full(GAP, -1)
        rows = np.concatenate([np.r_[np.arange(p.start, p.stop), gap] for p in pages])
        page = np.concatenate([np.full(p.stop - p.start + GAP, k) for k, p in enumerate(pages)])
        is_line = rows >= 0
        at = np.where(is_line, rows, 0)
        numbers = np.clip((self.matrix[at] - self.mean) * self.scale, -FARTHEST, FARTHEST)
        counts = np.where(is_line, self.counts[at], 0)
        offsets = np.r_[0, np.cumsum(counts)[:-1]]
        places = np.repeat(self.begins[at] - offsets, counts) + np.arange(counts.sum())
        mask = torch.from_numpy(is_line.astype(np.float32))[:, None]
        return (torch.from_numpy(numbers.astype(np.float32)), torch.from_numpy(self.buckets[places]),
                torch.from_numpy(offsets), mask, torch.from_numpy(page), len(pages)), rows


class Network(nn.Module):
    def __init__(self, columns):
        super().__init__()
        self.vectors = nn.EmbeddingBag(BUCKETS, VECTOR, mode="mean")
        nn.init.normal_(self.vectors.weight, 0, 0.1)
        self.enter = nn.Linear(columns + VECTOR, WIDTH)
        self.turns = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=s, dilation=s) for s in STEPS)
        self.of_page = nn.Linear(2 * WIDTH, WIDTH)
        self.leave = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPPED)

    @staticmethod
    def even(x):
        return F.layer_norm(x, (WIDTH,))

    def page_numbers(self, x, mask, page, count):
        lines = torch.zeros(count, 1).index_add_(0, page, mask)
        mean = torch.zeros(count, WIDTH).index_add_(0, page, x * mask) / lines
        most = torch.full((count, WIDTH), -1e9).scatter_reduce(0, page[:, None].expand_as(x), x - (1 - mask) * 1e9, "amax")
        return F.relu(self.of_page(torch.cat([mean, most], 1)))[page]

    def forward(self, numbers, buckets, offsets, mask, page, count):
        words = self.vectors(buckets, offsets)
        if self.training:
            words = words * (torch.rand(len(words), 1) > DROPPED_WORDS)
        x = F.relu(self.enter(torch.cat([numbers, words], 1))) * mask
        for i, turn in enumerate(self.turns):
            if i == PAGE_AFTER:
                x = (x + self.page_numbers(x, mask, page, count)) * mask
            x = (x + self.drop(F.relu(turn((self.even(x) * mask).T[None])[0].T))) * mask
        return self.leave(self.drop(self.even(x)))[:, 0]


def batches(pages):
    """Lists of pages of some LINES_AT_ONCE lines together."""
    found, size = [], 0
    for page in pages:
        found.append(page)
        size += page.stop - page.start + GAP
        if size > LINES_AT_ONCE:
            yield found
            found, size = [], 0
    if found:
        yield found


def loss_of(network, lines, pages):
    inputs, rows = lines.batch(pages)
    rows, is_line = rows[rows >= 0], torch.from_numpy(rows >= 0)
    weights = torch.from_numpy(lines.weights[rows])
    each = F.binary_cross_entropy_with_logits(network(*inputs)[is_line], torch.from_numpy(lines.labels[rows]), reduction="none")
    return (each * weights).sum() / weights.sum()


def train_network(lines, pages, seed=7):
    """`pages`: of each page its slices of the rows, one a style; each round reads one of them, by lot."""
    torch.manual_seed(seed)
    lot = np.random.default_rng(seed)
    network = Network(lines.matrix.shape[1])
    kept = [p for name, p in network.named_parameters() if p.ndim == 1 or name.startswith("vectors")]
    shrunk = [p for name, p in network.named_parameters() if p.ndim > 1 and not name.startswith("vectors")]
    groups = [{"params": shrunk, "weight_decay": DECAY}, {"params": kept, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    steps = int(ROUNDS * 1.02 * sum(p[0].stop - p[0].start + GAP for p in pages) / LINES_AT_ONCE) + ROUNDS
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    averaged = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(MEMORY))
    for _ in range(ROUNDS):
        network.train()
        read = [pages[i][lot.integers(len(pages[i]))] for i in lot.permutation(len(pages))]
        for batch in batches(read):
            loss = loss_of(network, lines, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch + 1 < steps:
                schedule.step()
            averaged.update_parameters(network)
    return averaged.module.eval()


def scores_of(network, lines, pages, out):
    """Sets `out` at the rows of `pages` to the network's log odds."""
    with torch.no_grad():
        for batch in batches(pages):
            inputs, rows = lines.batch(batch)
            out[rows[rows >= 0]] = network(*inputs).numpy()[rows >= 0]


def in_strides(weights):
    return weights.reshape(-1, WIDTH // STRIDE, STRIDE).permute(1, 0, 2)


def network_bytes(network, lines):
    """A section: the worth of a step of the vectors, a step of -127 to 127 for each bucket and place; then, as float32, mean
    and scale of each number, and of each layer the weights (of STRIDE outputs after the other, those of one input side by
    side) and its biases."""
    vectors = network.vectors.weight.detach().numpy()
    step = np.abs(vectors).max() / 127
    layers = [in_strides(network.enter.weight.T), network.enter.bias]
    for turn in network.turns:
        layers += [in_strides(turn.weight.permute(2, 1, 0).reshape(-1, WIDTH)), turn.bias]
    layers += [in_strides(network.of_page.weight.T), network.of_page.bias, network.leave.weight, network.leave.bias]
    floats = [lines.mean, lines.scale, *(layer.detach().contiguous().numpy() for layer in layers)]
    return (struct.pack("<If", lines.matrix.shape[1], step) + np.round(vectors / step).astype(np.int8).tobytes() +
            b"".join(f.astype("<f4").tobytes() for f in floats))
