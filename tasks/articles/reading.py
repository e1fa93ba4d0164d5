"""The learnt judgement: where what was learnt corrects the rules' reading of an issue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from schemas.layout import BlockLabel, Verdict
from schemas.likelihoods import STATED
from schemas.page_text import is_page_text
from tasks.articles.diaries import within_diaries
from tasks.articles.evidence import Evidence, Headline
from tasks.articles.furniture import apart_by_rules, apart_from_text, between_words, corrected_verdicts
from tasks.articles.heads import heads_of_many, in_series, likeliest_headline, whole_headline
from tasks.articles.markup import marks_heads
from tasks.articles.titles import Decision, Role
from tasks.articles.voices import Voice, Voices

INNER_ROLES = frozenset({Role.HEADING, Role.SIGNATURE})


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
        apart = apart_by_rules(evidence)
        return cls(tuple(evidence.verdicts), evidence.decisions, evidence.headline, apart)


def is_learnt(evidence: Evidence) -> bool:
    """Whether anything was learnt of such issues: PDFs, and pages as text without marks for heads."""
    document = evidence.document
    return document.has_boxes or (is_page_text(document) and not marks_heads(evidence.blocks))


def correct(evidence: Evidence, voices: Voices) -> Reading:
    """The rules' reading of an issue, corrected.

    Args:
        evidence: the issue with the rules' verdicts and decisions.
        voices: what is said of each block.
    """
    head = _but_for_footnotes(voices.head.unless(voices.caption, voices.table), evidence)
    head = in_series(head, voices.series)
    verdicts = corrected_verdicts(evidence, head, voices.noise.unless(voices.caption))
    kept = [block for block in evidence.blocks if verdicts[block.index].code is None]
    apart = apart_from_text(evidence, voices)
    text = [block for block in kept if apart.get(block.index) is not BlockLabel.TABLE]
    between = frozenset(between_words(text, evidence.body_pt))
    apart |= dict.fromkeys(between, BlockLabel.CAPTION)
    if evidence.headline is None:
        decisions = within_diaries(heads_of_many(evidence, kept, head, voices.title_lines), kept)
        return Reading(verdicts, _without_headings(decisions, between), None, apart)
    titles, confidence = evidence.headline
    if confidence < STATED:
        codes = [(verdicts[index].code, evidence.verdicts[index].code) for index in titles]
        titles = [index for index, (code, ruled) in zip(titles, codes, strict=True) if code in {None, ruled}]
    likeliest = likeliest_headline(titles, evidence, kept, head)
    if titles and likeliest != titles:
        confidence = round(head.of(likeliest[0]), 2)
    titles = whole_headline(likeliest, evidence, kept, voices.title_lines)
    return Reading(verdicts, _without_headings(evidence.decisions, between), (titles, confidence), apart)


def _but_for_footnotes(head: Voice, evidence: Evidence) -> Voice:
    """A footnote heads nothing, though it is numbered and set apart as the items of a series are."""
    likelihood = head.likelihood.copy()
    likelihood[sorted(evidence.footnotes)] = 0.0
    return replace(head, likelihood=likelihood)


def _without_headings(decisions: Mapping[int, Decision], between: Collection[int]) -> dict[int, Decision]:
    """The decisions but for lesser heads in the middle of a sentence, which are captions."""
    return {i: d for i, d in decisions.items() if i not in between or d.role not in INNER_ROLES}
