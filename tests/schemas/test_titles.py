"""Titles looked up all at once, against comparing them one by one."""

from __future__ import annotations

import random

import pytest

from schemas.wording import Titles, same_title

SLIPS = "Ferry ferries Pier piers opens Opens! the of new New harbour harbor in May 2024 мост Мост №3 港口 –"
WORDS = SLIPS.split()


def some_titles(draw: random.Random) -> list[str]:
    return [" ".join(draw.choices(WORDS, k=draw.randrange(9))) for _ in range(30)]


@pytest.mark.parametrize("seed", range(40))
def test_titles_are_found_as_one_by_one(seed: int) -> None:
    draw = random.Random(seed)
    known = some_titles(draw)
    titles = Titles(known)
    for title in [*some_titles(draw), *known]:
        same = [number for number, other in enumerate(known) if same_title(other, title)]
        behind = draw.randrange(-1, 30)
        assert titles.first(title) == min(same, default=None)
        assert titles.has(title, behind=behind) == any(number > behind for number in same)


def test_nothing_is_found_among_no_titles() -> None:
    assert Titles().first("Ferry opens new pier") is None
    assert not Titles([""]).has("")
