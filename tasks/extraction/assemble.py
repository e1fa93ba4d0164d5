"""Lines of all pages → the document's one text, with a span for every word and line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from operator import add

from schemas.document import Line, Word
from schemas.geometry import Span
from schemas.word_columns import WordColumns
from tasks.extraction.words import RawLine

MOST_PAGES_OF_OBJECTS = 64
"""Words of an issue of no more pages are kept as objects, .25 MiB a page, and of longer ones as columns: most
issues pay nothing for what the long ones spare."""


class TextBuilder:
    """Grows the document's text: blanks between words, line feeds between lines, form feeds between pages.

    Args:
        page_count: how many pages there will be.
    """

    def __init__(self, page_count: int) -> None:
        self._is_long = page_count > MOST_PAGES_OF_OBJECTS
        self._parts: list[str] = []
        self._length = 0

    def _put(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def page_lines(self, number: int, lines: Sequence[RawLine]) -> tuple[Line, ...]:
        """Lay the lines of page `number` into the text; the page's end is a form feed."""
        if number > 1:
            self._put("\f")
        if not lines:
            return ()
        texts, boxes, styles, tags, *_, said = zip(
            *(word for line in lines for word in line.words), strict=True
        )
        lengths = list(map(len, texts))
        # One character parts words, as one parts lines.
        begins = list(accumulate((length + 1 for length in lengths[:-1]), initial=self._length))
        ends = list(map(add, begins, lengths))
        counts = [len(line.words) for line in lines]
        parts: Iterable[Sequence[Word]]
        if self._is_long:
            parts = WordColumns.of(begins, ends, boxes, styles, tags, said).parts(counts)
        else:
            words = map(Word, map(Span, begins, ends), boxes, styles, tags, said)
            parts = (tuple(islice(words, count)) for count in counts)
        laid = []
        for line, of_line, end in zip(lines, parts, accumulate(counts), strict=True):
            span = Span(begins[end - len(of_line)], ends[end - 1])
            laid.append(Line(number, span, of_line, line.bbox, line.direction, is_overlay=line.is_overlay))
        self._put("\n".join(" ".join([word.text for word in line.words]) for line in lines))
        return tuple(laid)

    @property
    def text(self) -> str:
        return "".join(self._parts)
