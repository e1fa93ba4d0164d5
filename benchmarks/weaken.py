"""Takes signals away from a document that was read well, so that the pipeline errs and has to know it.

Generated bulletins are clean: nearly all of what is published from them is right, which says nothing
about whether a doubt is told. And what is learnt from files that tell all their looks leans on looks that
the files of the next publisher may not tell. Every way here loses what real files often lose (tags, colours,
weights, sizes, drawn lines, gutters, places), changes no character, and leaves the truth as it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import median

from schemas.document import Document, Frame, Line, Page, Style, Word
from schemas.geometry import BBox

SIZE_KEPT = 0.3
"""Share of a size's distance from the usual one that is left of it."""

STRETCH = 1.07
"""Factor on the widths of lines, as where a substitute font runs wider; narrow gutters vanish."""

WANDER_PT = 9.0
"""Pages are printed this much lower, one after the other; nothing stands at one place on two pages."""

GAP_RATIO = 0.6
"""White space above a line, in heights of it, that an export turns into an empty line."""

SCANNED_FONT = "Scanned"
SCANNED_DEVIATION = 0.05
"""Sizes that are measured on a picture of a line are so far off, as a standard deviation from 1 …"""

DESCENT = 0.2
"""… and the letters as high, over a baseline that is this share of their box above its foot."""

Weakening = Callable[[Document], Document]


def without_tags(document: Document) -> Document:
    """As printer drivers write it: no structure tags, no bookmarks, no title."""
    bare = _with_words(document, lambda word: replace(word, tag=None))
    return replace(bare, outline=(), metadata_title=None)


def without_colours(document: Document) -> Document:
    """Black letters on white paper."""
    black = _with_styles(document, lambda style: replace(style, color=None))
    return replace(black, pages=tuple(replace(page, frames=()) for page in black.pages))


def without_weights(document: Document) -> Document:
    """Neither bold nor italic, as where a file's fonts do not say what they are."""
    return _with_styles(document, lambda style: replace(style, is_bold=False, is_italic=False, color=None))


def without_fonts(document: Document) -> Document:
    """Fonts whose names say nothing, and which are neither bold nor italic."""
    names: dict[str, str] = {}

    def unname(style: Style) -> Style:
        name = names.setdefault(style.font, f"F{len(names)}")
        return replace(style, font=name, is_bold=False, is_italic=False)

    return _with_styles(document, unname)


def as_scanned(document: Document) -> Document:
    """Text under a picture of its page: one black font, whose size and height are measured line by line.

    The same document is measured the same.
    """
    measuring = random.Random(document.text)

    def measure(line: Line) -> Line:
        scale = measuring.gauss(1.0, SCANNED_DEVIATION)
        return _raised(_restyled(line, lambda style: _scanned(style, scale)), scale)

    return without_tags(_with_pictures(_with_lines(document, measure)))


def without_sizes(document: Document) -> Document:
    """Sizes drawn together around the usual one."""
    sizes = [w.style.size_pt for p in document.pages for line in p.lines for w in line.words if w.style]
    usual = median(sizes) if sizes else 0.0

    def level(style: Style) -> Style:
        return replace(style, size_pt=round(usual + SIZE_KEPT * (style.size_pt - usual), 1))

    return _with_styles(document, level)


def without_drawings(document: Document) -> Document:
    """No rules, no boxes, no pictures."""
    pages = tuple(replace(page, rules=(), frames=(), images=()) for page in document.pages)
    return replace(document, pages=pages, outline=())


def without_gutters(document: Document) -> Document:
    """Lines run wider than they are printed."""

    def stretch(box: BBox, x0: float) -> BBox:
        return replace(box, x0=x0 + STRETCH * (box.x0 - x0), x1=x0 + STRETCH * (box.x1 - x0))

    def widen(line: Line) -> Line:
        if line.bbox is None:
            return line
        left = line.bbox.x0
        words = tuple(replace(w, bbox=stretch(w.bbox, left)) if w.bbox else w for w in line.words)
        return replace(line, words=words, bbox=stretch(line.bbox, left))

    return _with_lines(document, widen)


def without_fixed_places(document: Document) -> Document:
    """Each page lies a little lower than the one before."""
    return replace(document, pages=tuple(_lowered(page, WANDER_PT * page.number) for page in document.pages))


def without_places(document: Document) -> Document:
    """A text export: lines in the file's order, empty lines where the page has white space."""
    pages = tuple(
        Page(
            number=page.number,
            lines=tuple(
                _bare(line, above) for line, above in zip(page.lines, (None, *page.lines), strict=False)
            ),
        )
        for page in document.pages
    )
    return replace(document, pages=pages, outline=())


WEAKENINGS: dict[str, Weakening] = {
    "as_is": lambda document: document,
    "weights": without_weights,
    "sizes": without_sizes,
    "weights_and_sizes": lambda document: without_weights(without_sizes(document)),
    "drawings": without_drawings,
    "gutters": without_gutters,
    "fixed_places": without_fixed_places,
    "places": without_places,
}
"""What is lost, by name."""

LESSONS: Mapping[str, Weakening] = {
    "without tags": without_tags,
    "without colours": lambda document: without_tags(without_colours(document)),
    "without fonts": lambda document: without_tags(without_fonts(document)),
    "as scanned": as_scanned,
}
"""How bulletins read by hand are told again, to be learnt from: places and pages stay, looks go."""


def _with_pictures(document: Document) -> Document:
    """Each page as one picture, on which nothing is drawn apart."""
    return replace(document, pages=tuple(map(_as_picture, document.pages)))


def _as_picture(page: Page) -> Page:
    whole = BBox(0.0, 0.0, page.width_pt or 0.0, page.height_pt or 0.0)
    return replace(page, rules=(), frames=(), images=(whole,))


def _scanned(style: Style, scale: float) -> Style:
    return Style(SCANNED_FONT, round(scale * style.size_pt, 1), is_bold=False, is_italic=False)


def _raised(line: Line, scale: float) -> Line:
    """A line whose boxes are `scale` times as high, over the same baseline."""

    def raise_box(box: BBox | None) -> BBox | None:
        if box is None:
            return None
        baseline = box.bottom - DESCENT * box.height
        top, bottom = (baseline + scale * (edge - baseline) for edge in (box.top, box.bottom))
        return replace(box, top=top, bottom=bottom)

    words = tuple(replace(word, bbox=raise_box(word.bbox)) for word in line.words)
    return replace(line, words=words, bbox=raise_box(line.bbox))


def _bare(line: Line, above: Line | None) -> Line:
    words = tuple(Word(word.span) for word in line.words)
    return Line(line.page, line.span, words, blank_before=_has_gap(line, above))


def _has_gap(line: Line, above: Line | None) -> bool:
    if line.bbox is None or above is None or above.bbox is None:
        return False
    gap = line.bbox.top - above.bbox.bottom
    return not 0 <= gap <= GAP_RATIO * line.bbox.height and not -0.5 * line.bbox.height < gap < 0


def _lowered(page: Page, by_pt: float) -> Page:
    def lower(box: BBox) -> BBox:
        return replace(box, top=box.top + by_pt, bottom=box.bottom + by_pt)

    def lower_line(line: Line) -> Line:
        words = tuple(replace(w, bbox=lower(w.bbox)) if w.bbox else w for w in line.words)
        return replace(line, words=words, bbox=lower(line.bbox) if line.bbox else None)

    return replace(
        page,
        height_pt=None if page.height_pt is None else page.height_pt + by_pt,
        lines=tuple(map(lower_line, page.lines)),
        rules=tuple(map(lower, page.rules)),
        frames=tuple(Frame(lower(f.bbox), f.is_stroked, f.fill) for f in page.frames),
        images=tuple(map(lower, page.images)),
    )


def _with_styles(document: Document, change: Callable[[Style], Style]) -> Document:
    return _with_lines(document, lambda line: _restyled(line, change))


def _restyled(line: Line, change: Callable[[Style], Style]) -> Line:
    return replace(line, words=tuple(replace(w, style=change(w.style)) if w.style else w for w in line.words))


def _with_words(document: Document, change: Callable[[Word], Word]) -> Document:
    return _with_lines(document, lambda line: replace(line, words=tuple(map(change, line.words))))


def _with_lines(document: Document, change: Callable[[Line], Line]) -> Document:
    pages = tuple(replace(page, lines=tuple(map(change, page.lines))) for page in document.pages)
    return replace(document, pages=pages)
