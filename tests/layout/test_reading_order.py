"""Order of a page's lines: columns, bands, boxes, tables, rules."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from schemas.document import Line, Style
from schemas.geometry import BBox
from tasks.layout.boxes import TextBox
from tasks.layout.reading_order import Region, order_page
from tests.reading import PLAIN, Sheet

HEAD = replace(PLAIN, size_pt=20.0, is_bold=True)
WORDS = "reeds ice boat quay lamp mill goat rope barn wool salt tide"


def lines_named(name: str, count: int) -> list[str]:
    """Lines of about the same length that say where they belong: `a1 …`, `a2 …`."""
    words = WORDS.split()
    return [f"{name}{i + 1} " + " ".join(words[(i + k) % len(words)] for k in range(6)) for i in range(count)]


def order(
    sheet: Sheet,
    *,
    boxes: Sequence[TextBox] = (),
    rules: Sequence[BBox] = (),
    lines: Sequence[Line] | None = None,
    right_to_left: bool = False,
) -> list[str]:
    """First words of the lines in reading order, regions parted by `|`."""
    regions = order_page(lines or sheet.lines, boxes, rules, {}, right_to_left=right_to_left)
    return " | ".join(
        " ".join(sheet.text_of(line).split()[0] for line in region.lines) for region in regions
    ).split()


def expect(text: str) -> list[str]:
    return text.split()


def two_columns(top: float = 100, count: int = 4, names: str = "ab") -> Sheet:
    sheet = Sheet()
    sheet.column(lines_named(names[0], count), 60, top)
    sheet.column(lines_named(names[1], count), 310, top)
    return sheet


def test_two_columns() -> None:
    assert order(two_columns()) == expect("a1 a2 a3 a4 | b1 b2 b3 b4")


def test_two_columns_of_a_right_to_left_text() -> None:
    assert order(two_columns(), right_to_left=True) == expect("b1 b2 b3 b4 | a1 a2 a3 a4")


def test_three_columns() -> None:
    sheet = Sheet()
    for number, name in enumerate("abc"):
        sheet.column(lines_named(name, 4), 60 + 200 * number, 100)
    assert order(sheet) == expect("a1 a2 a3 a4 | b1 b2 b3 b4 | c1 c2 c3 c4")


def close_columns(words: str, count: int) -> Sheet:
    """Two columns no further apart than words are, the first with a new paragraph before its last line."""
    sheet = Sheet()
    lines = [f"a{i + 1} {words}" for i in range(count - 1)]
    right = max(box.x1 for line in lines if (box := Sheet().line(line, 60, 100).bbox))
    sheet.column([*lines[:-1], f"a{count - 1} end"], 60, 112)
    sheet.column([f"b{i + 1} {words}" for i in range(count)], right + 4, 100)
    sheet.line(f"a{count} {words.rsplit(maxsplit=2)[0]}", 90, 112 + 12 * (count - 1) + 9)
    return sheet


def test_many_lines_of_running_text_close_beside_each_other_are_columns() -> None:
    wanted = "a1 a2 a3 a4 a5 a6 a7 a8 | b1 b2 b3 b4 b5 b6 b7 b8"
    assert order(close_columns("reeds ice boat quay lamp", 8)) == expect(wanted)


@pytest.mark.parametrize(("words", "count"), [("reeds ice boat quay lamp", 4), ("reeds", 8)])
def test_a_few_or_short_lines_close_beside_each_other_are_not(words: str, count: int) -> None:
    assert len([word for word in order(close_columns(words, count)) if word == "|"]) == 0


def test_columns_of_unlike_length() -> None:
    sheet = Sheet()
    sheet.column(lines_named("a", 9), 60, 100)
    sheet.column(lines_named("b", 3), 310, 100)
    assert order(sheet) == expect("a1 a2 a3 a4 a5 a6 a7 a8 a9 | b1 b2 b3")


def test_a_narrow_side_column() -> None:
    sheet = Sheet()
    small = replace(PLAIN, size_pt=8.0)
    sheet.column(["s1 ice on", "s2 the boat", "s3 and quay", "s4 lamps"], 60, 104, style=small)
    sheet.column(lines_named("b", 9), 150, 100)
    assert order(sheet) == expect("s1 s2 s3 s4 | b1 b2 b3 b4 b5 b6 b7 b8 b9")


def test_a_headline_over_the_columns_comes_first() -> None:
    sheet = Sheet()
    sheet.line("HEAD that runs over both of the columns", 60, 60, style=HEAD)
    sheet.column(lines_named("a", 4), 60, 100)
    sheet.column(lines_named("b", 4), 310, 100)
    assert order(sheet) == expect("HEAD | a1 a2 a3 a4 | b1 b2 b3 b4")


def test_a_headline_parts_the_columns_above_it_from_those_below() -> None:
    sheet = two_columns()
    sheet.line("HEAD that runs over both of the columns", 60, 170, style=HEAD)
    sheet.column(lines_named("c", 4), 60, 210)
    sheet.column(lines_named("d", 4), 310, 210)
    expected = expect("a1 a2 a3 a4 | b1 b2 b3 b4 | HEAD | c1 c2 c3 c4 | d1 d2 d3 d4")
    assert order(sheet) == expected


def three_columns(sheet: Sheet, tops: Sequence[float], names: str, count: int = 4) -> None:
    for number, (top, name) in enumerate(zip(tops, names, strict=True)):
        sheet.column([f"{name}{i + 1} reeds ice boat quay" for i in range(count)], 60 + 170 * number, top)


@pytest.mark.parametrize("last_top", [100, 128], ids=["ends above it", "ends beside its upper edge"])
def test_a_headline_over_two_of_three_columns_parts_all_that_wait_for_it(last_top: float) -> None:
    sheet = Sheet()
    three_columns(sheet, (100, 100, last_top), "abc")
    sheet.line("HEAD that runs over two", 60, 170, style=HEAD)
    three_columns(sheet, (210, 210, 210), "def")
    assert [word for word in order(sheet) if word != "|"] == expect(
        "a1 a2 a3 a4 b1 b2 b3 b4 c1 c2 c3 c4 HEAD d1 d2 d3 d4 e1 e2 e3 e4 f1 f2 f3 f4"
    )


def test_a_headline_over_two_of_three_columns_leaves_the_third_one_that_runs_beside_it() -> None:
    sheet = Sheet()
    three_columns(sheet, (100, 100), "ab")
    sheet.line("HEAD that runs over two", 60, 170, style=HEAD)
    three_columns(sheet, (210, 210), "de")
    sheet.column([f"c{i + 1} reeds ice boat quay" for i in range(13)], 400, 100)
    words = [word for word in order(sheet) if word != "|"]
    assert words[-13:] == [f"c{i + 1}" for i in range(13)]
    assert words[:9] == expect("a1 a2 a3 a4 b1 b2 b3 b4 HEAD")


SHORT = replace(PLAIN, size_pt=14.0, is_bold=True)


def short_head(*, lower_pt: float = 0, words: str = WORDS, style: Style = PLAIN) -> Sheet:
    """Two texts of two columns; the second one's headline is no wider than its first column.

    The last column stands lower, with other words, in another look, as asked.
    """
    sheet = two_columns()
    sheet.line("HEAD of both", 60, 172, style=SHORT)
    sheet.line("BYLINE of both", 60, 190)
    sheet.column(lines_named("c", 4), 60, 210)
    sheet.column([f"d{i + 1} {words}" for i in range(4)], 310, 210 + lower_pt, style=style)
    return sheet


def test_a_short_headline_heads_the_column_that_begins_level_with_its_text() -> None:
    wanted = "a1 a2 a3 a4 | b1 b2 b3 b4 | HEAD BYLINE c1 c2 c3 c4 | d1 d2 d3 d4"
    assert order(short_head(words=" ".join(WORDS.split()[:6]))) == expect(wanted)


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(lambda: short_head(lower_pt=44, words=" ".join(WORDS.split()[:6])), id="lower"),
        pytest.param(lambda: short_head(words=" ".join(WORDS.split()[:9])), id="wider"),
        pytest.param(lambda: short_head(words="reeds ice"), id="no running text"),
        pytest.param(
            lambda: short_head(words=" ".join(WORDS.split()[:6]), style=replace(PLAIN, is_italic=True)),
            id="a caption",
        ),
    ],
)
def test_a_short_headline_heads_no_other_column_beside_its_text(sheet: Callable[[], Sheet]) -> None:
    words = [word for word in order(sheet()) if word != "|"]
    assert words == expect("a1 a2 a3 a4 HEAD BYLINE c1 c2 c3 c4 b1 b2 b3 b4 d1 d2 d3 d4")


@pytest.mark.parametrize("head", ["HEAD", "HEAD that runs over both of the columns here"])
def test_a_kicker_goes_with_the_headline_that_it_stands_nearer_to(head: str) -> None:
    sheet = two_columns()
    sheet.line("KICKER", 60, 175, style=replace(PLAIN, size_pt=8.0))
    sheet.line(head, 60, 186, style=SHORT)
    sheet.column(lines_named("c", 4), 60, 210)
    sheet.column(lines_named("d", 4), 310, 210)
    words = [word for word in order(sheet) if word != "|"]
    assert words == expect("a1 a2 a3 a4 b1 b2 b3 b4 KICKER HEAD c1 c2 c3 c4 d1 d2 d3 d4")


def end_under_a_picture(top: float) -> Sheet:
    """Three columns under a headline over the last two, the first of which begins at `top`."""
    sheet = Sheet()
    sheet.line("HEAD over the last two of them", 260, 60, style=HEAD)
    sheet.column(lines_named("a", 5), 60, top)
    sheet.column(lines_named("b", 8), 260, 100)
    sheet.column(lines_named("c", 8), 460, 100)
    return sheet


def test_a_column_that_begins_lower_than_the_text_under_a_headline_beside_it_comes_before() -> None:
    wanted = "a1 a2 a3 a4 a5 | HEAD | b1 b2 b3 b4 b5 b6 b7 b8 | c1 c2 c3 c4 c5 c6 c7 c8"
    assert order(end_under_a_picture(140)) == expect(wanted)


def test_a_column_level_with_the_text_under_a_headline_beside_it_is_of_that_text() -> None:
    wanted = "HEAD | a1 a2 a3 a4 a5 | b1 b2 b3 b4 b5 b6 b7 b8 | c1 c2 c3 c4 c5 c6 c7 c8"
    assert order(end_under_a_picture(100)) == expect(wanted)


def test_columns_read_from_the_right_keep_their_last_column_behind_the_headline() -> None:
    wanted = "HEAD | c1 c2 c3 c4 c5 c6 c7 c8 | b1 b2 b3 b4 b5 b6 b7 b8 | a1 a2 a3 a4 a5"
    assert order(end_under_a_picture(140), right_to_left=True) == expect(wanted)


def banded(color: str) -> Sheet:
    """Two texts of two columns; the words between them stand over the first column only."""
    sheet = two_columns(count=4)
    sheet.line("BAND", 60, 170, style=replace(PLAIN, color=color))
    sheet.column(lines_named("c", 4), 60, 200)
    sheet.column(lines_named("d", 4), 310, 200)
    return sheet


def test_white_words_over_columns_part_them_wherever_they_stand() -> None:
    wanted = "a1 a2 a3 a4 | b1 b2 b3 b4 | BAND | c1 c2 c3 c4 | d1 d2 d3 d4"
    assert order(banded("#ffffff")) == expect(wanted)


def test_dark_words_in_a_column_part_nothing() -> None:
    wanted = "a1 a2 a3 a4 BAND c1 c2 c3 c4 | b1 b2 b3 b4 d1 d2 d3 d4"
    assert order(banded("#225577")) == expect(wanted)


def test_white_words_over_columns_that_begin_at_different_heights_part_nothing() -> None:
    sheet = Sheet()
    sheet.line("BAND", 60, 70, style=replace(PLAIN, color="#ffffff"))
    sheet.column(lines_named("a", 6), 60, 100)
    sheet.column(lines_named("b", 9), 310, 120)
    assert order(sheet)[0] == "BAND"
    sheet.column(lines_named("x", 2), 310, 62)
    assert order(sheet)[:2] == ["BAND", "a1"]


def test_white_words_on_a_page_of_white_text_part_nothing() -> None:
    sheet = banded("#ffffff")
    white = [
        replace(
            line,
            words=tuple(replace(w, style=w.style and replace(w.style, color="#ffffff")) for w in line.words),
        )
        for line in sheet.lines
    ]
    assert order(sheet, lines=white)[:5] == expect("a1 a2 a3 a4 BAND")


def test_a_headline_below_columns_goes_with_the_wide_text_that_it_heads() -> None:
    """Boxes side by side, a short headline below the first two, its text over the whole width."""
    sheet = Sheet()
    three_columns(sheet, (100, 100, 100), "abc")
    sheet.line("HEAD of it", 60, 175, style=HEAD)
    sheet.line("By a writer", 60, 199, style=replace(PLAIN, size_pt=8.0))
    wide = " ".join(WORDS.split() * 2)
    sheet.column([f"w{i + 1} {wide}" for i in range(3)], 60, 210)
    assert order(sheet) == expect("a1 a2 a3 a4 | b1 b2 b3 b4 | c1 c2 c3 c4 | HEAD By w1 w2 w3")


def test_the_last_lines_of_a_column_are_no_headline_of_what_follows() -> None:
    sheet = Sheet()
    sheet.column(lines_named("a", 6), 60, 100)
    sheet.column(lines_named("b", 4), 310, 100)
    wide = " ".join(WORDS.split() * 2)
    sheet.column([f"w{i + 1} {wide}" for i in range(3)], 60, 182)
    assert order(sheet) == expect("a1 a2 a3 a4 a5 a6 | b1 b2 b3 b4 | w1 w2 w3")


def test_the_end_of_a_text_beside_a_headline_is_a_column() -> None:
    sheet = Sheet()
    sheet.line("HEAD of the first column", 60, 100, style=HEAD)
    sheet.column(lines_named("a", 8), 60, 130)
    sheet.column(lines_named("b", 2), 310, 100)
    assert [word for word in order(sheet) if word != "|"][-2:] == ["b1", "b2"]


def test_a_headline_of_one_column_stays_in_it() -> None:
    sheet = two_columns()
    sheet.line("HEAD here", 310, 170, style=HEAD)
    sheet.column(lines_named("d", 4), 310, 200)
    sheet.column(lines_named("c", 8), 60, 160)
    assert order(sheet)[-8:] == expect("b1 b2 b3 b4 HEAD d1 d2 d3 d4")[-8:]
    assert order(sheet)[:12] == expect("a1 a2 a3 a4 c1 c2 c3 c4 c5 c6 c7 c8")


def test_a_rule_across_the_page_parts_it() -> None:
    """Without the rule, what stands below goes on with the columns above."""
    sheet = two_columns()
    sheet.column(lines_named("c", 4), 60, 166)
    sheet.column(lines_named("d", 4), 310, 166)
    assert order(sheet)[:8] == expect("a1 a2 a3 a4 c1 c2 c3 c4")
    ruled = order(sheet, rules=[BBox(60, 157, 540, 157.5)])
    assert ruled == expect("a1 a2 a3 a4 | b1 b2 b3 b4 | c1 c2 c3 c4 | d1 d2 d3 d4")


def test_a_short_rule_parts_nothing() -> None:
    sheet = two_columns()
    sheet.column(lines_named("c", 4), 60, 166)
    sheet.column(lines_named("d", 4), 310, 166)
    assert order(sheet, rules=[BBox(275, 157, 325, 157.5)]) == order(sheet)


def test_text_goes_on_after_a_box_in_its_column() -> None:
    sheet = Sheet()
    sheet.column(lines_named("a", 4), 60, 100)
    sheet.column(["x1 notice", "x2 in a box"], 70, 165)
    sheet.column(lines_named("c", 3), 60, 205)
    sheet.column(lines_named("b", 12), 310, 100)
    box = TextBox(BBox(56, 158, 290, 195), is_table=False)
    regions = order_page(sheet.lines, [box], [], {}, right_to_left=False)
    names = [" ".join(sheet.text_of(line).split()[0] for line in region.lines) for region in regions]
    assert names[:3] == ["a1 a2 a3 a4", "x1 x2", "c1 c2 c3"]
    assert [region.box for region in regions[:3]] == [None, box, None]


def test_a_box_over_both_columns_parts_them() -> None:
    sheet = two_columns()
    sheet.column(["x1 a notice", "x2 in a box"], 200, 175)
    sheet.column(lines_named("c", 4), 60, 220)
    sheet.column(lines_named("d", 4), 310, 220)
    boxes = [TextBox(BBox(56, 165, 560, 205), is_table=False)]
    expected = expect("a1 a2 a3 a4 | b1 b2 b3 b4 | x1 x2 | c1 c2 c3 c4 | d1 d2 d3 d4")
    assert order(sheet, boxes=boxes) == expected


def test_columns_within_a_box() -> None:
    sheet = two_columns()
    boxes = [TextBox(BBox(50, 90, 560, 160), is_table=False)]
    assert order(sheet, boxes=boxes) == expect("a1 a2 a3 a4 | b1 b2 b3 b4")


def test_a_box_within_a_box() -> None:
    sheet = Sheet()
    sheet.column(lines_named("a", 2), 60, 100)
    sheet.column(["x1 inner"], 70, 140)
    sheet.column(lines_named("c", 2), 60, 170)
    boxes = [
        TextBox(BBox(50, 90, 300, 200), is_table=False),
        TextBox(BBox(60, 130, 290, 160), is_table=False),
    ]
    assert order(sheet, boxes=boxes) == expect("a1 a2 | x1 | c1 c2")


def table() -> Sheet:
    """A table drawn column by column."""
    sheet = Sheet()
    for number, name in enumerate("xyz"):
        sheet.column([f"{name}{i}" for i in (1, 2, 3)], 70 + 80 * number, 100)
    return sheet


def test_a_table_is_read_row_by_row() -> None:
    boxes = [TextBox(BBox(60, 95, 300, 140), is_table=True)]
    assert order(table(), boxes=boxes) == expect("x1 y1 z1 x2 y2 z2 x3 y3 z3")


def test_a_table_without_rules_is_read_row_by_row() -> None:
    assert order(table()) == expect("x1 y1 z1 x2 y2 z2 x3 y3 z3")


def labelled(tops: Sequence[float], names: str) -> Sheet:
    """Texts of three lines in one column, labels of one line in the column before."""
    sheet = Sheet()
    for number, (name, top) in enumerate(zip(names, tops, strict=True)):
        sheet.line(f"{name}0 ice", 60, top)
        sheet.column([f"{name}{i + 1} reeds ice boat quay lamp" for i in range(3)], 150, 100 + 60 * number)
    return sheet


@pytest.mark.parametrize(("x", "expected"), [(300, "x1 y1 x2 y2 x3 y3"), (125, "x1 x2 x3 y1 y2 y3")])
def test_short_words_far_apart_in_level_rows_are_a_table(x: float, expected: str) -> None:
    """All rows are as wide, so that only the gap, wider than a column, tells them from two columns."""
    sheet = Sheet()
    for number, (name, left) in enumerate((("x", 60.0), ("y", x))):
        sheet.column([f"{name}{i} quayside"[: 11 - number] for i in (1, 2, 3)], left, 100)
    assert [word for word in order(sheet) if word != "|"] == expect(expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        pytest.param(
            SHORT, "L M N O c1 c2 c3 c4 c5 P Q R S d1 d2 d3 d4 d5 T U V W e1 e2 e3 e4 e5", id="heads"
        ),
        pytest.param(
            PLAIN, "L M N O P Q R S T U V W c1 c2 c3 c4 c5 d1 d2 d3 d4 d5 e1 e2 e3 e4 e5", id="text"
        ),
    ],
)
def test_heads_in_the_margin_are_read_with_the_texts_beside_them(style: Style, expected: str) -> None:
    sheet = Sheet()
    for place, (name, letters) in enumerate(zip("cde", ("LMNO", "PQRS", "TUVW"), strict=True)):
        top = 100 + 90 * place
        sheet.column([f"{letter} reeds ice boat quay" for letter in letters], 60, top, style=style)
        sheet.column(lines_named(name, 5), 310, top)
    assert [word for word in order(sheet) if word != "|"] == expect(expected)


def test_labels_level_with_the_middles_of_their_texts_are_read_row_by_row() -> None:
    sheet = labelled((112, 172, 232), "xyz")
    assert order(sheet) == expect("x0 x1 x2 x3 y0 y1 y2 y3 z0 z1 z2 z3")


def test_labels_level_with_the_tops_of_their_texts_are_read_row_by_row() -> None:
    sheet = labelled((100, 160, 220), "xyz")
    assert order(sheet) == expect("x0 x1 x2 x3 y0 y1 y2 y3 z0 z1 z2 z3")


def test_labelled_texts_side_by_side_are_columns_of_rows() -> None:
    sheet = Sheet()
    for side, names in ((60, "abc"), (330, "xyz")):
        for number, name in enumerate(names):
            sheet.line(f"{name}0 ice", side, 112 + 60 * number)
            lines = [f"{name}{i + 1} reeds ice boat quay" for i in range(3)]
            sheet.column(lines, side + 90, 100 + 60 * number)
    rows = " ".join(f"{name}0 {name}1 {name}2 {name}3" for name in "abc")
    assert order(sheet) == expect(f"{rows} | {rows.translate(str.maketrans('abc', 'xyz'))}")


def test_short_lines_that_are_not_level_with_the_texts_beside_them_are_a_column() -> None:
    sheet = labelled((118, 166, 250), "xyz")
    assert order(sheet) == expect("x0 y0 z0 | x1 x2 x3 y1 y2 y3 z1 z2 z3")


def test_bullets_drawn_apart_stand_before_their_items() -> None:
    sheet = Sheet()
    sheet.column(["•", "•", "•"], 60, 100)
    sheet.column(["p1 ice and boat", "p2 quay and lamp", "p3 mill and goat"], 90, 100)
    assert order(sheet) == expect("• p1 • p2 • p3")


def test_bullets_far_from_each_other_stand_before_the_items_of_one_text() -> None:
    sheet = Sheet()
    for top in (100, 148, 196):
        sheet.line("•", 60, top)
    sheet.column([f"p{number} ice and boat" for number in range(10)], 90, 100)
    assert order(sheet) == expect("• p0 p1 p2 p3 • p4 p5 p6 p7 • p8 p9")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_drawing_does_not_matter(seed: int) -> None:
    sheet = two_columns()
    sheet.line("HEAD that runs over both of the columns", 60, 60, style=HEAD)
    shuffled = list(sheet.lines)
    random.Random(seed).shuffle(shuffled)
    assert order(sheet, lines=shuffled) == expect("HEAD | a1 a2 a3 a4 | b1 b2 b3 b4")


@pytest.mark.parametrize(("offset", "expected"), [(0, "head b1"), (4, "head b1"), (8, "b1 head")])
def test_single_lines_side_by_side_go_from_the_left_when_they_are_level(offset: float, expected: str) -> None:
    """A head that begins well below the line beside it comes after that line."""
    sheet = Sheet()
    sheet.line("head of one", 60, 100 + offset, style=HEAD)
    sheet.line("b1 beside it", 310, 100, style=replace(PLAIN, size_pt=16.0))
    assert order(sheet) == expect(expected)


@pytest.mark.parametrize(
    ("left", "expected"), [(80, "O nce"), (76, "O nce"), (66, "nce O")], ids=["beside", "touching", "over it"]
)
def test_a_drop_cap_that_its_first_line_touches_goes_before_it(left: float, expected: str) -> None:
    """A cap whose top is a little lower than that of the words beside it, which are set close to it."""
    sheet = Sheet()
    sheet.line("O", 60, 101.5, style=replace(PLAIN, size_pt=36.0))
    sheet.column(["nce a goat", "had a boat", "of salt and"], left, 100)
    sheet.column(lines_named("p", 3), 60, 140)
    assert order(sheet)[:2] == expect(expected)


def test_every_line_is_in_one_region() -> None:
    """Lines over each other, outside of every column, half in a box: none is lost or doubled."""
    sheet = two_columns()
    sheet.column(lines_named("o", 3), 200, 103)
    sheet.line("far", 580, 830)
    boxes = [
        TextBox(BBox(180, 90, 330, 120), is_table=False),
        TextBox(BBox(50, 105, 330, 140), is_table=True),
    ]
    regions: list[Region] = order_page(sheet.lines, boxes, [], {}, right_to_left=False)
    placed = [line.span.start for region in regions for line in region.lines]
    assert sorted(placed) == sorted(line.span.start for line in sheet.lines)


def test_numbers_stand_before_their_lines_where_one_is_part_of_its_line() -> None:
    """Found in a real list: its first number was set into the line, the others in a column of their own."""
    sheet = Sheet()
    sheet.line("1. a1 " + WORDS, 60, 100)
    sheet.column([f"{name} {WORDS}" for name in ("a2", "b1", "b2", "c1", "c2")], 80, 112)
    sheet.line("2.", 60, 124)
    sheet.line("3.", 60, 148)
    assert order(sheet) == expect("1. a2 2. b1 b2 3. c1 c2")
