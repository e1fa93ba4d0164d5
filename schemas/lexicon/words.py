"""Reading the word lists: one TOML file per language under `data/`, merged by category.

What a list means is said in `matchers`; here it is only read, indexed and looked up.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.lexicon.tokens import NUMBER, Token, is_unspaced, key_of

_DATA = Path(__file__).parent / "data"
_GIVEN_NAMES = Path(__file__).parent / "given_names.txt"


@dataclass(frozen=True, slots=True)
class Stems:
    """Beginnings of words, or ends of them, by as many letters as the shortest has: most words have no such.

    Attributes:
        letters: so many letters of a word are looked up, at its beginning or at its end; 0 without stems.
        by_letters: the stems that begin, or end, with these letters.
        are_ends: whether they are ends of words.
    """

    letters: int
    by_letters: Mapping[str, tuple[str, ...]]
    are_ends: bool

    @classmethod
    def of(cls, stems: Iterable[str], *, are_ends: bool) -> Stems:
        listed = tuple(dict.fromkeys(stems))
        letters = min(map(len, listed), default=0)
        by_letters: defaultdict[str, list[str]] = defaultdict(list)
        for stem in listed:
            by_letters[stem[-letters:] if are_ends else stem[:letters]].append(stem)
        return cls(letters, {part: tuple(found) for part, found in by_letters.items()}, are_ends)

    def __iter__(self) -> Iterator[str]:
        return (stem for found in self.by_letters.values() for stem in found)

    def fit(self, key: str) -> bool:
        """Whether a word begins, or ends, with one of the stems."""
        if self.are_ends:
            found = self.by_letters.get(key[-self.letters :])
            return found is not None and key.endswith(found)
        found = self.by_letters.get(key[: self.letters])
        return found is not None and key.startswith(found)


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one category over all languages, indexed for the ways they are looked up.

    Attributes:
        whole: folded phrases, to compare with a whole line.
        by_first: phrases by their first key, longest first, as token keys and whether a colon must
            follow (written `editor:` in the data).
        beginnings, endings: word stems, written `министерств*` and `*ministerium` in the data.
        unspaced: phrases of scripts without blanks, to be looked for inside runs of letters.
    """

    whole: frozenset[str]
    by_first: Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]
    beginnings: Stems
    endings: Stems
    unspaced: tuple[tuple[str, bool], ...]

    def match_at(self, tokens: Sequence[Token], start: int) -> int:
        """Number of tokens of the longest phrase that begins at `start`, 0 when none does."""
        key = tokens[start].key
        phrases = self.by_first.get(key)
        if phrases is not None:
            longest, _ = phrases[0]
            said = tuple([token.key for token in tokens[start : start + len(longest)]])
            for phrase, needs_colon in phrases:
                length = len(phrase)
                if said[:length] == phrase and (not needs_colon or tokens[start + length - 1].has_colon):
                    return length
        return int(self._has_stem(key))

    def find(self, tokens: Sequence[Token], places: Iterable[int] | None = None) -> frozenset[str]:
        """Phrases found anywhere, those of the data or the words that carry their stem.

        `places`, here and below, are numbers of tokens in order: those for which `may_hold` is true at least.
        """
        found: set[str] = set()
        end = 0
        for place in range(len(tokens)) if places is None else places:
            if place < end:
                continue
            length = self.match_at(tokens, place)
            if length:
                found.add(" ".join(token.key for token in tokens[place : place + length]))
                end = place + length
            else:
                found.update(self._inside(tokens[place]))
        return frozenset(found)

    def is_in(self, tokens: Sequence[Token], places: Iterable[int] | None = None) -> bool:
        """Whether any phrase is found anywhere."""
        asked = range(len(tokens)) if places is None else places
        return any(self.match_at(tokens, place) or self._inside(tokens[place]) for place in asked)

    def begins_in(self, tokens: Sequence[Token], places: Iterable[int]) -> bool:
        """Whether any phrase begins anywhere, runs of letters of unspaced scripts aside."""
        return any(self.match_at(tokens, place) for place in places)

    def may_hold(self, key: str) -> bool:
        """Whether a phrase may begin with a token of this key, or stand inside it."""
        if key in self.by_first or self._has_stem(key):
            return True
        return is_unspaced(key) and any(phrase in key for phrase, _ in self.unspaced)

    def holds_alone(self, key: str) -> bool:
        """Whether a token of this key is a phrase, or one may stand inside it."""
        if any(len(phrase) == 1 for phrase, _ in self.by_first.get(key, ())):
            return True
        return self._has_stem(key) or (is_unspaced(key) and any(phrase in key for phrase, _ in self.unspaced))

    def _has_stem(self, key: str) -> bool:
        return self.beginnings.fit(key) or self.endings.fit(key)

    def longer(self) -> Iterator[frozenset[str]]:
        """The keys of each phrase of several tokens."""
        return (frozenset(keys) for found in self.by_first.values() for keys, _ in found if len(keys) > 1)

    def is_inside(self, token: Token) -> bool:
        """Whether a phrase stands inside a run of letters of a script without blanks."""
        return bool(self._inside(token))

    def _inside(self, token: Token) -> list[str]:
        if not is_unspaced(token.key):
            return []
        return [
            phrase
            for phrase, needs_colon in self.unspaced
            if phrase in token.key and (not needs_colon or (token.has_colon and token.key.endswith(phrase)))
        ]


@dataclass(frozen=True, slots=True)
class LanguageDates:
    """How one language writes dates.

    Attributes:
        months: folded name or abbreviation to month number; names of one token or several.
        full_months: the names that are no abbreviations (those end in a dot in the data).
        order: order of purely numeric dates: `dmy`, `ymd`, or empty when usage differs.
        year_offset: years to subtract from years of the language's own era, with `era_from` the
            first year that can only be of that era.
    """

    months: Mapping[str, int]
    full_months: frozenset[str]
    order: str
    year_offset: int
    era_from: int


def load_words() -> None:
    """Reads and indexes all lists that are not asked for one language alone, before processes are forked."""
    given_names()
    lists = {
        category: listed
        for data in languages().values()
        for category, listed in data.items()
        if isinstance(listed, list)
    }
    for category, listed in lists.items():
        words(category)
        phrases(category)
        if all(isinstance(group, list) for group in listed):
            numbered(category)


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The data files by language code, in the order of the codes."""
    paths = sorted(_DATA.glob("*.toml"), key=lambda path: path.stem)
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


@cache
def words(category: str) -> tuple[str, ...]:
    """Entries of one category as written, over all languages, without doubles; of groups, their entries."""
    found = (entry for data in languages().values() for entry in entries(data.get(category, ())))
    return tuple(dict.fromkeys(found))


def entries(listed: Iterable[str | list[str]]) -> list[str]:
    """The entries of a category, those of its groups one by one."""
    return [entry for one in listed for entry in ([one] if isinstance(one, str) else one)]


@cache
def numbered(category: str) -> Mapping[str, int]:
    """Folded entries of a category of groups with the number of their group, from 0: Monday, spring, … is 0.

    What stands in different groups of two languages stands in neither.
    """
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for data in languages().values():
        for number, group in enumerate(data.get(category, ())):
            for entry in group:
                numbers[key_of(entry)].add(number)
    return {entry: min(found) for entry, found in numbers.items() if len(found) == 1}


@cache
def own_numbered(category: str, language: str | None) -> Mapping[str, int]:
    """As `numbered`, by the language's own words first."""
    data = _own(language)
    own = {key_of(entry): n for n, group in enumerate(data.get(category, ())) for entry in group}
    return {**numbered(category), **own}


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, folded."""
    lines = _GIVEN_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def templates(category: str) -> tuple[str, ...]:
    """Entries of a category with `{page}` replaced by each page word of the entry's language."""
    return tuple(
        dict.fromkeys(
            expanded
            for data in languages().values()
            for entry in entries(data.get(category, ()))
            for expanded in _with_page_words(entry, data.get("page_words", ()))
        )
    )


@cache
def phrases(category: str) -> PhraseSet:
    """One category, indexed."""
    return index(templates(category))


@cache
def own_phrases(category: str, language: str | None) -> PhraseSet:
    """The phrases of one language alone, for words that mean something else in others; none without one."""
    return index(entries(_own(language).get(category, ())))


@cache
def own_entries(category: str, language: str | None) -> tuple[str, ...]:
    """Entries of one category of one language alone, in small letters; none without a language."""
    return tuple(entry.casefold() for entry in entries(_own(language).get(category, ())))


def _own(language: str | None) -> Mapping[str, Any]:
    return languages().get((language or "").split("-")[0].lower(), {})


def index(listed: Iterable[str]) -> PhraseSet:
    """Phrases as written in the data, indexed; `{n}` stands for a number, `*` for a stem's rest."""
    plain: dict[str, bool] = {}
    beginnings, endings = [], []
    for entry in listed:
        if entry.endswith("*"):
            beginnings.append(key_of(entry))
        elif entry.startswith("*"):
            endings.append(key_of(entry))
        else:
            key, needs_colon = template_key(entry), entry.endswith((":", "៖"))
            plain[key] = plain.get(key, True) and needs_colon
    by_first: defaultdict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for key, needs_colon in plain.items():
        parts = tuple(key.split(" "))
        by_first[parts[0]].append((parts, needs_colon))
    return PhraseSet(
        whole=frozenset(plain) | {key.replace(" ", "") for key in plain},
        by_first={first: _longest_first(found) for first, found in by_first.items()},
        beginnings=Stems.of(beginnings, are_ends=False),
        endings=Stems.of(endings, are_ends=True),
        unspaced=tuple(
            (key, needs_colon)
            for key, needs_colon in plain.items()
            if is_unspaced(key) and NUMBER not in key and len(key) > 1
        ),
    )


def union(phrase_sets: Sequence[PhraseSet]) -> PhraseSet:
    """The phrases of all the sets as one set."""
    by_first: defaultdict[str, set[tuple[tuple[str, ...], bool]]] = defaultdict(set)
    for phrase_set in phrase_sets:
        for first, found in phrase_set.by_first.items():
            by_first[first].update(found)
    return PhraseSet(
        whole=frozenset().union(*(phrase_set.whole for phrase_set in phrase_sets)),
        by_first={first: _longest_first(found) for first, found in by_first.items()},
        beginnings=Stems.of((stem for one in phrase_sets for stem in one.beginnings), are_ends=False),
        endings=Stems.of((stem for one in phrase_sets for stem in one.endings), are_ends=True),
        unspaced=tuple(dict.fromkeys(phrase for one in phrase_sets for phrase in one.unspaced)),
    )


def _longest_first(
    found: Iterable[tuple[tuple[str, ...], bool]],
) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item)))


def template_key(entry: str) -> str:
    """Key of a phrase of the data, its `{n}` as a number."""
    return key_of(entry.replace("{n}", "0"))


@cache
def dates_of(language: str | None) -> LanguageDates:
    """How `language` writes dates; for None, the names on which all languages agree."""
    if language is None:
        return _agreed_dates()
    data = languages().get(language.split("-")[0].lower(), {})
    months: dict[str, int] = {}
    full: set[str] = set()
    for number, forms in enumerate(data.get("months", ()), start=1):
        months.update((key_of(form), number) for form in forms)
        full.update(key_of(form) for form in forms if not form.endswith("."))
    return LanguageDates(
        months=months,
        full_months=frozenset(full),
        order=data.get("numeric_order", ""),
        year_offset=data.get("year_offset", 0),
        era_from=data.get("era_from", 0),
    )


def _agreed_dates() -> LanguageDates:
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    full: set[str] = set()
    for language in languages():
        dates = dates_of(language)
        full |= dates.full_months
        for name, number in dates.months.items():
            numbers[name].add(number)
    agreed = {name: min(found) for name, found in numbers.items() if len(found) == 1}
    return LanguageDates(agreed, frozenset(full), order="", year_offset=0, era_from=0)


def _with_page_words(entry: str, page_words: Sequence[str]) -> list[str]:
    if "{page}" not in entry:
        return [entry]
    return [entry.replace("{page}", word) for word in page_words]
