"""The bundled samples are what their scripts make, can be read anywhere, and agree with their truth."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from schemas.profile import load_profile
from tests.samples import lakeland_digest, lakeland_stories
from tests.samples.make import GOLDEN_FOLDER, RAW_FOLDER, SAMPLES, truth_text
from tests.samples.story import Bulletin

MAX_BYTES = 150_000
# A file tells places in hundredths.
SAME_PLACE_PT = 0.02

every_sample = pytest.mark.parametrize(
    ("bulletin", "build"), SAMPLES, ids=[bulletin.path.split("/")[0] for bulletin, _ in SAMPLES]
)
every_pdf = pytest.mark.parametrize(
    "bulletin", [bulletin for bulletin, _ in SAMPLES if bulletin.path.endswith(".pdf")], ids=lambda b: b.path
)


def committed(bulletin: Bulletin) -> bytes:
    return (RAW_FOLDER / bulletin.path).read_bytes()


def marks(data: bytes) -> list[tuple[Any, ...]]:
    """What is shown: page, glyph and font, or kind of picture and box; left edge and top."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            (
                page.page_number,
                mark.get("text", mark["object_type"]),
                mark.get("fontname", ""),
                mark["x0"],
                mark["top"],
            )
            for page in document.pages
            for mark in page.chars + page.images + page.rects
        ]


def show_the_same(made: bytes, kept: bytes) -> bool:
    """Whether two files show the same marks in the same places, however they are stored.

    Another version of a compression library writes other bytes, and from 3.12 on Python rounds the sum of
    a line's widths more exactly, which moves a glyph by a hundredth of a point.
    """
    pairs = zip(marks(made), marks(kept), strict=True)
    return all(a[:3] == b[:3] and a[3:] == pytest.approx(b[3:], abs=SAME_PLACE_PT) for a, b in pairs)


@cache
def text_of(path: str) -> tuple[str, ...]:
    """Text of each page in the order in which it was written."""
    data = (RAW_FOLDER / path).read_bytes()
    if not path.endswith(".pdf"):
        return tuple(data.decode().split("\f"))
    with pdfplumber.open(io.BytesIO(data)) as document:
        return tuple("".join(char["text"] for char in page.chars) for page in document.pages)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def fonts(data: bytes) -> Iterator[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for reference in resolve1(page.page_obj.resources["Font"]).values():
                yield resolve1(reference)


@every_sample
def test_sample_is_what_its_script_makes(bulletin: Bulletin, build: Callable[[], bytes]) -> None:
    made, kept = build(), committed(bulletin)
    assert made == kept or show_the_same(made, kept), "run python -m tests.samples.make"


@every_sample
def test_truth_is_what_the_script_says(bulletin: Bulletin, build: Callable[[], bytes]) -> None:
    kept = (GOLDEN_FOLDER / bulletin.truth_name).read_text(encoding="utf-8")
    assert kept == truth_text(bulletin), "run python -m tests.samples.make"


@every_sample
def test_sample_prints_its_articles_and_its_noise(bulletin: Bulletin, build: Callable[[], bytes]) -> None:
    printed = "".join(text_of(bulletin.path))
    truth = json.loads(truth_text(bulletin))
    openings = [
        words for article in truth["articles"] for words in (article["title"], *article["paragraphs"])
    ]
    assert [words for words in openings if letters(words) not in letters(printed)] == []
    assert [phrase for phrase in truth["noise"] if compact(phrase) not in compact(printed)] == []


@every_sample
def test_no_article_holds_a_noise_phrase(bulletin: Bulletin, build: Callable[[], bytes]) -> None:
    articles = [compact(text) for story in bulletin.stories for text in (story.title, *story.paragraphs)]
    assert [phrase for phrase in bulletin.noise if any(compact(phrase) in text for text in articles)] == []


@every_pdf
def test_fonts_are_embedded_and_can_be_read(bulletin: Bulletin) -> None:
    found = list(fonts(committed(bulletin)))
    assert found
    for font in found:
        assert "FontFile2" in resolve1(font["FontDescriptor"]), font["BaseFont"]
        assert "ToUnicode" in font, font["BaseFont"]


@every_pdf
def test_sample_is_small(bulletin: Bulletin) -> None:
    assert len(committed(bulletin)) < MAX_BYTES


@every_sample
def test_profile_of_the_source_is_valid(bulletin: Bulletin, build: Callable[[], bytes]) -> None:
    path = RAW_FOLDER / bulletin.path.split("/")[0] / "source.toml"
    profile = load_profile(path if path.exists() else None)
    assert profile.language in (bulletin.language, None)
    assert profile.kind in (bulletin.kind, None)


def test_leading_article_of_the_digest_breaks_inside_a_word_at_the_page_end() -> None:
    third, sixth = (text_of(lakeland_stories.BULLETIN.path)[page - 1] for page in (3, 6))
    assert "governments have com-" in third
    assert letters("mitted themselves to follow.") in letters(sixth)


@pytest.mark.parametrize("story", lakeland_stories.BULLETIN.stories, ids=lambda story: story.title[:24])
def test_contents_list_names_the_page_of_each_article(story: Any) -> None:
    page = lakeland_digest.PAGE_OF[story]
    pages = text_of(lakeland_stories.BULLETIN.path)
    assert letters(f"{page} {story.title}") in letters(pages[1])
    assert letters(story.title) in letters(pages[page - 1])
