"""Which glyphs can be seen and read, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from schemas.geometry import BBox
from schemas.reasons import LossCode
from tasks.extraction.glyphs import CONTROL, has
from tasks.extraction.losses import sort_out
from tests.build import Page, page, pdf
from tests.reading import PLAIN, Glyph, columns, glyph, glyphs, line_texts, losses, read

PAGE = BBox(0.0, 0.0, 595.0, 842.0)


def sorted_out(items: list[Glyph], images: tuple[BBox, ...] = ()) -> tuple[str, list[tuple[str, int, str]]]:
    readable, lost = sort_out(columns(items), 3, PAGE, images)
    assert {loss.page for loss in lost} <= {3}
    return readable.text(), [(str(loss.code), loss.count, loss.text) for loss in lost]


@pytest.mark.parametrize(
    ("items", "kept", "lost"),
    [
        (glyphs("text", 72), "text", []),
        (glyphs("off", 600), "", [("X002", 3, "off")]),
        ([replace(g, is_hidden=True) for g in glyphs("hid", 72)], "", [("X003", 3, "hid")]),
        ([replace(g, is_mapped=False, text="\ufffd") for g in glyphs("???", 72)], "", [("X001", 3, "")]),
        ([glyph("\x01", 72)], "", [("X005", 1, "")]),
        ([glyph("ﬁ", 72)], "ﬁ", []),
        ([glyph("ffi", 72)], "ffi", []),
        ([glyph("ffi", 700)], "", [("X002", 3, "ffi")]),
        ([glyph(" ", 700)], "", []),
    ],
    ids=["plain", "off page", "hidden", "unmapped", "control", "ligature", "3 letters", "3 lost", "blank"],
)
def test_losses(items: list[Glyph], kept: str, lost: list[tuple[str, int, str]]) -> None:
    assert sorted_out(items) == (kept, lost)


def test_the_place_of_a_loss_covers_all_its_glyphs() -> None:
    _, (loss,) = sort_out(columns([*glyphs("ab", 600, 50), glyph("c", 700, 300)]), 1, PAGE, ())
    assert (loss.bbox is not None, loss.code) == (True, LossCode.OFF_PAGE)
    assert loss.bbox == BBox(600, 42, 705, 302)


def test_a_glyph_is_on_the_page_when_its_middle_is() -> None:
    assert sorted_out([glyph("a", 592)]) == ("a", [])
    assert sorted_out([glyph("a", 593)]) == ("", [("X002", 1, "a")])


@pytest.mark.parametrize(
    ("share", "kept"), [(0.9, "hid"), (0.4, "")], ids=["a scan", "a picture beside the text"]
)
def test_hidden_text_over_a_scan_is_its_text_layer(share: float, kept: str) -> None:
    hidden = [replace(g, is_hidden=True) for g in glyphs("hid", 72)]
    assert sorted_out(hidden, (BBox(0, 0, 595, 842 * share),))[0] == kept


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (glyph("l", 72.3), "l"),
        (glyph("l", 72, 100.5), "l"),
        (glyph("l", 74.2, width=2.2), "ll"),
        (glyph("l", 73.5, width=2.2), "ll"),
        (glyph("i", 72), "li"),
        (glyph("l", 72, 106), "ll"),
        (glyph("l", 72, style=replace(PLAIN, size_pt=14.0)), "ll"),
    ],
    ids=["shadow right", "shadow below", "the next l", "further off", "another letter", "line", "size"],
)
def test_a_glyph_printed_twice_is_read_once(second: Glyph, kept: str) -> None:
    assert sorted_out([glyph("l", 72, width=2.2), second])[0] == kept


def test_shadows_are_counted() -> None:
    assert sorted_out([*glyphs("fat", 72), *glyphs("fat", 72.3)]) == ("fat", [("X004", 3, "fat")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("\x01", True), ("\ud800", True), ("a", False), ("\t", False), ("\u00ad", False)],
)
def test_control_characters(text: str, expected: bool) -> None:
    assert has(np.array([ord(text)], dtype=np.uint32), CONTROL).tolist() == [expected]


PAGES = {
    "shadow": (
        page().overprint("Shall we call", at=(72, 80)),
        ["Shall we call"],
        [("X004", 11, "Shallwecall")],
    ),
    "narrow letters": (page().line("illicit Hill", at=(72, 80), size=7), ["illicit Hill"], []),
    "hidden": (
        page().line("seen", at=(72, 80)).line("not seen", at=(72, 99), invisible=True),
        ["seen"],
        [("X003", 7, "notseen")],
    ),
    "text layer of a scan": (
        page().image((0, 0, 595, 842)).line("read by OCR", at=(72, 99), invisible=True),
        ["read by OCR"],
        [],
    ),
    "white on a dark box is seen": (
        page().rect((60, 60, 300, 120), fill="#000000").line("white", at=(72, 80), color="#ffffff"),
        ["white"],
        [],
    ),
    "outside the crop box": (
        page(300, 200, crop=(10, 20, 200, 120)).line("in", at=(20, 40)).line("out", at=(220, 40)),
        ["in"],
        [("X002", 3, "out")],
    ),
    "control character": (page().line("Ж\x02Ш", at=(72, 80)), ["Ж Ш"], [("X005", 1, "")]),
}


@pytest.mark.parametrize(("content", "lines", "lost"), PAGES.values(), ids=PAGES.keys())
def test_pages(content: Page, lines: list[str], lost: list[tuple[str, int, str]]) -> None:
    document = read(pdf(content))
    assert (line_texts(document), losses(document)) == (lines, lost)


def test_letters_without_a_map_are_counted_and_placed() -> None:
    content = page().line("Журавли", at=(72, 80)).line("seen", at=(72, 120))
    document = read(pdf(content, unicode_maps=False))
    (loss,) = document.losses
    assert line_texts(document) == ["seen"]
    assert (loss.code, loss.count, loss.text, loss.page) == (LossCode.UNMAPPED, 7, "", 1)
    assert loss.bbox is not None
    assert (loss.bbox.x0, loss.bbox.top) == pytest.approx((72, 80), abs=0.5)
