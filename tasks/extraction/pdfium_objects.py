"""What a page is drawn with, as PDFium lists it: text objects, paths and pictures, in drawing order.

All that a letter shares with those drawn with it (font, size, matrix, colour, mode, tags) is asked once for
its text object. Coordinates are those of the file: origin bottom left, before any turn of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.extraction import pdfium_api as api
from tasks.extraction.actual_text import decode
from tasks.extraction.glyphs import Flags, Floats, Indices
from tasks.extraction.pages import MAX_CLIP_POINTS, UNBOUNDED, seen_through

MARK_NAME_UNITS = 128
"""Names of marked content are cut here; the standard allows 127 bytes."""

ACTUAL_TEXT = b"ActualText"
WORDS_BYTES = 4096
"""Words in place of what is drawn are cut here; longer ones are of several lines and not read."""

MAX_NESTED_FORMS = 60
"""Forms within forms are followed this deep; PDFium itself parses fewer."""

BLANK_WIDTH_PT = 0.01
"""PDFium leaves out text objects narrower than this: marks drawn on their own have no width."""

DOUBLE_REACH = 5
"""PDFium compares a text object with so many before it, and leaves it out when it says the same there."""

CURVE_POINTS = 3

OPTIONAL_CONTENT = "OC"
"""The mark of what belongs to a layer."""

FILLED_RENDER_MODES = frozenset({0, 4})
"""Letters that are filled and have no outline."""

OPAQUE_ALPHA = 255
UNTOLD_ALPHA = OPAQUE_ALPHA + 1
"""Stands for the opacity of patterns, which is not told."""

CLEAR_ALPHA = 8
"""What is this little opaque cannot be seen."""

EVERYWHERE = (-UNBOUNDED, -UNBOUNDED, UNBOUNDED, UNBOUNDED)
"""The box of no clip at all, in points."""

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class TextObjects:
    """Text objects of a page, one for each place of the arrays.

    Attributes:
        handles: PDFium's own.
        fonts: handles of their fonts.
        sizes: font sizes before the matrix.
        matrices: from text to the page, six numbers each.
        modes: render modes.
        colors: `#rrggbb` for each.
        tags: names of their marked content, joined by `/`; None for none.
        boxes: left, bottom, right, top of their ink; of blanks, to the pen of the last one.
        containers: which form (or page, 0) they are drawn in.
        clear: filled with nothing: their colour is transparent.
        clips: left, bottom, right, top of what their clip leaves of the page; `EVERYWHERE` without one.
        orders: their places among all that is drawn.
        spans: which of `words` stand in place of them; -1 for none.
        words: what the file says in place of what it draws.
        layers: what may be switched off with them: marks of optional content, and the form they are in.
    """

    handles: NDArray[np.uint64]
    fonts: NDArray[np.uint64]
    sizes: Floats
    matrices: Floats
    modes: Indices
    colors: list[str]
    tags: list[str | None]
    boxes: Floats
    containers: Indices
    clear: Flags
    clips: Floats
    orders: Indices
    spans: Indices
    words: dict[int, str]
    layers: list[tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.handles)


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Painted paths: all points of all their parts, where each part begins, and how it is painted.

    `clips` are boxes x0, y0, x1, y1 of what can be seen of each part.
    """

    points: Floats
    first: Indices
    stroked: list[bool]
    fills: list[str | None]
    clips: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PageObjects:
    """All that is drawn; `images` are boxes of pictures as x0, y0, x1, y1, `image_orders` their places in it.

    `inks` are handles of all that is drawn and no text, pictures aside; `pictures` those of pictures.
    """

    texts: TextObjects
    paths: Paths
    images: Floats
    image_orders: Indices
    covers: Covers
    inks: list[int]
    pictures: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Covers:
    """Areas of one opaque colour as boxes x0, y0, x1, y1, with their places among all that is drawn."""

    boxes: Floats
    orders: Indices
    colors: list[str]


@dataclass(frozen=True, slots=True)
class _Form:
    """A form, or the page itself: its matrix, the tags around it, its layers, and what its clips leave."""

    matrix: Matrix = IDENTITY
    tag: str | None = None
    layers: tuple[int, ...] = ()
    clip: tuple[float, ...] = EVERYWHERE


@dataclass(slots=True)
class _Found:
    """Handles in drawing order, with the place of their form in `forms` and their own among all of them."""

    texts: list[tuple[int, int, int]] = field(default_factory=list)
    paths: list[tuple[int, int, int]] = field(default_factory=list)
    images: list[tuple[int, int, int]] = field(default_factory=list)
    shadings: list[int] = field(default_factory=list)
    forms: list[_Form] = field(default_factory=lambda: [_Form()])
    count: int = 0


class ObjectReader:
    """Reads the objects of one page after the other; holds the places that PDFium writes into."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._name: NDArray[np.uint16] = np.zeros(MARK_NAME_UNITS, dtype=np.uint16)
        self._words: NDArray[np.uint8] = np.zeros(WORDS_BYTES, dtype=np.uint8)
        self._length: NDArray[np.uint64] = np.zeros(1, dtype=np.uint64)
        self._name_at, self._length_at = self._name.ctypes.data, self._length.ctypes.data
        self._tags: dict[tuple[int, ...], str | None] = {}
        self._said: dict[int, str] = {}
        self._optional: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._clips: dict[tuple[int, ...], Floats] = {}

    def read(self, page: int) -> PageObjects:
        """The objects of a page; prepares its text objects so that PDFium's text leaves none of them out."""
        self._tags.clear()
        self._said.clear()
        self._optional.clear()
        self._clips.clear()
        found = _Found()
        self._walk(found, page, 0, depth=0)
        texts = self._texts(found)
        self._keep_all(texts)
        paths, covers = self._paths(found)
        return PageObjects(
            texts,
            paths,
            self._images(found),
            np.array([order for *_, order in found.images], dtype=np.intp),
            covers,
            [handle for handle, *_ in found.paths] + found.shadings,
            [handle for handle, *_ in found.images],
        )

    def _walk(self, found: _Found, container: int, number: int, *, depth: int) -> None:
        pdfium = self._pdfium
        if number == 0:
            count, get = pdfium.FPDFPage_CountObjects(container), pdfium.FPDFPage_GetObject
        else:
            count, get = pdfium.FPDFFormObj_CountObjects(container), pdfium.FPDFFormObj_GetObject
        handles = list(map(get, repeat(container), range(max(count, 0))))
        for handle, kind in zip(handles, map(pdfium.FPDFPageObj_GetType, handles), strict=True):
            found.count += 1
            if kind == api.TEXT:
                found.texts.append((handle, number, found.count))
            elif kind == api.PATH:
                found.paths.append((handle, number, found.count))
            elif kind == api.IMAGE:
                found.images.append((handle, number, found.count))
            elif kind == api.SHADING:
                found.shadings.append(handle)
            elif kind == api.FORM and depth < MAX_NESTED_FORMS:
                found.forms.append(self._form(found, number, handle))
                self._walk(found, handle, len(found.forms) - 1, depth=depth + 1)

    def _form(self, found: _Found, number: int, handle: int) -> _Form:
        """A form drawn in the form `number`."""
        outer = found.forms[number]
        marks = self._marks(handle, self._pdfium.FPDFPageObj_CountMarks(handle))
        return _Form(
            _times(self._matrix_of(handle), outer.matrix),
            _joined(outer.tag, self._tag(handle, marks)),
            (*outer.layers, *self._layers(marks), handle),
            tuple(self._seen_of(found, [(handle, number)])[0].tolist()),
        )

    def _matrix_of(self, handle: int) -> Matrix:
        a, b, c, d, e, f = self._own_matrices([handle])[0].tolist()
        return a, b, c, d, e, f

    def _texts(self, found: _Found) -> TextObjects:
        pdfium, count = self._pdfium, len(found.texts)
        handles = [handle for handle, *_ in found.texts]
        containers = np.array([number for _, number, _ in found.texts], dtype=np.intp)
        matrices = self._own_matrices(handles)
        sizes = np.zeros(count, dtype=np.float32)
        api.call_all(pdfium.FPDFTextObj_GetFontSize, handles, _places(sizes))
        boxes = np.zeros((count, 4), dtype=np.float32)
        left = _places(boxes)
        api.call_all(pdfium.FPDFPageObj_GetBounds, handles, left, *(_moved(left, by) for by in (4, 8, 12)))
        marks = list(map(self._marks, handles, map(pdfium.FPDFPageObj_CountMarks, handles)))
        forms = np.array([form.matrix for form in found.forms])[containers]
        within = [found.forms[number] for number in containers.tolist()]
        colors, alphas = self._fill_colors(handles)
        modes = np.fromiter(map(pdfium.FPDFTextObj_GetTextRenderMode, handles), dtype=np.intp, count=count)
        tags = [
            _joined(form.tag, self._tag(handle, own))
            for form, handle, own in zip(within, handles, marks, strict=True)
        ]
        numbers = {mark: number for number, mark in enumerate(self._said)}
        spans = [next((numbers[mark] for mark in own if mark in numbers), -1) for own in marks]
        return TextObjects(
            np.array(handles, dtype=np.uint64),
            np.fromiter(map(pdfium.FPDFTextObj_GetFont, handles), dtype=np.uint64, count=count),
            sizes.astype(np.float64),
            _all_times(matrices, forms),
            modes,
            colors,
            tags,
            _moved_boxes(boxes.astype(np.float64), forms),
            containers,
            (alphas <= CLEAR_ALPHA) & np.isin(modes, list(FILLED_RENDER_MODES)),
            self._clips_of(handles, forms),
            np.array([order for *_, order in found.texts], dtype=np.intp),
            np.array(spans, dtype=np.intp),
            dict(enumerate(self._said.values())),
            [(*form.layers, *self._layers(own)) for form, own in zip(within, marks, strict=True)],
        )

    def _clips_of(self, handles: list[int], forms: Floats) -> Floats:
        """What the clips leave of the page, as boxes: objects of one clip share its points."""
        pdfium = self._pdfium
        clips = list(map(pdfium.FPDFPageObj_GetClipPath, handles))
        boxes = np.tile(EVERYWHERE, (len(handles), 1))
        for place, count in enumerate(map(pdfium.FPDFClipPath_CountPaths, clips)):
            if count > 0:
                clip = clips[place]
                key = tuple(map(pdfium.FPDFClipPath_GetPathSegment, repeat(clip), range(count), repeat(0)))
                if key not in self._clips:
                    self._clips[key] = self._clip(clip, count)
                boxes[place] = _moved_boxes(self._clips[key][None], forms[place][None])[0]
        return boxes

    def _clip(self, clip: int, count: int) -> Floats:
        """What all paths of a clip have in common, as a box; with swapped corners where that is nothing."""
        pdfium, box = self._pdfium, np.array(EVERYWHERE)
        for path in range(count):
            segments = max(0, pdfium.FPDFClipPath_CountPathSegments(clip, path))
            points = np.zeros((segments, 2), dtype=np.float32)
            left = _places(points)
            places = map(pdfium.FPDFClipPath_GetPathSegment, repeat(clip), repeat(path), range(segments))
            api.call_all(pdfium.FPDFPathSegment_GetPoint, places, left, _moved(left, 4))
            if segments:
                box[:2] = np.maximum(box[:2], points.min(axis=0))
                box[2:] = np.minimum(box[2:], points.max(axis=0))
        return box

    def _own_matrices(self, handles: list[int]) -> Floats:
        matrices = np.zeros((len(handles), 6), dtype=np.float32)
        api.call_all(self._pdfium.FPDFPageObj_GetMatrix, handles, _places(matrices))
        return matrices.astype(np.float64)

    def _fill_colors(self, handles: list[int]) -> tuple[list[str], Indices]:
        """Colours as `#rrggbb`, and how opaque they are, up to 255; `UNTOLD_ALPHA` for patterns."""
        colors = np.zeros((len(handles), 4), dtype=np.uint32)
        red = _places(colors)
        told = list(
            map(self._pdfium.FPDFPageObj_GetFillColor, handles, red, *(_moved(red, by) for by in (4, 8, 12)))
        )
        alphas = np.where(np.array(told, dtype=bool), colors[:, 3].astype(np.intp), UNTOLD_ALPHA)
        red_green_blue = (colors[:, 0] << 16 | colors[:, 1] << 8 | colors[:, 2]).tolist()
        names = {number: f"#{number:06x}" for number in set(red_green_blue)}
        return [names[number] for number in red_green_blue], alphas

    def _marks(self, handle: int, count: int) -> tuple[int, ...]:
        """An object's marks, outermost first."""
        return tuple(map(self._pdfium.FPDFPageObj_GetMark, repeat(handle), range(count))) if count > 0 else ()

    def _layers(self, marks: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the marks that make what is drawn optional."""
        if marks not in self._optional:
            named = zip(marks, map(self._mark_name, marks), strict=True)
            self._optional[marks] = tuple(mark for mark, name in named if name == OPTIONAL_CONTENT)
        return self._optional[marks]

    def _tag(self, handle: int, marks: tuple[int, ...]) -> str | None:
        """Names of an object's marks, outermost first.

        A mark's words in place of what is drawn are noted, and taken from it: PDFium's text is the print.
        """
        if marks not in self._tags:
            for mark in marks:
                self._take_words(handle, mark)
            self._tags[marks] = "/".join(map(self._mark_name, marks)) or None
        return self._tags[marks]

    def _take_words(self, handle: int, mark: int) -> None:
        room, length = self._words, self._length.ctypes.data
        if self._pdfium.FPDFPageObjMark_GetParamBlobValue(
            mark, ACTUAL_TEXT, room.ctypes.data, room.nbytes, length
        ):
            self._said[mark] = decode(room.tobytes()[: min(int(self._length[0]), room.nbytes)])
            self._pdfium.FPDFPageObjMark_RemoveParam(handle, mark, ACTUAL_TEXT)

    def _mark_name(self, mark: int) -> str:
        room = self._name.nbytes
        self._pdfium.FPDFPageObjMark_GetName(mark, self._name_at, room, self._length_at)
        size = min(int(self._length[0]), room)
        return self._name.tobytes()[:size].decode("utf-16-le", "replace").split("\0", 1)[0]

    def _keep_all(self, texts: TextObjects) -> None:
        """Changes what makes PDFium's text leave out an object, by less than can be measured.

        It drops one of no width, which is given an outline, and one that says the same in (nearly) the same
        place as another shortly before it, unless their sizes differ. Only the reader itself may judge that.
        """
        pdfium = self._pdfium
        box, width = texts.boxes, texts.boxes[:, 2] - texts.boxes[:, 0]
        for index in np.flatnonzero(width < BLANK_WIDTH_PT).tolist():
            handle = int(texts.handles[index])
            pdfium.FPDFTextObj_SetTextRenderMode(handle, 1)
            pdfium.FPDFTextObj_SetFontSize(handle, float(texts.sizes[index]))
        suspect = np.zeros(len(texts), dtype=bool)
        for back in range(1, DOUBLE_REACH + 1):
            one, other = slice(None, -back), slice(back, None)
            shared = np.minimum(box[one, 2], box[other, 2]) - np.maximum(box[one, 0], box[other, 0])
            meets = np.minimum(box[one, 3], box[other, 3]) >= np.maximum(box[one, 1], box[other, 1])
            same = (texts.containers[one] == texts.containers[other]) & (
                texts.sizes[one] == texts.sizes[other]
            )
            suspect[other] |= same & meets & (shared >= width[other] / 2)
        for index in np.flatnonzero(suspect).tolist():
            # No two that are compared get the same size.
            size = np.float32(texts.sizes[index])
            for _ in range(1 + index % (DOUBLE_REACH + 1)):
                size = np.nextafter(size, np.float32(np.inf))
            pdfium.FPDFTextObj_SetFontSize(int(texts.handles[index]), float(size))

    def _images(self, found: _Found) -> Floats:
        handles = [handle for handle, *_ in found.images]
        forms = np.array([found.forms[number].matrix for _, number, _ in found.images]).reshape(-1, 6)
        if not handles:
            return np.zeros((0, 4))
        squares = np.tile([0.0, 0.0, 1.0, 1.0], (len(handles), 1))
        return _moved_boxes(squares, _all_times(self._own_matrices(handles), forms))

    def _seen_of(self, found: _Found, objects: list[tuple[int, int]]) -> Floats:
        """Boxes of what is seen of objects, x0, y0, x1, y1 on the page; the clips of their forms count."""
        own = self._own_clips([handle for handle, _ in objects])
        forms = np.array([found.forms[number].matrix for _, number in objects]).reshape(-1, 6)
        outer = np.array([found.forms[number].clip for _, number in objects]).reshape(-1, 4)
        return seen_through(_moved_boxes(own, forms), outer)

    def _own_clips(self, handles: list[int]) -> Floats:
        """For each object the box that all its clips have in common, where its form has its places."""
        pdfium = self._pdfium
        clips = np.fromiter(map(pdfium.FPDFPageObj_GetClipPath, handles), np.uint64, count=len(handles))
        paths = [max(0, count) for count in map(pdfium.FPDFClipPath_CountPaths, clips.tolist())]
        of = np.repeat(np.arange(len(handles)), paths)
        path = np.concatenate([np.arange(0), *map(np.arange, paths)])
        told = map(pdfium.FPDFClipPath_CountPathSegments, clips[of].tolist(), path.tolist())
        number = np.fromiter(told, np.intp, count=len(of))
        is_looked_at = (number > 0) & (number <= MAX_CLIP_POINTS)
        of, path, number = of[is_looked_at], path[is_looked_at], number[is_looked_at]
        result = np.tile(EVERYWHERE, (len(handles), 1))
        if len(number):
            first = np.cumsum(number) - number
            places = np.arange(number.sum()) - np.repeat(first, number)
            segments = map(
                pdfium.FPDFClipPath_GetPathSegment,
                np.repeat(clips[of], number).tolist(),
                np.repeat(path, number).tolist(),
                places.tolist(),
            )
            points = np.zeros((len(places), 2), dtype=np.float32)
            left = _places(points)
            api.call_all(pdfium.FPDFPathSegment_GetPoint, segments, left, _moved(left, 4))
            np.maximum.at(result[:, :2], of, np.minimum.reduceat(points, first))
            np.minimum.at(result[:, 2:], of, np.maximum.reduceat(points, first))
            result[:, 2:] = np.maximum(result[:, :2], result[:, 2:])
        return result

    def _paths(self, found: _Found) -> tuple[Paths, Covers]:
        pdfium = self._pdfium
        painted = self._painted(found)
        handles = [handle for handle, *_ in painted]
        counts = np.array(
            [max(0, count) for count in map(pdfium.FPDFPath_CountSegments, handles)], dtype=np.intp
        )
        of = np.repeat(np.arange(len(painted)), counts)
        within = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        segments = list(
            map(pdfium.FPDFPath_GetPathSegment, [handles[path] for path in of.tolist()], within.tolist())
        )
        count = len(segments)
        kinds = np.fromiter(map(pdfium.FPDFPathSegment_GetType, segments), dtype=np.intp, count=count)
        places = np.zeros((count, 2), dtype=np.float32)
        left = _places(places)
        api.call_all(pdfium.FPDFPathSegment_GetPoint, segments, left, _moved(left, 4))
        points, first, path = _parts(kinds, within == 0, of)
        forms = np.array([found.forms[number].matrix for _, number, *_ in painted]).reshape(-1, 6)
        a, b, c, d, e, f = _all_times(self._own_matrices(handles), forms)[of[points]].T
        x, y = places.astype(np.float64)[points].T
        colors, alphas = self._fill_colors(handles)
        clips = self._seen_of(found, [(handle, number) for handle, number, *_ in painted])
        corners = np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)
        is_filled = [painted[one][3] for one in path.tolist()]
        paths = Paths(
            corners,
            first,
            [painted[one][4] for one in path.tolist()],
            [colors[one] if filled else None for one, filled in zip(path.tolist(), is_filled, strict=True)],
            clips[path],
        )
        orders = np.array([order for _, _, order, *_ in painted], dtype=np.intp)
        is_cover = np.flatnonzero(np.array(is_filled, dtype=bool) & (alphas[path] == OPAQUE_ALPHA))
        covering = path[is_cover]
        names = [colors[one] for one in covering.tolist()]
        return paths, Covers(_boxes_of(paths)[is_cover], orders[covering], names)

    def _painted(self, found: _Found) -> list[tuple[int, int, int, bool, bool]]:
        """The paths that are filled or stroked: handle, form, place in drawing order, and which of both."""
        modes = np.zeros((len(found.paths), 2), dtype=np.int32)
        fill = _places(modes)
        handles = [handle for handle, *_ in found.paths]
        api.call_all(self._pdfium.FPDFPath_GetDrawMode, handles, fill, _moved(fill, 4))
        return [
            (*path, is_filled, is_stroked)
            for path, (is_filled, is_stroked) in zip(found.paths, modes.astype(bool).tolist(), strict=True)
            if is_filled or is_stroked
        ]


def _boxes_of(paths: Paths) -> Floats:
    """The box x0, y0, x1, y1 of each part."""
    if not paths.first.size:
        return np.zeros((0, 4))
    low = np.minimum.reduceat(paths.points, paths.first)
    return np.concatenate([low, np.maximum.reduceat(paths.points, paths.first)], axis=1)


def _parts(kinds: Indices, begins: Flags, of: Indices) -> tuple[Indices, Indices, Indices]:
    """The segments at whose points the parts of all paths have their corners, in order.

    With them, where each part begins among them, and its path. Whether a part is closed makes no difference:
    it then ends where it began. One of a single point is none.
    """
    if not len(kinds):
        return (np.zeros(0, dtype=np.intp),) * 3
    place = np.arange(len(kinds))
    is_curve = kinds == api.BEZIER_TO
    # A curve is told by two points beside its way and the one at which it ends.
    before = np.maximum.accumulate(np.where(~is_curve | begins, place - is_curve, -1))
    points = place[~is_curve | ((place - before) % CURVE_POINTS == 0)]
    starts = begins | (kinds == api.MOVE_TO)
    of_part = (np.cumsum(starts, dtype=np.intp) - 1)[points]
    length = np.bincount(of_part, minlength=np.count_nonzero(starts))
    points = points[length[of_part] > 1]
    long = length[length > 1]
    return points, np.cumsum(long) - long, of[np.flatnonzero(starts)][length > 1]


def _moved_boxes(boxes: Floats, matrices: Floats) -> Floats:
    """Boxes x0, y0, x1, y1 round what the matrices, one a row, make of the given ones."""
    a, b, c, d, e, f = matrices.reshape(-1, 6).T
    x = np.stack([a * boxes[:, i] + c * boxes[:, j] + e for i in (0, 2) for j in (1, 3)])
    y = np.stack([b * boxes[:, i] + d * boxes[:, j] + f for i in (0, 2) for j in (1, 3)])
    return np.stack([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)], axis=1)


def _joined(outer: str | None, inner: str | None) -> str | None:
    if outer is None:
        return inner
    return "/".join(part for part in (outer, inner) if part) or None


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = _all_times(np.array([inner]), np.array([outer]))[0].tolist()
    return a, b, c, d, e, f


def _all_times(inner: Floats, outer: Floats) -> Floats:
    """Products of matrices, one a row, as `_times`."""
    a, b, c, d, e, f = inner.T
    oa, ob, oc, od, oe, of = outer.reshape(-1, 6).T
    return np.stack(
        [
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ],
        axis=1,
    )


def _places(rows: NDArray[Any]) -> range:
    """Addresses of an array's rows."""
    step = rows.strides[0]
    return range(rows.ctypes.data, rows.ctypes.data + step * len(rows), step) if len(rows) else range(0)


def _moved(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by, places.step)
