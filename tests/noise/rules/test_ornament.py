"""Decoration: nothing that can be read as a word or a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import ornament
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import context_of, issue_of, page_document, prose, prose_lines, text_document


def export(line: str) -> Document:
    return text_document(f"{prose(0)}\n\n{line}\n\n{prose(1)}\n")


def lettered(text: str, size: float) -> Document:
    return page_document(page().lines(prose_lines(), at=(72, 120)).line(text, at=(200, 400), size=size))


def turned(text: str, *, left: float = 300) -> Document:
    return page_document(page().lines(prose_lines(), at=(72, 120)).line(text, at=(left, 700), angle=90))


def across(*places: tuple[float, float], color: str = "#000000") -> Document:
    made = page().lines(prose_lines(), at=(72, 120))
    for place in places:
        made.line("Copy of the mill", at=place, size=16, color=color)
    return page_document(made)


PRINTER = "Printed in March on the old press of the mill"


PAIRS = (
    Pair(
        "no_letter_and_no_digit",
        NoiseCode.ORNAMENT,
        Example(lambda: export("~ ~ * ~ ~"), "~ ~"),
        Example(lambda: export("~ 5 ~"), "~ 5"),
    ),
    Pair(
        "converters_mark",
        NoiseCode.ORNAMENT,
        Example(lambda: export("**==> picture [20 x 12] intentionally omitted <==**"), "picture"),
        Example(lambda: export("The picture [20 x 12] was intentionally omitted"), "picture"),
    ),
    Pair(
        "comment",
        NoiseCode.ORNAMENT,
        Example(lambda: export("<!-- page 3 -->"), "page 3"),
        Example(lambda: export("<!-- page 3 ->"), "page 3"),
    ),
    Pair(
        "time_stamp",
        NoiseCode.ORNAMENT,
        Example(lambda: export("2024-05-03T17:59:45+0000"), "17:59"),
        Example(lambda: export("2024-05-03 17:59 Boats"), "17:59"),
    ),
    Pair(
        "giant_letters",
        NoiseCode.ORNAMENT,
        Example(lambda: lettered("Q", 64), "Q"),
        Example(lambda: lettered("Quay", 64), "Quay"),
    ),
    Pair(
        "words_across_the_text",
        NoiseCode.ORNAMENT,
        Example(lambda: across((80, 124), (210, 124), (340, 124)), "Copy of the mill"),
        Example(lambda: across((80, 400), (210, 400), (340, 400)), "Copy of the mill"),
    ),
    Pair(
        "pale_words_across_the_text",
        NoiseCode.ORNAMENT,
        Example(lambda: across((80, 124), color="#e4e4e4"), "Copy of the mill"),
        Example(lambda: across((80, 400), color="#c4c4c4"), "Copy of the mill"),
    ),
    Pair(
        "turned_letters",
        NoiseCode.ORNAMENT,
        Example(lambda: turned("Lake News"), "Lake News"),
        Example(lambda: turned(PRINTER), "Printed in March"),
    ),
    Pair(
        "turned_text_along_the_edge",
        NoiseCode.ORNAMENT,
        Example(lambda: turned(PRINTER, left=570), "Printed in March"),
        Example(lambda: turned(PRINTER, left=480), "Printed in March"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(ornament.find, pair)


MARK = "downloaded by reader 4711"


def tiled(angle: float, color: str = "#cccccc", *, times: int = 8) -> Document:
    """A page with text, and `times` rows of a mark of four words over it."""
    content = page().lines(prose_lines(sentences=12), at=(72, 120))
    for number in range(times):
        content.line(MARK, at=(200, 700 - 80 * number), angle=angle, color=color)
    return page_document(content)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: tiled(30), id="slanted"),
        pytest.param(lambda: tiled(45, "#000000"), id="black"),
        pytest.param(lambda: tiled(-30, "#ff9999"), id="coloured"),
        pytest.param(lambda: tiled(30, "#dddddd", times=1), id="pale_once"),
        pytest.param(lambda: tiled(0, times=3), id="upright"),
    ],
)
def test_a_watermark_is_no_text(document: Callable[[], Document]) -> None:
    rows = issue_of(document()).blocks
    marks = [row for row in rows if "4711" in row["text"]]
    assert marks
    assert {row["noise_code"] for row in marks} == {NoiseCode.ORNAMENT}
    assert [row["text"] for row in rows if row not in marks and row["noise_code"] == NoiseCode.ORNAMENT] == []


def test_a_turned_sentence_printed_once_is_text() -> None:
    rows = issue_of(tiled(45, "#000000", times=1)).blocks
    assert NoiseCode.ORNAMENT not in {row["noise_code"] for row in rows}


START, END = "**----- Start of picture text -----**<br>", "**----- End of picture text -----**<br>"


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize(
    "words", ["Depth in metres", "Landings of herring<br>by month<br>", "# Harbour\n\n12"]
)
@pytest.mark.parametrize("is_glued", [False, True], ids=["own_line", "glued"])
def test_letters_that_a_converter_read_in_a_picture(gap: str, words: str, is_glued: bool) -> None:
    closing = END if is_glued else f"{gap}{END}"
    context = context_of(text_document(f"{prose(0)}\n\n{START}{gap}{words}{closing}\n\n{prose(1)}\n"))
    found = {finding.block for finding in ornament.find(context)}
    apart = {block.index for block in context.blocks if block.text in {prose(0), prose(1)}}
    assert found == {block.index for block in context.blocks} - apart


@pytest.mark.parametrize(
    "marks", [(START, ""), ("", END), (START, f"\f{END}")], ids=["open", "closed", "page"]
)
def test_half_a_pair_of_marks_takes_no_text(marks: tuple[str, str]) -> None:
    before, behind = marks
    context = context_of(text_document(f"{prose(0)}\n\n{before}\n\n{prose(1)}\n\n{behind}\n\n{prose(2)}\n"))
    found = {finding.block for finding in ornament.find(context)}
    assert not {context.blocks[number].text for number in found} & {prose(0), prose(1), prose(2)}
