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
MAX_LEAVES = 16
"""Of one tree: its leaves are the bits of a number, and there is a table over all such numbers."""

ROWS_AT_A_TIME = 64
"""What is compared for so many rows stays in a processor's cache, and in memory for any number of them."""

Tree = Mapping[str, Sequence[float]]
"""Lists over the nodes of a tree, children behind parents: `measure` is the column that a node compares
(`LEAF` at the end of a branch), a row goes `left` where its value is at most `threshold`, else `right`;
`value` is what speaks for it (log-odds) at the node, and at a leaf the tree's answer."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over rows of measures, in two forms: one answers for many rows, one says why for one row."""

    _sets: _LeafSets
    _paths: _Paths

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> Forest:
        """A forest of trees.

        Raises:
            ValueError: a tree has more than `MAX_LEAVES` leaves.
        """
        return cls(_LeafSets.of(trees), _Paths.of(trees))

    def likelihood(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely it is of each row, 0..1."""
        # Parts of about one length: NumPy adds up a single row in another order, with another last digit.
        parts = np.array_split(rows, max(1, -(-len(rows) // ROWS_AT_A_TIME)))
        total = np.concatenate([self._sets.answers(part).sum(axis=0) for part in parts])
        share: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-total))
        return share

    def shares(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much each measure of one row spoke for it (log-odds), or against it where below 0."""
        return self._paths.shares(row)


@dataclass(frozen=True, slots=True)
class _LeafSets:
    """Trees whose nodes are all compared at once, instead of level by level.

    The leaves of a tree are numbered from the left and are the bits of a number. A node that sends a row to
    the right rules out the leaves on its left; a row ends in the first leaf that no node rules out
    (QuickScorer: Lucchese and others, SIGIR 2015).

    Attributes:
        measure, threshold: what each node compares, shape (nodes, trees).
        on_left: the leaves on the left of each node, none where a smaller tree lacks nodes; the same shape.
        value: the answer of each leaf, trees one after the other.
        first: place in `value` of each tree's first leaf, shape (trees, 1).
        first_left: the first leaf that each set of ruled out leaves leaves, shape (2 ** leaves).
    """

    measure: NDArray[np.intp]
    threshold: NDArray[np.float64]
    on_left: NDArray[np.uint16]
    value: NDArray[np.float64]
    first: NDArray[np.intp]
    first_left: NDArray[np.intp]

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> _LeafSets:
        leaves = [_leaves(tree) for tree in trees]
        most = max(map(len, leaves))
        if most > MAX_LEAVES:
            raise ValueError(f"a tree of {most} leaves; {MAX_LEAVES} are the most")
        shape = most - 1, len(trees)
        measure, threshold = np.zeros(shape, np.intp), np.zeros(shape)
        on_left = np.zeros(shape, np.uint16)
        for at, tree in enumerate(trees):
            bits = {leaf: 1 << number for number, leaf in enumerate(leaves[at])}
            inner = (node for node, column in enumerate(tree["measure"]) if column != LEAF)
            for place, node in enumerate(inner):
                measure[place, at] = tree["measure"][node]
                threshold[place, at] = tree["threshold"][node]
                on_left[place, at] = sum(bits[leaf] for leaf in _leaves(tree, int(tree["left"][node])))
        return cls(
            measure,
            threshold,
            on_left,
            np.array([tree["value"][leaf] for tree, own in zip(trees, leaves, strict=True) for leaf in own]),
            np.cumsum([0, *map(len, leaves[:-1])])[:, None],
            np.array([(~ruled_out & (ruled_out + 1)).bit_length() - 1 for ruled_out in range(1 << most)]),
        )

    def answers(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each tree says of each row (log-odds), shape (trees, rows)."""
        columns = np.ascontiguousarray(rows.T)
        ruled_out = np.zeros((len(self.first), len(rows)), np.uint16)
        for measure, threshold, on_left in zip(self.measure, self.threshold, self.on_left, strict=True):
            goes_right = columns.take(measure, axis=0) > threshold[:, None]
            ruled_out |= goes_right * on_left[:, None]
        return self.value.take(self.first + self.first_left.take(ruled_out))


@dataclass(frozen=True, slots=True)
class _Paths:
    """The nodes of all trees one after the other, to be walked level by level; leaves lead to themselves.

    Attributes:
        roots: first node of each tree.
        measure, threshold, left, right, value: as in `Tree`, by node; children are places in these arrays.
        depth: steps from a root to the furthest leaf.
    """

    roots: NDArray[np.int32]
    measure: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> _Paths:
        sizes = [len(tree["measure"]) for tree in trees]
        roots = np.cumsum([0, *sizes[:-1]], dtype=np.int32)

        def nodes(name: str) -> NDArray[Any]:
            return np.concatenate([tree[name] for tree in trees])

        measure, own = nodes("measure").astype(np.int32), np.arange(sum(sizes), dtype=np.int32)
        is_leaf, root = measure == LEAF, np.repeat(roots, sizes)
        left, right = (
            np.where(is_leaf, own, root + nodes(side).astype(np.int32)) for side in ("left", "right")
        )
        # A leaf compares the first measure with whatever it likes: both its branches lead to itself.
        measure = np.where(is_leaf, 0, measure)
        depth = max(map(_depth, trees))
        return cls(roots, measure, nodes("threshold"), left, right, nodes("value"), depth)

    def shares(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the steps of all paths add up to, by the measure that was compared before each."""
        spoken = np.zeros(len(row))
        node = self.roots
        for _ in range(self.depth):
            column = self.measure.take(node)
            goes_left = row.take(column) <= self.threshold.take(node)
            child = np.where(goes_left, self.left.take(node), self.right.take(node))
            step = self.value.take(child) - self.value.take(node)
            spoken += np.bincount(column, step, minlength=len(row))
            node = child
        return spoken


def _leaves(tree: Tree, node: int = 0) -> list[int]:
    """The leaves below a node, from left to right."""
    if tree["measure"][node] == LEAF:
        return [node]
    return _leaves(tree, int(tree["left"][node])) + _leaves(tree, int(tree["right"][node]))


def _depth(tree: Tree) -> int:
    """Steps to the furthest leaf."""
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
