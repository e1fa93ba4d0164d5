"""Nothing is lost: every character that a page draws is in one block or one loss."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from schemas.document import Document, count_visible
from tasks.layout.pages import lay_out
from tests.build import Page, page, pdf
from tests.properties.bulletins import MANY, SOME, Piece, drawn, exports, pages, pieces_of_page
from tests.reading import losses, read, read_export


def letters(*texts: str) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def check_blocks(document: Document) -> None:
    """Blocks hold every word of the text once, and nothing else."""
    blocks = lay_out(document)
    words = [word.span.start for page in document.pages for line in page.lines for word in line.words]
    placed = [word.span.start for block in blocks for line in block.lines for word in line.words]
    assert sorted(placed) == words
    assert letters(*(block.text for block in blocks)) == letters(document.text)
    assert [block.index for block in blocks] == list(range(len(blocks)))


@SOME
@given(pieces_of_page())
def test_drawn_characters_are_in_the_text_or_in_the_losses(pieces: list[Piece]) -> None:
    """A ligature counts as the letters it stands for."""
    document = read(pdf(drawn(pieces)))
    lost = losses(document)
    meant = [piece.text.replace("ﬁ", "fi") for piece in pieces]
    assert letters(document.text, *(text for _, _, text in lost)) == letters(*meant)
    assert count_visible(document.text) + sum(n for _, n, _ in lost) == sum(map(count_visible, meant))


@SOME
@given(st.lists(pages(), min_size=1, max_size=2))
def test_blocks_partition_the_words_of_pages(contents: list[Page]) -> None:
    check_blocks(read(pdf(page().line("A text", at=(72, 400)), *contents)))


@MANY
@given(exports())
def test_blocks_partition_the_words_of_exports(text: str) -> None:
    check_blocks(read_export(text))
