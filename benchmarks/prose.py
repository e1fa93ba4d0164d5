"""Writes invented articles from the word pools in `content/`, one file per language.

What is said comes from here; how it looks on a page, and what a reader should make of it, do not.
"""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.story import SUBHEAD, Story

CONTENT_FOLDER = Path(__file__).parent / "content"
YEARS = range(2003, 2026)
NUMBERS = range(13, 990)
DAYS = range(2, 29)
SENTENCES_PER_PARAGRAPH = (2, 4)
# A sentence that names a place mostly names that of its own article.
OWN_PLACE_SHARE = 0.75
CAST = 3  # people whom one article names
UNSPACED_LANGUAGES = frozenset({"zh", "ja"})

_CHOICE = re.compile(r"\[([^\[\]]+)\]")


@cache
def content(language: str) -> dict[str, Any]:
    """Word pools and phrases of one language."""
    return tomllib.loads((CONTENT_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


class Writer:
    """Fills one issue's pages; no title and no sentence comes twice with the same words."""

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng = rng
        self.language = language
        self.words = content(language)
        self.issue_slots = {
            "year": str(rng.choice(YEARS)),
            "volume": str(rng.randint(3, 60)),
            "issue": str(rng.randint(2, 12)),
            "month": rng.choice(self.words["months"]),
        }
        self._themes = rng.sample(range(len(self.words["titles"])), len(self.words["titles"]))
        self._notices = rng.sample(range(len(self.words["notices"])), len(self.words["notices"]))
        self._people = _names_of(self.words["people"])
        rng.shuffle(self._people)
        self._cast: list[str] = self.words["people"]
        self._deck: list[str] = []

    @property
    def gap(self) -> str:
        """What parts two sentences."""
        return "" if self.language in UNSPACED_LANGUAGES else " "

    @property
    def theme_count(self) -> int:
        """How many articles can still be written."""
        return len(self._themes)

    @property
    def notice_count(self) -> int:
        return len(self._notices)

    def fill(self, template: str, **slots: str) -> str:
        """`template` with its choices made and its slots filled."""
        chosen = _CHOICE.sub(lambda match: self.rng.choice(match[1].split("|")), template)
        words, rng = self.words, self.rng
        values = {
            "person": rng.choice(self._cast),
            "place": rng.choice(words["places"]),
            "weekday": rng.choice(words["weekdays"]),
            "month": rng.choice(words["months"]),
            "day": str(rng.choice(DAYS)),
            "n": str(rng.choice(NUMBERS)),
        }
        return chosen.format_map(values | slots)

    def phrase(self, key: str, **slots: str) -> str:
        """The language's phrase for `key`, one of them where there are several."""
        value = self.words[key]
        return self.fill(self.rng.choice(value) if isinstance(value, list) else value, **slots)

    def issue_line(self) -> str:
        """Month, year and number of the issue."""
        return self.fill(self.words["issue_line"], **self.issue_slots)

    def paragraph(self, place: str) -> str:
        count = self.rng.randint(*SENTENCES_PER_PARAGRAPH)
        return self.gap.join(self._sentence(place) for _ in range(count))

    def article(self, paragraphs: int = 3, *, subheads: bool = False) -> Story:
        """A news story about one place."""
        theme, place = self._themes.pop(), self.rng.choice(self.words["places"])
        self._cast = [self._people.pop() for _ in range(min(CAST, len(self._people)))] or self._cast
        title = self.fill(self.words["titles"][theme], place=place)
        opening = self.fill(self.words["openings"][theme], place=place)
        body = [f"{opening}{self.gap}{self._sentence(place)}"]
        heads = list(self.words["subheads"]) if subheads else []
        for number in range(1, paragraphs):
            if heads and number % 2:
                body.append(SUBHEAD + heads.pop(0))
            body.append(self.paragraph(place))
        return Story(title=title, body=tuple(body), byline=self.phrase("byline"))

    def notice(self) -> Story:
        """A short item."""
        title, text = self.words["notices"][self._notices.pop()]
        return Story(title=title, body=(self.fill(text),))

    def _sentence(self, place: str) -> str:
        if not self._deck:
            self._deck = self.rng.sample(self.words["sentences"], len(self.words["sentences"]))
        slots = {"place": place} if self.rng.random() < OWN_PLACE_SHARE else {}
        return self.fill(self._deck.pop(), **slots)


def _names_of(people: list[str]) -> list[str]:
    """All first names with all last names, where a blank parts them."""
    parts = [name.split(" ", 1) for name in people]
    if any(len(part) < 2 for part in parts):
        return list(people)
    return [f"{first} {last}" for first, _ in parts for _, last in parts]
