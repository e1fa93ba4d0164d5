"""Letters of a page as PDFium reads them, put back into the order and the places in which they are drawn.

PDFium's text is made for people: it sorts what stands on one line, turns right-to-left text round, spells
ligatures out, marks hyphens at line ends, puts blanks where it sees gaps and drops what is printed twice. All
of that is undone here, since what it means is decided later, from places.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.document import Style
from tasks.extraction import pdfium_api as api
from tasks.extraction.actual_text import with_actual_text
from tasks.extraction.glyphs import (
    CONTROL,
    GUESSES,
    INVISIBLE_RENDER_MODES,
    PRIVATE,
    RIGHT_TO_LEFT,
    SLANT_RATIO,
    STROKED_RENDER_MODES,
    UNREAD,
    Flags,
    Floats,
    Glyphs,
    Indices,
    angles_of,
    has,
    is_mode,
    no_glyphs,
    share_out,
)
from tasks.extraction.pdfium_fonts import Fonts, PdfiumFont
from tasks.extraction.pdfium_objects import TextObjects
from tasks.extraction.symbols import read_symbols

BLANK, HYPHEN = 0x20, 0x2D
END_HYPHEN_IN_TEXT = 0xFFFE
"""What PDFium writes in its text for the hyphen at a line's end, and for what is no letter; the character
itself it calls U+0002."""

END_HYPHEN = 0x2
SOFT_HYPHEN = 0xAD
DRAWN_END_HYPHEN = GUESSES + END_HYPHEN
"""Stands for a drawn U+0002, which is no hyphen, while the hyphens are sorted out."""

STRIDE = 6
"""Every so many letters are asked for their text object first."""

CODE_POINTS = 0x110000
CODE_BITS = 21
COLOR_BITS = 24
COLOR_MASK = (1 << COLOR_BITS) - 1

SAME_EDGE_PT = 0.01
"""Edges closer than this are one: PDFium reckons in single precision."""

SAME_WIDTH = 0.002
"""Widths closer than this share of the size are one."""

DOUBLE_LETTER_RATIO = 0.07
"""PDFium drops a letter that stands closer than this share of its size to an equal one shortly before it."""

DOUBLE_LETTER_REACH = 7

DOUBLE_WIDTH_RATIO = 0.25
"""… and text objects whose widths differ more than this share, of themselves or of the size, do not say the
same; outlines widen them."""

MIN_SHAPELESS, SHAPELESS_SHARE = 20, 0.6
"""So many text objects of a font, and such a share of them, are no blanks for having no shape."""

SHAPELESS_PAGE_SHARE = 0.2
"""… and where they would be this share of a page's letters: then the other reader is asked."""

BLANK_WIDTH_PT = 0.01
"""What is narrower or lower than this has no ink."""

WHOLE_BLANKS_SLACK = 0.05
"""A gap after a blank is a number of further blanks when it is one of their widths, give or take this."""

MADE_BLANK_RATIO = 0.05
"""A blank that PDFium made stands at the next letter's pen, or this share of the size and more before it."""

LEAST_SCALE = 1e-12
"""Keeps the scale of a matrix of nothing from being divided by."""

_BRACKETS = ("()", "[]", "{}", "<>", "«»", "‹›", "≤≥", "⟨⟩")
_MIRRORED = {ord(a): ord(b) for one, other in map(tuple, _BRACKETS) for a, b in ((one, other), (other, one))}
"""Marks that PDFium turns round where it turns a line round."""


class TooManyCharactersError(Exception):
    """A page holds more characters than are left of the file's limit."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """How a page lies: `matrix` from the file's coordinates to ours before they are turned top down."""

    matrix: tuple[float, float, float, float, float, float]
    width: float
    height: float

    @classmethod
    def of(cls, left: float, bottom: float, right: float, top: float, quarters: int) -> Sheet:
        """The sheet of a visible box turned clockwise by so many quarters."""
        width, height = right - left, top - bottom
        if quarters == 1:
            return cls((0, -1, 1, 0, -bottom, right), height, width)
        if quarters == 2:
            return cls((-1, 0, 0, -1, right, top), width, height)
        if quarters == 3:
            return cls((0, 1, -1, 0, top, -left), height, width)
        return cls((1, 0, 0, 1, -left, -bottom), width, height)

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places of the file on the page, origin top left."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, self.height - (b * x + d * y + f)

    def turned(self, a: Floats, b: Floats, c: Floats, d: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The turning and stretching part of matrices to the file, as it is on the page."""
        sa, sb, sc, sd, _, _ = self.matrix
        return a * sa + b * sc, a * sb + b * sd, c * sa + d * sc, c * sb + d * sd

    def boxes(self, boxes: Floats) -> Floats:
        """Boxes x0, y0, x1, y1 of the file as x0, top, x1, bottom."""
        ax, ay = self.points(boxes[:, 0], boxes[:, 1])
        bx, by = self.points(boxes[:, 2], boxes[:, 3])
        return np.array([np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)]).T


@dataclass(frozen=True, slots=True, eq=False)
class _Letters:
    """Letters of a text page: code, text object, pen, loose box, place in the text page.

    `made` are blanks that PDFium put in; `index` is -1 for letters that it left out.
    """

    codes: NDArray[np.uint32]
    of: Indices
    x: Floats
    y: Floats
    box: Floats
    mapped: Flags
    made: Flags
    index: Indices

    def take(self, which: Indices | Flags) -> _Letters:
        return _Letters(*(getattr(self, column.name)[which] for column in fields(self)))

    def __len__(self) -> int:
        return len(self.codes)


def _together(parts: list[_Letters]) -> _Letters:
    return _Letters(
        *(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(_Letters))
    )


class TextReader:
    """Reads the letters of one page after the other."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._fonts = Fonts(pdfium)
        self._pens = api.Rows(2, np.float64)
        self._boxes = api.Rows(4, np.float32)
        self._ink = api.Rows(4, np.float64)

    def read(self, page: int, texts: TextObjects, sheet: Sheet, budget: int) -> tuple[Glyphs, Indices]:
        """The glyphs of a page in drawing order, and the text object of each.

        Raises:
            TooManyCharactersError: there are more than `budget`.
        """
        none = no_glyphs(), np.zeros(0, dtype=np.intp)
        if not len(texts):
            return none
        text = self._pdfium.FPDFText_LoadPage(page)
        try:
            letters = self._letters(text, texts, budget)
            if not len(letters):
                return none
            letters = self._with_soft_hyphens(page, letters, texts)
            return self._glyphs(text, letters, texts, sheet)
        finally:
            self._pdfium.FPDFText_ClosePage(text)

    def _letters(self, text: int, texts: TextObjects, budget: int) -> _Letters:
        """The letters that the file draws, in the order in which it does."""
        pdfium = self._pdfium
        count = pdfium.FPDFText_CountChars(text)
        codes = self._codes(text, count)
        handles = self._text_objects(text, codes)
        index = np.flatnonzero(handles)
        codes = codes[index]
        made = np.zeros(len(index), dtype=bool)
        blanks = np.flatnonzero(codes == BLANK)
        made[blanks] = np.fromiter(
            map(pdfium.FPDFText_IsGenerated, repeat(text), index[blanks].tolist()), bool, count=len(blanks)
        )
        if len(index) - np.count_nonzero(made) > budget:
            raise TooManyCharactersError
        by_handle = np.argsort(texts.handles)
        of = by_handle[np.searchsorted(texts.handles, handles[index], sorter=by_handle)]
        places, count = index.tolist(), len(index)
        api.call_all(pdfium.FPDFText_GetCharOrigin, repeat(text), places, *self._pens.places(count))
        api.call_all(pdfium.FPDFText_GetLooseCharBox, repeat(text), places, self._boxes.places(count)[0])
        pens = self._pens.written(count)
        unmapped = self._unmapped(text, texts.font[of], codes, index)
        letters = _Letters(
            codes, of, pens[:, 0], pens[:, 1], self._boxes.written(count), ~unmapped, made, index
        )
        return _without_made(_as_drawn(_with_left_out(letters, texts), texts), texts)

    def _text_objects(self, text: int, codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """Handles of the text objects of all characters of a text page; 0 for those of none.

        Between two letters of one text object stand letters of that one only, unless a line was turned round:
        so every few letters are asked first, and those between them where these are of two.
        """
        ask, count = self._pdfium.FPDFText_GetTextObject, len(codes)
        if has(codes, RIGHT_TO_LEFT).any():
            return np.fromiter(map(ask, repeat(text), range(count)), np.uint64, count=count)
        places = np.arange(0, count, STRIDE)
        told = np.fromiter(map(ask, repeat(text), places.tolist()), np.uint64, count=len(places))
        handles = np.repeat(told, STRIDE)[:count]
        is_open = np.append(told[1:] != told[:-1], True) | (told == 0)
        unsure = np.flatnonzero(np.repeat(is_open, STRIDE)[:count])
        unsure = unsure[unsure % STRIDE != 0]
        handles[unsure] = np.fromiter(map(ask, repeat(text), unsure.tolist()), np.uint64, count=len(unsure))
        return handles

    def _unmapped(self, text: int, font: Indices, codes: NDArray[np.uint32], index: Indices) -> Flags:
        """Which letters PDFium only guesses, asked once for each letter of each font."""
        first, kind = _kinds((font << CODE_BITS) | codes)
        asked = map(self._pdfium.FPDFText_HasUnicodeMapError, repeat(text), index[first].tolist())
        unmapped: Flags = np.fromiter(asked, bool, count=len(first))[kind]
        return unmapped

    def _codes(self, text: int, count: int) -> NDArray[np.uint32]:
        """Code points of all characters of a text page, those that PDFium made included."""
        pdfium = self._pdfium
        units = np.zeros(count + 1, dtype=np.uint16)
        written = pdfium.FPDFText_GetText(text, 0, count, units.ctypes.data) - 1
        is_whole = written == count and not ((units >= 0xD800) & (units < 0xE000)).any()
        if is_whole:
            codes = units[:count].astype(np.uint32)
            for index in np.flatnonzero(codes == END_HYPHEN_IN_TEXT).tolist():
                is_hyphen = pdfium.FPDFText_IsHyphen(text, index) == 1
                code = END_HYPHEN if is_hyphen else int(pdfium.FPDFText_GetUnicode(text, index))
                codes[index] = DRAWN_END_HYPHEN if code == END_HYPHEN and not is_hyphen else code
            return codes
        # Some characters are in the list only, or take two places in the text.
        codes = np.fromiter(
            map(pdfium.FPDFText_GetUnicode, repeat(text), range(count)), dtype=np.uint32, count=count
        )
        codes[codes >= CODE_POINTS] = UNREAD
        for index in np.flatnonzero(codes == END_HYPHEN).tolist():
            if pdfium.FPDFText_IsHyphen(text, index) != 1:
                codes[index] = DRAWN_END_HYPHEN
        return codes

    def _with_soft_hyphens(self, page: int, letters: _Letters, texts: TextObjects) -> _Letters:
        """The letters with hyphens at line ends as they are drawn: hard ones, or soft ones.

        PDFium makes them one. It leaves a hyphen alone after which nothing comes, so text objects are read on
        their own; one for each font that knows soft ones, and all of a font that has some.
        """
        ends = np.flatnonzero(letters.codes == END_HYPHEN)
        codes = letters.codes.copy()
        codes[ends] = HYPHEN
        codes[codes == DRAWN_END_HYPHEN] = END_HYPHEN
        fonts: list[int] = texts.font[letters.of[ends]].tolist()
        soft = {font for font in set(fonts) if self._fonts.width(texts.fonts[font], SOFT_HYPHEN) > 0}
        if not soft:
            return replace(letters, codes=codes)
        self._set_active(texts, is_active=False)
        soft_fonts: dict[int, bool] = {}
        for end, font in zip(ends.tolist(), fonts, strict=True):
            one = int(letters.of[end])
            if font in soft and soft_fonts.get(font, True):
                is_soft = self._last_letter(page, int(texts.handles[one])) == SOFT_HYPHEN
                soft_fonts[font] = soft_fonts.get(font, False) or is_soft
                codes[end] = SOFT_HYPHEN if is_soft else HYPHEN
        self._set_active(texts, is_active=True)
        return replace(letters, codes=codes)

    def _set_active(self, texts: TextObjects, *, is_active: bool) -> None:
        api.call_all(self._pdfium.FPDFPageObj_SetIsActive, texts.handles.tolist(), repeat(int(is_active)))

    def _last_letter(self, page: int, text_object: int) -> int:
        """The last letter of a text object that is not blank, while no other is active."""
        pdfium = self._pdfium
        pdfium.FPDFPageObj_SetIsActive(text_object, 1)
        text = pdfium.FPDFText_LoadPage(page)
        last = pdfium.FPDFText_CountChars(text) - 1
        while (code := int(pdfium.FPDFText_GetUnicode(text, last))) == BLANK:
            last -= 1
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDFPageObj_SetIsActive(text_object, 0)
        return code

    def _glyphs(
        self, text: int, letters: _Letters, texts: TextObjects, sheet: Sheet
    ) -> tuple[Glyphs, Indices]:
        fonts = self._fonts_of(letters, texts)
        of, font = letters.of, texts.font[letters.of]
        sizes = texts.sizes[of]
        piece = _pieces(letters)
        advances = self._advances(text, letters, texts, fonts, font, piece > 0)
        advances = _over_lost_blanks(advances, letters, texts)
        a, b, c, d = sheet.turned(*_turns(letters, texts))
        angle = angles_of(a, b)
        vertical = np.array([one.is_vertical for one in fonts])[font]
        descent = np.array([one.descent for one in fonts])[font] * sizes
        low = np.where(vertical, 0.0, descent)
        right = np.where(vertical, sizes, advances)
        high = low + sizes
        x, y = sheet.points(letters.x, letters.y)
        across, up = _corners(a, c, right, low, high), _corners(b, d, right, low, high)
        x0, x1 = x + across.min(axis=0), x + across.max(axis=0)
        top, bottom = y - up.max(axis=0), y - up.min(axis=0)
        size = np.where((angle == 90) | (angle == 270), x1 - x0, bottom - top)
        sheared = (angle == 0) & (np.abs(c) > SLANT_RATIO * np.abs(d))
        x0 = np.where(sheared, x + np.minimum(0.0, right * a), x0)
        x1 = np.where(sheared, x + np.maximum(0.0, right * a), x1)
        style, styles = _styles(texts, fonts, of, np.rint(np.abs(size) * 10), sheared)
        tag, tags = _tags(texts, of)
        pen_x = np.where(vertical, a * sizes * 0.5 + c * sizes * 0.88, 0.0)
        pen_y = np.where(vertical, b * sizes * 0.5 + d * sizes * 0.88, 0.0)
        codes, mapped = _readable(letters, fonts, font)
        drawn, source = with_actual_text(
            Glyphs(
                codes=codes,
                x0=x0,
                top=top,
                x1=x1,
                bottom=bottom,
                x=x + pen_x,
                y=y - pen_y,
                angle=angle,
                style=style,
                tag=tag,
                piece=piece,
                hidden=is_mode(texts.modes, INVISIBLE_RENDER_MODES)[of],
                unseen=np.zeros(len(of), dtype=bool),
                mapped=mapped,
                origin=np.full(len(of), -1),
                styles=styles,
                tags=tags,
            ),
            np.array([said.span for said in texts.contexts], dtype=np.intp)[texts.context][of],
            texts.words,
        )
        return share_out(drawn), of[source]

    def _fonts_of(self, letters: _Letters, texts: TextObjects) -> list[PdfiumFont]:
        """The fonts of the page, in the order of their handles."""
        first_letter = np.full(len(texts.fonts), BLANK, dtype=np.uint32)
        first_letter[texts.font[letters.of[::-1]]] = letters.codes[::-1]
        return list(map(self._fonts.font, texts.fonts, first_letter.tolist()))

    def _advances(
        self,
        text: int,
        letters: _Letters,
        texts: TextObjects,
        fonts: list[PdfiumFont],
        font: Indices,
        piece: Flags,
    ) -> Floats:
        """How far each letter moves the pen, before the matrix; `piece` tells of those that share a glyph.

        PDFium's loose box begins at the pen and ends where the next letter's does, unless the letter's own
        ink reaches further; then its font is asked, once for each letter and page.
        """
        a, b, c, d = _turns(letters, texts)
        size = texts.sizes[letters.of]
        level, upright = np.abs(b) <= np.abs(a), np.abs(b) > np.abs(a)
        left, top, right, bottom = letters.box.T
        with np.errstate(divide="ignore", invalid="ignore"):
            high, deep = (top - letters.y) / d, (bottom - letters.y) / d
            lean = np.where(np.abs(c) > 0, np.maximum(c * high, c * deep), 0.0)
            along = np.where(a > 0, (right - letters.x - lean) / a, (left - letters.x + lean) / a)
            climbing = np.where(b > 0, (top - letters.y) / b, (bottom - letters.y) / b)
            share = np.where(level, along, climbing) / size
        share = np.where(np.isfinite(share), share, 0.0)
        is_plain = (np.abs(b) <= 1e-4 * np.abs(a)) | (np.abs(a) <= 1e-4 * np.abs(b))
        key = (font.astype(np.int64) << 40) | (letters.codes.astype(np.int64) << 16)
        key |= np.clip(np.rint(share * 1000), 0, 0x3FFF).astype(np.int64) << 2 | ~is_plain << 1 | piece
        first, kind = _kinds(key)
        told = share[first]
        made = (letters.index[first] < 0) & (letters.codes[first] == BLANK)
        told[made] = [
            max(0.0, self._fonts.width(fonts[number].handle, BLANK)) for number in font[first[made]].tolist()
        ]
        unsure = ~is_plain[first] | self._ink_ends_it(text, letters.take(first), upright[first])
        # A font can be asked for a letter, and not for a glyph that has none.
        has_letter = letters.mapped[first] & ~has(letters.codes[first], CONTROL)
        for number in np.flatnonzero(unsure & has_letter & ~made & ~piece[first]).tolist():
            letter = first[number]
            width = self._fonts.width(fonts[font[letter]].handle, int(letters.codes[letter]))
            if 0 < width < told[number] - SAME_WIDTH or (width > 0 and not is_plain[letter]):
                told[number] = width
        return told[kind] * size

    def _ink_ends_it(self, text: int, letters: _Letters, upright: Flags) -> Flags:
        """Whether the loose boxes of letters end where their ink does."""
        edges = self._ink.places(len(letters))
        api.call_all(self._pdfium.FPDFText_GetCharBox, repeat(text), letters.index.tolist(), *edges)
        ink = self._ink.written(len(letters))
        # Left, right, bottom and top here; left, top, right and bottom there.
        left, right, bottom, top = (np.abs(ink - letters.box[:, [0, 2, 3, 1]]) < SAME_EDGE_PT).T
        ends: Flags = np.where(upright, top | bottom, left | right)
        return ends


def _corners(along: Floats, across: Floats, right: Floats, low: Floats, high: Floats) -> Floats:
    """One coordinate of the four corners of letters' boxes, from what a unit along and across them makes."""
    end, bottom, top = along * right, across * low, across * high
    return np.array([bottom, end + bottom, top, end + top])


def _with_left_out(letters: _Letters, texts: TextObjects) -> _Letters:
    """The letters, and those of the text objects that PDFium left out altogether.

    It drops letters that stand on equal ones shortly before them: these are said again. It drops a blank
    after a blank: one that a text object consists of or begins with is put back. Whatever else it drops
    cannot be read, and is counted; so are letters without a shape, where the file lacks their font and most
    of its letters have none.
    """
    size = np.abs(texts.sizes)
    a, b, _, _, x, y = texts.matrices.T.take(letters.of, axis=1)
    pen = ((letters.x - x) * a + (letters.y - y) * b) / np.maximum(a * a + b * b, LEAST_SCALE)
    first = np.full(len(texts), np.inf)
    np.minimum.at(first, letters.of, pen)
    missing = np.isinf(first)
    blanks = np.flatnonzero(~missing & (first > MADE_BLANK_RATIO * size)).tolist()
    width, height = texts.boxes[:, 2] - texts.boxes[:, 0], texts.boxes[:, 3] - texts.boxes[:, 1]
    has_ink = (width > BLANK_WIDTH_PT) & (height > BLANK_WIDTH_PT)
    scale = np.hypot(texts.matrices[:, 0], texts.matrices[:, 1])
    size = size * scale
    reach = DOUBLE_LETTER_RATIO * size + SAME_EDGE_PT
    sources = np.arange(len(texts))
    doubles: list[tuple[int, int]] = []
    ends_blank = _follows_blank(letters, missing)
    shapeless = missing & ~has_ink
    unread: list[int] = []
    if shapeless.any():
        strange = shapeless & ~texts.embedded[texts.font] & _are_most_of_font(shapeless, texts)
        count = np.count_nonzero(strange)
        if count >= SHAPELESS_PAGE_SHARE * (len(letters) + count):
            unread, shapeless = np.flatnonzero(strange).tolist(), shapeless & ~strange
        blanks += np.flatnonzero(shapeless).tolist()
    for one in np.flatnonzero(missing & has_ink).tolist():
        before = np.arange(max(0, one - DOUBLE_LETTER_REACH), one)[::-1]
        shift = np.abs(texts.matrices[before, 4:] - texts.matrices[one, 4:]).max(axis=1)
        same = before[
            (shift <= reach[one])
            & (texts.font[before] == texts.font[one])
            & (np.abs(width[before] - width[one]) <= DOUBLE_WIDTH_RATIO * np.maximum(width[one], size[one]))
            & ~missing[sources[before]]
        ]
        if same.size:
            sources[one] = sources[same[0]]
            doubles.append((one, int(sources[one])))
        elif ends_blank[one]:
            blanks.append(one)
        else:
            unread.append(one)
    if not blanks and not doubles and not unread:
        return letters
    return _together(
        [
            _stand_ins(texts, blanks, BLANK),
            letters,
            *(_said_again(letters, texts, *pair) for pair in doubles),
            _stand_ins(texts, unread, UNREAD),
        ]
    )


def _are_most_of_font(flags: Flags, texts: TextObjects) -> Flags:
    """Which text objects are in a font most of whose objects on the page are flagged."""
    flagged, count = np.bincount(texts.font, flags), np.bincount(texts.font)
    most: Flags = ((flagged >= SHAPELESS_SHARE * count) & (flagged >= MIN_SHAPELESS))[texts.font]
    return most


def _follows_blank(letters: _Letters, missing: Flags) -> Flags:
    """For each text object, whether the nearest one before it that is not missing ends with a blank."""
    ends = np.zeros(len(missing), dtype=bool)
    ends[letters.of] = letters.codes == BLANK
    nearest = np.maximum.accumulate(np.where(missing, -1, np.arange(len(missing))))
    follows: Flags = (nearest >= 0) & ends[nearest]
    return follows


def _said_again(letters: _Letters, texts: TextObjects, again: int, source: int) -> _Letters:
    """The letters of text object `source`, as `again` prints them once more."""
    said = letters.take(letters.of == source)
    dx, dy = (texts.matrices[again, 4:] - texts.matrices[source, 4:]).tolist()
    return replace(
        said,
        of=np.full(len(said), again),
        x=said.x + dx,
        y=said.y + dy,
        box=said.box + np.array([dx, dy, dx, dy]),
    )


def _stand_ins(texts: TextObjects, where: list[int], code: int) -> _Letters:
    """A letter at the beginning of each of these text objects: a blank, or one that cannot be read."""
    x, y = texts.matrices[where, 4], texts.matrices[where, 5]
    left, bottom, right, top = texts.boxes[where].T
    return _Letters(
        np.full(len(where), code, dtype=np.uint32),
        np.array(where, dtype=np.intp),
        x,
        y,
        np.array([left, top, right, bottom]).T,
        np.full(len(where), code != UNREAD),
        np.zeros(len(where), dtype=bool),
        np.full(len(where), -1),
    )


def _without_made(letters: _Letters, texts: TextObjects) -> _Letters:
    """The letters without the blanks that PDFium made where it saw a gap.

    One that it made before a drawn blank stays in its place, since of two blanks PDFium keeps the first: it
    stands before the next letter's pen, not at it.
    """
    if not letters.made.any():
        return letters
    step, _ = _steps(letters, texts)
    stands_for_one = np.append(letters.of[1:] == letters.of[:-1], False)
    stands_for_one &= step > MADE_BLANK_RATIO * np.abs(texts.sizes[letters.of])
    return letters.take(~letters.made | stands_for_one)


def _steps(letters: _Letters, texts: TextObjects) -> tuple[Floats, Floats]:
    """From each letter's pen to the next one's, along its line and across it, before its matrix."""
    a, b, _, _ = _turns(letters, texts)
    scale = np.maximum(a * a + b * b, LEAST_SCALE)
    dx, dy = np.append(np.diff(letters.x), 0.0), np.append(np.diff(letters.y), 0.0)
    return (dx * a + dy * b) / scale, (dy * a - dx * b) / scale


def _over_lost_blanks(advances: Floats, letters: _Letters, texts: TextObjects) -> Floats:
    """Advances with those of blanks drawn out over the blanks that PDFium dropped after them.

    At the end of a text object, its box tells how far they went. Within it nothing does, but that the way to
    the next letter is a number of their widths.
    """
    step, _ = _steps(letters, texts)
    same = np.append(letters.of[1:] == letters.of[:-1], False)
    told = np.where(letters.made, step, advances)
    blank = (letters.codes == BLANK) & ~letters.made & (advances > 0)
    inner = np.flatnonzero(blank & same & (step > advances))
    over = (step - advances)[inner] / advances[inner]
    lost = inner[(letters.index[inner] < 0) | (_are_whole(over) & (np.rint(over) >= 1))]
    told[lost] = step[lost]
    last = np.flatnonzero(blank & ~same)
    ends, width = _ends(letters.take(last), texts), advances[last]
    # A glyph that stands for a blank may be inked, and then the box ends with it.
    told[last] = np.maximum(width, np.where(_are_whole(ends / width), ends + width, ends))
    return told


def _are_whole(numbers: Floats) -> Flags:
    near: Flags = np.abs(numbers - np.rint(numbers)) <= WHOLE_BLANKS_SLACK
    return near


def _ends(letters: _Letters, texts: TextObjects) -> Floats:
    """From each letter's pen to the end of its text object's box, along its line, before its matrix."""
    a, b, _, _ = _turns(letters, texts)
    left, bottom, right, top = texts.boxes[letters.of].T
    level = np.abs(a) >= np.abs(b)
    far = np.where(level, np.where(a > 0, right, left) - letters.x, np.where(b > 0, top, bottom) - letters.y)
    along = np.where(level, a, b)
    ends: Floats = far / np.where(along == 0, LEAST_SCALE, along)
    return ends


def _turns(letters: _Letters, texts: TextObjects) -> Floats:
    """The turning and stretching part a, b, c, d of each letter's matrix."""
    turns: Floats = texts.matrices.T[:4].take(letters.of, axis=1)
    return turns


def _kinds(keys: NDArray[np.int64]) -> tuple[Indices, Indices]:
    """The first place of each different key, from the lowest, and for each place the number of its key."""
    order = np.argsort(keys)
    ranked = keys[order]
    begins = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])[: len(keys)])
    kind = np.zeros(len(keys), dtype=np.intp)
    kind[order] = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(keys))))
    return np.minimum.reduceat(order, begins), kind


def _as_drawn(letters: _Letters, texts: TextObjects) -> _Letters:
    """Letters in drawing order: by text object, and within each along its line."""
    backward = has(letters.codes, RIGHT_TO_LEFT)
    if not backward.any():
        is_drawn = bool((letters.of[1:] >= letters.of[:-1]).all())
        return letters if is_drawn else letters.take(np.argsort(letters.of, kind="stable"))
    letters = _with_own_marks(letters)
    a, b, _, _ = _turns(letters, texts)
    along = letters.x * a + letters.y * b
    is_backward = np.zeros(len(texts), dtype=bool)
    is_backward[letters.of[backward]] = True
    turned = is_backward[letters.of]
    place = np.arange(len(letters))
    # PDFium lists what it turned round from its end; of letters at one pen the one drawn first comes last,
    # but the letters of one glyph are in their order.
    piece = _pieces(letters)
    glyph = np.cumsum(piece <= 1, dtype=np.intp)
    order = np.lexsort((place, np.where(turned, -glyph, place), np.where(turned, along, 0.0), letters.of))
    return letters.take(order)


def _with_own_marks(letters: _Letters) -> _Letters:
    """Brackets as they are drawn: PDFium mirrors those of right-to-left text."""
    mirrored = np.flatnonzero(np.isin(letters.codes, list(_MIRRORED)))
    if not mirrored.size:
        return letters
    codes, x = letters.codes.copy(), letters.x
    for place in mirrored.tolist():
        before = x[place] - x[place - 1] if place else 0.0
        after = x[place + 1] - x[place] if place + 1 < len(x) else 0.0
        near = min((step for step in (before, after) if step), key=abs, default=0.0)
        if near < 0:
            codes[place] = _MIRRORED[int(codes[place])]
    return replace(letters, codes=codes)


def _pieces(letters: _Letters) -> NDArray[np.uint8]:
    """The number of each letter among those of one glyph, from 1; 0 for a glyph of its own."""
    same = (
        (letters.of[1:] == letters.of[:-1])
        & (letters.x[1:] == letters.x[:-1])
        & (letters.y[1:] == letters.y[:-1])
    )
    at_one_pen = np.flatnonzero(same)
    same[at_one_pen] = (letters.box[at_one_pen + 1] == letters.box[at_one_pen]).all(axis=1)
    if not same.any():
        return np.zeros(len(letters), dtype=np.uint8)
    goes_on = np.append(False, same)
    begins = np.flatnonzero(~goes_on)
    length = np.diff(np.append(begins, len(letters)))
    number = np.arange(len(letters)) - np.repeat(begins, length) + 1
    number[np.repeat(length, length) == 1] = 0
    return np.minimum(number, 255).astype(np.uint8)


def _readable(letters: _Letters, fonts: list[PdfiumFont], font: Indices) -> tuple[NDArray[np.uint32], Flags]:
    """Letters with the symbols among them read, and which of them are mapped."""
    codes, mapped = letters.codes.copy(), letters.mapped.copy()
    if not mapped.all():
        codes[~mapped] = np.where(codes[~mapped] < UNREAD, codes[~mapped] + GUESSES, UNREAD)
    private = np.flatnonzero(has(codes, PRIVATE) & mapped)
    if private.size:
        pairs = np.stack([font[private], codes[private]])
        kinds, kind = np.unique(pairs, axis=1, return_inverse=True)
        read = [read_symbols(chr(code), fonts[number].look.name) for number, code in kinds.T.tolist()]
        codes[private] = np.array([ord(letter) for letter, _ in read], dtype=np.uint32)[kind]
        mapped[private] = np.array([is_mapped for _, is_mapped in read])[kind]
    return codes, mapped


def _styles(
    texts: TextObjects, fonts: list[PdfiumFont], of: Indices, tenths: Floats, sheared: Flags
) -> tuple[Indices, tuple[Style, ...]]:
    """The style of each letter among those of the page; `tenths` are sizes in tenths of a point."""
    stroked = is_mode(texts.modes, STROKED_RENDER_MODES)
    bases = texts.font << COLOR_BITS + 1 | stroked << COLOR_BITS | texts.colors
    base, tenths = bases[of], np.clip(tenths, 0, 0x7FFFFFFF)
    changes = (base[1:] != base[:-1]) | (tenths[1:] != tenths[:-1]) | (sheared[1:] != sheared[:-1])
    begins = np.concatenate([[0], np.flatnonzero(changes) + 1])
    runs = list(zip(base[begins].tolist(), tenths[begins].tolist(), sheared[begins].tolist(), strict=True))
    styles: dict[Style, int] = {}
    places: dict[tuple[int, float, bool], int] = {}
    for one in sorted(set(runs)):
        number, size, is_sheared = one
        look = fonts[number >> COLOR_BITS + 1].look
        style = Style(
            look.name,
            size / 10,
            look.is_bold or bool(number >> COLOR_BITS & 1),
            look.is_italic or is_sheared,
            f"#{number & COLOR_MASK:06x}",
        )
        places[one] = styles.setdefault(style, len(styles))
    of_run = np.array([places[run] for run in runs], dtype=np.intp)
    return np.repeat(of_run, np.diff(np.append(begins, len(of)))), tuple(styles)


def _tags(texts: TextObjects, of: Indices) -> tuple[Indices, tuple[str | None, ...]]:
    tags: dict[str | None, int] = {}
    places = np.array([tags.setdefault(said.tag, len(tags)) for said in texts.contexts], dtype=np.intp)
    return places[texts.context][of], tuple(tags)
