"""Columns of letters under each other are lines once their page is turned; other pages stay."""

from __future__ import annotations

import pytest

from tests.build import page, pdf, raw_pdf
from tests.reading import line_texts, read

COLUMNS = [
    "新しい橋が開通",
    "町は土曜日に二年の工事を終えて",
    "橋を開いた。最初の一時間で四百",
    "人が渡った。",
]


def set_down(
    columns: list[str], *, size: float = 12.0, gap: float = 1.6, by_row: bool = False, level: str = ""
) -> bytes:
    """A page of columns from the right, letter by letter, in a font that the file lacks."""
    places = [
        (270.0 - number * gap * size, 270.0 - row * size, letter)
        for number, column in enumerate(columns)
        for row, letter in enumerate(column)
    ]
    if by_row:
        places.sort(key=lambda place: (-place[1], place[0]))
    shown = b"".join(
        b"BT /F %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (size, x, y, letter.encode("utf-16-be").hex().encode())
        for x, y, letter in places
    )
    shown += b"BT /G 9 Tf 20 12 Td (%s) Tj ET" % level.encode()
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R /G 7 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 8 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [-123 -257 1001 910] "
        b"/Ascent 857 /Descent -143 /ItalicAngle 0 /StemV 93 /CapHeight 718 >>",
    )


@pytest.mark.parametrize(
    ("columns", "look"),
    [
        (COLUMNS, {}),
        (COLUMNS, {"size": 9.0}),
        (COLUMNS, {"gap": 2.2}),
        (["町はNHKの中継で橋を開いた日を", "SNSで知らせたので六百人が来た", "PTAも喜ぶ"], {}),
        (["一月の港の工事は終わり船は出た", "春まで網を直す人が浜に集まる朝"], {"gap": 1.4}),
    ],
    ids=["plain", "small", "wide", "capitals set upright", "narrow"],
)
def test_columns_are_read_down_and_from_the_right(columns: list[str], look: dict[str, float]) -> None:
    size, gap = look.get("size", 12.0), look.get("gap", 1.6)
    assert line_texts(read(set_down(columns, size=size, gap=gap))) == columns


def test_level_text_beside_columns_is_a_line_of_its_own() -> None:
    assert line_texts(read(set_down(COLUMNS, level="page 7"))) == [*COLUMNS, "page 7"]


def test_letters_drawn_row_by_row_are_no_columns() -> None:
    columns = ["町は橋を開いた日に", "六百人が来て歌った", "春まで網を直す人が"]
    rows = ["".join(letters) for letters in zip(*reversed(columns), strict=True)]
    read_so = "".join(line_texts(read(set_down(columns, gap=1.0, by_row=True)))).replace(" ", "")
    assert read_so == "".join(rows)


def test_a_column_of_latin_letters_turns_no_page() -> None:
    made = page()
    for row, letter in enumerate("HARBOUR OPENS ITS PIER AGAIN"):
        made.line(letter, at=(72, 60 + 12 * row))
    assert line_texts(read(pdf(made)))[:3] == ["H", "A", "R"]
