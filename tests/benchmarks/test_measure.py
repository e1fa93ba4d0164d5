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


def test_nothing_published_scores_nothing() -> None:
    values = figures([measure(TRUTH, [])])
    assert (values["kept"], values["perfect"], values["clean"]) == (0.0, 0.0, 1.0)
