"""HTML tags of text exports: where they part a line, and which lines hold no text."""

from __future__ import annotations

import pytest

from schemas.tags import TAG, begins_element, ends_element, is_frame, places_of_elements


def elements(line: str) -> list[str]:
    places = places_of_elements(line)
    return [line[begin:end] for begin, end in zip(places, [*places[1:], len(line)], strict=True)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<h2>Bees</h2><p>They came.</p>", ["<h2>Bees</h2>", "<p>They came.</p>", ""]),
        ('<div class="a"><h2>Bees</h2>', ['<div class="a">', "<h2>Bees</h2>", ""]),
        ("they came.</p><h2>Bees</h2>", ["they came.</p>", "<h2>Bees</h2>", ""]),
        ("<p>One</p>text", ["<p>One</p>", "text"]),
        ("<hr/>text", ["<hr/>", "text"]),
        ("<p>a <b>b</b> c", ["<p>a <b>b</b> c"]),
        ("write <p>one</p> around each", ["write <p>one</p> around each"]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("plain text", ["plain text"]),
        ("", [""]),
    ],
)
def test_elements_of_a_line(line: str, expected: list[str]) -> None:
    assert elements(line) == expected


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        ('<h2 class="x">Bees', True, False),
        ("<H2", True, False),
        ("Bees</h2>", False, True),
        ("<p>One</p>", True, True),
        ('<page number="2">', True, True),
        ("<pb n='2'/>", True, True),
        ("</page>", False, True),
        ("<b>Bees</b>", False, False),
        ("<pear>", False, False),
    ],
)
def test_ends_of_elements(line: str, begins: bool, ends: bool) -> None:
    assert (begins_element(line), ends_element(line)) == (begins, ends)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<div class="x">', True),
        ("</div></body>", True),
        ('<page number="2">', True),
        ("<!-- page 3 - 4 -->", True),
        ("<!-- one --> two <!-- three -->", False),
        ("<!DOCTYPE html>", True),
        ("<h2>", False),
        ("<div>x</div>", False),
        ("<x>", False),
        ("-->", False),
    ],
)
def test_lines_without_text(line: str, expected: bool) -> None:
    assert is_frame(line) is expected


@pytest.mark.parametrize("tag", ["<b>", "</SPAN>", '<td colspan="2">', "<br-x>", "<person>", "< p>"])
def test_which_tags_are_known(tag: str) -> None:
    assert (TAG.fullmatch(tag) is not None) == (tag in {"<b>", "</SPAN>", '<td colspan="2">'})
