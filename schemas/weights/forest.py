"""Boosted trees as data: how likely a thing is, going by a row of measures, and which measures said so.

The trees are written by `python -m benchmarks.teach` and are nothing but numbers: at each node one measure
is compared with one threshold. No library of learning is needed to read them, and the same row gives the
same answer on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.errors import ConfigurationError

FILE = Path(__file__).parent / "reading.json"
FORMAT = 1
"""Of the file; another one is refused, since its numbers would mean something else."""

LEAF = -1


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over rows of measures, as arrays of shape (trees, nodes); children are node numbers of a tree.

    Attributes:
        measure: column that a node compares, `LEAF` at the end of a branch.
        threshold: a row goes left where its value is at most this.
        value: what speaks for it (log-odds) at the node; at a leaf, the tree's answer.
        depth: steps from a root to the furthest leaf.
    """

    measure: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Mapping[str, Sequence[float]]]) -> Forest:
        """A forest of trees; each lists its nodes' `measure`, `threshold`, `left`, `right` and `value`."""
        most = max(len(tree["measure"]) for tree in trees)

        def table(name: str, fill: float) -> NDArray[Any]:
            return np.array([[*tree[name], *[fill] * (most - len(tree[name]))] for tree in trees])

        measure, left, right = (table(name, LEAF).astype(np.int64) for name in ("measure", "left", "right"))
        depth = max(_depth(tree) for tree in trees)
        return cls(measure, table("threshold", 0.0), left, right, table("value", 0.0), depth)

    def likelihood(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely it is of each row, 0..1."""
        leaves = self._leaves(rows)
        total = np.take_along_axis(self.value, leaves, axis=1).sum(axis=0)
        share: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-total))
        return share

    def shares(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much each measure of one row spoke for it (log-odds), or against it where below 0."""
        spoken = np.zeros(len(row))
        tree = np.arange(len(self.measure))
        node = np.zeros(len(tree), dtype=np.int64)
        for _ in range(self.depth):
            column = self.measure[tree, node]
            inner = column != LEAF
            goes_left = row[np.where(inner, column, 0)] <= self.threshold[tree, node]
            child = np.where(goes_left, self.left[tree, node], self.right[tree, node])
            following = np.where(inner, child, node)
            step = self.value[tree, following] - self.value[tree, node]
            np.add.at(spoken, column[inner], step[inner])
            node = following
        return spoken

    def _leaves(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        """The leaf of each tree (rows) that each row of measures (columns) ends in."""
        tree = np.arange(len(self.measure))[:, None]
        node = np.zeros((len(self.measure), len(rows)), dtype=np.int64)
        row = np.arange(len(rows))[None, :]
        for _ in range(self.depth):
            column = self.measure[tree, node]
            inner = column != LEAF
            goes_left = rows[row, np.where(inner, column, 0)] <= self.threshold[tree, node]
            child = np.where(goes_left, self.left[tree, node], self.right[tree, node])
            node = np.where(inner, child, node)
        return node


def _depth(tree: Mapping[str, Sequence[float]]) -> int:
    """Steps to the furthest leaf; children stand behind their parents."""
    steps = [0] * len(tree["measure"])
    for node, column in enumerate(tree["measure"]):
        if column != LEAF:
            for child in (tree["left"][node], tree["right"][node]):
                steps[int(child)] = steps[node] + 1
    return max(steps)


@cache
def forests(measures: tuple[str, ...], path: Path = FILE) -> Mapping[str, Forest]:
    """The learnt forests by name, over rows of these measures.

    Raises:
        ConfigurationError: the file is missing, damaged, or was learnt over other measures.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or tuple(content["measures"]) != measures:
            raise ConfigurationError(
                f"the learnt weights {path.name} are of another version of bulletins; install it anew, or "
                "learn them again with python -m benchmarks.teach"
            )
        return {name: Forest.of(trees) for name, trees in content["forests"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"the learnt weights {path.name} cannot be read ({type(error).__name__}); install bulletins anew"
        ) from error
