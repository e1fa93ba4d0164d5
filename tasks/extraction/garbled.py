"""Fonts whose letters form no words: what their file says they are is not what their page shows.

Each font is judged by a sample of its letters, and one of few letters by the words of the others. Where all
letters of a font are moved alike, stand in the standard order of glyphs or belong to another code page, they
are put right; the rest is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from schemas.lexicon.letters import is_nonsense, odd_words, readable_share
from schemas.reasons import EditCode
from tasks.extraction.glyphs import (
    CONTROL,
    GUESSES,
    PLAIN_GLYPHS,
    UNREAD,
    Flags,
    Floats,
    Glyphs,
    Indices,
    Origin,
    has,
    text_of,
)
from tasks.extraction.tex_letters import OLD_ENCODING

SAMPLE_LETTERS = 3000
"""So many letters of a font are enough to judge it."""

MIN_LETTERS = 120
"""Fewer letters of a font do not tell whether they form words of any language."""

LONG_WORD_LETTERS, LONGER_WORD_LETTERS = 4, 5
MIN_LONG_WORDS, MIN_LONGER_WORDS = 3, 2
MIN_KNOWN_SHARE = 0.5
"""They are put right where so many words of so many letters, and this share of the long ones, stand in the
rest of the file and none did before: by chance one way in a hundred thousand gives that."""

SAME_LINE_PT = 1.0
"""Letters whose baselines differ more than this are of two lines."""

MAX_UNREAD_SHARE = 0.1
"""A font of which more letters than this share are not known is judged by what they may be."""

MOSTLY_UNREAD_SHARE = 0.5
"""… and by these alone, where they are most of it."""

MIN_READABLE = 0.65
"""Share of groups of letters that a language has, from which on letters put right are right."""

MIN_GAIN = 0.25
"""… and how much larger it is than before."""

MAX_ODD_WORDS = 0.1
MAX_CAPITALS = 0.5
PUNCTUATION = ".,:;!?'\"()-’‘“”„«»–—…"
USUAL_SIGNS = frozenset(".,:!?'\"()-/%’‘“”„«»–—…•")
MIN_USUAL_SIGNS = 0.7
MIN_SIGNS = 5
FARTHEST_SHIFT = 40
LAST_BYTE = 0xFF
LAST_PLAIN_GLYPH, FIRST_MAC_GLYPH, LAST_MAC_GLYPH = 97, 98, 225
MAC_GLYPHS = 30
"""… and those of other letters so many places before their codes on the Macintosh."""

_WRONG_PAGES = ("cp1252", "mac_roman", "latin_1")
_RIGHT_PAGES = (
    "cp1251", "koi8_r", "mac_cyrillic", "cp866", "cp1253", "mac_greek", "cp1250", "iso8859_2", "mac_latin2",
    "cp1254", "cp1257",
)  # fmt: skip

Put = Callable[[int], int | None]


@dataclass(slots=True)
class FontSamples:
    """Letters of each font in drawing order, as far as they are needed; guesses for those not known."""

    letters: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)

    def add(self, glyphs: Glyphs) -> None:
        """Takes in the letters of a page."""
        shown = np.flatnonzero(~glyphs.unseen)
        if not shown.size:
            return
        style, codes = glyphs.style[shown], glyphs.codes[shown]
        is_unread = ~glyphs.mapped[shown] | has(codes, CONTROL)
        edges = np.concatenate([[0], np.flatnonzero(np.diff(style)) + 1, [len(shown)]])
        unread = np.add.reduceat(is_unread, edges[:-1], dtype=np.intp)
        texts = _lines(codes, glyphs.y[shown], edges)
        for first, count, of_them, text in zip(
            style[edges[:-1]].tolist(), np.diff(edges).tolist(), unread.tolist(), texts, strict=True
        ):
            font = glyphs.styles[first].font
            if self.counts.get(font, 0) < SAMPLE_LETTERS:
                self.letters.setdefault(font, []).append(text)
            self.counts[font] = self.counts.get(font, 0) + count
            self.unread[font] = self.unread.get(font, 0) + of_them


@dataclass(frozen=True, slots=True)
class Mending:
    """How the letters of a font are put right: `letters` by their codes, and in words what was done."""

    letters: Mapping[int, int]
    what: str

    def apply(self, glyphs: Glyphs, which: Flags) -> Glyphs:
        """`glyphs` with their letters put right where the flag is set, and what they were."""
        kinds, kind = np.unique(glyphs.codes[which], return_inverse=True)
        right = [self.letters.get(code, code) for code in kinds.tolist()]
        is_told = np.array([code in self.letters for code in kinds.tolist()], dtype=bool)
        codes, mapped, origin = glyphs.codes.copy(), glyphs.mapped.copy(), glyphs.origin.copy()
        codes[which] = np.array(right, dtype=np.uint32)[kind]
        mapped[which] |= is_told[kind]
        place = np.arange(len(kinds)) + len(glyphs.origins)
        origin[which] = np.where(is_told, place, -1)[kind]
        said = tuple(
            Origin(chr(code if code < GUESSES else UNREAD), EditCode.FONT) for code in kinds.tolist()
        )
        return replace(glyphs, codes=codes, mapped=mapped, origin=origin, origins=glyphs.origins + said)


def find_garbled(samples: FontSamples) -> dict[str, Mending | None]:
    """Fonts whose letters form no words, each with how to put it right, or None where nothing helps."""
    garbled: dict[str, Mending | None] = {}
    for font, pieces in samples.letters.items():
        if samples.counts[font] < MIN_LETTERS:
            continue
        text = "\n".join(pieces)
        is_unread = samples.unread[font] > MAX_UNREAD_SHARE * samples.counts[font]
        if not is_unread and not is_nonsense(text):
            continue
        mending = _mending(text, is_unread=samples.unread[font] > MOSTLY_UNREAD_SHARE * samples.counts[font])
        if mending is not None or not is_unread:
            garbled[font] = mending
    return garbled | _of_few_letters(samples, garbled)


def _of_few_letters(samples: FontSamples, garbled: Mapping[str, Mending | None]) -> dict[str, Mending]:
    """Fonts of few letters that become words of the others when they are put right.

    Letters of one case only are read as capitals, where both would do: those come first among the ways.
    """
    least = MIN_LONGER_WORDS * LONGER_WORD_LETTERS
    few = [font for font, count in samples.counts.items() if least <= count < MIN_LETTERS]
    known = _words_of(samples, garbled) if few else frozenset()
    found = {}
    for font in few if known else ():
        text = "\n".join(samples.letters[font])
        is_unread = samples.unread[font] > MOSTLY_UNREAD_SHARE * samples.counts[font]
        if is_unread or known.isdisjoint(_long_words(text)):
            mending = _best(text, partial(_known_share, known), MIN_KNOWN_SHARE, may_stay=is_unread)
            if mending is not None:
                found[font] = mending
    return found


def _words_of(samples: FontSamples, garbled: Mapping[str, Mending | None]) -> frozenset[str]:
    """The longer words of fonts of many letters, as those that can be put right say them then."""
    known: set[str] = set()
    for font, pieces in samples.letters.items():
        mending = garbled.get(font)
        if samples.counts[font] >= MIN_LETTERS and (font not in garbled or mending is not None):
            text = "\n".join(pieces)
            known.update(_long_words(text.translate(mending.letters) if mending is not None else text))
    return frozenset(known)


def _long_words(text: str) -> Iterator[str]:
    words = (word.strip(PUNCTUATION).casefold() for word in text.split())
    return (word for word in words if len(word) >= LONG_WORD_LETTERS and word.isalpha())


def _known_share(known: frozenset[str], text: str) -> float | None:
    """Share of a text's longer words that are known; None where these are too few to tell."""
    words = set(_long_words(text))
    hits = words & known
    longer = sum(len(word) >= LONGER_WORD_LETTERS for word in hits)
    if len(hits) < MIN_LONG_WORDS and longer < MIN_LONGER_WORDS:
        return None
    return len(hits) / len(words)


def put_right(glyphs: Glyphs, mendings: Mapping[str, Mending | None]) -> Glyphs:
    """A page's glyphs with the letters of these fonts put right."""
    for font, mending in mendings.items():
        of_font = np.array([style.font == font for style in glyphs.styles], dtype=bool)
        if mending is not None and of_font.any():
            glyphs = mending.apply(glyphs, of_font[glyphs.style])
    return glyphs


def _lines(codes: NDArray[np.uint32], y: Floats, edges: Indices) -> list[str]:
    """Letters between each of the edges and the next, lines apart; those not known as what they may be."""
    breaks = np.abs(np.diff(y, prepend=y[:1])) > SAME_LINE_PT
    breaks[edges[:-1]] = False
    before = np.cumsum(breaks)
    parted = np.full(len(codes) + before[-1], ord("\n"), dtype=np.uint32)
    parted[np.arange(len(codes)) + before] = np.where(codes >= GUESSES, codes - GUESSES, codes)
    letters, edges = text_of(parted), edges + np.append(before, before[-1])[edges]
    return [letters[begin:end] for begin, end in pairwise(edges.tolist())]


def _mending(text: str, *, is_unread: bool) -> Mending | None:
    """What makes words of a sample, the best of all; None when nothing does.

    Where `is_unread`, most of its letters are not known and may be what their numbers are.
    """
    before = 0.0 if is_unread else readable_share(text) or 0.0
    return _best(text, _share_that_reads_well, max(MIN_READABLE, before + MIN_GAIN), may_stay=is_unread)


def _best(
    text: str, share_of: Callable[[str], float | None], least: float, *, may_stay: bool
) -> Mending | None:
    """The way that makes the largest share of a sample right, more than `least`.

    Where it `may_stay` as it is, a way that changes no letter but says what they are will do.
    """
    codes = sorted({ord(letter) for letter in text} - {ord("\n")})
    best: tuple[float, Mending | None] = (least, None)
    for what, put in _ways():
        right = {code: put(code) for code in codes}
        told = {code: letter for code, letter in right.items() if letter is not None}
        table = {code: letter for code, letter in told.items() if letter != code}
        share = share_of(text.translate(table)) if table or may_stay else None
        if share is not None and share > best[0]:
            best = share, Mending(table | {code + GUESSES: letter for code, letter in told.items()}, what)
    return best[1]


def _share_that_reads_well(text: str) -> float | None:
    share = readable_share(text)
    return share if share is not None and _reads_well(text) else None


def _reads_well(text: str) -> bool:
    """Whether the rest is right, too: half a cipher put right leaves odd signs, or capitals only."""
    signs = [sign for sign in text if not sign.isalnum() and not sign.isspace()]
    usual = sum(sign in USUAL_SIGNS for sign in signs)
    if len(signs) >= MIN_SIGNS and usual < MIN_USUAL_SIGNS * len(signs):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return odd_words(text) <= MAX_ODD_WORDS and capitals <= MAX_CAPITALS * len(letters)


def _ways() -> Iterator[tuple[str, Put]]:
    yield "read by the numbers of their glyphs", _by_number
    yield "read by the standard order of glyphs", _by_standard_order
    for shift in range(-FARTHEST_SHIFT, FARTHEST_SHIFT + 1):
        if shift:
            yield f"moved by {shift:+d}", _shifted(shift)
    for wrong in _WRONG_PAGES:
        for right in _RIGHT_PAGES:
            yield f"{right} read as {wrong}", _of_page(wrong, right)


def _by_number(code: int) -> int | None:
    """The letter of a glyph that has its code for a number, TeX's ones among them."""
    if code in OLD_ENCODING:
        return ord(OLD_ENCODING[code])
    letter = bytes([code]).decode("cp1252", "replace") if ord(" ") <= code <= LAST_BYTE else ""
    return ord(letter) if letter.isprintable() and letter else None


def _by_standard_order(code: int) -> int | None:
    """The letter of a glyph by its number in the order that TrueType calls the Macintosh's."""
    if code <= LAST_PLAIN_GLYPH:
        return code + PLAIN_GLYPHS if code + PLAIN_GLYPHS >= ord(" ") else None
    if FIRST_MAC_GLYPH <= code <= LAST_MAC_GLYPH:
        return ord(bytes([code + MAC_GLYPHS]).decode("mac_roman"))
    return None


def _shifted(shift: int) -> Put:
    def put(code: int) -> int | None:
        moved = code + shift
        return moved if code not in {0x20, 0xA0} and moved >= ord(" ") and chr(moved).isprintable() else None

    return put


def _of_page(wrong: str, right: str) -> Put:
    def put(code: int) -> int | None:
        try:
            letter = chr(code).encode(wrong).decode(right)
        except UnicodeError:
            return None
        return ord(letter) if len(letter) == 1 else None

    return put
