"""Words that come back: below a head, across a block, over the blocks of one look."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from tasks.articles.cohesion import COHESION, HEAD_STEMS, cohesion
from tasks.articles.evidence import ABSENT

BOATS = "Harbour boats bring herring; herring feeds the harbour and the boats are painted every spring."
BEES = "Beekeepers counted swarms; beehives stood in orchards and swarms found orchards with blossom."


def _rows(
    *texts: str, kept: list[bool] | None = None, looks: list[str] | None = None
) -> list[dict[str, float]]:
    found = cohesion(texts, kept or [True] * len(texts), looks or [str(i) for i in range(len(texts))])
    return [{name: float(column[at]) for name, column in found.items()} for at in range(len(texts))]


def test_the_words_of_an_issue_are_gone_when_they_were_compared() -> None:
    gc.collect()
    gc.disable()
    try:
        _rows(BOATS, BEES)
        left = [one for one in gc.get_objects() if isinstance(one, Counter) and "harbou" in one]
    finally:
        gc.enable()
    assert left == []


def test_every_block_has_every_measure() -> None:
    assert all(set(row) == set(COHESION) for row in _rows("Harbour boats", BOATS, "", "·", BEES))


def test_a_heads_words_come_back_below_and_not_above() -> None:
    _, head, _ = _rows(BOATS, "Beehives in orchards", BEES)
    assert head["said_below"] > 0.9
    assert head["said_above"] == 0.0
    assert head["said_below_more"] == head["said_below"]


def test_words_of_any_ending_meet() -> None:
    assert _rows("Fisheries", "The fisherman painted it.")[0]["said_below"] == pytest.approx(1.0)


def test_scripts_without_blanks_are_compared_by_pairs() -> None:
    head, _ = _rows("港口的船", "港口的船每年春天都要油漆。")
    assert head["said_below"] == pytest.approx(1.0)


def test_cohesion_falls_where_the_subject_changes() -> None:
    rows = _rows(BOATS, BOATS, BEES, BEES)
    assert rows[2]["cohesion"] < 0.1 < rows[1]["cohesion"]
    assert rows[2]["cohesion_drop"] > rows[1]["cohesion_drop"]


def test_noise_has_no_words_and_hides_none() -> None:
    head, noise, _ = _rows("Beehives", "Page 12 of the beehives", BEES, kept=[True, False, True])
    assert noise["cohesion"] == noise["said_below"] == ABSENT
    assert head["said_below"] > 0.9


def test_long_texts_are_no_heads() -> None:
    row = _rows(BOATS, " ".join(f"word{chr(97 + i)}" for i in range(HEAD_STEMS + 1)), BOATS)[1]
    assert row["said_below"] == ABSENT
    assert row["cohesion"] != ABSENT


def test_blocks_of_one_look_share_their_mean() -> None:
    rows = _rows("Boats", BOATS, "Gardens", BEES, looks=["head", "text", "head", "text"])
    mean = (rows[0]["said_below_more"] + rows[2]["said_below_more"]) / 2
    assert rows[0]["look_said_below_more"] == rows[2]["look_said_below_more"] == pytest.approx(mean)
