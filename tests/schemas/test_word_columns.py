"""Pins that words kept as columns are the words they were made of, and that parts of them stay columns."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from dataclasses import replace

import pytest

from schemas.document import Line, Respelling, Word
from schemas.geometry import BBox, Span
from schemas.reasons import EditCode
from schemas.word_columns import (
    SMALL_CODES,
    Coded,
    WordSlice,
    respelt_of,
    runs_of,
    sides_of,
    style_at,
    styles_of,
    tags_of,
)
from tests.reading import BOLD, PLAIN, word_columns

RESPELT = (Respelling(0, 1, "\ufffd", EditCode.FONT),)
WORDS: tuple[Word, ...] = (
    Word(Span(7, 10), BBox(72.1, 80.0, 90.3, 90.0), BOLD, "P"),
    Word(Span(11, 16), BBox(92.0, 80.0, 120.7, 90.0), PLAIN, "P"),
    Word(Span(17, 19), BBox(122.0, 80.0, 130.0, 90.1), PLAIN, None, RESPELT),
    Word(Span(20, 24), BBox(72.0, 92.0, 95.0, 102.0), PLAIN, "H1"),
)


def parts(*counts: int) -> list[WordSlice]:
    return word_columns(WORDS).parts(counts)


def test_they_come_back_as_they_were() -> None:
    first, second = parts(3, 1)
    assert tuple(first) == WORDS[:3]
    assert tuple(second) == WORDS[3:]
    assert [first[0], first[-1], second[0]] == [WORDS[0], WORDS[2], WORDS[3]]
    assert (len(first), len(second)) == (3, 1)


@pytest.mark.parametrize("at", [3, -4])
def test_beside_them_there_is_none(at: int) -> None:
    with pytest.raises(IndexError):
        parts(3, 1)[0][at]


@pytest.mark.parametrize("piece", [slice(1, None), slice(0, 2), slice(-1, None), slice(2, 1), slice(9, 12)])
def test_a_part_of_them_keeps_no_objects(piece: slice) -> None:
    cut = parts(3, 1)[0][piece]
    assert isinstance(cut, WordSlice)
    assert tuple(cut) == WORDS[:3][piece]
    assert len(cut) == len(WORDS[:3][piece])


def test_a_line_of_them_equals_one_of_objects() -> None:
    kept, other = parts(3, 1)
    line = Line(1, Span(7, 19), WORDS[:3])
    packed = replace(line, words=kept)
    assert packed == line
    assert line == packed
    assert hash(packed) == hash(line)
    assert replace(line, words=other) != line
    assert pickle.loads(pickle.dumps(packed)) == line


@pytest.mark.parametrize("of", [slice(0, 4), slice(0, 1), slice(2, 4), slice(2, 2)])
def test_what_is_asked_of_columns_is_answered_as_of_objects(of: slice) -> None:
    columns, objects = parts(4)[0][of], WORDS[of]
    assert runs_of(columns) == runs_of(objects)
    assert respelt_of(columns) == respelt_of(objects)
    assert list(tags_of(columns)) == tags_of(objects)
    assert list(styles_of(columns)) == styles_of(objects)
    assert sides_of(columns) == sides_of(objects)


@pytest.mark.parametrize("at", [0, 1, -1])
def test_the_look_of_one_word_is_that_of_its_place(at: int) -> None:
    columns = parts(4)[0][1:3]
    assert style_at(columns, at) == style_at(WORDS[1:3], at) == WORDS[1:3][at].style


def test_values_are_coded_however_many_there_are() -> None:
    values = [*range(SMALL_CODES + 1), 3]
    assert Coded.of(values).part(0, len(values)) == tuple(values)
    assert Coded.of(["P", None, "P"]).part(1, 3) == (None, "P")


def test_runs_are_letters_in_a_row_of_one_style() -> None:
    assert runs_of(WORDS) == [(BOLD, 3), (PLAIN, 11)]
    assert runs_of([replace(word, style=None) for word in WORDS]) == []


def memory_taken() -> int:
    """Bytes that objects in use take: a full collection empties the lists of objects kept for use again."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_columns_take_a_quarter_of_the_objects() -> None:
    places = [(n, 6.1 * (n % 10), 12.2 * (n // 10)) for n in range(2000)]  # ten words a line
    tracemalloc.start()
    before = memory_taken()
    words = [Word(Span(6 * n, 6 * n + 5), BBox(x, y, x + 5.3, y + 9.4), PLAIN) for n, x, y in places]
    of_objects = memory_taken()
    columns = word_columns(words)
    of_both = memory_taken()
    tracemalloc.stop()
    assert 4 * (of_both - of_objects) < of_objects - before
    assert tuple(columns.parts([len(words)])[0]) == tuple(words)
