"""Contact data in a text: numbers, addresses, handles, and how much of the text they make up.

What a line is, not whose: a reader's `to register, call …` and a publisher's card look the same
here. Fragments count as well, since extraction breaks cards apart (`: (477`, `mail: name@host`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from schemas.lexicon import ContactKind, lexicon
from schemas.numbers import MAX_PHONE_DIGITS, MIN_LOCAL_PHONE_DIGITS, MIN_PHONE_DIGITS
from schemas.tolerances import LINE_CHARS, LINE_WORDS, NEAR_CHARS, PLURAL

_NUMBER_KINDS = frozenset({ContactKind.PHONE, ContactKind.FAX, ContactKind.MOBILE})

_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]++(?:@[^\W_][\w-]*(?:\.[\w-]+)*|\s?@\s?[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,})"
)
"""With blanks at the sign only before a whole domain: `lunch @ noon` tells where or when."""

_URL = re.compile(
    r"https?\s?:\s?//\S+|\bwww\s?\.\s?[\w-]+(?:\.[\w-]+)*\S*"
    r"|(?<![@\w.-])-*+[a-z0-9]++(?:-++[a-z0-9]++)*+(?:\.[a-z0-9-]+)*\.(?:com|org|net|int|info|edu|gov|eu|biz|io|uk|au|de|fr|ru|kz|cn|jp"
    r"|ca|us|ch|at|be|nl|es|it|pl|cz|ua|tr|in|kh|vn|tv|me|co)(?:/\S*)?(?![\w@-])",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]*\w")
_PHONE = re.compile(r"(?<![\w.,/$€£#№-])(?:(?:\+|00)\s?)?\(?\d[\d\s().\-–/\u00a0]{3,28}\d\)?(?![\w%€$£])")
_FRAGMENT = re.compile(
    r"\s*+(?::\s*+(?:[(+]\s*+)?\d[\d\s()+.-]*+|[:\s]*+(?:\(\+?\d{1,4}+|\+\s?\d[\d\s().-]*+))\s*+"
)
_DATE_OR_CODE = re.compile(
    r"(?:19|20)\d\d\s?[-–./]\s?(?:19|20)?\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\d{1,2}[.:]\d\d\s?[-–]\s?\d{1,2}[.:]\d\d"
    r"|^\d+/(?:19|20)\d\d$"
)
"""`2020/21`, `3.5.2021`, `10:00-11:30`, `01234/2021`: years, a day, hours, one of a year's acts."""
_COUNTING_WORD = re.compile(
    r"(?:ISBN|ISSN|ISO|DOI|IBAN|ABN|EIN|VAT|No|Nr|№|account|a/c)[\s.:-]*$", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"\b(?:konto|kto|compte|cuenta|conto|conta|rekening|rek|účet|účtu|konta|számla|hesap|сч[её]т|р/с)\b\D{0,30}$",
    re.IGNORECASE,
)
"""Words for an account so near before a local number: nobody is called by it. An English one has hotlines."""
_GROUPED_LOCAL = re.compile(
    r"\(0?\d{1,5}\)\s?\d[\d\s-]{4,}|\d{3}[-.]\d{3}[-.]\d{4}|1[-.]\d{3}[-.]\d{3}[-.]\d{4}|0\d[\d\s()./–-]{6,}"
)
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b|\b\d{5,6}\b|〒\s?\d{3}-?\d{4}"
)
_POSTCODE_LINE = re.compile(
    r"〒\s?\d{3}\W?\d{4}.*"
    r"|[A-Z][\w .'-]{1,40},?\s(?:[A-Z]{2}\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})[.,]?"
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HOUSE_NUMBER = re.compile(r"(?<![\d.:,£$€])\d{1,5}(?:/\d+)?[A-Za-z]?\b(?![.:]\d|\s?[ap]\.?m\b|\s?%)")


@dataclass(frozen=True, slots=True)
class ContactEvidence:
    """What was found, as printed, and which characters of the text it covers."""

    labels: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    postal: tuple[str, ...] = ()
    covered: tuple[tuple[int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.covered


_NOTHING = ContactEvidence()


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ContactWords:
    """Which words of contact data a text may hold: asked once for all its lines."""

    labels: bool = True
    post_boxes: bool = True

    @classmethod
    def of(cls, text: str) -> ContactWords:
        words = lexicon()
        return cls(words.may_have_contact_label(text), words.may_have_post_box(text))


_ANY_WORDS = ContactWords()


def contact_findings(text: str, words: ContactWords = _ANY_WORDS) -> ContactEvidence:
    """Contact data in `text`, line by line; who knows which words it holds can spare the look for others."""
    if not may_hold_contacts(text, words):
        return _NOTHING
    found: list[_Found] = []
    offset = 0
    for line in text.split("\n"):
        found += (_Found(f.kind, f.start + offset, f.end + offset) for f in _in_line(line, words))
        offset += len(line) + 1
    if not found:
        return _NOTHING
    return ContactEvidence(
        **{kind: tuple(text[f.start : f.end] for f in found if f.kind == kind) for kind in _KINDS},
        covered=tuple((f.start, f.end) for f in found),
    )


def may_hold_contacts(text: str, words: ContactWords) -> bool:
    """False when nothing in the text, which holds such `words`, can be contact data, as in most prose."""
    has_words = words.labels or words.post_boxes
    return has_words or "@" in text or _FIGURE.search(text) is not None or _may_hold_url(text)


def contact_share(text: str, found: ContactEvidence) -> float:
    """Share of the letters and digits of `text` that is the contact data `found` in it, 0.0 to 1.0."""
    total = sum(map(str.isalnum, text))
    if total == 0:
        return 0.0
    return sum(sum(map(str.isalnum, text[start:end])) for start, end in found.covered) / total


_KINDS = ("labels", "phones", "emails", "urls", "handles", "postal")


def _in_line(line: str, words: ContactWords) -> Iterator[_Found]:
    """Contact data of one line in order of precedence, never two of the same letters."""
    taken = bytearray(len(line))
    for found in _candidates(line, words):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            yield found


def _candidates(line: str, words: ContactWords) -> Iterator[_Found]:
    if not line.strip():
        return
    has_figure = _FIGURE.search(line) is not None
    if has_figure and _FRAGMENT.fullmatch(line):
        yield _Found("phones", 0, len(line))
        return
    labels = list(_labels(line)) if words.labels else []
    for start, end, _ in labels:
        yield _Found("labels", start, end)
    if "@" in line:
        for match in _EMAIL.finditer(line):
            begins = max(
                (end for start, end, _ in labels if start <= match.start() < end), default=match.start()
            )
            yield _Found("emails", begins, match.end())
    if _may_hold_url(line):
        yield from (_Found("urls", *_url_span(match)) for match in _URL.finditer(line))
    if "@" in line:
        yield from (_Found("handles", *match.span()) for match in _HANDLE.finditer(line))
    if has_figure:
        yield from _phones(line, labels)
    if has_figure or labels or words.post_boxes:
        yield from _postal(line, labels, words)


_FIGURE = re.compile(r"\d")
_OPENS_A_NUMBER = "("
_DOTTED = re.compile(r"\.\w")


def _may_hold_url(line: str) -> bool:
    """False when no address of the web stands in the line: the signs of one are sooner looked for."""
    return _DOTTED.search(line) is not None or "//" in line or "www" in line.lower()


def _labels(line: str) -> Iterator[tuple[int, int, ContactKind]]:
    """Labels at the head of the line and behind its separators, with their places."""
    starts = [0, *(match.end() for match in _PART.finditer(line))]
    position = -1
    for start in starts:
        while start >= position:
            label = lexicon().contact_label(line[start:])
            if label is None:
                break
            yield start, start + len(line[start : start + label.end].rstrip(_OPENS_A_NUMBER)), label.kind
            position = start + label.end
            start = position
            if start >= len(line):
                return


_PART = re.compile(r"[|•·;,/]\s*|\s{2,}|\t|(?<=[\d)])\s+(?=[^\W\d_])|\s[–—-]\s")


def _url_span(match: re.Match[str]) -> tuple[int, int]:
    """Without the hyphen before it and the signs behind."""
    text = match.group()
    return match.end() - len(text.lstrip("-")), match.start() + len(text.rstrip(".,;:!?)]}>'\"”"))


def _phones(line: str, labels: list[tuple[int, int, ContactKind]]) -> Iterator[_Found]:
    ends = [end for _, end, kind in labels if kind in _NUMBER_KINDS]
    for match in _PHONE.finditer(line):
        is_labelled = any(end <= match.start() and _is_number_tail(line[end : match.start()]) for end in ends)
        before = line[max(0, match.start() - NEAR_CHARS) : match.start()]
        if _is_phone(match.group(), before, is_labelled):
            yield _Found("phones", *match.span())


def _is_number_tail(text: str) -> bool:
    """Whether only digits and signs stand between a label and a number: `Tel: 12 34 56, 78 90 12`."""
    return not any(character.isalpha() for character in text)


def _is_phone(number: str, before: str, is_labelled: bool) -> bool:
    digits = sum(character.isdecimal() for character in number)
    if digits > MAX_PHONE_DIGITS or _COUNTING_WORD.search(before):
        return False
    if digits < MIN_PHONE_DIGITS or is_labelled:
        return is_labelled and digits >= MIN_PHONE_DIGITS
    if _DATE_OR_CODE.search(number.strip()):
        return False
    stripped = number.strip()
    if stripped.startswith(("+", "00")):
        return _is_possible(re.sub(r"^00", "+", stripped))
    is_local = digits >= MIN_LOCAL_PHONE_DIGITS and _GROUPED_LOCAL.fullmatch(stripped) is not None
    return is_local and not _ACCOUNT.search(before)


def _is_possible(number: str) -> bool:
    """Whether a number with its country's prefix is as long as that country's numbers are."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)


def _postal(line: str, labels: list[tuple[int, int, ContactKind]], words: ContactWords) -> Iterator[_Found]:
    """A postal address: what follows its label, a post box, or a short line of street and number."""
    for _, end, kind in labels:
        if kind is ContactKind.ADDRESS and line[end:].strip() and len(line) - end <= LINE_CHARS:
            yield _Found("postal", end, len(line))
            return
    if len(line.split()) > LINE_WORDS:
        return
    stripped = line.strip()
    has_post_box = words.post_boxes and lexicon().has_post_box(stripped)
    if has_post_box or _POSTCODE_LINE.fullmatch(stripped) or _is_street_line(stripped):
        yield _Found("postal", 0, len(line))


def _is_street_line(line: str) -> bool:
    """Street word, house number, and a comma, a postcode or the number at the head; no sentence."""
    if not _HOUSE_NUMBER.search(line) or not lexicon().has_street_word(line):
        return False
    small = [w for w in _LONG_WORD.findall(line) if w[0].islower() and not lexicon().has_street_word(w)]
    return len(small) < PLURAL and ("," in line or line[0].isdecimal() or _POSTCODE.search(line) is not None)
