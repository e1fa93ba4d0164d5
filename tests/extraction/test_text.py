"""Text exports as documents: pages, lines, words, blank lines, losses and refusals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.document import Document, Loss, SourceFile, count_visible
from schemas.errors import IssueError
from schemas.geometry import Span
from schemas.limits import ReadLimits
from schemas.reasons import LossCode
from tasks.extraction.text import read_text

SOURCE = SourceFile("hill/one", "hill", "one", "hill/one.txt", "0" * 64, 1, "text/plain")


def read(data: str | bytes, limits: ReadLimits | None = None) -> Document:
    raw = data.encode() if isinstance(data, str) else data
    return read_text(raw, SOURCE, limits or ReadLimits())


def lines(document: Document) -> list[tuple[int, str, int]]:
    """Page, text and blank lines above of every line."""
    return [
        (line.page, document.slice(line.span), line.blank_before)
        for page in document.pages
        for line in page.lines
    ]


def test_without_form_feeds_there_is_one_page() -> None:
    document = read("\n\nTitle\n  indented\n\nnext\n")
    assert lines(document) == [(1, "Title", 2), (1, "indented", 0), (1, "next", 1)]
    assert document.text == "\n\nTitle\n  indented\n\nnext\n"
    assert not document.has_boxes


def test_form_feeds_part_pages_and_blank_lines_count_across_them() -> None:
    document = read("one\n\n\f\ntwo\f\fthree\n\f\n")
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert lines(document) == [(1, "one", 0), (2, "two", 2), (4, "three", 0)]


def test_words_have_spans_and_no_boxes() -> None:
    line = read("8\tSCO  countries").pages[0].lines[0]
    assert [word.span for word in line.words] == [Span(0, 1), Span(2, 5), Span(7, 16)]
    assert all(word.bbox is None and word.style is None for word in line.words)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert read(f"one{end}two").text == "one\ntwo"


def test_markup_stays() -> None:
    assert read("# **Bold** \\* &amp;").text == "# **Bold** \\* &amp;"


def test_control_characters_are_losses_of_their_page() -> None:
    document = read("a clean first line\n\fwi\0th \x07 two bad\x1b ones in it")
    assert document.text == "a clean first line\n\fwith  two bad ones in it"
    assert document.losses == (Loss(LossCode.CONTROL, 2, 3),)


def test_a_fallback_from_utf8_is_noted() -> None:
    assert read("Grüße aus der Gemeinde am Fluss").notes == ()
    document = read("Grüße aus der Gemeinde am Fluss".encode("cp1252"))
    assert document.text == "Grüße aus der Gemeinde am Fluss"
    assert len(document.notes) == 1
    assert "not UTF-8; read as cp1252" in document.notes[0]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"", ReadLimits(), "empty_file"),
        (b" \n\t\f\n", ReadLimits(), "no_text"),
        (b"\0", ReadLimits(), "no_text"),
        (b"\x89PNG\r\n\x1a\n" * 40, ReadLimits(), "unreadable_encoding"),
        (b"a\fb\fc", ReadLimits(max_pages=2), "too_many_pages"),
        (b"abc", ReadLimits(max_chars=2), "too_long"),
        (b"abc", ReadLimits(max_stream_bytes=2), "too_long"),
    ],
    ids=["empty", "blank", "control", "binary", "pages", "chars", "bytes"],
)
def test_what_cannot_be_read_is_refused(data: bytes, limits: ReadLimits, code: str) -> None:
    with pytest.raises(IssueError) as caught:
        read(data, limits)
    assert (caught.value.stage, caught.value.code) == ("extract", code)


def test_limits_are_inclusive() -> None:
    assert len(read("a\fb", ReadLimits(max_pages=2, max_chars=3, max_stream_bytes=3)).pages) == 2


@given(st.text(st.sampled_from("ab .*\n\f\r\t\0\u2028é漢\u200b"), max_size=40))
def test_every_visible_character_is_in_one_word_or_lost(drawn: str) -> None:
    text = "plain words " * 10 + drawn
    document = read(text)
    spans = [word.span for page in document.pages for line in page.lines for word in line.words]
    assert spans == sorted(spans, key=lambda span: span.start)
    assert sum(map(len, spans)) == count_visible(document.text)
    assert count_visible(document.text) + sum(loss.count for loss in document.losses) == count_visible(text)
    assert len(document.pages) == document.text.count("\f") + 1


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = (
        "the boats came in late",
        "and the nets were full",
        "of ice when they were",
        "drawn on the old quay",
        "of the town.",
    )
    right = (
        "the bees of the orchard",
        "have come through and",
        "the keepers open them",
        "on the first warm day",
        "of March for all.",
    )
    document = read("\n".join(f"{a:30}{b}" for a, b in zip(left, right, strict=True)))
    assert [text for _, text, _ in lines(document)] == [*left, *right]
    assert [blank for *_, blank in lines(document)] == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert document.extractor == "text 3"


def test_byte_marks_at_the_head_of_lines_are_no_letters() -> None:
    document = read("\ufeff# One\n\n\ufeff# Two\nkee\ufeffps\n")
    assert document.text == "# One\n\n# Two\nkee\ufeffps\n"
    assert document.losses == ()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\ufeff\ufeff# One\nTwo", "# One\nTwo"),
        ("One\n\ufeff\ufeffTwo", "One\nTwo"),
        ("One\r\n\ufeffTwo", "One\nTwo"),
        ("One\n\ufeff\nTwo", "One\n\nTwo"),
        ("One\f\ufeff# Two", "One\f# Two"),
        ("One\ufeff\nTwo", "One\ufeff\nTwo"),
    ],
    ids=[
        "two at the head",
        "two at a line's head",
        "behind another end",
        "alone",
        "on a new page",
        "at a line's end",
    ],
)
def test_byte_marks_of_files_put_together(text: str, clean: str) -> None:
    assert read(text).text == clean
