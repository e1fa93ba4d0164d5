"""Where the learnt voices correct the rules, and what they may never touch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import RuledIssue, analyse, rule
from tasks.articles.reading import NEW_HEAD, NEW_NOISE, NO_HEAD, NO_NOISE, RULE, Voice, Voices, ask, correct
from tasks.articles.titles import Role
from tests.build import page
from tests.road import page_document, prose_lines, text_document

HEAD, FIRST_TEXT, SECOND, SECOND_TEXT = range(4)


def _issue(profile: SourceProfile | None = None) -> RuledIssue:
    """A head, a text, a bold line of the text's size that ends in a comma, a text."""
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90))
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True)
    sheet.lines(prose_lines(1, 4), at=(72, 330))
    ruled = rule(page_document(sheet), profile or SourceProfile())
    assert len(ruled.evidence.blocks) == 4
    return ruled


def _voices(heads: dict[int, float] | None = None, noise: dict[int, float] | None = None) -> Voices:
    """Voices that say nothing of a block but what is told."""
    undecided_head, undecided_noise = (NO_HEAD + NEW_HEAD) / 2, (NO_NOISE + NEW_NOISE) / 2
    head = np.array([(heads or {}).get(index, undecided_head) for index in range(4)])
    other = np.array([(noise or {}).get(index, undecided_noise) for index in range(4)])
    rows = np.zeros((4, 1))
    return Voices(Voice(head, rows), Voice(other, rows))


def _titles(ruled: RuledIssue, voices: Voices) -> list[int]:
    reading = correct(ruled.evidence, ruled.headline, voices)
    return sorted(i for i, decision in reading.decisions.items() if decision.role is Role.TITLE)


def test_undecided_voices_change_nothing() -> None:
    ruled = _issue()
    reading = correct(ruled.evidence, ruled.headline, _voices())
    assert reading.verdicts == tuple(ruled.evidence.verdicts)
    assert reading.decisions == ruled.evidence.decisions


def test_a_head_that_hardly_anything_speaks_for_stays_inside() -> None:
    ruled = _issue()
    assert _titles(ruled, _voices()) == [HEAD, SECOND]
    assert _titles(ruled, _voices({SECOND: NO_HEAD / 2})) == [HEAD]


def test_what_clearly_heads_an_article_is_a_title_though_no_rule_saw_it() -> None:
    ruled = _issue()
    assert _titles(ruled, _voices({FIRST_TEXT: 0.9})) == [HEAD, FIRST_TEXT, SECOND]


def test_what_the_profile_names_stands() -> None:
    ruled = _issue(SourceProfile(titles=["^Bridge"]))
    assert _titles(ruled, _voices({SECOND: 0.0})) == [HEAD, SECOND]


def test_a_sure_heading_and_a_section_stand() -> None:
    ruled = _issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[SECOND] = replace(decisions[SECOND], role=Role.HEADING, confidence=0.8)
    sure = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert _titles(sure, _voices({SECOND: 0.9})) == [HEAD]
    decisions[SECOND] = replace(decisions[SECOND], role=Role.SECTION, confidence=0.5)
    assert _titles(sure, _voices({SECOND: 0.9})) == [HEAD]


def test_noise_is_taken_out_and_text_put_back_with_its_reason() -> None:
    ruled = _issue()
    out = correct(ruled.evidence, None, _voices(noise={SECOND_TEXT: 0.9})).verdicts[SECOND_TEXT]
    assert (out.code, out.rule) == (NoiseCode.UNASSIGNED, RULE)
    assert "likelihood 0.90" in out.evidence
    verdicts = list(ruled.evidence.verdicts)
    verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=NoiseCode.IMPRINT, rule="imprint")
    noisy = replace(ruled.evidence, verdicts=verdicts)
    assert correct(noisy, None, _voices(noise={SECOND_TEXT: 0.05})).verdicts[SECOND_TEXT].code is None


@pytest.mark.parametrize("likelihood", [0.9, 0.3], ids=["a sure head", "a likely head"])
def test_what_may_head_an_article_is_no_noise(likelihood: float) -> None:
    voices = _voices({SECOND: likelihood}, noise={SECOND: 0.99})
    assert correct(_issue().evidence, None, voices).verdicts[SECOND].code is None


def test_page_numbers_and_what_the_profile_says_stay_noise() -> None:
    evidence = _issue().evidence
    for code, name in ((NoiseCode.PAGE_NUMBER, "page_number"), (NoiseCode.CONTACT, "profile")):
        verdicts = list(evidence.verdicts)
        verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=code, rule=name)
        said = correct(replace(evidence, verdicts=verdicts), None, _voices(noise={SECOND_TEXT: 0.0}))
        assert said.verdicts[SECOND_TEXT].code is code


def test_an_issue_of_one_article_is_cut_on_strong_evidence_only() -> None:
    evidence, headline = _issue().evidence, ([HEAD], 0.8)
    assert correct(evidence, headline, _voices({SECOND: 0.5})).headline == headline
    cut = correct(evidence, headline, _voices({SECOND: 0.95}))
    assert cut.headline is None
    assert [i for i, d in cut.decisions.items() if d.role is Role.TITLE] == [HEAD, SECOND]
    assert correct(evidence, headline, _voices({SECOND: 0.95}), is_settled=True).headline == headline


def test_reasons_name_the_measures_that_spoke() -> None:
    ruled = _issue()
    told = ask(ruled.evidence).head.reason(HEAD)
    assert told.startswith("likelihood ")
    assert told.count("it ") == 3


def test_text_inputs_are_read_by_the_rules_alone() -> None:
    document = text_document("Harbour news\n\n" + "\n".join(prose_lines(0, 6)))
    ruled = rule(document, SourceProfile())
    assert analyse(document, SourceProfile()).decisions == ruled.evidence.decisions
