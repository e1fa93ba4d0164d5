"""Rules that hold between the rows of one issue: owners, sums, order, traceability, clean bodies.

What one column or one table may hold by itself belongs in `schemas.dictionary`. Every rule is a small
function that yields what it finds wrong as a short phrase; none of them stops at the first fault.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from schemas.document import count_visible
from schemas.kinds import DateField
from schemas.reasons import LossCode, NoiseCode
from schemas.rows import BlockRow, IssueRows, LinkRow, MentionRow, TableCellRow, TableRow

_LOSS_CODES = frozenset(map(str, LossCode))
_RUNNING_CODES = frozenset({str(NoiseCode.RUNNING_HEADER), str(NoiseCode.RUNNING_FOOTER)})
_NUMBER_LINE = re.compile(r"[\s\-–—|·•]*(\d{1,4})[\s\-–—|·•]*")
# Unicode's control characters, of which there will never be more; lines and tabs are no damage.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BOLD_PARAGRAPH = re.compile(r"\*\*\S.*?\*\*", re.DOTALL)
# A running header of one word may rightly stand in a body again, as an answer or a sub-heading.
_MIN_RUNNING_WORDS = 2
MAX_PLACES_PER_CELL = 100
"""So many places for a cell no table has; the rows come from a process that a file may have taken over."""


def text_sha256(title: str, body: str) -> str:
    """Digest of an article's text: title, a line feed, and body in UTF-8."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def find_contradictions(rows: IssueRows) -> list[str]:
    """Everything the rows of one issue contradict each other in; empty when they agree."""
    return [
        *_check_issue_ids(rows),
        *_check_numbering(rows),
        *_check_owners(rows),
        *_check_accounting(rows),
        *_check_blocks(rows),
        *_check_bodies(rows),
        *_check_pages(rows),
        *_check_edits(rows),
        *_check_tables(rows),
        *_check_dates(rows),
        *_check_issue_counts(rows),
        *_check_digests(rows),
        *_check_surfaces(rows),
        *_check_characters(rows),
        *_check_doubts(rows),
    ]


def find_doubts(rows: IssueRows) -> list[str]:
    """What looks like noise left in a body, though it may be the article's own; each is a warning.

    A heading may have the words of the running header above it, and a number alone on a line may be
    the page's by chance: no reason to keep a whole issue from its readers.
    """
    running = _running_texts(rows.blocks)
    offset = _page_number_offset(rows.blocks)
    doubts = []
    for article in rows.articles:
        name = f"body of article {article['article_id']}"
        pages = range(article["page_first"], article["page_last"] + 1)
        lines = [_fold(line) for line in article["body"].splitlines()]
        repeated = {text for page in pages for text in running.get(page, ())}
        doubts += [f'{name} holds the running line "{line}"' for line in lines if line in repeated]
        if offset is not None:
            doubts += _page_numbers(name, lines, {page + offset for page in pages})
        if any(_BOLD_PARAGRAPH.match(paragraph) for paragraph in article["body"].split("\n\n")):
            doubts.append(f"{name} holds ** markup")
    return doubts


def _check_issue_ids(rows: IssueRows) -> Iterator[str]:
    expected = rows.issue["issue_id"]
    for name, records in rows.by_dataset().items():
        strangers = {record["issue_id"] for record in records} - {expected}
        if strangers:
            yield f"{name} name another issue: {', '.join(sorted(strangers))}"


def _check_numbering(rows: IssueRows) -> Iterator[str]:
    positions = [article["position"] for article in rows.articles]
    if positions != list(range(len(positions))):
        yield "positions of articles do not run from 0 without gaps"
    ordinals = [block["ordinal"] for block in rows.blocks]
    if ordinals != list(range(len(ordinals))):
        yield "ordinals of blocks do not run from 0 without gaps"


def _check_owners(rows: IssueRows) -> Iterator[str]:
    articles = {article["article_id"] for article in rows.articles}
    owners: set[str] = set()
    for block in rows.blocks:
        owner, code = block["article_id"], block["noise_code"]
        if owner is None and code is None:
            yield f"block {block['block_id']} has no owner"
        elif owner is not None and code is not None:
            yield f"block {block['block_id']} has two owners, {owner} and {code}"
        elif owner is not None and owner not in articles:
            yield f"block {block['block_id']} belongs to {owner}, which is no article of the issue"
        if owner is not None:
            owners.add(owner)
    for article in rows.articles:
        if article["article_id"] not in owners:
            yield f"article {article['article_id']} owns no block"


def _check_accounting(rows: IssueRows) -> Iterator[str]:
    issue = rows.issue
    kept = noise = lost = 0
    for block in rows.blocks:
        if block["noise_code"] is None:
            kept += block["char_count"]
        elif block["noise_code"] in _LOSS_CODES:
            lost += block["char_count"]
        else:
            noise += block["char_count"]
    articles, edits = issue["char_count_articles"], issue["char_count_edits"]
    sums = (
        ("kept blocks", kept, "char_count_articles and char_count_edits", articles + edits),
        ("noise blocks", noise, "char_count_noise", issue["char_count_noise"]),
        ("losses", lost, "char_count_lost", issue["char_count_lost"]),
    )
    for what, counted, column, stated in sums:
        if counted != stated:
            yield f"{what} hold {counted} characters, {column} say {stated}"
    parts = articles + edits + issue["char_count_noise"] + issue["char_count_lost"]
    if parts != issue["char_count"]:
        yield f"the parts sum to {parts} characters, char_count says {issue['char_count']}"


def _check_blocks(rows: IssueRows) -> Iterator[str]:
    for block in rows.blocks:
        visible, counted = count_visible(block["text"]), block["char_count"]
        is_loss = block["noise_code"] in _LOSS_CODES
        if visible > counted or (visible < counted and not is_loss):
            yield f"block {block['block_id']} counts {counted} characters, its text has {visible}"
        yield from _check_box(block)


def _check_bodies(rows: IssueRows) -> Iterator[str]:
    """Each letter of a body stands in the place of one block of the article."""
    placed: dict[str, list[tuple[int, int]]] = {}
    for block in rows.blocks:
        start, end = block["body_start"], block["body_end"]
        if start is not None and end is not None and block["article_id"] is not None:
            placed.setdefault(block["article_id"], []).append((start, end))
        elif start is not None or end is not None:
            yield f"block {block['block_id']} has half a place in a body, or no article to have it in"
    for article in rows.articles:
        if not _make_up(article["body"], sorted(placed.get(article["article_id"], ()))):
            yield f"the places of blocks in the body of article {article['article_id']} do not make it up"


def _make_up(body: str, places: list[tuple[int, int]]) -> bool:
    """Whether `places` follow each other in `body` with nothing but white space between them."""
    at = 0
    for start, end in places:
        if not at <= start < end <= len(body) or body[at:start].strip():
            return False
        at = end
    return not body[at:].strip()


def _check_box(block: BlockRow) -> Iterator[str]:
    x0, top, x1, bottom = block["x0"], block["top"], block["x1"], block["bottom"]
    edges = (x0, top, x1, bottom)
    if x0 is None or top is None or x1 is None or bottom is None:
        if any(edge is not None for edge in edges):
            yield f"block {block['block_id']} has half a box"
    elif x0 > x1 or top > bottom:
        yield f"block {block['block_id']} has a box turned inside out"


def _check_pages(rows: IssueRows) -> Iterator[str]:
    last = rows.issue["page_count"]
    for block in rows.blocks:
        if block["page"] > last:
            yield f"block {block['block_id']} stands on page {block['page']} of {last}"
    for article in rows.articles:
        if not article["page_first"] <= article["page_last"] <= last:
            pages = f"{article['page_first']} to {article['page_last']}"
            yield f"article {article['article_id']} stands on pages {pages} of {last}"


def _check_edits(rows: IssueRows) -> Iterator[str]:
    blocks = {block["block_id"]: block for block in rows.blocks}
    previous: tuple[int, int] | None = None
    for edit in rows.edits:
        block = blocks.get(edit["block_id"])
        if block is None:
            yield f"an edit names block {edit['block_id']}, which does not exist"
            continue
        if edit["article_id"] != block["article_id"]:
            yield f"an edit of block {edit['block_id']} names article {edit['article_id']}, not its owner"
        end = edit["offset"] + edit["length"]
        if end > len(block["text"]):
            yield f"an edit at {edit['offset']} reaches beyond the text of block {edit['block_id']}"
        if previous is not None and (block["ordinal"], edit["offset"]) < previous:
            yield f"edits of block {edit['block_id']} overlap or are out of order"
        previous = (block["ordinal"], end)


def _check_tables(rows: IssueRows) -> Iterator[str]:
    """Tables belong to articles, and their cells fill their rows and columns without sharing a place."""
    articles = {article["article_id"] for article in rows.articles}
    cells: dict[str, list[TableCellRow]] = {table["table_id"]: [] for table in rows.tables}
    for cell in rows.table_cells:
        if cell["table_id"] in cells:
            cells[cell["table_id"]].append(cell)
        else:
            yield f"a cell names table {cell['table_id']}, which does not exist"
    for table in rows.tables:
        name = f"table {table['table_id']}"
        if table["article_id"] not in articles:
            yield f"{name} belongs to {table['article_id']}, which is no article of the issue"
        if table["page"] > rows.issue["page_count"]:
            yield f"{name} stands on page {table['page']} of {rows.issue['page_count']}"
        yield from _check_cells(name, table, cells[table["table_id"]])


def _check_cells(name: str, table: TableRow, cells: list[TableCellRow]) -> Iterator[str]:
    rows, columns = table["row_count"], table["column_count"]
    if rows * columns > MAX_PLACES_PER_CELL * len(cells):
        yield f"{name} has {rows} rows and {columns} columns for {len(cells)} cells"
        return
    if any(
        cell["row"] + cell["row_span"] > rows or cell["column"] + cell["column_span"] > columns
        for cell in cells
    ):
        yield f"a cell of {name} reaches beyond it"
        return
    if sum(cell["row_span"] * cell["column_span"] for cell in cells) > rows * columns or _overlap(cells):
        yield f"cells of {name} share a place"
    if len({cell["row"] for cell in cells}) < rows or len({cell["column"] for cell in cells}) < columns:
        yield f"{name} has a row or a column in which no cell begins"


def _overlap(cells: list[TableCellRow]) -> bool:
    places = [
        (row, column)
        for cell in cells
        for row in range(cell["row"], cell["row"] + cell["row_span"])
        for column in range(cell["column"], cell["column"] + cell["column_span"])
    ]
    return len(set(places)) < len(places)


def _check_dates(rows: IssueRows) -> Iterator[str]:
    """Each date stands where it says, and ends no sooner than it begins; so does the issue's own."""
    articles = {article["article_id"]: article for article in rows.articles}
    for row in rows.dates:
        article, offset = articles.get(row["article_id"]), row["offset"]
        if article is None:
            yield f"a date belongs to {row['article_id']}, which is no article of the issue"
            continue
        texts = {
            DateField.TITLE: article["title"],
            DateField.DATELINE: article["dateline"] or "",
            DateField.BODY: article["body"],
        }
        text = texts[DateField(row["field"])]
        if text[offset : offset + len(row["text"])] != row["text"]:
            yield f"a date at {offset} does not stand in the {row['field']} of {row['article_id']}"
        if row["ends_on"] < row["starts_on"]:
            yield f"a date at {offset} of article {row['article_id']} ends before it begins"
    start, end = rows.issue["period_start"], rows.issue["period_end"]
    if (start is None) is not (end is None) or start != rows.issue["published_on"]:
        yield "published_on, period_start and period_end do not agree"
    elif start is not None and end is not None and end < start:
        yield "period_end is before period_start"


def _check_issue_counts(rows: IssueRows) -> Iterator[str]:
    issue = rows.issue
    if issue["article_count"] != len(rows.articles):
        yield f"article_count says {issue['article_count']}, there are {len(rows.articles)} articles"
    if issue["contents_matched_count"] > issue["contents_entry_count"]:
        yield "more entries of the contents list are matched than it has"
    has_warnings = bool(issue["warnings"])
    if has_warnings != (issue["status"] == "published_with_warnings"):
        yield f"status is {issue['status']} with {len(issue['warnings'])} warnings"


def _check_digests(rows: IssueRows) -> Iterator[str]:
    for article in rows.articles:
        if article["text_sha256"] != text_sha256(article["title"], article["body"]):
            yield f"text_sha256 of article {article['article_id']} is not that of its title and body"


def _check_surfaces(rows: IssueRows) -> Iterator[str]:
    """What is found in an article's text stands there."""
    articles = {article["article_id"]: article for article in rows.articles}
    found: tuple[tuple[str, Iterable[MentionRow | LinkRow]], ...] = (
        ("mentions", rows.mentions),
        ("links", rows.links),
    )
    for name, records in found:
        for record in records:
            start, article = record["offset"], articles.get(record["article_id"])
            said = None if article is None else {**article}.get(record["field"])
            text = said if isinstance(said, str) else ""
            if text[start : start + record["length"]] != record["surface"]:
                yield f"{name} of article {record['article_id']} say {record['surface']!r} at {start}, not so"


def _check_characters(rows: IssueRows) -> Iterator[str]:
    for article in rows.articles:
        name, body = f"body of article {article['article_id']}", article["body"]
        if "\u00ad" in body:
            yield f"{name} holds a soft hyphen"
        if _CONTROL.search(body):
            yield f"{name} holds a control character"


def _check_doubts(rows: IssueRows) -> Iterator[str]:
    for doubt in find_doubts(rows):
        if doubt not in rows.issue["warnings"]:
            yield f"{doubt}, and no warning says so"


def _page_numbers(name: str, lines: list[str], printed: set[int]) -> Iterator[str]:
    """A number alone on a line is a page number only when every such line can be one.

    A list or a table of numbers may hold the page's number by chance.
    """
    numbers = {int(match[1]) for line in lines if (match := _NUMBER_LINE.fullmatch(line))}
    if numbers and numbers <= printed:
        yield f"{name} holds the page number {min(numbers)}"


def _running_texts(blocks: list[BlockRow]) -> dict[int, set[str]]:
    """Folded texts of running headers and footers by page, those of one word left out."""
    texts: dict[int, set[str]] = {}
    for block in blocks:
        if block["noise_code"] in _RUNNING_CODES:
            folded = _fold(block["text"])
            if len(folded.split()) >= _MIN_RUNNING_WORDS:
                texts.setdefault(block["page"], set()).add(folded)
    return texts


def _page_number_offset(blocks: list[BlockRow]) -> int | None:
    """Printed number minus place of the page, as most page numbers of the issue have it."""
    offsets = Counter(
        int(match[1]) - block["page"]
        for block in blocks
        if block["noise_code"] == NoiseCode.PAGE_NUMBER
        and (match := _NUMBER_LINE.fullmatch(_fold(block["text"])))
    )
    return offsets.most_common(1)[0][0] if offsets else None


def _fold(text: str) -> str:
    return " ".join(text.split())
