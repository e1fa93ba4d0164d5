"""Who and what an article names: countries, international organisations, and people with their office.

Countries and organisations are those of the lists, as the article's language or English writes them; what
is as often something else (`Jordan Lee`, `New Mexico`, `Georgia` in America) is left out rather than guessed.
A person is a given name of the lists with a family name, or any name right behind an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.kinds import MentionKind
from schemas.lexicon import gazetteer, lexicon, words
from schemas.lexicon.gazetteer import Match
from schemas.lexicon.tokens import fold, tokenize
from schemas.likelihoods import EVIDENT, STATED, SURE
from schemas.tolerances import (
    LABEL_WORDS,
    NEAR_CHARS,
    PHRASE_WORDS,
    PROSE_LINE_WORDS,
    SHORT_LINE_CHARS,
    WORD_LETTERS,
)

GEORGIA = "GE"
REUNION = "RE"
ORDINARY_WORDS = frozenset({"수단", "오만"})
"""Countries' names that are ordinary words of their language far more often: Korean `means`, `pride`."""

NAMES_OF_PEOPLE = frozenset(
    {"JO", "TD", "GE", "IL", "IN", "KE", "IE", "FR", "JE", "CU", "CY", "TR", "NE", "GN"}
)
"""Countries whose English names people and places bear, too."""

NO_GIVEN_NAMES = frozenset(
    {
        *(
            "West",
            "East",
            "North",
            "South",
            "Central",
            "French",
            "Roman",
            "India",
            "Santa",
            "Santo",
            "Saint",
            "San",
        ),
        *(
            "Per",
            "Oral",
            "Mare",
            "Santé",
            "York",
            "Van",
            "Art",
            "Sunday",
            "April",
            "May",
            "June",
            "August",
            "Christian",
        ),
        *(
            "Faith",
            "Grace",
            "Hope",
            "Joy",
            "Trinity",
            "Jesus",
            "Mercy",
            "Star",
            "River",
            "Forest",
            "Princess",
            "Prince",
        ),
        *(
            "Baptist",
            "Virginia",
            "Carolina",
            "Dakota",
            "Montana",
            "Georgia",
            "Florida",
            "London",
            "Paris",
            "Sydney",
        ),
        *(
            "Boston",
            "Austin",
            "Houston",
            "Madison",
            "Lincoln",
            "Washington",
            "Jordan",
            "Israel",
            "Kenya",
            "Chad",
        ),
    }
)
"""Given names of the lists that are as often something else before a word with a capital."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*\.?|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLE_INITIALS = "MPD"
"""Single letters that are titles as often as initials: `M. Dupont`, `P. Novák`, `D. Juan`."""

_INITIALS_BEFORE = re.compile(rf"(?<!\w)(?:(?![{_TITLE_INITIALS}]\.)[A-ZÀ-Þ]\. ?){{1,3}}$")
_TITLED_BEFORE = re.compile(
    r"(?<!\w)(?!St\.)[A-ZÀ-Þ][b-df-hj-np-tv-xz]{1,3}\. ((?:[A-ZÀ-Þ][^\W\d_]+ ){1,2})$"
)
"""`Dr. Holmar ` before a name of the lists: the first word is of the name, too."""

_COMPANY_BEHIND = re.compile(r",?\s(?:Ltd|Inc|LLC|LLP|Corp|Limited|PLC|plc|GmbH|AG|Co\.|S\.A)\b")
_CAPITALS_BEFORE = re.compile(
    r"(?:(?<![^\W\d_])[A-ZÀ-Þ][^\W\d_]* (?:(?:de|del|da|do|du|di|la|of|for|the|em|en|für) ){0,2}){1,4}$"
)
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]++\.? $")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
_VOWELS = re.compile(r"[aeiouyà-ÿ]|[^\x00-\xff]", re.IGNORECASE)
_NAME_SUFFIXES = frozenset({"Jr.", "Sr."})
_INITIAL = re.compile(r"[^\W\d_]\.?")
_ENDS_IN_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_SHORT_FORM = re.compile(r"[A-Z]{2,4}(?:-[A-Z]{2,4})*|AŞ")
_SUFFIX = re.compile(r"[’'][a-zß-ÿığş]{1,4}$")
"""What a language puts behind a name: `Holm’s`, `Holm’e`."""

_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\s$")
_NAME_BEHIND = re.compile(r"\s([A-ZÀ-Þ][^\W\d_]+)")
_CLAUSE_END = re.compile(r"[.;:!?\n,(]\s*|\s(?:and|und|et|y|e|и)\s")
_APPOSITION = re.compile(r",\s+(?:the\s+)?([^.;,\n()]{3,60})")
_STATE = re.compile(r",\s*(?:[A-Z]{2}\b|[A-Z]\.[A-Z]\.)")
_NEW = re.compile(
    r"\b(?:New|Nueva|Nuevo|Nouveau|Little|West|East|North|South|St\.?|San|Santa|Port|Lake|Mount)\s$"
)
_FRENCH_ARTICLE = re.compile(r"\b[Ll]a\s$")
_STREET = re.compile(r"\s(?:Street|St\.|Road|Rd|Avenue|Ave|Lane|Drive|County|Hill|Park|Square|Court|House)\b")
_GEORGIA_THERE = re.compile(
    r"Tbilisi|Georgians?\b|Caucas|Armenia|Azerbaijan|Abkhaz|Ossetia|Batumi|Ukraine|Moldova"
)
_GEORGIA_HERE = re.compile(
    r"Atlanta|Savannah|Alabama|Florida|Carolina|Tennessee|U\.S\.|United States|USA\b|Georgia Tech"
)
_LANGUAGE = re.compile(
    r"\s(?:at|and|or|languages?|lessons?|class(?:es)?|teachers?|literature|translations?|Gas|Museum|Library)\b|\s?[.,;)]"
)
_STUDIED = re.compile(r"\b(?:of|in|speaks?|spoken|learn(?:ing)?|and|into|from|,)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of a text that names something; `start` and `end` count its characters.

    Attributes:
        code: ISO 3166 of a country, the short name of an organisation; None for people.
        office: what a person is, as the text gives it beside the name.
        method: how it was found.
    """

    kind: MentionKind
    start: int
    end: int
    code: str | None
    office: str | None
    method: str
    confidence: float


_CONFIDENCES = {"name": STATED, "demonym": EVIDENT, "inflected": EVIDENT, "abbreviation": EVIDENT}


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that some text writes in small letters somewhere."""
    return frozenset(word for text in texts for word in filter(str.islower, _LETTERS.findall(text)))


def find_mentions(text: str, language: str | None, context: str, small: frozenset[str]) -> list[Mention]:
    """Mentions in `text` in order, none overlapping another.

    Args:
        text: a title or a body.
        language: of the article, ISO 639.
        context: the whole article, by which `Georgia` is told apart.
        small: words that it writes small, which are no names.
    """
    tongue = (language or "en").split("-")[0]
    found = [*_countries(text, tongue, context), *_organisations(text)]
    found += _people(text, tongue, small, [(mention.start, mention.end) for mention in found])
    return sorted(found, key=lambda mention: mention.start)


def _countries(text: str, language: str, context: str) -> Iterator[Mention]:
    for match in gazetteer.countries(language).find(text):
        if _is_country(text, match, context) and not (
            match.code == REUNION and _is_meeting(text, match, language)
        ):
            yield _listed(MentionKind.COUNTRY, match)


def _organisations(text: str) -> Iterator[Mention]:
    for match in gazetteer.organisations().find(text):
        if match.method != "abbreviation" or not _is_loud(text, match):
            yield _listed(MentionKind.ORGANISATION, match)


def _listed(kind: MentionKind, match: Match) -> Mention:
    return Mention(kind, match.start, match.end, match.code, None, match.method, _CONFIDENCES[match.method])


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands right before and right behind a piece of a text."""
    return text[max(0, start - NEAR_CHARS) : start], text[end : end + NEAR_CHARS]


def _is_country(text: str, match: Match, context: str) -> bool:
    """Whether a country's name means the country where it stands."""
    surface = text[match.start : match.end]
    if surface in ORDINARY_WORDS:
        return False
    if len(surface) < WORD_LETTERS and surface.isupper() and _is_loud(text, match):
        return False
    before, after = _around(text, match.start, match.end)
    if _NEW.search(before) or _STATE.match(after) or _STREET.match(after) or after[:1] == "-":
        return False
    if match.method == "demonym" and (_LANGUAGE.match(after) or _STUDIED.search(before)):
        return False
    if surface.startswith("Georgia"):
        return (
            match.code == GEORGIA
            and bool(_GEORGIA_THERE.search(context.replace(surface, "")))
            and not (_GEORGIA_HERE.search(context))
        )
    return match.code not in NAMES_OF_PEOPLE or not _is_in_name(before, after)


def _is_meeting(text: str, match: Match, language: str) -> bool:
    """Whether French `Réunion` stands without the island's article: `Réunion d’information`."""
    return language == "fr" and not _FRENCH_ARTICLE.search(_around(text, match.start, match.end)[0])


def _is_in_name(before: str, after: str) -> bool:
    """Whether a person's other name stands beside: `Jordan Lee`, `Kathy Ireland`."""
    last, following = _LAST_WORD.search(before), _NAME_BEHIND.match(after)
    if last is not None and last[1][0].isupper() and fold(last[1]) in words.given_names():
        return True
    return following is not None and not lexicon().has_organisation_word(following[1])


def _is_loud(text: str, match: Match) -> bool:
    """Whether everything around is in capitals, which makes a short form any word."""
    around = "".join(_around(text, match.start, match.end))
    letters = [character for character in around if character.isalpha()]
    return bool(letters) and not any(character.islower() for character in letters)


def _people(
    text: str, language: str, small: frozenset[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Mention]:
    names = list(_names(text, small))
    things = {
        text[start:end]
        for start, end in names
        if language == "en" and _ARTICLE.search(_around(text, start, end)[0])
    }
    last_end = 0
    for start, end in names:
        if text[start:end] in things or any(left < end and start < right for left, right in taken):
            continue
        office = _office_before(text, last_end, start) or _office_behind(text, end)
        if office is None and _is_named_after(text[max(last_end, start - 2 * NEAR_CHARS) : start], language):
            continue
        start = _full_start(text, last_end, start, end)
        last_end = end
        yield Mention(
            MentionKind.PERSON,
            start,
            end,
            None,
            office,
            "office" if office else "given_name",
            STATED if office else SURE,
        )


def _names(text: str, small: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where given names stand with their family names, none overlapping another."""
    found = list(_WORD.finditer(text))
    at = 0
    while at < len(found):
        length = _name_length(text, found, at, small)
        if length == 0:
            at += 1
            continue
        start, end = found[at].start(), found[at + length - 1].end()
        at += length
        end -= text[end - 1] == "." and not _ENDS_IN_INITIAL.search(text[start:end])
        suffix = _SUFFIX.search(text[start:end])
        if suffix is not None:
            if _is_of_institution(text, end):
                continue
            end -= len(suffix[0])
        if _COMPANY_BEHIND.match(text, end) is None:
            yield start, end


def _full_start(text: str, last_end: int, start: int, end: int) -> int:
    """Where a name begins with its initials, or with the word that a title stands before."""
    before = text[max(last_end, start - 2 * NEAR_CHARS) : start]
    if (initials := _INITIALS_BEFORE.search(before)) is not None:
        return start - len(initials[0])
    titled = _TITLED_BEFORE.search(before)
    if titled is None or len(titled[1].split()) + len(text[start:end].split()) > LABEL_WORDS:
        return start
    return start - len(titled[1])


def _is_of_institution(text: str, end: int) -> bool:
    """Whether a word behind a name with `’s` makes it an institution's: `Holm Children’s Hospital`."""
    behind = _NAME_BEHIND.match(text, end)
    return behind is not None and (
        lexicon().has_organisation_word(behind[1]) or lexicon().has_thing_word(behind[1])
    )


def _is_named_after(before: str, language: str) -> bool:
    """Whether words before a name make it a place or institution: `rue Jean Holm`, `Banda Juan Holm`."""
    word = _WORD_BEFORE.search(before)
    if word is not None and words.own_phrases("street", language).is_in(tokenize(word[0])):
        return True
    capitals = _CAPITALS_BEFORE.search(before)
    return capitals is not None and (
        lexicon().has_organisation_word(capitals[0]) or lexicon().has_thing_word(capitals[0])
    )


def _name_length(text: str, found: Sequence[re.Match[str]], at: int, small: frozenset[str]) -> int:
    """Words of the name that begins with word `at`: a given name, initials or particles, a family name."""
    if not _may_be_given(found[at].group(), small):
        return 0
    last = 1
    for place in range(at + 1, min(at + LABEL_WORDS + 1, len(found))):
        word = found[place].group()
        if text[found[place - 1].end() : found[place].start()] != " " or word[0].isdecimal():
            break
        if word in words.words("name_particles") or (_INITIAL.fullmatch(word) and word[0].isupper()):
            continue
        if not word[0].isupper() or _is_abbreviation(word):
            break
        if not _may_be_family(word, small):
            return 0
        last = place - at + 1
        if word.endswith(".") or _SUFFIX.search(word):
            break
    said = text[found[at].start() : found[at + last - 1].end()]
    is_long = sum(word[0].isupper() for word in said.split()) >= PROSE_LINE_WORDS
    if (
        last < 2
        or is_long
        or said.isupper()
        or (found[at].group().isupper() and not found[at + last - 1].group().isupper())
        or lexicon().has_organisation_word(said)
        or lexicon().has_thing_word(said.split(maxsplit=1)[-1])
        or _STREET.search(said)
        or lexicon().has_month(said)
    ):
        return 0
    return last


def _is_abbreviation(word: str) -> bool:
    """`Pnt.`, `Mgr.`: the title of the next name, without a vowel."""
    is_short = word.endswith(".") and not _INITIAL.fullmatch(word) and word not in _NAME_SUFFIXES
    return is_short and _VOWELS.search(word) is None


def _may_be_given(word: str, small: frozenset[str]) -> bool:
    if (
        word in NO_GIVEN_NAMES
        or not word[0].isupper()
        or (word.isupper() and len(word) < WORD_LETTERS)
        or word.endswith(".")
    ):
        return False
    head = word.split("-")[0]
    return fold(head) in words.given_names() and word.casefold() not in small


def _may_be_family(word: str, small: frozenset[str]) -> bool:
    bare = _SUFFIX.sub("", word.rstrip("."))
    return len(bare) > 1 and bare.casefold() not in small and not _SHORT_FORM.fullmatch(bare)


def _office_before(text: str, last_end: int, start: int) -> str | None:
    """`Deputy Prime Minister` right before a name, `director of the museum, ` likewise.

    What stands before `last_end` is the office of the person named there: `Minister A met Director B`.
    """
    before = text[max(last_end, start - 2 * NEAR_CHARS) : start]
    clause = _CLAUSE_END.split(before.rstrip(" ,"))[-1]
    return _office_in(clause, at_end=before.endswith(" ") and not before.rstrip().endswith(","))


def _office_in(clause: str, *, at_end: bool) -> str | None:
    """The words of a clause from its first office word on."""
    tokens = tokenize(clause)
    offices = words.phrases("office")
    for place in range(len(tokens)):
        length = offices.match_at(tokens, place)
        if length:
            said = clause[tokens[place].start :].strip(" ,()[]")
            words_behind = len(tokens) - place - length
            if at_end and words_behind > PHRASE_WORDS - length:
                return None
            return said or None
    return None


def _office_behind(text: str, end: int) -> str | None:
    """`, Minister of Boats,` right behind a name."""
    match = _APPOSITION.match(text[end : end + SHORT_LINE_CHARS])
    if match is None:
        return None
    clause = match[1]
    tokens = tokenize(clause)
    for place in range(min(PROSE_LINE_WORDS, len(tokens))):
        length = words.phrases("office").match_at(tokens, place)
        if length:
            rest = clause[tokens[place + length - 1].end :]
            return None if _begins_with_name(rest) else clause.strip(" ()[]")
    return None


def _begins_with_name(text: str) -> bool:
    """Whether a given name comes first: the office before it is that person's."""
    name = _NAME_BEHIND.match(text)
    return name is not None and _may_be_given(name[1], frozenset())
