"""Seven figures that compare published articles with the truth.

Text is compared on its letters and digits alone (NFKC, lower case), so spacing, hyphenation and
punctuation never count; where the truth is `fuzzy` (a scan, a damaged text layer), longer phrases may differ
in a few letters. Nothing here reads bulletins or prints.

    kept     share of the truth's phrases found in some article
    clean    share of the noise phrases found in no article
    order    share of neighbouring phrases of an article that follow each other in its match; what may
             fairly be one article or several has no order
    bcubed   B-cubed F1 of the phrases grouped by published article, against the truth
    titles   share of articles whose match has their title
    perfect  share of articles with every phrase, in order, the right title, nothing foreign, no noise
    extra    published articles without any phrase of the truth, per article (lower is better)
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

TITLE_RATIO = 90.0
FUZZY_RATIO = 92.0
MIN_FUZZY_LETTERS = 12
MIN_FUZZY_SHARE = 0.9
"""A phrase of so many letters stands in a fuzzy text of this share of its length where it is so like it."""

FIGURES = ("kept", "clean", "order", "bcubed", "titles", "perfect", "extra")


@dataclass(frozen=True, slots=True)
class Published:
    """An article as the pipeline publishes it."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one article of the truth; `faults` is empty when it is perfect."""

    title: str
    published: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts over one issue; the figures are ratios of sums of them."""

    counts: Mapping[str, float]
    verdicts: tuple[Verdict, ...]
    leaks: tuple[str, ...]
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where phrases stand: (article, ordinal) → published article → offset, and who matches whom."""

    phrases: Mapping[tuple[int, int], Mapping[int, int]]
    match: Mapping[int, int]

    def home(self, key: tuple[int, int]) -> int | None:
        """The one published article a phrase counts for."""
        hits = self.phrases[key]
        wanted = self.match.get(key[0])
        return wanted if wanted in hits else min(hits, default=None)


def letters(text: str) -> str:
    """Letters, digits and combining marks of `text`, NFKC, lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c).startswith("M"))


def compact(text: str) -> str:
    """`text` NFKC, lower case, without white space, soft hyphens and markup."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.translate(dict.fromkeys(map(ord, "*#|\\\u00ad"))).split())


def measure(truth: Mapping[str, Any], published: Sequence[Published]) -> Measured:
    """Compares one issue with its truth."""
    streams = [letters(p.title) + "\0" + letters(p.body) for p in published]
    is_fuzzy = bool(truth.get("fuzzy"))
    places = find_places(truth["articles"], published, streams, is_fuzzy=is_fuzzy)
    leaks, leaked_into = _find_leaks(truth["noise"], published, streams, is_fuzzy=is_fuzzy)
    ordered = {
        g: [] if article["may_split"] else _in_order(article, streams, places.match.get(g), is_fuzzy=is_fuzzy)
        for g, article in enumerate(truth["articles"])
    }
    verdicts = tuple(
        _judge(g, article, places, published, all(ordered[g]), leaked_into)
        for g, article in enumerate(truth["articles"])
    )
    extras = _extras(truth, places, published, streams)
    found = sum(bool(hits) for hits in places.phrases.values())
    counts = {
        "phrases": len(places.phrases),
        "found": found,
        "noise": len(truth["noise"]),
        "clean": len(truth["noise"]) - len(leaks),
        "pairs": sum(map(len, ordered.values())),
        "in_order": sum(map(sum, ordered.values())),
        "bcubed": _bcubed(truth["articles"], places) * len(places.phrases),
        "articles": len(verdicts),
        "titled": sum("title" not in v.faults for v in verdicts),
        "perfect": sum(not v.faults for v in verdicts),
        "extras": len(extras),
    }
    return Measured(counts, verdicts, tuple(leaks), tuple(extras))


def figures(measured: Iterable[Measured]) -> dict[str, float | None]:
    """The seven figures over some issues; None where there is nothing to count."""
    total: defaultdict[str, float] = defaultdict(float)
    for one in measured:
        for key, value in one.counts.items():
            total[key] += value

    def ratio(part: str, whole: str) -> float | None:
        return round(total[part] / total[whole], 4) if total[whole] else None

    pairs = ("found", "phrases"), ("clean", "noise"), ("in_order", "pairs"), ("bcubed", "phrases")
    ratios = [ratio(*pair) for pair in pairs]
    ratios += [ratio(part, "articles") for part in ("titled", "perfect", "extras")]
    return dict(zip(FIGURES, ratios, strict=True))


def find_places(
    articles: Sequence[Mapping[str, Any]],
    published: Sequence[Published],
    streams: Sequence[str],
    *,
    is_fuzzy: bool = False,
) -> Places:
    phrases = {
        (g, k): {
            p: at
            for p, stream in enumerate(streams)
            if (at := _find(letters(phrase), stream, is_fuzzy=is_fuzzy)) >= 0
        }
        for g, article in enumerate(articles)
        for k, phrase in enumerate(article["paragraphs"])
    }
    votes = Counter((g, p) for (g, _), hits in phrases.items() for p in hits)
    ranked = sorted(
        votes, key=lambda pair: (-votes[pair], -title_ratio(articles[pair[0]], published[pair[1]]))
    )
    match: dict[int, int] = {}
    for g, p in ranked:
        if g not in match and p not in match.values():
            match[g] = p
    return Places(phrases, match)


def title_ratio(article: Mapping[str, Any], published: Published) -> float:
    wanted = (article["title"], *article["titles"])
    return max(fuzz.ratio(letters(title), letters(published.title)) for title in wanted)


def keys(places: Places, article: int) -> list[tuple[int, int]]:
    """The phrases of one article of the truth, in order."""
    return [key for key in places.phrases if key[0] == article]


def _find(phrase: str, stream: str, start: int = 0, *, is_fuzzy: bool) -> int:
    """Offset of a phrase from `start` on, -1 where it does not stand."""
    at = stream.find(phrase, start)
    is_long = len(phrase) >= MIN_FUZZY_LETTERS and len(stream) - start >= MIN_FUZZY_SHARE * len(phrase)
    if at >= 0 or not is_fuzzy or not is_long:
        return at
    found = fuzz.partial_ratio_alignment(phrase, stream[start:], score_cutoff=FUZZY_RATIO)
    return start + found.dest_start if found is not None else -1


def _in_order(
    article: Mapping[str, Any], streams: Sequence[str], match: int | None, *, is_fuzzy: bool
) -> list[bool]:
    """For each pair of neighbouring phrases, whether the second stands in the match from the first one on."""
    first, *others = map(letters, article["paragraphs"])
    if match is None:
        return [False] * len(others)
    at = _find(first, streams[match], is_fuzzy=is_fuzzy)
    found = []
    for phrase in others:
        after = _find(phrase, streams[match], at, is_fuzzy=is_fuzzy) if at >= 0 else -1
        found.append(after >= 0)
        at = after if after >= 0 else _find(phrase, streams[match], is_fuzzy=is_fuzzy)
    return found


def _judge(
    g: int,
    article: Mapping[str, Any],
    places: Places,
    published: Sequence[Published],
    is_ordered: bool,
    leaked_into: set[int],
) -> Verdict:
    match = places.match.get(g)
    homes = [places.home(key) for key in keys(places, g)]
    may_split = bool(article["may_split"])
    foreign = match is not None and any(match in hits for key, hits in places.phrases.items() if key[0] != g)
    faults = {
        "lost": None in homes,
        "split": not may_split and any(home not in (match, None) for home in homes),
        "order": not may_split and not is_ordered and None not in homes,
        "title": match is None or not (may_split or title_ratio(article, published[match]) >= TITLE_RATIO),
        "foreign": foreign,
        "noise": match in leaked_into,
    }
    title = published[match].title if match is not None else None
    return Verdict(article["title"], title, tuple(name for name, is_so in faults.items() if is_so))


def _find_leaks(
    noise: Sequence[str], published: Sequence[Published], streams: Sequence[str], *, is_fuzzy: bool
) -> tuple[list[str], set[int]]:
    bodies = [compact(p.title) + "\0" + compact(p.body) for p in published]
    where = {
        phrase: {
            p
            for p, body in enumerate(bodies)
            if compact(phrase) in body
            or (
                is_fuzzy
                and len(letters(phrase)) >= MIN_FUZZY_LETTERS
                and _find(letters(phrase), streams[p], is_fuzzy=True) >= 0
            )
        }
        for phrase in noise
    }
    return [phrase for phrase, into in where.items() if into], {p for into in where.values() for p in into}


def _extras(
    truth: Mapping[str, Any], places: Places, published: Sequence[Published], streams: Sequence[str]
) -> list[str]:
    used = {home for key in places.phrases if (home := places.home(key)) is not None}
    free = [letters(phrase) for phrase in truth.get("free", ())]
    return [
        article.title
        for p, article in enumerate(published)
        if p not in used and not any(phrase in streams[p] for phrase in free)
    ]


def _bcubed(articles: Sequence[Mapping[str, Any]], places: Places) -> float:
    homes = {key: home for key in places.phrases if (home := places.home(key)) is not None}
    cluster = Counter(homes.values())
    joint = Counter((key[0], home) for key, home in homes.items())
    size = Counter(key[0] for key in places.phrases)
    if not homes:
        return 0.0
    precision = sum(joint[g, p] / cluster[p] for (g, _), p in homes.items()) / len(homes)
    recalls = (1.0 if articles[g]["may_split"] else joint[g, p] / size[g] for (g, _), p in homes.items())
    recall = sum(recalls) / len(places.phrases)
    return 2 * precision * recall / (precision + recall)
