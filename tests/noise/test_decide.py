"""Findings become one verdict per block; only here one rule wins over another."""

from __future__ import annotations

import pytest

from schemas.layout import Block, BlockLabel, Finding
from schemas.reasons import NoiseCode
from tasks.noise.decide import KEPT_RULE, PRECEDENCE, classify, find_all
from tests.noise.rules.test_running import two_pages
from tests.road import context_of, prose, text_document


def block(index: int = 0, *, is_in_table: bool = False) -> Block:
    return Block(index=index, page=1, lines=(), text="Lake News", is_in_table=is_in_table)


def finding(code: NoiseCode, *, index: int = 0, rule: str = "some_rule", strength: float = 0.8) -> Finding:
    return Finding(index, code, BlockLabel.ORNAMENT, rule, f"because of {code}", strength)


def test_a_block_that_no_rule_points_at_is_kept() -> None:
    plain, cells = classify([block(0), block(1, is_in_table=True)], [])
    assert (plain.code, plain.rule, plain.label) == (None, KEPT_RULE, BlockLabel.TEXT)
    assert (cells.code, cells.label) == (None, BlockLabel.TABLE)


@pytest.mark.parametrize(
    ("codes", "winner"),
    [
        pytest.param(
            (NoiseCode.RUNNING_FOOTER, NoiseCode.PAGE_NUMBER), NoiseCode.PAGE_NUMBER, id="page_number"
        ),
        pytest.param(
            (NoiseCode.NAMEPLATE, NoiseCode.CONTENTS_LIST), NoiseCode.CONTENTS_LIST, id="contents_list"
        ),
        pytest.param((NoiseCode.RUNNING_FOOTER, NoiseCode.JUMP_LINE), NoiseCode.JUMP_LINE, id="jump_line"),
        pytest.param((NoiseCode.PULL_QUOTE, NoiseCode.IMPRINT), NoiseCode.IMPRINT, id="imprint"),
    ],
)
def test_precedence_does_not_depend_on_the_order_of_findings(
    codes: tuple[NoiseCode, NoiseCode], winner: NoiseCode
) -> None:
    for order in (codes, codes[::-1]):
        verdict = classify([block()], [finding(code) for code in order])[0]
        assert verdict.code is winner
        other = next(code for code in codes if code is not winner)
        assert verdict.evidence == f"because of {winner}; also {other}"


def test_the_profile_wins_over_every_rule() -> None:
    findings = [finding(NoiseCode.PAGE_NUMBER), finding(NoiseCode.PULL_QUOTE, rule="profile", strength=1.0)]
    assert classify([block()], findings)[0].code is NoiseCode.PULL_QUOTE


def test_findings_count_for_their_own_block_only() -> None:
    verdicts = classify([block(0), block(1)], [finding(NoiseCode.CONTACT, index=1)])
    assert [verdict.code for verdict in verdicts] == [None, NoiseCode.CONTACT]


def test_every_code_of_a_rule_has_its_place_in_the_precedence() -> None:
    assert set(PRECEDENCE) == set(NoiseCode) - {NoiseCode.SECTION, NoiseCode.UNASSIGNED}
    assert len(set(PRECEDENCE)) == len(PRECEDENCE)


def test_a_clean_text_has_no_findings() -> None:
    assert find_all(context_of(text_document(f"Harbour opens\n\n{prose(0)}\n\nMoles\n\n{prose(1)}\n"))) == []


def test_all_rules_are_asked() -> None:
    found = find_all(context_of(two_pages("Lake News, page 1", "Lake News, page 2", 30)))
    assert {finding.code for finding in found} == {NoiseCode.RUNNING_HEADER}
    assert [finding.block for finding in found] == sorted(finding.block for finding in found)
