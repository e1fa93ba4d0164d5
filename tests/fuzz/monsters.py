"""Hand-made hostile files, each doing one evil thing; `full` ones are as large as the limits let through.

They are made when they are asked for, since some are large. Mutations of honest files are in
`tests.fuzz.mutations`.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.build import raw_pdf
from tests.fuzz.corpus import Case

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
HELLO = b"BT /F 12 Tf 20 100 Td (The ferry leaves at eight from May on.) Tj ET "
SMALL, FULL = 4_000, 4_900_000
"""Characters of a text monster in the suite, and in a full run: just below what an issue may have."""


@dataclass(frozen=True, slots=True)
class Monster:
    """A hostile file by name; `make` takes the characters it should have about."""

    label: str
    name: bytes
    make: Callable[[int], bytes]

    def case(self, size: int = FULL) -> Case:
        return Case(self.label, self.name, self.make(size))


def one_page(
    content: bytes, *objects: bytes, box: bytes = b"[0 0 300 200]", font: bytes = FONT, more: bytes = b""
) -> bytes:
    """A PDF of one page drawn by `content`; `objects` are numbered from 6, `more` goes into its resources."""
    return raw_pdf(
        CATALOG,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> %s >> >>" % (box, more),
        stream(content),
        font,
        *objects,
    )


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def nested_forms(_: int) -> bytes:
    """Each form draws the next one twenty times: a page that is never done."""
    depth, form = 30, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    forms = [
        stream(b"/X Do " * 20, b"%s /Resources << /XObject << /X %d 0 R >> >>" % (form, 7 + n))
        for n in range(depth)
    ]
    return one_page(HELLO + b"/X Do", *forms, stream(HELLO, form), more=b"/XObject << /X 6 0 R >>")


def form_of_itself(_: int) -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return one_page(HELLO + b"/X Do", stream(b"/X Do", form), more=b"/XObject << /X 6 0 R >>")


def packed_drawing(filters: bytes, packed: bytes) -> bytes:
    return raw_pdf(
        CATALOG,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F %s >> >> >>" % FONT,
        stream(packed, b"/Filter %s" % filters),
    )


def flate_bomb(size: int) -> bytes:
    return packed_drawing(b"/FlateDecode", zlib.compress(HELLO + b" " * (100 * size), 9))


def flate_chain(size: int) -> bytes:
    data = HELLO + b" " * (100 * size)
    for _ in range(3):
        data = zlib.compress(data, 9)
    return packed_drawing(b"[/FlateDecode /FlateDecode /FlateDecode]", data)


def run_length_bomb(size: int) -> bytes:
    """Each pair of bytes becomes 128; three times over."""
    return packed_drawing(b"[/RunLengthDecode]", (b"\x81 " * (size // 2)) + b"\x80")


def run_length_chain(size: int) -> bytes:
    return packed_drawing(
        b"[/FlateDecode /RunLengthDecode]", zlib.compress(b"\x81 " * (10 * size) + b"\x80", 9)
    )


def lzw_bomb(size: int) -> bytes:
    """Codes that each stand for one letter more than the one before."""
    bits = "".join(f"{code:09b}" for code in (256, 32, *range(258, 510)))
    data = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return packed_drawing(b"/LZWDecode", data * (size // 1000))


def ascii85_chain(size: int) -> bytes:
    data = HELLO + b" " * size
    for _ in range(2):
        data = base64.a85encode(data) + b"~>"
    return packed_drawing(b"[/ASCII85Decode /ASCII85Decode]", data)


def many_filters(size: int) -> bytes:
    count = min(size // 20, 50_000)
    return packed_drawing(b"[%s]" % (b"/ASCIIHexDecode " * count), HELLO.hex().encode() + b">")


def page_tree_loop(_: int) -> bytes:
    return raw_pdf(
        CATALOG, b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>", b"<< /Type /Pages /Kids [2 0 R] >>"
    )


def page_many_times(size: int) -> bytes:
    """One page listed half a million times in a full run."""
    kids = b"3 0 R " * (size // 10)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw_pdf(CATALOG, b"<< /Type /Pages /Count 500000 /Kids [%s] >>" % kids, page)


def xref_loop(_: int) -> bytes:
    data = one_page(HELLO)
    place = data.rindex(b"xref\n0", 0, data.rindex(b"startxref"))
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def xref_far(_: int) -> bytes:
    return one_page(HELLO).replace(b"xref\n0 6", b"xref\n0 999999999")


def object_stream_loop(_: int) -> bytes:
    """The length of a stream is in an object stream whose length is in the first."""
    packed = stream(b"7 0 (x)", b"/Type /ObjStm /N 999999999 /First 4 /Extends 6 0 R")
    return one_page(HELLO, packed).replace(b"/Length %d" % len(HELLO), b"/Length 6 0 R", 1)


def reference_loop(_: int) -> bytes:
    return raw_pdf(CATALOG, b"<< /Type /Pages /Count 3 0 R /Kids 3 0 R >>", b"4 0 R", b"3 0 R")


def boxed(box: bytes) -> Callable[[int], bytes]:
    return lambda _: one_page(HELLO, box=box)


def deep_array(size: int) -> bytes:
    return raw_pdf(CATALOG, b"[" * size + b"]" * size, b"<<" * 1000)


def many_glyphs(size: int) -> bytes:
    """A page of as many letters as an issue may have, in lines of a hundred."""
    line = b"0 -1 Td (%s) Tj " % (b"letters and words " * 6)[:100]
    return one_page(b"BT /F 1 Tf 0 4900 Td " + line * (size // 1000) + b"ET", box=b"[0 0 5000 5000]")


def glyphs_in_one_place(size: int) -> bytes:
    """Letters upon letters, no two of them quite alike in place."""
    shows = b"".join(b"1 0 0 1 %.3f 100 Tm (e) Tj " % (n % 997 / 40) for n in range(size // 100))
    return one_page(b"BT /F 12 Tf " + shows + b"ET")


def many_frames(size: int) -> bytes:
    boxes = b"".join(b"%d %d 90 60 re f " % (n % 290, n % 190) for n in range(size // 200))
    return one_page(HELLO + boxes)


def many_rules(size: int) -> bytes:
    lines = b"".join(b"0 %d m 290 %d l S " % (n % 199, n % 199) for n in range(size // 200))
    return one_page(HELLO + lines)


def scattered_words(size: int) -> bytes:
    """Words that share no line and no column."""
    count = min(size // 20, 6000)
    shows = b"".join(
        b"1 0 0 1 %.1f %.1f Tm (word%d) Tj " % (n * 7919 % 2900 / 10, n * 104_729 % 1900 / 10, n)
        for n in range(count)
    )
    return one_page(b"BT /F 3 Tf " + shows + b"ET")


def composite_font(cmap: bytes, *objects: bytes, last_width: int = 9) -> bytes:
    """A page in a composite font whose encoding is `cmap`, object 6 if it is a stream."""
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) "
        b"/Supplement 0 >> /W [0 %d 500] /DW 1000 >>" % last_width
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding %s /ToUnicode 6 0 R /DescendantFonts [%s] >>"
        % (cmap, descendant)
    )
    return one_page(HELLO, *objects, font=font)


def widths_of_everything(_: int) -> bytes:
    return composite_font(b"/Identity-H", stream(b"begincmap endcmap"), last_width=999_999_999)


def map_of_itself(_: int) -> bytes:
    return composite_font(b"6 0 R", stream(b"/X usecmap begincmap endcmap", b"/CMapName /X /UseCMap 6 0 R"))


def map_of_everything(_: int) -> bytes:
    ranges = b"begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    return composite_font(b"/Identity-H", stream(ranges))


def map_with_a_path(_: int) -> bytes:
    return composite_font(b"/..#2F..#2F..#2Fetc#2Fpasswd", stream(b"begincmap endcmap"))


def map_of_surrogates(_: int) -> bytes:
    text = b"begincmap 1 beginbfrange <0000> <FFFF> <D800> endbfrange endcmap"
    return composite_font(b"/Identity-H", stream(text))


def wide_font(_: int) -> bytes:
    range_of_codes = b"/FirstChar -999999999 /LastChar 999999999 /Widths [1e9]"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X %s >>" % range_of_codes
    return one_page(HELLO, font=font)


def broken_font_program(_: int) -> bytes:
    program = b"\x00\x01\x00\x00\xff\xff" + b"head" * 5000
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 6 0 R /Flags 4 >> >>"
    )
    return one_page(HELLO, stream(program), font=font)


def outline_loop(_: int) -> bytes:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    entry = b"<< /Title (again) /First 6 0 R /Next 6 0 R /Dest [3 0 R] >>"
    return one_page(HELLO, entry).replace(CATALOG, catalog)


def filled(piece: str, head: str = "# The ferry leaves earlier\n\n") -> Callable[[int], bytes]:
    """A text of nothing but `piece`, below an honest headline."""
    encoded = piece.encode("utf-8", "surrogatepass")
    return lambda size: head.encode() + encoded * (size // len(piece))


def fifty_megabytes(size: int) -> bytes:
    return b"one line " * (size * 50 // 9 // 4)


def mixed_encodings(size: int) -> bytes:
    text = "Журавли вернулись на озеро. "
    return (text.encode() + text.encode("cp1251") + text.encode("utf-16")) * (size // 100)


def table_of_lines(size: int) -> bytes:
    row = "| {0} | row {0} | 1,{0} | 50 % |\n"
    return ("# Table\n\n" + "".join(row.format(n) for n in range(size // 40))).encode()


def titles_only(size: int) -> bytes:
    return "".join(f"# Title {n}\n\n" for n in range(size // 14)).encode()


def short_paragraphs(size: int) -> bytes:
    return "".join(f"Reeds {n} were cut at the quay.\n\n" for n in range(size // 35)).encode()


def contents_and_titles(size: int) -> bytes:
    """A contents list as long as the issue, and each of its titles twice."""
    count = size // 60
    listed = "".join(f"The ferry number {n} ........ {n % 500}\n" for n in range(count))
    return (
        f"Contents\n\n{listed}\n\n" + "".join(f"THE FERRY NUMBER {n}\n\nIt left.\n\n" for n in range(count))
    ).encode()


TEXTS: dict[str, Callable[[int], bytes]] = {
    "one line of 50 MB": fifty_megabytes,
    "one word": filled("a"),
    "one line": filled("word "),
    "NUL": filled("a\0b "),
    "NUL alone": lambda size: b"\0" * size,
    "blanks": lambda size: b" " * size + b"end",
    "line feeds": filled("\n"),
    "form feeds": filled("a\f"),
    "carriage returns": filled("a\r"),
    "letters on lines": filled("a\n"),
    "letters in paragraphs": filled("a\n\n"),
    "quotes": filled("> "),
    "bold": filled("**a** "),
    "half bold": filled("**a "),
    "emphasis": filled("*a _b "),
    "brackets": filled("[a]("),
    "comments": filled("<!-- "),
    "entities": filled("&#65;"),
    "backslashes": filled("\\"),
    "only marks": lambda size: b"#" * size,
    "marks on lines": lambda size: b"#\n" * (size // 2),
    "dots": filled("."),
    "leaders": filled("Reeds ........ 4\n"),
    "digits": filled("1"),
    "dates": filled("3 May 2024 "),
    "telephones": filled("+1 234 567 890 "),
    "addresses": filled("a@b.c "),
    "at signs": filled("a@"),
    "links": filled("www.example.org/"),
    "hyphens": filled("re-\n"),
    "soft hyphens": filled("a\u00ad"),
    "right to left": filled("\u202eעברית \u202d"),
    "combining marks": filled("\u0301"),
    "lone surrogates": filled("a\ud800b "),
    "ligatures": filled("ﬃ"),
    "letters apart": filled("a b c d "),
    "Khmer": filled("ខ្មែរ"),
    "Chinese": filled("日本語"),
    "control characters": filled("ab\x1b[31mcd\x07 efgh ijkl mnop qrst uvwx yz "),
    "mixed encodings": mixed_encodings,
    "table": table_of_lines,
    "titles only": titles_only,
    "short paragraphs": short_paragraphs,
    "contents": contents_and_titles,
}
PDFS: dict[str, Callable[[int], bytes]] = {
    "nested forms": nested_forms,
    "form of itself": form_of_itself,
    "flate bomb": flate_bomb,
    "flate chain": flate_chain,
    "run length bomb": run_length_bomb,
    "run length chain": run_length_chain,
    "LZW bomb": lzw_bomb,
    "ASCII85 chain": ascii85_chain,
    "many filters": many_filters,
    "page tree loop": page_tree_loop,
    "page many times": page_many_times,
    "xref loop": xref_loop,
    "xref far": xref_far,
    "object stream loop": object_stream_loop,
    "reference loop": reference_loop,
    "huge page": boxed(b"[0 0 1e9 1000000000]"),
    "huge number": boxed(b"[0 0 1" + b"0" * 400 + b" 9]"),
    "negative page": boxed(b"[300 200 -300 -200]"),
    "empty page": boxed(b"[0 0 0 0]"),
    "page of NaN": boxed(b"[NaN NaN NaN NaN]"),
    "page of nothing": boxed(b"[]"),
    "deep array": deep_array,
    "many glyphs": many_glyphs,
    "glyphs in one place": glyphs_in_one_place,
    "many frames": many_frames,
    "many rules": many_rules,
    "scattered words": scattered_words,
    "map of itself": map_of_itself,
    "widths of everything": widths_of_everything,
    "map of everything": map_of_everything,
    "map with a path": map_with_a_path,
    "map of surrogates": map_of_surrogates,
    "wide font": wide_font,
    "broken font program": broken_font_program,
    "outline loop": outline_loop,
}
ENDLESS = ("nested forms", "reference loop")
"""What the PDF libraries never end with; a limit stops it, of time or, if that is quicker, of memory."""

MONSTERS = (
    *(Monster(label, b"monster.md", make) for label, make in TEXTS.items()),
    *(Monster(label, b"monster.pdf", make) for label, make in PDFS.items()),
)
