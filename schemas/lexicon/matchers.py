"""Questions to the word lists: is this line a page number, a jump line, a contents heading, …?

A matcher looks at the words of one text and at nothing else: where it stands on the page, how it
is set and what follows from it is for the rules to judge. `is_…` says what the whole text is, `has_…`
and `names_…` look anywhere in it. Case, accents, punctuation and markup do not count. All languages are
looked at together: bulletins mix them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from schemas.kinds import IssueKind
from schemas.lexicon import words
from schemas.lexicon.tokens import NUMBER, Token, first_key, fold, is_unspaced, keys_in, tokenize
from schemas.lexicon.words import PhraseSet, phrases, templates
from schemas.wording import is_capitals

_MAX_LINE_CHARS = 160
_MAX_NAME_CHARS = 120
_MAX_LABEL_CHARS = 32
_MAX_ABBREVIATION_CHARS = 5
_MAX_TITLE_CHARS = 100
_MAX_PAGE_DIGITS = 3
_MIN_SPACED_LETTERS = 4
_MIN_PHONE_DIGITS = 3
_MIN_CREDIT_WORDS = 3
_MIN_FORM_FIELDS = 3
_MIN_FIELD_SHARE = 0.6
_MIN_CALL_WORDS, _MIN_CALL_SHARE = 2, 0.6
_YEARS = range(1800, 2100)
_PUBLICATION_KINDS = (
    ("digests", IssueKind.DIGEST),
    ("newsletters", IssueKind.NEWSLETTER),
    ("bulletins", IssueKind.BULLETIN),
)
_MARKUP = " \t\n*_#>~`"
_FIRST_SECTION = "a"
"""Pages of a newspaper's first section are those of the issue: `5A`, `A5`."""
_CONTINUED = ("continued", "cont'd", "cont’d", "contd", "cont", "forts")
"""What may stand behind a comma, too, after a title."""

_SALUTED = re.compile(r"\s*+(?P<words>[^,!:.;?，！：。]{2,100}?(?:[,!:，！：]|(?=\n\s{0,9}[^\W\d_a-z])))")
"""Words up to the mark that a salutation ends in, or to the end of a line over no small letter."""

_BARE_NUMBER = re.compile(r"[|•·*_#~\s]*+([-–—=~\[(<«‹]*+)\s*+(\d++)\s*+([-–—=~\])>»›]*+)[|•·*_#~\s]*+")
_END_MARK = re.compile(r"\s*+(?:#\s*+){3,}+|\s*+[-–—*#~]++(?P<word>[^-–—*#~]++)[-–—*#~]++\s*+")
_CLOSERS = str.maketrans("[(<«‹", "])>»›")
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_ARROWS_ON, _ARROWS_BACK = ">»→►▶➔➜⇒", "<«←◄◀⇐"
_FILL_IN = re.compile(r"_{3,}|\.{5,}|…{2,}|[□☐❏◻⬜]|\[\s?\]")
_ACT_NUMBER = re.compile(
    r"(?:№|\bn[.ºo°ᵒ]{1,3}|\b(?:nr|núm|num)\.?)\s*[A-Z]{0,6}[-/ ]?\d"
    r"|\d\s?[/-]\s?\d{2,4}\b|\d (?:of|de|von|du|od|z|от|від) ",
    re.IGNORECASE,
)
"""`Nº 12`, `No. GP-7`, `101/2024`, `12 of 2020`."""
_MONTH_OF_YEAR = re.compile(r"\W*(0?[1-9]|1[0-2])\s*[/.\-–]\s*((?:19|20)\d\d)\W*")
_SENTENCE_END = re.compile(r"[.!?。]\s")
_EMAIL_BEGINNING = re.compile(r"\S+@\S")
_WEB_BEGINNING = re.compile(r"(?:https?:|www\.|@\w|\w[\w-]*\.[a-z]{2,})", re.IGNORECASE)
_ROLE = re.compile(r"(?:(?<!\s)\s++)?(?:,|;|\(|\||/|(?<= )[–—-] |\bof\b|\bvom\b).*", re.DOTALL)


class ContactKind(StrEnum):
    """What a contact label announces."""

    PHONE = "phone"
    FAX = "fax"
    MOBILE = "mobile"
    EMAIL = "email"
    WEB = "web"
    ADDRESS = "address"
    FOLLOW = "follow"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class JumpLine:
    """Where a jump line points: the pages named, if any, and the title, if any."""

    pages: tuple[int, ...]
    title: str | None = None

    def leads_to(self, page: int) -> tuple[int, ...]:
        """The pages that a line on `page` sends to: the next one where it names none."""
        return self.pages or (page + 1,)


@dataclass(frozen=True, slots=True)
class ContactLabel:
    """A label at the head of a text; `end` is the offset behind it and its punctuation."""

    kind: ContactKind
    end: int


class Lexicon:
    """The word lists of all languages as questions. Use `lexicon()`; there is nothing to set up."""

    def is_page_number(self, text: str) -> bool:
        """`12`, `- 12 -`, `Page 3 of 9`, `| 4`, `iv`; not `12.`, `12 %`, `2023` or `IV`."""
        if len(text) > _MAX_LINE_CHARS:
            return False
        if (bare := _BARE_NUMBER.fullmatch(text)) is not None:
            opening, number, closing = bare.groups()
            return opening.translate(_CLOSERS) == closing[::-1] and len(number) <= _MAX_PAGE_DIGITS
        stripped = text.strip(_MARKUP)
        if _is_small_roman(stripped.strip("-–— ")):
            return len(stripped) > 1
        if not is_unspaced(stripped) and not _may_begin_page_number(first_key(stripped)):
            return False
        tokens = tokenize(stripped)
        return _is_key_of(_page_key(tokens), phrases("page")) and _is_page_of_total(tokens)

    def jump_to(self, text: str) -> JumpLine | None:
        """`continued on page 3`, `Village hall: continued on page 4`, `(see pages 6 & 7)`, `page 8 >>>`."""
        return _jump(text, "jump_to") or _arrow_jump(text, _ARROWS_ON)

    def jump_from(self, text: str) -> JumpLine | None:
        """`continued from page 1`, with or without the title before it, `<<< page 1`."""
        return _jump(text, "jump_from") or _arrow_jump(text, _ARROWS_BACK)

    def strip_continued(self, text: str) -> str | None:
        """The title before a `(cont.)`, `– continued`, `(suite)`; None when there is no such suffix."""
        if len(text) > _MAX_LINE_CHARS or (match := _continued().fullmatch(text.strip())) is None:
            return None
        return match.group("title").strip(_MARKUP) or None

    def strip_bare_continued(self, text: str) -> str | None:
        """The words before a last `continued` that no sign parts from them, as it may end a sentence, too."""
        if len(text) > _MAX_LINE_CHARS:
            return None
        said = text.strip(_MARKUP).split()
        for entry in {*words.words("continued"), *_CONTINUED}:
            count = len(entry.split())
            if count < len(said) and " ".join(said[-count:]).casefold() == entry.casefold():
                return " ".join(said[:-count]).strip(_MARKUP)
        return None

    def may_be_continued(self, text: str) -> bool:
        """False when no line of the text has such a suffix: asked once for all its lines."""
        return _may_be_in(text, "continued")

    def is_contents_heading(self, text: str) -> bool:
        """`Contents`, `IN THIS ISSUE:`, `C O N T E N T S`, `Inhalt / Contents`."""
        return _is_whole(text, "contents")

    def is_month_heading(self, text: str) -> bool:
        """`July`, `July 2023`, `JULY – AUGUST`; no abbreviation alone, no day."""
        tokens = _line_tokens(text)
        if not tokens or any(not _may_be_year(token) for token in tokens if token.key == NUMBER):
            return _is_whole(text, "month_forms")
        found = _cover(tokens, _month_parts())
        if not found["month"]:
            return False
        key = " ".join(token.key for token in tokens)
        return len(tokens) > 1 or key in words.dates_of(None).full_months

    def is_section_word(self, text: str) -> bool:
        """`In the Spotlight`, `News in brief`, `ANNOUNCEMENTS`."""
        return _is_whole(text, "sections")

    def is_press_release_label(self, text: str) -> bool:
        """`PRESS RELEASE`, `For immediate release: July 3, 2023`, `Communiqué de presse n° 12`."""
        tokens = _line_tokens(text)
        if not tokens:
            return False
        if _is_whole(text, "press_release"):
            return True
        found = _cover(tokens, _press_release_parts())
        return found["label"] > 0 and phrases("press_release").match_at(tokens, 0) > 0

    def is_end_mark(self, text: str) -> bool:
        """`###`, `– END –`, `- Ende -`: what closes a release."""
        found = _END_MARK.fullmatch(text)
        return found is not None and (found["word"] is None or _is_whole(found["word"], "end_mark"))

    def is_issue_line(self, text: str) -> bool:
        """Volume, number and date lines: `Vol. 3, No. 2, April 2011`, `2019.03.05 No.27`, `Fall 2013`."""
        tokens = _line_tokens(text)
        if not tokens:
            return False
        if _MONTH_OF_YEAR.fullmatch(text):
            return True
        found = _issue_cover(tokens)
        if not found:
            return False
        if found["publication"] or _has_issue_number(found):
            return _has_issue_number(found)
        if found["season"] and not found["month"]:
            return any(_may_be_year(token) for token in tokens)
        if found["month"]:
            return found["number"] > 0
        return _is_numeric_date(tokens) and not found["issue"]

    def numbers_an_issue(self, text: str) -> bool:
        """Of issue lines those with a volume or number: `Vol. 3, April 2011`, not `April 2011`."""
        return _has_issue_number(_issue_cover(_line_tokens(text)))

    def dates_a_publication(self, text: str) -> bool:
        """`Parish Newsletter December 2012`, `Winter 2021 Bulletin`: it ends in the name and its date."""
        if len(text) > _MAX_LINE_CHARS or not self.has_publication_word(text):
            return False
        tokens = _line_tokens(text)
        return any(_is_dated_publication(tokens[at:]) for at in range(len(tokens)))

    def has_imprint_word(self, text: str) -> bool:
        """`Published by`, `All rights reserved`, `V.i.S.d.P.`, `Editor:`."""
        return _is_anywhere(text, "imprint")

    def is_imprint_label(self, text: str) -> bool:
        """`Editor`, `Gestaltung`, `Photos` alone on a line, as over names."""
        return _is_whole(text, "imprint") or _is_whole(text, "photo_credit")

    def is_mission_heading(self, text: str) -> bool:
        """`Our mission`, `Leitbild`, `Misión y visión`: over what a publisher says it is for."""
        return _is_whole(text, "mission")

    def byline(self, text: str) -> str | None:
        """The names behind `by`, `von`, `Text:`, `文/`; None for a sentence that begins so."""
        stripped = text.strip(_MARKUP)
        if len(stripped) > _MAX_NAME_CHARS or not _may_begin(first_key(stripped), phrases("byline")):
            return None
        tokens = tokenize(stripped)
        length = phrases("byline").match_at(tokens, 0)
        if length == 0 or length == len(tokens):
            return None
        label = tokens[length - 1]
        names = stripped[label.end :].strip(" \t\n:：.|/–-·*_")
        if _is_names(names, tokens[length:], after_colon=label.has_colon or label.key == "/"):
            return names
        return None

    def is_photo_credit(self, text: str) -> bool:
        """`Photo: Jane Doe`, `Photos courtesy of the club`, `© Jane Doe`."""
        stripped = text.strip(" \t\n*_#>([")
        if not stripped or len(stripped) > _MAX_LINE_CHARS:
            return False
        if stripped[0] in "©":
            return (
                bool(tokenize(stripped))
                and not self.has_imprint_word(stripped)
                and not re.search(r"\d{4}", stripped)
            )
        tokens = tokenize(stripped)
        length = phrases("photo_credit").match_at(tokens, 0) if tokens else 0
        if length == 0:
            return False
        rest = stripped[tokens[length - 1].end :].lstrip(" .:：/|©–-")
        is_plain = length >= _MIN_CREDIT_WORDS or tokens[length - 1].has_colon
        return is_plain or not rest or not rest[0].islower()

    def is_advertisement_label(self, text: str) -> bool:
        """`Advertisement`, `Anzeige`, `На правах рекламы`."""
        return _is_whole(text, "advertisement")

    def offers(self, text: str) -> frozenset[str]:
        """What traders say of their goods, folded: `free quotes`, `10% off`, `Meisterbetrieb`."""
        if not _may_be_in(text, "offers"):
            return frozenset()
        tokens = tokenize(text)
        return phrases("offers").find(tokens, _places(tokens, "offers"))

    def has_month(self, text: str) -> bool:
        """A month's name anywhere: `on 4 March`, `im Mai`."""
        return _is_anywhere(text, "months")

    def has_sponsor_word(self, text: str) -> bool:
        """`Sponsored by`, `mit freundlicher Unterstützung`, `при поддержке`."""
        return _is_anywhere(text, "sponsor")

    def names_this_issue(self, text: str) -> bool:
        """`This issue`, `diese Ausgabe`, `本期`: the publication speaks of itself."""
        return _is_anywhere(text, "this_issue")

    def is_form_text(self, text: str) -> bool:
        """A form's own words (`please return this form`), or field names with room to fill in."""
        if not _may_be_in(text, "form") and not _may_be_in(text, "form_fields"):
            return False
        tokens = tokenize(text)
        if phrases("form").begins_in(tokens, _places(tokens, "form")):
            return True
        fields = phrases("form_fields").find(tokens, _places(tokens, "form_fields"))
        if not fields:
            return False
        if _FILL_IN.search(text):
            return True
        share = sum(len(field.split(" ")) for field in fields) / len(tokens)
        return len(fields) >= _MIN_FORM_FIELDS and share >= _MIN_FIELD_SHARE

    def has_publication_word(self, text: str) -> bool:
        """`Newsletter`, `Rundbrief`, `бюллетень`, `通讯`."""
        return _is_anywhere(text, "publication")

    def publication_kind(self, text: str) -> IssueKind | None:
        """`Newsletter`, `BÜLTENİ`, `дайджест`: the kind whose word stands last; None without one."""
        if not self.has_publication_word(text) and not _may_be_in(text, "digests"):
            return None
        tokens = tokenize(text)
        for start in range(len(tokens) - 1, -1, -1):
            for category, kind in _PUBLICATION_KINDS:
                if phrases(category).match_at(tokens, start) or phrases(category).is_inside(tokens[start]):
                    return kind
        return None

    def has_organisation_word(self, text: str) -> bool:
        """`Ministry`, `Verein`, `посольство`, `委员会`."""
        return _is_anywhere(text, "organisation")

    def has_thing_word(self, text: str) -> bool:
        """`Dock`, `Award`, `Banda`, `Stiftung`: what is named after people, which is no person then."""
        return _is_anywhere(text, "things")

    def has_office_word(self, text: str) -> bool:
        """`Minister`, `Vorsitzende`, `директор`, `prefeito`: what somebody is, not what he belongs to."""
        return _is_anywhere(text, "office")

    def names_situation_report(self, text: str) -> bool:
        """`Situation report No. 5`, `Point d’information`, `疫情通报`: one text whatever its inner heads."""
        return _is_anywhere(text, "situation_report")

    def names_report(self, text: str) -> bool:
        """`Report on …`, `Rapport`, `отчёт`."""
        return _is_anywhere(text, "report")

    def names_chapter(self, text: str) -> bool:
        """`Introduction`, `2. Purpose and scope`, `Fazit`: a part of one text, whatever that is about."""
        return _counts(text, "chapters", "and_words") > _counts(text, "and_words")

    def names_act(self, text: str) -> bool:
        """`Decreto`, `Arrêté municipal`, `Постановление`: begins with a word for what a gazette publishes.

        What it is about may follow at any length in small letters; in capitals that is the head of a form.
        """
        is_line = len(text) <= _MAX_LINE_CHARS or sum(map(str.islower, text)) > sum(map(str.isupper, text))
        tokens = tokenize(text[:_MAX_LINE_CHARS]) if is_line else ()
        length = phrases("act").match_at(tokens, 0) if tokens else 0
        return length > 0 and not text[tokens[length - 1].end :][:1].strip()

    def numbers_act(self, text: str) -> bool:
        """`Portaria Nº 12`, `Government Notice 101/2024`, `Ley 27 de 2019`: names one act among others."""
        return _ACT_NUMBER.search(text) is not None and self.names_act(text)

    def has_street_word(self, text: str) -> bool:
        """`ave.`, `Straße`, `ул.`; many are ordinary words, so ask for a number beside it."""
        return _is_anywhere(text, "street")

    def has_post_box(self, text: str) -> bool:
        """`P.O. Box 12`, `Postfach 3`, `а/я 5`."""
        return _is_anywhere(text, "po_box")

    def may_have_post_box(self, text: str) -> bool:
        """False when no part of the text can hold a word for a post box: asked once for all its lines."""
        return _may_be_in(text, "po_box")

    def may_have_contact_label(self, text: str) -> bool:
        """False when no contact label stands in any part of the text: asked once for all its lines."""
        return _may_be_in(text, "labels")

    def contact_label(self, text: str) -> ContactLabel | None:
        """The contact label a text begins with, when nothing or contact data follows it.

        `Tel`, `Tel: +855 …`, `Fax & Tel`, `Follow us on Facebook`; not `Telephone lines were cut`.
        """
        if first_key(text[:_MAX_LABEL_CHARS]) not in _label_heads():
            return None
        tokens = tokenize(text[:_MAX_LINE_CHARS])
        kind, length = _label_at(tokens)
        if kind is None:
            return None
        last = tokens[length - 1]
        rest = text[last.end :]
        punctuation = re.match(r"[\s.:：;=|&/,()\-–—]*", rest)
        end = last.end + (punctuation.end() if punctuation else 0)
        if last.has_colon or _is_contact_value(kind, rest):
            return ContactLabel(kind, end)
        if not text[end:].strip(_MARKUP):
            is_sentence_end = rest.strip() == "." and len(last.key) > _MAX_ABBREVIATION_CHARS
            return None if is_sentence_end else ContactLabel(kind, end)
        following = self.contact_label(text[end:])
        return None if following is None else ContactLabel(kind, end)

    def is_call(self, text: str) -> bool:
        """`Follow us on Instagram!`, `Scan to visit our website`: a call to come there, and no more."""
        tokens = _line_tokens(text)
        if not any(phrase_set.is_in(tokens) for phrase_set in _called_places()):
            return False
        found = _matched(tokens, _label_parts())
        is_said = found["follow"] >= _MIN_CALL_WORDS
        return is_said and sum(found.values()) >= _MIN_CALL_SHARE * len(tokens)

    def is_link(self, text: str) -> bool:
        """`Read more`, `Continue reading →`, `Leave a comment`: a link of a mail or web page."""
        return _counts(text, "links") > 0

    def count_links(self, text: str) -> int:
        """How many words for links and places of a web page a line is made of; 0 where it holds other words.

        `Home News Contact` is three; each of them alone may as well head a text.
        """
        return _counts(text, "links", "link_words")

    def is_more_posts_heading(self, text: str) -> bool:
        """`Recent posts`, `Related articles`: what a web page sets over links to other pages."""
        return _is_whole(text, "more_posts")

    def salutation(self, text: str) -> str | None:
        """What a text begins with that speaks to its readers: `Dear all,`, `Liebe Gäste, liebe Freunde!`.

        It ends in a mark, or with a line over one that begins with a capital; a second one may follow.
        """
        end = 0
        while (match := _SALUTED.match(text, end)) is not None:
            tokens = _line_tokens(match["words"])
            found = phrases("salutation")
            if not tokens or not (found.match_at(tokens, 0) or found.is_inside(tokens[0])):
                break
            end = match.end("words")
        return text[:end].strip() or None

    def is_letter_closing(self, text: str) -> bool:
        """`Yours faithfully,`, `Mit freundlichen Grüßen`, `С уважением`."""
        return _is_whole(text, "closing")


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    words.languages()
    words.given_names()
    return Lexicon()


_ANYWHERE = (
    "imprint",
    "sponsor",
    "this_issue",
    "publication",
    "digests",
    "organisation",
    "things",
    "office",
    "situation_report",
    "report",
    "street",
    "po_box",
    "offers",
    "form",
    "form_fields",
)
"""Lists whose words are looked for anywhere in a text, months and contact labels aside."""

KEPT_WORDS = 16384
KEPT_TEXTS = 8192
"""Words and texts of which is kept in mind which lists they may have phrases of: a number each. As every rule
asks for the texts of all blocks, a memory with room for a few less is of no use to any."""


def _is_anywhere(text: str, category: str) -> bool:
    """Whether a phrase of the category stands anywhere in the text."""
    if not _may_be_in(text, category):
        return False
    tokens = tokenize(text)
    return _lists()[category][1].is_in(tokens, _places(tokens, category))


def _may_be_in(text: str, category: str) -> bool:
    """False when no phrase of the category stands in the text; one look at it serves all categories."""
    return bool(_lists_in(text) & _lists()[category][0])


def _places(tokens: Sequence[Token], category: str) -> list[int]:
    """Numbers of the tokens with which, or inside which, a phrase of the category may stand."""
    bit = _lists()[category][0]
    return [place for place, token in enumerate(tokens) if _lists_of(token.key) & bit]


@cache
def _lists() -> Mapping[str, tuple[int, PhraseSet]]:
    """Each list with the bit that stands for it."""
    lists = {category: phrases(category) for category in _ANYWHERE}
    lists |= {"months": _months(), "labels": words.union([found for _, found in _labels()])}
    lists["continued"] = words.index([*words.words("continued"), *_CONTINUED])
    return {category: (1 << number, found) for number, (category, found) in enumerate(lists.items())}


@cache
def _any_list() -> PhraseSet:
    """All lists as one: most words are in none, which is then seen at once."""
    return words.union([found for _, found in _lists().values()])


@lru_cache(maxsize=KEPT_TEXTS)
def _lists_in(text: str) -> int:
    """Lists with a phrase all words of which are in the text, in whatever order."""
    keys = keys_in(text)
    found = 0
    for alone, longer in filter(None, map(_phrases_of, keys)):
        found |= alone
        for bit, others in longer:
            if others <= keys:
                found |= bit
    return found


@lru_cache(maxsize=KEPT_WORDS)
def _lists_of(key: str) -> int:
    """Lists of which a phrase may begin with a word, or stand inside it."""
    if not _any_list().may_hold(key):
        return 0
    return sum(bit for bit, phrase_set in _lists().values() if phrase_set.may_hold(key))


@lru_cache(maxsize=KEPT_WORDS)
def _phrases_of(key: str) -> tuple[int, Sequence[tuple[int, frozenset[str]]]] | None:
    """Lists of which a word alone is a phrase, and phrases of which it is the longest word; None of most."""
    alone, longer = 0, _longer_phrases().get(key, ())
    if lists := _lists_of(key):
        alone = sum(bit for bit, found in _lists().values() if lists & bit and found.holds_alone(key))
    return (alone, longer) if alone or longer else None


@cache
def _longer_phrases() -> Mapping[str, Sequence[tuple[int, frozenset[str]]]]:
    """List and words of each phrase of several words, by the longest of them, which the fewest texts have."""
    longer: defaultdict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for bit, phrase_set in _lists().values():
        for keys in phrase_set.longer():
            longer[max(keys, key=lambda key: (len(key), key))].append((bit, keys))
    return dict(longer)


def _line_tokens(text: str) -> tuple[Token, ...]:
    return tokenize(text) if len(text) <= _MAX_LINE_CHARS else ()


def _is_whole(text: str, category: str) -> bool:
    """Whether the text, or each part of it between slashes, is a phrase of the category."""
    if not _may_be_whole(text, phrases(category)):
        return False
    whole = phrases(category).whole
    keys = [token.key for token in tokenize(text)]
    if _is_key_of(" ".join(keys), phrases(category)):
        return True
    if len(keys) >= _MIN_SPACED_LETTERS and all(len(key) == 1 for key in keys):
        return "".join(keys) in whole
    parts = " ".join(keys).split(" / ")
    return len(parts) > 1 and all(part in whole for part in parts)


def _may_be_whole(text: str, phrase_set: PhraseSet) -> bool:
    """Whether a line begins as a phrase, with a letter set apart, or has words set without blanks."""
    if len(text) > _MAX_LINE_CHARS:
        return False
    key = first_key(text)
    if key is None:
        return False
    return len(key) == 1 or key in phrase_set.by_first or is_unspaced(text)


def _may_begin(key: str | None, phrase_set: PhraseSet) -> bool:
    return key is not None and phrase_set.may_hold(key)


def _is_key_of(key: str, phrase_set: PhraseSet) -> bool:
    """Whether a key is a phrase; blanks do not count in scripts that set none."""
    return key in phrase_set.whole or (is_unspaced(key) and key.replace(" ", "") in phrase_set.whole)


class _Parts:
    """What a line may be made of: phrases by the part of it that they are."""

    def __init__(self, parts: Mapping[str, PhraseSet]) -> None:
        self._parts = parts
        # Most words begin no phrase of any part: which may is found out once for each word.
        self.beginning = lru_cache(maxsize=KEPT_WORDS)(self._beginning)

    def _beginning(self, key: str) -> Sequence[tuple[str, PhraseSet]]:
        """The parts of which a phrase may begin with a word, or stand inside it."""
        return [(part, found) for part, found in self._parts.items() if found.may_hold(key)]

    def longest_at(self, tokens: Sequence[Token], position: int) -> tuple[str | None, int]:
        """The part with the longest phrase that begins at a token, and its length; None and 0 without one."""
        best: str | None = None
        best_length = 0
        for part, phrase_set in self.beginning(tokens[position].key):
            length = phrase_set.match_at(tokens, position)
            if length > best_length:
                best, best_length = part, length
        return best, best_length


def _cover(tokens: Sequence[Token], parts: _Parts) -> Counter[str]:
    """How often each part occurs when the parts and numbers cover all tokens; empty when they do not.

    Phrases that hold a number count as `<part>_number`, too.
    """
    found: list[str] = []
    position = 0
    while position < len(tokens):
        part, length = parts.longest_at(tokens, position)
        if part is None:
            part, length = _loose_part(tokens[position]), 1
        if part is None:
            return Counter()
        found.append(part)
        if length > 1 and any(token.key == NUMBER for token in tokens[position : position + length]):
            found.append(f"{part}_number")
        position += length
    return Counter(found)


def _counts(text: str, *categories: str) -> int:
    """How many phrases of some categories cover a line; 0 when they do not."""
    parts = _parts_of(*categories)
    key = first_key(text)
    if key is None or (key != NUMBER and not parts.beginning(key)):
        return 0
    found = _cover(_line_tokens(text), parts)
    return sum(found[category] for category in categories)


def _matched(tokens: Sequence[Token], parts: _Parts) -> Counter[str]:
    """How many tokens are of each part; what is between them is passed over."""
    found: Counter[str] = Counter()
    position = 0
    while position < len(tokens):
        part, length = parts.longest_at(tokens, position)
        if part is not None:
            found[part] += length
        position += max(1, length)
    return found


def _loose_part(token: Token) -> str | None:
    if token.key == NUMBER:
        return "number"
    if token.key == "/":
        return "slash"
    return "roman" if _is_small_roman(token.key) else None


@cache
def _months() -> PhraseSet:
    names = {
        form for data in words.languages().values() for forms in data.get("months", ()) for form in forms
    }
    return words.index([*sorted(names), *words.words("other_months")])


@cache
def _year_words() -> PhraseSet:
    """Words for `year`, which may stand beside a month without making it a date line."""
    return words.index(
        [
            "of",
            "de",
            "года",
            "год",
            "г.",
            "року",
            "р.",
            "жыл",
            "жылғы",
            "жылы",
            "ж.",
            "r.",
            "roku",
            "godine",
            "m.",
        ]
    )


@cache
def _parts_of(*categories: str) -> _Parts:
    """The phrases of each category as a part of its name."""
    return _Parts({category: phrases(category) for category in categories})


@cache
def _month_parts() -> _Parts:
    return _Parts({"month": _months(), "range": phrases("range_words"), "filler": _year_words()})


@cache
def _press_release_parts() -> _Parts:
    return _Parts({"label": phrases("press_release"), **_dating_parts()})


@cache
def _issue_parts() -> _Parts:
    return _Parts({**_dating_parts(), "publication": phrases("publication")})


@cache
def _label_parts() -> _Parts:
    return _Parts({kind.value: phrase_set for kind, phrase_set in _labels()})


def _dating_parts() -> Mapping[str, PhraseSet]:
    """What says which issue this is, and of when."""
    return {
        "month": _months(),
        "issue": phrases("issue"),
        "weekday": phrases("weekdays"),
        "season": phrases("seasons"),
        "date": phrases("date_words"),
        "range": phrases("range_words"),
        "frequency": phrases("frequency"),
    }


def _issue_cover(tokens: Sequence[Token]) -> Counter[str]:
    """What an issue line is made of; nothing where other words stand in it."""
    return _cover(tokens, _issue_parts())


def _has_issue_number(found: Counter[str]) -> bool:
    """Whether the parts of an issue line number it."""
    has_number = found["number"] + found["roman"] + found["issue_number"] > 0
    return found["issue_number"] > 0 or (found["issue"] > 0 and has_number)


def _is_dated_publication(tokens: Sequence[Token]) -> bool:
    """Whether words for a publication and its date or number are all that there is."""
    found = _issue_cover(tokens)
    return found["publication"] > 0 and found["number"] > 0


def _may_be_year(token: Token) -> bool:
    return token.value is not None and token.value in _YEARS


def _is_numeric_date(tokens: Sequence[Token]) -> bool:
    """Three numbers of which the first or last is a year and the others may be day and month."""
    numbers = [token.value for token in tokens if token.key == NUMBER]
    if len(numbers) != 3 or None in numbers:
        return False
    first, second, third = (number or 0 for number in numbers)
    if first in _YEARS:
        return 1 <= second <= 12 and 1 <= third <= 31
    return third in _YEARS and 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


def _is_small_roman(text: str) -> bool:
    """Lower-case numerals below forty, the ones that number front matter."""
    return bool(text) and _ROMAN.fullmatch(text) is not None


def _may_begin_page_number(key: str | None) -> bool:
    """Whether a page number may begin with a word; asked of scripts with blanks, whose words stand apart."""
    return key is not None and (key in _page_heads() or _is_small_roman(key))


@cache
def _page_heads() -> frozenset[str]:
    return frozenset(key.split(" ")[0] for key in phrases("page").whole)


def _page_key(tokens: Sequence[Token]) -> str:
    keys = [token.key for token in tokens]
    if NUMBER not in keys:
        keys = [NUMBER if _is_small_roman(key) else key for key in keys]
    return " ".join(keys)


def _is_page_of_total(tokens: Sequence[Token]) -> bool:
    numbers = [token.value for token in tokens if token.key == NUMBER]
    return len(numbers) < 2 or (None not in numbers and (numbers[0] or 0) <= (numbers[1] or 0))


@cache
def _joined_numbers() -> re.Pattern[str]:
    joints = "|".join(sorted({re.escape(fold(word)) for word in words.words("and_words")}))
    return re.compile(rf"#(?: (?:(?:{joints}) )?#)+")


@cache
def _titled_jumps(
    category: str,
) -> tuple[frozenset[str], frozenset[str], tuple[tuple[str, str], ...]]:
    """Keys that may follow a title, the first words of these, and pairs of keys that stand around one."""
    behind, around = set(), []
    for template in templates(category):
        before, mark, after = template.partition("{title}")
        if mark and before.strip():
            around.append((words.template_key(before), words.template_key(after)))
        elif mark:
            behind.add(words.template_key(after))
    return frozenset(behind), frozenset(key.split(" ")[0] for key in behind), tuple(around)


def _jump(text: str, category: str) -> JumpLine | None:
    tokens = _sheets(_without_column(_line_tokens(text)))
    if not tokens or not _may_jump(text, tokens, category):
        return None
    key = _jump_key(tokens)
    if _is_key_of(key, phrases(category)):
        return JumpLine(_pages(tokens))
    behind, heads, around = _titled_jumps(category)
    for before, after in around:
        if key.startswith(f"{before} ") and key.endswith(f" {after}"):
            first, last = len(before.split(" ")), len(tokens) - _tail_length(tokens, after)
            if first < last:
                return JumpLine(_pages(tokens[last:]), _title(text, tokens[first:last]))
    for start in range(1, len(tokens)):
        if tokens[start].key not in heads:
            continue
        if _jump_key(tokens[start:]) in behind and _is_title(text[: tokens[start].start]):
            return JumpLine(_pages(tokens[start:]), _title(text, tokens[:start]))
    return None


def _may_jump(text: str, tokens: Sequence[Token], category: str) -> bool:
    """False when no jump line begins with the first word, and none goes on with any word behind a title.

    Scripts without blanks are always looked at.
    """
    _, heads, _ = _titled_jumps(category)
    keys = [token.key for token in tokens]
    if keys[0] in _jump_heads(category) or not heads.isdisjoint(keys):
        return True
    return not text.isascii() and any(map(is_unspaced, keys))


@cache
def _jump_heads(category: str) -> frozenset[str]:
    """First words of phrases, of those with a title in their middle, too."""
    _, _, around = _titled_jumps(category)
    keys = (*phrases(category).whole, *(before for before, _ in around))
    return frozenset(key.split(" ")[0] for key in keys)


def _arrow_jump(text: str, arrows: str) -> JumpLine | None:
    """A page by its word, with arrows before or behind it, none of which points the other way."""
    whole = text.strip()
    bare = whole.strip(f"{arrows} ")
    is_pointing = len(bare) < len(whole) <= _MAX_LINE_CHARS and not set(bare) & {*_ARROWS_ON, *_ARROWS_BACK}
    if not is_pointing or bare.isdecimal() or not lexicon().is_page_number(bare):
        return None
    return JumpLine(_pages(tokenize(bare)))


def _without_column(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words before `column 3`, which tells more than the page."""
    is_column = len(tokens) > 2 and tokens[-1].key == NUMBER and tokens[-2].key in phrases("column").whole
    return tokens[:-2] if is_column else tokens


def _sheets(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Numbers of pages with the letter of their section, as one: `5A`, `B2`.

    Those of the first section keep their value.
    """
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if before is None or before.end != token.start or NUMBER not in (before.key, token.key):
            found.append(token)
            continue
        number, section = (before, token) if before.key == NUMBER else (token, before)
        if len(section.key) > 1 or not section.key.isascii() or not section.key.isalpha():
            found.append(token)
            continue
        value = number.value if section.key == _FIRST_SECTION else None
        found[-1] = Token(NUMBER, before.start, token.end, value, token.has_colon)
    return tuple(found)


def _jump_key(tokens: Sequence[Token]) -> str:
    return _joined_numbers().sub(NUMBER, " ".join(token.key for token in tokens))


def _tail_length(tokens: Sequence[Token], tail: str) -> int:
    return next((n for n in range(1, len(tokens)) if _jump_key(tokens[-n:]) == tail), 0)


def _pages(tokens: Sequence[Token]) -> tuple[int, ...]:
    return tuple(token.value for token in tokens if token.value is not None)


def _title(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end]


def _is_title(text: str) -> bool:
    """Whether words before a jump may be a title; what begins with a small letter goes on with a sentence."""
    return len(text) <= _MAX_TITLE_CHARS and not text[:1].islower() and not _SENTENCE_END.search(text.strip())


@cache
def _continued() -> re.Pattern[str]:
    """A title, a bracket, dash or dots, and a word for `continued`."""
    entries = sorted(
        {re.escape(entry.rstrip(".")) for entry in words.words("continued")}, key=lambda e: (-len(e), e)
    )
    word = rf"(?:{'|'.join(entries)})\.?"
    abbreviated = rf"(?:{'|'.join(_CONTINUED)})\.?"
    return re.compile(
        rf"(?P<title>.*?\S)\s*(?:[(\[（]\s*[.…]*{word}[.…]*\s*[)\]）]|(?:\s[–—-]|…|\.\.\.)\s*{word}|,\s*{abbreviated})[*_]*",
        re.IGNORECASE | re.DOTALL,
    )


def _is_names(text: str, tokens: Sequence[Token], *, after_colon: bool) -> bool:
    """Whether a text reads as one or several names, perhaps with a role behind them."""
    if not text or text[-1] in "?!:" or any(token.key == NUMBER for token in tokens):
        return False
    if not any(character.isupper() or character.islower() for character in text):
        return len(text) <= 20 and not re.search(r"[。,，?？!！]", text)
    stops = _byline_stops()
    if tokens[0].key in stops or _months().match_at(tokens, 0) or phrases("weekdays").match_at(tokens, 0):
        return False
    if is_capitals(text) and any(token.key in stops for token in tokens):
        return False
    names = _split_names(_ROLE.sub("", text))
    least = 1 if after_colon else 2
    return bool(names) and all(_is_name(name, least) for name in names)


def _split_names(text: str) -> list[list[str]]:
    names: list[list[str]] = [[]]
    for word in text.split():
        if word.casefold() in words.words("name_joints") and names[-1]:
            names.append([])
        else:
            names[-1].append(word)
    return [name for name in names if name]


def _is_name(parts: Sequence[str], least: int) -> bool:
    """Two to five capitalised words, particles aside."""
    capitalised = [part for part in parts if not (part.islower() and part in words.words("name_particles"))]
    return least <= len(capitalised) and len(parts) <= 6 and all(part[0].isupper() for part in capitalised)


@cache
def _byline_stops() -> frozenset[str]:
    return frozenset(fold(word) for word in words.words("byline_stops") if " " not in word)


@cache
def _labels() -> tuple[tuple[ContactKind, PhraseSet], ...]:
    return tuple((kind, phrases(kind.value)) for kind in ContactKind)


@cache
def _called_places() -> tuple[PhraseSet, PhraseSet]:
    """Words for a website, and names of networks, where a publisher can be followed."""
    return phrases("web"), words.own_phrases("follow", "und")


@cache
def _label_heads() -> frozenset[str]:
    """First words of all labels, to pass over other texts quickly."""
    return frozenset(key for _, phrase_set in _labels() for key in phrase_set.by_first)


def _label_at(tokens: Sequence[Token]) -> tuple[ContactKind | None, int]:
    kind, length = _label_parts().longest_at(tokens, 0)
    return (None if kind is None else ContactKind(kind)), length


def _is_contact_value(kind: ContactKind, rest: str) -> bool:
    value = rest.lstrip(" .\t|/:：-–—")
    if kind in (ContactKind.PHONE, ContactKind.FAX, ContactKind.MOBILE):
        return bool(re.match(r"[+(\d]", value)) and sum(c.isdecimal() for c in value) >= _MIN_PHONE_DIGITS
    if kind is ContactKind.EMAIL:
        return bool(_EMAIL_BEGINNING.match(value))
    if kind in (ContactKind.WEB, ContactKind.FOLLOW):
        return bool(_WEB_BEGINNING.match(value))
    return False
