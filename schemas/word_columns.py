"""Words of a page as columns: an eighth of what the objects take, which are made when they are asked for.

A long document has hundreds of thousands of words, and most stages look at one page after the other. What
they are handed reads like a tuple of words, whichever way these are kept. The functions here answer what is
asked of whole documents, for either, and make no objects for it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise, repeat
from typing import Generic, TypeVar, overload

from schemas.document import Respelling, Style, Word
from schemas.geometry import BBox, Span

LINES_AT_HAND = 1024
"""So many lines keep the objects that were made of their words last: those of some pages, 3 MiB."""

OFFSET, EDGE = "I", "d"
"""How offsets and edges of boxes are kept: an edge as the float that it was, so that nothing is rounded."""

SMALL_CODE, SMALL_CODES = "H", 1 << 16
"""How the codes of values are kept where there are no more of these."""

Value = TypeVar("Value")

Height = tuple[float, float]
"""Upper and lower edge of a word, in points."""

SIDES = 2
"""So many numbers of a word stand in `WordColumns.sides`."""


@dataclass(frozen=True, slots=True)
class Coded(Generic[Value]):
    """Values of which there are few, a number for each: a page has a handful of looks, roles and heights.

    Attributes:
        values: each value once.
        codes: place in `values` of what each word has.
    """

    values: tuple[Value, ...]
    codes: array[int]

    @classmethod
    def of(cls, values: Sequence[Value]) -> Coded[Value]:
        # Told apart as objects: there is one of a look that many words have, and to compare takes longer.
        unlike = {id(value): value for value in values}
        places = {one: place for place, one in enumerate(unlike)}
        code = SMALL_CODE if len(unlike) <= SMALL_CODES else OFFSET
        return cls(tuple(unlike.values()), array(code, map(places.__getitem__, map(id, values))))

    def part(self, start: int, end: int) -> tuple[Value, ...]:
        """The values of the words from `start` to `end`."""
        codes = self.codes[start:end]
        if codes and codes.count(codes[0]) == len(codes):  # as in most lines
            return (self.values[codes[0]],) * len(codes)
        return tuple(map(self.values.__getitem__, codes))


@dataclass(frozen=True, slots=True, eq=False)
class WordColumns:
    """Words of one page, in the order of the text.

    Attributes:
        begins, ends: offsets of each.
        sides: left and right edge of each in turn, in points.
        heights: its upper and lower edge, which words of a line have in common.
        styles, tags: look and role of each.
        respellings: what is read otherwise, by the places of the few words that have any.
    """

    begins: array[int]
    ends: array[int]
    sides: array[float]
    heights: Coded[Height]
    styles: Coded[Style]
    tags: Coded[str | None]
    respellings: Mapping[int, tuple[Respelling, ...]]

    @classmethod
    def of(
        cls,
        begins: Sequence[int],
        ends: Sequence[int],
        boxes: Sequence[BBox],
        styles: Sequence[Style],
        tags: Sequence[str | None],
        respellings: Sequence[tuple[Respelling, ...]],
    ) -> WordColumns:
        """The words whose properties stand at the same places of these."""
        said = {at: letters for at, letters in enumerate(respellings) if letters}
        kept: dict[Height, Height] = {}
        heights = [(box.top, box.bottom) for box in boxes]
        return cls(
            array(OFFSET, begins),
            array(OFFSET, ends),
            array(EDGE, [edge for box in boxes for edge in (box.x0, box.x1)]),
            Coded.of(list(map(kept.setdefault, heights, heights))),
            Coded.of(styles),
            Coded.of(tags),
            said,
        )

    def resized(self, scale: float, style: Callable[[Style], Style]) -> WordColumns:
        """The same words with all lengths times `scale`, each look as `style` makes it."""
        heights = tuple((top * scale, bottom * scale) for top, bottom in self.heights.values)
        return replace(
            self,
            sides=array(EDGE, [edge * scale for edge in self.sides]),
            heights=replace(self.heights, values=heights),
            styles=replace(self.styles, values=tuple(map(style, self.styles.values))),
        )

    def parts(self, counts: Sequence[int]) -> list[WordSlice]:
        """The words in parts of so many each, in order."""
        # A part ends with the very number that the next one begins with.
        return [WordSlice(self, start, end) for start, end in pairwise(accumulate(counts, initial=0))]

    def made(self, start: int, end: int) -> tuple[Word, ...]:
        """The words from `start` to `end` as objects."""
        spans = map(Span, self.begins[start:end], self.ends[start:end])
        sides = iter(self.sides[SIDES * start : SIDES * end])
        boxes = [
            BBox(x0, top, x1, bottom)
            for x0, x1, (top, bottom) in zip(sides, sides, self.heights.part(start, end), strict=True)
        ]
        said = [self.respellings.get(at, ()) for at in range(start, end)] if self.respellings else repeat(())
        return tuple(map(Word, spans, boxes, self.styles.part(start, end), self.tags.part(start, end), said))


_at_hand = lru_cache(maxsize=LINES_AT_HAND)(WordColumns.made)


class WordSlice(Sequence[Word]):
    """Words `start` to `end` of some columns. It equals the tuple of them; a part of it is one like it."""

    __slots__ = ("_columns", "_end", "_start")

    def __init__(self, columns: WordColumns, start: int, end: int) -> None:
        self._columns = columns
        self._start = start
        self._end = end

    def __len__(self) -> int:
        return self._end - self._start

    def __iter__(self) -> Iterator[Word]:
        return iter(_at_hand(self._columns, self._start, self._end))

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> WordSlice: ...
    def __getitem__(self, at: int | slice) -> Word | WordSlice:
        if isinstance(at, int):
            place = range(self._start, self._end)[at]
            return _at_hand(self._columns, place, place + 1)[0]
        kept = range(self._start, self._end)[at]
        assert kept.step == 1, "words of a line are parted, not picked"
        return WordSlice(self._columns, kept.start, max(kept.start, kept.stop))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordSlice | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def of_columns(self, change: Callable[[WordColumns], WordColumns]) -> WordSlice:
        """The words at these places of the columns that `change` makes of theirs."""
        return WordSlice(change(self._columns), self._start, self._end)

    def runs(self) -> list[tuple[Style, int]]:
        """As `runs_of`."""
        begins, ends, styles = self._columns.begins, self._columns.ends, self._columns.styles
        runs = []
        at = self._start
        for code, words in groupby(styles.codes[self._start : self._end]):
            first, at = at, at + sum(1 for _ in words)
            runs.append((styles.values[code], sum(ends[first:at]) - sum(begins[first:at])))
        return runs

    def respelt(self) -> Sequence[Word]:
        """As `respelt_of`."""
        return [self[at - self._start] for at in self._columns.respellings if self._start <= at < self._end]

    def styles(self) -> Sequence[Style | None]:
        """As `styles_of`."""
        return self._columns.styles.part(self._start, self._end)

    def style_at(self, at: int) -> Style:
        """As `style_at`."""
        styles = self._columns.styles
        return styles.values[styles.codes[range(self._start, self._end)[at]]]

    def sides(self) -> list[tuple[float, float] | None]:
        """As `sides_of`."""
        sides = iter(self._columns.sides[SIDES * self._start : SIDES * self._end])
        return list(zip(sides, sides, strict=True))

    def tags(self) -> Sequence[str | None]:
        """As `tags_of`."""
        return self._columns.tags.part(self._start, self._end)


def runs_of(words: Sequence[Word]) -> list[tuple[Style, int]]:
    """Styles of the words that have one, and how many letters in a row have it."""
    if type(words) is WordSlice:
        return words.runs()
    runs: list[tuple[Style, int]] = []
    run: Style | None = None
    letters = 0
    for word in words:
        style, span = word.style, word.span
        if style is None:
            continue
        if style is not run:
            if run is not None:
                runs.append((run, letters))
            run, letters = style, 0
        letters += span.end - span.start
    if run is not None:
        runs.append((run, letters))
    return runs


def respelt_of(words: Sequence[Word]) -> Sequence[Word]:
    """The words with letters that are read otherwise than the file says, in order."""
    return words.respelt() if type(words) is WordSlice else [word for word in words if word.respellings]


def tags_of(words: Sequence[Word]) -> Sequence[str | None]:
    """The tag of each word, None where it has none."""
    return words.tags() if type(words) is WordSlice else [word.tag for word in words]


def styles_of(words: Sequence[Word]) -> Sequence[Style | None]:
    """The look of each word, None where it has none."""
    return words.styles() if type(words) is WordSlice else [word.style for word in words]


def style_at(words: Sequence[Word], at: int) -> Style | None:
    """The look of the word at a place, counted from the end where below 0."""
    return words.style_at(at) if type(words) is WordSlice else words[at].style


def sides_of(words: Sequence[Word]) -> list[tuple[float, float] | None]:
    """The left and right edge of each word in points, None where it has no place."""
    if type(words) is WordSlice:
        return words.sides()
    return [None if (box := word.bbox) is None else (box.x0, box.x1) for word in words]
