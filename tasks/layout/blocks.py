"""Lines of a region → blocks: paragraphs, heads, list items, rows of a table.

A new block begins where the look changes, where more white space opens than between the region's
other lines, at an indent, after a line that the next word would still have fitted into, and at a
list marker. A bold head inside its paragraph's first line is cut off as a block of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from statistics import median

from schemas.document import Line, Style, is_symbol_font
from schemas.geometry import BBox, union
from schemas.lexicon import lexicon
from schemas.tolerances import (
    APART_SIZES,
    DISPLAY,
    FAR_SIZES,
    FEW_LINES,
    GAP_SIZES,
    HALF,
    LARGER,
    LINE_CHARS,
    LINE_PT,
    LONG_SERIES,
    MAJORITY,
    MINORITY,
    MOST,
    SAME_EDGE_PT,
    SERIES,
    SHORT_LINE_CHARS,
    WIDE_SIZES,
    WORD_LETTERS,
)
from schemas.word_columns import style_at, styles_of
from schemas.wording import is_capitals, is_typed_rule, letters
from tasks.layout.gutters import cut_line
from tasks.layout.looks import LineLook, is_list_marker, look_of, word_length

BLACK = "#000000"
_LINK = re.compile(r"@|www\.|https?:", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;…。！？：」”\"')\]]$")


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines of one block; `is_run_in` when the next block goes on in its last line."""

    lines: tuple[Line, ...]
    is_run_in: bool = False


class RegionBlocks:
    """Grouping of one region's lines. `text` is the document's text, spans point into it.

    `is_underlined` says whether a drawn rule underlines what stands in a box from end to end.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        text: str,
        body_size_pt: float,
        is_underlined: Callable[[BBox], bool] = lambda _: False,
    ) -> None:
        self._text = text
        self._is_underlined = is_underlined
        self._body_pt = body_size_pt
        self._lines = list(lines)
        self._looks = [look_of(line.words) for line in self._lines]
        self._leading = self._usual_leading()
        self._right = max((self._box(i).x1 for i in range(len(self._lines))), default=0.0)
        self._run_ins: set[int] = set()
        self._caps: dict[int, BBox] = {}
        self._stressed: set[int] = set()
        self._cut_run_ins()

    def groups(self) -> list[LineGroup]:
        """The region's blocks, top to bottom."""
        groups: list[list[int]] = []
        for index in range(len(self._lines)):
            if index and not self._breaks(index) and not self._is_jump(groups[-1][0], index):
                groups[-1].append(index)
            else:
                groups.append([index])
        return [
            LineGroup(tuple(self._lines[i] for i in group), group[-1] in self._run_ins) for group in groups
        ]

    def _cut_run_ins(self) -> None:
        """Cut bold heads off the first lines of paragraphs, before anything is grouped."""
        lines: list[Line] = []
        looks: list[LineLook] = []
        run_ins: set[int] = set()
        for index, line in enumerate(self._lines):
            count = _leading_bold(line)
            letters = sum(map(word_length, line.words[:count])) if count else 0
            is_head = count > 0 and self._is_underlined_head(index, count)
            is_short = 3 <= letters <= (LINE_CHARS if is_head else SHORT_LINE_CHARS)
            is_head = is_short and (is_head or self._may_run_in(index, count))
            if is_head and not self._is_marked_behind(index, count):
                head, tail = cut_line(line, [count])
                run_ins.add(len(lines))
                lines += [head, tail]
                looks += [look_of(head.words), look_of(tail.words)]
            else:
                lines.append(line)
                looks.append(self._looks[index])
        self._lines = lines
        self._run_ins = run_ins
        self._looks = looks

    def _may_run_in(self, index: int, count: int) -> bool:
        """Whether the first `count` words of line `index`, not all of them, may be a head of their own."""
        line = self._lines[index]
        return self._may_start(index) or _is_pi(style_at(line.words, 0)) or _shrinks(line, count)

    def _is_marked_behind(self, index: int, count: int) -> bool:
        """Whether only a `continued` stands behind the first `count` words of line `index`."""
        text = self._string(index)
        title = lexicon().strip_continued(text) or lexicon().strip_bare_continued(text)
        words, start = self._lines[index].words, self._lines[index].span.start
        return title is not None and len(title) <= words[count - 1].span.end - start

    def _is_underlined_head(self, index: int, count: int) -> bool:
        """Whether the first `count` words of a line are underlined and do not go on with the line above."""
        boxes = [word.bbox for word in self._lines[index].words[:count] if word.bbox is not None]
        if not boxes or not self._is_underlined(union(boxes)):
            return False
        return index == 0 or self._has_room(index) or self._may_start(index)

    def _may_start(self, index: int) -> bool:
        """Whether a paragraph may begin at line `index`, or a bold head run on into it."""
        if index == 0:
            return True
        before = self._looks[index - 1]
        if before.is_bold:
            return True
        last = self._lines[index - 1].words[-1]
        if last.style is not None and last.style.is_bold:
            return False
        if _SENTENCE_END.search(self._string(index - 1)):
            return True
        gap = self._box(index).top - self._box(index - 1).bottom
        return gap > (self._leading + MINORITY) * max(self._looks[index].size_pt, 1.0)

    def _box(self, index: int) -> BBox:
        box = self._lines[index].bbox
        assert box is not None
        return box

    def _usual_leading(self) -> float:
        """White space between neighbouring lines of one size that stand close, as a share of the size."""
        gaps = []
        for i in range(1, len(self._lines)):
            size = self._looks[i].size_pt
            gap = self._box(i).top - self._box(i - 1).bottom
            is_alike = _like(size, self._looks[i - 1].size_pt)
            if is_alike and size > 0 and gap < size and not self._same_row(i):
                gaps.append(gap / size)
        gaps.sort()
        return min(median(gaps[: len(gaps) // 2 + 1]), MOST) if gaps else GAP_SIZES / 2

    def _same_row(self, index: int) -> bool:
        a, b = self._box(index - 1), self._box(index)
        return a.overlap_y(b) >= MAJORITY * min(a.height, b.height) and (b.x0 >= a.x1 - 1 or b.x1 <= a.x0 + 1)

    def _breaks(self, index: int) -> bool:
        a, b = self._looks[index - 1], self._looks[index]
        if index - 1 in self._run_ins:
            return True
        if self._is_beside_cap(index):
            return False
        if self._same_row(index):
            if is_list_marker(self._string(index - 1)) and self._is_mark(index - 1):
                return False
            return a.is_bold != b.is_bold or not _like(a.size_pt, b.size_pt) or self._is_far_apart(index)
        above, box = self._box(index - 1), self._box(index)
        size = max(b.size_pt, 1.0)
        gap = box.top - above.bottom
        if gap > (self._leading + MINORITY) * size or box.bottom < above.top:
            return True
        if not _like(a.size_pt, b.size_pt) or self._weight_changes(index):
            return True
        if is_list_marker(self._string(index)) or _is_pi(style_at(self._lines[index].words, 0)):
            return True
        if a.is_bold and b.is_bold and (a.color != b.color or self._is_label(index)):
            return True
        if self._ends_plain_head(index):
            return True
        is_head = b.size_pt > LARGER * self._body_pt or b.is_bold
        return not is_head and (self._is_indented(index) or self._ended_early(index))

    def _is_jump(self, start: int, index: int) -> bool:
        """Whether a jump line ends above line `index` of the block that began at `start`, or is that line.

        One that names where a text comes from is the first line of a block. One that names where a text
        goes on is the last of the region, in the middle of a sentence; in small letters (`see page 4`) it
        may end that. Far behind the last words, in their row, it is no word of theirs.
        """
        if start + 1 == index and lexicon().jump_from(self._string(start)) is not None:
            return True
        line, above = self._string(index), self._string(index - 1)
        if index + 1 < len(self._lines):
            return False
        if not self._is_far_in_row(index) and (line[:1].islower() or _SENTENCE_END.search(above)):
            return False
        return lexicon().jump_to(line) is not None

    def _is_far_in_row(self, index: int) -> bool:
        """Whether a line stands in the row of the one above, farther behind it than words ever do."""
        before, box = self._box(index - 1), self._box(index)
        return box.shares_row(before) and box.x0 - before.x1 > WIDE_SIZES * self._looks[index].size_pt

    def _is_beside_cap(self, index: int) -> bool:
        """Whether a line stands beside the large letter that its paragraph begins with."""
        if _is_drop_cap(self._lines[index - 1], self._lines[index]):
            self._caps[index] = self._box(index - 1)
        elif index - 1 in self._caps and self._box(index).top < self._caps[index - 1].bottom + 2:
            self._caps[index] = self._caps[index - 1]
        return index in self._caps

    def _ends_plain_head(self, index: int) -> bool:
        """Whether a line is the first behind a head that is no larger and no bolder than its text."""
        if self._is_typed_rule(index) or self._is_typed_rule(index - 1):
            return True
        if self._looks[index].is_bold:
            return False
        return self._ends_underline(index) or self._is_plain_head(index - 1)

    def _ends_underline(self, index: int) -> bool:
        """Whether a line is the first behind one that is underlined, which is no link."""
        if not self._is_underlined(self._box(index - 1)) or self._is_underlined(self._box(index)):
            return False
        return _LINK.search(self._string(index - 1)) is None

    def _is_typed_rule(self, index: int) -> bool:
        """Whether a line of one sign underlines the line above, as typists do."""
        if not index or not is_typed_rule(self._string(index)):
            return False
        above, rule = self._box(index - 1), self._box(index)
        return abs(rule.x0 - above.x0) <= SAME_EDGE_PT and abs(rule.x1 - above.x1) <= above.height

    def _is_plain_head(self, index: int) -> bool:
        """Whether a line as plain as the text below heads it, and ended before it was full.

        Such a head is in capitals, has a number, begins further out than its text or is set in another slant
        or colour. The first word below would still have fitted in.
        """
        text, below = self._string(index), self._string(index + 1)
        if below[:1].islower() or _SENTENCE_END.search(text):
            return False
        first, size = self._lines[index + 1].words[0].bbox, self._looks[index].size_pt
        room = self._right - self._box(index).x1
        if first is None or room <= first.width + size:
            return False
        if self._is_other_ink(index):
            return True
        if not self._hangs(index + 1) and self._begins_further_out(index, index + 1):
            return index + 2 >= len(self._lines) or self._begins_further_out(index, index + 2)
        # Fewer letters are an abbreviation.
        is_capital = is_capitals(text) and not is_capitals(below) and len(letters(text)) >= WORD_LETTERS
        is_item = _NUMBERED.match(text) is not None and not self._hangs(index + 1)
        return (is_capital or is_item) and self._is_over_text(index, size)

    def _is_other_ink(self, index: int) -> bool:
        """Whether a line is in italics, small capitals or a colour, and the line below is not; no link."""
        look, below = self._looks[index], self._looks[index + 1]
        if look.is_small_capitals != below.is_small_capitals:
            return look.is_small_capitals
        if look.is_italic != below.is_italic:
            return look.is_italic
        is_colored = look.color != below.color and look.color not in {None, BLACK}
        return is_colored and _LINK.search(self._string(index)) is None

    def _is_over_text(self, index: int, size_pt: float) -> bool:
        """Whether the line below is full or begins further out: an office under a name does neither."""
        is_full = self._right - self._box(index + 1).x1 <= WIDE_SIZES * size_pt
        return is_full or self._begins_further_out(index + 1, index)

    def _begins_further_out(self, index: int, other: int) -> bool:
        indent = self._box(other).x0 - self._box(index).x0
        return indent >= FAR_SIZES * self._looks[index].size_pt

    def _is_label(self, index: int) -> bool:
        """Whether a bold head runs on into text and is its own, and not the end of the bold line above.

        It is if its first word would still have fitted into that line, or if other lines begin with it.
        """
        label = self._string(index).strip()
        if index not in self._run_ins or label[:1].islower():
            return False
        if label.endswith(":") and _labels(self._text)[label[:-1]] >= SERIES:
            return True
        return self._has_room(index)

    def _has_room(self, index: int) -> bool:
        """Whether the first word of a line would still have fitted into the line above."""
        first = self._lines[index].words[0].bbox
        room = self._right - self._box(index - 1).x1
        return first is not None and room > first.width + self._looks[index].size_pt

    def _is_far_apart(self, index: int) -> bool:
        """Two texts at both ends of one line, in no table: no line nearby begins where the second does."""
        left, right = self._box(index - 1), self._box(index)
        gap = max(right.x0 - left.x1, left.x0 - right.x1)
        if gap < WIDE_SIZES * max(self._looks[index].size_pt, 1.0) or len(self._lines[index - 1].words) < 2:
            return False
        near = range(max(0, index - FEW_LINES), min(len(self._lines), index + FEW_LINES))
        others = (self._box(i) for i in near if i not in {index - 1, index})
        return not any(abs(other.x0 - right.x0) <= SAME_EDGE_PT for other in others)

    def _is_mark(self, index: int) -> bool:
        """Whether the line is nothing but a bullet or a number."""
        return len(self._lines[index].words) == 1 and len(self._lines[index].span) < WORD_LETTERS

    def _weight_changes(self, index: int) -> bool:
        a, b = self._looks[index - 1], self._looks[index]
        if self._is_stressed(index):
            self._stressed.add(index)
        if a.is_bold == b.is_bold or index in self._stressed or index - 1 in self._stressed:
            return False
        return a.is_bold or a.bold_share < HALF or index in self._run_ins

    def _is_stressed(self, index: int) -> bool:
        """Whether a bold line is of stressed words, with which the sentence of the full line above goes on.

        Its first word is a small letter's, or as bold as the last above, and would not have fitted in there.
        """
        if not self._looks[index].is_bold:
            return False
        if self._looks[index - 1].is_bold:
            return index - 1 in self._stressed
        text, above = self._string(index), self._string(index - 1)
        if _SENTENCE_END.search(above) or self._has_room(index) or is_capitals(text) != is_capitals(above):
            return False
        if not self._hangs(index) and abs(self._box(index).x0 - self._box(index - 1).x0) > SAME_EDGE_PT:
            return False
        return text[:1].islower() or _is_bold(style_at(self._lines[index - 1].words, -1))

    def _string(self, index: int) -> str:
        span = self._lines[index].span
        return self._text[span.start : span.end]

    def _near(self, index: int) -> list[BBox]:
        """Boxes of the lines of like size around `index`: the local column."""
        size = self._looks[index].size_pt
        around = range(max(0, index - LONG_SERIES), min(len(self._lines), index + LONG_SERIES + 1))
        return [self._box(i) for i in around if _like(self._looks[i].size_pt, size)]

    def _is_indented(self, index: int) -> bool:
        size = self._looks[index].size_pt
        above, box = self._box(index - 1), self._box(index)
        shift = box.x0 - above.x0
        if shift <= -GAP_SIZES * size:
            left = min(b.x0 for b in self._near(index))
            return (
                index >= 2
                and abs(self._box(index - 2).x0 - above.x0) <= MINORITY * size
                and box.x0 <= left + 1
            )
        if not GAP_SIZES * size <= shift <= 2 * WIDE_SIZES * size or self._hangs(index):
            return False
        if index + 1 < len(self._lines):
            following = self._box(index + 1)
            return abs(following.x0 - above.x0) <= GAP_SIZES * size
        return True

    def _hangs(self, index: int) -> bool:
        """Whether the line begins under the text behind the list marker of the line above."""
        above = self._lines[index - 1]
        if len(above.words) < 2 or not is_list_marker(self._string(index - 1)):
            return False
        text = above.words[1].bbox
        return text is not None and abs(self._box(index).x0 - text.x0) <= SAME_EDGE_PT

    def _ended_early(self, index: int) -> bool:
        size = self._looks[index].size_pt
        above = self._box(index - 1)
        near = self._near(index - 1)
        if len(near) < SERIES or not _SENTENCE_END.search(self._string(index - 1)):
            return False
        right = sorted(b.x1 for b in near)[-2]
        first = self._lines[index].words[0].bbox
        width = first.width if first is not None else 0.0
        if _is_centered(above, near):
            return False
        return right - above.x1 > width + size


@lru_cache(maxsize=1)
def _labels(text: str) -> Counter[str]:
    """How many lines of a document begin with each label, which a colon follows."""
    return Counter(line.partition(":")[0].strip() for line in text.split("\n") if ":" in line)


def _like(a: float, b: float) -> bool:
    """Whether two sizes are not different on purpose."""
    larger, smaller = (a, b) if a > b else (b, a)
    return larger <= LARGER * smaller


def _leading_bold(line: Line) -> int:
    """How many words at the line's start are bold (or clearly larger) while what follows is not."""
    styles = styles_of(line.words)
    marks = sum(1 for _ in takewhile(_is_pi, styles))
    count = marks + sum(1 for _ in takewhile(_is_bold, styles[marks:]))
    if not marks < count < len(styles):
        return 0
    letters = sum(map(word_length, line.words[marks:count]))
    return count if letters >= 2 else 0


def _shrinks(line: Line, count: int) -> bool:
    """Whether the words before `count` are larger than those after it."""
    return look_of(line.words[:count]).size_pt >= LARGER * look_of(line.words[count:]).size_pt > 0


def _is_pi(style: Style | None) -> bool:
    return style is not None and is_symbol_font(style.font)


def _is_bold(style: Style | None) -> bool:
    return style is not None and style.is_bold


def _is_drop_cap(cap: Line, line: Line) -> bool:
    """Whether `cap` is one large letter that stands before the first lines of `line`'s paragraph."""
    if len(cap.words) != 1 or len(cap.words[0].span) > 2 or cap.bbox is None or line.bbox is None:
        return False
    size, small = look_of(cap.words).size_pt, look_of(line.words).size_pt
    return (
        size >= DISPLAY * small
        and cap.bbox.shares_row(line.bbox)
        and -GAP_SIZES * small <= line.bbox.x0 - cap.bbox.x1 <= APART_SIZES * small
    )


def _is_centered(box: BBox, near: Sequence[BBox]) -> bool:
    whole = union(near)
    lefts = {round(b.x0 / SAME_EDGE_PT) for b in near}
    return len(lefts) >= max(SERIES, len(near) - 1) and abs(box.center_x - whole.center_x) <= LINE_PT
