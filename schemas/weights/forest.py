"""Boosted trees as data: how likely a thing is, going by a row of measures, and which measures said so.

The trees are written by `python -m benchmarks.teach` and are nothing but numbers: at each node one measure
is compared with one threshold. No library of learning is needed to read them, and the same row gives the
same answer on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.errors import ConfigurationError

FILE = Path(__file__).parent / "reading.json"
EXPORTS_FILE = FILE.with_name("exports.json")
"""What the blocks of text exports are, of which there is no look to go by …"""

LINES_FILE = FILE.with_name("lines.json")
"""… and where they begin."""

FORMAT = 2
"""Of the file; another one is refused, since its numbers would mean something else."""

LEAF = -1
MAX_LEAVES = 16
"""Of one tree: its leaves are the bits of a number, and there is a table over all such numbers."""

ALL_LEAVES = np.uint16((1 << MAX_LEAVES) - 1)

ROWS_AT_A_TIME = 64
"""What is compared for so many rows stays in a processor's cache, and in memory for any number of them."""

Tree = Mapping[str, Sequence[float]]
"""Lists over the nodes of a tree, children behind parents: `measure` is the column that a node compares
(`LEAF` at the end of a branch), a row goes `left` where its value is at most `threshold`, else `right`;
`value` is what speaks for it (log-odds) at the node, and at a leaf the tree's answer."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over rows of measures: what they answer, and by which steps."""

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
        return self._paths.shares(self._sets.leaves(row), len(row))


@dataclass(frozen=True, slots=True)
class _LeafSets:
    """Trees whose nodes are all compared at once, instead of level by level.

    The leaves of a tree are numbered from the left and are the bits of a number. A node that sends a row to
    the right rules out the leaves on its left; a row ends in the first leaf that no node rules out
    (QuickScorer: Lucchese and others, SIGIR 2015).

    Trees share most of what they compare, so that each comparison is made once for all of them.

    Attributes:
        measure, threshold: each comparison that is made, shape (comparisons).
        compares: which of them each node makes, shape (nodes, trees).
        on_left: the leaves on the left of each node, none where a smaller tree lacks nodes; the same shape.
        value: the answer of each leaf, trees one after the other.
        first: place in `value` of each tree's first leaf, shape (trees, 1).
        first_left: the first leaf that each set of ruled out leaves leaves, shape (2 ** leaves).
    """

    measure: NDArray[np.intp]
    threshold: NDArray[np.float64]
    compares: NDArray[np.intp]
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
        compares, on_left = np.zeros(shape, np.intp), np.zeros(shape, np.uint16)
        made: dict[tuple[float, float], int] = {}
        for at, tree in enumerate(trees):
            bits = {leaf: 1 << number for number, leaf in enumerate(leaves[at])}
            inner = (node for node, column in enumerate(tree["measure"]) if column != LEAF)
            for place, node in enumerate(inner):
                compared = tree["measure"][node], tree["threshold"][node]
                compares[place, at] = made.setdefault(compared, len(made))
                on_left[place, at] = sum(bits[leaf] for leaf in _leaves(tree, int(tree["left"][node])))
        measure, threshold = np.array(list(made), np.float64).reshape(-1, 2).T
        return cls(
            measure.astype(np.intp),
            threshold,
            compares,
            on_left,
            np.array([tree["value"][leaf] for tree, own in zip(trees, leaves, strict=True) for leaf in own]),
            np.cumsum([0, *map(len, leaves[:-1])])[:, None],
            np.array([(~ruled_out & (ruled_out + 1)).bit_length() - 1 for ruled_out in range(1 << most)]),
        )

    def answers(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each tree says of each row (log-odds), shape (trees, rows)."""
        goes_right = rows.T.take(self.measure, axis=0) > self.threshold[:, None]
        # All bits where a row goes to the right.
        rules_out = np.where(goes_right, ALL_LEAVES, np.uint16(0))
        ruled_out = np.zeros((len(self.first), len(rows)), np.uint16)
        for compares, on_left in zip(self.compares, self.on_left, strict=True):
            ruled_out |= rules_out.take(compares, axis=0) & on_left[:, None]
        return self.value.take(self.first + self.first_left.take(ruled_out))

    def leaves(self, row: NDArray[np.float64]) -> NDArray[np.intp]:
        """The leaf in which one row ends in each tree, counted over all trees; shape (trees)."""
        goes_right = row.take(self.measure) > self.threshold
        ruled_out = np.bitwise_or.reduce(goes_right.take(self.compares) * self.on_left, axis=0)
        return self.first[:, 0] + self.first_left.take(ruled_out)


@dataclass(frozen=True, slots=True)
class _Paths:
    """The way to each leaf, trees one after the other, leaves from left to right; shape (leaves, steps).

    Attributes:
        measure: what is compared at each step.
        step: how much more, or less, speaks for it behind the step; 0 where a way is shorter.
    """

    measure: NDArray[np.intp]
    step: NDArray[np.float64]

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> _Paths:
        paths = [path for tree in trees for path in _ways(tree)]
        shape = len(paths), max(map(len, paths))
        measure, step = np.zeros(shape, np.intp), np.zeros(shape)
        for leaf, path in enumerate(paths):
            for place, (column, value) in enumerate(path):
                measure[leaf, place], step[leaf, place] = column, value
        return cls(measure, step)

    def shares(self, leaves: NDArray[np.intp], count: int) -> NDArray[np.float64]:
        """What the steps to these leaves add up to, by the measure compared; shape (count)."""
        measures, steps = self.measure[leaves].ravel(), self.step[leaves].ravel()
        return np.bincount(measures, steps, minlength=count).astype(np.float64, copy=False)


def _ways(tree: Tree, node: int = 0) -> Iterator[list[tuple[int, float]]]:
    """The steps below a node to each of its leaves, from left to right."""
    column = int(tree["measure"][node])
    if column == LEAF:
        yield []
        return
    for side in ("left", "right"):
        child = int(tree[side][node])
        step = column, tree["value"][child] - tree["value"][node]
        yield from ([step, *way] for way in _ways(tree, child))


def _leaves(tree: Tree, node: int = 0) -> list[int]:
    """The leaves below a node, from left to right."""
    if tree["measure"][node] == LEAF:
        return [node]
    return _leaves(tree, int(tree["left"][node])) + _leaves(tree, int(tree["right"][node]))


def forests(measures: Mapping[str, Sequence[str]], path: Path = FILE) -> Mapping[str, Forest]:
    """The learnt forests by name.

    Args:
        measures: names of the measures that rows of each forest have, by the forest's name.
        path: where the weights lie.

    Raises:
        ConfigurationError: the file is missing, damaged, or was learnt over other measures.
    """
    learnt = _load(path)
    if {name: tuple(over) for name, over in measures.items()} != {
        name: over for name, (over, _) in learnt.items()
    }:
        raise _of_another_version(path)
    return {name: forest for name, (_, forest) in learnt.items()}


@cache
def _load(path: Path) -> Mapping[str, tuple[tuple[str, ...], Forest]]:
    """Each forest of a file with its measures."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise _of_another_version(path)
        return {
            name: (tuple(content["measures"][found["over"]]), Forest.of(found["trees"]))
            for name, found in content["forests"].items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"the learnt weights {path.name} cannot be read ({type(error).__name__}); install bulletins anew"
        ) from error


def _of_another_version(path: Path) -> ConfigurationError:
    return ConfigurationError(
        f"the learnt weights {path.name} are of another version of bulletins; install it anew, or "
        "learn them again with python -m benchmarks.teach"
    )
