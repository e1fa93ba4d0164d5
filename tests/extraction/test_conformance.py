"""The two readers of PDF held against each other: the quick one reads what the reference reads.

Over small pages, the bundled bulletins and a slice of the generated ones. What may differ is named here and
nowhere else: ligatures, which PDFium spells out, and what `test_what_the_quick_reader_knows_better` shows. A
folder of PDFs named by `BULLETINS_CONFORMANCE` is read by both as well; `pytest -s` shows the figures.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.generate import make
from schemas.document import Frame, Loss
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction.glyphs import Glyphs
from tasks.extraction.losses import sort_out
from tasks.extraction.pages import RawPage
from tasks.extraction.pdfium import PdfiumFile, UnreadableError
from tasks.extraction.plumber import PlumberFile
from tasks.extraction.upright import turn_upright
from tasks.extraction.words import RawLine, RawWord, group_lines
from tests.build import Page, page, pdf
from tests.samples.make import RAW_FOLDER

FOLDER_VARIABLE = "BULLETINS_CONFORMANCE"
SLACK_PT = 0.5
MANY = 1_000_000
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})

GENERATED = (
    "three_columns", "row_by_row", "scrambled", "white_heads", "letterspaced_heads", "overprinted_heads",
    "tables", "wide_gaps", "hyphenation", "soft_hyphens", "ligatures", "drop_caps", "footnotes", "lists",
    "cyrillic",
)  # fmt: skip
"""Kinds of generated bulletins that are hard on a reader."""

PAGES = {
    "plain": page().lines(["The quick brown fox", "jumps over"], at=(72, 80)),
    "serif": page().line("AVAST To WAVE", at=(72, 80), font="serif", size=14),
    "many blanks": page().line("one  two   three", at=(72, 80)),
    "bold and slanted": page().line("fat", at=(72, 80), bold=True).line("thin", at=(72, 99), italic=True),
    "coloured": page()
    .line("red", at=(72, 80), color="#ff0000")
    .rect((60, 95, 200, 120), fill="#000080")
    .line("white", at=(72, 99), color="#ffffff"),
    "other scripts": page().lines(["Журавли вернулись", "Ελλάδα και"], at=(72, 80)),
    "embedded": page().line("Журавли", at=(72, 80), bold=True).line("на озере", at=(72, 99), italic=True),
    "hyphens": page().lines(["a word com-", "mitted to", "two-", "- three"], at=(72, 80)),
    "blanks": page().line("Name          Phone      Room", at=(72, 80)).line("   in front", at=(72, 99)),
    "blanks alone": page().line("one", at=(72, 80)).line("     ", at=(90, 80)).line("two", at=(115, 80)),
    "raised marks": page()
    .line("The govern", at=(72, 80))
    .line("1", at=(122.6, 78), size=4)
    .line("ment", at=(124.8, 80)),
    "watermarks": page()
    .lines(["Boats that came in on each day", "of the week before, and those", "that did not"], at=(72, 80))
    .line("DRAFT", at=(80, 86))
    .line("DRAFT", at=(150, 86))
    .line("DRAFT", at=(100, 98)),
    "spaced out": page().line("SPACED OUT HEAD", at=(72, 80), spacing=6),
    "tight": page().line("tightly set words", at=(72, 80), spacing=-0.3),
    "twice": page().overprint("Shall we call", at=(72, 80)),
    "twice in one place": page().overprint("Shall we call", at=(72, 80), shift=0.0),
    "three times": page().overprint("Hill", at=(72, 80)).line("Hill", at=(72.1, 80)),
    "narrow letters": page().line("illicit Hill", at=(72, 80), size=7),
    "up": page().line("going up here", at=(72, 400), angle=90),
    "down": page().line("going down here", at=(72, 400), angle=270),
    "head over": page().line("head over here", at=(400, 400), angle=180),
    "slanted": page().line("aslant like this", at=(72, 400), angle=30),
    "askew": page().line("scanned a little askew", at=(72, 400), angle=2),
    "hidden": page().line("seen", at=(72, 80)).line("not seen", at=(72, 99), invisible=True),
    "scan": page().image((0, 0, 595, 842)).line("read by OCR", at=(72, 99), invisible=True),
    "off the page": page().line("on", at=(72, 80)).line("off", at=(700, 80)),
    "control": page().line("Ж\x02Ш", at=(72, 80)),
    "crop": page(300, 200, crop=(10, 20, 200, 120)).line("in", at=(20, 40)).line("out", at=(220, 40)),
    "turned once": page(300, 200, rotate=90).line("Text on it", at=(20, 30)).rule((10, 10), (90, 10)),
    "turned twice": page(300, 200, rotate=180).line("Text on it", at=(20, 30)).image((9, 60, 50, 90)),
    "turned thrice": page(300, 200, rotate=270).line("Text on it", at=(20, 30)).rect((9, 9, 50, 70)),
    "turned and cut": page(300, 200, crop=(10, 20, 200, 120), rotate=90).line("Text on it", at=(20, 30)),
    "sideways page": page(rotate=90).line("turned back all of it it is", at=(72, 300), angle=90),
    "tagged": page().line("Title", at=(72, 80), tag="H1").line("foot", at=(72, 800), tag="Artifact"),
    "codes": page().line("item no\u00a0break “§”", at=(72, 80)),
    "drawings": page()
    .rule((72, 100), (300, 100))
    .rule((72, 100), (72, 300), thickness=2)
    .rect((72, 120, 300, 121.5), stroke=None, fill="#000000")
    .rect((72, 150, 300, 250), fill="#ffee00")
    .rect((72, 300, 300, 350), stroke=None, fill="#112233")
    .rect((700, 10, 800, 60))
    .image((500, 400, 700, 500)),
    "clipped": page()
    .clipped((72, 100, 300, 200), page().rect((0, 0, 500, 500), fill="#112233").image((100, 150, 200, 400)))
    .clipped((0, 300, 500, 304), page().clipped((72, 200, 74, 500), page().rect((0, 0, 500, 500))))
    .clipped((72, 500, 300, 600), page().rect((0, 0, 250, 700), fill="#ffee00"), as_form=True)
    .clipped((72, 700, 90, 710), page().rect((100, 100, 200, 200), fill="#ffee00"))
    .rect((320, 120, 500, 250), fill="#ffee00"),
    "nothing": page(),
}


@dataclass(slots=True)
class Differences:
    """What two readings of pages come to: how much is equal, and each difference in words."""

    counts: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    def note(self, kind: str, where: str, one: object, other: object) -> None:
        self.counts[kind] += 1
        self.found.append(f"{where}: {kind}: {one} | {other}")


def compare(data: bytes, name: str, differences: Differences) -> None:
    """Reads all pages with both readers and notes what differs."""
    reference = PlumberFile(data, ReadLimits())
    with PdfiumFile(data, ReadLimits()) as quick:
        differences.counts["page count differs"] += reference.page_count != quick.page_count
        for number in range(1, reference.page_count + 1):
            one, other = (turn_upright(file.page(number, MANY)) for file in (reference, quick))
            _compare_pages(f"{name} {number}", one, other, differences)
            differences.counts["pages"] += 1
        for said, told, quick_told in (
            ("title", reference.metadata_title, quick.metadata_title),
            ("outline", reference.outline(), quick.outline()),
        ):
            if told != quick_told:
                differences.note(said, name, told, quick_told)


def _compare_pages(where: str, one: RawPage, other: RawPage, differences: Differences) -> None:
    for kind in ("width_pt", "height_pt"):
        if abs(getattr(one, kind) - getattr(other, kind)) > SLACK_PT:
            differences.note(kind, where, getattr(one, kind), getattr(other, kind))
    _compare_drawings(where, one, other, differences)
    (glyphs, lost), (quick_glyphs, quick_lost) = _sorted_out(one), _sorted_out(other)
    if list(map(_told, lost)) != list(map(_told, quick_lost)):
        differences.note("losses", where, lost, quick_lost)
    few, many = (Counter("".join(g.text().split()).translate(LIGATURES)) for g in (glyphs, quick_glyphs))
    if few != many:
        differences.note("letters", where, few - many, many - few)
    differences.counts["letters read"] += few.total()
    _compare_lines(where, group_lines(glyphs), group_lines(quick_glyphs), differences)


def _compare_drawings(where: str, one: RawPage, other: RawPage, differences: Differences) -> None:
    for kind in ("rules", "images"):
        if not _all_close(getattr(one, kind), getattr(other, kind)):
            differences.note(kind, where, getattr(one, kind), getattr(other, kind))
    places = _all_close([f.bbox for f in one.frames], [f.bbox for f in other.frames])
    if not places or Counter(map(_paint, one.frames)) != Counter(map(_paint, other.frames)):
        differences.note("frames", where, one.frames, other.frames)


def _compare_lines(where: str, ones: list[RawLine], others: list[RawLine], differences: Differences) -> None:
    differences.counts["lines read"] += len(ones)
    texts, quick_texts = Counter(map(_text, ones)), Counter(map(_text, others))
    if texts != quick_texts:
        gone, new = texts - quick_texts, quick_texts - texts
        differences.note("lines", where, list(gone), list(new))
        differences.counts["lines gone"] += gone.total()
        return
    for line, quick_line in zip(_in_order(ones), _in_order(others), strict=True):
        for word, quick_word in zip(line.words, quick_line.words, strict=True):
            _compare_words(f"{where} {word.text}", word, quick_word, differences)


def _compare_words(where: str, one: RawWord, other: RawWord, differences: Differences) -> None:
    differences.counts["words read"] += 1
    if not _close(one.bbox, other.bbox):
        differences.note("box", where, one.bbox, other.bbox)
    for kind in ("font", "size_pt", "is_bold", "is_italic", "color"):
        if getattr(one.style, kind) != getattr(other.style, kind):
            differences.note(kind, where, getattr(one.style, kind), getattr(other.style, kind))
    if one.tag != other.tag:
        differences.note("tag", where, one.tag, other.tag)


def _sorted_out(raw: RawPage) -> tuple[Glyphs, list[Loss]]:
    visible = BBox(0.0, 0.0, raw.width_pt, raw.height_pt)
    return sort_out(raw.glyphs, raw.number, visible, raw.images)


def _told(loss: Loss) -> tuple[str, int, str]:
    return str(loss.code), loss.count, loss.text.translate(LIGATURES)


def _text(line: RawLine) -> str:
    return " ".join(word.text for word in line.words).translate(LIGATURES)


def _in_order(lines: list[RawLine]) -> list[RawLine]:
    return sorted(lines, key=lambda line: (_text(line), round(line.bbox.top), round(line.bbox.x0)))


def _paint(frame: Frame) -> tuple[bool, str | None]:
    return frame.is_stroked, frame.fill


def _close(one: BBox, other: BBox) -> bool:
    edges = ("x0", "top", "x1", "bottom")
    return all(abs(getattr(one, edge) - getattr(other, edge)) <= SLACK_PT for edge in edges)


def _all_close(ones: Sequence[BBox], others: Sequence[BBox]) -> bool:
    left, right = (
        sorted(boxes, key=lambda b: (round(b.top), round(b.x0), b.area)) for boxes in (ones, others)
    )
    return len(left) == len(right) and all(map(_close, left, right))


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES.keys())
def test_small_pages(content: Page) -> None:
    differences = Differences()
    compare(pdf(content), "page", differences)
    assert differences.found == []


def test_what_the_quick_reader_knows_better() -> None:
    """Typewriter letters are upright; signs at codes that are free by the standard have a width."""
    differences = Differences()
    compare(pdf(page().line("typed", at=(72, 80), font="mono")), "page", differences)
    compare(pdf(page().line("• item com\u00admitted", at=(72, 80))), "page", differences)
    assert {line.split(": ")[1] for line in differences.found} == {"box", "is_italic"}


def test_the_quick_reader_alone_tells_what_nobody_sees() -> None:
    """The reference reads what is drawn, and does not draw it."""
    differences = Differences()
    compare(pdf(page().line("white on white", at=(72, 80), color="#ffffff")), "page", differences)
    assert any("X003" in line for line in differences.found)


def test_names_of_east_asian_fonts_are_those_of_the_page() -> None:
    """The reference tells the name of the font's description instead."""
    differences = Differences()
    compare(make("east_asian", 0).data, "east_asian", differences)
    assert {line.split(": ", 1)[1] for line in differences.found} == {"font: STSongStd-Light | STSong-Light"}


def test_letters_without_a_map() -> None:
    differences = Differences()
    compare(pdf(page().line("Журавли вернулись", at=(72, 80)), unicode_maps=False), "page", differences)
    assert differences.found == []


def test_bookmarks_and_title() -> None:
    differences = Differences()
    data = pdf(
        page().bookmark("Part"), page().bookmark("Chapter", level=2).bookmark("Next"), title="Журнал 7"
    )
    compare(data, "page", differences)
    assert differences.found == []


@pytest.mark.parametrize("path", sorted(RAW_FOLDER.rglob("*.pdf")), ids=lambda path: path.stem)
def test_bundled_bulletins(path: Path) -> None:
    differences = Differences()
    compare(path.read_bytes(), path.stem, differences)
    assert differences.found == []


@pytest.mark.parametrize("kind", GENERATED)
def test_generated_bulletins(kind: str) -> None:
    differences = Differences()
    compare(make(kind, 0).data, kind, differences)
    assert differences.found == []


def test_a_folder() -> None:
    """Prints figures; fails only where fewer than 99 of 100 lines are read alike."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        pytest.skip(f"{FOLDER_VARIABLE} names no folder of PDFs to read with both readers")
    differences = Differences()
    for path in sorted(Path(folder).rglob("*.pdf")):
        try:
            compare(path.read_bytes(), path.stem, differences)
        except (IssueError, UnreadableError) as error:
            differences.note("unread", path.stem, type(error).__name__, error)
    for kind, count in sorted(differences.counts.items()):
        print(f"{kind}: {count}")  # noqa: T201
    for line in differences.found:
        if not any(f": {kind}:" in line for kind in ("color", "font")):
            print(line[:300])  # noqa: T201
    assert differences.counts["lines gone"] <= 0.01 * differences.counts["lines read"]
