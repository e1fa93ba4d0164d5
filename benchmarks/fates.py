"""What each decision of the pipeline turned out to be: right, wrong, or not for the truth to say.

The other side of `benchmarks.measure`, which asks what became of each article of the truth; this asks
of each published article and of each block whether what was decided on it was right. An article that
holds nothing of the truth counts as wrong, although a diary or a form that the truth leaves out may
well be one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from benchmarks.measure import TITLE_RATIO, Places, Published, find_places, keys, letters, title_ratio

MIN_LETTERS = 8
"""Blocks and phrases of fewer letters stand in many texts and prove nothing."""

TITLE_LIKE = 88.0


@dataclass(frozen=True, slots=True)
class Fate:
    """Whether an article's title, its edges and its order are right; None where there is no telling."""

    title: bool | None
    boundary: bool | None
    order: bool | None


UNKNOWN = Fate(None, None, None)
WRONG = Fate(title=False, boundary=False, order=None)


def article_fates(truth: Mapping[str, Any], published: Sequence[Published]) -> list[Fate]:
    """One fate for each published article, in their order."""
    streams = [letters(p.title) + "\0" + letters(p.body) for p in published]
    places = find_places(truth["articles"], published, streams)
    free = [letters(phrase) for phrase in truth.get("free", ())]
    return [
        _fate(truth["articles"], places, at, article, is_free=any(phrase in streams[at] for phrase in free))
        for at, article in enumerate(published)
    ]


def _fate(
    articles: Sequence[Mapping[str, Any]], places: Places, at: int, article: Published, *, is_free: bool
) -> Fate:
    held = {key for key, hits in places.phrases.items() if at in hits}
    if not held:
        return UNKNOWN if is_free else WRONG
    home = next((g for g, match in places.match.items() if match == at), None)
    if home is None:
        return UNKNOWN if all(articles[g]["may_split"] for g, _ in held) else WRONG
    if articles[home]["may_split"]:
        return UNKNOWN
    own = keys(places, home)
    offsets = [places.phrases[key][at] for key in own if key in held]
    # A phrase that stands nowhere in one piece was torn by a wrong order, or lost.
    is_torn = any(not places.phrases[key] for key in own)
    ordered = not is_torn and all(a < b for a, b in zip(offsets, offsets[1:], strict=False))
    return Fate(
        title=title_ratio(articles[home], article) >= TITLE_RATIO,
        boundary=all(key in held for key in own) and all(g == home for g, _ in held),
        order=ordered if len(offsets) > 1 else None,
    )


def block_judge(
    truth: Mapping[str, Any], published: Sequence[Published]
) -> Callable[[str, bool], bool | None]:
    """Says of a block's text, and whether it was removed, if that was right; None if there is no telling.

    Text is wrongly removed only where its words are in no article: a pull quote says them twice.
    """
    streams = [letters(p.title) + "\0" + letters(p.body) for p in published]
    wanted = [letters(phrase) for article in truth["articles"] for phrase in article["paragraphs"]]
    lost = [phrase for phrase in wanted if not any(phrase in stream for stream in streams)]
    noise = [letters(phrase) for phrase in truth["noise"]]

    def judge(text: str, is_removed: bool) -> bool | None:
        key = letters(text)
        if len(key) < MIN_LETTERS:
            return None
        is_noise, is_text = _meets(key, noise), _meets(key, lost if is_removed else wanted)
        return None if is_noise == is_text else is_noise == is_removed

    return judge


def title_judge(truth: Mapping[str, Any]) -> Callable[[str], bool | None]:
    """Says whether a line is the title of an article of the truth; None for a part of one."""
    titles = [letters(t) for article in truth["articles"] for t in (article["title"], *article["titles"])]

    def judge(text: str) -> bool | None:
        key = letters(text)
        if any(fuzz.ratio(key, title) >= TITLE_LIKE for title in titles):
            return True
        return None if any(key in title for title in titles) else False

    return judge


def _meets(key: str, phrases: Sequence[str]) -> bool:
    return any(phrase in key or key in phrase for phrase in phrases if len(phrase) >= MIN_LETTERS)
