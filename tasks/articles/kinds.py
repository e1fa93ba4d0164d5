"""What sort of publication an issue is, whether it is one article, and that article's headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from schemas.document import Document
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.likelihoods import DOUBTFUL, STATED
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    DISPLAY,
    HALF,
    LARGER,
    LINE_WORDS,
    MAJORITY,
    MINORITY,
    NEAR_BLOCKS,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
    SMALLER,
    TITLE_WORDS,
)
from schemas.wording import is_capitals, letters, plain, reads_as_sentences, word_count
from tasks.articles.candidates import Candidate
from tasks.articles.datelines import is_closing_place_date
from tasks.articles.labels import is_list_item

MAX_RELEASE_PAGES = 2
MAX_ONE_ARTICLE_PAGES = 12
_ITEM = re.compile(r"\d{1,2}[.)]\s")
_NUMBERED = re.compile(r"\W*+\w\D*+\d")
_FIGURE_FIRST = re.compile(r"^\(?\d")


def is_one_article(
    document: Document,
    blocks: Sequence[Block],
    verdicts: Sequence[Verdict],
    candidates: Sequence[Candidate],
    profile: SourceProfile,
    *,
    has_contents: bool,
) -> bool:
    """A press release, a communiqué or a numbered report reads as one text whatever its inner heads."""
    if profile.one_article is not None:
        return profile.one_article
    title = _report_title(blocks, verdicts)
    is_in_chapters = _is_in_chapters(candidates, is_report=title is not None)
    if has_contents and (title is None or not is_in_chapters):
        return False
    is_situation = title is not None and lexicon().names_situation_report(plain(blocks[title].text))
    if len(document.pages) > MAX_ONE_ARTICLE_PAGES:
        return False
    if is_situation or is_release(blocks, verdicts) or _opens_with_dateline(document, blocks, verdicts):
        return True
    if is_in_chapters or _is_numbered_report(blocks, verdicts, candidates):
        return True
    marks = [c.mark.rstrip(".)-– ") for c in candidates if c.mark is not None]
    capitals = {mark for mark in marks if mark.isalpha() and mark.isupper()}
    is_roman = all(set(mark) <= set("IVX") for mark in capitals)
    numbered = [mark for mark in marks if is_roman or mark not in capitals]
    return title is not None and len(numbered) >= SERIES and len(numbered) >= HALF * len(candidates)


def _is_numbered_report(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], candidates: Sequence[Candidate]
) -> bool:
    """One display title, text under it, and then only heads numbered from 1: a report in chapters.

    Where the title stands in the head of a letter, text may follow at the first number, and few other heads.
    """
    upright = [c for c in candidates if not c.is_run_in and not _is_subchapter(c)]
    if len(upright) >= SERIES and upright[0].mark is not None:
        return _is_numbered_letter(blocks, verdicts, upright)
    if len(upright) < 1 + SERIES:
        return False
    title, chapters = upright[0], upright[1:]
    numbers = [c.mark.rstrip(".) ") for c in chapters if c.mark is not None]
    if numbers != [str(n) for n in range(1, len(chapters) + 1)]:
        return False
    lead = [b for b in blocks[title.block + 1 : chapters[0].block] if verdicts[b.index].code is None]
    has_lead = any(word_count(plain(b.text)) >= LINE_WORDS for b in lead)
    return has_lead and title.prominence > max(c.prominence for c in chapters)


def _is_numbered_letter(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], upright: Sequence[Candidate]
) -> bool:
    """A line of some words in larger letters, of a letter's head, right over heads numbered from 1."""
    numbers = [c.mark.rstrip(".) ") for c in upright if c.mark is not None]
    if numbers != [str(n) for n in range(1, len(numbers) + 1)] or len(numbers) < MAJORITY * len(upright):
        return False
    first = blocks[upright[0].block]
    above = blocks[first.index - 1] if first.index > 0 else first
    if verdicts[above.index].code is not NoiseCode.LETTERHEAD or above.style is None or first.style is None:
        return False
    is_larger = above.style.size_pt >= LARGER * first.style.size_pt
    return is_larger and PROSE_LINE_WORDS <= word_count(plain(above.text)) <= TITLE_WORDS


def _is_in_chapters(candidates: Sequence[Candidate], *, is_report: bool) -> bool:
    """Whether heads name parts of one text and no subjects: `Background`, `Requirements`, `Conclusion`.

    The first head under the title names one, if that is no report's, and so do not few of those behind it
    without a number. In a collection of such texts each name returns.
    """
    heads = [c for c in candidates if not c.is_run_in and (c.mark is not None or not is_list_item(c.text))]
    named = [c for c in heads if lexicon().names_chapter(c.text)]
    if not named or not (is_report or named[0] in heads[:2]):
        return False
    once = [name for name, count in Counter(letters(c.text) for c in named).items() if count == 1]
    others = [c for c in heads[heads.index(named[0]) :] if c.mark is None and c not in named]
    return len(once) >= PLURAL and len(named) >= MINORITY * (len(named) + len(others))


def _is_subchapter(candidate: Candidate) -> bool:
    """Numbered below a chapter, like 3.1."""
    return candidate.mark is not None and "." in candidate.mark.rstrip(".")


def is_release(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> bool:
    """Whether the head of the issue calls it a press release, or one mark such as `###` closes it.

    The label may be a line of its own, over whom to ask or not, or the first line of a block over the text. A
    collection of releases says it more than once.
    """
    is_head = True
    for block, verdict in zip(blocks, verdicts, strict=True):
        is_head = is_head and verdict.code is not None and block.page == 1
        is_label = verdict.code is NoiseCode.LETTERHEAD or (is_head and verdict.code is NoiseCode.CONTACT)
        if is_label and lexicon().is_press_release_label(plain(block.text)):
            return True
    first_text = next(
        (b.index for b in blocks if b.page > 1 or reads_as_sentences(plain(b.text))), len(blocks)
    )
    opening, rest = _lines(blocks[:first_text]), _lines(blocks[first_text:])
    ends = sum(map(lexicon().is_end_mark, (*opening, *rest)))
    is_labelled = sum(map(lexicon().is_press_release_label, map(plain, opening))) == 1
    return ends == 1 or (is_labelled and not any(map(lexicon().is_press_release_label, map(plain, rest))))


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks for line in block.text.split("\n")]


def _opens_with_dateline(document: Document, blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> bool:
    """Whether a short issue without a nameplate begins with a line of place and date, as releases do."""
    if len(document.pages) > MAX_RELEASE_PAGES or any(v.code is NoiseCode.NAMEPLATE for v in verdicts):
        return False
    kept = [b for b, v in zip(blocks, verdicts, strict=True) if v.code is None][:NEAR_BLOCKS]
    return any(is_closing_place_date(plain(line)) for block in kept for line in block.text.split("\n"))


def _report_title(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> int | None:
    """First line of the first page, running or not, that calls itself a report.

    A sentence of the text and a numbered item of an agenda may speak of reports, too. A line of two or three
    words does not say what it reports on, and is one by its number only: `Situation report 45`.
    """
    for block, verdict in zip(blocks, verdicts, strict=True):
        text = plain(block.text)
        is_situation = lexicon().names_situation_report(text)
        if block.page != 1 or not _may_be_headline(verdict) or word_count(text) > TITLE_WORDS:
            continue
        if reads_as_sentences(text) or _ITEM.match(text):
            continue
        if word_count(text) < PROSE_LINE_WORDS and not (is_situation and _NUMBERED.match(text)):
            continue
        if lexicon().names_report(text) or is_situation:
            return block.index
    return None


def _may_be_headline(verdict: Verdict) -> bool:
    """Text, or what only stands at the head of an issue: a cover's lines may name it, too."""
    return verdict.code in {
        None,
        NoiseCode.TEASER,
        NoiseCode.RUNNING_HEADER,
        NoiseCode.NAMEPLATE,
        NoiseCode.LETTERHEAD,
        NoiseCode.ISSUE_LINE,
    }


def find_headline(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], head_end: int
) -> tuple[list[int], float]:
    """Blocks of the one article's headline, and how sure it is: the best line of the issue's head.

    Large, bold, long enough to say something and near the text speaks for a line; an organisation's
    name, a label and a number before it speak against it. None stands under the name of a chapter. Where
    only the first words of the text are left, such as a salutation, the label in display type is it.
    """
    chapters = (b.index for b in blocks[1:head_end] if b.page == 1 and lexicon().names_chapter(plain(b.text)))
    head_end = next(chapters, head_end)
    scored = []
    labels: list[Block] = []
    text_pt = 0.0
    for block, verdict in zip(blocks, verdicts, strict=True):
        text = plain(block.text)
        if (
            block.page != 1
            or block.index >= max(head_end, 1)
            or not letters(text)
            or not _may_be_headline(verdict)
        ):
            continue
        is_situation = lexicon().names_situation_report(text)
        if lexicon().is_press_release_label(text):
            labels.append(block)
            continue
        if block.is_in_table or block.size_pt < SMALLER * text_pt:
            continue
        if verdict.code is None and word_count(text) >= LINE_WORDS and not _is_set_off(block):
            text_pt = max(text_pt, block.size_pt)
        if not is_situation and (lexicon().is_issue_line(text) or is_closing_place_date(text)):
            continue
        score = _headline_score(block, verdict, text, is_near_text=block.index + NEAR_BLOCKS >= head_end)
        scored.append((is_situation, score, block.size_pt, -block.index))
    if not scored:
        return [label.index for label in labels[:1]], DOUBTFUL
    is_situation, score, _, place = max(scored)
    best = -place
    label = next((label for label in labels if _stands_for_headline(label, blocks[best])), None)
    if label is not None:
        return [label.index], DOUBTFUL
    titles = [best]
    while titles[0] > 0 and blocks[titles[0] - 1].is_run_in and verdicts[titles[0] - 1].code is None:
        titles.insert(0, titles[0] - 1)
    return titles, STATED if is_situation else min(STATED, score)


def _stands_for_headline(label: Block, best: Block) -> bool:
    """Whether a label is in display type over the best other line, which reads as part of the text."""
    if label.style is None or best.style is None or _is_set_off(best) or label.index > best.index:
        return False
    text = plain(best.text)
    is_text = text.endswith((",", ":", ";", ".")) or is_list_item(text)
    return is_text and label.style.size_pt >= DISPLAY * best.style.size_pt


def _is_set_off(block: Block) -> bool:
    return (block.style is not None and block.style.is_bold) or is_capitals(plain(block.text))


def _headline_score(block: Block, verdict: Verdict, text: str, *, is_near_text: bool) -> float:
    """How many of the signs of a headline a line has, 0..1."""
    words = lexicon()
    count = word_count(text)
    is_short = count <= LINE_WORDS
    signs = (
        block.style is not None and block.style.is_bold,
        count >= PROSE_LINE_WORDS,
        PROSE_LINE_WORDS < count <= TITLE_WORDS,
        verdict.code not in {NoiseCode.LETTERHEAD, NoiseCode.NAMEPLATE},
        verdict.code is not NoiseCode.RUNNING_HEADER,
        not (is_short and words.has_organisation_word(text)),
        is_short and words.names_report(text),
        not _FIGURE_FIRST.match(text),
        not text.endswith((".", ":", ",")),
        is_near_text,
    )
    return sum(map(bool, signs)) / len(signs)
