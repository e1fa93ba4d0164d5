"""PDF pages as glyphs and drawings: places, turns, letters, outline, and refusals in one sentence."""

from __future__ import annotations

import pytest

from schemas.document import OutlineEntry
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction import pdfium, plumber
from tasks.extraction.pages import RawPage
from tasks.extraction.pdf import PdfFile
from tasks.extraction.pdfium import PdfiumFile, UnreadableError
from tasks.extraction.plumber import PlumberFile, to_hex
from tasks.extraction.symbols import read_symbols
from tests.build import Page, page, pdf, raw_pdf
from tests.reading import line_texts, losses, read, rows


def raw(content: Page) -> RawPage:
    return next(PdfFile(pdf(content), ReadLimits()).pages())


def corner(content: Page) -> tuple[float, float]:
    """Top left corner of the first glyph."""
    box = rows(raw(content).glyphs)[0].bbox
    return round(box.x0, 1), round(box.top, 1)


def test_origin_is_the_top_left_corner_in_points() -> None:
    content = raw(page(300, 200).line("Text", at=(72, 40), size=18))
    first = rows(content.glyphs)[0]
    assert (content.width_pt, content.height_pt) == (300, 200)
    assert (first.bbox.x0, first.bbox.top, first.bbox.height) == pytest.approx((72, 40, 18), abs=0.01)
    assert 40 < first.origin[1] < 58


def test_crop_box_moves_the_origin_and_bounds_the_page() -> None:
    content = raw(page(300, 200, crop=(10, 20, 210, 120)).line("Text", at=(30, 60)))
    assert (content.width_pt, content.height_pt) == (200, 100)
    assert rows(content.glyphs)[0].bbox.x0 == pytest.approx(20, abs=0.01)
    assert rows(content.glyphs)[0].bbox.top == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize(
    ("text", "font", "letter"),
    [
        pytest.param("\uf06c", "Garamond", ("l", True), id="letter shifted by a word processor"),
        pytest.param("\uf0b7", "Symbol", ("•", True), id="well-known picture"),
        pytest.param("\uf761", "Minion-Expert", ("a", True), id="small capital"),
        pytest.param("\uf7e9", "Minion-Expert", ("é", True), id="small capital with an accent"),
        pytest.param("\uf735", "Minion-Expert", ("5", True), id="old-style figure"),
        pytest.param("\uf6bb", "Myriad-Bold", ("–", True), id="dash between capitals"),
        pytest.param("\uf06c", "Wingdings", ("\ufffd", False), id="unknown picture"),
        pytest.param("\ue123", "Myriad-Bold", ("\ufffd", False), id="private to the font"),
    ],
)
def test_private_use_letters(text: str, font: str, letter: tuple[str, bool]) -> None:
    assert read_symbols(text, font) == letter


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_page_is_read_upright(rotate: int) -> None:
    """Only the page is turned, so what was written across it runs up or down afterwards."""
    content = raw(page(300, 200, rotate=rotate).line("Text", at=(20, 30)))
    sides = (200, 300) if rotate in {90, 270} else (300, 200)
    assert (content.width_pt, content.height_pt) == sides
    assert {glyph.angle for glyph in rows(content.glyphs)} == {360 - rotate}


@pytest.mark.parametrize(
    ("turn", "angle"),
    [(0, 0), (90, 90), (180, 180), (270, 270), (30, None), (2, 0)],
    ids=["level", "up", "head over", "down", "slanted", "scanned a little askew"],
)
def test_angle_of_text(turn: float, angle: int | None) -> None:
    assert rows(raw(page().line("Text", at=(300, 400), angle=turn)).glyphs)[0].angle == angle


@pytest.mark.parametrize("as_form", [False, True], ids=["on the page", "in a form"])
def test_of_clipped_shapes_counts_what_is_seen(as_form: bool) -> None:
    """A coloured page seen through windows, as design programs draw bands and lines."""
    sheet = page().rect((0, 0, 595, 842), stroke=None, fill="#112233")
    content = page().line("text", at=(80, 120))
    for window in ((72, 100, 300, 200), (72, 300, 500, 301.5)):
        content.clipped(window, sheet, as_form=as_form)
    content.clipped((72, 600, 80, 610), page().rect((100, 100, 200, 200)), as_form=as_form)
    found = raw(content)
    assert [_rounded(frame.bbox) for frame in found.frames] == [(72, 100, 300, 200)]
    assert [_rounded(rule) for rule in found.rules] == [(72, 300, 500, 302)]


@pytest.mark.parametrize("reader", [PdfiumFile, PlumberFile])
def test_an_outline_of_many_points_clips_by_its_box(reader: type[PdfiumFile | PlumberFile]) -> None:
    sheet = page().rect((72, 100, 300, 200), fill="#ffee00")
    data = pdf(page().clipped((72, 100, 200, 200), sheet, more_points=150))
    (found,) = reader(data, ReadLimits()).page(1, 1000).frames
    assert round(found.bbox.x1) == 200


def _rounded(box: BBox) -> tuple[int, int, int, int]:
    return round(box.x0), round(box.top), round(box.x1), round(box.bottom)


def test_drawings_are_rules_frames_and_pictures_within_the_page() -> None:
    content = raw(
        page()
        .rule((72, 100), (300, 100))
        .rect((72, 120, 300, 121.5), stroke=None, fill="#000000")
        .rect((72, 150, 300, 250), fill="#ffee00")
        .rect((72, 300, 300, 350), stroke=None, fill="#112233")
        .image((500, 400, 700, 500))
        .rect((700, 10, 800, 60))
    )
    assert [round(rule.top) for rule in content.rules] == [100, 120]
    assert [(round(f.bbox.top), f.is_stroked, f.fill) for f in content.frames] == [
        (150, True, "#ffee00"),
        (300, False, "#112233"),
    ]
    assert [(round(i.x0), round(i.x1)) for i in content.images] == [(500, 595)]


def test_of_rules_under_white_boxes_counts_what_is_seen() -> None:
    """Programs draw a rule in each gutter, and what covers most of them after it."""
    content = raw(
        page()
        .rule((200, 100), (200, 700))
        .rule((400, 100), (400, 700))
        .rect((60, 90, 390, 300), stroke=None, fill="#ffffff")
        .rect((60, 290, 390, 710), stroke=None, fill="#ffffff")
        .rect((390, 200, 500, 300), stroke=None, fill="#ffffff")
    )
    found = [_rounded(rule) for rule in content.rules]
    assert found == [(400, 100, 400, 200), (400, 300, 400, 700)]


@pytest.mark.parametrize(
    ("fill", "left"), [("#ffffff", 200), ("#eeeeee", 100)], ids=["along its edge", "a ground in colour"]
)
def test_a_box_covers_no_rule_along_its_edge_nor_one_drawn_after_it(fill: str, left: float) -> None:
    content = page().rule((200, 100), (200, 300)).rect((left, 90, 390, 310), stroke=None, fill=fill)
    content.rule((300, 100), (300, 300))
    assert [_rounded(rule) for rule in raw(content).rules] == [(200, 100, 200, 300), (300, 100, 300, 300)]


def test_style_of_glyphs() -> None:
    content = raw(
        page()
        .line("B", at=(72, 40), bold=True, color="#ff0000", size=12.04)
        .line("i", at=(72, 80), italic=True, tag="H1")
    )
    bold, italic = rows(content.glyphs)
    assert (bold.style.is_bold, bold.style.is_italic) == (True, False)
    assert (bold.style.size_pt, bold.style.color) == (12.0, "#ff0000")
    assert (italic.style.is_bold, italic.style.is_italic, italic.tag) == (False, True, "H1")
    assert bold.tag is None


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [("• item", "• item"), ("com\u00admitted", "com-mitted"), ("no\u00a0break", "no break"), ("“§”", "“§”")],
    ids=["bullet at a free code", "hyphen at the code of the soft one", "unbreakable blank", "Western signs"],
)
def test_codes_of_western_fonts(drawn: str, read_as: str) -> None:
    document = read(pdf(page().line(drawn, at=(72, 80))))
    assert (line_texts(document), losses(document)) == ([read_as], [])


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        (0, "#000000"),
        ((0.5,), "#808080"),
        ((1, 0, 0), "#ff0000"),
        ((0, 1, 1, 0), "#ff0000"),
        ((2, -1, 0), "#ff0000"),
        (None, None),
        (("pattern",), None),
        ((0.1, 0.2), None),
    ],
)
def test_colors(color: object, expected: str | None) -> None:
    assert to_hex(color) == expected


def test_outline_and_title() -> None:
    data = pdf(page().bookmark("Part"), page().bookmark("Chapter", level=2), title="Issue 7")
    file = PdfFile(data, ReadLimits())
    assert file.outline() == (OutlineEntry("Part", 1, 1), OutlineEntry("Chapter", 2, 2))
    assert file.metadata_title == "Issue 7"


def test_no_outline_and_no_title() -> None:
    file = PdfFile(pdf(page()), ReadLimits())
    assert (file.outline(), file.metadata_title) == ((), None)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"Dear reader, this is a letter.", "not_a_pdf", "is not a PDF whatever its name says"),
        (b"%PDF-1.4\n%%EOF", "broken_pdf", "is a damaged PDF"),
        (pdf(page().line("text", at=(72, 80)))[:900], "broken_pdf", "is a damaged PDF"),
        (pdf(page().line("text", at=(72, 80)), password="pw"), "encrypted", "needs a password"),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), "no_pages", "page tree is broken"),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "no_pages", "page tree is broken"),
        (raw_pdf(CATALOG, b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>"), "no_pages", "page tree is broken"),
    ],
    ids=[
        "no PDF",
        "nothing in it",
        "cut short",
        "encrypted",
        "no pages",
        "a loop",
        "pages that are not there",
    ],
)
def test_refusals(data: bytes, code: str, words: str) -> None:
    with pytest.raises(IssueError) as caught:
        read(data)
    assert (caught.value.stage, caught.value.code) == ("extract", code)
    assert words in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_limit_of_pages() -> None:
    data = pdf(page().line("a", at=(72, 80)), page().line("b", at=(72, 80)))
    assert PdfFile(data, ReadLimits(max_pages=2)).page_count == 2
    with pytest.raises(IssueError, match="has 2 pages, more than the limit of 1") as caught:
        PdfFile(data, ReadLimits(max_pages=1))
    assert caught.value.code == "too_many_pages"


def test_limit_of_characters_is_one_for_all_pages() -> None:
    data = pdf(page().line("abcde", at=(72, 80)), page().line("fghij", at=(72, 80)))
    assert line_texts(read(data, ReadLimits(max_chars=10))) == ["abcde", "fghij"]
    with pytest.raises(IssueError) as caught:
        read(data, ReadLimits(max_chars=9))
    assert caught.value.code == "too_many_characters"


@pytest.mark.parametrize("where", ["open", "page"])
def test_endless_nesting_is_a_damaged_file(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nest(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    if where == "open":
        monkeypatch.setattr("pdfplumber.open", nest)
    else:
        monkeypatch.setattr(plumber, "_read_page", nest)
    with pytest.raises(IssueError, match="is a damaged PDF .nested without end.") as caught:
        PlumberFile(pdf(page().line("text", at=(72, 80))), ReadLimits()).page(1, 100)
    assert caught.value.code == "broken_pdf"


def test_deep_page_tree_is_a_damaged_file() -> None:
    """A real one: page trees within page trees, deeper than any call stack."""
    kids = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 3) for number in range(3000)]
    data = raw_pdf(CATALOG, *kids, b"<< /Type /Page /MediaBox [0 0 9 9] >>")
    with pytest.raises(IssueError) as caught:
        read(data)
    assert caught.value.code == "broken_pdf"


# Its box has a text for a number.
BROKEN_FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 (x) 1] /Length 0 >>\nstream\n\nendstream"


def _drawn(*contents: bytes) -> bytes:
    """A PDF of pages drawn by `contents`, which may show the broken form with `/X Do`."""
    resources = b"<< /Font << /F1 3 0 R >> /XObject << /X 4 0 R >> >>"
    pages, streams = [], []
    for number, content in enumerate(contents):
        pages.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources %s >>"
            % (6 + 2 * number, resources)
        )
        streams.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(contents)))
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    both = [body for pair in zip(pages, streams, strict=True) for body in pair]
    return raw_pdf(CATALOG, tree, font, BROKEN_FORM, *both)


def _shown(text: bytes, y: int = 700) -> bytes:
    return b"BT /F1 12 Tf 72 %d Td (%s) Tj ET " % (y, text)


def test_pdfium_reads_on_where_the_other_reader_breaks_off() -> None:
    data = _drawn(_shown(b"First."), _shown(b"Before.") + b"/X Do " + _shown(b"After.", 600))
    document = read(data)
    assert (line_texts(document), document.notes) == (["First.", "Before.", "After."], ())
    other = PlumberFile(data, ReadLimits()).page(2, 100)
    assert other.glyphs.text() == "Before."
    assert other.fault is not None
    assert other.fault.startswith("TypeError")


class Blind(PdfiumFile):
    """A PDFium that can load no second page."""

    def page(self, number: int, budget: int) -> RawPage:
        if number == 2:
            raise UnreadableError
        return super().page(number, budget)


def test_a_page_that_pdfium_cannot_load_is_read_otherwise_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.extraction.pdf.PdfiumFile", Blind)
    pages = [page().line(text, at=(72, 80)) for text in ("one", "two", "three")]
    document = read(pdf(*pages))
    assert line_texts(document) == ["one", "two", "three"]
    assert document.notes == ("pages that PDFium cannot load (2): read by pdfplumber",)
    assert document.extractor == f"{pdfium.EXTRACTOR}, {plumber.EXTRACTOR}"


def test_a_page_that_breaks_off_in_the_other_reader_costs_only_its_own_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasks.extraction.pdf.PdfiumFile", Blind)
    document = read(_drawn(_shown(b"First."), _shown(b"Before.") + b"/X Do " + _shown(b"After.", 600)))
    assert line_texts(document) == ["First.", "Before."]
    assert any(
        note.startswith("pages that could be read in part only (page 2: Type") for note in document.notes
    )


class Closed(PdfiumFile):
    """A PDFium that can open nothing."""

    def __init__(self, *_: object) -> None:
        raise UnreadableError


def test_a_file_that_pdfium_cannot_open_is_read_otherwise_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.extraction.pdf.PdfiumFile", Closed)
    document = read(pdf(page().line("text", at=(72, 80)), title="Issue 7"))
    assert (line_texts(document), document.metadata_title) == (["text"], "Issue 7")
    assert document.extractor == plumber.EXTRACTOR
    assert document.notes == ("PDFium cannot open it: read by pdfplumber",)


def test_broken_pages_and_no_text_are_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.extraction.pdf.PdfiumFile", Closed)
    with pytest.raises(IssueError, match="page 1: TypeError") as caught:
        read(_drawn(b"/X Do " + _shown(b"After.")))
    assert caught.value.code == "broken_page"
