"""What became of decisions, by the truth: titles, edges, order of articles; verdicts on blocks."""

from __future__ import annotations

from typing import Any

from benchmarks.fates import UNKNOWN, WRONG, Fate, article_fates, block_judge, title_judge
from benchmarks.measure import Published

FIRST, SECOND, THIRD = "moles dig below the lawn", "bees live on the quay", "lamps burn all night long"


def truth(*, may_split: bool = False) -> dict[str, Any]:
    return {
        "articles": [
            {"title": "Moles", "titles": [], "paragraphs": [FIRST, SECOND], "may_split": may_split},
            {"title": "Lamps", "titles": ["The lamps"], "paragraphs": [THIRD], "may_split": False},
        ],
        "noise": ["Lake News, page seven"],
        "free": ["diary of the week"],
    }


def fates(*published: Published) -> list[Fate]:
    return article_fates(truth(), published)


def test_a_right_article_is_right_in_all() -> None:
    found = fates(Published("Moles", f"{FIRST}. {SECOND}."), Published("The lamps", THIRD))
    assert found == [Fate(title=True, boundary=True, order=True), Fate(title=True, boundary=True, order=None)]


def test_each_fault_is_told_apart() -> None:
    assert fates(Published("Ants", f"{FIRST}. {SECOND}."))[0] == Fate(title=False, boundary=True, order=True)
    assert fates(Published("Moles", f"{SECOND}. {FIRST}."))[0] == Fate(title=True, boundary=True, order=False)
    mixed = fates(Published("Moles", f"{FIRST}. {SECOND}. {THIRD}."))[0]
    assert mixed == Fate(title=True, boundary=False, order=True)


def test_a_phrase_in_pieces_is_a_fault_of_order() -> None:
    torn = fates(Published("Moles", f"{FIRST}. bees live {FIRST} on the quay"), Published("Lamps", THIRD))
    assert torn[0].boundary is False
    assert torn[0].order is None


def test_what_holds_nothing_of_the_truth_is_wrong_unless_free() -> None:
    assert fates(Published("Rain", "it rained")) == [WRONG]
    assert fates(Published("Diary", "the diary of the week")) == [UNKNOWN]


def test_an_article_that_may_be_split_tells_nothing() -> None:
    whole = Published("Moles", f"{FIRST}. {SECOND}.")
    assert article_fates(truth(may_split=True), [whole]) == [UNKNOWN]


def test_a_block_is_rightly_kept_or_removed() -> None:
    judge = block_judge(truth(), [Published("Moles", FIRST)])
    assert judge("Lake News, page seven", True) is True
    assert judge("Lake News, page seven", False) is False
    assert judge(f"And {FIRST}.", False) is True
    assert judge(SECOND, True) is False
    assert judge("the weather", False) is None


def test_a_quote_of_words_that_an_article_has_tells_nothing() -> None:
    assert block_judge(truth(), [Published("Moles", FIRST)])(FIRST, True) is None


def test_a_part_of_a_title_is_neither() -> None:
    judge = title_judge(truth())
    assert (judge("LAMPS"), judge("The"), judge("Weather")) == (True, None, False)
