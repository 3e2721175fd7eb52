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
