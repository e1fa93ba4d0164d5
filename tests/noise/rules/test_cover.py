"""A cover: a first page without text that announces what stands inside."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import cover
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose_lines


def covered(*lines: str, inner_pages: int = 2) -> Document:
    front = page().line("Moles in the orchard", at=(72, 300), size=24, bold=True)
    inner = [page().lines(prose_lines(number), at=(72, 100)) for number in range(inner_pages)]
    return page_document(front.lines(lines, at=(72, 400)), *inner)


def backed(*lines: str, picture: tuple[float, float, float, float] = (60, 120, 540, 520)) -> Document:
    inner = [page().lines(prose_lines(number), at=(72, 100)) for number in range(3)]
    back = page().line("Moles in the orchard", at=(72, 60), size=24, bold=True).image(picture)
    return page_document(*inner, back.lines(lines, at=(72, 560)))


PAIRS = (
    Pair(
        "last_page_of_a_picture_and_large_words",
        NoiseCode.TEASER,
        Example(lambda: backed("May to July"), "Moles"),
        Example(lambda: backed("May to July", picture=(60, 120, 160, 220)), "Moles"),
    ),
    Pair(
        "last_page_of_large_words",
        NoiseCode.TEASER,
        Example(lambda: backed(), "Moles"),
        Example(
            lambda: backed("Oona Merrow and Martin Holm keep them away with", "lavender since May"), "Moles"
        ),
    ),
    Pair(
        "first_page_without_text",
        NoiseCode.TEASER,
        Example(lambda: covered("and seven ways to live with them"), "Moles"),
        Example(lambda: covered(*prose_lines(5)), "Moles"),
    ),
    Pair(
        "cover_of_several_pages",
        NoiseCode.TEASER,
        Example(lambda: covered("and seven ways to live with them"), "Moles"),
        Example(lambda: covered("and seven ways to live with them", inner_pages=1), "Moles"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(cover.find, pair)
