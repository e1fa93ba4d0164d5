"""What a kept block is inside its article: caption, footnote, list item or text; who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.document import Document
from schemas.layout import BlockLabel, Verdict
from tasks.articles.labels import find_captions, label_block
from tests.build import page
from tests.road import block_with, context_of, page_document, prose_lines, text_document

KEPT = Verdict(BlockLabel.TEXT, None, "none", "", 0.9)


def label_of(document: Document, words: str) -> BlockLabel:
    context = context_of(document)
    block = block_with(context, words)
    captions = find_captions(document, context.blocks, context.body_pt)
    apart = BlockLabel.CAPTION if block.index in captions else None
    return label_block(document, block, KEPT, context.body_pt, apart)


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
        pytest.param(pictured(424), BlockLabel.CAPTION, id="small_under_a_picture"),
        pytest.param(pictured(424, size=10, italic=True), BlockLabel.CAPTION, id="italic_under_a_picture"),
        pytest.param(pictured(424, size=10), BlockLabel.TEXT, id="text_under_a_picture"),
        pytest.param(pictured(500), BlockLabel.TEXT, id="small_far_from_a_picture"),
        pytest.param(pictured(334, picture=30), BlockLabel.TEXT, id="small_under_an_icon"),
        pytest.param(pictured(400), BlockLabel.CAPTION, id="small_on_a_picture"),
        pytest.param(pictured(400, size=10), BlockLabel.TEXT, id="text_on_a_picture"),
        pytest.param(pictured(400, others=4), BlockLabel.TEXT, id="small_with_other_text_on_a_picture"),
    ],
)
def test_caption(document: Document, expected: BlockLabel) -> None:
    assert label_of(document, "The pier") is expected


@pytest.mark.parametrize(
    ("pictures", "expected"),
    [
        ([20, 20], BlockLabel.TEXT),
        ([None, 20], BlockLabel.CAPTION),
        ([60, 20], BlockLabel.CAPTION),
        ([120, 120], BlockLabel.CAPTION),
    ],
    ids=["letterhead", "on one page", "another place", "in the middle"],
)
def test_small_text_under_a_letterhead_is_no_caption(
    pictures: Sequence[float | None], expected: BlockLabel
) -> None:
    """A picture on each of two pages, with small text under that of the second one."""
    pages = [page(), page()]
    for sheet, top in zip(pages, pictures, strict=True):
        if top is not None:
            sheet.image((72, top, 272, top + 50))
    pages[0].lines(prose_lines(0, 24), at=(72, 200))
    pages[1].line("The pier in May and all that", at=(72, (pictures[1] or 0) + 58), size=8)
    pages[1].lines(prose_lines(1, 24), at=(72, 260))
    assert label_of(page_document(*pages), "The pier") is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["“A boat that nobody mends is a heap of wood”"], BlockLabel.PULL_QUOTE),
        (["“A boat that nobody", "mends is a heap of wood”", "Oona Merrow"], BlockLabel.PULL_QUOTE),
        (["“A boat that nobody mends is a heap of wood”", "– Oona Merrow"], BlockLabel.PULL_QUOTE),
        (["“A boat that nobody mends is a heap of wood”", "says the warden"], BlockLabel.HEADING),
        (["A boat that nobody mends is", "a heap of wood"], BlockLabel.HEADING),
    ],
    ids=["alone", "with a name", "with a dash", "a sentence goes on", "no marks"],
)
def test_a_head_in_quotation_marks_is_a_quote(lines: list[str], expected: BlockLabel) -> None:
    sheet = page().lines(lines, at=(72, 60), size=12, bold=True).lines(prose_lines(0, 8), at=(72, 120))
    context = context_of(page_document(sheet))
    verdict = Verdict(BlockLabel.HEADING, None, "none", "", 0.9)
    assert label_block(context.document, context.blocks[0], verdict, context.body_pt, None) is expected


def footed(text: str, *, top: float = 760, size: float = 8) -> Document:
    return page_document(page().lines(prose_lines(0, 8), at=(72, 80)).line(text, at=(72, top), size=size))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(
            footed("1 Counted in the old way, by hand"), BlockLabel.FOOTNOTE, id="small_at_the_foot"
        ),
        pytest.param(footed("* Counted in the old way"), BlockLabel.FOOTNOTE, id="starred"),
        pytest.param(footed("Counted in the old way"), BlockLabel.TEXT, id="no_mark"),
        pytest.param(footed("1 Counted in the old way", top=400), BlockLabel.TEXT, id="in_the_middle"),
        pytest.param(footed("1 Counted in the old way", size=10), BlockLabel.TEXT, id="as_large_as_the_text"),
    ],
)
def test_footnote(document: Document, expected: BlockLabel) -> None:
    assert label_of(document, "Counted") is expected


NOTES = ["1 Counted in the old way, by hand and", "at dusk, as the wardens of the lake did."]
MORE = ["What is told of other years is told", "after the book of the old wardens."]


def noted(
    first: str = NOTES[0], *, top: float = 560, size: float = 8, below: str | None = None, x: float = 72
) -> Document:
    """Notes from well above the last fifth of the page down to its foot, the second paragraph unmarked."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 80)).lines([first, NOTES[1]], at=(80, top), size=size)
    if first == NOTES[1]:
        sheet.line("1", at=(72, top - 2), size=5)
    sheet.lines(MORE, at=(72, top + 40), size=size).line("12", at=(300, 800), size=10)
    if below is not None:
        sheet.line(below, at=(x, 740), size=10)
    return page_document(sheet)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(noted(), BlockLabel.FOOTNOTE, id="many_notes"),
        pytest.param(noted("* Counted in the old way, by hand"), BlockLabel.FOOTNOTE, id="starred"),
        pytest.param(noted(NOTES[1]), BlockLabel.FOOTNOTE, id="raised_mark"),
        pytest.param(noted(below="A column beside", x=400), BlockLabel.FOOTNOTE, id="text_beside_goes_on"),
        pytest.param(noted(below="The text goes on"), BlockLabel.TEXT, id="text_below_goes_on"),
        pytest.param(noted("1. Counted in the old way"), BlockLabel.TEXT, id="a_list_in_small_print"),
        pytest.param(noted("Counted in the old way"), BlockLabel.TEXT, id="no_mark"),
        pytest.param(noted(top=300), BlockLabel.TEXT, id="in_the_upper_half"),
        pytest.param(noted(size=10), BlockLabel.TEXT, id="as_large_as_the_text"),
    ],
)
def test_notes_that_end_a_column(document: Document, expected: BlockLabel) -> None:
    assert label_of(document, "What is told") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("• boats and nets", BlockLabel.LIST_ITEM, id="bullet"),
        pytest.param("3) boats and nets", BlockLabel.LIST_ITEM, id="number"),
        pytest.param("(b) boats and nets", BlockLabel.LIST_ITEM, id="letter"),
        pytest.param("3 boats and nets", BlockLabel.TEXT, id="counted_boats"),
        pytest.param("Photo: boats by Oona Merrow", BlockLabel.CAPTION, id="photo_credit"),
        pytest.param("Boats and nets", BlockLabel.TEXT, id="text"),
    ],
)
def test_label_by_wording(text: str, expected: BlockLabel) -> None:
    assert label_of(text_document(text + "\n"), "oats") is expected


@pytest.mark.parametrize("label", [BlockLabel.TITLE, BlockLabel.HEADING, BlockLabel.BYLINE])
def test_labels_of_the_segmentation_stay(label: BlockLabel) -> None:
    document = text_document("• boats\n")
    verdict = Verdict(label, None, "title", "", 0.9)
    assert label_block(document, context_of(document).blocks[0], verdict, 0.0, BlockLabel.TABLE) is label


@pytest.mark.parametrize("apart", [BlockLabel.CAPTION, BlockLabel.TABLE])
def test_what_stands_apart_is_no_item_of_a_list(apart: BlockLabel) -> None:
    document = text_document("• boats\n")
    assert label_block(document, context_of(document).blocks[0], KEPT, 0.0, apart) is apart
