"""Pins which line under a title is its subtitle: by its look, its place and how it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.document import Style
from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel
from tasks.articles.subtitles import find_subtitle, subtitle_in_title
from tests.articles.blocks import page_block

TITLE = Style("Serif", 24.0, is_bold=True, is_italic=False)
LINE = Style("Serif", 13.0, is_bold=False, is_italic=True)
TEXT = Style("Serif", 10.0, is_bold=False, is_italic=False)
SAYING = "Forty children went and all came home"
PROSE = "The walk along the shore began at dusk, and nobody minded the rain that fell until the end of it."


def _block(index: int, text: str, style: Style, top: float) -> Block:
    return replace(page_block(text, index, box=BBox(72, top, 400, top + style.size_pt)), style=style)


def _found(
    line: Block,
    label: BlockLabel = BlockLabel.TEXT,
    *more: Block,
    title: Block | None = None,
    below: str = PROSE,
) -> int | None:
    body = [line, _block(2, below, TEXT, 160), *more]
    labels = {block.index: BlockLabel.TEXT for block in body} | {1: label}
    return find_subtitle(title or _block(0, "The lantern walk", TITLE, 60), body, labels)


def _line(text: str = SAYING, style: Style = LINE, top: float = 100) -> Block:
    return _block(1, text, style, top)


@pytest.mark.parametrize(
    "style",
    [
        LINE,
        replace(LINE, is_italic=False),
        replace(TEXT, is_italic=True),
        replace(TEXT, is_bold=True),
        replace(TEXT, font="Serif-Medium"),
    ],
    ids=["larger and slanted", "larger", "slanted", "bold", "another font"],
)
def test_a_line_of_a_look_between_title_and_text_is_one(style: Style) -> None:
    assert _found(_line(style=style)) == 1


@pytest.mark.parametrize(
    "style",
    [TEXT, replace(TEXT, color="#0000ff"), replace(TEXT, size_pt=8.0), TITLE],
    ids=["the text's", "a link", "small print", "the title's"],
)
def test_a_line_that_looks_like_text_or_title_is_none(style: Style) -> None:
    assert _found(_line(style=style)) is None


def test_a_heading_is_one_where_it_is_much_smaller_than_the_title() -> None:
    bold = replace(LINE, is_bold=True)
    assert _found(_line(style=bold), BlockLabel.HEADING) == 1
    assert _found(_line(style=replace(bold, size_pt=18.0)), BlockLabel.HEADING) is None


def test_the_first_of_several_headings_is_none() -> None:
    assert _found(_line(), BlockLabel.TEXT, _block(3, "And after it", LINE, 200)) is None


@pytest.mark.parametrize(
    "text",
    [
        "By Oona Merrow",
        "Friday, 8 November, 7:30 pm",
        "Port Lumen, 9 August 2019",
        "“We would all go again”",
        "oona@walk.example or at the gate",
        "and all of them came home",
        "Programme:",
        "Rain",
        "• Bring a lantern",
        "It was raining when the walk began. " * 9,
    ],
)
def test_what_reads_as_something_else_is_none(text: str) -> None:
    label = BlockLabel.LIST_ITEM if text.startswith("•") else BlockLabel.TEXT
    assert _found(_line(text), label) is None


def test_a_whole_sentence_needs_larger_letters() -> None:
    assert _found(_line(f"{SAYING}.")) == 1
    assert _found(_line(f"{SAYING}.", replace(TEXT, is_italic=True))) is None


@pytest.mark.parametrize(
    ("top", "expected"),
    [(80, 1), (120, 1), (126, None), (70, None)],
    ids=["close", "far", "too far", "lapping"],
)
def test_it_stands_under_the_title(top: float, expected: int | None) -> None:
    assert _found(_line(top=top)) == expected


def test_text_stands_under_it() -> None:
    assert _found(_line(), below="Come too!") is None
    assert _found(_line(), BlockLabel.TEXT, _block(3, PROSE, TEXT, 180), below="Come too!") == 1


def test_it_needs_a_title_on_its_page() -> None:
    title = replace(_block(0, "The lantern walk", TITLE, 60), page=2)
    assert _found(_line(), title=title) is None
    body = [_line(), _block(2, PROSE, TEXT, 160)]
    assert find_subtitle(None, body, dict.fromkeys((1, 2), BlockLabel.TEXT)) is None


@pytest.mark.parametrize(
    ("text", "size", "expected"),
    [
        ("Chair of the jury", 12.0, 1),
        ("Chair of the jury", 20.0, None),
        ("of the whole town", 12.0, None),
    ],
    ids=["much smaller", "a second line", "it runs on"],
)
def test_the_last_line_of_a_title_may_be_one(text: str, size: float, expected: int | None) -> None:
    title = _block(0, "Oona Merrow", TITLE, 60)
    assert subtitle_in_title([title, _block(1, text, replace(TITLE, size_pt=size), 90)]) == expected
    assert subtitle_in_title([title]) is None
