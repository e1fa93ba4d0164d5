"""Where the learnt voices correct the rules, and what they may never touch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from schemas.document import Document
from schemas.geometry import BBox
from schemas.layout import BlockLabel
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import RuledIssue, analyse, rule
from tasks.articles.evidence import Evidence
from tasks.articles.reading import (
    NEW_CAPTION,
    NEW_HEAD,
    NEW_HEAD_OF_ROLE,
    NEW_HEAD_OF_SURE_HEADING,
    NEW_NOISE,
    NEW_TABLE,
    NO_CAPTION,
    NO_HEAD,
    NO_NOISE,
    RULE,
    SERIES_HEAD,
    SURE_HEADING,
    Reading,
    Voice,
    Voices,
    ask,
    correct,
)
from tasks.articles.titles import Decision, Role
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
    silent = Voice(np.zeros(4), rows)
    return Voices(Voice(head, rows), Voice(other, rows), silent, silent)


def _titles(ruled: RuledIssue, voices: Voices) -> list[int]:
    reading = correct(ruled.evidence, voices)
    return sorted(i for i, decision in reading.decisions.items() if decision.role is Role.TITLE)


def test_undecided_voices_change_nothing() -> None:
    ruled = _issue()
    reading = correct(ruled.evidence, _voices())
    assert reading.verdicts == tuple(ruled.evidence.verdicts)
    assert reading.decisions == ruled.evidence.decisions


def test_a_head_that_hardly_anything_speaks_for_stays_inside() -> None:
    ruled = _issue()
    assert _titles(ruled, _voices()) == [HEAD, SECOND]
    assert _titles(ruled, _voices({SECOND: NO_HEAD / 2})) == [HEAD]


def test_what_clearly_heads_an_article_is_a_title_though_no_rule_saw_it() -> None:
    ruled = _issue()
    assert _titles(ruled, _voices({FIRST_TEXT: 0.9, SECOND: 0.5})) == [HEAD, FIRST_TEXT, SECOND]


def test_items_of_a_series_are_heads_together() -> None:
    ruled = _issue()
    voices = _voices({HEAD: 2 * SERIES_HEAD, SECOND: 2 * SERIES_HEAD, FIRST_TEXT: 0.0, SECOND_TEXT: 0.0})
    assert _titles(ruled, replace(voices, series=[[HEAD, FIRST_TEXT, SECOND]])) == [HEAD, SECOND]
    together = replace(voices, series=[[HEAD, FIRST_TEXT, SECOND, SECOND_TEXT]])
    assert _titles(ruled, together) == [HEAD, FIRST_TEXT, SECOND, SECOND_TEXT]
    doubtful = replace(together, head=Voice(voices.head.likelihood / 2.1, voices.head.rows))
    assert _titles(ruled, doubtful) == [HEAD, SECOND]


def test_a_new_head_right_under_a_likelier_one_is_its_text() -> None:
    ruled = _issue()
    assert _titles(ruled, _voices({HEAD: 0.9, FIRST_TEXT: 0.4})) == [HEAD, SECOND]
    assert _titles(ruled, _voices({HEAD: 0.2, FIRST_TEXT: 0.4, SECOND: 0.4})) == [HEAD, FIRST_TEXT, SECOND]


def test_what_the_profile_names_stands() -> None:
    ruled = _issue(SourceProfile(titles=["^Bridge"]))
    assert _titles(ruled, _voices({SECOND: 0.0})) == [HEAD, SECOND]


@pytest.mark.parametrize(
    ("role", "confidence", "least"),
    [
        (Role.HEADING, SURE_HEADING, NEW_HEAD_OF_SURE_HEADING),
        (Role.HEADING, SURE_HEADING - 0.1, NEW_HEAD),
        (Role.SECTION, 0.8, NEW_HEAD_OF_ROLE[Role.SECTION]),
        (Role.SIGNATURE, 0.8, NEW_HEAD_OF_ROLE[Role.SIGNATURE]),
    ],
)
def test_the_surer_a_rule_the_more_must_speak_for_a_head(role: Role, confidence: float, least: float) -> None:
    ruled = _issue()
    decisions = dict(ruled.evidence.decisions)
    third = Decision(decisions[SECOND].candidate, role, "said by a rule", confidence)
    decisions[FIRST_TEXT] = third
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    quiet = {HEAD: least - 0.05, SECOND: 0.9}
    assert _titles(said, _voices({**quiet, FIRST_TEXT: least - 0.01})) == [HEAD, SECOND]
    assert _titles(said, _voices({**quiet, FIRST_TEXT: least + 0.01})) == [HEAD, FIRST_TEXT, SECOND]


def test_a_part_of_a_title_stays_one() -> None:
    ruled = _issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[SECOND] = replace(decisions[SECOND], role=Role.TITLE_PART)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert _titles(said, _voices({SECOND: 0.99})) == [HEAD]


def test_a_title_of_the_rules_right_under_a_far_likelier_one_is_its_text() -> None:
    ruled = _issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[FIRST_TEXT] = replace(decisions[SECOND], reason="a rule took it for a title")
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert _titles(said, _voices({HEAD: 0.6, FIRST_TEXT: 0.25})) == [HEAD, SECOND]
    assert _titles(said, _voices({HEAD: 0.4, FIRST_TEXT: 0.25, SECOND: 0.9})) == [HEAD, FIRST_TEXT, SECOND]
    assert _titles(said, _voices({HEAD: 0.9, FIRST_TEXT: 0.35, SECOND: 0.9})) == [HEAD, FIRST_TEXT, SECOND]


def test_noise_is_taken_out_and_text_put_back_with_its_reason() -> None:
    ruled = _issue()
    out = correct(ruled.evidence, _voices(noise={SECOND_TEXT: 0.9})).verdicts[SECOND_TEXT]
    assert (out.code, out.rule) == (NoiseCode.UNASSIGNED, RULE)
    assert "likelihood 0.90" in out.evidence
    verdicts = list(ruled.evidence.verdicts)
    verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=NoiseCode.IMPRINT, rule="imprint")
    noisy = replace(ruled.evidence, verdicts=verdicts)
    assert correct(noisy, _voices(noise={SECOND_TEXT: 0.05})).verdicts[SECOND_TEXT].code is None


@pytest.mark.parametrize("likelihood", [0.9, 0.3], ids=["a sure head", "a likely head"])
def test_what_may_head_an_article_is_no_noise(likelihood: float) -> None:
    voices = _voices({SECOND: likelihood}, noise={SECOND: 0.99})
    assert correct(_issue().evidence, voices).verdicts[SECOND].code is None


def test_page_numbers_and_what_the_profile_says_stay_noise() -> None:
    evidence = _issue().evidence
    for code, name in ((NoiseCode.PAGE_NUMBER, "page_number"), (NoiseCode.CONTACT, "profile")):
        verdicts = list(evidence.verdicts)
        verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=code, rule=name)
        said = correct(replace(evidence, verdicts=verdicts), _voices(noise={SECOND_TEXT: 0.0}))
        assert said.verdicts[SECOND_TEXT].code is code


def test_an_issue_of_one_article_is_cut_on_strong_evidence_only() -> None:
    headline = ([HEAD], 0.8)
    evidence = replace(_issue().evidence, headline=headline)
    assert correct(evidence, _voices({SECOND: 0.5})).headline == headline
    cut = correct(evidence, _voices({SECOND: 0.95}))
    assert cut.headline is None
    assert [i for i, d in cut.decisions.items() if d.role is Role.TITLE] == [HEAD, SECOND]
    assert correct(evidence, _voices({SECOND: 0.95}), is_settled=True).headline == headline


@pytest.mark.parametrize(
    ("caption", "table", "label"),
    [
        (NEW_CAPTION + 0.05, 0.0, BlockLabel.CAPTION),
        (NEW_CAPTION - 0.05, NEW_TABLE - 0.05, None),
        (0.9, NEW_TABLE + 0.05, BlockLabel.TABLE),
    ],
    ids=["a caption", "neither", "a table with the words of a caption"],
)
def test_what_stands_beside_the_text_is_told_by_its_likelihood(
    caption: float, table: float, label: BlockLabel | None
) -> None:
    voices = _voices()
    said = replace(voices, caption=_one(SECOND_TEXT, caption), table=_one(SECOND_TEXT, table))
    assert correct(_issue().evidence, said).apart.get(SECOND_TEXT) is label


def test_a_caption_of_the_rules_stands_unless_little_speaks_for_it() -> None:
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90)).image((72, 300, 240, 420))
    sheet.line("The pier in May", at=(72, 424), size=8)
    evidence = rule(page_document(sheet), SourceProfile()).evidence
    caption = next(block.index for block in evidence.blocks if block.text == "The pier in May")
    assert Reading.by_rules(evidence).apart == {caption: BlockLabel.CAPTION}
    for likelihood, kept in ((NO_CAPTION + 0.05, {caption: BlockLabel.CAPTION}), (NO_CAPTION - 0.05, {})):
        voices = replace(ask(evidence), caption=_one(caption, likelihood), table=_one(caption, 0.0))
        assert correct(evidence, voices).apart == kept


def _one(block: int, likelihood: float) -> Voice:
    """A voice that says something of one block only."""
    said = np.zeros(4)
    said[block] = likelihood
    return Voice(said, np.zeros((4, 1)))


def test_a_title_goes_on_in_the_next_block() -> None:
    sheet = page()
    sheet.line("Why the harbour needs a", at=(72, 60), size=18, bold=True)
    sheet.line("bridge of its own", at=(72, 81), size=16, bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, 120))
    sheet.line("Bees return", at=(72, 300), size=18, bold=True)
    sheet.lines(prose_lines(1, 6), at=(72, 330))
    reading = correct(*_asked(page_document(sheet)))
    roles = [(index, decision.role) for index, decision in sorted(reading.decisions.items())]
    assert roles == [(0, Role.TITLE), (1, Role.TITLE_PART), (3, Role.TITLE)]


def _asked(document: Document) -> tuple[Evidence, Voices]:
    evidence = rule(document, SourceProfile()).evidence
    return evidence, ask(evidence)


def test_reasons_name_the_measures_that_spoke() -> None:
    ruled = _issue()
    told = ask(ruled.evidence).head.reason(HEAD)
    assert told.startswith("likelihood ")
    assert told.count("it ") == 3


def test_text_inputs_are_read_by_the_rules_alone() -> None:
    document = text_document("Harbour news\n\n" + "\n".join(prose_lines(0, 6)))
    ruled = rule(document, SourceProfile())
    assert analyse(document, SourceProfile()).decisions == ruled.evidence.decisions


@pytest.mark.parametrize(
    ("banner", "lesser", "stands"), [("Village life", 2, True), ("Village life", 1, False), ("July", 1, True)]
)
def test_a_section_over_several_titles_or_of_a_usual_name_stands(
    banner: str, lesser: int, stands: bool
) -> None:
    sheet = page().line(banner, at=(72, 60), size=18, bold=True)
    for number in range(3):
        sheet.line(f"Notice {'abc'[number]}", at=(72, 100 + 100 * number), size=13, bold=True)
        sheet.lines(prose_lines(number, 3), at=(72, 120 + 100 * number))
    evidence = rule(page_document(sheet), SourceProfile()).evidence
    heads = [block.index for block in evidence.blocks if block.text.startswith(("Notice", banner))]
    candidates = {index: replace(evidence.decisions[index].candidate, prominence=1.3) for index in heads}
    decisions = {heads[0]: Decision(replace(candidates[heads[0]], prominence=2.0), Role.SECTION, "", 0.8)}
    for index in heads[1 : 1 + lesser]:
        decisions[index] = Decision(candidates[index], Role.TITLE, "", 0.8)
    head = np.full(len(evidence.blocks), 0.6)
    head[heads[0]] = 0.9
    silent = Voice(np.zeros(len(head)), np.zeros((len(head), 1)))
    reading = correct(
        replace(evidence, decisions=decisions, headline=None),
        Voices(replace(silent, likelihood=head), silent, silent, silent),
    )
    assert (reading.decisions[heads[0]].role is Role.SECTION) is stands


def test_an_advert_in_a_box_is_told_as_a_whole() -> None:
    ruled = _issue()
    box = BBox(60, 290, 400, 420)
    blocks = [replace(b, frame=box) if b.index in {SECOND, SECOND_TEXT} else b for b in ruled.evidence.blocks]
    verdicts = [
        replace(v, code=NoiseCode.ADVERTISEMENT, rule="advertisement") if i in {SECOND, SECOND_TEXT} else v
        for i, v in enumerate(ruled.evidence.verdicts)
    ]
    evidence = replace(ruled.evidence, blocks=blocks, verdicts=verdicts)

    def codes(one: float, other: float) -> list[NoiseCode | None]:
        reading = correct(evidence, _voices(noise={SECOND: one, SECOND_TEXT: other}))
        return [reading.verdicts[index].code for index in (SECOND, SECOND_TEXT)]

    assert codes(0.05, NO_NOISE) == [None, None]
    assert codes(0.05, 2 * NO_NOISE) == [NoiseCode.ADVERTISEMENT] * 2
