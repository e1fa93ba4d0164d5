"""Running heads and feet: what repeats in a margin, or what the file calls an artifact."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import running
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose_lines

TOP, MIDDLE, BOTTOM = 30, 500, 800


def two_pages(first: str, second: str, top: float) -> Document:
    """One line per page at the same height, over or under different texts."""
    pages = [
        page().line(line, at=(72, top)).lines(prose_lines(number), at=(72, 120))
        for number, line in enumerate((first, second))
    ]
    return page_document(*pages)


def tagged(tag: str) -> Document:
    return page_document(page().line("Lake News", at=(72, TOP), tag=tag).lines(prose_lines(), at=(72, 120)))


PAIRS = (
    Pair(
        "same_words_at_the_top",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: two_pages("Lake News, page 1", "Lake News, page 2", TOP), "page 2"),
        Example(lambda: two_pages("Harbour opens again", "Moles in the orchard", TOP), "Moles"),
    ),
    Pair(
        "same_words_at_the_bottom",
        NoiseCode.RUNNING_FOOTER,
        Example(lambda: two_pages("Lake News, page 1", "Lake News, page 2", BOTTOM), "page 2"),
        Example(lambda: two_pages("Lake News, page 1", "Lake News, page 2", MIDDLE), "page 2"),
    ),
    Pair(
        "tagged_as_an_artifact",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: tagged("Artifact"), "Lake News"),
        Example(lambda: tagged("H1"), "Lake News"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(running.find, pair)
