"""Quality on the bundled samples has a floor that cannot sink silently: `tests/golden/floors.json`.

Raise a floor when a change makes a score better; lower one only with the reason in the change's note.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from schemas.rows import ArticleRow
from tests.builders import ITEMS, article_row
from tests.quality import Scores, scores
from tests.road import sample_rows
from tests.samples.make import GOLDEN_FOLDER, SAMPLES

FLOORS: dict[str, Scores] = json.loads((GOLDEN_FOLDER / "floors.json").read_text(encoding="utf-8"))
every_sample = pytest.mark.parametrize(
    "bulletin", [b for b, _ in SAMPLES], ids=lambda b: b.path.split("/")[0]
)


def truth_of(bulletin: Any) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((GOLDEN_FOLDER / bulletin.truth_name).read_text(encoding="utf-8"))
    return truth


@every_sample
def test_no_score_is_below_its_floor(bulletin: Any) -> None:
    found = scores(truth_of(bulletin), sample_rows(bulletin.path).articles)
    floors = FLOORS[bulletin.path.split("/")[0]]
    assert set(found) == set(floors)
    assert {name: score for name, score in found.items() if score < floors[name]} == {}


@every_sample
def test_kind_and_language(bulletin: Any) -> None:
    issue = sample_rows(bulletin.path).issue
    assert (issue["kind"], issue["language"]) == (bulletin.kind, bulletin.language)


TRUTH = {
    "articles": [
        {"title": item.title, "section": item.section, "texts": item.body.split("\n\n")} for item in ITEMS
    ],
    "noise": ["Lake Digest May"],
}


def published() -> list[ArticleRow]:
    return [article_row("lake/may", position, item) for position, item in enumerate(ITEMS)]


def test_scores_of_the_truth_itself_are_perfect() -> None:
    assert set(scores(TRUTH, published()).values()) == {1.0}


@pytest.mark.parametrize(
    ("change", "name", "score"),
    [
        pytest.param({"title": "Lake level"}, "titles", 0.5, id="title"),
        pytest.param({"section": "Water"}, "sections", 0.5, id="section"),
        pytest.param({"byline": "Oona Merrow"}, "bylines", 0.5, id="byline"),
        pytest.param({"body": "Farmers are content.\n\nThe lake rose by a hand."}, "order", 0.0, id="order"),
        pytest.param(
            {"body": "The lake rose by a hand. Farmers are content."}, "starts", 0.6667, id="joined"
        ),
        pytest.param({"body": "The lake rose by a hand."}, "paragraphs", 0.6667, id="lost_paragraph"),
        pytest.param({"body": "The lake rose. LAKE DIGEST, MAY"}, "noise", 0.0, id="noise"),
    ],
)
def test_each_score_sinks_with_its_fault(change: dict[str, Any], name: str, score: float) -> None:
    spoilt = published()
    spoilt[0].update(change)  # type: ignore[typeddict-item]
    assert scores(TRUTH, spoilt)[name] == score


def test_an_article_too_many_counts() -> None:
    assert scores(TRUTH, [*published(), article_row("lake/may", 2, ITEMS[0])])["articles"] == 0.6667
