"""Small text at a picture is a caption, unless the picture is a letterhead's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.document import Document
from tasks.articles.captions import find_captions
from tests.build import page
from tests.road import block_with, context_of, page_document, prose_lines


def is_caption(document: Document, words: str) -> bool:
    context = context_of(document)
    captions = find_captions(document, context.blocks, context.body_pt)
    return block_with(context, words).index in captions


def pictured(
    top: float, *, size: float = 8, italic: bool = False, picture: float = 120, others: int = 0
) -> Document:
    """A picture from 300 to 420 points with a line at `top`; running text is ten points large.

    So many `others` are lines that stand on the picture, too.
    """
    return page_document(
        page()
        .lines(prose_lines(0, 8), at=(72, 80))
        .image((72, 300, 72 + picture, 300 + picture))
        .lines(["Ice on the lake"] * others, at=(80, 310), size=size, leading=20)
        .line("The pier in May", at=(72, top), size=size, italic=italic)
        .lines(prose_lines(1, 8), at=(72, 600))
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(pictured(424), True, id="small_under_a_picture"),
        pytest.param(pictured(424, size=10, italic=True), True, id="italic_under_a_picture"),
        pytest.param(pictured(424, size=10), False, id="text_under_a_picture"),
        pytest.param(pictured(500), False, id="small_far_from_a_picture"),
        pytest.param(pictured(334, picture=30), False, id="small_under_an_icon"),
        pytest.param(pictured(400), True, id="small_on_a_picture"),
        pytest.param(pictured(400, size=10), False, id="text_on_a_picture"),
        pytest.param(pictured(400, others=4), False, id="small_with_other_text_on_a_picture"),
    ],
)
def test_caption(document: Document, expected: bool) -> None:
    assert is_caption(document, "The pier") is expected


@pytest.mark.parametrize(
    ("pictures", "expected"),
    [
        ([20, 20], False),
        ([None, 20], True),
        ([60, 20], True),
        ([120, 120], True),
    ],
    ids=["letterhead", "on one page", "another place", "in the middle"],
)
def test_small_text_under_a_letterhead_is_no_caption(
    pictures: Sequence[float | None], expected: bool
) -> None:
    """A picture on each of two pages, with small text under that of the second one."""
    pages = [page(), page()]
    for sheet, top in zip(pages, pictures, strict=True):
        if top is not None:
            sheet.image((72, top, 272, top + 50))
    pages[0].lines(prose_lines(0, 24), at=(72, 200))
    pages[1].line("The pier in May and all that", at=(72, (pictures[1] or 0) + 58), size=8)
    pages[1].lines(prose_lines(1, 24), at=(72, 260))
    assert is_caption(page_document(*pages), "The pier") is expected
