"""Pull quotes: words of the body printed a second time, larger."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import pull_quote
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose, prose_lines, wrapped

QUOTE = prose(0).split(".")[0]
OTHER = prose(4).split(".")[0]


def quoted(text: str, size: float) -> Document:
    """A text, another one under it, and a few words in a box at the foot of the page."""
    return page_document(
        page()
        .lines(prose_lines(0, 6), at=(72, 100))
        .line("Moles", at=(72, 220), size=16, bold=True)
        .lines(prose_lines(1, 6), at=(72, 250))
        .lines([f"» {line} «" for line in wrapped(text, 50)], at=(120, 500), size=size)
    )


def inset(text: str, size: float = 14, top: float = 190) -> Document:
    """A text, words in its column, and right under them the text that begins with the same words."""
    return page_document(
        page()
        .line("Moles", at=(72, 70), size=16, bold=True)
        .lines(prose_lines(1, 6), at=(72, 100))
        .line(text, at=(90, top), size=size)
        .lines(prose_lines(0, 6), at=(72, top + 40))
    )


def announced(*more: str) -> Document:
    """A first page that says a later page's headline in small letters, with what else it says there."""
    head = wrapped(OTHER.upper(), 40)
    first = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(1, 6), at=(72, 90))
    first.lines([*wrapped(OTHER, 80), *more], at=(72, 400), size=8)
    first.lines(prose_lines(3, 6), at=(72, 500))
    second = page().lines(head, at=(72, 60), size=22, bold=True)
    second.lines(prose_lines(0, 6), at=(72, 70 + 28 * len(head)))
    return page_document(first, second)


def headed(top: float) -> Document:
    """Words in large letters that a later text of their page says again, over and under other texts."""
    sheet = page().lines(prose_lines(1, 6), at=(72, 180)).lines(prose_lines(2, 6), at=(72, 290))
    said = wrapped(QUOTE.upper(), 40)
    sheet.lines(said, at=(72, top), size=16, bold=True).lines(prose_lines(3, 6), at=(72, 520))
    return page_document(sheet.lines(prose_lines(0, 6), at=(72, 620)))


SHORT = QUOTE[:30].rsplit(" ", 1)[0]


PAIRS = (
    Pair(
        "quoted_right_over_its_text",
        NoiseCode.PULL_QUOTE,
        Example(lambda: inset(f"“{QUOTE}”", 11), "“"),
        Example(lambda: inset(f"– {QUOTE} –", 11), "–"),
    ),
    Pair(
        "a_short_sentence",
        NoiseCode.PULL_QUOTE,
        Example(lambda: inset(f"{SHORT}."), f"{SHORT}."),
        Example(lambda: inset(f"{SHORT}?"), f"{SHORT}?"),
    ),
    Pair(
        "no_headline_in_quotation_marks",
        NoiseCode.PULL_QUOTE,
        Example(lambda: inset(f"“{SHORT}”"), "“"),
        Example(lambda: inset(f"“{SHORT}”", size=26), "“"),
    ),
    Pair(
        "larger_than_the_text_it_repeats",
        NoiseCode.PULL_QUOTE,
        Example(lambda: quoted(QUOTE, 16), "»"),
        Example(lambda: quoted(QUOTE, 10), "»"),
    ),
    Pair(
        "no_headline_that_the_first_page_announces",
        NoiseCode.PULL_QUOTE,
        Example(lambda: announced(*prose_lines(2, 2)), wrapped(OTHER.upper(), 40)[0]),
        Example(lambda: announced("See page 2"), wrapped(OTHER.upper(), 40)[0]),
    ),
    Pair(
        "no_headline_of_its_page",
        NoiseCode.PULL_QUOTE,
        Example(lambda: headed(420), wrapped(QUOTE.upper(), 40)[0]),
        Example(lambda: headed(80), wrapped(QUOTE.upper(), 40)[0]),
    ),
    Pair(
        "words_of_the_text",
        NoiseCode.PULL_QUOTE,
        Example(lambda: quoted(QUOTE, 16), "»"),
        Example(lambda: quoted(OTHER, 16), "»"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(pull_quote.find, pair)
