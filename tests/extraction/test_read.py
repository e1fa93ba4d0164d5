"""The door to all readers: media types, notes and refusals, and what every document promises."""

from __future__ import annotations

import pytest

from schemas.document import Document, SourceFile, count_visible
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from tasks.extraction.read import read_document
from tests.build import page, pdf
from tests.reading import PDF, TEXT, line_texts, read, read_export

PICTURE = page().image((0, 0, 595, 842))


@pytest.mark.parametrize(("source", "data"), [(PDF, pdf(page().line("text", at=(72, 80)))), (TEXT, b"text")])
def test_media_type_chooses_the_reader(source: SourceFile, data: bytes) -> None:
    document = read_document(data, source, ReadLimits())
    assert line_texts(document) == ["text"]
    assert document.has_boxes == (source is PDF)
    assert document.extractor.startswith("pypdfium2 " if source is PDF else "text ")


@pytest.mark.parametrize("source", [PDF, TEXT])
def test_an_empty_file_is_refused(source: SourceFile) -> None:
    with pytest.raises(IssueError, match="is empty") as caught:
        read_document(b"", source, ReadLimits())
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(PICTURE), "needs_ocr"),
        (pdf(page(), PICTURE), "needs_ocr"),
        (pdf(page()), "no_text"),
        (pdf(page().line("hidden", at=(72, 80), invisible=True)), "no_text"),
        (pdf(page().line("   ", at=(72, 80))), "no_text"),
    ],
    ids=["pictures only", "one empty page, one picture", "empty", "hidden text only", "blanks only"],
)
def test_a_pdf_without_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(IssueError) as caught:
        read(data)
    assert (caught.value.stage, caught.value.code) == ("extract", code)


def test_pages_of_pictures_among_pages_of_text_are_noted() -> None:
    text = page().line("text", at=(72, 80))
    assert read(pdf(text, PICTURE, page(), PICTURE)).notes == (
        "pages without text, only pictures (2, 4): they need OCR",
    )
    assert read(pdf(text, page())).notes == ()


def test_a_long_list_of_noted_pages_is_cut() -> None:
    (note,) = read(pdf(page().line("text", at=(72, 80)), *[PICTURE] * 11)).notes
    assert "(2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …)" in note


@pytest.mark.parametrize(
    "document",
    [
        read(
            pdf(
                page().lines(["one two", "three"], at=(72, 80)).line("Журавли", at=(72, 200)),
                page(),
                page().line("up", at=(72, 200), angle=90).line("off", at=(900, 10)),
            )
        ),
        read_export("one two\n\nthree\ffour"),
    ],
    ids=["pdf", "text"],
)
def test_spans_partition_the_text(document: Document) -> None:
    lines = [line for page in document.pages for line in page.lines]
    words = [word for line in lines for word in line.words]
    assert "".join(document.slice(w.span) for w in words) == "".join(document.text.split())
    assert all(a.span.end <= b.span.start for a, b in zip(words, words[1:], strict=False))
    assert all(line.span.end == line.words[-1].span.end for line in lines)
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert sum(count_visible(document.slice(line.span)) for line in lines) == count_visible(document.text)
