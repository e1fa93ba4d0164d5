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


def pages(title: str, again: str, jump: str = "", between: int = 0) -> Document:
    """An article under a headline, and a head in other words on the page where it goes on.

    So many pages of text stand `between` both.
    """
    first = page().line(title, at=(72, 40), size=18, bold=True).lines(prose_lines(0), at=(72, 80))
    if jump:
        first.line(jump, at=(72, 300), size=8)
    second = page().line(again, at=(72, 40), size=14, bold=True).lines(prose_lines(1), at=(72, 80))
    more = [page().lines(prose_lines(2 + number), at=(72, 80)) for number in range(between)]
    return page_document(first, *more, second)


def headed(end: str, inner: str = "") -> Document:
    """Two pages under one head, the first of which ends with the line `end`; `inner` is a head between."""
    first = page().line("Letters to the chair", at=(72, 40), size=16, bold=True)
    first.lines(prose_lines(0), at=(72, 80))
    if inner:
        first.line(inner, at=(72, 280), size=16, bold=True)
    first.lines([*prose_lines(1), end], at=(72, 310))
    second = page().line("LETTERS TO THE CHAIR", at=(72, 60), size=16, bold=True)
    return page_document(first, second.lines(prose_lines(2), at=(72, 100)))


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
        "continued_on_the_back",
        NoiseCode.JUMP_LINE,
        Example(lambda: export("Moles", prose(0), "Mole hills • continued on back"), "continued on back"),
        Example(lambda: export("Moles", prose(0), "They continued on back roads to Linn."), "back roads"),
    ),
    Pair(
        "the_article_goes_on",
        NoiseCode.JUMP_LINE,
        Example(lambda: export("Krtci", prose(0), "dokončení článku ze strany 1"), "dokončení"),
        Example(lambda: export("Krtci", prose(0), "dokončení článku ze školy"), "dokončení"),
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
        Example(lambda: pages("Our harbour fair", "Harbour fair cont.", "continued on page 3", 1), "cont."),
        Example(lambda: pages("Our harbour fair", "Harbour fair cont.", "continued on page 2", 1), "cont."),
    ),
    Pair(
        "words_of_a_title_of_the_page_before_and_a_bare_continued",
        NoiseCode.REPEATED_TITLE,
        Example(lambda: pages("Our harbour fair", "Harbour fair cont."), "cont."),
        Example(lambda: pages("Our harbour fair", "Harbour fair cont.", between=1), "cont."),
    ),
    Pair(
        "head_said_again_where_its_sentence_goes_on",
        NoiseCode.REPEATED_TITLE,
        Example(
            lambda: headed("and all who walk along the quay with a dog at dawn or at dusk have"), "LETTERS TO"
        ),
        Example(
            lambda: headed("and all who walk along the quay with a dog at dawn or at dusk have it."),
            "LETTERS TO",
        ),
    ),
    Pair(
        "last_head_and_name_of_a_section",
        NoiseCode.REPEATED_TITLE,
        Example(
            lambda: headed("and all who walk along the quay with a dog at dawn or at dusk have"), "LETTERS TO"
        ),
        Example(
            lambda: headed(
                "and all who walk along the quay with a dog at dawn or at dusk have", inner="Boats at night"
            ),
            "LETTERS TO",
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
