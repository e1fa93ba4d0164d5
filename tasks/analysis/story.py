"""Segmentation → articles with their text, and who owns what: the last step before the accounting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.article import Article, TextEdit
from schemas.document import Document
from schemas.geometry import Span
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.reasons import EditCode
from schemas.wording import letters, plain, word_count
from tasks.articles.bylines import Byline, BylineFinder, names_in
from tasks.articles.datelines import find_dateline
from tasks.articles.edits import Vocabulary, apply_edits, line_end, originals, repair
from tasks.articles.labels import label_block
from tasks.articles.segment import Draft, Segmentation
from tasks.articles.text import BODY_LABELS, PARAGRAPH, ArticleText, assemble

FALLBACK_TITLE_WORDS = 12
LOW_CONFIDENCE = 0.3
"""A title far likelier wrong than right is worth a look."""

SHORT_WORDS = 8
LINE_LABELS = BODY_LABELS | {BlockLabel.BYLINE}
"""Lines that may say where and when an article was written."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of an issue with the final verdicts, the edits by block and the owner of each kept block.

    `places` has where blocks stand in the body of their article, for those that do.
    """

    articles: tuple[Article, ...]
    verdicts: tuple[Verdict, ...]
    edits: Mapping[int, Sequence[TextEdit]]
    owners: Mapping[int, int]
    places: Mapping[int, Span]


@dataclass(frozen=True, slots=True)
class _Told:
    """One article, the edits on its blocks, and labels and places of those in its body."""

    article: Article
    edits: Sequence[TextEdit]
    labels: Mapping[int, BlockLabel]
    places: Mapping[int, Span]


def tell(
    document: Document,
    blocks: Sequence[Block],
    segmentation: Segmentation,
    body_pt: float,
    apart: Mapping[int, BlockLabel],
) -> Story:
    """Turn drafts into articles; verdicts get their final labels.

    Args:
        document: what was read.
        blocks: of the issue.
        segmentation: the drafts, and the verdicts so far.
        body_pt: size of running text, in points.
        apart: captions and tables, by block.
    """
    verdicts = segmentation.verdicts
    vocabulary = Vocabulary(document.text)
    bylines = BylineFinder(document.text)
    labels: dict[int, BlockLabel] = {}
    articles: list[Article] = []
    edits: dict[int, tuple[TextEdit, ...]] = {}
    owners: dict[int, int] = {}
    places: dict[int, Span] = {}
    drafts = [draft for draft in segmentation.drafts if draft.blocks]
    for position, draft in enumerate(drafts):
        own = {i: label_block(document, blocks[i], verdicts[i], body_pt, apart.get(i)) for i in draft.blocks}
        told = _tell_one(blocks, own, draft, position, vocabulary, bylines, document.garbled_fonts)
        labels.update(told.labels)
        places.update(told.places)
        articles.append(told.article)
        for edit in told.edits:
            edits[edit.block] = (*edits.get(edit.block, ()), edit)
        owners.update(dict.fromkeys(told.article.blocks, position))
    final = (replace(verdict, label=labels.get(i, verdict.label)) for i, verdict in enumerate(verdicts))
    return Story(tuple(articles), tuple(final), edits, owners, places)


def _tell_one(
    blocks: Sequence[Block],
    labels: Mapping[int, BlockLabel],
    draft: Draft,
    position: int,
    vocabulary: Vocabulary,
    bylines: BylineFinder,
    garbled_fonts: Collection[str],
) -> _Told:
    """The article that a draft with a body becomes; `labels` are those of the blocks in its body."""
    owned = [blocks[i] for i in sorted(draft.owned)]
    body_blocks = [blocks[i] for i in draft.blocks]
    title, author, title_edits = _title(blocks, draft, vocabulary)
    byline = _byline(author, body_blocks, labels, bylines)
    labels = {i: BlockLabel.HEADING if label is BlockLabel.BYLINE else label for i, label in labels.items()}
    labels |= dict.fromkeys(byline.whole, BlockLabel.BYLINE)
    kicker, kicker_edits = _kicker(blocks, draft, vocabulary)
    text = assemble(body_blocks, labels, vocabulary, byline.cuts)
    flags = list(draft.flags)
    if not title and draft.announced:
        title = draft.announced
    elif not title:
        title = _fallback_title(text)
        flags.append("title_from_text")
    elif draft.confidence < LOW_CONFIDENCE:
        flags.append("title_unsure")
    if word_count(text.body) < SHORT_WORDS:
        flags.append("short")
    flags += _flags_of_fonts(owned, garbled_fonts)
    lines = [
        plain(line) for b in body_blocks if labels[b.index] in LINE_LABELS for line in b.text.split("\n")
    ]
    article = Article(
        position=position,
        title=title,
        body=text.body,
        blocks=tuple(b.index for b in owned),
        section=draft.section,
        kicker=kicker,
        byline=byline.text or None,
        byline_names=byline.names,
        dateline=find_dateline(text.body.split(PARAGRAPH, 1)[:1], lines),
        page_first=min(b.page for b in owned),
        page_last=max(b.page for b in owned),
        captions=text.captions,
        tables=text.tables,
        title_confidence=round(draft.confidence, 2),
        boundary_confidence=round(draft.boundary_confidence, 2),
        order_confidence=round(draft.order_confidence, 2),
        flags=tuple(dict.fromkeys(flags)),
    )
    return _Told(article, [*kicker_edits, *title_edits, *text.edits], labels, text.places)


def _flags_of_fonts(blocks: Sequence[Block], garbled: Collection[str]) -> Iterator[str]:
    """Whether letters of these blocks are put right, or cannot be, since their font tells them wrongly."""
    words = [word for block in blocks for line in block.lines for word in line.words]
    if any(one.reason is EditCode.FONT for word in words for one in word.respellings):
        yield "letters_put_right"
    if garbled and any(word.style is not None and word.style.font in garbled for word in words):
        yield "garbled"


def _title(
    blocks: Sequence[Block], draft: Draft, vocabulary: Vocabulary
) -> tuple[str, str | None, list[TextEdit]]:
    """Title, the author named among its lines, and the edits on its blocks."""
    lines: list[str] = []
    byline = None
    edits: list[TextEdit] = []
    for index in draft.titles:
        block = blocks[index]
        done = repair(block, vocabulary)
        edits += [*done, *originals(block, done)]
        author = lexicon().byline(block.text.split("\n")[-1])
        if author is not None and (len(block.lines) > 1 or len(draft.titles) > 1):
            byline = author
            kept = block.text.rsplit("\n", 1)[0] if len(block.lines) > 1 else ""
            lines.append(apply_edits(kept, [e for e in done if e.offset + e.length <= len(kept)]))
        else:
            lines.append(apply_edits(block.text, done))
    title = ""
    for line in (line for line in lines if line):
        title += (line_end(title[-1], line[0]) if title else "") + line
    return _trim(title), byline, edits


def _kicker(
    blocks: Sequence[Block], draft: Draft, vocabulary: Vocabulary
) -> tuple[str | None, tuple[TextEdit, ...]]:
    """The line over the headline, and the edits on its block."""
    if draft.kicker is None:
        return None, ()
    block = blocks[draft.kicker]
    done = repair(block, vocabulary)
    return apply_edits(block.text, done).strip() or None, (*done, *originals(block, done))


def _trim(title: str) -> str:
    """Without the marks that lead from a run-in head to its text."""
    trimmed = title.lstrip("•▪■●*· ").rstrip(" .:;,–—-·")
    return trimmed if letters(trimmed) else title


def _byline(
    author: str | None, blocks: Sequence[Block], labels: Mapping[int, BlockLabel], bylines: BylineFinder
) -> Byline:
    """The author of an article: `author` when its title names him, or whom its body names."""
    if author is not None:
        return Byline(author, names_in(author))
    found = bylines.find(blocks, labels)
    if found is not None and len(found.whole) < len(blocks):
        return found
    if labels[blocks[-1].index] is BlockLabel.BYLINE and len(blocks) > 1:
        return bylines.sign(blocks[-1]) or Byline("", ())
    return Byline("", ())


def _fallback_title(text: ArticleText) -> str:
    """First words of an article that has no headline."""
    first = text.body or " ".join(text.captions) or "untitled"
    words = first.split()
    return " ".join(words[:FALLBACK_TITLE_WORDS]) + ("…" if len(words) > FALLBACK_TITLE_WORDS else "")
