"""The acts of a gazette: decrees, orders, notices, each an item of its own under the line that names it.

Gazettes set that line no larger than the text, and under it others as prominent: the words by which it is
enacted, whoever signs, annexes. By its words alone it is known: what is published, and which one of many.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.lexicon import lexicon
from schemas.tolerances import PHRASE_WORDS, SERIES
from schemas.wording import word_count
from tasks.articles.candidates import Candidate


def acts_of(candidates: Sequence[Candidate]) -> frozenset[int]:
    """Blocks of the heads that name an act, where an issue numbers several.

    Those without a number do so, too, in the weight and the case of others: `Notice of Contract`.
    """
    upright = [candidate for candidate in candidates if not candidate.is_run_in]
    numbered = [candidate for candidate in upright if lexicon().numbers_act(candidate.text)]
    if len({candidate.text for candidate in numbered}) < SERIES:
        return frozenset()
    looks = {_look(candidate) for candidate in numbered}
    named = [
        candidate
        for candidate in upright
        if _look(candidate) in looks
        and word_count(candidate.text) <= PHRASE_WORDS
        and lexicon().names_act(candidate.text)
    ]
    return frozenset(candidate.block for candidate in (*numbered, *named))


def _look(candidate: Candidate) -> tuple[bool, bool]:
    """Weight and case of its letters."""
    _, is_bold, _, in_capitals, _ = candidate.style_key
    return is_bold, in_capitals
