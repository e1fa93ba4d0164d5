"""How sure the cutting into articles is: the head, the two edges and the order of each article.

Nothing is decided here. The decisions stand; this looks once more at what speaks for each and against,
at signals the rules did not need (what stands under a head, whether sentences run on over a join, near
ties), and weighs them with weights learnt from generated bulletins (`schemas.weights`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.layout import Block, BlockLabel, Verdict
from schemas.likelihoods import INDICATED
from schemas.reasons import NoiseCode
from schemas.tolerances import HALF, HUGE, LINE_WORDS, PROSE_LINE_WORDS
from schemas.weights import Models, confidence, odds
from schemas.wording import plain, word_count
from tasks.articles.segment import Draft, Segmentation
from tasks.articles.titles import Decision, Role

_ENDS = tuple('.!?…:;。！？։।။។؟"”»’)]')
_CLAUSE_ENDS = (".", "。", ";", ",")

Signals = dict[str, float]


class Assessor:
    """Takes the signals of one issue's articles."""

    def __init__(
        self,
        blocks: Sequence[Block],
        verdicts: Sequence[Verdict],
        decisions: Mapping[int, Decision],
        drafts: Sequence[Draft],
        models: Models | None = None,
    ) -> None:
        self._blocks = blocks
        self._verdicts = verdicts
        self._decisions = decisions
        self._drafts = drafts
        self._models = models
        self._texts = [plain(block.text) for block in blocks]
        self._alike = Counter(_look(decision) for decision in decisions.values())
        self._titles = Counter(_look(d) for d in decisions.values() if d.role is Role.TITLE)
        self._before: dict[int, Decision | None] = {}
        last: Decision | None = None
        for index in sorted(decisions):
            self._before[index] = last
            if decisions[index].role is Role.TITLE:
                last = decisions[index]

    def head(self, index: int) -> Signals:
        """What speaks for and against the block being the title of an article, whatever was decided."""
        decision, block = self._decisions[index], self._blocks[index]
        candidate = decision.candidate
        sign = 1.0 if decision.role is Role.TITLE else -1.0
        look = _look(decision)
        others = self._alike[look] - 1
        agreeing = (self._titles[look] - (sign > 0)) / others if others else 0.0
        following = self._kept_after(index)
        words = word_count(candidate.text)
        return {
            "rule": sign * odds(decision.confidence),
            "announced": float(candidate.entry is not None or candidate.is_bookmarked or candidate.is_named),
            "size": _log_ratio(candidate.size_ratio),
            "prominence": _log_ratio(candidate.prominence),
            "rank": self._rank(index),
            "first": float(self._before[index] is None),
            "run_in": float(candidate.is_run_in),
            "look_alikes_agree": agreeing - HALF if others else 0.0,
            "heads_text": float(following is not None and self._is_text(following)),
            "text_below": math.log1p(min(200, self._words_below(index))),
            "reads_as_sentence": float(candidate.text.endswith(_CLAUSE_ENDS)),
            "long": float(words > LINE_WORDS),
            "one_word": float(words == 1),
            "numbered": float(candidate.mark is not None),
            "white_space": min(2.0, max(0.0, (block.space_above_pt or 0.0) / block.size_pt))
            if block.size_pt
            else 0.0,
            "opens_column": float(block.starts_region),
            "boxed": float(block.frame is not None),
            "export": float(block.bbox is None),
        }

    def head_confidence(self, index: int) -> float:
        """How likely the decision on a candidate is right."""
        is_title = confidence("head", self.head(index), self._models)
        return is_title if self._decisions[index].role is Role.TITLE else round(1.0 - is_title, 2)

    def title(self, draft: Draft) -> Signals:
        """Signals for the title of an article."""
        index = draft.titles[0] if draft.titles else -1
        is_decided = index in self._decisions and len(self._drafts) > 1
        alone = len(self._drafts) == 1
        return {
            "rule": odds(draft.confidence),
            "untitled": float(not draft.titles),
            "head": odds(confidence("head", self.head(index), self._models)) if is_decided else 0.0,
            "one_article": float(alone),
            "candidate": float(alone and index in self._decisions),
            "short_text": float(sum(word_count(self._texts[i]) for i in draft.blocks) < LINE_WORDS),
            "lines": math.log1p(len(draft.titles)),
        }

    def boundary(self, position: int) -> Signals:
        """Signals for an article being whole and alone in its text."""
        draft = self._drafts[position]
        following = self._drafts[position + 1] if position + 1 < len(self._drafts) else None
        texts = [self._texts[i] for i in draft.blocks if word_count(self._texts[i]) > PROSE_LINE_WORDS]
        inner = [self.head_confidence(i) for i in draft.blocks if i in self._decisions]
        pages = len({self._blocks[i].page for i in draft.blocks})
        return {
            "title": odds(self.title_confidence(draft)),
            "next_title": odds(self.title_confidence(following)) if following is not None else 2.0,
            "doubtful_inner_head": -odds(min(inner)) if inner else -2.0,
            "torn_begin": float(bool(texts) and texts[0][:1].islower()),
            "torn_end": float(bool(texts) and not texts[-1].endswith(_ENDS)),
            "torn_inside": _torn(texts),
            "pages": math.log(max(1, pages)),
            "moved": float(bool(draft.flags)),
            "unassigned_near": float(self._is_near_unassigned(draft)),
        }

    def order(self, position: int) -> Signals:
        """Signals for an article's text standing in the order it is to be read in."""
        draft = self._drafts[position]
        parts = [self._blocks[i] for i in draft.blocks if self._verdicts[i].label is not BlockLabel.HEADING]
        pairs = list(zip(parts, parts[1:], strict=False))
        joins = [(a, b) for a, b in pairs if a.region != b.region]
        inside = [(a, b) for a, b in pairs if a.region == b.region]
        return {
            "joins": math.log1p(len(joins)),
            "joins_break": math.log1p(self._breaks(joins)),
            "breaks_inside": math.log1p(self._breaks(inside)),
        }

    def title_confidence(self, draft: Draft) -> float:
        return confidence("title", self.title(draft), self._models)

    def _rank(self, index: int) -> float:
        """Log of the prominence over that of the title before; 0 without one."""
        above = self._before[index]
        own = self._decisions[index].candidate.prominence
        return _log_ratio(own) - _log_ratio(above.candidate.prominence) if above is not None else 0.0

    def _kept_after(self, index: int) -> int | None:
        later = range(index + 1, len(self._blocks))
        return next((i for i in later if self._verdicts[i].code is None), None)

    def _is_text(self, index: int) -> bool:
        return index not in self._decisions and word_count(self._texts[index]) >= LINE_WORDS

    def _words_below(self, index: int) -> int:
        """Words up to the next candidate."""
        total = 0
        for i in range(index + 1, len(self._blocks)):
            if i in self._decisions:
                break
            if self._verdicts[i].code is None:
                total += word_count(self._texts[i])
        return total

    def _is_near_unassigned(self, draft: Draft) -> bool:
        owned = [*draft.titles, *draft.blocks]
        around = (min(owned) - 1, max(owned) + 1) if owned else ()
        near = (i for i in around if 0 <= i < len(self._blocks))
        return any(self._verdicts[i].code is NoiseCode.UNASSIGNED for i in near)

    def _breaks(self, pairs: Sequence[tuple[Block, Block]]) -> int:
        """At how many joins a sentence is torn: one stops short or one begins in its middle, not both."""
        torn = 0
        for above, below in pairs:
            first, second = self._texts[above.index], self._texts[below.index]
            if min(word_count(first), word_count(second)) <= PROSE_LINE_WORDS:
                continue
            is_open, goes_on = not first.endswith(_ENDS), second[:1].islower()
            torn += is_open != goes_on and (goes_on or second[:1].isupper())
        return torn


def assess(
    blocks: Sequence[Block],
    segmentation: Segmentation,
    decisions: Mapping[int, Decision],
    *,
    is_page_text: bool,
) -> Segmentation:
    """The same segmentation with the confidences of its drafts, their titles and the heads inside them.

    In text exports of pages, which keep no looks, one is less sure of titles and edges.
    """
    trust = INDICATED if is_page_text else 1.0
    assessor = Assessor(blocks, segmentation.verdicts, decisions, segmentation.drafts)
    verdicts = list(segmentation.verdicts)
    drafts = []
    for position, draft in enumerate(segmentation.drafts):
        sure = replace(
            draft,
            confidence=round(trust * assessor.title_confidence(draft), 2),
            boundary_confidence=round(trust * confidence("boundary", assessor.boundary(position)), 2),
            order_confidence=confidence("order", assessor.order(position)),
        )
        drafts.append(sure)
        for index in draft.titles:
            verdicts[index] = replace(verdicts[index], confidence=sure.confidence)
        for index in draft.blocks:
            if index in decisions:
                verdicts[index] = replace(verdicts[index], confidence=assessor.head_confidence(index))
    return Segmentation(tuple(drafts), tuple(verdicts))


def _look(decision: Decision) -> object:
    return decision.candidate.style_key, decision.candidate.is_run_in


def _log_ratio(size: float) -> float:
    """Log of a size over that of running text, where it is larger, and no larger than headlines are."""
    return math.log(min(HUGE, max(1.0, size)))


def _torn(texts: Sequence[str]) -> float:
    """Share of an article's paragraphs that end in the middle of a sentence and are not taken up."""
    pairs = list(zip(texts, texts[1:], strict=False))
    torn = sum(not a.endswith(_ENDS) and not b[:1].islower() for a, b in pairs)
    return torn / len(pairs) if pairs else 0.0
