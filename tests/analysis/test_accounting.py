"""Every character has one owner; a sum that does not hold is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.article import Accounting, TextEdit
from schemas.document import Document, Loss
from schemas.errors import IssueError
from schemas.layout import Block, BlockLabel, Verdict
from schemas.reasons import EditCode, LossCode, NoiseCode
from tasks.analysis.accounting import reconcile
from tests.road import context_of, prose, text_document

KEPT = Verdict(BlockLabel.TEXT, None, "none", "", 0.9)
NOISE = Verdict(BlockLabel.CONTACT, NoiseCode.CONTACT, "contact", "", 0.9)
TEXT = "Moles came\n\nTel: 55 55\n\nharbour-\nmaster\n"
HYPHEN = TextEdit(2, 7, 2, "", EditCode.HYPHEN)


def laid_out() -> tuple[Document, tuple[Block, ...]]:
    document = text_document(TEXT)
    return document, context_of(document).blocks


def test_parts_sum_to_the_total() -> None:
    document, blocks = laid_out()
    lossy = replace(document, losses=(Loss(LossCode.UNMAPPED, 1, 7),))
    found = reconcile(lossy, blocks, [KEPT, NOISE, KEPT], {2: [HYPHEN]}, {0: 0, 2: 0})
    assert found == Accounting(
        total=len("Molescame" + "Tel:5555" + "harbour-master") + 7,
        in_articles=len("Molescame" + "harbourmaster"),
        in_noise=len("Tel:5555"),
        in_edits=len("-"),
        lost=7,
    )


@pytest.mark.parametrize(
    ("verdicts", "owners"),
    [
        pytest.param([KEPT, NOISE, KEPT], {0: 0}, id="kept_block_without_an_owner"),
        pytest.param([KEPT, NOISE, KEPT], {0: 0, 1: 0, 2: 0}, id="noise_with_an_owner"),
    ],
)
def test_ownership_that_is_not_one_to_one_is_refused(verdicts: list[Verdict], owners: dict[int, int]) -> None:
    document, blocks = laid_out()
    with pytest.raises(IssueError, match="do not add up") as caught:
        reconcile(document, blocks, verdicts, {}, owners)
    assert (caught.value.stage, caught.value.code) == ("analyse", "accounting")


def test_text_that_is_in_no_block_is_refused() -> None:
    document, blocks = laid_out()
    with pytest.raises(IssueError, match=r"9 \+ 8 \+ 0 \+ 0 characters are not 31"):
        reconcile(document, blocks[:2], [KEPT, NOISE], {}, {0: 0})


def test_text_that_is_in_two_blocks_is_refused() -> None:
    document, blocks = laid_out()
    twice = [*blocks, replace(blocks[0], index=3)]
    with pytest.raises(IssueError, match="do not add up"):
        reconcile(document, twice, [KEPT, NOISE, KEPT, KEPT], {}, {0: 0, 2: 0, 3: 0})


def test_a_clean_text_is_all_in_articles() -> None:
    document = text_document(prose() + "\n")
    found = reconcile(document, context_of(document).blocks, [KEPT], {}, {0: 0})
    assert found.total == found.in_articles == len("".join(prose().split()))
