"""The figures say what they should about articles that are right, and about each way of being wrong."""

from __future__ import annotations

import pytest

from benchmarks.measure import FIGURES, Published, figures, measure

RIVER = ("The river rose", ["Water stood in the lower street", "Nobody was hurt in the night"])
CHOIR = ("The choir sings", ["Eleven tenors were found at last", "The concert begins at seven sharp"])
TRUTH = {
    "articles": [
        {"title": title, "titles": [], "paragraphs": phrases, "may_split": False}
        for title, phrases in (RIVER, CHOIR)
    ],
    "noise": ["Page 4 of 9"],
    "free": ["Fill in and send"],
}
RIGHT = [Published(title, "\n\n".join(phrases)) for title, phrases in (RIVER, CHOIR)]
WATER, HURT, TENORS, CONCERT = *RIVER[1], *CHOIR[1]


def test_right_articles_have_full_figures() -> None:
    values = figures([measure(TRUTH, RIGHT)])
    assert values == dict(zip(FIGURES, (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0), strict=True))


@pytest.mark.parametrize(
    ("published", "faults", "worse"),
    [
        ([Published(RIVER[0], WATER), RIGHT[1]], ("lost",), "kept"),
        ([Published(RIVER[0], f"{HURT} {WATER}"), RIGHT[1]], ("order",), "order"),
        ([Published("Page one", f"{WATER} {HURT}"), RIGHT[1]], ("title",), "titles"),
        ([Published(RIVER[0], f"{WATER} Page 4 of 9 {HURT}"), RIGHT[1]], ("noise",), "clean"),
        (
            [Published(RIVER[0], WATER), Published("More", HURT), RIGHT[1]],
            ("split",),
            "bcubed",
        ),
        (
            [Published(RIVER[0], f"{WATER} {HURT} {TENORS}"), Published(CHOIR[0], CONCERT)],
            ("foreign",),
            "bcubed",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_is_named_and_lowers_its_figure(
    published: list[Published], faults: tuple[str, ...], worse: str
) -> None:
    measured = measure(TRUTH, published)
    values = figures([measured])
    assert set(faults) <= set(measured.verdicts[0].faults)
    assert (values[worse] or 0.0) < 1.0
    assert (values["perfect"] or 0.0) < 1.0


def test_articles_without_truth_are_extra_but_free_ones_are_not() -> None:
    more = [*RIGHT, Published("Contents", "4 River"), Published("Form", "Fill in and send")]
    measured = measure(TRUTH, more)
    assert measured.extras == ("Contents",)
    assert figures([measured])["extra"] == 0.5


def test_spacing_case_and_punctuation_do_not_count() -> None:
    loose = [Published("THE  RIVER ROSE!", f"{WATER.upper()}—\n{HURT}"), RIGHT[1]]
    assert figures([measure(TRUTH, loose)])["perfect"] == 1.0


def measured_order(*phrases: str, body: str, may_split: bool = False) -> float | None:
    article = {"title": RIVER[0], "titles": [], "paragraphs": list(phrases), "may_split": may_split}
    return figures([measure({"articles": [article], "noise": []}, [Published(RIVER[0], body)])])["order"]


@pytest.mark.parametrize(
    ("phrases", "body", "expected"),
    [
        pytest.param((WATER, HURT, HURT), f"{WATER} {HURT}", 1.0, id="the_last_words_are_a_whole_paragraph"),
        pytest.param((WATER, HURT, WATER), f"{WATER} {HURT} {WATER}", 1.0, id="words_that_come_back"),
        pytest.param((WATER, HURT, WATER), f"{WATER} {HURT}", 0.5, id="words_that_do_not"),
        pytest.param((WATER, TENORS, HURT), f"{HURT} {WATER} {TENORS}", 0.5, id="one_out_of_place"),
        pytest.param((WATER, TENORS, HURT), f"{WATER} {HURT}", 0.0, id="one_lost"),
    ],
)
def test_order(phrases: tuple[str, ...], body: str, expected: float) -> None:
    assert measured_order(*phrases, body=body) == expected


def test_what_may_be_several_articles_has_no_order() -> None:
    assert measured_order(WATER, HURT, body=f"{HURT} {WATER}", may_split=True) is None


@pytest.mark.parametrize(
    ("body", "is_fuzzy", "is_found"),
    [
        pytest.param("Nobcdy was hurt in the night", True, True, id="some_letters_in_a_scan"),
        pytest.param("Nobcdy was hurt in the night", False, False, id="some_letters_in_print"),
        pytest.param("Nobody was seen in the night", True, False, id="other_words_in_a_scan"),
    ],
)
def test_a_scan_is_compared_with_tolerance(body: str, *, is_fuzzy: bool, is_found: bool) -> None:
    article = {"title": RIVER[0], "titles": [], "paragraphs": [HURT], "may_split": False}
    truth = {"articles": [article], "noise": [HURT], "fuzzy": is_fuzzy}
    values = figures([measure(truth, [Published(RIVER[0], body)])])
    assert (values["kept"], values["clean"]) == ((1.0, 0.0) if is_found else (0.0, 1.0))


def test_nothing_published_scores_nothing() -> None:
    values = figures([measure(TRUTH, [])])
    assert (values["kept"], values["perfect"], values["clean"]) == (0.0, 0.0, 1.0)
