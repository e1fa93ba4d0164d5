"""Types of the road's end: titles, articles, edits and the accounting."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.geometry import BBox
from schemas.kinds import HeaderOf
from schemas.reasons import EditCode


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents list: what it announces and, where printed, on which page."""

    title: str
    page: int | None
    section: str | None
    block: int


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A change of a block's source text on its way into an article.

    `offset` and `length` count characters of `Block.text`; `length` 0 is an insertion. `original` is what the
    file says there, where the block's text is read otherwise and stays as it is.
    """

    block: int
    offset: int
    length: int
    replacement: str
    reason: EditCode
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One item as a reader would name it, derived from its blocks and edits.

    Attributes:
        blocks: indices of every block it owns, in reading order.
        body: paragraphs parted by a blank line, repaired, without markup.
        title_confidence: 0..1, from the strength and agreement of the title's signals.
        boundary_confidence: 0..1, that it is whole and holds nothing of another article.
        order_confidence: 0..1, that its text stands in the order it is to be read in.
        flags: doubts and repairs worth a person's look, as short codes.
    """

    position: int
    title: str
    body: str
    blocks: tuple[int, ...]
    section: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    byline_names: tuple[str, ...] = ()
    dateline: str | None = None
    page_first: int = 1
    page_last: int = 1
    captions: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    title_confidence: float = 1.0
    boundary_confidence: float = 1.0
    order_confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounting:
    """Non-blank characters of a document by where they went; the parts sum to `total`."""

    total: int
    in_articles: int
    in_noise: int
    in_edits: int
    lost: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its place from 0, how many rows and columns it spans, and what it holds."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    number: float | None
    header: HeaderOf | None
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page with its cells row by row.

    Attributes:
        article: position of the article that has most of its words.
        is_ruled: drawn edges part its rows and columns.
        caption: the line that names it, over or under it.
    """

    article: int
    page: int
    bbox: BBox
    row_count: int
    column_count: int
    is_ruled: bool
    caption: str | None
    cells: tuple[TableCell, ...]
