"""A small issue and what may be said of its blocks, for tests of the learnt judgement."""

from __future__ import annotations

import numpy as np

from schemas.likelihoods import DOUBTFUL, UNLIKELY
from schemas.profile import SourceProfile
from tasks.analysis.issue import RuledIssue, rule
from tasks.articles.heads import NO_HEAD
from tasks.articles.reading import correct
from tasks.articles.titles import Role
from tasks.articles.voices import Voice, Voices
from tests.build import page
from tests.road import page_document, prose_lines

HEAD, FIRST_TEXT, SECOND, SECOND_TEXT = range(4)


def harbour_issue(profile: SourceProfile | None = None) -> RuledIssue:
    """A head, a text, a bold line of the text's size that ends in a comma, a text."""
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90))
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True)
    sheet.lines(prose_lines(1, 4), at=(72, 330))
    ruled = rule(page_document(sheet), profile or SourceProfile())
    assert len(ruled.evidence.blocks) == 4
    return ruled


def voices_of(heads: dict[int, float] | None = None, noise: dict[int, float] | None = None) -> Voices:
    """Voices that say nothing of a block but what is told."""
    undecided_noise = (UNLIKELY + DOUBTFUL) / 2
    undecided_head = {HEAD: 0.5, FIRST_TEXT: NO_HEAD, SECOND: 0.5, SECOND_TEXT: NO_HEAD}
    head = np.array([(heads or {}).get(index, undecided_head[index]) for index in range(4)])
    other = np.array([(noise or {}).get(index, undecided_noise) for index in range(4)])
    rows = np.zeros((4, 1))
    silent = Voice(np.zeros(4), rows)
    return Voices(Voice(head, rows), Voice(other, rows), silent, silent)


def titles_by(ruled: RuledIssue, voices: Voices) -> list[int]:
    reading = correct(ruled.evidence, voices)
    return sorted(i for i, decision in reading.decisions.items() if decision.role is Role.TITLE)
