"""Segmentation → articles with their text, and who owns what: the last step before the accounting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.article import Article, TextEdit
from schemas.document import Document
from schemas.geometry import Span
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.lexicon.language import detect_language
from schemas.lexicon.tokens import tokenize
from schemas.reasons import EditCode
from schemas.word_columns import respelt_of, runs_of
from schemas.wording import letters, plain, word_count
from tasks.articles.bylines import Byline, BylineFinder, names_in
from tasks.articles.datelines import find_dateline, is_day_line
from tasks.articles.dates import is_filler
from tasks.articles.edits import Vocabulary, apply_edits, line_end, originals, repair
from tasks.articles.labels import label_block
from tasks.articles.segment import Draft, Segmentation
from tasks.articles.subtitles import find_subtitle, subtitle_in_title
from tasks.articles.text import BODY_LABELS, PARAGRAPH, ArticleText, assemble, lead_of

FALLBACK_TITLE_WORDS = 12
ALONE_SHARE = 0.5
MIN_ALONE_LETTERS = 6
"""So many words stand in for a headline: the first line alone where it fills no more than this share of its
block, has so many letters and no figure."""

LOW_CONFIDENCE = 0.3
"""A title far likelier wrong than right is worth a look."""

SHORT_WORDS = 8
LANGUAGE_CHARS = 4000
"""So much text tells in which language months are named, before there are articles to tell theirs."""

SENTENCE_ENDS = (".", "!", "?", "…", "。", "”", "»", ")")
CLOSING_LINES = 2
"""A day without a place closes an article in one of so many last lines."""

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
    apart: Mapping[int, BlockLabel],
    footnotes: Collection[int],
) -> Story:
    """Turn drafts into articles; verdicts get their final labels.

    Args:
        document: what was read.
        blocks: of the issue.
        segmentation: the drafts, and the verdicts so far.
        apart: captions and tables, by block.
        footnotes: blocks that are notes.
    """
    verdicts = segmentation.verdicts
    vocabulary = Vocabulary(document.text)
    bylines = BylineFinder(document.text)
    told_language = detect_language(document.text[:LANGUAGE_CHARS])
    language = None if told_language is None else told_language.code
    labels: dict[int, BlockLabel] = {}
    articles: list[Article] = []
    edits: dict[int, tuple[TextEdit, ...]] = {}
    owners: dict[int, int] = {}
    places: dict[int, Span] = {}
    drafts = [draft for draft in segmentation.drafts if draft.blocks]
    for position, draft in enumerate(drafts):
        own = {i: label_block(blocks[i], verdicts[i], apart.get(i), footnotes) for i in draft.blocks}
        told = _tell_one(blocks, own, draft, position, vocabulary, bylines, language, document.garbled_fonts)
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
    language: str | None,
    garbled_fonts: Collection[str],
) -> _Told:
    """The article that a draft with a body becomes; `labels` are those of the blocks in its body."""
    owned = [blocks[i] for i in sorted(draft.owned)]
    body_blocks = [blocks[i] for i in draft.blocks]
    head = _title(blocks, draft, vocabulary, language)
    title = head.title
    byline = _byline(head.byline, body_blocks, labels, bylines)
    labels = {i: BlockLabel.HEADING if label is BlockLabel.BYLINE else label for i, label in labels.items()}
    labels |= dict.fromkeys(byline.whole, BlockLabel.BYLINE)
    kicker, kicker_edits = _kicker(blocks, draft, vocabulary)
    text = assemble(body_blocks, labels, vocabulary, byline.cuts)
    flags = list(draft.flags)
    if not title and draft.announced:
        title = draft.announced
    elif not title:
        title = _fallback_title(text, body_blocks)
        flags.append("title_from_text")
    elif draft.confidence < LOW_CONFIDENCE:
        flags.append("title_unsure")
    if word_count(text.body) < SHORT_WORDS:
        flags.append("short")
    flags += _flags_of_fonts(owned, garbled_fonts)
    article = Article(
        position=position,
        title=title,
        body=text.body,
        blocks=tuple(b.index for b in owned),
        section=draft.section,
        kicker=kicker or head.kicker,
        subtitle=head.subtitle or _subtitle(blocks, draft, body_blocks, labels, vocabulary),
        byline=byline.text or None,
        byline_names=byline.names,
        dateline=_dateline(text.body, head.days, body_blocks, labels, language),
        page_first=min(b.page for b in owned),
        page_last=max(b.page for b in owned),
        captions=text.captions,
        tables=text.tables,
        title_confidence=round(draft.confidence, 2),
        boundary_confidence=round(draft.boundary_confidence, 2),
        order_confidence=round(draft.order_confidence, 2),
        flags=tuple(dict.fromkeys(flags)),
    )
    return _Told(article, [*kicker_edits, *head.edits, *text.edits], labels, text.places)


def _flags_of_fonts(blocks: Sequence[Block], garbled: Collection[str]) -> Iterator[str]:
    """Whether letters of these blocks are put right, or cannot be, since their font tells them wrongly."""
    lines = [line for block in blocks for line in block.lines]
    respelt = (one for line in lines for word in respelt_of(line.words) for one in word.respellings)
    if any(one.reason is EditCode.FONT for one in respelt):
        yield "letters_put_right"
    if garbled and any(style.font in garbled for line in lines for style, _ in runs_of(line.words)):
        yield "garbled"


@dataclass(frozen=True, slots=True)
class _Head:
    """What the blocks of a title say: the title, what stands over and under it; and the edits on them."""

    title: str
    kicker: str | None
    subtitle: str | None
    byline: str | None
    days: Sequence[str]
    edits: Sequence[TextEdit]


def _title(blocks: Sequence[Block], draft: Draft, vocabulary: Vocabulary, language: str | None) -> _Head:
    titles = [blocks[index] for index in draft.titles]
    under = subtitle_in_title(titles)
    lines: list[str] = []
    days: list[str] = []
    kicker = byline = subtitle = None
    edits: list[TextEdit] = []
    for block in titles:
        done = repair(block, vocabulary)
        edits += [*done, *originals(block, done)]
        parts = _parts(block, language, is_first=not lines, is_alone=len(titles) == 1)
        kicker, byline = parts.kicker or kicker, parts.byline or byline
        days += parts.days
        said = _between(block.text, parts.start, parts.end, done)
        if block.index == under and said:
            subtitle = " ".join(plain(said).split())
        else:
            lines.append(said)
    title = ""
    for line in (line for line in lines if line):
        title += (line_end(title[-1], line[0]) if title else "") + line
    return _Head(_trim(title), kicker, subtitle, byline, days, edits)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a block of a title says over and under the title, which is from `start` to `end` of its text."""

    start: int
    end: int
    kicker: str | None = None
    byline: str | None = None
    days: Sequence[str] = ()


def _parts(block: Block, language: str | None, *, is_first: bool, is_alone: bool) -> _Parts:
    """Label, author and day in a block of a title, which is `is_first` of its words or `is_alone` in it."""
    text, start, kicker = block.text, 0, None
    if is_alone and len(block.lines) == 1:
        return _Parts(0, len(text))
    if is_first and (label := _press_release_label(text)) is not None:
        kicker, start = plain(label), min(len(text), len(label) + 1)
    if (author := lexicon().byline(text.split("\n")[-1])) is not None:
        return _Parts(start, max(start, text.rfind("\n")), kicker, author)
    above = _over_day(text[start:], language, has_title=not is_first)
    if above is None:
        return _Parts(start, len(text), kicker)
    end = start + len(above)
    return _Parts(start, end, kicker, days=[plain(text[end:])])


def _press_release_label(text: str) -> str | None:
    """A first line that says only that this is a press release; None for any other."""
    first = text.partition("\n")[0]
    return first if lexicon().is_press_release_label(first) else None


def _between(text: str, start: int, end: int, edits: Sequence[TextEdit]) -> str:
    """A part of a block's text with the edits that lie in it."""
    inside = [e for e in edits if start <= e.offset and e.offset + e.length <= end]
    return apply_edits(text[start:end], [replace(e, offset=e.offset - start) for e in inside])


def _over_day(text: str, language: str | None, *, has_title: bool) -> str | None:
    """The lines of a title's block over a last one that says a day only; None where it says something else.

    A line that leads to the day, as `Minutes of`, is title with it.
    """
    above, _, last = text.rpartition("\n")
    if not (has_title or above) or not is_day_line(last, language):
        return None
    tokens = tokenize(above)
    return None if tokens and is_filler(tokens[-1]) else above


def _dateline(
    body: str,
    days: Sequence[str],
    blocks: Sequence[Block],
    labels: Mapping[int, BlockLabel],
    language: str | None,
) -> str | None:
    """Where and when an article says it was written; `days` stand under its title."""
    lines, own = [], []
    for block in blocks:
        if labels[block.index] in LINE_LABELS:
            lines += [plain(line) for line in block.text.split("\n")]
            own += _own_lines(block) if labels[block.index] is not BlockLabel.LIST_ITEM else []
    heads = [*days, plain(blocks[0].text)] if _stands_alone(blocks) else days
    closing = [line for line in own if line in lines[-CLOSING_LINES:]]
    return find_dateline(body.partition(PARAGRAPH)[0], heads, lines, closing, language)


def _stands_alone(blocks: Sequence[Block]) -> bool:
    """Whether a body begins with a line that has all else under it; a day beside a text is that text's."""
    if len(blocks) < 2 or len(blocks[0].lines) > 1:
        return False
    line, below = blocks[0].bbox, blocks[1].bbox
    return line is None or below is None or not line.top < below.center_y < line.bottom


def _own_lines(block: Block) -> list[str]:
    """Lines of a block to which no sentence runs on."""
    lines = block.text.split("\n")
    above = [SENTENCE_ENDS[0], *lines]
    return [
        plain(line) for over, line in zip(above, lines, strict=False) if over.rstrip().endswith(SENTENCE_ENDS)
    ]


def _kicker(
    blocks: Sequence[Block], draft: Draft, vocabulary: Vocabulary
) -> tuple[str | None, tuple[TextEdit, ...]]:
    """The line over the headline, and the edits on its block."""
    if draft.kicker is None:
        return None, ()
    block = blocks[draft.kicker]
    done = repair(block, vocabulary)
    return apply_edits(block.text, done).strip() or None, (*done, *originals(block, done))


def _subtitle(
    blocks: Sequence[Block],
    draft: Draft,
    body: Sequence[Block],
    labels: Mapping[int, BlockLabel],
    vocabulary: Vocabulary,
) -> str | None:
    """The subtitle as its block reads when repaired; it stays in the body."""
    index = find_subtitle(blocks[draft.titles[-1]] if draft.titles else None, body, labels)
    if index is None:
        return None
    text = apply_edits(blocks[index].text, repair(blocks[index], vocabulary))
    return " ".join(plain(text).split())


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


def _fallback_title(text: ArticleText, blocks: Sequence[Block]) -> str:
    """Of an article without a headline: what leads in to it, or its first line alone, or its first words."""
    first = text.body or " ".join(text.captions) or "untitled"
    lead = lead_of(blocks[0].text) if blocks else None
    lead = lead or lexicon().salutation(first)
    if lead is not None:
        return " ".join(_trim(plain(lead)).split())
    alone = _line_alone(blocks[0]) if blocks else None
    words = first.split() if alone is None else alone.split()
    return " ".join(words[:FALLBACK_TITLE_WORDS]) + ("…" if len(words) > FALLBACK_TITLE_WORDS else "")


def _line_alone(block: Block) -> str | None:
    """A short first line that leaves half of its block's width empty, or is all of it."""
    line, box = block.lines[0], block.bbox
    if len(block.lines) > 1 and (
        line.bbox is None or box is None or line.bbox.width > ALONE_SHARE * box.width
    ):
        return None
    text = _trim(plain(block.text.split("\n")[0]))
    says_something = len(letters(text)) >= MIN_ALONE_LETTERS and not any(map(str.isdecimal, text))
    return text if says_something and word_count(text) <= FALLBACK_TITLE_WORDS else None
