"""Contents lists and the cover lines that announce what stands inside."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import contents
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import context_of, page_document, prose, prose_lines, text_document

TITLES = ("Harbour opens again", "Moles in the orchard", "Choir looks for tenors")


def stories() -> str:
    return "\n\n".join(f"{title}\n\n{prose(number)}" for number, title in enumerate(TITLES))


def with_list(heading: str, lines: str, *, before: str = "") -> Document:
    return text_document(f"{before}{heading}\n\n{lines}\n\n{stories()}\n")


def listed(gap: str = " ..... ", numbers: tuple[int, ...] = (2, 3, 4)) -> str:
    return "\n".join(f"{title}{gap}{number}" for title, number in zip(TITLES, numbers, strict=False))


def counted(*numbers: int) -> str:
    """Lines that begin with numbers, as those of a contents list or of a recipe."""
    things = ("jars of honey", "ripe quinces", "spoons of thyme", "sheets of pastry", "pinches of salt")
    return "\n".join(f"{number} {thing}" for number, thing in zip(numbers, things, strict=True))


def over_a_foot(*feet: str) -> Document:
    """A contents list with a line below it, and a second page with its own."""
    first = page().line("Contents", at=(72, 60), size=16, bold=True)
    first.lines(listed().split("\n"), at=(72, 680), leading=20).line(feet[0], at=(72, 790))
    return page_document(first, page().lines(prose_lines(), at=(72, 120)).line(feet[1], at=(72, 790)))


def over_more(head: str, *lines: str) -> Document:
    """A contents list, then a head in the look of its own over some lines, and articles on page 2."""
    first = page().line("Contents", at=(72, 60), size=12, bold=True)
    first.lines(listed(" ").split("\n"), at=(72, 80), leading=14).line(head, at=(72, 130), size=12, bold=True)
    second = page()
    for place, title in enumerate(ITEMS):
        second.line(title, at=(72, 60 + 170 * place), size=14, bold=True)
        second.lines(prose_lines(place, 6), at=(72, 84 + 170 * place))
    return page_document(first.lines(lines, at=(72, 150), leading=14), second)


EVENTS = ("3 May boats at the quay", "7 May bees in the orchard", "9 June elks on the ice")
ITEMS = (*TITLES, "Night bus until spring")


def marked(*items: str) -> Document:
    """A list of marked items under a short line on page 1, and articles of the titles above on page 2."""
    first = page().line("Topics", at=(72, 60), size=14, bold=True)
    first.lines([f"• {item}" for item in items], at=(72, 90), leading=24)
    second = page()
    for place, title in enumerate(ITEMS):
        second.line(title, at=(72, 60 + 170 * place), size=14, bold=True)
        second.lines(prose_lines(place, 6), at=(72, 84 + 170 * place))
    return page_document(first.lines(prose_lines(5, 6), at=(72, 400)), second)


def beside_a_diary(second: str, gap: str = " ..... ") -> Document:
    """A narrow column on page 1: a list under its heading, and another heading over days of the month."""
    sheet = page().lines(prose_lines(5, 6, width=50), at=(72, 60))
    sheet.line("In this issue", at=(400, 60), size=11, bold=True)
    lines = [
        part for title, number in zip(TITLES, (2, 2, 2), strict=True) for part in (title, f"{gap}{number}")
    ]
    sheet.lines(lines, at=(400, 80), size=9)
    sheet.line(second, at=(400, 190), size=11, bold=True)
    days = ("4 January – Lost gloves", "9 March – Piano lessons", "14 May – Firewood")
    sheet.lines(days, at=(400, 210), size=9)
    other = page()
    for place, title in enumerate(TITLES):
        other.line(title, at=(72, 60 + 170 * place), size=14, bold=True)
        other.lines(prose_lines(place, 6), at=(72, 84 + 170 * place))
    return page_document(sheet, other)


def beside_its_heading(*entries: str) -> Document:
    """A box of lines with a large heading at its left, and articles on page 2."""
    sheet = page().rect((150, 60, 460, 300)).lines(entries, at=(160, 80), leading=24)
    sheet.line("Contents", at=(40, 150), size=20)
    other = page()
    for place, title in enumerate(TITLES):
        other.line(title, at=(72, 60 + 170 * place), size=14, bold=True)
        other.lines(prose_lines(place, 6), at=(72, 84 + 170 * place))
    return page_document(sheet, other)


def over_its_first_article(size: float) -> Document:
    """A list of numbered titles right over the first article, whose headline is of a size."""
    first = page().line("Contents", at=(72, 60), size=12, bold=True)
    numbered = [f"{number}. {title}" for number, title in enumerate(TITLES, start=1)]
    first.lines(numbered, at=(72, 80), leading=14)
    first.line(numbered[0], at=(72, 140), size=size, bold=size > 10)
    first.lines(prose_lines(0, 6), at=(72, 140 + 2 * size))
    second = page()
    for place, title in enumerate(TITLES[1:]):
        second.line(f"{place + 2}. {title}", at=(72, 60 + 170 * place), size=14, bold=True)
        second.lines(prose_lines(1 + place, 6), at=(72, 84 + 170 * place))
    return page_document(first, second)


PAIRS = (
    Pair(
        "a_box_beside_its_heading",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: beside_its_heading(*TITLES, "Who we are"), "Who we are"),
        Example(lambda: beside_its_heading(TITLES[0], "Elks", "Bees", "Who we are"), "Who we are"),
    ),
    Pair(
        "heading_over_leaders_on_lines_of_their_own",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: beside_a_diary("Diary"), "In this issue"),
        Example(lambda: beside_a_diary("Diary"), "Diary"),
    ),
    Pair(
        "a_diary_under_the_list",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: beside_a_diary("Diary"), "Moles in the orchard ....."),
        Example(lambda: beside_a_diary("Diary"), "Firewood"),
    ),
    Pair(
        "titles_without_page_numbers",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: with_list("Contents", "\n".join(TITLES)), "again Moles"),
        Example(lambda: with_list("Contents", "Boats of June\nElks on the ice"), "Elks"),
    ),
    Pair(
        "section_of_the_list",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: over_more("Culture", "Night bus until spring 4"), "Culture"),
        Example(lambda: over_more("Coming up", *EVENTS), "Coming up"),
    ),
    Pair(
        "entries_under_a_section_of_the_list",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: over_more("Culture", "Night bus until spring 4"), "spring 4"),
        Example(lambda: over_more("Coming up", *EVENTS), "bees"),
    ),
    Pair(
        "marked_headlines",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: marked(*ITEMS), "• Moles in the orchard"),
        Example(lambda: marked(*ITEMS[:2], "Elks on the ice", "Boats of June"), "• Moles in the orchard"),
    ),
    Pair(
        "heading_of_marked_headlines",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: marked(*ITEMS), "Topics"),
        Example(lambda: marked(*ITEMS[:2]), "Topics"),
    ),
    Pair(
        "below_the_list",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: over_a_foot("Elks on the ice 2", "Lake News, page 2"), "Elks"),
        Example(lambda: over_a_foot("Lake News, page 1", "Lake News, page 2"), "News, page 1"),
    ),
    Pair(
        "list_under_its_heading",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: with_list("Contents", listed()), "Moles in the orchard ..... 3"),
        Example(lambda: with_list("Contents", f"Cellars hold more than people think. {prose(5)}"), "Cellars"),
    ),
    Pair(
        "lines_with_rising_page_numbers",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: with_list("Dear reader", listed(" ")), "orchard 3"),
        Example(lambda: with_list("Dear reader", listed(" ", (30, 3, 12))), "orchard 3"),
    ),
    Pair(
        "numbers_that_begin_lines",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: with_list("Dear reader", counted(1, 1, 2, 3, 4)), "ripe quinces"),
        Example(lambda: with_list("Quince pie", counted(1, 1, 1, 2, 2)), "ripe quinces"),
    ),
    Pair(
        "leaders_that_run_to_a_number",
        NoiseCode.CONTENTS_LIST,
        Example(lambda: with_list("Dear reader", listed(numbers=(30, 3, 12))), "..... 3"),
        Example(lambda: with_list("Dear reader", listed(numbers=(30, 3))), "..... 3"),
    ),
    Pair(
        "cover_line",
        NoiseCode.TEASER,
        Example(lambda: with_list("Contents", listed(), before="MOLES IN THE ORCHARD\n\n"), "MOLES IN"),
        Example(lambda: with_list("Contents", listed(), before="MOLES AND THE LAW\n\n"), "MOLES AND"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(contents.find, pair)


@pytest.mark.parametrize(("size", "is_listed"), [(10.0, True), (16.0, False)])
def test_an_entry_that_comes_again_in_another_look_is_the_headline(size: float, *, is_listed: bool) -> None:
    context = context_of(over_its_first_article(size))
    headline = max(b.index for b in context.blocks if b.text == f"1. {TITLES[0]}")
    assert (headline in {finding.block for finding in contents.find(context)}) is is_listed
