"""Names of countries and of international organisations, with their codes, indexed for looking through texts.

Countries: `countries.tsv`, by language, those of `en+` being demonyms. Organisations: `organisations.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.lexicon.tokens import is_unspaced

_FOLDER = Path(__file__).parent
DEMONYMS = "en+"
MIN_STEM_CHARS = 6
COMMON_WORDS = frozenset(
    {("fr", "RE"), ("cs", "DM"), ("sk", "DM"), ("pl", "DM"), ("ca", "PW"), ("ca", "MS"), ("es", "MS")}
)
"""Names that are rather a word, a first name or another place in that language: Réunion, Dominika, Palau."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for: its code, and how it stands in the lists."""

    text: str
    code: str
    method: str


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text; offsets count its characters."""

    start: int
    end: int
    code: str
    method: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first word, and those of scripts without blanks by their first letter; longest first."""

    by_word: Mapping[str, tuple[Name, ...]]
    by_letter: Mapping[str, tuple[Name, ...]]
    letters: re.Pattern[str] | None

    def find(self, text: str) -> Iterator[Match]:
        """Names in `text` in order, the longest at each place."""
        at = 0
        for word in _WORD.finditer(text):
            names = self.by_word.get(word.group())
            if names is None or word.start() < at:
                continue
            for name in names:
                end = word.start() + len(name.text)
                if _is_at(text, word.start(), name.text) and not text[end : end + 1].isalnum():
                    yield Match(word.start(), end, name.code, name.method)
                    at = end
                    break
        if self.letters is not None:
            yield from self._find_unspaced(text, self.letters)

    def _find_unspaced(self, text: str, letters: re.Pattern[str]) -> Iterator[Match]:
        # One pattern of all names would take a child longer to make than all its texts to look through.
        at = 0
        while (first := letters.search(text, at)) is not None:
            at = first.start()
            names = self.by_letter[first.group()]
            name = next((name for name in names if text.startswith(name.text, at)), None)
            if name is None:
                at += 1
            else:
                yield Match(at, at + len(name.text), name.code, name.method)
                at += len(name.text)


def _is_at(text: str, start: int, name: str) -> bool:
    """Whether a name stands at `start`; its apostrophes and blanks may be other ones."""
    said = text[start : start + len(name)]
    return said == name or said.replace("’", "'").replace("\n", " ").replace("\u00a0", " ") == name


def load_gazetteers() -> None:
    """Reads the lists, so that what comes after needs no file."""
    _listed_countries()
    countries("en")
    organisations()


@cache
def countries(language: str) -> Gazetteer:
    """Names of countries as `language` (ISO 639, two letters) and English write them."""
    listed = _listed_countries()
    own = [(code, form) for code, form in listed.get(language, ()) if (language, code) not in COMMON_WORDS]
    names = [Name(form, code, "name") for code, form in (*own, *listed["en"])]
    if language == "en":
        names += [Name(form, code, "demonym") for code, form in listed[DEMONYMS]]
    names += [Name(other, code, "inflected") for code, form in own for other in _inflections(form, language)]
    return _gazetteer(names)


def country_names() -> dict[str, str]:
    """English name of each country by its code."""
    names: dict[str, str] = {}
    for code, form in _listed_countries()["en"]:
        names.setdefault(code, form)
    return names


@cache
def _listed_countries() -> Mapping[str, list[tuple[str, str]]]:
    """Code and form of each name, by language."""
    listed: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (_FOLDER / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, code, forms = line.split("\t")
            listed[language] += [(code, form) for form in forms.split("|")]
    return listed


def _inflections(form: str, language: str) -> Iterator[str]:
    """Other cases of a name of one word, as the usual endings make them."""
    if " " in form or len(form) < MIN_STEM_CHARS or not form[0].isupper() or form.isupper():
        return
    for stem_of, endings in _ENDINGS.get(language, ()):
        if form.endswith(stem_of):
            stem = form[: len(form) - len(stem_of)]
            yield from (stem + ending for ending in endings)


_ENDINGS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "ru": (
        ("ия", ("ии", "ию", "ией")),
        ("а", ("ы", "е", "у", "ой", "и")),
        ("я", ("и", "е", "ю", "ей")),
        ("н", ("на", "ну", "ном", "не")),
        ("й", ("я", "ю", "ем", "е")),
        ("т", ("та", "ту", "том", "те")),
        ("к", ("ка", "ку", "ком", "ке")),
        ("м", ("ма", "му", "мом", "ме")),
        ("р", ("ра", "ру", "ром", "ре")),
        ("ль", ("ля", "лю", "лем", "ле")),
    ),
    "uk": (
        ("ія", ("ії", "ію", "ією")),
        ("а", ("и", "і", "у", "ою")),
        ("н", ("ну", "ном", "ні")),
    ),
    "pl": (
        ("ia", ("ii", "ię", "ią", "i")),
        ("a", ("y", "ie", "ę", "ą")),
        ("y", ("", "ech", "om", "ami")),
    ),
    "cs": (("sko", ("ska", "sku", "skem")), ("ie", ("ii", "ií")), ("a", ("y", "ě", "u", "ou"))),
    "sk": (("sko", ("ska", "sku", "skom")), ("a", ("y", "e", "u", "ou"))),
    "hr": (("ska", ("ske", "skoj", "sku", "skom")), ("ija", ("ije", "iji", "iju", "ijom"))),
    "sr": (("ска", ("ске", "ској", "ску", "ском")), ("ија", ("ије", "ији", "ију", "ијом"))),
    "kk": (
        (
            "",
            (
                "ның",
                "нің",
                "ға",
                "ге",
                "да",
                "де",
                "нан",
                "нен",
                "дан",
                "ден",
                "тан",
                "ды",
                "мен",
                "ты",
                "ны",
            ),
        ),
    ),
    "tr": (("", ("'nin", "'nın", "'de", "'da", "'ye", "'ya", "'den", "'dan", "'yi", "'in", "'ın")),),
    "fi": (("", ("n", "ssa", "ssä", "sta", "stä", "an", "än")),),
    "et": (("", ("s", "st", "sse", "ga", "le")),),
    "hu": (("", ("ban", "ben", "ba", "be", "ból", "ből", "nak", "nek", "ot", "val", "i")),),
}


@cache
def organisations() -> Gazetteer:
    """Names and short forms of international organisations, in all languages of the list."""
    listed = tomllib.loads((_FOLDER / "organisations.toml").read_text(encoding="utf-8"))
    return _gazetteer(
        Name(form, code, method)
        for code, forms in listed.items()
        for key, method in (("short", "abbreviation"), ("names", "name"))
        for form in forms[key]
    )


def _gazetteer(names: Iterable[Name]) -> Gazetteer:
    by_word: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    by_letter: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in names:
        if is_unspaced(name.text):
            by_letter[name.text[0]].setdefault(name.text, name)
        elif (first := _WORD.match(name.text)) is not None:
            by_word[first.group()].setdefault(name.text, name)
    letters = re.compile(f"[{''.join(map(re.escape, by_letter))}]") if by_letter else None
    return Gazetteer(_longest_first(by_word), _longest_first(by_letter), letters)


def _longest_first(names: Mapping[str, Mapping[str, Name]]) -> dict[str, tuple[Name, ...]]:
    return {
        first: tuple(sorted(found.values(), key=lambda name: -len(name.text)))
        for first, found in names.items()
    }
