"""Titles looked up all at once, against comparing them one by one."""

from __future__ import annotations

import random

import pytest

from schemas.titles import Titles
from schemas.wording import same_title

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


def test_texts_with_more_of_a_letter_than_is_counted_are_found() -> None:
    titles = Titles(["b" * 3000, "a" * 3000, "a" * 2000, *"cdefghijklmnopqrstuvwxyz"])
    assert titles.first("a" * 2900) == 1
    assert titles.has("a" * 2200, behind=1)
    assert not titles.has("a" * 2900, behind=1)


def test_titles_added_after_a_look_are_found() -> None:
    titles = Titles([f"Pier number {number}" for number in range(20)])
    for number, title in enumerate(f"{word} opens a new {word}" for word in ["ferry", "market", "school"]):
        assert titles.first(title) is None
        titles.add(title)
        assert titles.first(title.upper()) == 20 + number


@pytest.mark.parametrize("seed", range(5))
def test_a_title_with_slips_is_found_among_many(seed: int) -> None:
    draw = random.Random(seed)
    known = ["".join(draw.choices("abcdefghij ", k=draw.randrange(20, 60))) for _ in range(100)]
    titles = Titles(known)
    for number, title in enumerate(known):
        slips = list(title)
        for _ in range(draw.randrange(8)):
            slips[draw.randrange(len(slips))] = draw.choice("abcdefghij ")
        same = [i for i, other in enumerate(known) if same_title(other, "".join(slips))]
        assert titles.first("".join(slips)) == min(same, default=None)
        assert titles.has("".join(slips), behind=number) == any(i > number for i in same)


def test_nothing_is_found_among_no_titles() -> None:
    assert Titles().first("Ferry opens new pier") is None
    assert not Titles([""]).has("")
