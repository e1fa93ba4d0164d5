"""Generated bulletins are the same every time, print what their truth says, and say it once."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from benchmarks.generate import make
from benchmarks.kinds.columns import WESTERN
from benchmarks.kinds.matter import OFFICES
from benchmarks.measure import compact, letters
from benchmarks.prose import CONTENT_FOLDER, content
from benchmarks.truth import Case

CHECKED = (
    "jump_lines",
    "imprint_column",
    "advert_page",
    "salutation",
    "plain_contents",
    "back_matter",
    "mixed_newsletter",
    "soft_hyphens",
    "east_asian",
    "export_late_heads",
    "export_other_scripts",
)


def text_of(case: Case) -> str:
    """All glyphs of a bulletin in the order in which they were drawn."""
    if not case.name.endswith(".pdf"):
        return case.data.decode()
    with pdfplumber.open(io.BytesIO(case.data)) as document:
        return "".join(char["text"] for page in document.pages for char in page.chars)


@pytest.mark.parametrize("kind", ["jump_lines", "east_asian", "export_release"])
def test_a_bulletin_is_the_same_every_time_and_another_with_another_number(kind: str) -> None:
    first, again, other = make(kind, 1), make(kind, 1), make(kind, 2)
    assert (first.data, first.truth) == (again.data, again.truth)
    assert first.data != other.data
    assert first.kind == kind


@pytest.mark.parametrize("kind", CHECKED)
def test_a_bulletin_prints_its_titles_and_noise_and_says_no_phrase_twice(kind: str) -> None:
    case = make(kind, 0)
    printed, truth = text_of(case), case.truth
    titles = [article["title"] for article in case.truth["articles"]]
    assert titles
    assert [title for title in titles if letters(title) not in letters(printed)] == []
    assert [phrase for phrase in case.truth["noise"] if compact(phrase) not in compact(printed)] == []
    phrases = [letters(phrase) for article in truth["articles"] for phrase in article["paragraphs"]]
    bodies = compact(
        " ".join(p for article in truth["articles"] for p in (article["title"], *article["paragraphs"]))
    )
    assert len(set(phrases)) == len(phrases)
    assert all(article["paragraphs"] for article in truth["articles"])
    assert [phrase for phrase in truth["noise"] if compact(phrase) in bodies] == []


@pytest.mark.parametrize("path", sorted(CONTENT_FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_language_has_all_words(path: object) -> None:
    stem = getattr(path, "stem", "")
    words, english = content(stem), content("en")
    assert words.keys() - {"matter"} == english.keys() - {"matter"}
    assert len(words["titles"]) == len(words["openings"])


@pytest.mark.parametrize("language", WESTERN)
def test_every_western_language_has_the_words_of_what_stands_around_articles(language: str) -> None:
    words, english = content(language)["matter"], content("en")["matter"]
    assert words.keys() == english.keys()
    holders = sorted((len(entry) - 1 for entry in words["offices"]), reverse=True)
    assert sum(holders[:OFFICES]) <= len(content(language)["people"])
