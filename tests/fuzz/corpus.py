"""What is mutated: the bundled bulletins, whole and page by page, and a few small pages of our own.

Seeds only; what is done to them is in `tests.fuzz.mutations`, and hand-made monsters are in
`tests.fuzz.monsters`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pypdfium2

from tests.build import page, pdf
from tests.fuzz.mutations import mutate
from tests.road import prose_lines
from tests.samples.make import RAW_FOLDER

WHOLE_SHARE = 0.01
PAGE_SHARE = 0.15
SMALL_SHARE = 0.42
NAMES = (
    b"issue", b"..", b"a\nb", b"\xff\xfe", b"\xe2\x80\xaegnp", b"<script>alert(1)<", b"-rf *", b" ", b"CON",
    b"a" * 250, b"\x1b[31mred", b"%s%n", b"${HOME}", b"'; drop table", b"\xcc\x81", b"x..pdf", b"source",
    b"\xf0\x9f\x92\xa5", b"#",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file: `name` is its file name below a source folder, ending included."""

    label: str
    name: bytes
    data: bytes


def mutated(seed: int, number: int) -> Case:
    """Mutation `number` of the run with `seed`: the same on every machine and in any order."""
    chance = Random(f"{seed}:{number}")
    draw = chance.random()
    if draw < WHOLE_SHARE:
        name, data, ending = *chance.choice(whole_bulletins()), b".pdf"
    elif draw < WHOLE_SHARE + PAGE_SHARE:
        name, data, ending = *chance.choice(single_pages()), b".pdf"
    elif draw < WHOLE_SHARE + PAGE_SHARE + SMALL_SHARE:
        name, data, ending = *chance.choice(small_pages()), b".pdf"
    else:
        name, data, ending = *chance.choice(texts()), chance.choice((b".txt", b".md"))
    if chance.random() < 0.02:  # a file of one kind under the ending of another
        ending = chance.choice((b".pdf", b".txt", b".md"))
    stem = chance.choice(NAMES) if chance.random() < 0.2 else b"issue"
    data = mutate(data, chance, is_pdf=data.startswith(b"%PDF"))
    return Case(f"{name} ({seed}:{number})", stem + ending, data)


@cache
def whole_bulletins() -> tuple[tuple[str, bytes], ...]:
    return tuple((path.stem, path.read_bytes()) for path in _bundled(".pdf"))


@cache
def texts() -> tuple[tuple[str, bytes], ...]:
    """The bundled texts, and those of the bundled PDFs as a simple export would give them."""
    own = [(path.stem, path.read_bytes()) for path in _bundled(".txt")]
    exported = []
    for name, data in whole_bulletins():
        pages = pypdfium2.PdfDocument(data)
        text = "\f".join(page.get_textpage().get_text_bounded() for page in pages)
        exported.append((f"text of {name}", text.replace("\r\n", "\n").encode("utf-8", "replace")))
    return (
        *own,
        *exported,
        ("note", b"# Ferry\n\n**By Ann Hill**\n\nThe ferry leaves at eight from May on.\n"),
    )


@cache
def single_pages() -> tuple[tuple[str, bytes], ...]:
    """Each page of the bundled PDFs as a file of its own."""
    return tuple(
        (f"{name} page {index + 1}", _only_page(data, index))
        for name, data in whole_bulletins()
        for index in range(len(pypdfium2.PdfDocument(data)))
    )


@cache
def small_pages() -> tuple[tuple[str, bytes], ...]:
    """Pages that are read in hundredths of a second, each with something else on it."""
    lines = prose_lines(0, 4)
    head = page(300, 300).line("The ferry leaves earlier", at=(20, 20), size=16, bold=True)
    plain = head.lines(lines, at=(20, 50), size=6)
    rich = (
        page(300, 300, crop=(5, 5, 290, 290), rotate=90)
        .line("Журавли", at=(20, 20), size=16, bold=True, tag="H1")
        .lines(lines[:2], at=(20, 50), size=6, tag="P")
        .rect((10, 90, 150, 200), fill="#ffeecc")
        .lines([line[:40] for line in lines], at=(20, 100), size=5)
        .rule((10, 210), (280, 210))
        .image((200, 90, 280, 150))
        .line("sideways", at=(250, 280), angle=90, size=7)
        .overprint("shadow", at=(20, 220))
        .line("hidden", at=(20, 240), invisible=True)
        .bookmark("Cranes")
    )
    columns = page(300, 300).line("Two columns", at=(20, 20), size=14)
    for x in (20, 160):
        columns.lines([line[:34] for line in prose_lines(x, 8)], at=(x, 50), size=6)
    packed = pypdfium2.PdfDocument(pdf(plain, columns))
    buffer = io.BytesIO()
    packed.save(buffer)
    return (
        ("plain", pdf(plain, title="News")),
        ("rich", pdf(rich)),
        ("columns", pdf(columns)),
        ("two pages", buffer.getvalue()),
        ("unmapped", pdf(rich, unicode_maps=False)),
    )


def _bundled(ending: str) -> list[Path]:
    return sorted(RAW_FOLDER.rglob(f"*{ending}"))


def _only_page(data: bytes, index: int) -> bytes:
    made = pypdfium2.PdfDocument.new()
    made.import_pages(pypdfium2.PdfDocument(data), [index])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
