"""The learnt judgement as a whole: where it corrects the rules, and where it is silent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from schemas.layout import BlockLabel
from schemas.likelihoods import DOUBTFUL, STATED, UNLIKELY
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import analyse, rule
from tasks.articles.reading import correct
from tasks.articles.titles import Role
from tasks.articles.voices import Voice, Voices
from tests.articles.readings import FIRST_TEXT, HEAD, SECOND, SECOND_TEXT, harbour_issue, voices_of
from tests.build import page
from tests.road import page_document, prose_lines, text_document


def test_undecided_voices_change_nothing() -> None:
    ruled = harbour_issue()
    reading = correct(ruled.evidence, voices_of())
    assert reading.verdicts == tuple(ruled.evidence.verdicts)
    assert reading.decisions == ruled.evidence.decisions


@pytest.mark.parametrize(("size", "is_head"), [(7, False), (10, True)], ids=["footnote", "as large"])
def test_a_footnote_heads_nothing_however_likely(size: int, is_head: bool) -> None:
    sheet = page().line("Harbour opens again", at=(72, 60), size=16, bold=True)
    sheet.lines(prose_lines(0, 40), at=(72, 90)).line(
        "1 See the minutes of the council.", at=(72, 760), size=size
    )
    ruled = rule(page_document(sheet), SourceProfile())
    note = next(block.index for block in ruled.evidence.blocks if block.text.startswith("1 See"))
    likelihood = np.zeros(len(ruled.evidence.blocks))
    likelihood[[0, note]] = 0.9
    quiet = Voice(np.zeros(len(likelihood)), np.zeros((len(likelihood), 1)))
    evidence = replace(ruled.evidence, headline=None, decisions=dict(ruled.evidence.decisions))
    found = correct(evidence, Voices(replace(quiet, likelihood=likelihood), quiet, quiet, quiet)).decisions
    assert (note in found and found[note].role is Role.TITLE) == is_head


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Harbour news\n\n" + "\n".join(prose_lines(0, 6)), id="short"),
        pytest.param(
            "\n\n".join(f"# News {n}\n\n" + "\n".join(prose_lines(n, 6)) for n in range(4)), id="marked"
        ),
    ],
)
def test_texts_that_nothing_was_learnt_of_are_read_by_the_rules_alone(text: str) -> None:
    document = text_document(text)
    ruled = rule(document, SourceProfile())
    assert analyse(document, SourceProfile()).decisions == ruled.evidence.decisions


def test_heads_of_a_page_as_text_are_found_without_empty_lines_around_them() -> None:
    """As PDFium writes pages: line under line."""
    heads = ("Moles dig under the chapel", "Bees come home", "A new roof for the mill", "Choir sings in June")
    items = ["\n".join([head, *prose_lines(n, 9, width=60)]) for n, head in enumerate(heads)]
    found = analyse(text_document("\n".join(items)), SourceProfile())
    titles = [
        found.context.blocks[index].text
        for index, decision in sorted(found.decisions.items())
        if decision.role is Role.TITLE
    ]
    assert titles == list(heads)


def test_a_headline_among_running_heads_stays_the_headline_of_one_article() -> None:
    ruled = harbour_issue()
    verdicts = list(ruled.evidence.verdicts)
    verdicts[HEAD] = replace(verdicts[HEAD], code=NoiseCode.RUNNING_HEADER, rule="running_head")
    evidence = replace(ruled.evidence, verdicts=verdicts, decisions={}, headline=([HEAD], 0.6))
    assert correct(evidence, voices_of({SECOND: 0.2})).headline == ([HEAD], 0.6)
    nothing = replace(evidence, headline=([], 0.3))
    assert correct(nothing, voices_of({HEAD: 0.1, SECOND: 0.2})).headline == ([SECOND], 0.3)


@pytest.mark.parametrize(("confidence", "headline"), [(STATED, [HEAD]), (0.7, [SECOND])])
def test_a_headline_that_says_what_it_is_stays_though_likely_noise(
    confidence: float, headline: list[int]
) -> None:
    evidence = replace(harbour_issue().evidence, decisions={}, headline=([HEAD], confidence))
    found = correct(evidence, voices_of({HEAD: 0.2, SECOND: 0.4}, {HEAD: 0.9})).headline
    assert found is not None
    assert found[0] == headline


def test_a_headline_that_turns_out_to_be_no_letterhead_stays_one() -> None:
    ruled = harbour_issue()
    verdicts = list(ruled.evidence.verdicts)
    verdicts[HEAD] = replace(verdicts[HEAD], code=NoiseCode.LETTERHEAD, rule="masthead")
    evidence = replace(ruled.evidence, verdicts=verdicts, decisions={}, headline=([HEAD], 0.6))
    voices = voices_of({SECOND: 0.4}, {HEAD: UNLIKELY / 2})
    assert correct(evidence, voices).verdicts[HEAD].code is None
    assert correct(evidence, voices).headline == ([HEAD], 0.6)


@pytest.mark.parametrize(("other", "headline"), [(0.6, [SECOND]), (0.45, [HEAD])])
def test_a_label_gives_way_to_a_likely_headline(other: float, headline: list[int]) -> None:
    ruled = harbour_issue()
    blocks = list(ruled.evidence.blocks)
    blocks[HEAD] = replace(blocks[HEAD], text="PRESS RELEASE")
    evidence = replace(ruled.evidence, blocks=blocks, decisions={}, headline=([HEAD], DOUBTFUL))
    found = correct(evidence, voices_of({HEAD: 0.4, SECOND: other})).headline
    assert found is not None
    assert found[0] == headline


def test_no_numbered_part_takes_the_place_of_a_doubtful_headline() -> None:
    ruled = harbour_issue().evidence
    decision = ruled.decisions[SECOND]
    numbered = replace(decision, candidate=replace(decision.candidate, mark="1."), role=Role.HEADING)
    evidence = replace(ruled, decisions={SECOND: numbered}, headline=([HEAD], 0.7))
    assert correct(evidence, voices_of({HEAD: 0.2, SECOND: 0.6})).headline == ([HEAD], 0.7)


def test_a_lesser_head_in_the_middle_of_a_sentence_is_a_caption() -> None:
    """Found in a real tabloid: a name in white on the picture between two columns."""
    ruled = harbour_issue()
    blocks = list(ruled.evidence.blocks)
    text = blocks[FIRST_TEXT].style
    assert text is not None
    blocks[FIRST_TEXT] = replace(blocks[FIRST_TEXT], text="In summer the ferry goes every hour")
    blocks[SECOND] = replace(blocks[SECOND], text="Oona Merrow", style=replace(text, size_pt=7.0))
    blocks[SECOND_TEXT] = replace(blocks[SECOND_TEXT], text="to the island and back.")
    decisions = {
        HEAD: ruled.evidence.decisions[HEAD],
        SECOND: replace(ruled.evidence.decisions[SECOND], role=Role.HEADING),
    }
    reading = correct(replace(ruled.evidence, blocks=blocks, decisions=decisions), voices_of({SECOND: 0.0}))
    assert reading.apart[SECOND] is BlockLabel.CAPTION
    assert reading.decisions.keys() == {HEAD}


@pytest.mark.parametrize(
    ("ruled", "other", "headline"),
    [(0.2, 0.6, ([SECOND], 0.6)), (0.2, 0.4, ([HEAD], 0.7)), (0.4, 0.6, ([HEAD], 0.7))],
    ids=["doubted", "none likelier", "not doubted"],
)
def test_a_doubtful_headline_of_one_article_gives_way_to_a_likely_line(
    ruled: float, other: float, headline: tuple[list[int], float]
) -> None:
    evidence = replace(harbour_issue().evidence, decisions={}, headline=([HEAD], 0.7))
    assert correct(evidence, voices_of({HEAD: ruled, SECOND: other})).headline == headline


def test_what_calls_itself_a_situation_report_is_the_headline_however_doubtful() -> None:
    sheet = page().line("Weekly Situation Report", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90)).line("Bridge reopens", at=(72, 300), size=14, bold=True)
    ruled = rule(page_document(sheet.lines(prose_lines(1, 4), at=(72, 330))), SourceProfile())
    evidence = replace(ruled.evidence, decisions={}, headline=([HEAD], 0.7))
    assert correct(evidence, voices_of({HEAD: 0.0, SECOND: 0.6})).headline == ([HEAD], 0.7)
