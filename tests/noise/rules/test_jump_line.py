"""Jump lines, and titles printed again where their article goes on."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import jump_line
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose, prose_lines, text_document


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


def pages(title: str, again: str, jump: str = "") -> Document:
    """An article under a headline, and a head in other words on the page where it goes on."""
    first = page().line(title, at=(72, 40), size=18, bold=True).lines(prose_lines(0), at=(72, 80))
    if jump:
        first.line(jump, at=(72, 300), size=8)
    second = page().line(again, at=(72, 40), size=14, bold=True).lines(prose_lines(1), at=(72, 80))
    return page_document(first, second)


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
        "call_to_turn_the_leaf",
        NoiseCode.JUMP_LINE,
        Example(lambda: export("Moles", prose(0), "BITTE WENDEN!"), "BITTE"),
        Example(lambda: export("Moles", prose(0), "Bitte wenden Sie sich an den Gärtner."), "Bitte wenden"),
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
        "words_of_a_title_marked_as_continued",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Mayor opens the harbour fair", "Harbour fair (con't)"), "Harbour fair"),
        Example(lambda: pages("Mayor opens the harbour fair", "Harbour news (con't)"), "Harbour news"),
    ),
    Pair(
        "one_word_of_a_title",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Harbour", "Harbour (cont.)"), "(cont.)"),
        Example(lambda: pages("Mayor opens the harbour", "Harbour (cont.)"), "(cont.)"),
    ),
    Pair(
        "marked_as_continued_where_a_jump_line_leads_to",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Fees", "Our prices (cont.)", "continued on page 2"), "(cont.)"),
        Example(lambda: pages("Fees", "Our prices (cont.)", "continued on page 3"), "(cont.)"),
    ),
    Pair(
        "marked_as_continued_overleaf",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Fees", "Our prices (cont.)", "[continued on the reverse side]"), "(cont.)"),
        Example(lambda: pages("Fees", "Our prices", "[continued on the reverse side]"), "Our prices"),
    ),
    Pair(
        "title_and_a_bare_continued",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Harbour fair", "Harbour fair continued"), "continued"),
        Example(lambda: pages("Harbour fair", "Harbour work continued"), "continued"),
    ),
    Pair(
        "words_of_a_title_and_a_bare_continued_where_a_jump_line_leads_to",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Our harbour fair", "Harbour fair cont.", "continued on page 2"), "cont."),
        Example(lambda: pages("Our harbour fair", "Harbour fair cont.", "continued on page 3"), "cont."),
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
