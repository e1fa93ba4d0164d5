"""Lines of one column as blocks: where paragraphs, heads and items begin and end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schemas.document import Style
from schemas.geometry import Span
from tasks.layout.blocks import RegionBlocks
from tests.build import Page, page, pdf
from tests.reading import BOLD, PLAIN, Sheet, block_texts, blocks_of

LARGE = replace(BOLD, size_pt=16.0)
A = [
    "The reeds around the lake are cut in winter, when",
    "the ice bears a man and his cart from shore to",
    "shore.",
]
B = [
    "Boats leave from the old quay at nine and at noon,",
    "but never on days of high wind, whatever they say.",
]


def grouped(sheet: Sheet, body_size_pt: float = 10.0) -> list[str]:
    groups = RegionBlocks(sheet.lines, sheet.text, body_size_pt).groups()
    return [" / ".join(sheet.text_of(line) for line in group.lines) for group in groups]


def test_a_paragraph_is_one_block() -> None:
    sheet = Sheet()
    sheet.column(A, 60, 100)
    assert grouped(sheet) == [" / ".join(A)]


def test_white_space_parts_paragraphs() -> None:
    sheet = Sheet()
    sheet.column(A[:2], 60, 100)
    sheet.column(B, 60, 130)
    assert grouped(sheet) == [" / ".join(A[:2]), " / ".join(B)]


def test_widely_set_lines_stay_together() -> None:
    sheet = Sheet()
    for index, text in enumerate([*A[:2], *B]):
        sheet.line(text, 60, 100 + 18 * index)
    assert len(grouped(sheet)) == 1


def test_an_indent_parts_paragraphs() -> None:
    sheet = Sheet()
    sheet.column(A[:2], 60, 100)
    sheet.line(B[0], 72, 124)
    sheet.line(B[1], 60, 136)
    assert grouped(sheet) == [" / ".join(A[:2]), " / ".join(B)]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    sheet = Sheet()
    sheet.column([*A, *B], 60, 100)
    assert grouped(sheet) == [" / ".join(A), " / ".join(B)]


@pytest.mark.parametrize(
    ("first", "is_apart"), [("REEDS Continued from Pg. 3", True), ("Reeds were cut from Pg. 3", False)]
)
def test_a_line_that_names_where_its_text_comes_from_is_a_block(first: str, *, is_apart: bool) -> None:
    sheet = Sheet()
    sheet.column(B, 60, 60)
    sheet.column([first, *A], 60, 100)
    rest = [first, " / ".join(A)] if is_apart else [" / ".join([first, *A])]
    assert grouped(sheet) == [" / ".join(B), *rest]


@pytest.mark.parametrize(
    ("last", "is_apart"),
    [("Continued on page 4", True), ("(continued on page 4)", True), ("see page 4", False)],
)
def test_a_line_that_names_where_its_text_goes_on_is_a_block(last: str, *, is_apart: bool) -> None:
    sheet = Sheet()
    sheet.column([*A[:2], last], 60, 100)
    text = " / ".join(A[:2])
    assert grouped(sheet) == ([text, last] if is_apart else [f"{text} / {last}"])


def test_a_line_that_ends_early_inside_a_sentence_does_not() -> None:
    sheet = Sheet()
    sheet.column([*A[:2], "shore and", *B], 60, 100)
    assert len(grouped(sheet)) == 1


@pytest.mark.parametrize("style", [LARGE, BOLD], ids=["large", "bold"])
def test_a_head_over_its_text(style: object) -> None:
    assert style in {LARGE, BOLD}
    chosen = LARGE if style is LARGE else BOLD
    sheet = Sheet()
    sheet.column(["Reeds for roofs", "are cut again"], 60, 100, style=chosen)
    sheet.column(A, 60, 100 + 2.4 * chosen.size_pt)
    assert grouped(sheet) == ["Reeds for roofs / are cut again", " / ".join(A)]


def test_heads_of_two_colours_are_two() -> None:
    sheet = Sheet()
    sheet.line("The lake", 60, 100, style=replace(BOLD, color="#ff0000"))
    sheet.line("Reeds for roofs", 60, 112, style=BOLD)
    assert grouped(sheet) == ["The lake", "Reeds for roofs"]


def test_list_items_are_blocks_of_their_own() -> None:
    sheet = Sheet()
    sheet.column(["• reeds", "• ice that bears", "2. boats", "(b) lamps", "and oil"], 60, 100)
    assert grouped(sheet) == ["• reeds", "• ice that bears", "2. boats", "(b) lamps / and oil"]


def test_a_marker_drawn_apart_belongs_to_its_item() -> None:
    sheet = Sheet()
    sheet.line("•", 60, 100)
    sheet.line("reeds and ice", 84, 100)
    sheet.line("•", 60, 112)
    sheet.line("boats and lamps", 84, 112)
    assert grouped(sheet) == ["• / reeds and ice", "• / boats and lamps"]


def test_lines_under_the_text_of_an_item_belong_to_it() -> None:
    """The marker hangs before its text, and the next item begins at the marker's edge again."""
    sheet = Sheet()
    for index in range(2):
        sheet.line(f"{index + 1}.|{A[0]}", 60, 100 + 24 * index, gap=12.0)
        sheet.line(A[1], 82, 112 + 24 * index)
    assert grouped(sheet) == [f"1. {A[0]} / {A[1]}", f"2. {A[0]} / {A[1]}"]


def run_in(*, before: str = "", bold: str = "Lost dog.") -> Page:
    content = page()
    if before:
        content.line(before, at=(72, 68))
    rest = "A brown dog was found on the shore, and he"
    return (
        content.line(bold, at=(72, 80), bold=True)
        .line(rest, at=(72 + 5.8 * len(bold), 80))
        .line("answers to the name of Bruno and likes fish.", at=(72, 92))
    )


def test_a_bold_head_is_cut_off_its_paragraph() -> None:
    head, text = blocks_of(pdf(run_in()))
    assert (head.text, head.is_run_in) == ("Lost dog.", True)
    assert text.text.startswith("A brown dog")
    assert not text.is_run_in


@pytest.mark.parametrize(("behind", "is_whole"), [("cont.", True), ("(continued)", True), ("content", False)])
def test_a_mark_of_continuation_behind_a_bold_head_is_no_text(behind: str, is_whole: bool) -> None:
    sheet = Sheet()
    sheet.line("Lost dog", 60, 100, style=LARGE)
    head = sheet.lines[0]
    assert head.bbox is not None
    mark = sheet.line(behind, head.bbox.x1 + 4, 102)
    both = replace(head, words=(*head.words, *mark.words), span=Span(head.span.start, mark.span.end))
    sheet.lines[:] = [both]
    groups = RegionBlocks(sheet.lines, sheet.text, 10.0).groups()
    assert len(groups) == (1 if is_whole else 2)


def test_a_bold_head_is_cut_off_after_the_end_of_a_sentence() -> None:
    texts = block_texts(pdf(run_in(before="The ferry leaves at nine in the morning on all.")))
    assert texts[1] == "Lost dog."


@pytest.mark.parametrize(
    "content",
    [run_in(before="and since the day before last, as we heard from"), run_in(bold="A")],
    ids=["inside a sentence", "one letter"],
)
def test_bold_words_within_a_text_stay_in_it(content: Page) -> None:
    assert not any(block.is_run_in for block in blocks_of(pdf(content)))


def test_a_drop_cap_belongs_to_its_paragraph() -> None:
    content = (
        page()
        .line("O", at=(72, 78), size=36)
        .lines(["nce upon a time there was a", "king who had three daughters"], at=(104, 80))
        .lines(
            ["and the youngest was so lovely that even", "the sun was amazed when she came out."],
            at=(72, 104),
        )
    )
    (block,) = blocks_of(pdf(content))
    assert block.text.split("\n")[:2] == ["O", "nce upon a time there was a"]


def test_the_look_of_a_block_is_that_of_most_of_its_letters() -> None:
    content = page().line("Note: ", at=(72, 80), italic=True).line("the ferry leaves at nine", at=(100, 80))
    (block,) = blocks_of(pdf(content))
    assert block.style is not None
    assert (block.style.is_italic, block.style.size_pt) == (False, PLAIN.size_pt)


WIDE = "A bold line that is as wide as the column it stands in, to the"


def labelled(content: Page, above: str, label: str, top: float) -> None:
    """A bold line, under it a bold label that text follows, and a line as wide as the column."""
    content.line(above, at=(72, top), bold=True)
    content.line(label, at=(72, top + 12), bold=True)
    content.line("members of the club", at=(80 + 5.8 * len(label), top + 12))
    content.line("and whoever else would like to see what is left of it.....", at=(72, top + 24))


@pytest.mark.parametrize(
    ("above", "label", "is_own"),
    [("Winter walks", "Who may come:", True), (WIDE, "Last word:", False), ("Winter", "and summer:", False)],
    ids=["would have fitted", "no room left", "goes on in small letters"],
)
def test_a_bold_label_under_a_bold_line_is_a_head_of_its_own(above: str, label: str, is_own: bool) -> None:
    content = page()
    labelled(content, above, label, 72)
    heads = [above, label] if is_own else [f"{above} / {label}"]
    assert block_texts(pdf(content))[: len(heads)] == heads


def test_a_label_that_comes_back_is_a_head_though_the_line_above_is_full() -> None:
    content = page()
    for number in range(3):
        labelled(content, WIDE, "Who may come:", 72 + 60 * number)
    assert block_texts(pdf(content)).count("Who may come:") == 3


FULL = [
    "The reeds around the lake are cut in winter, when the ice",
    "bears a man and his cart from shore to shore and back home.",
]


@pytest.mark.parametrize(
    ("head", "shift", "is_parted"),
    [
        pytest.param("REEDS ARE CUT IN WINTER", 0, True, id="capitals"),
        pytest.param("3. Reeds are cut in winter", 0, True, id="numbered"),
        pytest.param("Reeds are cut in winter", -30, True, id="outdented"),
        pytest.param("Reeds are cut in winter", 0, False, id="plain"),
        pytest.param("REEDS ARE CUT IN WINTER FROM ONE SHORE TO THE OTHER SHORE", 0, False, id="full"),
        pytest.param("SEA", 0, False, id="abbreviation"),
    ],
)
def test_a_plain_head_on_a_line_of_its_own_parts_from_its_text(
    head: str, shift: float, is_parted: bool
) -> None:
    sheet = Sheet()
    sheet.line(head, 60 + shift, 100)
    sheet.column(FULL, 60, 112)
    expected = [head, " / ".join(FULL)] if is_parted else [" / ".join([head, *FULL])]
    assert grouped(sheet) == expected


@pytest.mark.parametrize(
    ("ink", "is_cut"),
    [
        pytest.param({"is_italic": True}, True, id="italics"),
        pytest.param({"is_small_capitals": True}, True, id="small capitals"),
        pytest.param({"color": "#aa2200"}, True, id="colour"),
        pytest.param({}, False, id="plain"),
    ],
)
def test_a_line_in_another_slant_or_colour_that_ended_early_heads_the_text_below(
    ink: dict[str, Any], *, is_cut: bool
) -> None:
    sheet = Sheet()
    sheet.line("Reeds and boats", 60, 88, style=replace(PLAIN, **ink))
    sheet.column(A, 60, 100)
    assert (grouped(sheet)[0] == "Reeds and boats") is is_cut


def test_an_address_of_the_web_in_its_colour_heads_nothing() -> None:
    sheet = Sheet()
    sheet.line("www.reeds.example", 60, 88, style=replace(PLAIN, color="#0000ee"))
    sheet.column(A, 60, 100)
    assert len(grouped(sheet)) == 1


def test_an_office_under_a_name_in_capitals_stays_with_it() -> None:
    sheet = Sheet()
    sheet.line("OONA MERROW", 60, 100)
    sheet.line("Mayor of Linn", 60, 112)
    sheet.column(FULL, 60, 140)
    assert grouped(sheet)[0] == "OONA MERROW / Mayor of Linn"


def test_text_in_capitals_over_more_of_it_stays_together() -> None:
    sheet = Sheet()
    sheet.column(["REEDS ARE CUT IN WINTER", *[line.upper() for line in FULL]], 60, 100)
    assert len(grouped(sheet)) == 1


@pytest.mark.parametrize("sign", ["-", "="])
def test_a_typed_rule_is_a_block_of_its_own_under_the_line_that_it_underlines(sign: str) -> None:
    sheet = Sheet()
    sheet.column(["Reeds are cut", sign * 13, *FULL], 60, 100)
    assert grouped(sheet) == ["Reeds are cut", sign * 13, " / ".join(FULL)]


@pytest.mark.parametrize(
    ("head", "x1", "parts"),
    [
        pytest.param("Reeds are cut in winter", 162.3, 2, id="underlined"),
        pytest.param("Reeds are cut in winter", 106.1, 1, id="a_word_is"),
        pytest.param("www.reeds.example/winter", 179.5, 1, id="link"),
    ],
)
def test_a_line_that_a_rule_underlines_parts_from_the_next(head: str, x1: float, parts: int) -> None:
    sheet = page().line(head, at=(60, 100)).rule((60, 110.5), (x1, 110.5)).lines(FULL, at=(60, 112))
    assert len(block_texts(pdf(sheet))) == parts


BROAD = "Boats leave from the old quay at nine and at noon on"


def stressed(above: str, line: str, *, shift: float = 0.0, last: Style = PLAIN) -> list[str]:
    """Blocks of a plain line whose last word may be bold, a bold line `shift` further left, a full one."""
    sheet = Sheet()
    first = sheet.line(above, 60, 100)
    sheet.lines[0] = replace(first, words=(*first.words[:-1], replace(first.words[-1], style=last)))
    sheet.line(line, 60 - shift, 112, style=BOLD)
    sheet.line(BROAD, 60, 124)
    return grouped(sheet)


@pytest.mark.parametrize(
    ("above", "line", "last", "blocks"),
    [
        pytest.param(
            "The board thanks all those who came to the hall for", "the long evening,", PLAIN, 1, id="goes_on"
        ),
        pytest.param(
            "The board thanks all those who came to the hall in", "Linn on Monday,", BOLD, 1, id="bold_wraps"
        ),
        pytest.param(
            "The board thanks all those who came to the hall in", "Linn on Monday", PLAIN, 3, id="capital"
        ),
        pytest.param(
            "The board thanks all those who came to our hall on.",
            "the long evening",
            PLAIN,
            3,
            id="after_end",
        ),
        pytest.param("The board thanks", "the long evening", PLAIN, 3, id="above_ends_early"),
        pytest.param(
            "THE BOARD THANKS ALL WHO CAME TO THE HALL FOR THEIR",
            "the long evening",
            PLAIN,
            3,
            id="under_capitals",
        ),
    ],
)
def test_stressed_words_that_fill_a_line_stay_in_their_paragraph(
    above: str, line: str, last: Style, blocks: int
) -> None:
    assert len(stressed(above, line, last=last)) == blocks


def test_a_bold_line_that_begins_further_out_than_the_item_above_heads_the_next() -> None:
    assert (
        len(stressed("The board thanks all those who came to the hall for", "pondělí 7. 7.", shift=14)) == 3
    )


@pytest.mark.parametrize(
    ("above", "head", "is_underlined", "is_cut"),
    [
        pytest.param("Bring a lamp. Thank you", "Lost dog", True, True, id="above_ends_early"),
        pytest.param("Bring a lamp. Thank you", "Lost dog", False, False, id="no_underline"),
        pytest.param(BROAD, "Lost dog", True, False, id="above_runs_on"),
        pytest.param(f"{BROAD}.", "Lost dog", True, True, id="above_ends_its_sentence"),
        pytest.param("Thank you", " ".join(["Lost dogs"] * 10), True, True, id="long_head"),
        pytest.param(
            "He left. Thank you", " ".join(["Lost dogs"] * 10), False, False, id="long_without_underline"
        ),
    ],
)
def test_an_underlined_head_is_cut_off_its_paragraph_however_the_one_above_ends(
    above: str, head: str, is_underlined: bool, is_cut: bool
) -> None:
    sheet = Sheet()
    sheet.line(above, 60, 100)
    line = sheet.line(f"{head} was found on the shore, and he", 60, 112)
    count = len(head.split())
    words = (*(replace(word, style=BOLD) for word in line.words[:count]), *line.words[count:])
    sheet.lines[1] = replace(line, words=words)
    sheet.line(BROAD, 60, 124)
    right = words[count - 1].bbox
    assert right is not None
    groups = RegionBlocks(
        sheet.lines, sheet.text, 10.0, lambda box: is_underlined and box.x1 == right.x1
    ).groups()
    assert [group.is_run_in for group in groups] == (
        [False, True, False] if is_cut else [False] * len(groups)
    )
