"""The learnt judgement as a whole: where it corrects the rules, and where it is silent."""

from __future__ import annotations

from dataclasses import replace

from schemas.layout import BlockLabel
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import analyse, rule
from tasks.articles.reading import correct
from tasks.articles.titles import Role
from tests.articles.readings import FIRST_TEXT, HEAD, SECOND, SECOND_TEXT, harbour_issue, voices_of
from tests.road import prose_lines, text_document


def test_undecided_voices_change_nothing() -> None:
    ruled = harbour_issue()
    reading = correct(ruled.evidence, voices_of())
    assert reading.verdicts == tuple(ruled.evidence.verdicts)
    assert reading.decisions == ruled.evidence.decisions


def test_text_inputs_are_read_by_the_rules_alone() -> None:
    document = text_document("Harbour news\n\n" + "\n".join(prose_lines(0, 6)))
    ruled = rule(document, SourceProfile())
    assert analyse(document, SourceProfile()).decisions == ruled.evidence.decisions


def test_a_headline_among_running_heads_stays_the_headline_of_one_article() -> None:
    ruled = harbour_issue()
    verdicts = list(ruled.evidence.verdicts)
    verdicts[HEAD] = replace(verdicts[HEAD], code=NoiseCode.RUNNING_HEADER, rule="running_head")
    evidence = replace(ruled.evidence, verdicts=verdicts, decisions={}, headline=([HEAD], 0.6))
    assert correct(evidence, voices_of({SECOND: 0.2})).headline == ([HEAD], 0.6)
    nothing = replace(evidence, headline=([], 0.3))
    assert correct(nothing, voices_of({HEAD: 0.1, SECOND: 0.2})).headline == ([SECOND], 0.3)


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
