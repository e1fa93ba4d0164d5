"""How well published articles agree with the truth about a sample: shares between 0 and 1.

All texts are compared by their letters and digits alone, so spacing, punctuation and markup never
count. What is good enough stands in `tests/golden/floors.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemas.rows import ArticleRow
from schemas.wording import letters

Scores = dict[str, float]


def scores(truth: Mapping[str, Any], articles: Sequence[ArticleRow]) -> Scores:
    """Scores of `articles`, the published ones of an issue in order.

    `paragraphs`: true paragraphs found whole in their article; `starts`: those that begin a paragraph
    there, too; `order`: neighbours in the right order; `titles`, `sections`, `bylines`: as the truth has
    them; `noise`: phrases found in no article; `articles`: true articles over those published.
    """
    homes = [_home(article, articles) for article in truth["articles"]]
    paragraphs: list[bool] = []
    starts: list[bool] = []
    order: list[bool] = []
    for article, home in zip(truth["articles"], homes, strict=True):
        places = [_place(text, home, articles, article) for text in article["texts"]]
        paragraphs += [place >= 0 for place in places]
        starts += [_begins(text, articles) for text in article["texts"]]
        order += [0 <= a < b for a, b in zip(places, places[1:], strict=False)]
    published = [letters(row["title"] + row["body"]) for row in articles]
    return {
        "paragraphs": _share(paragraphs),
        "starts": _share(starts),
        "order": _share(order),
        "titles": _share(_has_title(a, h) for a, h in zip(truth["articles"], homes, strict=True)),
        "sections": _share(_agrees(a, h, "section") for a, h in zip(truth["articles"], homes, strict=True)),
        "bylines": _share(_agrees(a, h, "byline") for a, h in zip(truth["articles"], homes, strict=True)),
        "noise": _share(all(letters(phrase) not in text for text in published) for phrase in truth["noise"]),
        "articles": round(min(1.0, len(truth["articles"]) / max(1, len(articles))), 4),
    }


def _home(article: Mapping[str, Any], articles: Sequence[ArticleRow]) -> ArticleRow | None:
    """The published article that holds most of the true one's paragraphs."""
    counts = [sum(letters(text) in letters(row["body"]) for text in article["texts"]) for row in articles]
    best = max(counts, default=0)
    return articles[counts.index(best)] if best else None


def _place(
    text: str, home: ArticleRow | None, articles: Sequence[ArticleRow], article: Mapping[str, Any]
) -> int:
    """Offset of a paragraph in its article, -1 when it is not there."""
    if article.get("may_split"):
        return "".join(letters(row["body"]) for row in articles).find(letters(text))
    return letters(home["body"]).find(letters(text)) if home is not None else -1


def _begins(text: str, articles: Sequence[ArticleRow]) -> bool:
    """Whether a published paragraph begins with `text`, or with a dateline or run-in head before it."""
    wanted = letters(text)
    paragraphs = (letters(part) for row in articles for part in row["body"].split("\n\n"))
    return any(part.endswith(wanted) for part in paragraphs)


def _has_title(article: Mapping[str, Any], home: ArticleRow | None) -> bool:
    wanted = [article["title"], *article.get("titles", [])]
    return article.get("may_split", False) or (
        home is not None and letters(home["title"]) in map(letters, wanted)
    )


def _agrees(article: Mapping[str, Any], home: ArticleRow | None, key: str) -> bool:
    """Whether section or byline say what the truth has; a byline may hold more than the name."""
    wanted = letters(article.get(key) or "")
    if article.get("may_split"):
        return True
    if home is None:
        return False
    found = letters(str(home[key] or ""))  # type: ignore[literal-required]
    return found == wanted or (key == "byline" and bool(found) and found in wanted)


def _share(values: Iterable[bool]) -> float:
    """Share of true values; 1 when there are none to get wrong."""
    found = list(values)
    return round(sum(found) / len(found), 4) if found else 1.0
