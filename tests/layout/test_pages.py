"""A document as blocks in reading order: real small pages, end to end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.document import Document
from schemas.geometry import BBox
from tasks.layout.pages import lay_out
from tests.build import Page, page, pdf
from tests.reading import Sheet, block_texts, blocks_of, read, read_export

A = ["Alpha one runs along the left column", "alpha two goes on in the same way", "alpha three ends it here."]
B = [
    "Beta one stands at the top of the right",
    "beta two goes on in like manner",
    "beta three ends that too.",
]
ALPHA, BETA = " / ".join(A), " / ".join(B)


def two_columns(content: Page, top: float = 150) -> Page:
    return content.lines(A, at=(60, top)).lines(B, at=(310, top))


def drawn_by_rows(content: Page, top: float = 150) -> Page:
    for index, (left, right) in enumerate(zip(A, B, strict=True)):
        content.line(left, at=(60, top + 12 * index)).line(right, at=(310, top + 12 * index))
    return content


def ruled_table(content: Page, *, by_columns: bool) -> Page:
    rows = [["Name", "Town"], ["Ann", "Lakeside"], ["Bob", "Hill"]]
    for y in (300, 318, 336, 354):
        content.rule((60, y), (260, y))
    for x in (60, 160, 260):
        content.rule((x, 300), (x, 354))
    cells = [(r, c) for r in range(3) for c in range(2)]
    for r, c in sorted(cells, key=lambda cell: (cell[1], cell[0]) if by_columns else cell):
        content.line(rows[r][c], at=(64 + 100 * c, 304 + 18 * r))
    return content


HEADLINE = "A headline over both of the columns"
CASES = {
    "two columns": (two_columns(page()), [ALPHA, BETA]),
    "columns drawn row by row": (drawn_by_rows(page()), [ALPHA, BETA]),
    "headline over two columns": (
        two_columns(page().line(HEADLINE, at=(60, 110), size=20, bold=True)),
        [HEADLINE, ALPHA, BETA],
    ),
    "title of two lines": (
        page().lines(["A headline that runs", "over a second line"], at=(60, 150), size=18, bold=True)
        .lines(A, at=(60, 200)),
        ["A headline that runs / over a second line", ALPHA],
    ),
    "title right over its text": (
        page().line("A headline", at=(60, 150), size=14, bold=True).lines(A, at=(60, 166)),
        ["A headline", ALPHA],
    ),
    "box in a column": (
        page().lines(A, at=(60, 150)).rect((58, 192, 260, 232))
        .lines(["Notice one", "notice two"], at=(64, 198))
        .lines(["The text goes on after", "the box."], at=(60, 240))
        .lines([*B, *B], at=(310, 150), leading=16),
        [ALPHA, "Notice one / notice two", "The text goes on after / the box.", BETA, BETA],
    ),
    "table": (ruled_table(page(), by_columns=False), ["Name / Town / Ann / Lakeside / Bob / Hill"]),
    "table drawn by columns": (
        ruled_table(page(), by_columns=True), ["Name / Town / Ann / Lakeside / Bob / Hill"]
    ),
    "rule across the page": (
        two_columns(two_columns(page()).rule((60, 196), (540, 196)), top=206), [ALPHA, BETA, ALPHA, BETA]
    ),
    "text up the side comes last": (
        two_columns(page().line("printed on rag paper", at=(30, 600), angle=90)),
        [ALPHA, BETA, "printed on rag paper"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks_in_reading_order(content: Page, expected: list[str]) -> None:
    assert block_texts(pdf(content)) == expected


REEDS = "湖辺葦刈人朝夕舟渡守冬春夏秋水鳥"


def dense(count: int, start: int) -> list[str]:
    """Lines of fifteen signs without a blank between them."""
    return [(REEDS[(start + i) % len(REEDS) :] + REEDS)[:15] for i in range(count)]


def laid_out(columns: Sequence[Sequence[str]]) -> str:
    """Text of a page with columns of lines that stand level, without the ends of lines."""
    sheet = Sheet()
    for number, lines in enumerate(columns):
        sheet.column(lines, 60 + 165 * number, 150)
    blocks = lay_out(Document(sheet.text, (sheet.page(),)))
    return "".join(block.text for block in blocks).replace("\n", "")


def test_columns_of_a_script_without_blanks_are_no_table() -> None:
    """A line of running text is one word there, as blanks tell it."""
    columns = [dense(6, start) for start in (0, 5, 10)]
    assert laid_out(columns) == "".join("".join(lines) for lines in columns)


def test_short_cells_of_a_script_without_blanks_are_a_table() -> None:
    columns = [[line[:3] for line in dense(4, start)] for start in (0, 5, 10)]
    assert laid_out(columns) == "".join("".join(row) for row in zip(*columns, strict=True))


def test_running_lines_stand_around_the_text_of_their_page() -> None:
    texts = ["Reeds are cut in winter.", "Boats leave at nine."]
    pages = [
        page().line(text, at=(60, 300)).line("Lake Digest", at=(60, 30)).line(f"{n}", at=(290, 800))
        for n, text in enumerate(texts, start=1)
    ]
    blocks = blocks_of(pdf(*pages))
    assert [(b.text, b.page, b.repeats) for b in blocks] == [
        ("Lake Digest", 1, 2),
        (texts[0], 1, 1),
        ("1", 1, 2),
        ("Lake Digest", 2, 2),
        (texts[1], 2, 1),
        ("2", 2, 2),
    ]


def test_what_is_known_of_a_block() -> None:
    content = (
        page()
        .rect((50, 140, 300, 220))
        .line("Head in a box", at=(60, 150), size=14, bold=True)
        .lines(A, at=(60, 170))
    )
    head, text = blocks_of(pdf(content))
    assert (head.index, text.index) == (0, 1)
    assert head.frame == text.frame == BBox(50, 140, 300, 220)
    assert head.region == text.region
    assert (head.starts_region, text.starts_region) == (True, False)
    assert head.space_above_pt is None
    assert text.space_above_pt == pytest.approx(6, abs=0.1)
    assert not head.is_in_table


def test_cells_of_a_table_are_known_as_such() -> None:
    (block,) = blocks_of(pdf(ruled_table(page(), by_columns=False)))
    assert block.is_in_table
    assert len(block.lines) == 6


def test_blocks_of_a_text_export() -> None:
    text = "# Title\nText goes\non here.\n\n- item one\n- item two\n\n\nLast.\fNext page\n"
    blocks = lay_out(read_export(text))
    assert [(b.page, b.text, b.blank_before) for b in blocks] == [
        (1, "# Title", 0),
        (1, "Text goes\non here.", 0),
        (1, "- item one", 1),
        (1, "- item two", 0),
        (1, "Last.", 2),
        (2, "Next page", 0),
    ]
    assert all(block.bbox is None and block.style is None for block in blocks)


@pytest.mark.parametrize(
    "document",
    [
        read(
            pdf(
                two_columns(page().line(HEADLINE, at=(60, 110), size=20)),
                ruled_table(page(), by_columns=True),
            )
        ),
        read_export("One\ntwo\n\nthree\ffour"),
    ],
    ids=["pdf", "text"],
)
def test_blocks_partition_the_words(document: Document) -> None:
    blocks = lay_out(document)
    placed = sorted(w.span.start for b in blocks for line in b.lines for w in line.words)
    assert placed == [w.span.start for p in document.pages for line in p.lines for w in line.words]
    assert [block.index for block in blocks] == list(range(len(blocks)))
