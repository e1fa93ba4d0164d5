"""Fonts whose letters form no words: put right where all are wrong alike, told or refused where not."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from schemas.errors import IssueError
from tests.build import raw_pdf
from tests.reading import line_texts, losses, read

WORDS = """The town opened its new bridge over the river on Saturday after two years of building
Some four hundred people walked across it in the first hour and the band played until noon
Cars had to take the long way round by the village and it cost them half an hour each time
What is left of the money goes into the footpath along the stream where benches are set up
Readers asked for longer hours in the library and from October on they have their wish""".splitlines()

RUSSIAN = """Новый мост через реку открыли в субботу после двух лет строительства у старой мельницы
Около четырёхсот человек прошли по нему в первый час и оркестр играл на берегу до полудня
Водителям приходилось ехать в объезд через соседнюю деревню и терять полчаса на каждой поездке
Оставшиеся деньги пойдут на дорожку вдоль ручья где до зимы поставят скамейки и фонари""".splitlines()


def hexed(codes: list[int]) -> bytes:
    return b"<" + b"".join(b"%02x" % code for code in codes) + b">"


def page_of(lines: list[list[int]], letters: dict[int, int] | None, plain: bytes = b"") -> bytes:
    """A page of lines of codes, in a font whose map says `letters`; without one they have none."""
    shows = b" ".join(b"%s Tj 0 -14 Td" % hexed(line) for line in lines)
    content = b"BT /F 10 Tf 20 %d Td %s ET BT /G 10 Tf 20 20 Td (%s) Tj ET" % (180, shows, plain)
    pairs = b"\n".join(b"<%02x> <%04x>" % pair for pair in sorted((letters or {}).items()))
    mapped = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end end"
        % (len(letters or {}), pairs)
    )
    differences = b" ".join(b"%d /odd%d" % (code, code) for line in lines for code in line)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R /G 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier %s >>"
        % (b"/ToUnicode 7 0 R" if letters else b"/Encoding << /Differences [%s] >>" % differences),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(mapped), mapped),
    )


def codes(lines: list[str]) -> list[list[int]]:
    return [list(line.encode("ascii")) for line in lines]


def moved(by: int) -> dict[int, int]:
    return {code: code if code == 32 else code + by for code in range(32, 127)}


def flat(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@pytest.mark.parametrize("by", [1, -3, 17, 31], ids=str)
def test_letters_that_are_all_moved_alike_are_put_right(by: int) -> None:
    document = read(page_of(codes(WORDS), moved(by)))
    assert flat(line_texts(document)) == flat(WORDS)
    assert document.notes == (
        f"{len(''.join(WORDS))} letters in the font Courier were put right: moved by {-by:+d}",
    )


def test_letters_of_another_code_page_are_put_right() -> None:
    lines = [list(line.encode("cp1251")) for line in RUSSIAN]
    western = {code: ord(bytes([code]).decode("cp1252", "replace")) for code in range(32, 256)}
    document = read(page_of(lines, western))
    assert flat(line_texts(document)) == flat(RUSSIAN)
    assert "cp1251 read as cp1252" in document.notes[0]


def test_glyphs_without_letters_are_read_by_the_standard_order() -> None:
    lines = [[code - 29 for code in line] for line in codes(WORDS)]
    document = read(page_of(lines, None))
    assert flat(line_texts(document)) == flat(WORDS)
    assert losses(document) == []
    assert "the standard order of glyphs" in document.notes[-1]


def cipher() -> dict[int, int]:
    shuffled = list(range(33, 127))
    random.Random(7).shuffle(shuffled)
    return {32: 32, **dict(zip(range(33, 127), shuffled, strict=True))}


def test_a_cipher_is_refused() -> None:
    with pytest.raises(IssueError) as failure:
        read(page_of(codes(WORDS), cipher()))
    assert failure.value.code == "garbled"


def test_small_letters_put_right_and_capitals_wrong_are_not_right() -> None:
    """A map in which small letters, and capitals are moved by other numbers, and signs by none."""
    small, capitals = (
        {code: code - 15 for code in range(97, 123)},
        {code: code - 11 for code in range(65, 91)},
    )
    signs = {32: 32, 44: 44, 46: 46}
    lines = codes([f"{line}, in May. Or so, we hear." for line in WORDS])
    with pytest.raises(IssueError) as failure:
        read(page_of(lines, small | capitals | signs))
    assert failure.value.code == "garbled"


def test_a_cipher_beside_more_text_is_told() -> None:
    plain = (" ".join(WORDS) * 2).encode("ascii")
    document = read(page_of(codes(WORDS), cipher(), plain))
    assert document.notes == (
        f"{len(''.join(WORDS))} letters in the font Courier form no words: "
        "the page shows others; run it through OCR",
    )


PLAIN = " ".join(WORDS).encode("ascii")


@pytest.mark.parametrize("by", [1, -3, 17, 31, -29], ids=str)
@pytest.mark.parametrize("head", ["Longer hours in the library", "BRIDGE OVER THE RIVER", "Village footpath"])
def test_few_letters_are_put_right_by_the_words_of_the_rest(head: str, by: int) -> None:
    document = read(page_of(codes([head]), moved(by), PLAIN))
    assert head in line_texts(document)
    assert document.notes == (f"{len(head)} letters in the font Courier were put right: moved by {-by:+d}",)


def test_letters_of_one_case_are_taken_for_capitals() -> None:
    """Which they are, the file does not say: heads are in capitals, and hardly in small letters only."""
    assert "VILLAGE FOOTPATH" in line_texts(read(page_of(codes(["village footpath"]), moved(1), PLAIN)))


def test_few_letters_that_are_not_known_are_read_by_the_words_of_the_rest() -> None:
    document = read(page_of([[code - 29 for code in b"Longer hours in the library"]], None, PLAIN))
    assert "Longerhoursinthelibrary" in flat(line_texts(document))
    assert "X001" not in {code for code, *_ in losses(document)}


@pytest.mark.parametrize(
    "head",
    [
        "Longer cows",
        "Zebra quagga gnu okapi",
        "the two and a half",
        "Longer hours for zebra quagga okapi gnus",
    ],
)
def test_few_letters_stay_where_the_rest_does_not_know_their_words(head: str) -> None:
    document = read(page_of(codes([head]), moved(3), PLAIN))
    assert (head in line_texts(document), document.notes) == (False, ())


def test_a_head_that_is_known_as_it_stands_stays() -> None:
    document = read(page_of(codes(["The library"]), moved(0), PLAIN))
    assert ("The library" in line_texts(document), document.notes) == (True, ())


@pytest.mark.parametrize(
    "text",
    [
        "Shocraigh an chomhairle an scoil a mhéadú ar Shráid na Teile áit a bhfuil trí chéad dalta",
        "ISSN 0000-0000 PTT FGTS CNPJ XVII KLM BRT NGO UNHCR WHO CDC GMBH DHL RSVP PDF WWW HTTP " * 3,
        "x1=2.5 kg/m3 y2=7.25 kg/m3 pH=7.4 CO2 H2O NaCl KCl C6H12O6 Fe2O3 dB/dt mmHg kWh " * 3,
    ],
    ids=["Irish", "initials", "formulas"],
)
def test_odd_text_is_text(text: str) -> None:
    document = read(page_of([list(text[:90].encode("latin-1"))] * 5, {code: code for code in range(32, 256)}))
    assert document.notes == ()


def named_page(name_of: Callable[[int], bytes], *, is_drawn: bool) -> bytes:
    """The words in a font numbered as its letters come, whose glyphs have names; drawn by the file or not."""
    numbers = {ord(letter): 33 + at for at, letter in enumerate(sorted(set("".join(WORDS))))}
    shows = b" ".join(b"%s Tj 0 -14 Td" % hexed([numbers[ord(c)] for c in line]) for line in WORDS)
    content = b"BT /F 10 Tf 20 180 Td %s ET" % shows
    names = {number: name_of(letter) for letter, number in numbers.items()}
    differences = b" ".join(b"%d /%s" % item for item in names.items())
    look = b"/FirstChar 0 /LastChar 255 /Widths [%s] /Encoding << /Differences [%s] >>" % (
        b"600 " * 256,
        differences,
    )
    drawn = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        b"/Resources << >> /CharProcs << %s >> %s >>"
        % (b" ".join(b"/%s 6 0 R" % name for name in names.values()), look)
    )
    plain = b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Odd /FontDescriptor 7 0 R %s >>" % look
    glyph = b"600 0 0 0 500 700 d1 0 0 500 700 re f"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        drawn if is_drawn else plain,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(glyph), glyph),
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 -200 1000 800] "
        b"/Ascent 700 /Descent -200 /ItalicAngle 0 /StemV 80 /CapHeight 700 >>",
    )


@pytest.mark.parametrize("is_drawn", [False, True], ids=["type 1", "type 3"])
@pytest.mark.parametrize(
    "name_of",
    [
        lambda code: b"a%d" % code,
        lambda code: b"C%d" % code,
        lambda code: b"G%02X" % code,
        lambda code: b"g%d" % (code - 29),
        lambda code: b"glyph%d" % (code - 29),
        lambda code: b"uni%04X" % code,
    ],
    ids=["a97", "C97", "G61", "g68", "glyph68", "uni0061"],
)
def test_names_of_glyphs_that_are_numbers_are_read(name_of: Callable[[int], bytes], is_drawn: bool) -> None:
    document = read(named_page(name_of, is_drawn=is_drawn))
    assert flat(line_texts(document)) == flat(WORDS)
    assert losses(document) == []


def test_names_that_are_numbers_in_no_order_need_ocr() -> None:
    order = random.Random(5).sample(range(33, 127), 94)
    with pytest.raises(IssueError) as failure:
        read(named_page(lambda code: b"G%d" % order[code % 94], is_drawn=False))
    assert (failure.value.code, "does not say which" in str(failure.value)) == ("needs_ocr", True)
