"""What the pipeline made of one issue, put together for a person to look at.

Reads the published ledger and, for pictures of its pages, the raw file; it changes neither and decides
nothing anew. How it is shown is the business of `flows.telling.review_page`, drawing pages that of
`tasks.review.pictures`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from schemas.errors import StorageError
from schemas.geometry import BBox
from schemas.kinds import MediaType
from schemas.layout import Block, BlockLabel, Verdict
from schemas.reasons import NoiseCode
from schemas.rows import ArticleRow, BlockRow, EditRow, IssueRow
from schemas.run_rows import FailureRow
from schemas.wording import same_title
from tasks.articles.contents import read_contents
from tasks.isolation.sandbox import ChildLimits
from tasks.published.catalogue import Catalogue, IssueState
from tasks.published.passages import Stretch, cut_body
from tasks.review.overlay import Mark, assign_colors, estimate_page_size
from tasks.review.pictures import Picture, Pictures, draw_pages


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's source text: as it is, or, with `edit`, what that edit took out."""

    text: str
    edit: EditRow | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the ledger.

    Attributes:
        article: position of the article that owns it, None for noise and losses.
        bbox: its place on the page, None for text inputs and losses without a place.
        runs: its text, cut where edits begin and end.
    """

    row: BlockRow
    article: int | None
    bbox: BBox | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its pieces in reading order.

    `width_pt` and `height_pt` are None for text inputs; `picture` is None where there is none to show.
    """

    number: int
    width_pt: float | None
    height_pt: float | None
    picture: Picture | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An article, the number of its colour, its pieces in reading order, and the paragraphs of its body."""

    row: ArticleRow
    color: int
    pieces: tuple[Piece, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One published issue, ready to be shown.

    Attributes:
        failure: why a later attempt at the issue failed, if one did.
        noise: pieces in no article by reason code, families together.
        unanswered: contents entries without an article that the issue's warnings do not name already.
        remark: why the pages are shown without their pictures.
    """

    issue: IssueRow
    failure: FailureRow | None
    sheets: tuple[Sheet, ...]
    articles: tuple[Item, ...]
    noise: Mapping[str, tuple[Piece, ...]]
    unanswered: tuple[str, ...]
    remark: str | None


def review_issue(catalogue: Catalogue, state: IssueState, raw: Path, limits: ChildLimits) -> Review:
    """Everything there is to see of a published issue.

    Args:
        catalogue: the published datasets.
        state: of the issue; it must be published.
        raw: the user's folder, only read.
        limits: bounds of the process that draws the pages.

    Raises:
        StorageError: the datasets do not fit together, as when they are replaced at this moment.
    """
    issue = state.issue
    assert issue is not None, "only a published issue can be reviewed"
    articles = catalogue.articles(issue["issue_id"])
    blocks = catalogue.blocks(issue["issue_id"])
    edits = cast(list[EditRow], catalogue.read_issue("edits", issue["issue_id"]))
    pieces = _pieces(issue["issue_id"], articles, blocks, edits)
    pictures = _pictures(raw / issue["source_path"], issue, limits)
    colors = _colors(pieces, len(articles))
    return Review(
        issue=issue,
        failure=state.failure,
        sheets=tuple(_sheets(issue, pieces, pictures.pages)),
        articles=tuple(
            Item(
                article,
                color,
                tuple(piece for piece in pieces if piece.article == article["position"]),
                cut_body(article, blocks),
            )
            for article, color in zip(articles, colors, strict=True)
        ),
        noise=_noise_by_code(pieces),
        unanswered=_unanswered(issue, articles, blocks),
        remark=pictures.problem,
    )


def cut_at_edits(text: str, edits: Sequence[EditRow]) -> tuple[Run, ...]:
    """`text` as runs, so that kept and edited runs together are the source text again."""
    runs: list[Run] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit["offset"], edit["length"])):
        if edit["offset"] > at:
            runs.append(Run(text[at : edit["offset"]]))
        at = edit["offset"] + edit["length"]
        runs.append(Run(text[edit["offset"] : at], edit))
    if at < len(text):
        runs.append(Run(text[at:]))
    return tuple(runs)


def _pieces(
    issue_id: str, articles: Sequence[ArticleRow], blocks: Sequence[BlockRow], edits: Sequence[EditRow]
) -> list[Piece]:
    positions = {article["article_id"]: article["position"] for article in articles}
    by_block: dict[str, list[EditRow]] = defaultdict(list)
    for edit in edits:
        by_block[edit["block_id"]].append(edit)
    owners = {block["article_id"] for block in blocks} - {None}
    if owners != positions.keys() or not by_block.keys() <= {block["block_id"] for block in blocks}:
        raise StorageError(
            f"the datasets of {issue_id} do not fit together; if it is being published right now, try "
            "again, else bulletins check tells what is wrong"
        )
    return [
        Piece(
            row=block,
            article=None if block["article_id"] is None else positions[block["article_id"]],
            bbox=_bbox(block),
            runs=cut_at_edits(block["text"], by_block[block["block_id"]]),
        )
        for block in sorted(blocks, key=lambda block: block["ordinal"])
    ]


def _bbox(block: BlockRow) -> BBox | None:
    x0, top, x1, bottom = block["x0"], block["top"], block["x1"], block["bottom"]
    if x0 is None or top is None or x1 is None or bottom is None:
        return None
    return BBox(x0, top, x1, bottom)


def _pictures(path: Path, issue: IssueRow, limits: ChildLimits) -> Pictures:
    if not path.is_file():
        return Pictures((), "its file is no longer there")
    if issue["media_type"] == MediaType.PDF:
        drawn = draw_pages(path, issue["source_sha256"], limits)
        if drawn.problem is None and len(drawn.pages) != issue["page_count"]:
            return Pictures((), f"it is drawn as {len(drawn.pages)} pages but was read as another number")
        return drawn
    try:
        with path.open("rb") as stream:
            is_same = hashlib.file_digest(stream, "sha256").hexdigest() == issue["source_sha256"]
    except OSError as error:
        return Pictures((), f"its file cannot be read ({error.strerror})")
    return Pictures((), None if is_same else "its file has changed since it was published")


def _colors(pieces: Sequence[Piece], article_count: int) -> tuple[int, ...]:
    marks = [Mark(piece.row["page"], piece.bbox, piece.article) for piece in pieces if piece.bbox is not None]
    return assign_colors(marks, article_count)


def _sheets(issue: IssueRow, pieces: Sequence[Piece], pictures: Sequence[Picture]) -> Iterator[Sheet]:
    boxes = [piece.bbox for piece in pieces if piece.bbox is not None]
    estimated = estimate_page_size(boxes) if boxes else (None, None)
    for number in range(1, issue["page_count"] + 1):
        picture = pictures[number - 1] if number <= len(pictures) else None
        width, height = (picture.width_pt, picture.height_pt) if picture else estimated
        yield Sheet(
            number=number,
            width_pt=width,
            height_pt=height,
            picture=picture if picture is not None and picture.webp_base64 else None,
            pieces=tuple(piece for piece in pieces if piece.row["page"] == number),
        )


def _noise_by_code(pieces: Sequence[Piece]) -> dict[str, tuple[Piece, ...]]:
    groups: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if (code := piece.row["noise_code"]) is not None:
            groups[code].append(piece)
    return {code: tuple(groups[code]) for code in sorted(groups)}


def _unanswered(
    issue: IssueRow, articles: Sequence[ArticleRow], blocks: Sequence[BlockRow]
) -> tuple[str, ...]:
    """Contents entries that no article answers, read again from the ledger's contents lists.

    Where the second reading counts other entries than the first (the source's profile names sections),
    the issue's own warning has to do.
    """
    lists = [block for block in blocks if block["noise_code"] == NoiseCode.CONTENTS_LIST]
    read_again = [
        Block(index=block["ordinal"], page=block["page"], lines=(), text=block["text"], bbox=_bbox(block))
        for block in lists
    ]
    verdict = Verdict(BlockLabel.CONTENTS_LIST, NoiseCode.CONTENTS_LIST, "", "", 1.0)
    entries = read_contents(read_again, [verdict] * len(lists), ())
    missing = tuple(
        entry.title
        for entry in entries
        if not any(same_title(entry.title, article["title"]) for article in articles)
    )
    is_same_reading = (
        len(entries) == issue["contents_entry_count"]
        and len(entries) - len(missing) == issue["contents_matched_count"]
    )
    told = " ".join(issue["warnings"])
    return missing if is_same_reading and not all(title in told for title in missing) else ()
