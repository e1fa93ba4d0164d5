"""Running heads and feet: what repeats in a margin, or what the file calls an artifact."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import running
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import context_of, page_document, prose_lines

TOP, MIDDLE, BOTTOM = 30, 500, 800
NUMBER = "{}"


def two_pages(first: str, second: str, top: float) -> Document:
    """One line per page at the same height, over or under different texts."""
    pages = [
        page().line(line, at=(72, top)).lines(prose_lines(number), at=(72, 120))
        for number, line in enumerate((first, second))
    ]
    return page_document(*pages)


def tagged(tag: str) -> Document:
    return page_document(page().line("Lake News", at=(72, TOP), tag=tag).lines(prose_lines(), at=(72, 120)))


def boxed_text(foot: Sequence[str]) -> Document:
    """Lines at the foot of a page that the program which drew their box tagged as an artifact."""
    sheet = page().lines(prose_lines(), at=(72, 120))
    for number, line in enumerate(foot):
        sheet.line(line, at=(300, BOTTOM - 24 + 12 * number), tag="Artifact")
    return page_document(sheet)


def printed(stamp: str, top: float = 12, above: str = "") -> Document:
    """A page printed by a browser: the clock, and beside it the name of the page."""
    sheet = page().line(stamp, at=(24, top), size=8).line("Lake News for May", at=(300, top), size=8)
    if above:
        sheet.line(above, at=(72, top - 30), size=8)
    return page_document(sheet.lines(prose_lines(), at=(72, 120)))


def linked(words: str) -> Document:
    """An address in the outermost line of a page, under the last words of its text."""
    sheet = page().lines(prose_lines(0, 60)[:54], at=(72, 120)).line(words, at=(72, 780))
    return page_document(sheet.line("https://lake.example/tags/12", at=(72, 800)))


PAIRS = (
    Pair(
        "print_of_a_browser",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: printed("12/3/24, 10:15 AM"), "10:15"),
        Example(lambda: printed("12/3/24, 10:15 AM, the old pier"), "10:15"),
    ),
    Pair(
        "name_of_the_page_in_a_print",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: printed("2024/3/12 10:15"), "News for May"),
        Example(lambda: printed("2024/3/12 10:15", top=60, above="Where to meet"), "News for May"),
    ),
    Pair(
        "address_at_the_foot_of_a_print",
        NoiseCode.RUNNING_FOOTER,
        Example(lambda: printed("file:///data/may.html", top=820), "file"),
        Example(lambda: printed("file:///data/may.html", top=700), "file"),
    ),
    Pair(
        "address_that_a_text_ends_with",
        NoiseCode.RUNNING_FOOTER,
        Example(lambda: linked("Tags for boats are sold now"), "https"),
        Example(lambda: linked("Tags for boats are sold here:"), "https"),
    ),
    Pair(
        "same_words_at_the_top",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: two_pages("Lake News, page 1", "Lake News, page 2", TOP), "page 2"),
        Example(lambda: two_pages("Harbour opens again", "Moles in the orchard", TOP), "Moles"),
    ),
    Pair(
        "act_of_one_number_at_the_top",
        NoiseCode.RUNNING_HEADER,
        Example(lambda: two_pages("Decree No. 12/2024, page 1", "Decree No. 12/2024, page 2", TOP), "page 2"),
        Example(lambda: two_pages("Decree No. 12/2024", "Decree No. 13/2024", TOP), "13"),
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
    Pair(
        "text_in_a_box_tagged_as_an_artifact",
        NoiseCode.RUNNING_FOOTER,
        Example(lambda: boxed_text(["Lake News", "Harbour Lane"]), "Lake News"),
        Example(lambda: boxed_text(prose_lines(4, 4, width=40)), prose_lines(4, 4, width=40)[0]),
    ),
)


@pytest.mark.parametrize(
    ("below", "codes"),
    [("Continued from page 1", set[NoiseCode]()), ("Continued by the harbour", {NoiseCode.RUNNING_HEADER})],
)
def test_a_title_said_again_over_a_jump_line_is_no_running_head(below: str, codes: set[NoiseCode]) -> None:
    first = page().line("Harbour opens again", at=(72, 60), size=20, bold=True)
    second = page().line("Harbour opens again", at=(72, TOP), size=12, bold=True).line(below, at=(72, 48))
    pages = [first.lines(prose_lines(0), at=(72, 120)), second.lines(prose_lines(1), at=(72, 120))]
    context = context_of(page_document(*pages))
    again = next(b.index for b in context.blocks if b.page == 2 and b.text == "Harbour opens again")
    assert {f.code for f in running.find(context) if f.block == again} == codes


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(running.find, pair)


def headlined(size: float, *, tag: str = "P", beside: str = "", deck: str = "") -> Document:
    """Two pages, each with a headline in its margin: tagged, or beside a number or what repeats."""
    pages = []
    for number, head in enumerate(("Bridge opens after two years", "Library hours grow")):
        sheet = page().line(head, at=(72, TOP), size=size, bold=True, tag=tag)
        if beside:
            sheet.line(beside.format(number + 1), at=(500, TOP), size=10 if beside == NUMBER else size)
        if deck:
            sheet.line(deck, at=(72, TOP + 24), size=12)
        pages.append(sheet.lines(prose_lines(3 * number, 14), at=(72, 90)))
    return page_document(*pages)


@pytest.mark.parametrize("size", [14.0, 18.0, 24.0])
@pytest.mark.parametrize(
    "signs",
    [
        {"tag": "Artifact"},
        {"tag": "Artifact", "deck": "Four hundred people walk across"},
        {"beside": NUMBER},
        {"beside": "Town News"},
        {"tag": "Artifact", "beside": NUMBER},
    ],
    ids=["tagged", "over a deck", "page number", "running head", "two signs"],
)
def test_the_largest_text_of_a_page_is_furniture_by_repeating_only(
    signs: dict[str, str], size: float
) -> None:
    for words in ("Bridge", "Library"):
        assert codes_given(running.find, Example(lambda: headlined(size, **signs), words)) == set()


@pytest.mark.parametrize("signs", [{"tag": "Artifact"}, {"beside": NUMBER}], ids=["tagged", "page number"])
def test_lines_no_larger_than_the_text_are_furniture_by_one_sign(signs: dict[str, str]) -> None:
    for words in ("Bridge", "Library"):
        example = Example(lambda: headlined(10.0, **signs), words)
        assert codes_given(running.find, example) == {NoiseCode.RUNNING_HEADER}
