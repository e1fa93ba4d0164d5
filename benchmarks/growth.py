"""How the time of the thinking grows with what an issue holds: pages, boxes, lines, titles, and so on.

    python -m benchmarks.growth [--curve NAME …] [--budget SECONDS] [--parts N]

Documents are made straight away, without a PDF, so the reader has no part in it: what is timed is all
behind it, `tasks.analysis.issue.analyse_issue`. One line a curve: its sizes, the CPU seconds of each, and
the exponent of the power law through the upper half of the sizes (1 is a straight line). A small size pays
for what is loaded and for each call, so the lower half says little.

Garbage is looked for as seldom as in the processes that think for a run. Absolute seconds wander with
the machine; exponents of one run are firm to about a tenth.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.document import Document, Frame, Line, OutlineEntry, Page, SourceFile, Style, Word
from schemas.geometry import BBox, Span, union
from schemas.profile import SourceProfile
from tasks.analysis.issue import analyse_issue
from tasks.isolation.server import keep_what_is_loaded

BODY = Style("Times", 10.0, is_bold=False, is_italic=False, color="#000000")
SMALL = replace(BODY, size_pt=8.0)
HEAD = replace(BODY, font="Times-Bold", size_pt=16.0, is_bold=True)
QUOTE = replace(BODY, font="Times-Italic", size_pt=13.0, is_italic=True)

WIDTH_PT, HEIGHT_PT = 595.0, 842.0
LETTER_SHARE, BLANK_SHARE, LEADING = 0.48, 0.3, 1.2
"""Width of a letter and of a blank, and height of a line, as shares of the size."""

MAX_EXPONENT = 1.1
REPEATS_BELOW_SECONDS = 3.0
REPEATS = 3
"""A size that takes less than this is timed so often, and the least time counts."""

SOURCE = SourceFile("growth/a", "growth", "a", "growth/a.pdf", "0" * 64, 1, "application/pdf")
PROSE = (
    "the water of this lake will rise when more rain has come down from all hills and people who live there "
    "must then bring their boats home before night because strong wind makes every crossing hard while both "
    "villages wait for news about school market road bridge harvest council garden meeting winter summer"
)
WORDS = tuple(PROSE.split())
PLACES = "Lake Bridge Market Council School Harbour Garden Winter Village Ferry Mill Orchard Library"
EVENTS = "opens closes grows returns moves waits asks wins plans builds sells counts paints repairs"
NAMES, DOINGS = tuple(PLACES.split()), tuple(EVENTS.split())


class Setter:
    """Sets lines on pages and keeps the one text they are spans of; the same seed sets the same issue."""

    def __init__(self, seed: int, *, width_pt: float = WIDTH_PT, height_pt: float = HEIGHT_PT) -> None:
        self.random = random.Random(seed)
        self.width_pt, self.height_pt = width_pt, height_pt
        self._text: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._lines: list[Line] = []

    def line(self, text: str, x: float, top: float, style: Style = BODY) -> BBox:
        """Sets one line with its upper left corner at `(x, top)`."""
        if self._lines:
            self._put("\n")
        start, at = self._length, x
        words: list[Word] = []
        for word in text.split():
            offset = 0 if not words else 1
            first = (words[-1].span.end if words else start) + offset
            width = LETTER_SHARE * style.size_pt * len(word)
            words.append(
                Word(Span(first, first + len(word)), BBox(at, top, at + width, top + style.size_pt), style)
            )
            at += width + BLANK_SHARE * style.size_pt
        self._put(" ".join(text.split()))
        box = union(word.bbox for word in words if word.bbox is not None)
        self._lines.append(Line(len(self._pages) + 1, Span(start, self._length), tuple(words), box))
        return box

    def paragraph(self, x: float, top: float, width_pt: float, lines: int, style: Style = BODY) -> float:
        """Sets so many lines of prose below each other; the foot of the last one."""
        count = max(2, round(width_pt / (style.size_pt * (4.3 * LETTER_SHARE + BLANK_SHARE))))
        for number in range(lines):
            text = self.prose(count, begins=number == 0, ends=number == lines - 1)
            self.line(text, x, top + number * LEADING * style.size_pt, style)
        return top + lines * LEADING * style.size_pt

    def prose(self, count: int, *, begins: bool = True, ends: bool = True) -> str:
        chosen = self.random.choices(WORDS, k=count)
        if begins:
            chosen[0] = chosen[0].capitalize()
        return " ".join(chosen) + ("." if ends else "")

    def title(self, number: int) -> str:
        """A headline that no other number has."""
        names, doings = len(NAMES), len(DOINGS)
        words = [NAMES[number % names], DOINGS[number // names % doings], "for the"]
        return " ".join(
            [*words, NAMES[number // (names * doings) % names], self.prose(2, ends=False).lower()]
        )

    def end_page(
        self,
        *,
        rules: Sequence[BBox] = (),
        frames: Sequence[Frame] = (),
        images: Sequence[BBox] = (),
    ) -> None:
        number = len(self._pages) + 1
        lines = tuple(self._lines)
        self._pages.append(
            Page(number, self.width_pt, self.height_pt, lines, tuple(rules), tuple(frames), tuple(images))
        )
        self._lines = []
        self._put("\f")

    def document(self, *, outline: Sequence[OutlineEntry] = ()) -> Document:
        if self._lines:
            self.end_page()
        return Document("".join(self._text), tuple(self._pages), outline=tuple(outline), extractor="growth")

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def _columns(setter: Setter, number: int, *, top: float = 90.0) -> None:
    """A headline and two columns of prose, with a running head and foot, on the page being set."""
    setter.line(f"Lakeside Gazette {number + 1}", 60.0, 30.0, SMALL)
    setter.line(setter.title(number), 60.0, top, HEAD)
    for x in (60.0, 310.0):
        foot = setter.paragraph(x, top + 30, 220.0, 12)
        setter.paragraph(x, foot + 8, 220.0, 10)
    setter.line(str(number + 1), 290.0, HEIGHT_PT - 30.0, SMALL)


def pages(size: int, seed: int) -> Document:
    """So many pages of two columns under a headline."""
    setter = Setter(seed)
    for number in range(size):
        _columns(setter, number)
        setter.end_page()
    return setter.document()


def various_margins(size: int, seed: int) -> Document:
    """So many pages whose outermost lines repeat nothing: each is compared with those before it."""
    setter = Setter(seed)
    for number in range(size):
        setter.line(setter.prose(6), 60.0, 20.0, SMALL)
        setter.line(setter.prose(6), 60.0, 34.0, SMALL)
        _columns(setter, number, top=110.0)
        setter.line(setter.prose(7), 60.0, HEIGHT_PT - 50.0, SMALL)
        setter.end_page()
    return setter.document()


def boxes_of_a_page(size: int, seed: int) -> Document:
    """So many drawn boxes with a head and three lines each, in rows of eight, on one page."""
    across, box_width, box_height = 8, 160.0, 70.0
    setter = Setter(seed, width_pt=across * 180.0 + 60, height_pt=(size // across + 1) * 90.0 + 2000.0)
    setter.line("All the boxes of the lake", 60.0, 30.0, HEAD)
    frames = []
    for number in range(size):
        x, top = 40.0 + number % across * 180.0, 1000.0 + number // across * 90.0
        frames.append(Frame(BBox(x, top, x + box_width, top + box_height), is_stroked=True, fill=None))
        setter.line(
            f"{NAMES[number % 13]} {DOINGS[number % 14]}", x + 6, top + 6, replace(HEAD, size_pt=12.0)
        )
        setter.paragraph(x + 6, top + 24, box_width - 30, 3)
    setter.end_page(frames=frames)
    return setter.document()


def lines_of_a_page(size: int, seed: int) -> Document:
    """A scanned newspaper page: eight columns of lines a little off their edges, with heads among them."""
    return _newspaper(size, seed, across=8)


def columns_of_a_page(size: int, seed: int) -> Document:
    """A page of so many lines that has as many columns as a column has lines."""
    return _newspaper(size, seed, across=max(1, math.isqrt(size)))


def _newspaper(size: int, seed: int, across: int) -> Document:
    column, rows = 150.0, size // across
    setter = Setter(seed, width_pt=across * (column + 14) + 80, height_pt=rows * 13.0 + 400.0)
    shake = setter.random.uniform
    setter.line("The Lakeside Gazette", 40.0, 40.0, HEAD)
    for index in range(across):
        for row in range(rows):
            x = 40.0 + index * (column + 14) + shake(-3, 3)
            top = 200.0 + row * 13.0 + shake(-1, 1)
            is_head = setter.random.random() < 1 / 15
            style = replace(HEAD, size_pt=12.0) if is_head else replace(BODY, size_pt=9.0 + shake(0, 1))
            text = (
                setter.title(index * rows + row)
                if is_head
                else setter.prose(7, begins=False, ends=row % 6 == 5)
            )
            setter.line(" ".join(text.split()[: 4 if is_head else 7]), x, top, style)
    return setter.document()


def pictures_of_a_page(size: int, seed: int) -> Document:
    """Two pages of text with so many pictures at the head of each, those of the second over small print."""
    setter = Setter(seed)
    xs = [60.0 + 440.0 * number / size for number in range(size)]
    for number in range(2):
        if number:
            setter.line(setter.title(0), 60.0, 74.0, replace(BODY, size_pt=7.0))
        setter.line(setter.title(number), 60.0, 110.0, HEAD)
        setter.paragraph(60.0, 140.0, 450.0, 30)
        setter.end_page(images=[BBox(x, 20.0, x + 40.0, 70.0) for x in reversed(xs)])
    return setter.document()


def blocks_of_a_page(size: int, seed: int) -> Document:
    """One column of so many paragraphs of two lines."""
    setter = Setter(seed, height_pt=size * 34.0 + 2000.0)
    setter.line("All the paragraphs of the lake", 60.0, 900.0, HEAD)
    for number in range(size):
        setter.paragraph(60.0, 1000.0 + number * 34.0, 450.0, 2)
    return setter.document()


def titles(size: int, seed: int) -> Document:
    """So many headlines with two short paragraphs each, six on a page."""
    setter = Setter(seed)
    for number in range(size):
        top = 60.0 + number % 6 * 120.0
        setter.line(setter.title(number), 60.0, top, HEAD)
        foot = setter.paragraph(60.0, top + 26, 450.0, 3)
        setter.paragraph(60.0, foot + 8, 450.0, 2)
        if number % 6 == 5:
            setter.end_page()
    return setter.document()


def contents_entries(size: int, seed: int) -> Document:
    """A contents list of so many entries, and the article of each."""
    setter = Setter(seed)
    named = [setter.title(number) for number in range(size)]
    for number, title in enumerate(named):
        if number % 40 == 0:
            setter.line("Contents", 60.0, 40.0, HEAD)
        setter.line(f"{title} ..... {number % 300 + 1}", 60.0, 70.0 + number % 40 * 14.0)
        if number % 40 == 39:
            setter.end_page()
    setter.end_page()
    for number, title in enumerate(named):
        top = 60.0 + number % 6 * 120.0
        setter.line(title, 60.0, top, HEAD)
        setter.paragraph(60.0, top + 26, 450.0, 5)
        if number % 6 == 5:
            setter.end_page()
    return setter.document()


def bookmarks(size: int, seed: int) -> Document:
    """As `titles`, each headline bookmarked in the file."""
    made = titles(size, seed)
    heads = [
        OutlineEntry(made.slice(line.span), 1, page.number)
        for page in made.pages
        for line in page.lines
        if line.words[0].style == HEAD
    ]
    return replace(made, outline=tuple(heads))


def words_of_a_line(size: int, seed: int) -> Document:
    """One line of so many words under a headline, between two paragraphs."""
    setter = Setter(seed, width_pt=size * 30.0 + 500)
    setter.line("One long line of the lake", 60.0, 160.0, HEAD)
    foot = setter.paragraph(60.0, 190.0, 450.0, 4)
    setter.line(setter.prose(size), 60.0, foot + 10)
    setter.paragraph(60.0, foot + 40, 450.0, 4)
    return setter.document()


def contact_panels(size: int, seed: int) -> Document:
    """So many pages that end in the publisher's card."""
    setter = Setter(seed)
    for number in range(size):
        _columns(setter, number)
        for row, text in enumerate(
            ("Lakeside Council", "Tel: +44 20 7946 0018", "office@lakeside.org", "www.lakeside.org")
        ):
            setter.line(text, 60.0, 560.0 + row * 13.0)
        setter.end_page()
    return setter.document()


def pull_quotes(size: int, seed: int) -> Document:
    """So many pages of which each says some of its words again, larger and slanted."""
    setter = Setter(seed)
    for number in range(size):
        _columns(setter, number)
        text = " ".join(setter.prose(9, ends=False) for _ in range(2))
        setter.line(text, 60.0, 480.0)
        setter.line(" ".join(text.split()[4:15]), 80.0, 560.0, QUOTE)
        setter.end_page()
    return setter.document()


def jump_lines(size: int, seed: int) -> Document:
    """So many pages on which an article of the page before goes on."""
    setter = Setter(seed)
    for number in range(size):
        setter.line(f"Continued from page {max(1, number)}", 60.0, 60.0, SMALL)
        setter.paragraph(60.0, 75.0, 450.0, 3)
        setter.line(setter.title(number), 60.0, 140.0, HEAD)
        setter.paragraph(60.0, 170.0, 450.0, 8)
        setter.line(f"Continued on page {number + 2}", 60.0, 300.0, SMALL)
        setter.end_page()
    return setter.document()


def rows_of_a_table(size: int, seed: int) -> Document:
    """A ruled table of so many rows of four cells."""
    setter = Setter(seed, height_pt=size * 16.0 + 3000.0)
    setter.line("All the figures of the lake", 60.0, 1000.0, HEAD)
    setter.paragraph(60.0, 1030.0, 450.0, 4)
    top = 1100.0
    for row in range(size):
        for column in range(4):
            setter.line(f"{row}{column}", 64.0 + column * 110.0, top + row * 16.0 + 3)
    bottom = top + size * 16.0
    rules = [BBox(60.0, top + row * 16.0, 500.0, top + row * 16.0 + 0.5) for row in range(size + 1)]
    rules += [BBox(x, top, x + 0.5, bottom) for x in (60.0, 170.0, 280.0, 390.0, 500.0)]
    setter.end_page(rules=rules)
    return setter.document()


def numbered_lines(size: int, seed: int) -> Document:
    """So many lines of prose on one page, each with its number in the margin."""
    setter = Setter(seed, height_pt=size * 14.0 + 2000.0)
    setter.line("All the lines of the lake", 60.0, 900.0, HEAD)
    for row in range(size):
        top = 1000.0 + row * 14.0
        setter.line(str(row + 1), 30.0, top)
        setter.line(setter.prose(14, begins=row % 6 == 0, ends=row % 6 == 5), 60.0, top)
    setter.end_page()
    return setter.document()


def rules_of_a_page(size: int, seed: int) -> Document:
    """So many short underlines on one page, each under a line of prose."""
    setter = Setter(seed, height_pt=size * 20.0 + 2000.0)
    setter.line("All the rules of the lake", 60.0, 900.0, HEAD)
    rules = []
    for row in range(size):
        box = setter.line(setter.prose(9), 60.0, 1000.0 + row * 20.0)
        rules.append(BBox(box.x0, box.bottom + 1, box.x1, box.bottom + 1.5))
    setter.end_page(rules=rules)
    return setter.document()


def paragraphs_of_an_export(size: int, seed: int) -> Document:
    """A text export of so many paragraphs, every eighth under a headline; nothing has a place."""
    setter = Setter(seed)
    for number in range(size):
        if number % 8 == 0:
            setter.line(setter.title(number // 8), 0.0, 0.0)
        setter.line(setter.prose(40), 0.0, 0.0)
    made = setter.document()
    lines = tuple(
        replace(line, bbox=None, blank_before=1, words=tuple(Word(word.span) for word in line.words))
        for page in made.pages
        for line in page.lines
    )
    return replace(made, pages=(Page(1, lines=lines),))


@dataclass(frozen=True, slots=True)
class Curve:
    """What grows, from the smallest to the largest size."""

    make: Callable[[int, int], Document]
    least: int
    most: int

    @property
    def name(self) -> str:
        return self.make.__name__

    def sizes(self, parts: int) -> list[int]:
        """So many sizes, each the same number of times as large as the one before."""
        step = (self.most / self.least) ** (1 / (parts - 1))
        return [round(self.least * step**number) for number in range(parts)]


CURVES = (
    Curve(pages, 1, 1000),
    Curve(various_margins, 4, 1000),
    Curve(boxes_of_a_page, 50, 800),
    Curve(lines_of_a_page, 150, 5000),
    Curve(columns_of_a_page, 150, 5000),
    Curve(pictures_of_a_page, 150, 5000),
    Curve(blocks_of_a_page, 150, 5000),
    Curve(titles, 60, 4000),
    Curve(contents_entries, 40, 2000),
    Curve(bookmarks, 40, 2000),
    Curve(words_of_a_line, 100, 20000),
    Curve(contact_panels, 10, 1000),
    Curve(pull_quotes, 10, 1000),
    Curve(jump_lines, 10, 1000),
    Curve(rows_of_a_table, 40, 2000),
    Curve(numbered_lines, 40, 2000),
    Curve(rules_of_a_page, 40, 2000),
    Curve(paragraphs_of_an_export, 100, 10000),
)


def cpu_seconds(curve: Curve, size: int) -> float:
    """CPU time of all the thinking on one document; the least over a few documents where it is short.

    Each time the document is another one, since what was thought of a text is kept in mind.
    """
    best = math.inf
    for seed in range(REPEATS):
        document = curve.make(size, seed)
        began = time.process_time()
        analyse_issue(document, SOURCE, SourceProfile())
        best = min(best, time.process_time() - began)
        if best >= REPEATS_BELOW_SECONDS:
            break
    return best


def measured(curve: Curve, parts: int, budget_seconds: float) -> Iterator[tuple[int, float]]:
    """Sizes with their times, up to the first that takes longer than the budget."""
    for size in curve.sizes(parts):
        seconds = cpu_seconds(curve, size)
        yield size, seconds
        if seconds > budget_seconds:
            return


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """Slope of the line through the upper half of the points, both axes as logarithms."""
    upper = points[len(points) // 2 :] if len(points) > 3 else points
    xs = [math.log(size) for size, _ in upper]
    ys = [math.log(max(seconds, 1e-6)) for _, seconds in upper]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    return (
        sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [curve.name for curve in CURVES]
    parser.add_argument("--curve", nargs="+", choices=names, default=names, help="only these curves")
    parser.add_argument("--parts", type=int, default=8, help="sizes of each curve")
    parser.add_argument("--budget", type=float, default=60.0, help="a curve ends at a size that takes longer")
    parser.add_argument(
        "--check", action="store_true", help=f"fail where an exponent is above {MAX_EXPONENT}"
    )
    arguments = parser.parse_args()
    cpu_seconds(CURVES[0], 2)  # word lists and language profiles are loaded once
    keep_what_is_loaded()
    steep = 0
    for curve in CURVES:
        if curve.name not in arguments.curve:
            continue
        points = list(measured(curve, arguments.parts, arguments.budget))
        slope = exponent(points)
        steep += slope > MAX_EXPONENT
        shown = "  ".join(f"{size}: {seconds:.3f}" for size, seconds in points)
        sys.stdout.write(f"{curve.name:<24} {slope:5.2f}   {shown}\n")
        sys.stdout.flush()
    return int(arguments.check and steep > 0)


if __name__ == "__main__":
    sys.exit(main())
