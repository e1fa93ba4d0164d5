"""The imprint: who publishes, edits and prints the publication."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import imprint
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import page_document, prose, prose_lines, text_document

NOTE = "Published by the Friends of the Hill, 200 copies"


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


PURPOSE = "To keep the quay dry and the elks fed, whatever the tide may bring to our shore."


def purpose_page(*, is_bold: bool) -> Document:
    """A publisher's vision over a text, and a line under that, which is a head if it is bold."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 60)).line("VISION", at=(72, 300), bold=True)
    sheet.lines([PURPOSE], at=(72, 316)).line("Moles for all", at=(72, 340), bold=is_bold)
    return page_document(sheet.lines(["They dig where they like."], at=(72, 356)))


def at_the_foot(*, gap: float, size: float) -> Document:
    """Two pages: the first one's last sentences stand in its margin and hold words of an imprint."""
    last = ["The meetings may be held on the net; an editorial board reads", "what was said there by all."]
    sheet = page().lines(prose_lines(0, 8), at=(72, 560)).lines(prose_lines(2, 8), at=(72, 660))
    sheet.lines(last, at=(72, 660 + 12 * len(prose_lines(2, 8)) + gap), size=size)
    return page_document(sheet, page().lines(prose_lines(1, 8), at=(72, 60)))


PAIRS = (
    Pair(
        "in_the_margin_and_no_end_of_its_text",
        NoiseCode.IMPRINT,
        Example(lambda: at_the_foot(gap=10, size=7), "editorial board"),
        Example(lambda: at_the_foot(gap=10, size=10), "editorial board"),
    ),
    Pair(
        "behind_the_last_text",
        NoiseCode.IMPRINT,
        Example(lambda: export("Moles", prose(0), NOTE), "Published by"),
        Example(lambda: export("Moles", prose(0), NOTE, "Harbour", prose(1)), "Published by"),
    ),
    Pair(
        "words_for_who_wants_no_more_mail",
        NoiseCode.IMPRINT,
        Example(
            lambda: export("Moles", prose(0), "If you no longer wish to receive this, tell us."), "If you"
        ),
        Example(lambda: export("Moles", prose(0), "If you no longer wish to dig here, tell us."), "If you"),
    ),
    Pair(
        "rights_anywhere",
        NoiseCode.IMPRINT,
        Example(
            lambda: export("Moles", prose(0), "© 2024 Hill Club. All rights reserved", "Sea", prose(1)), "©"
        ),
        Example(
            lambda: export("Moles", prose(0), "All rights are reserved for elks", "Sea", prose(1)),
            "All rights",
        ),
    ),
    Pair(
        "what_the_publisher_is_for",
        NoiseCode.IMPRINT,
        Example(lambda: export("Our mission", PURPOSE, "Moles", prose(0)), "To keep"),
        Example(lambda: export("Our mission to the moon", PURPOSE, "Moles", prose(0)), "To keep"),
    ),
    Pair(
        "what_it_is_for_and_no_news",
        NoiseCode.IMPRINT,
        Example(lambda: export("Misión y visión", PURPOSE, "Moles", prose(0)), "Misión"),
        Example(lambda: export("Misión y visión", f"{PURPOSE} Begun on 3 May 2011.", "Moles"), "Misión"),
    ),
    Pair(
        "what_it_is_for_up_to_the_next_head",
        NoiseCode.IMPRINT,
        Example(lambda: purpose_page(is_bold=False), "Moles for all"),
        Example(lambda: purpose_page(is_bold=True), "Moles for all"),
    ),
)


def crew(*cards: tuple[str, ...]) -> Document:
    """Offices over names in a column, between two texts."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 60))
    for place, card in enumerate(cards):
        sheet.lines(card, at=(72, 220 + 60 * place))
    return page_document(sheet.lines(prose_lines(1, 8), at=(72, 520)))


BOARD = ("Editorial board", "Ann M. Tide", "Bo R. Reed", "Cy Moss")
PRINT = ("Printed by", "Quay Press")


def test_offices_and_names_under_each_other_are_an_imprint_when_several_make_one() -> None:
    example = Example(lambda: crew(BOARD, ("Drawings", "Di Fell"), PRINT), "Drawings")
    assert codes_given(imprint.find, example) == {NoiseCode.IMPRINT}


def test_an_office_over_a_name_needs_no_colon() -> None:
    cards = (("Layout", "Ann Tide"), ("Drawings", "Di Fell"), ("Printing", "Quay Press"))
    assert codes_given(imprint.find, Example(lambda: crew(*cards), "Drawings")) == {NoiseCode.IMPRINT}


@pytest.mark.parametrize(
    "cards",
    [
        (BOARD, ("Drawings", "Di Fell")),
        (BOARD, ("Drawings of the quay by Di Fell hang in the hall of the school",), PRINT),
    ],
    ids=["one with an imprint's words", "a long line"],
)
def test_other_offices_and_names_are_not(cards: tuple[tuple[str, ...], ...]) -> None:
    assert codes_given(imprint.find, Example(lambda: crew(*cards), "Drawings")) == set()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(imprint.find, pair)
