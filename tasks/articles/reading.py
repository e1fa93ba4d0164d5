"""The learnt judgement: where what was learnt corrects the rules' reading of an issue.

Text inputs, of which there is no look to measure, are read by the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.layout import BlockLabel, Verdict
from tasks.articles.evidence import Evidence, Headline
from tasks.articles.furniture import apart_by_rules, apart_from_text, corrected_verdicts
from tasks.articles.heads import heads_beside, heads_of_many, in_series, likeliest_headline
from tasks.articles.titles import Decision
from tasks.articles.voices import Voices


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


def correct(evidence: Evidence, voices: Voices, *, is_settled: bool = False) -> Reading:
    """The rules' reading of an issue, corrected.

    Args:
        evidence: the issue with the rules' verdicts and decisions.
        voices: what is said of each block.
        is_settled: the source's profile says whether it is one article.
    """
    head = in_series(voices.head, voices.series)
    verdicts = corrected_verdicts(evidence, head, voices.noise)
    kept = [block for block in evidence.blocks if verdicts[block.index].code is None]
    apart = apart_from_text(evidence, voices)
    if evidence.headline is None:
        return Reading(verdicts, heads_of_many(evidence, kept, head, voices.title_lines), None, apart)
    titles, confidence = evidence.headline
    titles = [index for index in titles if verdicts[index].code == evidence.verdicts[index].code]
    titles = titles or likeliest_headline(kept, head)
    if not is_settled:
        decisions = heads_beside(titles, evidence, kept, head, voices.title_lines)
        if decisions is not None:
            return Reading(verdicts, decisions, None, apart)
    return Reading(verdicts, evidence.decisions, (titles, confidence), apart)
