"""Jump lines, and titles printed again where their article goes on."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import jump_line
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import prose, text_document


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


PAIRS = (
    Pair(
        "continued_on",
        NoiseCode.JUMP_LINE,
        Example(lambda: export("Moles", prose(0), "Continued on page 4"), "Continued on"),
        Example(
            lambda: export("Moles", prose(0), "The walk was continued on page 4 of her diary."), "The walk"
        ),
    ),
    Pair(
        "continued_from",
        NoiseCode.JUMP_LINE,
        Example(lambda: export("(continued from page 1)", prose(0)), "continued from"),
        Example(lambda: export("Water from page 1 of the report", prose(0)), "Water from"),
    ),
    Pair(
        "title_marked_as_continued",
        NoiseCode.REPEATED_TITLE,
        Example(
            lambda: export("Moles in the orchard", prose(0), "Moles in the orchard (cont.)", prose(1)),
            "(cont.)",
        ),
        Example(
            lambda: export("Harbour opens", prose(0), "Moles in the orchard (cont.)", prose(1)), "(cont.)"
        ),
    ),
    Pair(
        "title_again_above_a_jump_line",
        NoiseCode.REPEATED_TITLE,
        Example(
            lambda: export(
                "Moles in the yard", prose(0), "MOLES IN THE YARD", "continued from page 1", prose(1)
            ),
            "MOLES IN",
        ),
        Example(lambda: export("Moles in the yard", prose(0), "MOLES IN THE YARD", prose(1)), "MOLES IN"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(jump_line.find, pair)
