"""Running heads, running feet and page numbers: what repeats at one place over the pages."""

from __future__ import annotations

import pytest

from schemas.document import Document
from tasks.layout.looks import look_of_lines
from tasks.layout.margins import Repeated, find_repeated, pattern_of
from tests.build import Page, page, pdf
from tests.reading import read, read_export
from tests.road import prose_lines

OPENINGS = ["Reeds are cut", "Boats go at nine", "Lamps burn all night", "Goats eat the hedge"]


def found(document: Document) -> dict[str, Repeated]:
    body_pt = look_of_lines(line for leaf in document.pages for line in leaf.lines).size_pt
    starts = find_repeated(document, body_pt)
    return {
        document.slice(line.span): starts[line.span.start]
        for leaf in document.pages
        for line in leaf.lines
        if line.span.start in starts
    }


def leaf(number: int, *, head: str = "", foot: str = "", head_x: float = 60, head_top: float = 40) -> Page:
    """A page with a text of its own in the middle."""
    made = page().lines([OPENINGS[number], "and so on", "to the end"], at=(60, 300))
    if head:
        made.line(head, at=(head_x, head_top), size=8)
    if foot:
        made.line(foot, at=(280, 800), size=8)
    return made


def test_the_same_words_at_the_same_place() -> None:
    pages = [leaf(n, head="Lake Digest May") for n in range(3)]
    assert found(read(pdf(*pages))) == {"Lake Digest May": Repeated(3, is_top=True)}


def test_numbers_may_change() -> None:
    pages = [leaf(n, foot=f"Page {n + 1} of 3") for n in range(3)]
    assert found(read(pdf(*pages))) == {
        f"Page {n} of 3": Repeated(3, is_top=False) for n in (1, 2, 3)
    }  # fmt: skip


@pytest.mark.parametrize(("below", "is_running"), [("", True), ("See you there", False)])
def test_a_lone_number_under_all_else_is_at_the_foot_however_high(below: str, *, is_running: bool) -> None:
    """A small format printed on a larger sheet has its page numbers far from the sheet's edge."""
    pages = [leaf(n).line(f"{31 + n}", at=(280, 600), size=12) for n in range(3)]
    if below:
        pages = [made.line(f"{below} {OPENINGS[n]}", at=(60, 630)) for n, made in enumerate(pages)]
    assert bool(found(read(pdf(*pages)))) is is_running


def test_left_and_right_pages_may_differ() -> None:
    pages = [
        leaf(n, head=f"Lake Digest {n}" if n % 2 else f"{n} Town Hall", head_x=400 if n % 2 else 60)
        for n in range(4)
    ]
    assert found(read(pdf(*pages))) == {
        **{f"Lake Digest {n}": Repeated(2, is_top=True) for n in (1, 3)},
        **{f"{n} Town Hall": Repeated(2, is_top=True) for n in (0, 2)},
    }


@pytest.mark.parametrize(
    ("heads", "right_top", "is_running"),
    [
        (["2 Lake Digest", "Notices 3"], 40, True),
        (["6 Lake Digest", "Notices 7"], 40, True),
        (["2 Lake Digest", "Notices 4"], 40, False),
        (["2 Lake Digest", "3 Notices"], 40, False),
        (["2 Lake Digest", "Notices 3"], 48, False),
    ],
    ids=["page numbers", "of a part", "other numbers", "numbered heads", "another height"],
)
def test_heads_of_a_left_and_a_right_page_that_say_other_words(
    heads: list[str], right_top: float, *, is_running: bool
) -> None:
    left, right = heads
    pages = [leaf(0), leaf(1, head=left), leaf(2, head=right, head_x=400, head_top=right_top)]
    assert found(read(pdf(*pages))) == (dict.fromkeys(heads, Repeated(2, is_top=True)) if is_running else {})


def test_a_head_of_another_wording_in_the_place_and_look_of_the_others() -> None:
    """Running heads that name what is below them differ from page to page."""
    heads = ["Lake Digest", "Lake Digest", "Notices"]
    pages = [leaf(n, head=head) for n, head in enumerate(heads)]
    assert found(read(pdf(*pages)))["Notices"].is_top


@pytest.mark.parametrize(
    ("above", "is_running"),
    [(748, False), (700, True)],
    ids=["of a paragraph", "apart from any"],
)
def test_the_last_line_of_a_column_at_the_height_of_a_running_foot(above: float, *, is_running: bool) -> None:
    """Notes in the text's own look, as `turn to page 6`, end where the columns of other pages do."""
    pages = [leaf(n) for n in range(3)]
    for made in pages[:2]:
        made.line("Goes on with the geese", at=(400, 760))
    pages[2].line("None of them was ever seen", at=(60, above)).line("again.", at=(60, 760))
    assert ("again." in found(read(pdf(*pages)))) == is_running


@pytest.mark.parametrize("is_bold", [True, False])
def test_a_name_in_bold_and_in_plain_letters_is_no_running_head(*, is_bold: bool) -> None:
    """A head over one text and an entry of a list on another page may stand at one height."""
    pages = [leaf(n) for n in range(2)]
    for number, made in enumerate(pages):
        made.line("Lakeside College", at=(60, 90), bold=is_bold and number == 0)
    assert ("Lakeside College" in found(read(pdf(*pages)))) != is_bold


@pytest.mark.parametrize(("column_x", "is_running"), [(60, False), (320, True)], ids=["of a column", "alone"])
def test_the_last_line_of_a_column_in_the_place_of_an_ornament(column_x: float, *, is_running: bool) -> None:
    """What stands at the foot of other pages, in the look of text, makes no foot of the text of this one."""
    pages = [leaf(n).line("* * *", at=(160, 780)) for n in range(2)]
    column = ["until the ice had gone again", "before a boat could be seen"]
    pages.append(leaf(2).lines(column, at=(column_x, 756)).line("nor any of the lamps there", at=(60, 780)))
    assert ("nor any of the lamps there" in found(read(pdf(*pages)))) == is_running


@pytest.mark.parametrize(("size", "is_running"), [(16, False), (10, True)])
def test_what_stands_under_a_headline_of_the_page_is_no_running_head(
    size: float, *, is_running: bool
) -> None:
    pages = [leaf(n, head="Open the story", head_top=80) for n in range(3)]
    for n, made in enumerate(pages):
        made.line(f"{OPENINGS[n]} in every village", at=(60, 50), size=size)
    assert ("Open the story" in found(read(pdf(*pages)))) == is_running


def test_slips_of_recognition_are_allowed() -> None:
    heads = ["The Lakeland Digest", "The Lakeland Digest", "The Lakelend Digest"]
    pages = [leaf(n, head=head) for n, head in enumerate(heads)]
    assert found(read(pdf(*pages)))["The Lakelend Digest"] == Repeated(3, is_top=True)


@pytest.mark.parametrize(
    ("foot_x", "goes_on", "is_running"),
    [(310, True, False), (310, False, True), (60, True, True)],
    ids=["inside a paragraph of another column", "last lines", "at exactly one place"],
)
def test_lines_alike_by_chance_inside_running_text(foot_x: float, *, goes_on: bool, is_running: bool) -> None:
    """Stock phrases low in two columns are no running feet where their paragraph goes on below."""
    ends = ["until the ice had gone again", "before a boat could be seen"]
    pages = [leaf(n) for n in range(2)]
    for number, made in enumerate(pages):
        x = foot_x if number else 60
        made.line(f"Half of the {number + 3} tickets were sold", at=(x, 760))
        if goes_on:
            made.line(ends[number], at=(x, 772))
    starts = {text.split()[0] for text in found(read(pdf(*pages)))}
    assert ("Half" in starts) == is_running


def test_a_running_foot_that_stands_elsewhere_on_one_page_goes_on_to_no_fixed_one() -> None:
    pages = [leaf(n) for n in range(3)]
    for number, made in enumerate(pages):
        made.line(f"Tell us of your boats Page {number + 3}", at=(60 if number else 100, 760))
        made.line("Printed on reeds of the lake", at=(60, 772))
    assert sum(text.startswith("Tell") for text in found(read(pdf(*pages)))) == 3


@pytest.mark.parametrize(
    "pages",
    [
        [leaf(0, head="Lake Digest"), leaf(1)],
        [leaf(0, head="Lake Digest"), leaf(1, head="Lake Digest", head_top=80)],
        [leaf(0, head="Lake Digest", head_top=400), leaf(1, head="Lake Digest", head_top=400)],
        [leaf(0, head="Reeds"), leaf(1, head="Boats")],
    ],
    ids=["once only", "at another height", "in the middle of the page", "other words"],
)
def test_near_misses(pages: list[Page]) -> None:
    assert found(read(pdf(*pages))) == {}


def test_a_text_export_is_judged_by_first_and_last_lines() -> None:
    body = [f"{opening}\nand so on\nto the end\nof the page" for opening in OPENINGS]
    text = "\f".join(f"Lake Digest May\n\n{part}\n\n{n}\n" for n, part in enumerate(body, start=1))
    repeated = found(read_export(text))
    assert repeated["Lake Digest May"] == Repeated(4, is_top=True)
    assert [repeated[str(n)].is_top for n in (1, 2, 3, 4)] == [False] * 4
    assert not {"Reeds are cut", "and so on"} & repeated.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Page 12 of 40", "page#of#"), ("ＬＡＫＥ", "lake"), ("  A  b ", "ab"), ("No. 7/2024", "no.#/#")],
)
def test_pattern(text: str, expected: str) -> None:
    assert pattern_of(text) == expected


@pytest.mark.parametrize(
    ("below", "is_running"),
    [
        pytest.param(["What we ask for", "What we ask for", "What we ask for"], False, id="the_same_heads"),
        pytest.param(["Boats", "Lamps", "Goats"], True, id="heads_of_each_page"),
    ],
)
def test_the_first_head_of_sheets_of_one_form_is_no_running_head(
    below: list[str], *, is_running: bool
) -> None:
    pages: list[Page] = []
    for month, head in zip(("June", "July", "August"), below, strict=True):
        sheet = page().line(f"Wishes of the harbour council {month}", at=(60, 40), bold=True)
        sheet.lines(prose_lines(len(pages), 6), at=(60, 56))
        sheet.line(head, at=(60, 300), bold=True).lines(prose_lines(9 + len(pages), 6), at=(60, 316))
        pages.append(sheet)
    assert any(text.startswith("Wishes") for text in found(read(pdf(*pages)))) is is_running


def test_a_running_head_over_heads_of_its_look_is_one() -> None:
    pages = []
    for number in range(3):
        sheet = page().line("Wishes of the harbour council", at=(60, 40), bold=True)
        sheet.line("What we ask for", at=(60, 60), bold=True).lines(prose_lines(number, 6), at=(60, 76))
        sheet.line("What we give", at=(60, 300), bold=True).lines(prose_lines(9 + number, 6), at=(60, 316))
        pages.append(sheet)
    assert "Wishes of the harbour council" in found(read(pdf(*pages)))
