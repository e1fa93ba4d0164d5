"""Glyphs to words and lines: what is one word, what is one line, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from schemas.document import Direction
from tasks.extraction.words import group_lines, is_right_to_left
from tests.build import Page, ascent, page, pdf
from tests.reading import BOLD, PLAIN, Glyph, columns, glyph, glyphs, line_texts, read


def lines_of(items: list[Glyph]) -> list[str]:
    return [" ".join(word.text for word in line.words) for line in group_lines(columns(items))]


SMALL = replace(PLAIN, size_pt=6.0)
LARGE = replace(PLAIN, size_pt=40.0)
DROPPED = replace(PLAIN, size_pt=24.0)
PICTURES = replace(PLAIN, font="Wingdings")


def mirrored(words: list[str], x: float) -> list[Glyph]:
    """Right-to-left words drawn from `x` to the left."""
    letters = " ".join(words)
    return [glyph(letter, x - 5 * index) for index, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (glyphs("onetwo", 72), ["onetwo"]),
        (glyphs("one two", 72), ["one two"]),
        (glyphs("one", 72) + glyphs("two", 72 + 15 + 1.6), ["one two"]),
        (glyphs("one", 72) + glyphs("two", 72 + 15 + 1.4), ["onetwo"]),
        (glyphs("on", 72) + [glyph(" ", 82, width=0.1)] + glyphs("e", 82.1), ["one"]),
        (glyphs("on", 72) + [glyph(" ", 82, width=16)] + glyphs("its", 90), ["on its"]),
        (glyphs("HEAD", 72, step=9), ["HEAD"]),
        (glyphs("TWO", 72, step=9) + [glyph(" ", 99)] + glyphs("HEADS", 108, step=9), ["TWO HEADS"]),
        (
            [*glyphs("6", 72), *glyphs("on", 100), *glyphs("55", 132), *glyphs("x", 167)],
            ["6 on 55 x"],
        ),
        (glyphs("WIDE", 72, step=20), ["WIDE"]),
        (glyphs("新的一天", 72, step=9.9), ["新的一天"]),
        (glyphs("新的", 72, step=10) + glyphs("一天", 72 + 20 + 9), ["新的 一天"]),
        ([glyph(c, x, width=10) for c, x in zip("新的一天", (72, 82, 99, 109), strict=True)], ["新的一天"]),
        (glyphs("km", 72) + [glyph("2", 82, 96, style=SMALL)], ["km2"]),
        (glyphs("of 2019", 72) + [glyph("3", 107, 96, style=SMALL)], ["of 2019 3"]),
        (glyphs("left", 72) + glyphs("right", 150), ["left", "right"]),
        (glyphs("upper", 72) + glyphs("lower", 72, 112), ["upper", "lower"]),
        (glyphs("second", 150) + glyphs("first", 72), ["second", "first"]),
        (glyphs("two", 90) + glyphs("one", 72), ["one two"]),
        (glyphs("wo", 77) + glyphs("t", 72), ["two"]),
        ([glyph("O", 72, 124, style=LARGE), *glyphs("nce", 92)], ["O", "nce"]),
        ([glyph("O", 72, style=LARGE), *glyphs("nce", 92)], ["O", "nce"]),
        ([glyph("•", 72), *glyphs("item", 94)], ["• item"]),
        ([*glyphs("item", 94), glyph("•", 72)], ["• item"]),
        ([glyph("1", 72), glyph(".", 77), *glyphs("item", 94)], ["1. item"]),
        ([*glyphs("one", 72), *glyphs("item", 110)], ["one item"]),
        ([glyph("J", 72, style=PICTURES), *glyphs("smile", 77)], ["J smile"]),
        (mirrored(["שלום", "עולם"], 200), ["שלום עולם"]),
        ([glyph(" ", 72), glyph("\u00a0", 77)], []),
        ([], []),
    ],
    ids=[
        "one word", "blank drawn", "gap without a blank", "kerning", "blank without width",
        "blank told too wide",
        "spaced-out word", "spaced-out words", "cells of a row", "word spaced far out",
        "no blanks in Chinese", "gap in Chinese",
        "justified Chinese", "superscript", "note of a number",
        "wide gap", "lines", "drawing order of lines", "drawn backwards", "word drawn in pieces",
        "drop cap", "raised cap", "bullet far off", "bullet drawn later", "number far off", "words far off",
        "font of pictures", "right to left", "blanks only", "nothing",
    ],
)  # fmt: skip
def test_lines(items: list[Glyph], expected: list[str]) -> None:
    assert lines_of(items) == expected


@pytest.mark.parametrize(
    "shape",
    [
        lambda: glyphs("every letter once", 72),
        lambda: mirrored(["שלום", "Hill", "12", "עולם"], 300),
        lambda: [replace(g, angle=90) for g in glyphs("up", 72)] + glyphs("level", 72),
        lambda: [replace(g, angle=None) for g in glyphs("slanted words", 72)],
        lambda: glyphs("over", 72) + glyphs("OVER", 72),
    ],
    ids=["plain", "mixed directions", "upright and level", "slanted", "printed over each other"],
)
def test_no_glyph_is_lost_or_doubled(shape: Callable[[], list[Glyph]]) -> None:
    items = shape()
    letters = sorted("".join(g.text for g in items if not g.text.isspace()))
    assert sorted("".join(lines_of(items)).replace(" ", "")) == letters


def test_left_to_right_words_keep_their_order_in_a_right_to_left_line() -> None:
    """`שלום Hill 12 עולם` as the eye meets it: the foreign words stand left to right."""
    items = (
        [glyph(c, 295 - 5 * i) for i, c in enumerate("שלום")]
        + glyphs("Hill", 240)
        + glyphs("12", 265)
        + [glyph(c, 230 - 5 * i) for i, c in enumerate("עולם")]
    )
    assert lines_of(items) == ["שלום Hill 12 עולם"]


RAISED = glyphs("th", 97, 96, step=2.5, style=SMALL)
HIGHER = glyphs("th", 97, 90, step=2.5, style=SMALL)
TINY = replace(PLAIN, size_pt=4.0)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([*glyphs("on 30", 72), *glyphs("of May", 106), *RAISED], ["on 30th of May"]),
        ([*RAISED, *glyphs("on 30", 72), *glyphs("of May", 106)], ["on 30th of May"]),
        ([*glyphs("on 30", 72), *RAISED, *glyphs("of May", 106)], ["on 30th of May"]),
        (
            [*glyphs("the 30", 67), *glyphs("and 31", 106), *glyphs("to", 145), *RAISED]
            + glyphs("st", 136, 96, step=2.5, style=SMALL),
            ["the 30th and 31st to"],
        ),
        ([*glyphs("H", 92), *glyphs("O", 101), glyph("2", 97, 103, style=SMALL, width=3.5)], ["H2O"]),
        ([*glyphs("on 30", 72), *glyphs("of May", 106), *HIGHER], ["on 30 of May", "th"]),
        ([*glyphs("on 30 of May", 72), *RAISED], ["on 30 of May", "th"]),
        (
            [*glyphs("row", 72), *glyphs("end", 110), *glyphs("ab", 93, step=2.5, style=SMALL)],
            ["row end", "ab"],
        ),
        ([*glyphs("govern", 72), glyph("1", 102, 96, style=TINY), *glyphs("ment", 104)], ["govern1ment"]),
        ([glyph("1", 102, 93, style=TINY), *glyphs("govern", 72), *glyphs("ment", 104)], ["govern1ment"]),
        ([*glyphs("govern", 72), *glyphs("ment", 104), glyph("*", 102, 93, style=TINY)], ["govern*ment"]),
        ([*glyphs("govern", 72), glyph("b", 102, 102, style=TINY), *glyphs("ment", 104)], ["governbment"]),
        ([*glyphs("a nation", 72), glyph("†", 112, 94, style=TINY)], ["a nation†"]),
        ([*glyphs("a nation", 72), glyph("1", 112, 92.6, style=SMALL)], ["a nation1"]),
        ([*glyphs("a nation", 72), glyph("1", 112, 92.4, style=SMALL)], ["a nation", "1"]),
        ([*glyphs("a nation", 72), glyph("1", 112, 102.9, style=SMALL)], ["a nation1"]),
        ([*glyphs("of 2019", 72), glyph("3", 107, 94, style=TINY), *glyphs("on", 114)], ["of 2019 3 on"]),
        ([*glyphs("a nation", 72), *glyphs("12", 112, 94, step=2, style=TINY)], ["a nation12"]),
        ([*glyphs("a nation", 72), *glyphs("note", 112, 94, step=2, style=TINY)], ["a nation", "note"]),
        ([*mirrored(["שלום", "עולם"], 200), glyph("1", 158, 94, style=TINY)], ["שלום עולם 1"]),
        ([glyph("O", 72, 104, style=DROPPED), *glyphs("no", 84)], ["O", "no"]),
    ],
    ids=[
        "drawn last", "drawn first", "drawn in its place", "two of them", "lowered", "too high",
        "no gap for it", "behind no word", "tiny in a word", "tiny, drawn first", "tiny, drawn last",
        "tiny, lowered", "at the end", "high enough", "a little too high", "low enough", "note of a number",
        "two digits", "more than a mark", "right to left", "after a drop cap",
    ],
)  # fmt: skip
def test_raised_and_lowered_marks(items: list[Glyph], expected: list[str]) -> None:
    assert sorted(lines_of(items)) == sorted(expected)


@pytest.mark.parametrize("size", [4.0, 5.8, 7.0])
@pytest.mark.parametrize("rise", [-2.0, 3.0, 6.0, 7.0])
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)], ids=["in place", "first", "last"])
def test_marks_inside_a_word_leave_it_whole(size: float, rise: float, order: tuple[int, ...]) -> None:
    base = 80 + 10 * ascent("Helvetica")
    x = 72 + stringWidth("The govern", "Helvetica", 10)
    pieces = [
        ("The govern", (72.0, 80.0), 10.0),
        ("2", (x, base - rise - size * ascent("Helvetica")), size),
        ("ment of the town", (x + stringWidth("2", "Helvetica", size), 80.0), 10.0),
    ]
    made = page().line("Above it is another line", at=(72, 68)).line("and one is under it", at=(72, 92))
    for text, at, of_size in (pieces[place] for place in order):
        made.line(text, at=at, size=of_size)
    assert "The govern2ment of the town" in line_texts(read(pdf(made)))


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ינויב 28-ב", "ב-28 ביוני"),
        ("ב-1948.5 םולש", "שלום 1948.5-ב"),
        ("OTAN-ב םולש", "שלום OTAN-ב"),
    ],
)
def test_numbers_inside_a_right_to_left_word_keep_their_order(seen: str, read: str) -> None:
    """`seen` are the letters of a line as they stand on the page from left to right."""
    assert lines_of(glyphs(seen, 72)) == [read]


@pytest.mark.parametrize(("gap", "read"), [(0.0, "كل صف"), (3.0, "كل صف"), (9.0, "ك ل صف")])
def test_joined_letters_are_one_word_over_a_gap_where_blanks_part_words(gap: float, read: str) -> None:
    items = [glyph("ك", 200), glyph("ل", 195 - gap), glyph(" ", 190 - gap)]
    assert lines_of([*items, glyph("ص", 185 - gap), glyph("ف", 180 - gap)]) == [read]


def test_joined_letters_apart_are_two_words_where_no_blank_is_drawn() -> None:
    items = [glyph("ك", 200), glyph("ل", 192), glyph("ص", 187), glyph("ف", 182)]
    assert lines_of(items) == ["ك لصف"]


@pytest.mark.parametrize(
    ("items", "read"),
    [
        ([glyph("क", 72, width=8), glyph("े", 77, width=0), *glyphs("वल", 80)], "केवल"),
        ([glyph("च", 72, width=9), glyph("ि", 75, width=7), glyph("त", 82)], "चित"),
    ],
    ids=["vowel inside its letter", "vowel drawn before its letter"],
)
def test_letters_of_one_cluster_are_one_word(items: list[Glyph], read: str) -> None:
    assert lines_of(items) == [read]


def test_words_drawn_from_the_right_whose_letters_run_to_the_right() -> None:
    """A comma and blanks, drawn from the left of what is before them, do not tell how the letters run."""
    of_word = [glyph(" ", 110), glyph(",", 115), *glyphs("לע", 95), glyph(" ", 90)]
    assert lines_of(of_word) == [", על"]


def test_boxes_and_styles_of_words() -> None:
    (line,) = group_lines(columns([*glyphs("bold", 72, style=BOLD), glyph(" ", 92), *glyphs("plain", 97)]))
    bold, plain = line.words
    assert (bold.style, plain.style) == (BOLD, PLAIN)
    assert (bold.bbox.x0, bold.bbox.x1, plain.bbox.x1) == (72, 92, 122)
    assert (line.bbox.x0, line.bbox.x1, line.direction) == (72, 122, Direction.HORIZONTAL)


@pytest.mark.parametrize(
    ("text", "expected"), [("שלום", True), ("مرحبا", True), ("Hill", False), ("12", False)]
)
def test_direction_of_letters(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (page().line("The quick brown fox", at=(72, 80), size=7), ["The quick brown fox"]),
        (page().line("The quick brown fox", at=(72, 80), size=32), ["The quick brown fox"]),
        (page().line("SPACED OUT HEAD", at=(72, 80), spacing=6), ["SPACED OUT HEAD"]),
        (page().line("tightly set words", at=(72, 80), spacing=-0.3), ["tightly set words"]),
        (page().line("AVAST To WAVE", at=(72, 80), font="serif"), ["AVAST To WAVE"]),
        (page().line("going up here", at=(72, 400), angle=90), ["going up here"]),
        (page().line("going down here", at=(72, 400), angle=270), ["going down here"]),
        (page().line("head over here", at=(400, 400), angle=180), ["head over here"]),
        (page().line("aslant like this", at=(72, 400), angle=30), ["aslant like this"]),
        (page(rotate=90).line("on a turned page", at=(72, 80)), ["on a turned page"]),
        (page(rotate=90).line("turned back", at=(72, 300), angle=90), ["turned back"]),
        (
            page().line("•", at=(72, 80)).line("•", at=(72, 92)).lines(["one item", "another"], at=(96, 80)),
            ["• one item", "• another"],
        ),
    ],
    ids=[
        "small", "large", "spaced", "tight", "serif", "up", "down", "head over", "slanted", "turned page",
        "turned page, turned text", "bullets first",
    ],
)  # fmt: skip
def test_pages(content: Page, expected: list[str]) -> None:
    assert line_texts(read(pdf(content))) == expected


GAP_TEXTS = ["the of#ce has an arti#cial #eld", "#ve in the pro#le"]


@pytest.mark.parametrize("size", [8.0, 10.0, 20.0])
@pytest.mark.parametrize("is_bold", [False, True], ids=["plain", "bold"])
def test_ligatures_drawn_after_all_the_rest_stand_in_their_gaps(size: float, is_bold: bool) -> None:
    font = "Helvetica-Bold" if is_bold else "Helvetica"
    made, late = page(), []
    for row, text in enumerate(GAP_TEXTS):
        x, top = 72.0, 80.0 + 1.2 * size * row
        for number, piece in enumerate(text.split("#")):
            if number:
                late.append((x, top))
                x += stringWidth("fi", font, size)
            made.line(piece, at=(x, top), size=size, bold=is_bold)
            x += stringWidth(piece, font, size)
    for at in late:
        made.line("fi", at=at, size=size, bold=is_bold)
    assert line_texts(read(pdf(made))) == [text.replace("#", "fi") for text in GAP_TEXTS]


def test_words_of_another_column_fill_no_gap() -> None:
    made = page().line("left side", at=(72, 80)).line("right side", at=(250, 80)).line("note", at=(160, 80))
    assert line_texts(read(pdf(made))) == ["left side", "right side", "note"]


def test_equal_numbers_of_boxes_are_one_object() -> None:
    (line,) = group_lines(columns(glyphs("one two", 72.25, 99.75)))
    first, second = (word.bbox for word in line.words)
    assert first.top is second.top
    assert first.bottom is second.bottom
