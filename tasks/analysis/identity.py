"""What sort of publication an issue is, and the name of its series, from what is printed in it.

Printed words tell the kind: first those of the head and the running lines, then those anywhere on the first
and last pages; only then its shape. The name is that of the series and never an article's title: a headline
is taken only where it names its series itself, as that of a situation report does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.article import ContentsEntry
from schemas.document import Document
from schemas.kinds import IssueKind
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.titles import Titles
from schemas.wording import letters, plain, word_count
from tasks.analysis.story import Story
from tasks.articles.kinds import is_release
from tasks.articles.numbering import without_numbering

DIGEST_ENTRIES = 8
"""Entries of a contents list from which on its issue is a digest, where no word says otherwise."""

MAX_HEAD_WORDS = 18
MAX_NAME_WORDS = 6
MAX_RELEASE_PAGES = 5
MAX_RELEASE_ARTICLES = 2
MIN_NAME_LETTERS = 2
"""A price or a number is no name, however large."""

SAME_SIZE_SHARE = 0.95
"""Lines of one name are at least this large beside each other."""

SOFT_HYPHEN = "\u00ad"
"""Where a name might be parted; it is no letter of it."""

_HEAD = (NoiseCode.NAMEPLATE, NoiseCode.ISSUE_LINE, NoiseCode.LETTERHEAD)
_RUNNING = (NoiseCode.RUNNING_HEADER, NoiseCode.RUNNING_FOOTER)


@dataclass(frozen=True, slots=True)
class Identity:
    """Kind of an issue, how sure it is, 0..1, and the name of its series where one is printed."""

    kind: IssueKind
    confidence: float
    name: str | None


def identify(
    document: Document, blocks: Sequence[Block], entries: Sequence[ContentsEntry], story: Story
) -> Identity:
    """Kind and name of an issue, as they are printed."""
    kind, confidence = (
        _kind_by_label(blocks, story)
        or _kind_by_words(blocks, story)
        or _kind_by_shape(document, entries, story)
    )
    return Identity(kind, confidence, _name(blocks, entries, story))


def _blocks_of(blocks: Sequence[Block], story: Story, *codes: NoiseCode) -> list[Block]:
    """Blocks that are noise of one of these codes, by code and then in reading order."""
    pairs = list(zip(blocks, story.verdicts, strict=True))
    return [block for code in codes for block, verdict in pairs if verdict.code is code]


def _head_lines(blocks: Sequence[Block], story: Story) -> Iterator[str]:
    """Short lines of the head, the running lines, and of the only article the beginning."""
    for block in _blocks_of(blocks, story, *_HEAD, *_RUNNING):
        for text in (plain(block.text), *map(plain, block.text.split("\n"))):
            if word_count(text) <= MAX_HEAD_WORDS:
                yield text


def _first_lines(blocks: Sequence[Block], story: Story) -> Iterator[str]:
    own = story.articles[0]
    for index in own.blocks[:3]:
        yield from map(plain, blocks[index].text.split("\n"))


def _kind_by_label(blocks: Sequence[Block], story: Story) -> tuple[IssueKind, float] | None:
    """A release by its label, a report by its name."""
    if is_release(blocks, story.verdicts):
        return IssueKind.PRESS_RELEASE, 0.95
    words = lexicon()
    is_one = len(story.articles) == 1
    if is_one and any(map(words.is_press_release_label, _first_lines(blocks, story))):
        return IssueKind.PRESS_RELEASE, 0.9
    title = story.articles[0].title
    if is_one and (words.names_situation_report(title) or words.names_report(title)):
        return IssueKind.REPORT, 0.9
    lines = (*_head_lines(blocks, story), *_first_lines(blocks, story))
    if any(word_count(line) <= MAX_HEAD_WORDS and words.names_situation_report(line) for line in lines):
        return IssueKind.REPORT, 0.8
    return None


def _kind_by_words(blocks: Sequence[Block], story: Story) -> tuple[IssueKind, float] | None:
    """By the first line of the head that has a word for its kind, or by most such words of its ends."""
    words = lexicon()
    for line in _head_lines(blocks, story):
        kind = words.publication_kind(line)
        if kind is not None:
            return kind, 0.9
    if len(story.articles) == 1:
        return None
    last = blocks[-1].page
    found = [words.publication_kind(block.text) for block in blocks if block.page in {1, 2, last}]
    counts = {kind: found.count(kind) for kind in IssueKind if kind in found}
    return (max(counts, key=lambda kind: counts[kind]), 0.6) if counts else None


def _kind_by_shape(
    document: Document, entries: Sequence[ContentsEntry], story: Story
) -> tuple[IssueKind, float]:
    """A short text is a release, a long one a report, many entries are a digest, the rest a newsletter."""
    count, pages = len(story.articles), len(document.pages)
    if count <= MAX_RELEASE_ARTICLES and pages <= MAX_RELEASE_PAGES:
        return IssueKind.PRESS_RELEASE, 0.5 if count == 1 else 0.4
    if count == 1:
        return IssueKind.REPORT, 0.5
    if len(entries) >= DIGEST_ENTRIES:
        return IssueKind.DIGEST, 0.4
    return IssueKind.NEWSLETTER, 0.4


def _name(blocks: Sequence[Block], entries: Sequence[ContentsEntry], story: Story) -> str | None:
    """The name of the series: on the nameplate, in the headline of a report, or in the running lines."""
    headlines = Titles([*(article.title for article in story.articles), *(entry.title for entry in entries)])
    plates = [b for b in _blocks_of(blocks, story, NoiseCode.NAMEPLATE) if not headlines.has(plain(b.text))]
    for name in (
        _name_on(plates),
        _own_name(story),
        _name_in(_blocks_of(blocks, story, NoiseCode.ISSUE_LINE, NoiseCode.LETTERHEAD), needs_word=True),
        _name_in(_blocks_of(blocks, story, *_RUNNING), needs_word=True),
        _name_in(_repeated(_blocks_of(blocks, story, NoiseCode.RUNNING_HEADER)), needs_word=False),
        max((plain(block.text) for block in plates), key=len, default=None),
        _label(blocks, story),
    ):
        trimmed = without_numbering(name.replace(SOFT_HYPHEN, "")) if name else ""
        if letters(trimmed):
            return trimmed
    return None


def _name_on(plates: Sequence[Block]) -> str | None:
    """The largest lines of the nameplate; of a text input the line with a word for a publication."""
    plates = [block for block in plates if sum(map(str.isalpha, block.text)) >= MIN_NAME_LETTERS]
    if not plates:
        return None
    largest = max(block.style.size_pt if block.style else 0.0 for block in plates)
    if not largest:
        named = [block for block in plates if lexicon().has_publication_word(block.text)]
        return plain(named[0].text) if named else None
    names = [plain(b.text) for b in plates if b.style and b.style.size_pt >= SAME_SIZE_SHARE * largest]
    if all(map(_is_common, names)):
        rest = [b for b in plates if b.style and plain(b.text) not in names]
        second = max((b.style.size_pt for b in rest if b.style), default=0.0)
        names += [plain(b.text) for b in rest if b.style and b.style.size_pt == second]
        order = [plain(b.text) for b in plates]
        names.sort(key=order.index)
    return " ".join(dict.fromkeys(names))


def _is_common(name: str) -> bool:
    """Whether a name is only the word for its kind: `NEWSLETTER`."""
    return word_count(name) == 1 and lexicon().has_publication_word(name)


def _own_name(story: Story) -> str | None:
    """The headline of the only article, where it names its series."""
    if len(story.articles) != 1:
        return None
    title, words = story.articles[0].title, lexicon()
    is_series = words.names_situation_report(title) or words.has_publication_word(title)
    return title if is_series and word_count(title) <= MAX_HEAD_WORDS and title[0].isalpha() else None


def _name_in(blocks: Sequence[Block], *, needs_word: bool) -> str | None:
    """The first short text that may be a name: one with a word for a publication, or else of few words."""
    words = lexicon()
    for block in blocks:
        text = plain(block.text)
        count = word_count(text)
        if words.is_issue_line(text) or words.is_page_number(text):
            continue
        is_series = words.has_publication_word(text) or words.names_situation_report(text)
        has_word = count <= MAX_HEAD_WORDS and is_series
        if has_word or (not needs_word and 1 < count <= MAX_NAME_WORDS and not text.endswith((":", "."))):
            return text
    return None


def _repeated(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose words stand on several pages, figures aside."""
    counts = Counter(letters(block.text) for block in blocks)
    return [block for block in blocks if counts[letters(block.text)] > 1]


def _label(blocks: Sequence[Block], story: Story) -> str | None:
    """The label of a release, which is all the name its series has."""
    lines = [plain(b.text) for b in _blocks_of(blocks, story, NoiseCode.LETTERHEAD)]
    return next((line for line in lines if lexicon().is_press_release_label(line)), None)
