"""Trees as data: what they answer, what spoke for it, and files that are not what they should be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from schemas.errors import ConfigurationError
from schemas.weights.forest import FORMAT, LEAF, MAX_LEAVES, ROWS_AT_A_TIME, Forest, forests
from tasks.articles.voices import FORESTS

STUMP: dict[str, list[float]] = {
    "measure": [0, LEAF, LEAF],
    "threshold": [1.5, 0, 0],
    "left": [1, LEAF, LEAF],
    "right": [2, LEAF, LEAF],
    "value": [0.1, -1.0, 2.0],
}
KEPT = {"over": "block", "trees": [STUMP]}
TALLER: dict[str, list[float]] = {
    "measure": [1, 0, LEAF, LEAF, LEAF],
    "threshold": [0.5, 3.0, 0, 0, 0],
    "left": [1, 3, LEAF, LEAF, LEAF],
    "right": [2, 4, LEAF, LEAF, LEAF],
    "value": [0.0, 0.2, -0.5, 0.3, 0.7],
}


@pytest.mark.parametrize(
    ("row", "total"),
    [((1.5, 0.0), -1.0 + 0.3), ((1.6, 0.0), 2.0 + 0.3), ((4.0, 0.5), 2.0 + 0.7), ((0.0, 1.0), -1.0 - 0.5)],
    ids=["at a threshold", "over it", "deeper", "the other branch"],
)
def test_each_tree_has_its_say(row: tuple[float, float], total: float) -> None:
    forest = Forest.of([STUMP, TALLER])
    (likelihood,) = forest.likelihood(np.array([row]))
    assert likelihood == pytest.approx(1 / (1 + np.exp(-total)))


def test_a_row_is_answered_alike_alone_and_among_others() -> None:
    forest = Forest.of([STUMP, TALLER])
    rows = np.random.default_rng(7).uniform(0, 5, (2 * ROWS_AT_A_TIME + 1, 2))
    together = forest.likelihood(rows)
    assert [forest.likelihood(row[None])[0] for row in rows] == list(together)


def test_no_rows_have_no_answers() -> None:
    assert Forest.of([STUMP]).likelihood(np.zeros((0, 2))).shape == (0,)


def _grown(random: np.random.Generator, leaves: int) -> dict[str, list[float]]:
    """A tree of that many leaves, at each step one of them parted in two."""
    tree: dict[str, list[float]] = {"measure": [LEAF], "threshold": [0], "left": [LEAF], "right": [LEAF]}
    for _ in range(leaves - 1):
        ends = [node for node, column in enumerate(tree["measure"]) if column == LEAF]
        node, size = random.choice(ends), len(tree["measure"])
        tree["measure"][node], tree["threshold"][node] = int(random.integers(3)), float(random.integers(5))
        tree["left"][node], tree["right"][node] = size, size + 1
        for name, fill in (("measure", LEAF), ("threshold", 0), ("left", LEAF), ("right", LEAF)):
            tree[name] += [fill, fill]
    return {**tree, "value": list(random.normal(size=len(tree["measure"])))}


def _walk(tree: dict[str, list[float]], row: np.ndarray, shares: np.ndarray) -> float:
    """The tree's answer by its plain definition; adds to `shares` what each measure spoke."""
    node = 0
    while (column := int(tree["measure"][node])) != LEAF:
        side = "left" if row[column] <= tree["threshold"][node] else "right"
        child = int(tree[side][node])
        shares[column] += tree["value"][child] - tree["value"][node]
        node = child
    return tree["value"][node]


def test_trees_of_any_form_are_walked_to_the_right_leaf() -> None:
    random = np.random.default_rng(11)
    trees = [_grown(random, leaves) for leaves in range(1, MAX_LEAVES + 1)]
    forest = Forest.of(trees)
    for row in random.integers(0, 5, (100, 3)).astype(float):
        shares = np.zeros(3)
        total = sum(_walk(tree, row, shares) for tree in trees)
        assert forest.likelihood(row[None])[0] == pytest.approx(1 / (1 + np.exp(-total)))
        assert forest.shares(row) == pytest.approx(shares)


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    with pytest.raises(ValueError, match="17 leaves"):
        Forest.of([_grown(np.random.default_rng(1), MAX_LEAVES + 1)])


def test_shares_say_which_measure_spoke_how_loud() -> None:
    shares = Forest.of([STUMP, TALLER]).shares(np.array([4.0, 0.5]))
    assert shares == pytest.approx([(2.0 - 0.1) + (0.7 - 0.2), 0.2 - 0.0])


def test_the_committed_weights_are_over_todays_measures() -> None:
    assert set(forests(FORESTS)) == set(FORESTS)


@pytest.mark.parametrize(
    "content",
    [
        {"format": FORMAT + 1, "measures": {"block": ["a", "b"]}, "forests": {"head": KEPT}},
        {"format": FORMAT, "measures": {"block": ["b", "a"]}, "forests": {"head": KEPT}},
        {"format": FORMAT, "measures": {"block": ["a", "b"]}, "forests": {"noise": KEPT}},
    ],
    ids=["another form", "other measures", "another question"],
)
def test_weights_of_another_version_are_refused(content: object, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_text(json.dumps(content))
    with pytest.raises(ConfigurationError, match=r"reading\.json are of another version"):
        forests({"head": ("a", "b")}, path)


@pytest.mark.parametrize(
    "content", [None, "{", f'{{"format": {FORMAT}}}'], ids=["missing", "cut off", "empty"]
)
def test_weights_that_cannot_be_read_are_told(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigurationError, match=r"reading\.json cannot be read"):
        forests({"head": ("a",)}, path)
