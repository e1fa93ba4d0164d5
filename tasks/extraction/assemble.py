"""Lines of all pages → the document's one text, with a span for every word and line."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Line, Word
from schemas.geometry import Span
from tasks.extraction.words import RawLine


class TextBuilder:
    """Grows the document's text: blanks between words, line feeds between lines, form feeds between pages."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def _put(self, piece: str) -> Span:
        start = self._length
        self._parts.append(piece)
        self._length += len(piece)
        return Span(start, self._length)

    def page_lines(self, number: int, lines: Sequence[RawLine]) -> tuple[Line, ...]:
        """Lay the lines of page `number` into the text; the page's end is a form feed."""
        if number > 1:
            self._put("\f")
        laid = []
        for position, line in enumerate(lines):
            if position:
                self._put("\n")
            words = []
            for index, word in enumerate(line.words):
                if index:
                    self._put(" ")
                words.append(Word(self._put(word.text), word.bbox, word.style, word.tag))
            span = Span(words[0].span.start, words[-1].span.end)
            laid.append(Line(number, span, tuple(words), line.bbox, line.direction))
        return tuple(laid)

    @property
    def text(self) -> str:
        return "".join(self._parts)
