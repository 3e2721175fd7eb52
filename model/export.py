"""Writes trained trees, curves and numbers into the weights file that blocks/forest.cpp reads."""
import struct

import numpy as np


def float_below(value):
    """The largest float32 that is not above `value`: x <= value then means the same for every float32 x."""
    rounded = np.float32(value)
    if float(rounded) > value:
        rounded = np.nextafter(rounded, np.float32(-np.inf))
    return float(rounded)


def tree_bytes(root):
    """Nodes in breadth-first order, children side by side: (feature, left, threshold or value)."""
    nodes, queue = [None], [(0, root)]
    while queue:
        place, node = queue.pop(0)
        if "leaf_value" in node:
            nodes[place] = struct.pack("<HHf", 0, 0, node["leaf_value"])
            continue
        left = len(nodes)
        nodes += [None, None]
        nodes[place] = struct.pack("<HHf", node["split_feature"], left, float_below(node["threshold"]))
        queue += [(left, node["left_child"]), (left + 1, node["right_child"])]
    return struct.pack("<H", len(nodes)) + b"".join(nodes)


def forest_bytes(booster, class_of=0, classes=1):
    """A LightGBM booster (or one class of a multi-class one) as a forest section."""
    trees = [t["tree_structure"] for i, t in enumerate(booster.dump_model()["tree_info"]) if i % classes == class_of]
    return struct.pack("<If", len(trees), 0.0) + b"".join(map(tree_bytes, trees))


def curve_bytes(points):
    return b"".join(struct.pack("<ff", x, y) for x, y in points)


def word_bytes(model):
    """A logistic regression over buckets of words: its intercept, the worth of a step, a step of -127 to 127 a bucket."""
    weights = model.coef_[0]
    step = np.abs(weights).max() / 127
    return struct.pack("<ff", model.intercept_[0], step) + np.round(weights / step).astype(np.int8).tobytes()


def read_sections(path):
    data, sections, at = path.read_bytes(), {}, 4
    while at < len(data):
        size, = struct.unpack_from("<I", data, at)
        name = data[at + 4:at + 4 + size].decode()
        length, = struct.unpack_from("<I", data, at + 4 + size)
        start = at + 8 + size
        sections[name] = data[start:start + length]
        at = start + length
    return sections


def replace_sections(path, sections):
    """Writes the sections over those of the same name; the others stay. Returns the size of the file."""
    prefix = sections[0][0].split("-")[0] + "-"
    kept = {n: c for n, c in (read_sections(path) if path.exists() else {}).items() if not n.startswith(prefix)}
    out = b"CDM1"
    for name, content in sorted({**kept, **dict(sections)}.items()):
        out += struct.pack("<I", len(name)) + name.encode() + struct.pack("<I", len(content)) + content
    path.write_bytes(out)
    return len(out)
