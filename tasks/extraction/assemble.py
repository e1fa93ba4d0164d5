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

    def _put(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def page_lines(self, number: int, lines: Sequence[RawLine]) -> tuple[Line, ...]:
        """Lay the lines of page `number` into the text; the page's end is a form feed."""
        if number > 1:
            self._put("\f")
        laid = []
        place = self._length
        for position, line in enumerate(lines):
            begins = place = place + (position > 0)
            words = []
            for word in line.words:
                ends = place + len(word.text)
                words.append(Word(Span(place, ends), word.bbox, word.style, word.tag, word.respellings))
                place = ends + 1
            place -= 1
            laid.append(Line(number, Span(begins, place), tuple(words), line.bbox, line.direction))
        self._put("\n".join(" ".join([word.text for word in line.words]) for line in lines))
        return tuple(laid)

    @property
    def text(self) -> str:
        return "".join(self._parts)
