"""The order in which a file draws its lines does not change the order in which they are read."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.build import pdf
from tests.properties.bulletins import NOUNS, SOME, Piece, drawn
from tests.reading import block_texts


@st.composite
def columns(draw: st.DrawFn) -> list[Piece]:
    """A clean page: columns of paragraphs under a headline, each line with words of its own."""
    pieces = [Piece("Headline over all of the columns below", (60, 90), {"size": 20.0, "bold": True})]
    count = draw(st.integers(1, 3))
    for column in range(count):
        for row in range(draw(st.integers(3, 8))):
            shift = draw(st.integers(0, 11))
            words = [NOUNS[(shift + k) % len(NOUNS)] for k in range(8 - 2 * count + 2)]
            text = f"{'abc'[column]}{row} {' '.join(words)}"
            pieces.append(Piece(text, (60 + 500 / count * column, 140 + 12 * row), {"size": 10.0}))
    return pieces


@SOME
@given(columns(), st.randoms(use_true_random=False))
def test_shuffled_lines_are_read_in_the_same_order(pieces: list[Piece], random: Random) -> None:
    shuffled = list(pieces)
    random.shuffle(shuffled)
    assert block_texts(pdf(drawn(shuffled))) == block_texts(pdf(drawn(pieces)))
