"""Accents that a text export sets beside their letters."""

from __future__ import annotations

import pytest

from schemas.reasons import EditCode
from tests.reading import line_texts, read_export


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Die S¨ uchte f¨ ur B¨urger", "Die Süchte für Bürger"),
        ("une ´ecole fran¸ caise sˆ ure", "une école française sûre"),
        ("fu¨r die Bu¨rger im Cafe´", "für die Bürger im Café"),
        ("f ̈ur die n ̈achste Woche", "für die nächste Woche"),
        ("fu\u0308r Mu\u0308nchen, e\u0302\u0301", "für München, ế"),
        ("jeden Tag f¨ ur ´Anna", "jeden Tag für Ánna"),
    ],
    ids=["blank behind", "several", "behind", "marks after blanks", "decomposed", "at a word's head"],
)
def test_accents_stand_on_their_letters(typed: str, meant: str) -> None:
    assert line_texts(read_export(typed)) == [meant]


@pytest.mark.parametrize("text", ["don´t", "l´eau d´un lac", "´so´ genannt", "`code` ~x ^y", "a ¨ b", "n¨z"])
def test_what_may_be_something_else_stays(text: str) -> None:
    assert line_texts(read_export(text)) == [text]


def test_what_the_export_says_is_kept_with_the_word() -> None:
    document = read_export("die S¨ uchte\nf¨ur uns")
    assert [
        (document.slice(word.span), one.start, one.end, one.original, one.reason)
        for line in document.pages[0].lines
        for word in line.words
        for one in word.respellings
    ] == [("Süchte", 1, 2, "¨ u", EditCode.ACCENT), ("für", 1, 2, "¨u", EditCode.ACCENT)]


def test_pages_are_of_one_style() -> None:
    document = read_export("fu¨r uns\fMu¨he, na¨her\fbo¨e")
    assert line_texts(document) == ["für uns", "Mühe, näher", "böe"]
