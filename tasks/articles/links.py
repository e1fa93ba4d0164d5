"""Addresses of the web, of e-mail, and telephone numbers in an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.kinds import LinkKind
from schemas.lexicon import words
from schemas.lexicon.tokens import tokenize
from schemas.numbers import MAX_PHONE_DIGITS, MIN_PHONE_DIGITS
from schemas.tolerances import NEAR_CHARS

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»|]++"
    r"|(?<![@\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|org|net|edu|gov|int|info|eu|io)\b(?:/[^\s<>\"|]*+)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w./-])\+?\(?\d[\d\s()./\u2010-\u2013-]{5,20}\d(?![\w/])")
_TAIL = ".,;:!?)]}’'…"


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a text that leads elsewhere; `target` is what to open, write to or call."""

    kind: LinkKind
    start: int
    end: int
    target: str


def find_links(text: str) -> list[Link]:
    """Links in `text` in order, none overlapping another."""
    found: list[Link] = []
    for link in (*_emails(text), *_addresses(text), *_phones(text)):
        if all(link.end <= other.start or other.end <= link.start for other in found):
            found.append(link)
    return sorted(found, key=lambda link: link.start)


def _emails(text: str) -> Iterator[Link]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Link(LinkKind.EMAIL, match.start(), match.end(), f"mailto:{match.group()}")


def _addresses(text: str) -> Iterator[Link]:
    for match in _URL.finditer(text):
        said = match.group().rstrip(_TAIL)
        scheme = "" if "://" in said[:8] else "https://"
        yield Link(LinkKind.WEB, match.start(), match.start() + len(said), scheme + said)


def _phones(text: str) -> Iterator[Link]:
    for match in _PHONE.finditer(text):
        said = match.group()
        digits = "".join(filter(str.isdecimal, said))
        if "\n" in said or not MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS:
            continue
        if said[0] == "+" or _is_labelled(text[max(0, match.start() - NEAR_CHARS) : match.start()]):
            yield Link(LinkKind.PHONE, match.start(), match.end(), f"tel:{'+' * (said[0] == '+')}{digits}")


def _is_labelled(before: str) -> bool:
    """Whether a word for a telephone stands right before."""
    tokens = tokenize(before)
    return any(
        words.phrases(kind).match_at(tokens, place)
        for kind in ("phone", "mobile")
        for place in range(len(tokens))
    )
