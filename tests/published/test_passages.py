"""Pins that words of a body lead to the blocks they stand in, and to no others."""

from __future__ import annotations

import pytest

from schemas.rows import ArticleRow, BlockRow
from tasks.published.passages import cut_body, find_passages
from tests.builders import Item, article_row, block_row

BODY = "The lake rose by a hand.\n\nThe ferry (old) waited at the quay.\n\n1 By the mill."
PIECES = ["The lake rose by a hand.", "The ferry (old) waited", "at the quay.", "1 By the mill."]


def _article(body: str = BODY) -> ArticleRow:
    return article_row("lake/may", 0, Item("Lake level rises", body))


def _blocks() -> list[BlockRow]:
    """The title, then the pieces of the body; the footnote, its last one, comes first in the ledger."""
    blocks = []
    for ordinal, text in enumerate(["Lake level rises", PIECES[3], *PIECES[:3]]):
        block = block_row("lake/may", ordinal, text, 1, "text")
        block["article_id"] = "lake/may#a0"
        if ordinal:
            block["body_start"] = BODY.index(text)
            block["body_end"] = BODY.index(text) + len(text)
        blocks.append(block)
    return blocks


@pytest.mark.parametrize(
    ("words", "ordinals"),
    [
        pytest.param("lake rose", [[2]], id="in_one_block"),
        pytest.param("WAITED  at\nthe", [[3, 4]], id="over_two_blocks_in_any_case_and_white_space"),
        pytest.param("hand. The ferry (old)", [[2, 3]], id="over_paragraphs_and_with_signs"),
        pytest.param("the", [[2], [3], [4], [1]], id="everywhere"),
        pytest.param("Lake level", [], id="titles_are_no_bodies"),
        pytest.param("la.e", [], id="no_pattern"),
    ],
)
def test_words_lead_to_their_blocks(words: str, ordinals: list[list[int]]) -> None:
    found = find_passages(words, [_article()], _blocks())
    assert [[block["ordinal"] for block in passage.blocks] for passage in found] == ordinals
    assert all(passage.text.split() == BODY[passage.start : passage.end].split() for passage in found)


def test_blocks_of_other_articles_do_not_count() -> None:
    other = article_row("lake/may", 1, Item("Ferry timetable changes", BODY))
    assert [passage.blocks for passage in find_passages("lake rose", [other], _blocks())] == [()]


def test_a_body_is_cut_where_another_block_begins() -> None:
    assert [
        [(stretch.text, stretch.block and stretch.block["ordinal"]) for stretch in paragraph]
        for paragraph in cut_body(_article(), _blocks())
    ] == [
        [("The lake rose by a hand.", 2)],
        [("The ferry (old) waited", 3), (" ", None), ("at the quay.", 4)],
        [("1 By the mill.", 1)],
    ]


def test_what_no_block_has_is_still_text() -> None:
    assert [[stretch.text for stretch in paragraph] for paragraph in cut_body(_article("A.\n\nB."), [])] == [
        ["A."],
        ["B."],
    ]
