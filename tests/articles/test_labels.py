"""What a kept block is inside its article: a quote, a caption, a footnote, an item of a list, or text."""

from __future__ import annotations

import pytest

from schemas.layout import Block, BlockLabel, Verdict
from tasks.articles.captions import find_captions
from tasks.articles.labels import label_block
from tests.build import page
from tests.road import block_with, context_of, page_document, prose_lines, text_document

KEPT = Verdict(BlockLabel.TEXT, None, "none", "", 0.9)


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
    assert label_block(context.blocks[0], verdict, None, ()) is expected


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
    context = context_of(text_document(text + "\n"))
    block = block_with(context, "oats")
    is_credit = block.index in find_captions(context.document, context.blocks, context.body_pt)
    assert label_block(block, KEPT, BlockLabel.CAPTION if is_credit else None, ()) is expected


def item() -> Block:
    return context_of(text_document("• boats\n")).blocks[0]


@pytest.mark.parametrize("label", [BlockLabel.TITLE, BlockLabel.HEADING, BlockLabel.BYLINE])
def test_labels_of_the_segmentation_stay(label: BlockLabel) -> None:
    verdict = Verdict(label, None, "title", "", 0.9)
    assert label_block(item(), verdict, BlockLabel.TABLE, [0]) is label


@pytest.mark.parametrize("apart", [BlockLabel.CAPTION, BlockLabel.TABLE])
def test_what_stands_apart_is_no_item_of_a_list(apart: BlockLabel) -> None:
    assert label_block(item(), KEPT, apart, [0]) is apart


def test_a_footnote_is_no_item_of_a_list() -> None:
    assert label_block(item(), KEPT, None, [0]) is BlockLabel.FOOTNOTE
    assert label_block(item(), KEPT, None, [1]) is BlockLabel.LIST_ITEM
