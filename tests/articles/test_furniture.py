"""What is of no article, and what stands beside its text, once the forests have been heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from schemas.document import Style
from schemas.geometry import BBox
from schemas.layout import BlockLabel
from schemas.likelihoods import DOUBTFUL, LIKELY, SURE, UNLIKELY
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import rule
from tasks.articles.furniture import RULE, between_words, corrected_verdicts
from tasks.articles.reading import Reading, correct
from tasks.articles.titles import Role
from tasks.articles.voices import Voice, ask
from tests.articles.readings import FIRST_TEXT, HEAD, SECOND, SECOND_TEXT, harbour_issue, voices_of
from tests.build import page
from tests.road import page_document, prose_lines


def _one(block: int, likelihood: float, blocks: int = 4) -> Voice:
    """A voice that says something of one block only."""
    said = np.zeros(blocks)
    said[block] = likelihood
    return Voice(said, np.zeros((blocks, 1)))


def test_noise_is_taken_out_and_text_put_back_with_its_reason() -> None:
    ruled = harbour_issue()
    out = correct(ruled.evidence, voices_of(noise={SECOND_TEXT: 0.9})).verdicts[SECOND_TEXT]
    assert (out.code, out.rule) == (NoiseCode.UNASSIGNED, RULE)
    assert "likelihood 0." in out.evidence
    verdicts = list(ruled.evidence.verdicts)
    verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=NoiseCode.IMPRINT, rule="imprint")
    noisy = replace(ruled.evidence, verdicts=verdicts)
    assert correct(noisy, voices_of(noise={SECOND_TEXT: 0.05})).verdicts[SECOND_TEXT].code is None


@pytest.mark.parametrize(
    ("head", "noise", "is_noise"),
    [(0.9, 0.8, False), (0.55, 0.54, False), (0.4, 0.8, True), (0.2, 0.65, True)],
    ids=["a sure head", "a likely head", "likelier noise", "hardly a head"],
)
def test_what_is_as_likely_a_head_as_noise_is_no_noise(head: float, noise: float, is_noise: bool) -> None:
    voices = voices_of({SECOND: head}, noise={SECOND: noise})
    code = correct(harbour_issue().evidence, voices).verdicts[SECOND].code
    assert (code is NoiseCode.UNASSIGNED) is is_noise


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (NoiseCode.PAGE_NUMBER, "page_number"),
        (NoiseCode.PULL_QUOTE, "pull_quote"),
        (NoiseCode.LINK, "links"),
        (NoiseCode.CONTACT, "profile"),
    ],
)
def test_what_words_alone_tell_and_what_the_profile_says_stays_noise(code: NoiseCode, name: str) -> None:
    evidence = harbour_issue().evidence
    verdicts = list(evidence.verdicts)
    verdicts[SECOND_TEXT] = replace(verdicts[SECOND_TEXT], code=code, rule=name)
    said = correct(replace(evidence, verdicts=verdicts), voices_of(noise={SECOND_TEXT: 0.0}))
    assert said.verdicts[SECOND_TEXT].code is code


@pytest.mark.parametrize(
    ("caption", "table", "label"),
    [
        (DOUBTFUL + 0.05, 0.0, BlockLabel.CAPTION),
        (DOUBTFUL - 0.05, SURE - 0.05, None),
        (0.9, SURE + 0.05, BlockLabel.TABLE),
    ],
    ids=["a caption", "neither", "a table with the words of a caption"],
)
def test_what_stands_beside_the_text_is_told_by_its_likelihood(
    caption: float, table: float, label: BlockLabel | None
) -> None:
    voices = voices_of()
    said = replace(voices, caption=_one(SECOND_TEXT, caption), table=_one(SECOND_TEXT, table))
    assert correct(harbour_issue().evidence, said).apart.get(SECOND_TEXT) is label


def test_a_caption_of_the_rules_is_none_where_little_speaks_for_it() -> None:
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90)).image((72, 300, 240, 420))
    sheet.line("The pier in May", at=(72, 424), size=8)
    evidence = rule(page_document(sheet), SourceProfile()).evidence
    caption = next(block.index for block in evidence.blocks if block.text == "The pier in May")
    assert Reading.by_rules(evidence).apart == {caption: BlockLabel.CAPTION}
    for likelihood, kept in ((DOUBTFUL + 0.05, {caption: BlockLabel.CAPTION}), (DOUBTFUL - 0.05, {})):
        count = len(evidence.blocks)
        said = _one(caption, likelihood, count), _one(caption, 0.0, count)
        voices = replace(ask(evidence), caption=said[0], table=said[1])
        assert correct(evidence, voices).apart == kept


@pytest.mark.parametrize(
    ("caption", "is_noise"), [(0.95, False), (0.6, True)], ids=["likelier", "less likely"]
)
def test_what_is_likelier_a_caption_is_no_noise(caption: float, is_noise: bool) -> None:
    voices = replace(voices_of(noise={SECOND_TEXT: 0.9}), caption=_one(SECOND_TEXT, caption))
    assert (correct(harbour_issue().evidence, voices).verdicts[SECOND_TEXT].code is not None) is is_noise


def test_an_advert_in_a_box_is_told_as_a_whole() -> None:
    ruled = harbour_issue()
    box = BBox(60, 290, 400, 420)
    blocks = [replace(b, frame=box) if b.index in {SECOND, SECOND_TEXT} else b for b in ruled.evidence.blocks]
    verdicts = [
        replace(v, code=NoiseCode.ADVERTISEMENT, rule="advertisement") if i in {SECOND, SECOND_TEXT} else v
        for i, v in enumerate(ruled.evidence.verdicts)
    ]
    evidence = replace(ruled.evidence, blocks=blocks, verdicts=verdicts)

    def codes(one: float, other: float) -> list[NoiseCode | None]:
        reading = correct(evidence, voices_of(noise={SECOND: one, SECOND_TEXT: other}))
        return [reading.verdicts[index].code for index in (SECOND, SECOND_TEXT)]

    assert codes(0.02, UNLIKELY) == [None, None]
    assert codes(0.02, 0.9) == [NoiseCode.ADVERTISEMENT] * 2


@pytest.mark.parametrize(
    ("words", "is_noise"),
    [("Decree No 12 of 2020 on bridges", False), ("Bridges, rules and fees", True)],
    ids=["numbered", "no act"],
)
def test_the_title_of_a_numbered_act_is_no_noise(words: str, is_noise: bool) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    named = replace(decisions[SECOND].candidate, text=words)
    decisions[SECOND] = replace(decisions[SECOND], candidate=named, role=Role.TITLE)
    said = voices_of({SECOND: 0.2}, noise={SECOND: 0.6})
    verdict = correct(replace(ruled.evidence, decisions=decisions), said).verdicts[SECOND]
    assert (verdict.code is NoiseCode.UNASSIGNED) is is_noise


def test_half_of_a_box_makes_no_noise_of_what_is_between() -> None:
    ruled = harbour_issue()
    box = BBox(60, 40, 400, 420)
    blocks = [replace(block, frame=box) for block in ruled.evidence.blocks]
    blocks.append(replace(blocks[SECOND_TEXT], index=len(blocks)))
    evidence = replace(
        ruled.evidence, blocks=blocks, verdicts=[*ruled.evidence.verdicts, ruled.evidence.verdicts[0]]
    )
    rows = np.zeros((5, 1))
    said = Voice(np.array([0.9, UNLIKELY + 0.05, 0.9, 0.05, 0.05]), rows)
    verdicts = corrected_verdicts(evidence, Voice(np.zeros(5), rows), said)
    assert verdicts[FIRST_TEXT].code is None


def test_noise_in_company_is_noise_the_sooner() -> None:
    alone = voices_of(
        noise={FIRST_TEXT: LIKELY - 0.05, HEAD: 0.01, SECOND: 0.01, SECOND_TEXT: 0.01}, heads={}
    )
    among = voices_of(noise={FIRST_TEXT: LIKELY - 0.05, HEAD: 0.9, SECOND: 0.9, SECOND_TEXT: 0.9}, heads={})
    codes = [correct(harbour_issue().evidence, said).verdicts[FIRST_TEXT].code for said in (alone, among)]
    assert codes == [None, NoiseCode.UNASSIGNED]


def test_a_title_of_the_rules_is_no_noise_for_its_company_only() -> None:
    """A headline stands under a nameplate or beside the contents list; among text it is text the sooner."""
    about = {HEAD: 0.9, FIRST_TEXT: 0.9, SECOND_TEXT: 0.9}
    among_noise = voices_of({SECOND: LIKELY}, noise={**about, SECOND: LIKELY - 0.05})
    among_text = voices_of(
        {SECOND: LIKELY}, noise={SECOND: LIKELY + 0.05, SECOND_TEXT: 0.01, FIRST_TEXT: 0.01}
    )
    for said in (among_noise, among_text):
        assert correct(harbour_issue().evidence, said).verdicts[SECOND].code is None


@pytest.mark.parametrize(
    ("likelihood", "others", "head", "is_noise"),
    [
        (UNLIKELY + 0.01, 0.9, 0.0, True),
        (UNLIKELY + 0.01, 0.9, SURE, False),
        (UNLIKELY / 3, 0.9, 0.0, False),
        (DOUBTFUL - 0.01, 0.1, 0.0, False),
    ],
    ids=["among noise", "under a sure head", "hardly noise", "among text"],
)
def test_what_is_between_noise_in_one_box_is_noise(
    likelihood: float, others: float, head: float, is_noise: bool
) -> None:
    ruled = harbour_issue()
    box = BBox(60, 40, 400, 420)
    evidence = replace(ruled.evidence, blocks=[replace(block, frame=box) for block in ruled.evidence.blocks])
    rows = np.zeros((4, 1))
    said = Voice(np.array([others, likelihood, others, others]), rows)
    verdicts = corrected_verdicts(evidence, _one(HEAD, head), said)
    assert (verdicts[FIRST_TEXT].code is NoiseCode.UNASSIGNED) is is_noise


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("3 May\nBoats\n7 May\nBees\n9 June\nElks", True),
        ("Sat 24 Oct", True),
        ("3 May: boats\n7 May: bees\n9 June: elks", True),
        ("Boats\n7 May", False),
        ("Volume 2, issue 5\nMay 2024", False),
    ],
)
def test_a_diary_is_no_noise(text: str, is_text: bool) -> None:
    ruled = harbour_issue()
    blocks = list(ruled.evidence.blocks)
    blocks[SECOND_TEXT] = replace(blocks[SECOND_TEXT], text=text)
    evidence = replace(ruled.evidence, blocks=blocks)
    verdict = correct(evidence, voices_of(noise={SECOND_TEXT: 0.9})).verdicts[SECOND_TEXT]
    assert (verdict.code is None) is is_text


@pytest.mark.parametrize(
    ("name", "text", "is_kept"),
    [
        ("Coming up", "3 May: boats\n7 May: bees\n9 June: elks", True),
        ("Coming up", "Boats, bees\nand elks", False),
        ("All that is on at the quay this summer", "3 May: boats\n7 May: bees\n9 June: elks", False),
    ],
    ids=["head", "over other text", "long line"],
)
def test_the_head_of_a_diary_stays_with_it(name: str, text: str, is_kept: bool) -> None:
    ruled = harbour_issue()
    blocks = list(ruled.evidence.blocks)
    blocks[SECOND], blocks[SECOND_TEXT] = (
        replace(blocks[SECOND], text=name),
        replace(blocks[SECOND_TEXT], text=text),
    )
    evidence = replace(ruled.evidence, blocks=blocks)
    verdicts = correct(evidence, voices_of({SECOND: 0.0}, noise={SECOND: 0.9})).verdicts
    assert (verdicts[SECOND].code is None) is is_kept


@pytest.mark.parametrize(
    ("days", "is_noise"),
    [
        (("3", "8 Boats", "15. Bees", "20 Elks"), False),
        (("3", "8 Boats", "20 Elks", "15. Bees"), True),
        (("1. Nets", "2. Boats", "3. Bees", "4. Elks"), False),
        (("1. Nets", "2. Boats", "Bees", "3. Elks"), True),
    ],
    ids=["one after the other", "in no order", "a numbered item", "beside numbered items"],
)
def test_days_of_a_month_in_one_box_are_no_noise(days: Sequence[str], is_noise: bool) -> None:
    ruled = harbour_issue()
    box = BBox(60, 40, 400, 420)
    blocks = [replace(block, frame=box) for block in ruled.evidence.blocks]
    for index, text in zip((HEAD, FIRST_TEXT, SECOND, SECOND_TEXT), days, strict=True):
        blocks[index] = replace(blocks[index], text=text)
    rows = np.zeros((4, 1))
    said = Voice(np.array([0.1, 0.1, 0.9, 0.1]), rows)
    verdicts = corrected_verdicts(replace(ruled.evidence, blocks=blocks), Voice(np.zeros(4), rows), said)
    assert (verdicts[SECOND].code is NoiseCode.UNASSIGNED) is is_noise


@pytest.mark.parametrize(
    ("size", "below", "body", "is_caption"),
    [
        (7.0, "to the island and back.", 10.0, True),
        (7.0, "To the island and back.", 10.0, False),
        (10.0, "to it.", 10.0, False),
        (7.0, "mai 2024", 7.0, False),
    ],
    ids=["inside a sentence", "after one", "as large as the text", "between headlines"],
)
def test_small_lines_inside_a_sentence_stand_beside_the_text(
    size: float, below: str, body: float, is_caption: bool
) -> None:
    text = Style("Serif", 10.0, is_bold=False, is_italic=False)
    said = ["In summer the ferry goes every hour", "The pier in May", below]
    styles = [text, replace(text, size_pt=size, is_bold=True), text]
    blocks = [
        replace(block, text=words, style=style)
        for block, words, style in zip(harbour_issue().evidence.blocks, said, styles, strict=False)
    ]
    assert list(between_words(blocks, body)) == ([1] if is_caption else [])
