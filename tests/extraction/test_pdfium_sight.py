"""What a reader sees of a page's letters: each page says `Seen words` and `shown`, or hides `hid den`."""

from __future__ import annotations

import base64
import zlib

import pytest

from tests.build import raw_pdf
from tests.reading import line_texts, losses, read

RAMP = b"""/Coords [0 0 300 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.4] /N 1 >>
 /ShadingType 2 /ColorSpace /DeviceGray /Extend [true true]"""
SHADING = b"/Shading << /S << %s >> >>" % RAMP
PATTERN = b"/Pattern << /P << /PatternType 2 /Shading << %s >> >> >>" % RAMP
LAYER = b"<< /Type /OCG /Name (same) >>"
BAR = b"10 90 200 30 re f\n"


def words(text: bytes, y: int, state: bytes = b"0 g") -> bytes:
    return b"BT %s /F1 10 Tf 20 %d Td (%s) Tj ET\n" % (state, y, text)


SEEN = words(b"Seen words", 150)
HIDDEN, SHOWN = words(b"hid den", 100), words(b"shown", 100)


def drawn(
    content: bytes, resources: bytes = b"", *more: bytes, catalog: bytes = b"", box: bytes = b""
) -> bytes:
    """A page of 300 by 200 points; objects of `more` are numbered from 6."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> %s >> >>" % (box or b"0 0 300 200", resources),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def form(content: bytes, entries: bytes) -> bytes:
    head = b"<< /Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >> %s /Length %d >>"
    return head % (entries, len(content)) + b"\nstream\n%s\nendstream" % content


PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    b"%s /Length 1 >>\nstream\n\x80\nendstream"
)
MASK = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    b"/Length 1 >>\nstream\n\x20\nendstream"
)
PLACED = b"q 220 0 0 40 10 85 cm /P Do Q "
HAS_PICTURE = b"/XObject << /P 6 0 R >>"


def corner(left: int, bottom: int, right: int, top: int) -> bytes:
    """A shape along the lower and left edge of a box: what stands in the box seems covered, and is not."""
    x, y = left + 1, bottom + 1
    points = (left, bottom, right, bottom, right, y, x, y, x, top, left, top)
    return b"0 g %d %d m %d %d l %d %d l %d %d l %d %d l %d %d l f\n" % points


def layers(off: bytes) -> bytes:
    return b"/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [%s] >> >>" % off


UNSEEN = {
    "white on white": drawn(SEEN + words(b"hid den", 100, b"1 g")),
    "grey on grey": drawn(
        b"0.2 g 0 0 300 200 re f " + words(b"Seen words", 150, b"1 g") + words(b"hid den", 100, b"0.2 g")
    ),
    "under a white shape": drawn(SEEN + HIDDEN + b"1 g " + BAR),
    "blackened": drawn(SEEN + HIDDEN + b"0 g " + BAR),
    "transparent": drawn(SEEN + b"q /G gs " + HIDDEN + b"Q", b"/ExtGState << /G << /ca 0 >> >>"),
    "clipped away": drawn(SEEN + b"q 0 0 20 20 re W n " + HIDDEN + b"Q"),
    "two clips": drawn(SEEN + b"q 0 90 300 30 re W* n 200 0 40 200 re W n " + HIDDEN + b"Q"),
    "clips with nothing in common": drawn(SEEN + b"q 0 90 10 30 re W n 200 0 40 200 re W n " + HIDDEN + b"Q"),
    "outside of a form's box": drawn(
        SEEN + b"/X Do", b"/XObject << /X 6 0 R >>", form(HIDDEN, b"/BBox [0 0 300 60]")
    ),
    "layer off": drawn(
        SEEN + b"/OC /A BDC " + HIDDEN + b"EMC",
        b"/Properties << /A 6 0 R >>",
        LAYER,
        LAYER,
        catalog=layers(b"6 0 R"),
    ),
    "layers of which all must be on": drawn(
        SEEN + b"/OC /A BDC " + HIDDEN + b"EMC",
        b"/Properties << /A 8 0 R >>",
        LAYER,
        LAYER,
        b"<< /Type /OCMD /OCGs [6 0 R 7 0 R] /P /AllOn >>",
        catalog=layers(b"6 0 R"),
    ),
    "form in a layer that is off": drawn(
        SEEN + b"/X Do",
        b"/XObject << /X 8 0 R >>",
        LAYER,
        LAYER,
        form(HIDDEN, b"/BBox [0 0 300 200] /OC 7 0 R"),
        catalog=layers(b"7 0 R"),
    ),
    "a stencil that nothing is painted through": drawn(SEEN + words(b"hid den", 100, b"7 Tr")),
    "under a picture": drawn(SEEN + HIDDEN + PLACED, HAS_PICTURE, PICTURE % b""),
    "under a turned picture": drawn(
        SEEN + HIDDEN + b"q 0 40 -220 0 230 85 cm /P Do Q", HAS_PICTURE, PICTURE % b""
    ),
    "under a picture in a form": drawn(
        SEEN + HIDDEN + b"/X Do",
        b"/XObject << /X 7 0 R >>",
        PICTURE % b"",
        form(PLACED, b"/BBox [0 0 300 200]").replace(b"/Font <<", b"/XObject << /P 6 0 R >> /Font <<"),
    ),
    "under an inline picture": drawn(
        SEEN + HIDDEN + b"q 220 0 0 40 10 85 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x40 EI Q "
    ),
    "on a picture, under a white shape": drawn(
        SEEN + PLACED + HIDDEN + b"1 g " + BAR, HAS_PICTURE, PICTURE % b""
    ),
    "no ink": drawn(SEEN + words(b"hid den", 100, b"3 Tr")),
}

VISIBLE = {
    "white on a bar": drawn(SEEN + b"0 0 1 rg " + BAR + words(b"shown", 100, b"1 g")),
    "white on a shading": drawn(
        SEEN + b"q 10 90 200 30 re W n /S sh Q " + words(b"shown", 100, b"1 g"), SHADING
    ),
    "white with an outline": drawn(SEEN + words(b"shown", 100, b"1 g 2 Tr 0.5 w")),
    "filled with a pattern": drawn(SEEN + b"/Pattern cs /P scn " + words(b"shown", 100, b""), PATTERN),
    "under a shape that is clipped to elsewhere": drawn(
        SEEN + SHOWN + b"q 200 10 20 20 re W n 1 g 0 0 300 200 re f Q"
    ),
    "marked": drawn(SEEN + SHOWN + b"/G gs 1 1 0 rg " + BAR, b"/ExtGState << /G << /BM /Multiply >> >>"),
    "under half a shade": drawn(
        SEEN + SHOWN + b"/G gs 1 1 0 rg " + BAR, b"/ExtGState << /G << /ca 0.5 >> >>"
    ),
    "within its clip": drawn(SEEN + b"q 10 90 200 30 re W n " + SHOWN + b"Q"),
    "a stencil that is painted through": drawn(
        SEEN + b"q " + words(b"shown", 100, b"7 Tr") + b"1 0 0 rg 0 90 300 40 re f Q"
    ),
    "a stencil on a shading": drawn(SEEN + b"q " + words(b"shown", 100, b"7 Tr") + b"/S sh Q", SHADING),
    "white on a bar, in a layer that is on": drawn(
        SEEN + b"0 0 1 rg " + BAR + b"/OC /A BDC " + words(b"shown", 100, b"1 g") + b"EMC",
        b"/Properties << /A 6 0 R >>",
        LAYER,
        LAYER,
        catalog=layers(b"7 0 R"),
    ),
    "on a picture": drawn(SEEN + PLACED + SHOWN, HAS_PICTURE, PICTURE % b""),
    "under a picture that is nearly clear": drawn(
        SEEN + SHOWN + PLACED, HAS_PICTURE, PICTURE % b"/SMask 7 0 R", MASK
    ),
    "a picture in place of a letter": drawn(
        SEEN + SHOWN + b"q 6 0 0 10 26 98 cm /P Do Q", HAS_PICTURE, PICTURE % b""
    ),
    "beside a picture": drawn(SEEN + SHOWN + b"q 50 0 0 20 200 85 cm /P Do Q", HAS_PICTURE, PICTURE % b""),
    "under a picture of the whole page": drawn(
        SEEN + SHOWN + b"q 300 0 0 200 0 0 cm /P Do Q", HAS_PICTURE, PICTURE % b""
    ),
    "within the corner of a shape": drawn(SEEN + SHOWN + corner(10, 90, 210, 120)),
    "white on a picture, within the corner of a shape": drawn(
        SEEN + PLACED + words(b"shown", 100, b"1 g") + corner(10, 90, 210, 120), HAS_PICTURE, PICTURE % b""
    ),
    "corners swapped": drawn(SEEN + SHOWN, box=b"300 200 0 0"),
    "one side swapped": drawn(SEEN + SHOWN, box=b"0 200 300 0"),
    "the other side swapped": drawn(SEEN + SHOWN, box=b"300 0 0 200"),
    "corners swapped around zero": drawn(SEEN + SHOWN, box=b"310 190 -10 -10"),
    "corners swapped, in fractions": drawn(SEEN + SHOWN, box=b"300.5 200.25 0 0"),
    "a stencil in two pieces": drawn(
        SEEN + b"q BT /F1 10 Tf 7 Tr 20 100 Td (sho) Tj (wn) Tj ET /S sh Q", SHADING
    ),
    "a stencil filled by a shape": drawn(
        SEEN + b"q " + words(b"shown", 100, b"7 Tr") + b" 0 0 1 rg 0 0 300 200 re f Q"
    ),
    "a stencil on a picture": drawn(
        SEEN + b"q " + words(b"shown", 100, b"7 Tr") + b" 300 0 0 200 0 0 cm /P Do Q",
        HAS_PICTURE,
        PICTURE % b"",
    ),
}


@pytest.mark.parametrize("data", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_a_loss(data: bytes) -> None:
    document = read(data)
    assert line_texts(document) == ["Seen words"]
    assert losses(document) == [("X003", 6, "hidden")]


@pytest.mark.parametrize("data", VISIBLE.values(), ids=VISIBLE)
def test_what_is_seen_is_read(data: bytes) -> None:
    document = read(data)
    assert line_texts(document) == ["Seen words", "shown"]
    assert losses(document) == []


@pytest.mark.parametrize("text", [b"RAM", b"7"], ids=["a word", "a number"])
def test_few_letters_alone_under_a_picture_are_a_loss(text: bytes) -> None:
    document = read(drawn(SEEN + words(text, 100) + PLACED, HAS_PICTURE, PICTURE % b""))
    assert line_texts(document) == ["Seen words"]
    assert losses(document) == [("X003", len(text), text.decode())]


def test_new_words_over_covered_ones_are_read() -> None:
    document = read(drawn(SEEN + HIDDEN + b"1 g " + BAR + SHOWN))
    assert line_texts(document) == ["Seen words", "shown"]
    assert losses(document) == [("X003", 6, "hidden")]


def test_of_languages_in_layers_at_one_place_the_one_that_is_on_is_read() -> None:
    content = SEEN + b"/OC /A BDC " + SHOWN + b"EMC /OC /B BDC " + HIDDEN + b"EMC"
    names = b"/Properties << /A 6 0 R /B 7 0 R >>"
    document = read(drawn(content, names, LAYER, LAYER, catalog=layers(b"7 0 R")))
    assert line_texts(document) == ["Seen words", "shown"]
    assert losses(document) == [("X003", 6, "hidden")]


def test_what_of_a_line_is_covered_is_left_out() -> None:
    document = read(drawn(SEEN + words(b"name (secret) here", 100) + b"0 g 47 90 36 30 re f"))
    assert line_texts(document) == ["Seen words", "name", "here"]
    assert losses(document) == [("X003", 8, "(secret)")]


def test_letters_without_ink_over_their_own_picture_are_read() -> None:
    """Programs set a headline as shapes, and lay clear letters over it to be marked."""
    shapes = b"".join(b"%d 100 3 7 re f\n" % x for x in range(20, 50, 4))
    content = SEEN + shapes + b"q /G gs " + SHOWN + b"Q"
    document = read(drawn(content, b"/ExtGState << /G << /ca 0 >> >>"))
    assert line_texts(document) == ["Seen words", "shown"]


@pytest.mark.parametrize(
    ("opacity", "color"), [(b"0.9", "#ff0000"), (b"0.5", "#ff7f7f"), (b"0.2", "#ffcccc"), (b"1", "#ff0000")]
)
def test_faint_letters_have_the_colour_that_they_show(opacity: bytes, color: str) -> None:
    content = b"q /G gs " + words(b"Copy", 100, b"1 0 0 rg") + b"Q"
    (line,) = read(drawn(content, b"/ExtGState << /G << /ca %s >> >>" % opacity)).pages[0].lines
    assert line.words[0].style is not None
    assert line.words[0].style.color == color


def test_small_print_in_doubt_is_looked_at_closely() -> None:
    document = read(drawn(SEEN + b"BT 0 g /F1 3 Tf 20 100 Td (l.i.) Tj ET " + corner(10, 90, 210, 120)))
    assert line_texts(document) == ["Seen words", "l.i."]
    assert losses(document) == []


@pytest.mark.parametrize("step", [14, 28], ids=["more windows than are drawn", "a window each"])
def test_of_words_in_doubt_all_over_a_page_the_covered_one_is_not_seen(step: int) -> None:
    places = [(x, y) for y in range(10, 190, 30) for x in range(10, 290, step)]
    shown = b"".join(b"BT 0 g /F1 10 Tf %d %d Td (a) Tj ET " % place for place in places)
    document = read(drawn(shown + corner(0, 0, 300, 200) + b"1 g 36 68 8 12 re f"))
    assert losses(document) == [("X003", 1, "a")]


def inline(entries: bytes, data: bytes) -> bytes:
    return b"q 20 0 0 20 250 150 cm BI /W 8 /H 8 /CS /G /BPC 8 %s ID %s EI Q " % (entries, data)


PIXELS = bytes(range(64, 128))


@pytest.mark.parametrize(
    "picture",
    [
        inline(b"", PIXELS),
        inline(b"", b"ab EI Q\nEI cd" + PIXELS[13:]),
        inline(b"/F /A85", base64.a85encode(PIXELS) + b"~>"),
        inline(b"/F /AHx", PIXELS.hex().encode() + b">"),
        inline(b"/F /AHx", PIXELS.hex().encode()),
        inline(b"/F /Fl", zlib.compress(PIXELS)),
        inline(b"/F [/A85 /Fl]", base64.a85encode(zlib.compress(PIXELS)) + b"~>"),
    ],
    ids=["plain", "its end within", "base 85", "hex", "hex without an end", "packed", "packed twice"],
)
def test_text_behind_an_inline_picture_is_read(picture: bytes) -> None:
    assert line_texts(read(drawn(SEEN + picture + SHOWN))) == ["Seen words", "shown"]
