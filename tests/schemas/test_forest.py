"""Trees as data: what they answer, what spoke for it, and files that are not what they should be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from schemas.errors import ConfigurationError
from schemas.weights.forest import FORMAT, LEAF, Forest, forests
from tasks.articles.measures import MEASURES

STUMP: dict[str, list[float]] = {
    "measure": [0, LEAF, LEAF],
    "threshold": [1.5, 0, 0],
    "left": [1, LEAF, LEAF],
    "right": [2, LEAF, LEAF],
    "value": [0.1, -1.0, 2.0],
}
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
    rows = np.random.default_rng(7).uniform(0, 5, (40, 2))
    together = forest.likelihood(rows)
    assert [forest.likelihood(row[None])[0] for row in rows] == list(together)


def test_shares_say_which_measure_spoke_how_loud() -> None:
    shares = Forest.of([STUMP, TALLER]).shares(np.array([4.0, 0.5]))
    assert shares == pytest.approx([(2.0 - 0.1) + (0.7 - 0.2), 0.2 - 0.0])


def test_the_committed_weights_are_over_todays_measures() -> None:
    assert set(forests(tuple(MEASURES))) == {"head", "noise"}


@pytest.mark.parametrize(
    "content",
    [
        {"format": FORMAT + 1, "measures": ["a", "b"], "forests": {}},
        {"format": FORMAT, "measures": ["b", "a"], "forests": {}},
    ],
    ids=["another form", "other measures"],
)
def test_weights_of_another_version_are_refused(content: object, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_text(json.dumps(content))
    with pytest.raises(ConfigurationError, match=r"reading\.json are of another version"):
        forests(("a", "b"), path)


@pytest.mark.parametrize("content", [None, "{", '{"format": 1}'], ids=["missing", "cut off", "empty"])
def test_weights_that_cannot_be_read_are_told(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigurationError, match=r"reading\.json cannot be read"):
        forests(("a",), path)
