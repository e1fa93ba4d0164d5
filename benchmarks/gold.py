"""Real bulletins read by hand: gold files, and what they say of the pipeline's own blocks.

A gold file is JSON: `file`, `language`, `kind`, `articles` (title, other good `titles`, first words of the
`paragraphs`, the last words as `end`, `may_split`), `noise` (phrases no article may carry) and, for learning,
`lines`: `[page, x0, top, x1, bottom, role, article]` for every line of the text layer in PDF points from the
top left, with the article it belongs to (-1: none; below: arguable). In a text export, columns and rows of
characters on the page stand for points. Nothing here publishes or learns.
"""

from __future__ import annotations

import csv
import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import PdfDocument

from benchmarks.measure import letters
from schemas.document import Document, Line
from schemas.geometry import BBox
from schemas.layout import Block

MEDIA_ENDINGS = frozenset({".pdf", ".txt", ".md"})
MIN_ROW_SHARE = 0.5
"""A line of the gold is on a row of ours when they share this much of the lower one's height …"""

MIN_LENGTH_SHARE = 0.3
"""… and this much of the shorter one's length."""

UNSURE = "skip"
TITLE = "title"
CAPTION = "caption"
TABLE = "table"
MIN_TITLE_LETTERS = 4
MIN_PIECE_LETTERS = 20
MAX_TITLE_BLOCKS = 5
ARGUABLE_WEIGHT = 0.3
USUAL_BLOCKS = 40
LEAST_BLOCKS = 10
"""An issue of many blocks teaches more than one of few, but not as many times more."""


@dataclass(frozen=True, slots=True)
class GoldIssue:
    """One bulletin with its truth; `lines` is empty where it was not read line by line."""

    name: str
    publisher: str
    truth: Mapping[str, Any]
    lines: Sequence[Sequence[Any]]
    path: Path

    @property
    def language(self) -> str:
        return str(self.truth.get("language", "und"))

    @property
    def kind(self) -> str:
        return str(self.truth.get("kind", "unknown"))

    @property
    def producer(self) -> str:
        """First word of the program that wrote the file, as that calls itself."""
        if self.path.suffix != ".pdf":
            return "text"
        with PdfDocument(self.path) as document:
            said = document.get_metadata_value("Producer").split()
        return said[0] if said else "unknown"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the gold says of each block: 1 yes, 0 no, NaN where it cannot be told.

    Attributes:
        head: an article begins here.
        noise: it is of no article.
        caption: it is a caption; told of what is of an article only.
        table: it is of a table; likewise.
        weight: how much it counts in learning.
    """

    head: NDArray[np.float64]
    noise: NDArray[np.float64]
    caption: NDArray[np.float64]
    table: NDArray[np.float64]
    weight: NDArray[np.float64]


def load_gold(gold: Path, raw: Path) -> list[GoldIssue]:
    """All gold files under `gold` whose bulletin lies under `raw`, by name.

    `publishers.tsv` (file, publisher, language), beside either folder, says who published what; a file it
    does not name is a publisher of its own.
    """
    publishers = _publishers(gold, raw)
    files = {path.name: path for path in raw.rglob("*") if path.suffix in MEDIA_ENDINGS}
    issues = []
    for path in sorted(gold.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        name = content["file"]
        if name in files:
            publisher = publishers.get(name, Path(name).stem)
            issues.append(GoldIssue(name, publisher, _truth(content), content.get("lines", ()), files[name]))
    return issues


def _publishers(gold: Path, raw: Path) -> dict[str, str]:
    tables = (folder / "publishers.tsv" for folder in (gold, gold.parent, raw, raw.parent))
    table = next((path for path in tables if path.is_file()), None)
    if table is None:
        return {}
    with table.open(encoding="utf-8", newline="") as stream:
        return {row[0]: row[1] for row in csv.reader(stream, delimiter="\t") if len(row) > 1}


def _truth(content: Mapping[str, Any]) -> dict[str, Any]:
    """The gold's articles in the shape that `benchmarks.measure` reads."""
    articles = [
        {
            "title": article["title"],
            "titles": article.get("titles", []),
            "paragraphs": [*article["paragraphs"], *([article["end"]] if article.get("end") else [])],
            "may_split": article.get("may_split", False),
        }
        for article in content["articles"]
    ]
    return {**content, "articles": articles, "noise": content.get("noise", [])}


def fold_of(publisher: str, folds: int) -> int:
    """The fold that holds out a publisher; the same on every machine."""
    return int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % folds


class Places:
    """Where lines stand on a page: in points, or in columns and rows of characters in a text export."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self._scale = document.scale
        self._ends = [at for at, letter in enumerate(text) if letter in "\n\f"]
        self._pages = [0, *(number + 1 for number, at in enumerate(self._ends) if text[at] == "\f")]

    def box(self, line: Line) -> BBox:
        if line.bbox is not None:
            return line.bbox.scaled(1 / self._scale)
        row = bisect_left(self._ends, line.span.start)
        first = self._ends[row - 1] + 1 if row else 0
        top = row - self._pages[line.page - 1]
        return BBox(line.span.start - first, top, line.span.end - first, top + 1)


def label_lines(document: Document, issue: GoldIssue) -> NDArray[np.float64]:
    """Whether something else begins in each line of a text export: a title, an article, or what is of none.

    1 yes, 0 no, NaN where it cannot be told or nobody asks: at the head of a page, under an empty line.
    """
    pages, places = _by_page(issue.lines), Places(document)
    found: list[float] = []
    for page in document.pages:
        above: tuple[bool, int] | None = None
        for line in page.lines:
            met = _met([line], pages, places)
            best = max(met, key=lambda one: one[1], default=None)
            *_, role, article = issue.lines[best[0]] if best is not None else (UNSURE, 0)
            own = None if role == UNSURE else (role == TITLE, article)
            is_told = above is not None and own is not None and not line.blank_before
            found.append(float(own != above) if is_told else np.nan)
            above = own
    return np.array(found)


def label(document: Document, blocks: Sequence[Block], issue: GoldIssue) -> Labels | None:
    """What the gold's lines say of the blocks, or its words where it has no lines.

    None of a text export, whose lines have no place.
    """
    if not issue.lines and document.has_boxes:
        return label_by_words(blocks, issue.truth)
    if not any(line[3] > line[1] for line in issue.lines):
        return None
    heads = _first_lines(issue.lines)
    pages, places = _by_page(issue.lines), Places(document)
    head, noise, caption, table = np.full((4, len(blocks)), np.nan)
    weight = _weights(blocks)
    for block in blocks:
        met = _met(block.lines, pages, places)
        if not met:
            continue
        roles: dict[str, float] = defaultdict(float)
        articles: dict[int, float] = defaultdict(float)
        for index, length in met:
            roles[issue.lines[index][5]] += length
            articles[issue.lines[index][6]] += length
        role, article = max(roles, key=roles.__getitem__), max(articles, key=articles.__getitem__)
        if role == UNSURE:
            continue
        head[block.index] = any(index in heads for index, _ in met)
        noise[block.index] = article == -1
        if article != -1:
            caption[block.index], table[block.index] = role == CAPTION, role == TABLE
        if article < -1:
            weight[block.index] *= ARGUABLE_WEIGHT
    return Labels(head, noise, caption, table, weight)


def _weights(blocks: Sequence[Block]) -> NDArray[np.float64]:
    return np.full(len(blocks), (USUAL_BLOCKS / max(LEAST_BLOCKS, len(blocks))) ** 0.5)


def label_by_words(blocks: Sequence[Block], truth: Mapping[str, Any]) -> Labels:
    """What the words of titles, of some phrases and of some noise say of the blocks.

    What stands between two blocks of one article opens none; of all else nothing is told.
    """
    said = [letters(block.text) for block in blocks]
    head, noise = np.full((2, len(blocks)), np.nan)
    furniture = [letters(phrase) for phrase in truth["noise"]]
    of_page = [
        index for index, text in enumerate(said) if any(_is_said(phrase, text) for phrase in furniture)
    ]
    head[of_page], noise[of_page] = 0.0, 1.0
    owner: dict[int, int] = {}
    for number, article in enumerate(truth["articles"]):
        phrases = [letters(phrase) for phrase in article["paragraphs"]]
        text = [index for index, text in enumerate(said) if any(_is_said(phrase, text) for phrase in phrases)]
        head[text] = noise[text] = 0.0
        owner |= dict.fromkeys(text, number)
        title = _title_of(article, blocks, said, min(text, default=None))
        if title is not None:
            head[title], noise[title] = np.nan if article["may_split"] else 1.0, 0.0
            owner[title] = number
    for above, below in pairwise(sorted(owner)):
        if owner[above] == owner[below] and not truth["articles"][owner[above]]["may_split"]:
            between = head[above + 1 : below]
            between[np.isnan(between)] = 0.0
    untold = np.full(len(blocks), np.nan)
    return Labels(head, noise, untold, untold, _weights(blocks))


def _is_said(phrase: str, text: str) -> bool:
    """Whether a block says a phrase, or is a piece of it that is too long to stand elsewhere by chance."""
    return bool(phrase) and (phrase in text or (len(text) >= MIN_PIECE_LETTERS and text in phrase))


def _title_of(
    article: Mapping[str, Any], blocks: Sequence[Block], said: Sequence[str], first: int | None
) -> int | None:
    """The block that an article's title begins in: the largest near its text, before it if there is any."""
    titles = [letters(title) for title in (article["title"], *article["titles"])]
    found = [
        index
        for index, text in enumerate(said)
        if len(text) >= MIN_TITLE_LETTERS
        and any(
            title.startswith(text) or (len(title) >= MIN_TITLE_LETTERS and text.startswith(title))
            for title in titles
        )
    ]
    if not found or first is None:
        return None
    found = [index for index in found if index <= first] or found
    near = [index for index in found if abs(index - first) <= MAX_TITLE_BLOCKS] or found
    return max(near, key=lambda index: (_size(blocks[index]), -abs(index - first)))


def _size(block: Block) -> float:
    return block.style.size_pt if block.style is not None else 0.0


def owners(document: Document, blocks: Sequence[Block], issue: GoldIssue) -> dict[int, tuple[int, bool]]:
    """Of the blocks that most lines of the gold give to one article: which, and whether it is the title."""
    pages, places = _by_page(issue.lines), Places(document)
    found: dict[int, tuple[int, bool]] = {}
    for block in blocks:
        shared: dict[tuple[int, bool], float] = defaultdict(float)
        for index, length in _met(block.lines, pages, places):
            *_, role, article = issue.lines[index]
            shared[article, role == TITLE] += length
        if shared:
            article, is_title = max(shared, key=shared.__getitem__)
            if article >= 0:
                found[block.index] = article, is_title
    return found


def title_pairs(blocks: Sequence[Block], truth: Mapping[str, Any]) -> list[tuple[int, int, bool]]:
    """Blocks of titles, each with the block after it and whether the title goes on in that.

    Titles are known by their words, so gold without lines teaches this, too.
    """
    said = [letters(block.text) for block in blocks]
    pairs: list[tuple[int, int, bool]] = []
    begun: set[int] = set()
    for article in truth["articles"]:
        titles = [letters(title) for title in (article["title"], *article["titles"])]
        begins = [
            block
            for block in blocks
            if block.index not in begun
            and len(said[block.index]) >= MIN_TITLE_LETTERS
            and any(title.startswith(said[block.index]) for title in titles)
        ]
        if article["may_split"] or not begins:
            continue
        first = max(begins, key=lambda block: _likeness_to_title(block, said[block.index], titles[0]))
        begun.add(first.index)
        pairs += _title_run(said, first.index, titles)
    return pairs


def _likeness_to_title(block: Block, said: str, title: str) -> tuple[bool, float]:
    """Where a title's words stand several times, most of them in large letters are the title."""
    return 2 * len(said) >= len(title), _size(block)


def _title_run(said: Sequence[str], first: int, titles: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """The pairs from a title's first block on to the first that the title does not go on in."""
    last, read = first, said[first]
    for index in range(first + 1, min(len(said), first + 1 + MAX_TITLE_BLOCKS)):
        if not said[index]:
            continue
        goes_on = any(title.startswith(read + said[index]) for title in titles)
        yield last, index, goes_on
        if not goes_on:
            return
        last, read = index, read + said[index]


def label_lines_by_words(document: Document, truth: Mapping[str, Any]) -> NDArray[np.float64]:
    """As `label_lines`, of a generated text export: what its truth says of its lines, by their words."""
    titles = [letters(article["title"]) for article in truth["articles"]]
    furniture = [letters(phrase) for phrase in truth["noise"]]
    found: list[float] = []
    for page in document.pages:
        above: str | None = None
        for line in page.lines:
            said = letters(document.slice(line.span))
            title = next((title for title in titles if said and said in title), "")
            own = title or ("noise" if any(said and said in phrase for phrase in furniture) else "text")
            is_told = above is not None and not line.blank_before
            found.append(float(own != above) if is_told else np.nan)
            above = own
    return np.array(found)


def _first_lines(lines: Sequence[Sequence[Any]]) -> frozenset[int]:
    """The line that each article begins with: its first title line, or its first line of all."""
    first: dict[int, int] = {}
    first_title: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line[6] != -1:
            first.setdefault(line[6], index)
            if line[5] == TITLE:
                first_title.setdefault(line[6], index)
    return frozenset(first_title.get(article, index) for article, index in first.items())


def _by_page(lines: Sequence[Sequence[Any]]) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Numbers and boxes of the gold's lines, by page."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        numbers[line[0]].append(index)
    return {
        page: (np.array(found), np.array([lines[index][1:5] for index in found], dtype=np.float64))
        for page, found in numbers.items()
    }


def _met(
    lines: Sequence[Line],
    pages: Mapping[int, tuple[NDArray[np.int64], NDArray[np.float64]]],
    places: Places,
) -> list[tuple[int, float]]:
    """The gold's lines that these lines lie on, each with the length shared, in points or characters."""
    met: list[tuple[int, float]] = []
    for line in lines:
        if line.page not in pages:
            continue
        numbers, boxes = pages[line.page]
        box = places.box(line)
        length = np.minimum(boxes[:, 2], box.x1) - np.maximum(boxes[:, 0], box.x0)
        height = np.minimum(boxes[:, 3], box.bottom) - np.maximum(boxes[:, 1], box.top)
        least_height = MIN_ROW_SHARE * np.minimum(boxes[:, 3] - boxes[:, 1], box.height)
        least_length = MIN_LENGTH_SHARE * np.minimum(boxes[:, 2] - boxes[:, 0], box.width)
        is_met = (length > 0) & (length >= least_length) & (height > 0) & (height >= least_height)
        met += [(int(numbers[at]), float(length[at])) for at in np.nonzero(is_met)[0]]
    return met
