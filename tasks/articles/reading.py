"""The learnt judgement: where the measures of all blocks correct the rules' reading of an issue.

Of each block is asked: does an article begin here, is it of no article at all, is it a caption, is it of a
table? And of the block under a title: does the title go on in it? The answers were learnt from bulletins
read by hand (`benchmarks.teach`); the rules' answers are among the measures, so what is asked is in truth
when to believe them. A rule's title stands unless next to nothing speaks for it, and what clearly heads an
article is a title though no rule saw it, but for tables and dates. What a profile says stands in any case.
Text inputs, of which there is no look to measure, are read by the rules alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.weights.forest import Forest, forests
from schemas.wording import is_capitals, plain
from tasks.articles.candidates import Candidate
from tasks.articles.evidence import Evidence, Headline
from tasks.articles.labels import find_captions
from tasks.articles.measures import MEASURES, looks_of, measure
from tasks.articles.regularity import number_series
from tasks.articles.surroundings import is_date
from tasks.articles.title_lines import TITLE_LINE_MEASURES, is_headline_line, measure_pair
from tasks.articles.titles import Decision, Role

HEAD_FOREST = "head"
NOISE_FOREST = "noise"
CAPTION_FOREST = "caption"
TABLE_FOREST = "table"
TITLE_LINE_FOREST = "title_line"
BLOCK_FORESTS = (HEAD_FOREST, NOISE_FOREST, CAPTION_FOREST, TABLE_FOREST)

FORESTS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(BLOCK_FORESTS, tuple(MEASURES)),
    TITLE_LINE_FOREST: tuple(TITLE_LINE_MEASURES),
}
"""The measures that each forest was learnt over."""

NEW_HEAD = 0.15
"""From this likelihood on a block is a title that no rule took for one …"""

NEW_RUN_IN = 0.25
"""… from this on where it is but the bold beginning of a paragraph …"""

NEW_HEAD_BESIDE_ONE = 0.5
"""… from this on where the rules saw a single title, since what follows may well be its last section …"""

NEW_HEAD_OF_ONE = 0.85
"""… and from this on where the rules read the whole issue as one article."""

NO_HEAD = 0.05
"""Below this likelihood a rule's title is a head inside an article."""

SURE_HEADING = 0.8
NEW_HEAD_OF_SURE_HEADING = 0.5
"""A rule so sure that a head stands inside an article is believed up to this likelihood."""

NEW_HEAD_OF_ROLE: Mapping[Role, float] = {Role.SECTION: 0.3, Role.SIGNATURE: 0.3}
"""Likewise one that sees the name of a section, or of who signs."""

MIN_TITLES_OF_BANNER = 2
"""Over so many lesser titles a section stands whatever was learnt."""

TEXT_OF_TITLE = 0.3
TEXT_OF_TITLE_SHARE = 0.5
"""A rule's title below this likelihood, right under one that is more likely than that, is that one's text
if it is less than this share as likely."""

NEW_NOISE = 0.5
NO_NOISE = 0.25
"""Between these likelihoods the rules' word on noise stands."""

NEW_CAPTION, NO_CAPTION = 0.3, 0.1
NEW_TABLE, NO_TABLE = 0.8, 0.3
"""Likewise for what stands beside the text of an article."""

MIN_SERIES = 4
SERIES_HEAD = 0.07
"""Items of a numbered series of so many head articles together where they are as likely in the mean."""

TITLE_LINE = 0.75
"""From this likelihood on a block goes on with the title above it."""

SAME_HEADLINE = 0.8
"""How sure it is that lines set as one headline are one."""

HEAD_AND_NOISE = 0.3
"""What may head an article so likely is no noise for the learnt judgement."""

TOLD_MEASURES = 3
"""So many of the measures that spoke loudest are named as evidence."""

RULE = "learnt"
_SURE_CODES = frozenset({NoiseCode.PAGE_NUMBER, NoiseCode.JUMP_LINE, NoiseCode.REPEATED_TITLE})
"""Noise that the order of articles hangs on, and that is told by its words alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What each block of an issue is.

    Attributes:
        verdicts: kept or noise, by block.
        decisions: on heads, by block.
        headline: where the issue is one article.
        apart: captions and tables, which stand beside the text, by block.
    """

    verdicts: tuple[Verdict, ...]
    decisions: Mapping[int, Decision]
    headline: Headline | None
    apart: Mapping[int, BlockLabel]

    @classmethod
    def by_rules(cls, evidence: Evidence) -> Reading:
        """The reading that nothing learnt has corrected."""
        captions = find_captions(evidence.document, evidence.blocks, evidence.body_pt)
        apart = dict.fromkeys(captions, BlockLabel.CAPTION)
        apart |= {block.index: BlockLabel.TABLE for block in evidence.blocks if block.is_in_table}
        return cls(tuple(evidence.verdicts), evidence.decisions, evidence.headline, apart)


@dataclass(frozen=True, slots=True)
class Voice:
    """How likely one thing is of each block, 0..1, and why."""

    likelihood: NDArray[np.float64]
    rows: NDArray[np.float64]
    forest: Forest | None = None

    def of(self, block: int) -> float:
        return float(self.likelihood[block])

    def reason(self, block: int) -> str:
        """What spoke loudest for or against it, in words."""
        told = f"likelihood {self.of(block):.2f}"
        if self.forest is None:
            return told
        shares = self.forest.shares(self.rows[block])
        loudest = np.argsort(-np.abs(shares), kind="stable")[:TOLD_MEASURES]
        names = [name.replace("_", " ") for name in MEASURES]
        words = (
            f"{'for' if shares[at] > 0 else 'against'} it {names[at]} {self.rows[block][at]:.3g}"
            for at in loudest
        )
        return f"{told}: {', '.join(words)}"


@dataclass(frozen=True, slots=True)
class TitleLines:
    """How likely a block goes on with a title above it; asked of the pairs that come up."""

    blocks: Sequence[Block]
    rows: NDArray[np.float64]
    forest: Forest

    def likelihood(self, title: int, below: int) -> float:
        row = measure_pair(self.blocks, self.rows, title, below)
        return float(self.forest.likelihood(row[None])[0])


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said of each block, and of several.

    Attributes:
        head, noise, caption, table: of each block.
        title_lines: of the pairs of a title and what is under it, if anything.
        series: blocks that are items of one numbered series.
    """

    head: Voice
    noise: Voice
    caption: Voice
    table: Voice
    title_lines: TitleLines | None = None
    series: Sequence[Sequence[int]] = ()


def ask(evidence: Evidence, learnt: Mapping[str, Forest] | None = None) -> Voices:
    """What was learnt says of each block; by the committed weights unless told."""
    rows = measure(evidence)
    trees = forests(FORESTS) if learnt is None else learnt
    head, noise, caption, table = (
        Voice(trees[name].likelihood(rows), rows, trees[name]) for name in BLOCK_FORESTS
    )
    lines = TitleLines(evidence.blocks, rows, trees[TITLE_LINE_FOREST])
    texts = [plain(block.text) for block in evidence.blocks]
    series = number_series(texts, looks_of(evidence.blocks, texts))
    return Voices(head, noise, caption, table, lines, series)


def correct(evidence: Evidence, voices: Voices, *, is_settled: bool = False) -> Reading:
    """The rules' reading of an issue, corrected.

    Args:
        evidence: the issue with the rules' verdicts and decisions.
        voices: what is said of each block.
        is_settled: the source's profile says whether it is one article.
    """
    head, noise = _in_series(voices.head, voices.series), _in_boxes(voices.noise, evidence)
    headline = evidence.headline
    verdicts = tuple(_verdict(verdict, index, head, noise) for index, verdict in enumerate(evidence.verdicts))
    kept = [block for block in evidence.blocks if verdicts[block.index].code is None]
    apart = _apart(evidence, voices)
    if headline is None:
        least = NEW_HEAD if _count_titles(evidence.decisions, kept) > 1 else NEW_HEAD_BESIDE_ONE
        decisions = _corrected(evidence.decisions, kept, head, least)
        decisions = _with_title_lines(decisions, kept, voices.title_lines, evidence.body_pt)
        decisions = _with_text(decisions, evidence.decisions, kept, head)
        return Reading(verdicts, decisions, None, apart)
    titles = [index for index in headline[0] if verdicts[index].code is None]
    if not is_settled:
        decisions = _corrected(_decisions_of_one(evidence, titles), kept, head, NEW_HEAD_OF_ONE)
        if _count_titles(decisions, kept) > 1:
            decisions = _with_title_lines(decisions, kept, voices.title_lines, evidence.body_pt)
            return Reading(verdicts, decisions, None, apart)
    return Reading(verdicts, evidence.decisions, (titles, headline[1]), apart)


def _in_series(head: Voice, series: Sequence[Sequence[int]]) -> Voice:
    """Items of a numbered series are told in one way: all are heads where that is likely in the mean."""
    likelihood = head.likelihood.copy()
    for members in map(list, series):
        if len(members) >= MIN_SERIES and likelihood[members].mean() >= SERIES_HEAD:
            likelihood[members] = np.maximum(likelihood[members], NEW_HEAD_BESIDE_ONE)
    return replace(head, likelihood=likelihood)


def _in_boxes(noise: Voice, evidence: Evidence) -> Voice:
    """An advert's box is told as a whole: each of its blocks is as likely as they are in the mean."""
    boxes: dict[tuple[int, BBox], list[int]] = defaultdict(list)
    for block, verdict in zip(evidence.blocks, evidence.verdicts, strict=True):
        if verdict.code is NoiseCode.ADVERTISEMENT and block.frame is not None:
            boxes[block.page, block.frame].append(block.index)
    likelihood = noise.likelihood.copy()
    for members in boxes.values():
        likelihood[members] = likelihood[members].mean()
    return replace(noise, likelihood=likelihood)


def _with_text(
    decisions: Mapping[int, Decision],
    ruled: Mapping[int, Decision],
    kept: Sequence[Block],
    head: Voice,
) -> dict[int, Decision]:
    """Decisions in which what stands right under a likelier head is that one's text.

    So is a head that no rule saw if it is the less likely one, and a rule's if it is so by far.
    """
    found = dict(decisions)
    title: int | None = None
    for block in kept:
        index = block.index
        decision, before = found.get(index), ruled.get(index)
        if decision is None or decision.role not in {Role.TITLE, Role.TITLE_PART}:
            title = None
        elif decision.role is Role.TITLE_PART:
            continue
        elif title is None:
            title = index
        elif before is None or before.role is not Role.TITLE:
            is_text = head.of(index) < head.of(title)
            title = None if is_text else index
            if is_text:
                del found[index]
                if before is not None:
                    found[index] = before
        elif not before.candidate.is_named and _is_text_of(head.of(index), head.of(title)):
            found[index] = replace(decision, role=Role.HEADING)
            title = None
        else:
            title = index
    return found


def _is_text_of(likelihood: float, of_title: float) -> bool:
    return likelihood < TEXT_OF_TITLE < of_title and likelihood < TEXT_OF_TITLE_SHARE * of_title


def _count_titles(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> int:
    return sum(block.index in decisions and decisions[block.index].role is Role.TITLE for block in kept)


def _apart(evidence: Evidence, voices: Voices) -> dict[int, BlockLabel]:
    """Captions and tables: what the rules take for them unless little speaks for it, and what is likely."""
    by_rules = Reading.by_rules(evidence).apart
    found: dict[int, BlockLabel] = {}
    for block in evidence.blocks:
        ruled, caption, table = (
            by_rules.get(block.index),
            voices.caption.of(block.index),
            voices.table.of(block.index),
        )
        if table > (NO_TABLE if ruled is BlockLabel.TABLE else NEW_TABLE):
            found[block.index] = BlockLabel.TABLE
        elif caption > (NO_CAPTION if ruled is BlockLabel.CAPTION else NEW_CAPTION):
            found[block.index] = BlockLabel.CAPTION
    return found


def _with_title_lines(
    decisions: Mapping[int, Decision], kept: Sequence[Block], lines: TitleLines | None, body_pt: float
) -> dict[int, Decision]:
    """Decisions in which the blocks that go on with a title are parts of it."""
    found = dict(decisions)
    if lines is None:
        return found
    title: Block | None = None
    for block in kept:
        decision = found.get(block.index)
        role = decision.role if decision is not None else None
        if title is not None and (decision is None or not decision.candidate.is_named):
            reason, likelihood = _goes_on(title, block, lines, body_pt)
            if likelihood >= TITLE_LINE:
                candidate = decision.candidate if decision is not None else _candidate(block)
                found[block.index] = Decision(candidate, Role.TITLE_PART, reason, round(likelihood, 2))
                role = Role.TITLE_PART
        title = block if role in {Role.TITLE, Role.TITLE_PART} else None
    return found


def _goes_on(title: Block, block: Block, lines: TitleLines, body_pt: float) -> tuple[str, float]:
    """Why, and how likely, a block goes on with the title above it."""
    if is_headline_line(title, block, body_pt):
        return "a line of the headline above", SAME_HEADLINE
    likelihood = lines.likelihood(title.index, block.index)
    return f"goes on with the title above, likelihood {likelihood:.2f}", likelihood


def _corrected(
    decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice, least: float
) -> dict[int, Decision]:
    corrected = dict(decisions)
    banners = _banners(decisions, kept)
    for block in kept:
        if block.index in banners:
            continue
        decision = _decision(block, decisions.get(block.index), head, least)
        if decision is not None:
            corrected[block.index] = decision
    return corrected


def _banners(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> set[int]:
    """Sections that the rules see over several lesser titles, or that bear a section's usual name."""
    found: set[int] = set()
    section, titles = None, 0
    for block in kept:
        decision = decisions.get(block.index)
        if decision is None:
            continue
        if decision.role is Role.SECTION:
            section, titles = decision, 0
            if _names_section(decision.candidate.text):
                found.add(block.index)
        elif decision.role is Role.TITLE and section is not None:
            titles = titles + 1 if decision.candidate.prominence < section.candidate.prominence else 0
            if titles == MIN_TITLES_OF_BANNER:
                found.add(section.candidate.block)
            section = section if titles else None
    return found


def _verdict(verdict: Verdict, index: int, head: Voice, noise: Voice) -> Verdict:
    likelihood = noise.of(index)
    if verdict.code is None:
        if likelihood <= NEW_NOISE or head.of(index) >= HEAD_AND_NOISE:
            return verdict
        evidence = f"reads as part of the page, {noise.reason(index)}"
        return Verdict(verdict.label, NoiseCode.UNASSIGNED, RULE, evidence, round(likelihood, 2))
    if verdict.rule == "profile" or verdict.code in _SURE_CODES or likelihood >= NO_NOISE:
        return verdict
    evidence = f"reads as text and not as {verdict.code}, {noise.reason(index)}"
    return Verdict(BlockLabel.TEXT, None, RULE, evidence, round(1 - likelihood, 2))


def _decision(block: Block, decision: Decision | None, head: Voice, least: float) -> Decision | None:
    """The decision on a block where it is another one than the rules took; else None."""
    likelihood = head.of(block.index)
    role = decision.role if decision is not None else None
    if decision is not None and decision.candidate.is_named:
        return None
    if role is Role.TITLE:
        if likelihood >= NO_HEAD or decision is None:
            return None
        reason = f"hardly a head of an article, {head.reason(block.index)}"
        return replace(decision, role=Role.HEADING, reason=reason, confidence=round(1 - likelihood, 2))
    if block.is_run_in:
        least = max(least, NEW_RUN_IN)
    if likelihood <= max(least, _least_against(decision)):
        return None
    if block.is_in_table or is_date(plain(block.text)):
        return None
    candidate = decision.candidate if decision is not None else _candidate(block)
    reason = f"heads an article, {head.reason(block.index)}"
    return Decision(candidate, Role.TITLE, reason, round(likelihood, 2))


def _least_against(decision: Decision | None) -> float:
    """The likelihood from which on a head is believed against what a rule has said of it."""
    if decision is None:
        return 0.0
    if decision.role is Role.HEADING:
        return NEW_HEAD_OF_SURE_HEADING if decision.confidence >= SURE_HEADING else 0.0
    return NEW_HEAD_OF_ROLE.get(decision.role, 1.0)


def _names_section(text: str) -> bool:
    """Whether the words alone name a section, such as a month."""
    return lexicon().is_section_word(text) or lexicon().is_month_heading(text)


def _decisions_of_one(evidence: Evidence, headline: Sequence[int]) -> dict[int, Decision]:
    """What an issue that reads as one article says of its heads: its headline is the only title."""
    decisions = {
        index: replace(decision, role=Role.HEADING) for index, decision in evidence.decisions.items()
    }
    for position, index in enumerate(sorted(headline)):
        decision = decisions.get(index)
        candidate = decision.candidate if decision is not None else _candidate(evidence.blocks[index])
        role = Role.TITLE_PART if position else Role.TITLE
        decisions[index] = Decision(candidate, role, "the issue's own headline", 0.8)
    return decisions


def _candidate(block: Block) -> Candidate:
    """A block that no rule took for a candidate."""
    style, text = block.style, plain(block.text)
    look = (
        style.size_pt if style is not None else 0.0,
        style is not None and style.is_bold,
        style is not None and style.is_italic,
        is_capitals(text),
        style.color if style is not None else None,
    )
    return Candidate(
        block=block.index,
        text=text,
        prominence=1.0,
        size_ratio=1.0,
        style_key=look,
        is_run_in=block.is_run_in,
        entry=None,
        is_bookmarked=False,
        is_named=False,
        mark=None,
        evidence="",
    )
