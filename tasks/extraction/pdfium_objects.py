"""What a page is drawn with, as PDFium lists it: text objects, paths and pictures, in drawing order.

All that a letter shares with those drawn with it (font, size, matrix, colour, mode, tags) is asked once for
its text object. Coordinates are those of the file: origin bottom left, before any turn of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.extraction import pdfium_api as api
from tasks.extraction.actual_text import decode
from tasks.extraction.glyphs import Flags, Floats, Indices, is_mode
from tasks.extraction.pages import UNBOUNDED, seen_through

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

FAINT_ALPHA = 128
"""Letters at most this opaque are of the colour that they have on white paper: watermarks are."""

EVERYWHERE = (-UNBOUNDED, -UNBOUNDED, UNBOUNDED, UNBOUNDED)
"""The box of no clip at all, in points."""

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Context:
    """What the marks and forms around a text object say of it.

    Attributes:
        tag: names of the marked content, joined by `/`; None for none.
        span: which of the page's words stand in place of it; -1 for none.
        layers: what may be switched off with it: marks of optional content, and the forms it is in.
    """

    tag: str | None
    span: int
    layers: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TextObjects:
    """Text objects of a page, one for each place of the arrays.

    Attributes:
        handles: PDFium's own.
        fonts: handles of all their fonts, each once, from the lowest.
        font: place of each one's font in `fonts`.
        embedded: which of the fonts are in the file.
        sizes: font sizes before the matrix.
        matrices: from text to the page, six numbers each.
        modes: render modes.
        colors: red, green and blue of each as one number, 0xrrggbb.
        boxes: left, bottom, right, top of their ink; of blanks, to the pen of the last one.
        containers: which form (or page, 0) they are drawn in.
        clear: filled with nothing: their colour is transparent.
        clips: left, bottom, right, top of what their clip leaves of the page; `EVERYWHERE` without one.
        orders: their places among all that is drawn.
        context: what is said of each, its place in `contexts`.
        contexts: each that text objects have, in their order.
        words: what the file says in place of what it draws.
    """

    handles: NDArray[np.uint64]
    fonts: list[int]
    font: Indices
    embedded: Flags
    sizes: Floats
    matrices: Floats
    modes: Indices
    colors: NDArray[np.uint32]
    boxes: Floats
    containers: Indices
    clear: Flags
    clips: Floats
    orders: Indices
    context: Indices
    contexts: list[Context]
    words: dict[int, str]

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
    """Areas of one opaque colour 0xrrggbb: boxes x0, y0, x1, y1, and their places among all that is drawn."""

    boxes: Floats
    orders: Indices
    colors: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Form:
    """A form, or the page itself: its matrix, the tags around it, its layers, and what its clips leave."""

    matrix: tuple[float, ...] = IDENTITY
    tag: str | None = None
    layers: tuple[int, ...] = ()
    clip: tuple[float, ...] = EVERYWHERE


@dataclass(slots=True)
class _Objects:
    """Handles of one kind in drawing order, the place of their form in `forms`, their own among all."""

    handles: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.handles)

    def take(self, which: Flags) -> _Objects:
        """Those where the flag is set."""
        chosen = which.tolist()
        return _Objects(
            *(list(compress(column, chosen)) for column in (self.handles, self.numbers, self.orders))
        )


@dataclass(slots=True)
class _Found:
    """What a page is drawn with, by kind, its forms, and how much it is."""

    texts: _Objects = field(default_factory=_Objects)
    paths: _Objects = field(default_factory=_Objects)
    images: _Objects = field(default_factory=_Objects)
    shadings: _Objects = field(default_factory=_Objects)
    forms: list[_Form] = field(default_factory=lambda: [_Form()])
    count: int = 0

    def add(self, handles: NDArray[np.uint64], kinds: Indices, number: int) -> None:
        """Takes in objects, no forms, that are drawn one after the other in the form `number`."""
        by_kind = {
            api.TEXT: self.texts,
            api.PATH: self.paths,
            api.IMAGE: self.images,
            api.SHADING: self.shadings,
        }
        for kind in by_kind.keys() & set(kinds.tolist()):
            places, objects = np.flatnonzero(kinds == kind), by_kind[kind]
            objects.handles += handles[places].tolist()
            objects.numbers += [number] * len(places)
            objects.orders += (places + self.count + 1).tolist()
        self.count += len(handles)

    def matrices(self, objects: _Objects, own: Floats) -> Floats:
        """Matrices to the page, of objects that have these to their forms."""
        return _all_times(own, self._of_forms(objects)) if any(objects.numbers) else own

    def boxes(self, objects: _Objects, own: Floats) -> Floats:
        """Boxes on the page, of objects that have these in their forms."""
        return _moved_boxes(own, self._of_forms(objects)) if any(objects.numbers) else own

    def _of_forms(self, objects: _Objects) -> Floats:
        return np.array([form.matrix for form in self.forms])[objects.numbers]


class ObjectReader:
    """Reads the objects of one page after the other; holds the places that PDFium writes into."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._name: NDArray[np.uint16] = np.zeros(MARK_NAME_UNITS, dtype=np.uint16)
        self._words: NDArray[np.uint8] = np.zeros(WORDS_BYTES, dtype=np.uint8)
        self._length: NDArray[np.uint64] = np.zeros(1, dtype=np.uint64)
        self._name_at, self._words_at = self._name.ctypes.data, self._words.ctypes.data
        self._length_at = self._length.ctypes.data
        self._tags: dict[tuple[int, ...], str | None] = {}
        self._said: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._optional: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._clips: dict[tuple[int, ...], Floats] = {}

    def read(self, page: int) -> PageObjects:
        """The objects of a page; prepares its text objects so that PDFium's text leaves none of them out."""
        self._tags.clear()
        self._said.clear()
        self._names.clear()
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
            np.array(found.images.orders, dtype=np.intp),
            covers,
            found.paths.handles + found.shadings.handles,
            found.images.handles,
        )

    def _walk(self, found: _Found, container: int, number: int, *, depth: int) -> None:
        pdfium = self._pdfium
        if number == 0:
            count, get = pdfium.FPDFPage_CountObjects(container), pdfium.FPDFPage_GetObject
        else:
            count, get = pdfium.FPDFFormObj_CountObjects(container), pdfium.FPDFFormObj_GetObject
        handles = np.fromiter(map(get, repeat(container), range(count)), np.uint64)
        kinds = np.fromiter(map(pdfium.FPDFPageObj_GetType, handles.tolist()), np.intp, count=len(handles))
        places = np.flatnonzero(kinds == api.FORM).tolist()
        begin = 0
        for place, form in zip(places, self._forms(found, number, handles[places].tolist()), strict=True):
            found.add(handles[begin:place], kinds[begin:place], number)
            found.count += 1
            if depth < MAX_NESTED_FORMS:
                found.forms.append(form)
                self._walk(found, form.layers[-1], len(found.forms) - 1, depth=depth + 1)
            begin = place + 1
        found.add(handles[begin:], kinds[begin:], number)

    def _forms(self, found: _Found, number: int, handles: list[int]) -> list[_Form]:
        """Forms drawn in the form `number`."""
        if not handles:
            return []
        outer, forms = found.forms[number], _Objects(handles, [number] * len(handles))
        matrices = _all_times(self._own_matrices(handles), np.array([outer.matrix]))
        clips = self._seen_of(found, forms)
        marks = [self._marks(handle, self._pdfium.FPDFPageObj_CountMarks(handle)) for handle in handles]
        return [
            _Form(
                tuple(matrix),
                _joined(outer.tag, self._tag(handle, own)),
                (*outer.layers, *self._layers(own), handle),
                tuple(clip),
            )
            for handle, matrix, clip, own in zip(
                handles, matrices.tolist(), clips.tolist(), marks, strict=True
            )
        ]

    def _texts(self, found: _Found) -> TextObjects:
        pdfium, count, handles = self._pdfium, len(found.texts), found.texts.handles
        sizes = np.zeros(count, dtype=np.float32)
        api.call_all(pdfium.FPDFTextObj_GetFontSize, handles, _places(sizes))
        boxes = np.zeros((count, 4), dtype=np.float32)
        left = _places(boxes)
        api.call_all(pdfium.FPDFPageObj_GetBounds, handles, left, *(_moved(left, by) for by in (4, 8, 12)))
        colors, alphas = self._fill_colors(handles)
        modes = np.fromiter(map(pdfium.FPDFTextObj_GetTextRenderMode, handles), np.intp, count=count)
        context, contexts = self._contexts(found)
        of_each = list(map(pdfium.FPDFTextObj_GetFont, handles))
        fonts = sorted(set(of_each))
        number = {font: place for place, font in enumerate(fonts)}
        return TextObjects(
            handles=np.array(handles, dtype=np.uint64),
            fonts=fonts,
            font=np.fromiter(map(number.__getitem__, of_each), np.intp, count=count),
            embedded=np.array([pdfium.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts], dtype=bool),
            sizes=sizes.astype(np.float64),
            matrices=found.matrices(found.texts, self._own_matrices(handles)),
            modes=modes,
            colors=_on_paper(colors, alphas),
            boxes=found.boxes(found.texts, boxes.astype(np.float64)),
            containers=np.array(found.texts.numbers, dtype=np.intp),
            clear=(alphas <= CLEAR_ALPHA) & is_mode(modes, FILLED_RENDER_MODES),
            clips=self._clips_of(found, found.texts),
            orders=np.array(found.texts.orders, dtype=np.intp),
            context=context,
            contexts=contexts,
            words=dict(enumerate(self._said.values())),
        )

    def _contexts(self, found: _Found) -> tuple[Indices, list[Context]]:
        """What is said of each text object: its place among all that is said, and that."""
        texts = found.texts
        counts = np.fromiter(
            map(self._pdfium.FPDFPageObj_CountMarks, texts.handles), np.intp, count=len(texts)
        )
        begins = np.flatnonzero(self._are_marked_anew(texts, counts)).tolist()
        places: dict[tuple[int, tuple[int, ...]], int] = {}
        first: list[int] = []
        runs = []
        for begin in begins:
            around = texts.numbers[begin], self._marks(texts.handles[begin], int(counts[begin]))
            if around not in places:
                places[around] = len(places)
                first.append(texts.handles[begin])
            runs.append(places[around])
        context = np.repeat(np.array(runs, dtype=np.intp), np.diff([*begins, len(texts)]))
        tags = [self._tag(handle, own) for handle, (_, own) in zip(first, places, strict=True)]
        numbers = {mark: number for number, mark in enumerate(self._said)}
        contexts = [
            Context(
                _joined(found.forms[number].tag, tag),
                next((numbers[mark] for mark in own if mark in numbers), -1),
                (*found.forms[number].layers, *self._layers(own)),
            )
            for (number, own), tag in zip(places, tags, strict=True)
        ]
        return context, contexts

    def _are_marked_anew(self, texts: _Objects, counts: Indices) -> Flags:
        """Which text objects are in another form than the one before them, or have other marks."""
        numbers = np.array(texts.numbers, dtype=np.intp)
        anew = np.append(True, (np.diff(numbers) != 0) | (np.diff(counts) != 0))[: len(texts)]
        for level in range(int(counts.max(initial=0))):
            # One whose neighbour has no mark of this level has another number of marks, and is anew already.
            marked = np.flatnonzero(counts > level)
            handles = [texts.handles[place] for place in marked.tolist()]
            marks = np.fromiter(
                map(self._pdfium.FPDFPageObj_GetMark, handles, repeat(level)), np.uint64, count=len(marked)
            )
            anew[marked[1:][marks[1:] != marks[:-1]]] = True
        return anew

    def _clips_of(self, found: _Found, objects: _Objects) -> Floats:
        """What their own clips leave of the page for each object, as boxes x0, y0, x1, y1."""
        own = self._own_clips(objects.handles)
        if not any(objects.numbers):
            return own
        is_clipped = (own != EVERYWHERE).any(axis=1)
        return np.where(is_clipped[:, None], found.boxes(objects, own), EVERYWHERE)

    def _own_clips(self, handles: list[int]) -> Floats:
        """For each object the box that all its clips have in common, where its form has its places.

        One without width or height where they have nothing in common. Objects of one clip share its points.
        """
        pdfium = self._pdfium
        clips = np.fromiter(map(pdfium.FPDFPageObj_GetClipPath, handles), np.uint64, count=len(handles))
        counts = np.fromiter(map(pdfium.FPDFClipPath_CountPaths, clips.tolist()), np.intp, count=len(handles))
        clipped = np.flatnonzero(counts > 0)
        boxes = np.full((len(handles), 4), EVERYWHERE)
        if not clipped.size:
            return boxes
        clips, counts = clips[clipped], counts[clipped]
        ends = np.cumsum(counts)
        path = np.arange(counts.sum()) - np.repeat(ends - counts, counts)
        firsts = list(
            map(
                pdfium.FPDFClipPath_GetPathSegment,
                np.repeat(clips, counts).tolist(),
                path.tolist(),
                repeat(0),
            )
        )
        keys = [tuple(firsts[begin:end]) for begin, end in pairwise([0, *ends.tolist()])]
        unknown = {
            key: clip for key, clip in zip(keys, clips.tolist(), strict=True) if key not in self._clips
        }
        if unknown:
            self._clips |= zip(unknown, self._boxes_of_clips(unknown), strict=True)
        places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        boxes[clipped] = np.array([self._clips[key] for key in places])[[places[key] for key in keys]]
        return boxes

    def _boxes_of_clips(self, clips: Mapping[tuple[int, ...], int]) -> Floats:
        """What all paths of each clip have in common, as a box; the clips by their paths' first segments."""
        pdfium = self._pdfium
        paths = np.array([len(firsts) for firsts in clips])
        of = np.repeat(np.arange(len(clips)), paths)
        path = np.concatenate([np.arange(count) for count in paths.tolist()])
        clip = np.array(list(clips.values()), dtype=np.uint64)[of]
        told = map(pdfium.FPDFClipPath_CountPathSegments, clip.tolist(), path.tolist())
        number = np.fromiter(told, np.intp, count=len(of))
        has_points = number > 0
        of, path, clip, number = of[has_points], path[has_points], clip[has_points], number[has_points]
        result = np.tile(EVERYWHERE, (len(clips), 1))
        if len(number):
            first = np.cumsum(number) - number
            places = np.arange(number.sum()) - np.repeat(first, number)
            segments = map(
                pdfium.FPDFClipPath_GetPathSegment,
                np.repeat(clip, number).tolist(),
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

    def _own_matrices(self, handles: list[int]) -> Floats:
        matrices = np.zeros((len(handles), 6), dtype=np.float32)
        api.call_all(self._pdfium.FPDFPageObj_GetMatrix, handles, _places(matrices))
        return matrices.astype(np.float64)

    def _fill_colors(self, handles: list[int]) -> tuple[NDArray[np.uint32], Indices]:
        """Colours as 0xrrggbb, and how opaque they are, up to 255; `UNTOLD_ALPHA` for patterns."""
        channels = np.zeros((len(handles), 4), dtype=np.uint32)
        red = _places(channels)
        told = map(
            self._pdfium.FPDFPageObj_GetFillColor, handles, red, *(_moved(red, by) for by in (4, 8, 12))
        )
        is_told = np.fromiter(told, bool, count=len(handles))
        alphas = np.where(is_told, channels[:, 3].astype(np.intp), UNTOLD_ALPHA)
        colors = channels[:, 0] << 16 | channels[:, 1] << 8 | channels[:, 2]
        return colors.astype(np.uint32), alphas

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
        if self._pdfium.FPDFPageObjMark_GetParamBlobValue(
            mark, ACTUAL_TEXT, self._words_at, WORDS_BYTES, self._length_at
        ):
            self._said[mark] = decode(self._words[: int(self._length[0])].tobytes())
            self._pdfium.FPDFPageObjMark_RemoveParam(handle, mark, ACTUAL_TEXT)

    def _mark_name(self, mark: int) -> str:
        if mark not in self._names:
            self._names[mark] = self._name_of(mark)
        return self._names[mark]

    def _name_of(self, mark: int) -> str:
        self._pdfium.FPDFPageObjMark_GetName(mark, self._name_at, 2 * MARK_NAME_UNITS, self._length_at)
        units = self._name[: int(self._length[0]) // 2]
        return units.tobytes().decode("utf-16-le", "replace").split("\0", 1)[0]

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
        if not found.images:
            return np.zeros((0, 4))
        squares = np.tile([0.0, 0.0, 1.0, 1.0], (len(found.images), 1))
        own = self._own_matrices(found.images.handles)
        return _moved_boxes(squares, found.matrices(found.images, own))

    def _seen_of(self, found: _Found, objects: _Objects) -> Floats:
        """Boxes of what is seen of objects, x0, y0, x1, y1 on the page; the clips of their forms count."""
        outer = np.array([form.clip for form in found.forms])[objects.numbers]
        return seen_through(self._clips_of(found, objects), outer)

    def _paths(self, found: _Found) -> tuple[Paths, Covers]:
        pdfium = self._pdfium
        modes = np.zeros((len(found.paths), 2), dtype=np.int32)
        fill = _places(modes)
        api.call_all(pdfium.FPDFPath_GetDrawMode, found.paths.handles, fill, _moved(fill, 4))
        is_painted: Flags = np.logical_or(modes[:, 0], modes[:, 1])
        painted, (is_filled, is_stroked) = found.paths.take(is_painted), modes[is_painted].astype(bool).T
        handles = painted.handles
        counts = np.fromiter(map(pdfium.FPDFPath_CountSegments, handles), np.intp, count=len(handles))
        counts = np.maximum(counts, 0)
        of = np.repeat(np.arange(len(handles)), counts)
        within = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        segments = list(
            map(pdfium.FPDFPath_GetPathSegment, [handles[path] for path in of.tolist()], within.tolist())
        )
        kinds = np.fromiter(map(pdfium.FPDFPathSegment_GetType, segments), dtype=np.intp, count=len(segments))
        points, first, path = _parts(kinds, within == 0, of)
        places = np.zeros((len(points), 2), dtype=np.float32)
        left = _places(places)
        api.call_all(
            pdfium.FPDFPathSegment_GetPoint,
            map(segments.__getitem__, points.tolist()),
            left,
            _moved(left, 4),
        )
        a, b, c, d, e, f = found.matrices(painted, self._own_matrices(handles))[of[points]].T
        x, y = places.astype(np.float64).T
        colors, alphas = self._fill_colors(handles)
        names = {color: f"#{color:06x}" for color in set(colors.tolist())}
        fills = [
            names[color] if filled else None
            for color, filled in zip(colors[path].tolist(), is_filled[path].tolist(), strict=True)
        ]
        corners = np.array([a * x + c * y + e, b * x + d * y + f]).T
        clips = self._seen_of(found, painted)[path]
        paths = Paths(corners, first, is_stroked[path].tolist(), fills, clips)
        is_cover = is_filled[path] & (alphas[path] == OPAQUE_ALPHA)
        covering = path[is_cover]
        orders = np.array(painted.orders, dtype=np.intp)[covering]
        return paths, Covers(_boxes_of(paths)[is_cover], orders, colors[covering])


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


def _on_paper(colors: NDArray[np.uint32], alphas: Indices) -> NDArray[np.uint32]:
    """Colours as 0xrrggbb, of what is half transparent or more as it shows on white."""
    faint = np.flatnonzero(alphas <= FAINT_ALPHA)
    if not faint.size:
        return colors
    seen = colors.copy()
    channels = colors[faint, None] >> np.array([16, 8, 0], dtype=np.uint32) & 0xFF
    mixed = 255 - (255 - channels) * alphas[faint, None] // OPAQUE_ALPHA
    seen[faint] = mixed[:, 0] << 16 | mixed[:, 1] << 8 | mixed[:, 2]
    return seen


def _moved_boxes(boxes: Floats, matrices: Floats) -> Floats:
    """Boxes x0, y0, x1, y1 round what the matrices, one a row, make of the given ones."""
    a, b, c, d, e, f = matrices.reshape(-1, 6).T
    x = np.array([a * boxes[:, i] + c * boxes[:, j] + e for i in (0, 2) for j in (1, 3)])
    y = np.array([b * boxes[:, i] + d * boxes[:, j] + f for i in (0, 2) for j in (1, 3)])
    return np.array([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)]).T


def _joined(outer: str | None, inner: str | None) -> str | None:
    if outer is None:
        return inner
    return "/".join(part for part in (outer, inner) if part) or None


def _all_times(inner: Floats, outer: Floats) -> Floats:
    """Products of matrices, one a row, that apply the inner ones first; `outer` may be one for all."""
    a, b, c, d, e, f = inner.T
    oa, ob, oc, od, oe, of = outer.reshape(-1, 6).T
    return np.array(
        [
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ]
    ).T


def _places(rows: NDArray[Any]) -> range:
    """Addresses of an array's rows."""
    step = rows.strides[0]
    return range(rows.ctypes.data, rows.ctypes.data + step * len(rows), step) if len(rows) else range(0)


def _moved(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by, places.step)
