"""What a reader sees of a page's letters: drawn is not yet seen.

Letters are clipped away, of their ground's colour, covered by what is drawn later, or in a layer that is
switched off; others are drawn without ink and shown by what is painted through or under them. What numbers
can tell is told by numbers. What remains in doubt is drawn twice, with the letters and without them: those
without a difference are not seen. Only the part of the page round them is drawn, and pages without a doubt
are not drawn at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, product, repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.tolerances import FAR_SIZES
from tasks.extraction import pdfium_api as api
from tasks.extraction.glyphs import Flags, Floats, Glyphs, Indices, is_mode
from tasks.extraction.pdfium_objects import FILLED_RENDER_MODES, Covers, PageObjects, TextObjects
from tasks.extraction.pdfium_text import Sheet

CLIPPING_RENDER_MODE = 7
"""Letters that are no ink but a stencil for what is painted after them."""

MIN_COVER_PT = 3.0
"""What is thinner is a rule: it strikes letters through and covers none."""

MAX_PAIRS = 4_000_000
"""So many pairs of text objects and areas are looked at on a page, the largest areas first; and so many pairs
of letters and pictures, or all pictures count as touched."""

MAX_LAYERS = 32
"""Layers and forms that are drawn one by one; on pages with more, all count as switched on."""

SCALE = 2.0
"""Pixels a point, at which the letters of a doubt are drawn …"""

ROUGH_SCALE = 1.0
"""… and at which they are before, since nearly all of them are seen at a glance."""

SCAN_SHARE = 0.5
"""Pictures of this share of a page and more are its scan."""

MIN_PICTURED = 4
"""A picture on fewer letters may be meant to be read as them."""

WINDOW_GAP_PT = 8.0
"""Letters of a doubt with so much room between them are drawn apart from each other …"""

MAX_WINDOWS = 64
"""… unless that would be more than so many drawings of one page."""

LAYER_SCALE = 1.0
LAYER_MARGIN = 2
"""Pixels round a letter in which its ink is looked for: some reaches over its box."""

PIXEL_BYTES = 4
MAX_PIXELS = 4_000_000
MIN_SCALE = 0.5
"""Pages so large that they are drawn smaller than this are not judged by their looks."""

PAPER = 0xFFFFFF
WHITE, BLACK = 255, 0
"""All channels of what a page is drawn on."""

DOUBTFUL_CONTRAST = 32
"""Letters whose channels differ less from those of their ground (of 255) may not be seen."""

CONTRAST = 16
"""Channels that differ less (of 255) look the same."""

PAINTED_SHARE = 0.7
"""So many letters of a text object without ink have something drawn in their boxes, where it shows them."""

INK_SHARE = 0.02
"""Share of a letter's box that its ink changes at least; a full stop changes twice that."""

PLAIN_SHARE = 0.25
"""Letters that change this share of their boxes are seen, however roughly they are drawn."""

FIRST_STRANGE_LETTER = 0x250
"""From here on letters may have no shape in the fonts that stand in for those that a file lacks."""

Pixels = NDArray[np.uint8]


class Sight:
    """Judges one page after the other."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium

    def judged(self, page: int, drawn: PageObjects, glyphs: Glyphs, of: Indices, sheet: Sheet) -> Glyphs:
        """The page's glyphs, `of` which text objects, with those marked that nobody sees."""
        if not len(glyphs):
            return glyphs
        texts = drawn.texts
        can_tell = ~glyphs.blank & _have_shapes(texts, glyphs, of)
        view = _View(self._pdfium, page, drawn, sheet)
        unseen = _is_outside(glyphs, sheet.boxes(texts.clips).T.take(of, axis=1))
        unseen |= can_tell & self._switched_off(view, glyphs, of, can_tell)[of]
        inkless = (texts.clear | (texts.modes == CLIPPING_RENDER_MODE))[of]
        hidden = (glyphs.hidden & ~inkless) | (inkless & ~glyphs.blank)
        unseen |= _lost(view, glyphs, of, can_tell, can_tell & ~unseen & ~hidden)
        stencils = can_tell & ~unseen & inkless
        hidden &= ~view.paints(glyphs, stencils, of)[of]
        return replace(glyphs, unseen=unseen, hidden=hidden)

    def _switched_off(self, view: _View, glyphs: Glyphs, of: Indices, can_tell: Flags) -> Flags:
        """Which text objects are in a layer of which nothing is drawn, though its letters have shapes."""
        texts = view.drawn.texts
        off = np.zeros(len(texts), dtype=bool)
        layers = sorted({said.layers for said in texts.contexts} - {()})
        if not layers or len(layers) > MAX_LAYERS:
            return off
        number = {layer: place for place, layer in enumerate([(), *layers])}
        layer_of = np.array([number[said.layers] for said in texts.contexts], dtype=np.intp)[texts.context]
        for place in range(1, len(number)):
            letters = can_tell & (layer_of == place)[of] & ~glyphs.hidden & ~texts.clear[of]
            if letters.any() and not view.draws_any(glyphs, letters, layer_of == place):
                off |= layer_of == place
        return off


class _View:
    """A page as it is drawn, with some of its objects left out."""

    def __init__(self, pdfium: Any, page: int, drawn: PageObjects, sheet: Sheet) -> None:
        self._pdfium, self._page, self.drawn, self.sheet = pdfium, page, drawn, sheet

    def shows(self, glyphs: Glyphs, doubtful: Flags, of: Indices, like: Flags) -> Flags:
        """Which of the doubtful glyphs make a difference; the others are not looked at, and count as such.

        `like` tells of the text objects that have about the colour of the ground under them, pictures aside.
        """
        shown = np.ones(len(glyphs), dtype=bool)
        looked_at = np.flatnonzero(doubtful)
        if not looked_at.size or self._scale(SCALE) < MIN_SCALE:
            return shown
        edges, texts = _edges(glyphs, looked_at), of[looked_at]
        for part in _apart(edges):
            same = self._unchanged(edges[part], np.unique(texts[part]), like)
            shown[looked_at[part[same]]] = False
        return shown

    def _unchanged(self, edges: Floats, texts: Indices, like: Flags) -> Indices:
        """Those of some letters whose boxes look the same without their text objects."""
        without = self.drawn.texts.handles[texts].tolist()
        beside = self._pictures_beside(edges)
        if not like[texts].any():
            beside += self._pictures_before(texts)
        left = np.arange(len(edges))
        for wanted, share in ((ROUGH_SCALE, PLAIN_SHARE), (SCALE, INK_SHARE)):
            changes = np.zeros(len(edges))
            for part in _apart(edges[left]):
                which = left[part]
                changes[which] = self._changes(edges[which], self._scale(wanted), beside, without)
            left = left[changes[left] < share]
        return left

    def _changes(self, edges: Floats, scale: float, beside: list[int], without: list[int]) -> Floats:
        """The share of each letter's box that looks otherwise without those objects, `beside` aside."""
        boxes = self._pixel_boxes(edges, scale)
        window = _Window.round_boxes(boxes)
        one, other = (self._picture(scale, window, left_out) for left_out in (beside, [*beside, *without]))
        return window.share(_differ(one, other), boxes)

    def paints(self, glyphs: Glyphs, stencils: Flags, of: Indices) -> Flags:
        """Which text objects' stencils have more than one colour in (nearly) all their boxes, texts aside."""
        texts = self.drawn.texts
        scale = self._scale(SCALE)
        if not stencils.any() or scale < MIN_SCALE:
            return np.zeros(len(texts), dtype=bool)
        looked_at = _edges(glyphs, stencils)
        boxes = self._pixel_boxes(looked_at, scale)
        window = _Window.round_boxes(boxes, margin=1)
        beside = self._pictures_beside(looked_at)
        picture = self._picture(scale, window, [*beside, *texts.handles.tolist()])
        edges = np.zeros(picture.shape[:2], dtype=bool)
        edges[1:] |= _differ(picture[1:], picture[:-1])
        edges[:, 1:] |= _differ(picture[:, 1:], picture[:, :-1])
        painted = window.share(edges, boxes) >= INK_SHARE
        count = np.bincount(of[stencils], minlength=len(texts))
        shown: Flags = (count > 0) & (np.bincount(of[stencils], painted, len(texts)) >= PAINTED_SHARE * count)
        return shown

    def draws_any(self, glyphs: Glyphs, letters: Flags, texts: Flags) -> bool:
        """Whether anything is drawn at some of these letters where these text objects are drawn alone.

        Nearly always the first of them tells; white ones show on black only.
        """
        scale = self._scale(LAYER_SCALE)
        if scale < MIN_SCALE:
            return True
        drawn = self.drawn
        others = [*drawn.texts.handles[~texts].tolist(), *drawn.inks, *drawn.pictures]
        boxes = self._pixel_boxes(_edges(glyphs, letters), scale)
        windows = [_Window.round_boxes(some, margin=LAYER_MARGIN) for some in (boxes[:1], boxes)]
        return any(
            (self._picture(scale, window, others, ground)[..., :3] != ground).any()
            for window, ground in product(windows, (WHITE, BLACK))
        )

    def _pictures_beside(self, edges: Floats) -> list[int]:
        """Pictures that touch none of the letters: unpacking them would be for nothing."""
        if len(edges) * len(self.drawn.images) > MAX_PAIRS:
            return []
        x0, top, x1, bottom = edges.T[:, :, None]
        left, high, right, low = self.sheet.boxes(self.drawn.images).T
        touches = (left <= x1) & (right >= x0) & (high <= bottom) & (low >= top)
        return [self.drawn.pictures[place] for place in np.flatnonzero(~touches.any(axis=0)).tolist()]

    def _pictures_before(self, texts: Indices) -> list[int]:
        """Pictures drawn before all of these text objects: they hide none, they only lie under them."""
        before = self.drawn.image_orders < self.drawn.texts.orders[texts].min()
        return [self.drawn.pictures[place] for place in np.flatnonzero(before).tolist()]

    def _scale(self, wanted: float) -> float:
        return min(wanted, float(np.sqrt(MAX_PIXELS / (self.sheet.width * self.sheet.height))))

    def _size(self, scale: float) -> tuple[int, int]:
        """Width and height of the whole page in pixels."""
        return max(1, round(self.sheet.width * scale)), max(1, round(self.sheet.height * scale))

    def _pixel_boxes(self, edges: Floats, scale: float) -> Indices:
        """Left, top, right and bottom of each letter in pixels of the page."""
        boxes: Indices = np.clip(np.rint(edges * scale).astype(np.intp), 0, self._size(scale) * 2)
        return boxes

    def _picture(self, scale: float, window: _Window, without: list[int], ground: int = WHITE) -> Pixels:
        """The window's pixels row by row from the top: blue, green, red and a byte without meaning."""
        pdfium = self._pdfium
        width, height = window.right - window.left, window.bottom - window.top
        room = np.full((height, width, PIXEL_BYTES), ground, dtype=np.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            width, height, api.BITMAP_BGRX, room.ctypes.data, width * PIXEL_BYTES
        )
        self._set_active(without, is_active=False)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, self._page, -window.left, -window.top, *self._size(scale), 0, api.ROUGH
        )
        self._set_active(without, is_active=True)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return room

    def _set_active(self, handles: Iterable[int], *, is_active: bool) -> None:
        api.call_all(self._pdfium.FPDFPageObj_SetIsActive, handles, repeat(int(is_active)))


def _edges(glyphs: Glyphs, which: Indices | Flags) -> Floats:
    """Left, top, right and bottom of these glyphs, in points."""
    return np.array([edge[which] for edge in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)]).T


def _apart(edges: Floats) -> list[Indices]:
    """Places of letters that stand together, row by row and from left to right; all where that makes many."""
    rows = _parted(edges[:, 1], edges[:, 3])
    parts = [row[part] for row in rows for part in _parted(edges[row, 0], edges[row, 2])]
    return parts if len(parts) <= MAX_WINDOWS else [np.arange(len(edges))]


def _parted(begins: Floats, ends: Floats) -> list[Indices]:
    """Places of spans in their order, parted where a gap lies behind all that went before."""
    if not begins.size:
        return []
    order = np.argsort(begins, kind="stable")
    reach = np.maximum.accumulate(ends[order])
    return np.split(order, np.flatnonzero(begins[order[1:]] - reach[:-1] >= WINDOW_GAP_PT) + 1)


class _Window(NamedTuple):
    """The part of a page that is drawn, in pixels of the whole page; never empty."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def round_boxes(cls, boxes: Indices, margin: int = 0) -> _Window:
        """What holds all boxes, and so much more on each side; it may reach over the page's right and end."""
        left, top = np.maximum(boxes[:, :2].min(axis=0) - margin, 0).tolist()
        right, bottom = (boxes[:, 2:].max(axis=0) + margin).tolist()
        return cls(left, top, max(right, left + 1), max(bottom, top + 1))

    def share(self, is_set: Flags, boxes: Indices) -> Floats:
        """Share of each box's pixels that are set, of this window's."""
        height, width = is_set.shape
        sums = np.zeros((height + 1, width + 1), dtype=np.int32)
        np.cumsum(is_set, axis=1, out=sums[1:, 1:])
        # NumPy adds up along the other axis ten times more slowly.
        for above, row in pairwise(sums):
            row += above
        left, top, right, bottom = (boxes - np.tile([self.left, self.top], 2)).T
        count = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        share: Floats = count / np.maximum((right - left) * (bottom - top), 1)
        return share


def _lost(view: _View, glyphs: Glyphs, of: Indices, can_tell: Flags, drawn_on: Flags) -> Flags:
    """Which of the letters with ink nobody sees, since something lies on them or is of their colour."""
    drawn, texts, sheet = view.drawn, view.drawn.texts, view.sheet
    like = _is_like_ground(texts, drawn.covers)
    doubtful = drawn_on & _may_be_unseen(drawn, like, glyphs, of, sheet)
    pictures = _pictures(drawn, sheet)
    pictured = drawn_on & _is_under_later(pictures, texts, glyphs, of, sheet)
    if pictured.any():
        boxes = sheet.boxes(pictures.boxes)
        pictured = _are_whole(pictured, can_tell, of)
        pictured &= ~doubtful & ~_are_few(pictured, glyphs, boxes)
        doubtful = doubtful | pictured
    if not doubtful.any():
        return doubtful
    lost = doubtful & ~view.shows(glyphs, doubtful, of, like)
    return lost & ~_are_few(lost & pictured, glyphs, sheet.boxes(pictures.boxes))


def _have_shapes(texts: TextObjects, glyphs: Glyphs, of: Indices) -> Flags:
    """Letters that PDFium surely draws: their font is in the file, or those that stand in know them."""
    have: Flags = texts.embedded[texts.font][of] | (glyphs.codes < FIRST_STRANGE_LETTER)
    return have


def _is_outside(glyphs: Glyphs, edges: Floats) -> Flags:
    """Which glyphs have their middle outside of the box with these left, top, right and bottom edges."""
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    left, top, right, bottom = edges
    outside: Flags = ~((left <= x) & (x <= right) & (top <= y) & (y <= bottom))
    return outside


def _may_be_unseen(drawn: PageObjects, like: Flags, glyphs: Glyphs, of: Indices, sheet: Sheet) -> Flags:
    """Glyphs that something drawn later lies on, or of about the colour of what they are drawn on."""
    doubtful = (like & ~_on_picture(drawn.texts, drawn.images))[of]
    return doubtful | _is_under_later(drawn.covers, drawn.texts, glyphs, of, sheet)


def _pictures(drawn: PageObjects, sheet: Sheet) -> Covers:
    """Pictures as areas that hide letters; those of most of a page are scans, with their text under them."""
    size = drawn.images[:, 2:] - drawn.images[:, :2]
    small = size.prod(axis=1) < SCAN_SHARE * sheet.width * sheet.height
    paper = np.full(np.count_nonzero(small), PAPER, dtype=np.uint32)
    return Covers(drawn.images[small], drawn.image_orders[small], paper)


def _are_whole(flags: Flags, letters: Flags, of: Indices) -> Flags:
    """The flags of text objects that are flagged as a whole: pictures often lie on an end of a line."""
    count = np.bincount(of, letters)
    whole: Flags = np.bincount(of, flags & letters, len(count)) == count
    both: Flags = flags & whole[of]
    return both


def _are_few(pictured: Flags, glyphs: Glyphs, boxes: Floats) -> Flags:
    """Which of the glyphs under pictures are so few that one may stand for them: a heart for an o.

    Then others stand in their line right beside the picture.
    """
    few = np.zeros(len(glyphs), dtype=bool)
    if not pictured.any():
        return few
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for x0, top, x1, bottom in boxes:
        inside = pictured & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        if 0 < np.count_nonzero(inside) < MIN_PICTURED:
            above, below = glyphs.top[inside].min(), glyphs.bottom[inside].max()
            beside = np.maximum(x0 - glyphs.x1, glyphs.x0 - x1) <= FAR_SIZES * (below - above)
            if (beside & ~pictured & ~glyphs.blank & (above <= y) & (y <= below)).any():
                few |= inside
    return few


def _is_under_later(areas: Covers, texts: TextObjects, glyphs: Glyphs, of: Indices, sheet: Sheet) -> Flags:
    """Glyphs with their middle in one of the areas, which is drawn later."""
    chosen = _areas(areas, len(texts))
    later = _met(texts.boxes, texts.orders, areas, chosen)
    under = np.zeros(len(glyphs), dtype=bool)
    if later.any():
        x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
        on = sheet.boxes(areas.boxes[chosen])
        for one in np.flatnonzero(later.any(axis=1)).tolist():
            mine = of == one
            for x0, top, x1, bottom in on[later[one]]:
                under |= mine & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
    return under


def _areas(covers: Covers, count: int) -> Indices:
    """Places of the areas that can hide letters; the largest, where so many text objects make many pairs."""
    size = covers.boxes[:, 2:] - covers.boxes[:, :2]
    wide = np.flatnonzero((size >= MIN_COVER_PT).all(axis=1))
    most = MAX_PAIRS // max(count, 1)
    if len(wide) <= most:
        return wide
    by_area = np.argsort(-size[wide].prod(axis=1), kind="stable")
    return np.sort(wide[by_area[:most]])


def _met(boxes: Floats, orders: Indices, covers: Covers, chosen: Indices) -> Flags:
    """For each of the boxes and of the chosen areas, whether they meet and the area is drawn after it."""
    box, on = boxes[:, None], covers.boxes[chosen]
    met: Flags = (on[:, 0] < box[..., 2]) & (box[..., 0] < on[:, 2])
    met &= (on[:, 1] < box[..., 3]) & (box[..., 1] < on[:, 3])
    met &= covers.orders[chosen] > orders[:, None]
    return met


def _is_like_ground(texts: TextObjects, covers: Covers) -> Flags:
    """Which text objects are filled with about the colour of the last area drawn under their middle."""
    chosen = _areas(covers, len(texts))
    grounds = np.append(np.uint32(PAPER), covers.colors[chosen])
    like = _has_like(texts.colors, grounds)
    like[~is_mode(texts.modes, FILLED_RENDER_MODES)] = False
    some = np.flatnonzero(like)
    if not some.size:
        return like
    middles = np.tile((texts.boxes[some, :2] + texts.boxes[some, 2:]) / 2, 2)
    before = replace(covers, orders=-covers.orders)
    under = _met(middles, -texts.orders[some], before, chosen)
    # The paper lies under all areas.
    order = np.concatenate(
        [np.zeros((len(some), 1), dtype=np.intp), np.where(under, covers.orders[chosen], 0)], axis=1
    )
    like[some] = _are_like(texts.colors[some], grounds[np.argmax(order, axis=1)])
    return like


def _has_like(colors: NDArray[np.uint32], grounds: NDArray[np.uint32]) -> Flags:
    """Which of the colours are about one of the grounds'; both are few, and many times the same."""
    kinds, kind = np.unique(colors, return_inverse=True)
    like = np.asarray(_are_like(kinds[:, None], np.unique(grounds)).any(axis=1))
    return like[kind]


def _are_like(colors: NDArray[np.uint32], others: NDArray[np.uint32]) -> Flags:
    """Whether colours 0xrrggbb are about the same."""
    like: Flags = (np.abs(_channels(colors) - _channels(others)) < DOUBTFUL_CONTRAST).all(axis=-1)
    return like


def _channels(colors: NDArray[np.uint32]) -> NDArray[np.int16]:
    """Red, green and blue of colours 0xrrggbb, along a further axis."""
    return np.stack([colors >> 16 & 0xFF, colors >> 8 & 0xFF, colors & 0xFF], axis=-1).astype(np.int16)


def _on_picture(texts: TextObjects, images: Floats) -> Flags:
    """Which text objects touch a picture."""
    box = texts.boxes[:, None]
    meets = (images[:, 0] < box[..., 2]) & (box[..., 0] < images[:, 2])
    meets &= (images[:, 1] < box[..., 3]) & (box[..., 1] < images[:, 3])
    return np.asarray(meets.any(axis=1))


def _differ(one: Pixels, other: Pixels) -> Flags:
    """Which pixels are of another colour in the other picture."""
    pixels, others = one.view(np.uint32).ravel(), other.view(np.uint32).ravel()
    unequal = np.flatnonzero(pixels != others)
    here, there = pixels[unequal].view(np.uint8), others[unequal].view(np.uint8)
    is_far = np.maximum(here, there) - np.minimum(here, there) >= CONTRAST
    blue, green, red, _ = is_far.reshape(-1, PIXEL_BYTES).T
    differ = np.zeros(len(pixels), dtype=bool)
    differ[unequal] = blue | green | red
    return differ.reshape(one.shape[:2])
