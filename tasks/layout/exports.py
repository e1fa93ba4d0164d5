"""Lines of a text export → blocks: runs of lines, parted where the export itself shows an end.

Ends are empty lines, heads and their underlines, heads over wrapped text, list items, running lines, code
blocks, elements of HTML, what converters write in place of pictures and pages, and where something else is
likely to begin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import median

from schemas.document import Document, Line
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.tags import begins_element, ends_element
from schemas.tolerances import (
    FEW,
    HALF,
    HEAD_LINES,
    LINE_WORDS,
    MAJORITY,
    MANY,
    MOST,
    PLURAL,
    SHORT_LINE_CHARS,
)
from schemas.weights.forest import Forest
from schemas.wording import fence_of, is_converter_mark
from tasks.layout.export_lines import begins, indent_of
from tasks.layout.looks import is_list_marker
from tasks.layout.margins import Repeated

_UNDERLINE = re.compile(r"={2,}+|-{3,}+|~{3,}+")
_SENTENCE_END = re.compile(r"[.,;:!?…。！？][\"'”’»)\]*_]*$")


def export_blocks(
    document: Document, repeated: Mapping[int, Repeated], learnt: Forest | None = None
) -> tuple[Block, ...]:
    """Blocks of a text export in order.

    Args:
        document: the export.
        repeated: its running lines by their place.
        learnt: says where blocks begin; the committed weights unless told.
    """
    blocks: list[Block] = []
    likely = begins(document, learnt)
    for page in document.pages:
        groups = _Groups(document, page.lines, repeated, likely)
        for position, numbers in enumerate(groups.find()):
            lines = [page.lines[number] for number in numbers]
            blocks.append(
                Block(
                    index=len(blocks),
                    page=page.number,
                    lines=tuple(lines),
                    text="\n".join(document.slice(line.span) for line in lines),
                    region=page.number - 1,
                    blank_before=groups.blanks[numbers[0]],
                    starts_region=position == 0,
                    repeats=r.pages if (r := repeated.get(lines[0].span.start)) else 1,
                )
            )
    return tuple(blocks)


class _Groups:
    """The lines of one page, parted into groups."""

    def __init__(
        self,
        document: Document,
        lines: Sequence[Line],
        repeated: Mapping[int, Repeated],
        likely: Collection[int],
    ) -> None:
        self._lines = lines
        self._likely = likely
        self._texts = [document.slice(line.span) for line in lines]
        self.blanks = self._blanks()
        self._repeated = repeated
        self._code = _code_blocks(self._texts, self._is_under_text)
        self._heads = self._heads_over_text()
        self._indents = [indent_of(document.text, line.span.start) for line in lines]
        self._has_indents = self._begins_paragraphs_indented()

    def _blanks(self) -> list[int]:
        """Empty lines before each line, of which one is none where the export is spaced twice."""
        blanks = [line.blank_before for line in self._lines]
        single = [n for n, count in enumerate(blanks) if n and count == 1]
        torn = sum(
            self._texts[n][:1].islower() and not _SENTENCE_END.search(self._texts[n - 1]) for n in single
        )
        is_rule = len(single) >= MAJORITY * sum(count < 2 for count in blanks[1:])
        is_double = is_rule and torn >= max(MANY, FEW * len(single))
        return [max(0, count - 1) for count in blanks] if is_double and max(blanks) > 1 else blanks

    def find(self) -> list[list[int]]:
        """Numbers of the lines of each group, in order; each holds one at least."""
        groups: list[list[int]] = []
        for number in range(len(self._lines)):
            if groups and self._is_underline(groups[-1], number):
                if not self._is_one_head(groups[-1]):
                    groups.append([groups[-1].pop()])
                groups[-1].append(number)
            elif not groups or self._ends(groups[-1][-1]) or self._begins(number):
                groups.append([number])
            else:
                groups[-1].append(number)
        return groups

    def _begins(self, number: int) -> bool:
        """Whether a line begins a group, whatever stands above it."""
        if number in self._code:
            return self._code[number].start == number
        text = self._texts[number]
        return (
            bool(self.blanks[number])
            or self._is_alone(number)
            or is_list_marker(text)
            or text.startswith("#")
            or begins_element(text)
            or _UNDERLINE.fullmatch(text) is not None
            or (self._has_indents and self._begins_indented(number))
            or (number - 1 in self._heads)
            or self._lines[number].span.start in self._likely
        )

    def _heads_over_text(self) -> frozenset[int]:
        """Lines behind an empty one that end long before the line below does: heads over wrapped text.

        One such line alone may be chance.
        """
        lengths = [len(text) for text in self._texts if len(text) >= HALF * SHORT_LINE_CHARS]
        full = MOST * min(SHORT_LINE_CHARS, median(lengths)) if lengths else math.inf
        heads = frozenset(
            n
            for n in range(len(self._texts) - 1)
            if (n == 0 or self.blanks[n])
            and not self.blanks[n + 1]
            and len(self._texts[n + 1]) >= full
            and self._ends_early(n)
        )
        return heads if len(heads) >= PLURAL else frozenset()

    def _ends_early(self, number: int) -> bool:
        """Whether a line of few words, no sentence, leaves room for the word that begins the next one."""
        text, below = self._texts[number], self._texts[number + 1]
        if (
            text[:1].islower()
            or below[:1].islower()
            or _SENTENCE_END.search(text)
            or len(text.split()) > LINE_WORDS
        ):
            return False
        return len(text) + 1 + len(below.split()[0]) <= MAJORITY * len(below)

    def _is_under_text(self, number: int) -> bool:
        """Whether a line of one sign may underline the one above: it is about as long, and that is a head."""
        if not number or self.blanks[number] or not _UNDERLINE.fullmatch(self._texts[number]):
            return False
        above = self._texts[number - 1]
        is_like_long = len(self._texts[number]) >= HALF * len(above)
        return is_like_long and any(map(str.isalnum, above)) and not _SENTENCE_END.search(above)

    def _begins_indented(self, number: int) -> bool:
        """Whether a line begins an indented paragraph, or is a head of its own over one."""
        if number == 0 or self._indents[number] >= PLURAL > self._indents[number - 1]:
            return True
        is_over_one = number + 1 < len(self._lines) and self._begins_over(number + 1)
        is_apart = _SENTENCE_END.search(self._texts[number - 1]) is not None
        text = self._texts[number]
        return is_over_one and is_apart and not text[:1].islower() and not _SENTENCE_END.search(text)

    def _begins_over(self, number: int) -> bool:
        """Whether a line is indented, the one before is not, and no empty line parts them."""
        is_next = not self.blanks[number]
        return is_next and self._indents[number] >= PLURAL > self._indents[number - 1]

    def _begins_paragraphs_indented(self) -> bool:
        """Whether the first lines of the page's paragraphs are indented, and only they are."""
        starts = [n for n, indent in enumerate(self._indents) if indent >= PLURAL]
        if not PLURAL <= len(starts) <= HALF * len(self._lines):
            return False
        going_on = sum(n + 1 < len(self._lines) and self._indents[n + 1] < PLURAL for n in starts)
        behind = [n for n in starts if n and self._begins_over(n)]
        apart = sum(self._is_paragraph_end(n - 1) for n in behind)
        return going_on >= MOST * len(starts) and apart >= MOST * len(behind) > 0

    def _is_paragraph_end(self, number: int) -> bool:
        """Whether a line ends a sentence, or one of few lines behind the last end: a head."""
        for above in range(number, max(number - HEAD_LINES, -1), -1):
            if _SENTENCE_END.search(self._texts[above]) or above == 0 or self.blanks[above]:
                return True
        return False

    def _ends(self, number: int) -> bool:
        """Whether no further line belongs to the group of a line."""
        if number in self._code:
            return self._code[number].stop == number + 1
        text = self._texts[number]
        is_head = text.startswith("#") or _UNDERLINE.fullmatch(text) is not None
        return is_head or self._is_alone(number) or ends_element(text)

    def _is_alone(self, number: int) -> bool:
        """Whether a line is a running line, a page number or a converter's mark: it goes with no other."""
        text = self._texts[number]
        is_running = self._lines[number].span.start in self._repeated
        return is_running or lexicon().is_page_number(text) or is_converter_mark(text)

    def _is_underline(self, above: Sequence[int], number: int) -> bool:
        """Whether a line underlines the one above: equals signs any text, hyphens one of their length."""
        text, title = self._texts[number], self._texts[above[-1]]
        if number in self._code or self.blanks[number] or not _UNDERLINE.fullmatch(text):
            return False
        if self._ends(above[-1]) or not any(map(str.isalnum, title)) or _SENTENCE_END.search(title):
            return False
        is_like_long = len(text) >= HALF * len(title)
        return text[0] == "=" or (is_like_long and (len(above) == 1 or not self._is_one_head(above)))

    def _is_one_head(self, numbers: Sequence[int]) -> bool:
        """Whether lines over an underline are one head: few, without a sentence's end among them."""
        is_broken = any(_SENTENCE_END.search(self._texts[number]) for number in numbers[:-1])
        return len(numbers) <= HEAD_LINES and not is_broken


def _code_blocks(texts: Sequence[str], is_underline: Callable[[int], bool]) -> dict[int, range]:
    """The numbers of lines in code blocks, each with its block.

    A fence that nothing closes opens none, nor does one that may be a line under a head.
    """
    found: dict[int, range] = {}
    opening: tuple[int, str] | None = None
    for number, text in enumerate(texts):
        fence = fence_of(text)
        if fence is None:
            continue
        if opening is None:
            opening = None if is_underline(number) else (number, fence)
        elif text.strip() == fence and fence.startswith(opening[1]):
            block = range(opening[0], number + 1)
            found.update(dict.fromkeys(block, block))
            opening = None
    return found
