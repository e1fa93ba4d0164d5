"""Boxes that set text apart, and ruled tables."""

from __future__ import annotations

import pytest

from schemas.document import Frame, Page
from schemas.geometry import BBox
from tasks.layout.boxes import TextBox, find_boxes
from tests.reading import Sheet

TEXT = ["Some words in a box", "and a few more words", "on three lines of it"]
BOX = BBox(60, 90, 250, 140)
Drawn = tuple[list[BBox], list[Frame]]


def boxes(rules: list[BBox], frames: list[Frame], sheet: Sheet | None = None) -> list[TextBox]:
    if sheet is None:
        sheet = Sheet()
        sheet.column(TEXT, 72, 96)
    page = Page(1, 595.0, 842.0, tuple(sheet.lines), tuple(rules), tuple(frames))
    return find_boxes(page, sheet.lines)


def sides(box: BBox) -> list[BBox]:
    """Four rules around `box`."""
    return [
        BBox(box.x0, box.top, box.x1, box.top + 0.5),
        BBox(box.x0, box.bottom, box.x1, box.bottom + 0.5),
        BBox(box.x0, box.top, box.x0 + 0.5, box.bottom),
        BBox(box.x1, box.top, box.x1 + 0.5, box.bottom),
    ]


def frame(box: BBox, *, fill: str | None = None) -> Frame:
    return Frame(box, fill is None, fill)


def stripes(box: BBox, count: int) -> list[Frame]:
    """A fill drawn as `count` stripes that touch."""
    step = box.height / count
    return [
        frame(BBox(box.x0, box.top + step * i, box.x1, box.top + step * (i + 1)), fill="#ffeecc")
        for i in range(count)
    ]


@pytest.mark.parametrize(
    ("rules", "frames"),
    [
        ([], [frame(BOX)]),
        ([], [frame(BOX, fill="#ffeecc")]),
        ([], stripes(BOX, 3)),
        ([], [frame(BOX), frame(BOX, fill="#ffeecc")]),
        (sides(BOX), []),
        ([*sides(BOX), BBox(100, 89.5, 200, 90)], []),
    ],
    ids=["frame", "fill", "stripes", "frame and fill", "four rules", "a side in two pieces"],
)
def test_a_box_is_found_once(rules: list[BBox], frames: list[Frame]) -> None:
    (found,) = boxes(rules, frames)
    assert not found.is_table
    assert found.bbox.contains(BOX, slack_pt=1.0)
    assert BOX.contains(found.bbox, slack_pt=1.0)


def test_each_of_many_boxes_drawn_by_rules_is_found() -> None:
    sheet, drawn = Sheet(), []
    for row in range(4):
        for column in range(2):
            box = BBox(60 + 220 * column, 90 + 70 * row, 250 + 220 * column, 140 + 70 * row)
            sheet.column(TEXT, box.x0 + 12, box.top + 6)
            drawn.append(box)
    found = boxes([rule for box in drawn for rule in sides(box)], [], sheet)
    assert sorted(round(box.bbox.x0 / 10) for box in found) == [6] * 4 + [28] * 4
    assert sorted(round(box.bbox.top / 10) for box in found) == [9, 9, 16, 16, 23, 23, 30, 30]
    assert not any(box.is_table for box in found)


@pytest.mark.parametrize(
    ("rules", "frames"),
    [
        ([], []),
        ([], [frame(BBox(5, 5, 590, 837))]),
        ([], [frame(BBox(300, 90, 500, 140))]),
        ([], [frame(BBox(60, 90, 250, 101))]),
        ([], [Frame(BOX, is_stroked=False, fill="#ffffff")]),
        ([], [Frame(BOX, is_stroked=False, fill=None)]),
        (sides(BOX)[:3], []),
        (sides(BOX)[:1], []),
    ],
    ids=["nothing", "page border", "no text in it", "too low", "white", "not drawn", "open side", "rule"],
)
def test_no_box(rules: list[BBox], frames: list[Frame]) -> None:
    assert boxes(rules, frames) == []


@pytest.mark.parametrize(
    ("more", "count"), [([], 1), (["and of longer lines that begin in it and run far out of it"] * 2, 0)]
)
def test_a_drawing_under_running_text_is_no_box(more: list[str], count: int) -> None:
    """It may hold the last line of a paragraph, whose others run out of it."""
    sheet = Sheet()
    sheet.column([*more, TEXT[0]], 72, 96)
    assert len(boxes([], [frame(BOX)], sheet)) == count


def test_a_box_within_a_box_is_a_second_one_and_the_larger_comes_first() -> None:
    outer, inner = BBox(50, 80, 300, 300), BOX
    assert [found.bbox for found in boxes([], [frame(inner), frame(outer)])] == [outer, inner]


@pytest.mark.parametrize(
    "bar", [BBox(60, 70, 250, 90), BBox(60, 90, 250, 112)], ids=["on top of the box", "inside it"]
)
def test_a_bar_that_holds_a_head_is_part_of_its_box(bar: BBox) -> None:
    sheet = Sheet()
    sheet.line("Head", 72, bar.top + 5)
    sheet.column(TEXT, 72, 114)
    box = BBox(60, 90, 250, 160)
    (found,) = boxes([], [frame(box), frame(bar, fill="#336699")], sheet)
    assert found == TextBox(BBox(60, min(bar.top, 90), 250, 160), is_table=False)


def test_bars_on_top_of_each_other_are_joined_once() -> None:
    """Found in a real report: the lower bar was gone from the list when its turn came."""
    sheet = Sheet()
    sheet.line("Number", 72, 72)
    sheet.line("Head", 72, 94)
    sheet.column([f"{line} {line} {line}" for line in TEXT] * 4, 72, 120)
    bars = [frame(BBox(60, 70, 450, 88), fill="#336699"), frame(BBox(60, 88, 450, 112), fill="#993366")]
    found = boxes([], [*bars, frame(BBox(60, 112, 450, 300), fill="#ffeecc")], sheet)
    assert TextBox(BBox(60, 70, 450, 112), is_table=False) in found


def test_a_bar_apart_from_the_box_below_is_a_box_of_its_own() -> None:
    sheet = Sheet()
    sheet.line("Head", 72, 65)
    sheet.column(TEXT, 72, 114)
    found = boxes([], [frame(BBox(60, 90, 250, 160)), frame(BBox(60, 60, 250, 80), fill="#336699")], sheet)
    assert [box.is_table for box in found] == [False, False]


def grid(columns: list[float], rows: list[float]) -> list[BBox]:
    """Rules at all edges."""
    return [
        *(BBox(columns[0], y, columns[-1], y + 0.5) for y in rows),
        *(BBox(x, rows[0], x + 0.5, rows[-1]) for x in columns),
    ]


def cells(columns: list[float], rows: list[float], lines_each: int = 1) -> Sheet:
    sheet = Sheet()
    for y in rows[:-1]:
        for x in columns[:-1]:
            sheet.column(["cell"] * lines_each, x + 4, y + 4)
    return sheet


COLUMNS, ROWS = [60.0, 160.0, 260.0], [100.0, 118.0, 136.0, 154.0]


def test_a_grid_of_short_cells_is_a_table() -> None:
    (found,) = boxes(grid(COLUMNS, ROWS), [], cells(COLUMNS, ROWS))
    assert found.is_table
    assert found.bbox == BBox(60, 100, 260.5, 154.5)


def test_a_grid_drawn_as_frames_is_a_table() -> None:
    drawn = [
        frame(BBox(a, b, c, d))
        for a, c in zip(COLUMNS, COLUMNS[1:], strict=False)
        for b, d in zip(ROWS, ROWS[1:], strict=False)
    ]
    (found,) = boxes([], drawn, cells(COLUMNS, ROWS))
    assert found.is_table


def test_boxes_side_by_side_are_no_table() -> None:
    """Cells that hold whole paragraphs are boxes that share their sides."""
    rows = [100.0, 220.0, 340.0]
    found = boxes(grid(COLUMNS, rows), [], cells(COLUMNS, rows, lines_each=8))
    assert [box.is_table for box in found] == [False] * 4


PROSE = "The ferry leaves at nine"
TALL = BBox(60, 100, 180, 260)
BESIDE = [BBox(180, y, 400, y + 16) for y in (100, 144, 196, 244)]


def pictures_under_captions() -> tuple[Sheet, list[Frame]]:
    """A tall coloured box of text; beside it, bars of another colour with a caption each."""
    sheet = Sheet()
    sheet.column([PROSE] * 12, 64, 104)
    for bar in BESIDE:
        sheet.line("Ice on the lake", 190, bar.top + 3)
    return sheet, [frame(TALL, fill="#000088"), *(frame(bar, fill="#ffd700") for bar in BESIDE)]


def test_a_box_of_running_text_beside_bars_is_no_table() -> None:
    sheet, drawn = pictures_under_captions()
    found = boxes([], drawn, sheet)
    assert not any(box.is_table for box in found)
    assert TALL in {box.bbox for box in found}


def test_a_box_that_rules_cut_to_rows_is_a_table() -> None:
    sheet, drawn = pictures_under_captions()
    (found,) = boxes([BBox(60, y, 400, y + 0.5) for y in range(116, 250, 12)], drawn, sheet)
    assert found.is_table


def test_text_inputs_have_no_boxes() -> None:
    assert find_boxes(Page(1), []) == []


@pytest.mark.parametrize(
    ("rows", "shift", "is_table"),
    [(4, 0, True), (2, 0, False), (4, 30, False)],
    ids=["stripes", "few", "no columns"],
)
def test_rows_of_cells_with_a_ground_make_a_table_with_those_between_them(
    rows: int, shift: int, *, is_table: bool
) -> None:
    sheet, frames = Sheet(), []
    for row in range(2 * rows - 1):
        top = 100 + 20 * row
        for column, text in enumerate(("Sunday", f"{row} May", "Boats leave at nine")):
            x0, x1 = (60, 120, 180, 320)[column : column + 2]
            sheet.line(text, x0 + 4, top + 4)
            if row % 2 == 0:
                moved = shift * row if column else 0
                next_moved = shift * row if column < 2 else 0
                box = BBox(x0 + moved, top, x1 + next_moved, top + 20)
                frames.append(frame(box, fill="#88bb88"))
    found = [box for box in boxes([], frames, sheet) if box.is_table]
    assert bool(found) is is_table
    if is_table:
        assert found[0].bbox.contains(BBox(60, 100, 320, 100 + 20 * (2 * rows - 1)), slack_pt=1)


def test_two_striped_tables_far_from_each_other_are_two() -> None:
    sheet, frames = Sheet(), []
    for row in range(10):
        top = 100 + 20 * row + (200 if row >= 5 else 0)
        for x0, x1, text in ((60, 120, "Sunday"), (120, 180, f"{row} May")):
            sheet.line(text, x0 + 4, top + 4)
            if row % 5 % 2 == 0:
                frames.append(frame(BBox(x0, top, x1, top + 20), fill="#88bb88"))
    found = sorted(round(box.bbox.top) for box in boxes([], frames, sheet) if box.is_table)
    assert found == [100, 400]
