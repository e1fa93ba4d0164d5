"""Where articles begin once the forests have been heard, and what they may never touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
import pytest

from schemas.document import Document
from schemas.likelihoods import EVIDENT, INDICATED, LIKELY, SURE, UNLIKELY
from schemas.profile import SourceProfile
from tasks.analysis.issue import RuledIssue, rule
from tasks.articles.evidence import Evidence
from tasks.articles.heads import NEW_HEAD, NO_HEAD
from tasks.articles.reading import correct
from tasks.articles.titles import Decision, Role
from tasks.articles.voices import TitleLines, Voice, Voices, ask
from tests.articles.readings import FIRST_TEXT, HEAD, SECOND, SECOND_TEXT, harbour_issue, titles_by, voices_of
from tests.build import page
from tests.road import page_document, prose_lines


class _Sure:
    """Says of any block that it goes on with the title above."""

    def likelihood(self, _title: int, _below: int) -> float:
        return 1.0


def _asked(document: Document) -> tuple[Evidence, Voices]:
    evidence = rule(document, SourceProfile()).evidence
    return evidence, ask(evidence)


def test_a_head_that_hardly_anything_speaks_for_stays_inside() -> None:
    ruled = harbour_issue()
    assert titles_by(ruled, voices_of()) == [HEAD, SECOND]
    assert titles_by(ruled, voices_of({SECOND: NO_HEAD / 2})) == [HEAD]


def test_what_clearly_heads_an_article_is_a_title_though_no_rule_saw_it() -> None:
    ruled = harbour_issue()
    assert titles_by(ruled, voices_of({FIRST_TEXT: 0.9, SECOND: 0.5})) == [HEAD, FIRST_TEXT, SECOND]


@pytest.mark.parametrize(
    ("caption", "heads"),
    [(0.7, [HEAD]), (0.5, [HEAD, SECOND])],
    ids=["likelier", "less likely"],
)
def test_what_is_likelier_a_caption_heads_no_article(caption: float, heads: list[int]) -> None:
    voices = voices_of({SECOND: 0.6})
    said = voices.caption.likelihood.copy()
    said[SECOND] = caption
    said_by = replace(voices, caption=replace(voices.caption, likelihood=said))
    assert titles_by(harbour_issue(), said_by) == heads


@pytest.mark.parametrize(("noise", "is_title"), [(0.9, True), (0.0, False)])
def test_where_the_only_title_is_noise_others_head_as_where_there_are_many(
    noise: float, *, is_title: bool
) -> None:
    ruled = harbour_issue()
    lesser = replace(ruled.evidence.decisions[SECOND], role=Role.HEADING, confidence=0.6)
    evidence = replace(ruled.evidence, decisions={**ruled.evidence.decisions, SECOND: lesser})
    ruled = replace(ruled, evidence=evidence)
    assert (SECOND in titles_by(ruled, voices_of({HEAD: 0.1, SECOND: 0.4}, {HEAD: noise}))) is is_title


def test_items_of_a_series_are_heads_together() -> None:
    ruled = harbour_issue()
    voices = voices_of({HEAD: 2 * UNLIKELY, SECOND: 2 * UNLIKELY, FIRST_TEXT: 0.0, SECOND_TEXT: 0.0})
    assert titles_by(ruled, replace(voices, series=[[HEAD, FIRST_TEXT, SECOND]])) == [HEAD, SECOND]
    together = replace(voices, series=[[HEAD, FIRST_TEXT, SECOND, SECOND_TEXT]])
    assert titles_by(ruled, together) == [HEAD, FIRST_TEXT, SECOND, SECOND_TEXT]
    doubtful = replace(together, head=Voice(voices.head.likelihood / 2.1, voices.head.rows))
    assert titles_by(ruled, doubtful) == [HEAD, SECOND]


def test_a_new_head_right_under_a_likelier_one_is_its_text() -> None:
    ruled = harbour_issue()
    assert titles_by(ruled, voices_of({HEAD: 0.9, FIRST_TEXT: 0.6})) == [HEAD, SECOND]
    assert titles_by(ruled, voices_of({HEAD: 0.2, FIRST_TEXT: 0.6, SECOND: 0.4})) == [
        HEAD,
        FIRST_TEXT,
        SECOND,
    ]


@pytest.mark.parametrize(
    ("name", "likelihood", "titles"),
    [
        ("Harbour news", LIKELY, [FIRST_TEXT, SECOND]),
        ("Harbour news", LIKELY - 0.01, [HEAD, SECOND]),
        ("What all of the keepers of the harbour know", LIKELY, [HEAD, SECOND]),
    ],
    ids=["likely", "doubted", "long"],
)
def test_a_short_title_over_a_likely_head_of_the_rules_names_a_section(
    name: str, likelihood: float, titles: list[int]
) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    above, below = decisions[HEAD], decisions[SECOND]
    decisions[HEAD] = replace(above, candidate=replace(above.candidate, text=name))
    decisions[FIRST_TEXT] = replace(below, role=Role.HEADING, confidence=SURE - 0.1)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({HEAD: 0.9, FIRST_TEXT: likelihood, SECOND: 0.9})) == titles


@pytest.mark.parametrize(
    ("likelihood", "titles"), [(0.29, [HEAD, SECOND]), (0.31, [HEAD, FIRST_TEXT, SECOND])]
)
def test_a_doubtful_new_head_in_far_smaller_letters_under_a_title_is_its_text(
    likelihood: float, titles: list[int]
) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[FIRST_TEXT] = replace(decisions[SECOND], role=Role.HEADING, confidence=SURE - 0.1)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({HEAD: 0.2, FIRST_TEXT: likelihood, SECOND: 0.9})) == titles


def test_a_text_longer_than_any_title_opens_an_article_only_where_that_is_likely() -> None:
    ruled = harbour_issue()
    assert titles_by(ruled, voices_of({HEAD: 0.2, FIRST_TEXT: 0.45, SECOND: 0.4})) == [HEAD, SECOND]


@pytest.mark.parametrize(
    ("line", "is_title"),
    [("Before noon to Linn", True), ("before noon to Linn", False), ("Noon in Linn.", False)],
)
def test_the_rest_of_a_sentence_opens_an_article_only_where_that_is_likely(
    line: str, *, is_title: bool
) -> None:
    sheet = page().line("Harbour news", at=(72, 60), size=18, bold=True).lines(prose_lines(0, 4), at=(72, 90))
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True).lines(prose_lines(1, 4), at=(72, 330))
    sheet.line(line, at=(72, 500)).lines(prose_lines(2, 4), at=(72, 540))
    evidence, asked = _asked(page_document(sheet))
    place = next(block.index for block in evidence.blocks if block.text == line)
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    heads = [index for index, decision in evidence.decisions.items() if decision.role is Role.TITLE]
    likelihood = quiet.likelihood.copy()
    likelihood[[*heads, place]] = (LIKELY + NEW_HEAD) / 2
    voices = Voices(replace(asked.head, likelihood=likelihood), quiet, quiet, quiet)
    assert (correct(evidence, voices).decisions.get(place) is not None) is is_title


def test_what_the_profile_names_stands() -> None:
    ruled = harbour_issue(SourceProfile(titles=["^Bridge"]))
    assert titles_by(ruled, voices_of({SECOND: 0.0})) == [HEAD, SECOND]


@pytest.mark.parametrize(
    ("text", "confidence", "least", "heads"),
    [
        ("Bridge reopens", SURE, LIKELY, [FIRST_TEXT, SECOND]),
        ("Bridge reopens", SURE - 0.1, NEW_HEAD, [HEAD, FIRST_TEXT, SECOND]),
        (f"{prose_lines(3)[0]} {prose_lines(4)[0]}.", SURE - 0.1, LIKELY, [FIRST_TEXT, SECOND]),
    ],
    ids=["surely", "likely", "sentence"],
)
def test_the_surer_a_rule_the_more_must_speak_for_a_head(
    text: str, confidence: float, least: float, heads: list[int]
) -> None:
    """A sentence is taken for no head by any; what stands over a likely head names a section."""
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    candidate = replace(decisions[SECOND].candidate, text=text)
    decisions[FIRST_TEXT] = Decision(candidate, Role.HEADING, "said by a rule", confidence)
    blocks = list(ruled.evidence.blocks)
    blocks[HEAD] = replace(blocks[HEAD], style=blocks[FIRST_TEXT].style)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions, blocks=blocks))
    quiet = {HEAD: least + 0.005, SECOND: 0.9}
    assert titles_by(said, voices_of({**quiet, FIRST_TEXT: least - 0.01})) == [HEAD, SECOND]
    assert titles_by(said, voices_of({**quiet, FIRST_TEXT: least + 0.01})) == heads


@pytest.mark.parametrize(("is_by_words", "heads"), [(True, [HEAD]), (False, [HEAD, SECOND])])
def test_what_a_rule_told_by_its_words_stands(*, is_by_words: bool, heads: list[int]) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[SECOND] = replace(decisions[SECOND], role=Role.HEADING, is_by_words=is_by_words)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({HEAD: 0.9, SECOND: 0.99})) == heads


@pytest.mark.parametrize("role", [Role.SECTION, Role.SIGNATURE])
def test_what_a_rule_sees_something_else_in_heads_nothing(role: Role) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[FIRST_TEXT] = Decision(decisions[SECOND].candidate, role, "said by a rule", SURE)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({FIRST_TEXT: 0.99})) == [HEAD, SECOND]


def test_a_part_of_a_title_stays_one() -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[SECOND] = replace(decisions[SECOND], role=Role.TITLE_PART)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({SECOND: 0.99})) == [HEAD]


def _with_a_second_head(ratio: float) -> RuledIssue:
    """The issue whose first text a rule took for a title, in letters of this ratio to those of its head."""
    ruled = harbour_issue()
    decisions, blocks = dict(ruled.evidence.decisions), list(ruled.evidence.blocks)
    decisions[FIRST_TEXT] = replace(decisions[SECOND], reason="a rule took it for a title")
    head, style = blocks[HEAD].style, blocks[FIRST_TEXT].style
    assert head is not None
    assert style is not None
    smaller = replace(style, size_pt=ratio * head.size_pt)
    blocks[FIRST_TEXT] = replace(blocks[FIRST_TEXT], style=smaller)
    return replace(ruled, evidence=replace(ruled.evidence, decisions=decisions, blocks=blocks))


@pytest.mark.parametrize(("ratio", "titles"), [(0.75, [HEAD, SECOND]), (0.85, [HEAD, FIRST_TEXT, SECOND])])
def test_a_title_of_the_rules_in_smaller_letters_under_a_likelier_one_is_its_deck(
    ratio: float, titles: list[int]
) -> None:
    voices = voices_of({HEAD: 0.5, FIRST_TEXT: 0.45, SECOND: 0.9})
    assert titles_by(_with_a_second_head(ratio), voices) == titles


@pytest.mark.parametrize("is_run_in", [True, False])
def test_a_title_inside_a_line_right_under_a_likelier_one_is_of_its_text(*, is_run_in: bool) -> None:
    said = _with_a_second_head(0.95)
    blocks = list(said.evidence.blocks)
    blocks[FIRST_TEXT] = replace(blocks[FIRST_TEXT], is_run_in=is_run_in)
    said = replace(said, evidence=replace(said.evidence, blocks=blocks))
    titles = titles_by(said, voices_of({HEAD: 0.5, FIRST_TEXT: 0.45, SECOND: 0.9}))
    assert (FIRST_TEXT not in titles) is is_run_in


def test_a_title_in_smaller_letters_beside_a_likelier_one_is_no_deck_of_it() -> None:
    said = _with_a_second_head(0.75)
    blocks = list(said.evidence.blocks)
    box = blocks[FIRST_TEXT].bbox
    assert box is not None
    blocks[FIRST_TEXT] = replace(blocks[FIRST_TEXT], bbox=replace(box, x0=box.x0 + 500, x1=box.x1 + 500))
    said = replace(said, evidence=replace(said.evidence, blocks=blocks))
    voices = voices_of({HEAD: 0.5, FIRST_TEXT: 0.45, SECOND: 0.9})
    assert titles_by(said, voices) == [HEAD, FIRST_TEXT, SECOND]


@pytest.mark.parametrize(
    ("above", "likelihood", "between", "is_title"),
    [
        (0.9, 0.25, "Seen in Linn", False),
        (0.7, 0.25, "Seen in Linn", True),
        (0.9, 0.35, "Seen in Linn", True),
        (0.9, 0.25, "They were seen in Linn by all who came to look at the birds there.", True),
    ],
    ids=["lines under a head", "a head less sure", "a likelier line", "behind a text"],
)
def test_a_doubtful_new_head_behind_a_sure_one_and_no_text_is_none(
    above: float, likelihood: float, between: str, *, is_title: bool
) -> None:
    sheet = page().line("Oona Merrow", at=(72, 60), size=18, bold=True).line(between, at=(72, 90))
    sheet.line("Keeper of goats", at=(72, 130), size=12)
    sheet.lines(prose_lines(0, 4), at=(72, 160)).line("Harbour news", at=(72, 300), size=18, bold=True)
    evidence, asked = _asked(page_document(sheet.lines(prose_lines(1, 4), at=(72, 330))))
    told = {"Oona": above, "Keep": likelihood, "Harb": 0.9}
    said = np.array([told.get(block.text[:4], 0.0) for block in evidence.blocks])
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    reading = correct(evidence, Voices(replace(asked.head, likelihood=said), quiet, quiet, quiet))
    titles = {evidence.blocks[i].text[:4] for i, d in reading.decisions.items() if d.role is Role.TITLE}
    assert ("Keep" in titles) is is_title


@pytest.mark.parametrize(
    ("first", "size", "is_line"),
    [("THE HARBOUR", 36, False), ("THE HARBOUR", 20, True), ("Why the", 36, True)],
    ids=["far larger", "hardly larger", "goes on"],
)
def test_a_title_in_far_larger_letters_is_no_line_of_the_head_above_it(
    first: str, size: float, *, is_line: bool
) -> None:
    sheet = page().line(first, at=(72, 60), size=16, bold=True)
    sheet.line("Bridge reopens", at=(72, 80), size=size, bold=True)
    sheet.lines(prose_lines(0, 8), at=(72, 130)).lines(prose_lines(1, 8), at=(72, 300))
    evidence, asked = _asked(page_document(sheet))
    candidate = evidence.decisions[0].candidate
    decisions = {index: Decision(candidate, Role.TITLE, "", 0.7) for index in (0, 1)}
    silent = Voice(np.zeros(len(evidence.blocks)), asked.head.rows)
    said = np.array([0.8, 0.8, *[0.0] * (len(evidence.blocks) - 2)])
    voices = Voices(replace(silent, likelihood=said), silent, silent, silent, cast("TitleLines", _Sure()))
    found = correct(replace(evidence, decisions=decisions, headline=None), voices).decisions
    assert (found[1].role is Role.TITLE_PART) is is_line


@pytest.mark.parametrize(
    ("is_boxed", "likelihood", "is_line"),
    [(True, 0.6, False), (True, 0.4, True), (False, 0.6, True)],
    ids=["a box of its own", "hardly likely", "no box"],
)
def test_a_likely_title_in_another_box_is_no_line_of_the_head_above_it(
    likelihood: float, *, is_boxed: bool, is_line: bool
) -> None:
    sheet = page().line("Harbour diary", at=(72, 60), size=16, bold=True)
    sheet.line("Bridge reopens", at=(72, 88), size=18, bold=True)
    sheet.lines(prose_lines(0, 8), at=(72, 130)).lines(prose_lines(1, 8), at=(72, 300))
    if is_boxed:
        sheet.rect((62, 50, 560, 78))
    evidence, asked = _asked(page_document(sheet))
    assert (evidence.blocks[0].frame is not None) is is_boxed
    candidate = evidence.decisions[1].candidate
    decisions = {index: Decision(candidate, Role.TITLE, "", 0.7) for index in (0, 1)}
    silent = Voice(np.zeros(len(evidence.blocks)), asked.head.rows)
    said = np.array([0.3, likelihood, *[0.0] * (len(evidence.blocks) - 2)])
    voices = Voices(replace(silent, likelihood=said), silent, silent, silent, cast("TitleLines", _Sure()))
    found = correct(replace(evidence, decisions=decisions, headline=None), voices).decisions
    assert (found[1].role is Role.TITLE_PART) is is_line


def test_a_title_of_the_rules_right_under_a_far_likelier_one_is_its_text() -> None:
    said = _with_a_second_head(16.0)
    assert titles_by(said, voices_of({HEAD: 0.6, FIRST_TEXT: 0.25})) == [HEAD, SECOND]
    assert titles_by(said, voices_of({HEAD: 0.4, FIRST_TEXT: 0.25, SECOND: 0.9})) == [
        HEAD,
        FIRST_TEXT,
        SECOND,
    ]
    assert titles_by(said, voices_of({HEAD: 0.9, FIRST_TEXT: 0.35, SECOND: 0.9})) == [
        HEAD,
        FIRST_TEXT,
        SECOND,
    ]


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


def test_the_headline_of_one_article_goes_on_in_the_next_block() -> None:
    sheet = page()
    sheet.line("Why the harbour needs a", at=(72, 60), size=18, bold=True)
    sheet.line("bridge of its own", at=(72, 81), size=16, bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, 120)).lines(prose_lines(1, 6), at=(72, 330))
    evidence, voices = _asked(page_document(sheet))
    found = correct(replace(evidence, headline=([0], 0.8)), voices).headline
    assert found == ([0, 1], 0.8)


def test_what_goes_on_with_a_head_inside_an_article_is_no_line_of_its_title() -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[SECOND_TEXT] = replace(decisions[SECOND], role=Role.TITLE_PART)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    for likelihood, role in ((0.5, Role.TITLE_PART), (NO_HEAD / 2, Role.HEADING)):
        found = correct(said.evidence, voices_of({SECOND: likelihood})).decisions
        assert found[SECOND_TEXT].role is role


def test_no_title_goes_on_on_another_page() -> None:
    call, other = page(), page()
    call.lines(prose_lines(0, 6), at=(72, 60)).rect((60, 745, 535, 785), fill="#ffee00")
    call.line("Come to the harbour on Monday at ten", at=(120, 756), size=15, bold=True)
    other.line("What the council says and what is true", at=(72, 60), size=15, bold=True)
    other.lines(prose_lines(1, 6), at=(72, 90))
    reading = correct(*_asked(page_document(call, other)))
    assert all(decision.role is not Role.TITLE_PART for decision in reading.decisions.values())


def test_titles_of_a_look_that_hardly_ever_heads_stay_inside_unless_none_is_left() -> None:
    ruled = harbour_issue()
    assert titles_by(ruled, voices_of({SECOND: NEW_HEAD - 0.01})) == [HEAD]
    assert titles_by(ruled, voices_of({SECOND: NEW_HEAD + 0.01})) == [HEAD, SECOND]
    low = NEW_HEAD - 0.01
    assert titles_by(ruled, voices_of({HEAD: low, SECOND: low})) == [HEAD, SECOND]


@pytest.mark.parametrize(
    ("likelihood", "confidence", "is_title"),
    [
        (NEW_HEAD - 0.01, INDICATED, False),
        (NEW_HEAD + 0.01, INDICATED, True),
        (NEW_HEAD - 0.01, EVIDENT, True),
    ],
    ids=["unlikely", "rather", "evident"],
)
def test_an_unlikely_title_in_the_look_of_likely_ones_stays_inside_unless_it_is_evident(
    likelihood: float, confidence: float, *, is_title: bool
) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    alike = replace(decisions[SECOND].candidate, style_key=decisions[HEAD].candidate.style_key)
    decisions[SECOND] = replace(decisions[SECOND], candidate=alike, confidence=confidence)
    found = correct(
        replace(ruled.evidence, decisions=decisions), voices_of({HEAD: 0.9, SECOND: likelihood})
    ).decisions
    assert (found[SECOND].role is Role.TITLE) is is_title


@pytest.mark.parametrize(("size", "is_run_in"), [(18, True), (0, False)], ids=["a notice", "page as text"])
def test_an_unlikely_title_that_runs_in_or_has_no_look_stands(size: float, *, is_run_in: bool) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    look = (size, *decisions[HEAD].candidate.style_key[1:])
    for index in (HEAD, SECOND):
        alike = replace(decisions[index].candidate, style_key=look, is_run_in=is_run_in)
        decisions[index] = replace(decisions[index], candidate=alike)
    voices = voices_of({HEAD: 0.9, SECOND: NEW_HEAD - 0.01})
    found = correct(replace(ruled.evidence, decisions=decisions), voices).decisions
    assert found[SECOND].role is Role.TITLE


@pytest.mark.parametrize(("ratio", "titles"), [(1.0, [HEAD, SECOND]), (0.9, [SECOND])])
def test_titles_in_larger_letters_than_all_others_are_no_part_of_one(ratio: float, titles: list[int]) -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    candidate = decisions[HEAD].candidate
    look = (ratio * candidate.style_key[0], *candidate.style_key[1:])
    decisions[HEAD] = replace(decisions[HEAD], candidate=replace(candidate, style_key=look))
    voices = voices_of({HEAD: NEW_HEAD - 0.01})
    found = correct(replace(ruled.evidence, decisions=decisions), voices).decisions
    assert [index for index in (HEAD, SECOND) if found[index].role is Role.TITLE] == titles


def _noticed(count: int) -> tuple[RuledIssue, list[int]]:
    """An article, then a section of so many notices whose heads run in, and the blocks of these heads."""
    sheet = page().line("Harbour opens again", at=(72, 50), size=16, bold=True)
    sheet.lines(prose_lines(9, 3), at=(72, 74)).line("Notices", at=(72, 140), size=16, bold=True)
    for place in range(count):
        first, *others = prose_lines(place, 3)
        top = 164.0 + 60 * place
        sheet.line(f"Boat {'ABCDE'[place]}:", at=(72, top), bold=True).line(first, at=(112, top))
        sheet.lines(others, at=(72, top + 12))
    ruled = rule(page_document(sheet), SourceProfile())
    return ruled, [block.index for block in ruled.evidence.blocks if block.is_run_in]


def test_the_likeliest_title_stands_where_no_other_does() -> None:
    assert titles_by(harbour_issue(), voices_of({HEAD: NO_HEAD / 3, SECOND: NO_HEAD / 2})) == [SECOND]


@pytest.mark.parametrize(("first", "is_title"), [("To the members of the council", True), (None, False)])
def test_an_issue_without_heads_begins_with_its_short_first_line(first: str | None, is_title: bool) -> None:
    sheet = page().lines(prose_lines(0, 9), at=(72, 96))
    if first is not None:
        sheet.line(first, at=(72, 60))
    evidence = replace(rule(page_document(sheet), SourceProfile()).evidence, decisions={}, headline=None)
    quiet = Voice(np.zeros(len(evidence.blocks)), np.zeros((len(evidence.blocks), 1)))
    decisions = correct(evidence, Voices(quiet, quiet, quiet, quiet)).decisions
    assert [decision.role for decision in decisions.values()] == [Role.TITLE] * is_title


@pytest.mark.parametrize(
    ("bottom", "items", "is_section"),
    [(340, 3, True), (260, 2, False), (None, 3, True), (None, 2, False), (82, 3, True), (82, 2, False)],
    ids=["box", "box, one more", "page", "page, one more", "bar", "bar, one more"],
)
def test_a_title_over_items_of_one_look_is_their_sections_name(
    bottom: float | None, items: int, *, is_section: bool
) -> None:
    """All in one box, in none, or under a bar with nothing but the name in it."""
    roles = _roles_under_a_name([0.5, *[0.7] * (items - 1)], bottom=bottom)
    assert (roles[0] is Role.SECTION) is is_section
    assert (roles[1] is Role.TITLE) is is_section


@pytest.mark.parametrize(
    ("behind", "count", "is_title"),
    [
        ("are lit at dusk by whoever walks past", 1, False),
        ("Whoever walks past lights them at dusk", 1, True),
        ("are lit at dusk by whoever walks past", 3, True),
    ],
    ids=["goes on", "begins anew", "a series"],
)
def test_the_first_words_of_a_sentence_become_no_head(behind: str, count: int, *, is_title: bool) -> None:
    """Set apart or not, whatever was learnt; but for a series of items that all begin so."""
    sheet = page().line("Harbour news", at=(72, 60), size=18, bold=True).lines(prose_lines(0, 4), at=(72, 90))
    for place in range(count):
        sheet.line("THE QUAY LAMPS", at=(72, 200 + 90 * place), bold=True)
        sheet.line(behind, at=(172, 200 + 90 * place)).lines(prose_lines(1, 4), at=(72, 212 + 90 * place))
    evidence, asked = _asked(page_document(sheet))
    head, subject, *others = (b.index for b in evidence.blocks if b.style and b.style.is_bold)
    decision = replace(evidence.decisions[head], role=Role.HEADING, confidence=0.6)
    decision = replace(decision, candidate=replace(decision.candidate, block=subject, is_run_in=True))
    likelihood = np.zeros(len(evidence.blocks))
    likelihood[[head, subject, *others]] = 0.9
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    voices = Voices(replace(asked.head, likelihood=likelihood), quiet, quiet, quiet)
    ruled = {head: evidence.decisions[head], subject: decision}
    decisions = correct(replace(evidence, decisions=ruled, headline=None), voices).decisions
    assert (decisions[subject].role is Role.TITLE) is is_title


@pytest.mark.parametrize(
    ("likelihood", "role"), [(2 * NO_HEAD, Role.TITLE), (NO_HEAD / 2, Role.HEADING)], ids=["rather", "hardly"]
)
def test_a_head_between_items_of_its_look_is_an_item(likelihood: float, role: Role) -> None:
    roles = _roles_under_a_name([0.5, 0.7, likelihood, 0.7, 0.7], lesser=2)
    assert roles == [Role.SECTION, Role.TITLE, Role.TITLE, role, Role.TITLE, Role.TITLE]
    assert _roles_under_a_name([0.5, 0.7, 0.7, 0.7, likelihood], lesser=4)[5] is Role.HEADING


@pytest.mark.parametrize(("right", "is_section"), [(560, True), (500, False)], ids=["one place", "another"])
def test_items_of_a_section_may_stand_in_the_border_of_another_page(
    right: float, *, is_section: bool
) -> None:
    sheet = page().line("Short notes", at=(72, 60), size=16, bold=True).rect((60, 50, 560, 740))
    behind = page().rect((60, 50, right, 740))
    for place, drawn in enumerate((sheet, behind, behind)):
        sheet_top = 90 + 120 * place
        drawn.line(f"Item {'ABC'[place]} of the quay", at=(72, sheet_top), bold=True)
        drawn.lines(prose_lines(place, 3), at=(72, sheet_top + 16))
    evidence, asked = _asked(page_document(sheet, behind))
    heads = [b.index for b in evidence.blocks if b.text.startswith(("Short", "Item"))]
    likelihood = np.zeros(len(evidence.blocks))
    likelihood[heads] = [0.9, 0.4, 0.7, 0.7]
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    ruled = dict(evidence.decisions)
    ruled[heads[1]] = replace(ruled[heads[1]], role=Role.HEADING, confidence=0.6)
    voices = Voices(replace(asked.head, likelihood=likelihood), quiet, quiet, quiet)
    found = correct(replace(evidence, decisions=ruled, headline=None), voices).decisions
    assert (found[heads[0]].role is Role.SECTION) is is_section


def _roles_under_a_name(
    likelihood_of_items: Sequence[float],
    *,
    bottom: float | None = None,
    lesser: int | None = None,
    unseen: int | None = None,
) -> list[Role | None]:
    """What becomes of a large head and of the items right under it, which are that likely to be titles.

    A box around the head ends at `bottom`. The rules see a lesser head in the item of number `lesser`, and
    none in that of number `unseen`.
    """
    items = len(likelihood_of_items)
    sheet = page().line("Short notes", at=(72, 60), size=16, bold=True)
    for place in range(items):
        sheet.line(f"Item {'ABCDE'[place]} of the quay", at=(72, 90 + 80 * place), bold=True)
        sheet.lines(prose_lines(place, 3), at=(72, 106 + 80 * place))
    if bottom is not None:
        sheet.rect((60, 50, 560, bottom))
    evidence, asked = _asked(page_document(sheet))
    heads = [b.index for b in evidence.blocks if b.text.startswith(("Short", "Item"))]
    likelihood = np.zeros(len(evidence.blocks))
    likelihood[heads] = [0.9, *likelihood_of_items]
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    voices = Voices(replace(asked.head, likelihood=likelihood), quiet, quiet, quiet)
    ruled = dict(evidence.decisions)
    if lesser is not None:
        ruled[heads[1 + lesser]] = replace(ruled[heads[1 + lesser]], role=Role.HEADING, confidence=0.6)
    if unseen is not None:
        del ruled[heads[1 + unseen]]
    decisions = correct(replace(evidence, decisions=ruled, headline=None), voices).decisions
    return [decisions[index].role if index in decisions else None for index in heads]


@pytest.mark.parametrize(
    ("likelihood", "roles"),
    [(NEW_HEAD + 0.01, [Role.SECTION, Role.TITLE]), (NEW_HEAD - 0.01, [Role.TITLE, None])],
    ids=["rather", "hardly"],
)
def test_the_first_item_under_a_name_may_be_a_head_that_no_rule_saw(
    likelihood: float, roles: list[Role | None]
) -> None:
    assert _roles_under_a_name([likelihood, 0.7, 0.7], unseen=0)[:2] == roles


@pytest.mark.parametrize(
    ("size", "items", "names"),
    [(18, 2, ["Quay", "Town", "Club"]), (18, 1, []), (13.5, 2, [])],
    ids=["names of sections", "with an item each", "hardly larger"],
)
def test_heads_that_mostly_lead_on_to_further_items_are_names_of_sections(
    size: float, items: int, names: list[str]
) -> None:
    """Two larger heads over so many items each, and one over a single item, each on a page of its own."""
    notes = ("Boats race at dawn", "Moles dig deep", "Lamps are lit", "Bees swarm early", "Elks cross over")
    sheets, note = [], iter(notes)
    for place, (name, count) in enumerate((("Quay", items), ("Town", items), ("Club", 1))):
        sheet = page().line(name, at=(72, 60), size=size, bold=True)
        for row in range(count):
            top = 90 + 100 * row
            sheet.line(next(note), at=(72, top), size=13, bold=True)
            sheet.lines(prose_lines(3 * place + row, 4), at=(72, top + 20))
        sheets.append(sheet)
    evidence, asked = _asked(page_document(*sheets))
    likelihood = np.zeros(len(evidence.blocks))
    decisions = {}
    for above, block in pairwise(evidence.blocks):
        if block.text in notes:
            is_first = above.text in {"Quay", "Town", "Club"}
            likelihood[block.index] = 0.2 if is_first else 0.7
            role = Role.HEADING if is_first else Role.TITLE
            candidate = evidence.decisions[block.index].candidate
            decisions[block.index] = Decision(candidate, role, "", 0.7)
        if above.text in {"Quay", "Town", "Club"}:
            likelihood[above.index] = 0.9
            decisions[above.index] = Decision(evidence.decisions[above.index].candidate, Role.TITLE, "", 0.7)
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    voices = Voices(replace(asked.head, likelihood=likelihood), quiet, quiet, quiet)
    found = correct(replace(evidence, decisions=decisions, headline=None), voices).decisions
    sections = [evidence.blocks[index].text for index, made in found.items() if made.role is Role.SECTION]
    assert sections == names


def test_a_line_of_a_head_that_is_no_title_is_none_of_the_title_before() -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[FIRST_TEXT] = replace(decisions[SECOND], role=Role.HEADING)
    decisions[SECOND] = replace(decisions[SECOND], role=Role.TITLE_PART)
    found = correct(replace(ruled.evidence, decisions=decisions, headline=None), voices_of({FIRST_TEXT: 0.0}))
    assert found.decisions[SECOND].role is Role.HEADING


def test_a_section_is_a_title_where_its_first_item_heads_no_article() -> None:
    ruled = harbour_issue()
    decisions = dict(ruled.evidence.decisions)
    decisions[FIRST_TEXT] = replace(decisions[SECOND], role=Role.TITLE)
    decisions[HEAD] = replace(decisions[HEAD], role=Role.SECTION)
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of({FIRST_TEXT: NO_HEAD / 2})) == [HEAD, SECOND]
    assert titles_by(said, voices_of({FIRST_TEXT: 0.5})) == [FIRST_TEXT, SECOND]
    del decisions[FIRST_TEXT]
    said = replace(ruled, evidence=replace(ruled.evidence, decisions=decisions))
    assert titles_by(said, voices_of()) == [HEAD, SECOND]


@pytest.mark.parametrize(
    ("size", "likelihood", "items", "titles"),
    [
        (12, 0.3, 1, ["Oona Merrow"]),
        (12, 0.6, 1, ["Keeps 1 goats"]),
        (18, 0.3, 1, ["Keeps 1 goats"]),
        (12, 0.3, 2, ["Keeps 1 goats", "Keeps 2 goats"]),
    ],
    ids=["a deck", "likely a head", "hardly smaller", "two items"],
)
def test_a_section_over_a_single_item_in_far_smaller_letters_is_the_title(
    size: float, likelihood: float, items: int, titles: list[str]
) -> None:
    sheet = page().line("Oona Merrow", at=(72, 60), size=20, bold=True)
    for place in range(items):
        sheet.line(f"Keeps {place + 1} goats", at=(72, 90 + 100 * place), size=size, bold=True)
        sheet.lines(prose_lines(place, 4), at=(72, 120 + 100 * place))
    evidence, asked = _asked(page_document(sheet))
    heads = [b.index for b in evidence.blocks if b.text.startswith(("Oona", "Keeps"))]
    candidate = evidence.decisions[heads[0]].candidate
    decisions = {
        index: Decision(
            evidence.decisions[index].candidate if index in evidence.decisions else candidate,
            Role.TITLE if place else Role.SECTION,
            "",
            0.7,
        )
        for place, index in enumerate(heads)
    }
    values = np.zeros(len(evidence.blocks))
    values[heads] = [0.7, *[likelihood] * items]
    quiet = replace(asked.head, likelihood=np.zeros(len(evidence.blocks)))
    voices = Voices(replace(asked.head, likelihood=values), quiet, quiet, quiet)
    found = correct(replace(evidence, decisions=decisions, headline=None), voices).decisions
    assert [evidence.blocks[i].text for i, made in found.items() if made.role is Role.TITLE] == titles


@pytest.mark.parametrize(
    ("likelihood", "size", "lead", "count", "are_chapters"),
    [
        (0.45, 13, True, 3, True),
        (0.55, 13, True, 3, False),
        (0.45, 11.5, True, 3, False),
        (0.45, 13, False, 3, False),
        (0.45, 13, False, 4, True),
    ],
    ids=[
        "chapters",
        "likely",
        "hardly smaller",
        "too few behind a text",
        "enough behind the first one's text",
    ],
)
def test_lesser_heads_of_one_look_under_a_larger_title_are_its_chapters(
    likelihood: float, size: float, *, lead: bool, count: int, are_chapters: bool
) -> None:
    sheet = page().line("Whom does the lake belong to?", at=(72, 40), size=size, bold=True)
    if lead:
        sheet.lines(prose_lines(9, 5), at=(72, 70))
    for place, head in enumerate(("Of boats", "Of lamps", "Of goats", "Of reeds")[:count]):
        sheet.line(head, at=(72, 160 + 90 * place), size=11, bold=True)
        sheet.lines(prose_lines(place, 5), at=(72, 176 + 90 * place))
    sheet.line("Whose is the new pier?", at=(72, 560), size=size, bold=True)
    sheet.lines(prose_lines(7, 5), at=(72, 590))
    evidence = rule(page_document(sheet), SourceProfile()).evidence
    heads = [b.index for b in evidence.blocks if b.text.startswith("Of ")]
    ruled = {
        index: replace(decision, role=Role.HEADING if index in heads else Role.TITLE, confidence=0.6)
        for index, decision in evidence.decisions.items()
    }
    ruled[heads[0]] = replace(ruled[heads[1]], candidate=replace(ruled[heads[1]].candidate, block=heads[0]))
    values = np.zeros(len(evidence.blocks))
    values[[0, *(b.index for b in evidence.blocks if b.text.startswith("Whose"))]] = 0.9
    values[heads] = likelihood
    quiet = Voice(np.zeros(len(evidence.blocks)), np.zeros((len(evidence.blocks), 1)))
    voices = Voices(replace(quiet, likelihood=values), quiet, quiet, quiet)
    decisions = correct(replace(evidence, decisions=ruled, headline=None), voices).decisions
    assert all((decisions[i].role is Role.HEADING) is are_chapters for i in heads[1:])


@pytest.mark.parametrize(("line", "is_title"), [("By Agnes Hexham", False), ("Agnes Hexham wins", True)])
def test_who_wrote_a_text_heads_none_however_likely(line: str, *, is_title: bool) -> None:
    sheet = page().line("Harbour news", at=(72, 60), size=18, bold=True).lines(prose_lines(0, 4), at=(72, 90))
    sheet.line(line, at=(72, 300), size=14, bold=True).lines(prose_lines(1, 4), at=(72, 330))
    ruled = rule(page_document(sheet), SourceProfile())
    lesser = replace(
        ruled, evidence=replace(ruled.evidence, decisions={HEAD: ruled.evidence.decisions[HEAD]})
    )
    assert (SECOND in titles_by(lesser, voices_of({SECOND: 0.6}))) is is_title
