"""Pins that no expression that meets a text is more than linear work, whichever is added next."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from schemas.dictionary import DATASETS, LANGUAGE_PATTERN
from schemas.lexicon import matchers
from schemas.lexicon.gazetteer import countries, organisations
from tasks.articles import periods
from tasks.published.passages import pattern_of
from tests.patterns import FOLDERS, LINEAR, ROOT, Found, Unread, find_patterns, found_of, growth

FOUND = find_patterns()
LANGUAGES = sorted(path.stem for path in (ROOT / "schemas" / "lexicon" / "data").glob("*.toml"))
# Put together as the code runs: what comes out of it. Those of profiles have a time limit of their own.
MADE = {
    "schemas.lexicon.gazetteer": [
        found.letters for found in (*map(countries, LANGUAGES), organisations()) if found.letters is not None
    ],
    "schemas.lexicon.matchers": [matchers._joined_numbers(), matchers._continued()],
    "tasks.articles.periods": [
        pattern for pattern in map(periods._relative_words, LANGUAGES) if pattern is not None
    ],
    "tasks.published.passages": [pattern_of("harbour boats")],
    "schemas.profile": [re.compile(LANGUAGE_PATTERN)],
    "tasks.browsing.search": [re.compile(re.escape("harbour boats"), re.IGNORECASE)],
    "schemas.soundness": [
        re.compile(column.pattern)
        for dataset in DATASETS.values()
        for column in dataset.columns
        if column.pattern is not None
    ],
}
READ = [found for found in FOUND if isinstance(found, Found)]
BUILT = [
    found_of(f"{place}:{number}", compiled, {"fullmatch"} if "continued" in compiled.pattern else {"search"})
    for place, compiled_ones in MADE.items()
    for number, compiled in enumerate(compiled_ones)
]


@pytest.mark.parametrize("found", [*READ, *BUILT], ids=lambda found: found.place)
def test_twice_the_text_is_twice_the_work(found: Found) -> None:
    rate, text = growth(found)
    assert rate < LINEAR, f"{found.pattern} takes {rate:.1f} times the steps for twice of {text}"


def test_what_is_put_together_is_looked_at_too() -> None:
    places = {found.place.split(":")[0] for found in FOUND if isinstance(found, Unread)}
    assert places == set(MADE), "give MADE what a new place makes"


@pytest.mark.parametrize(
    ("pattern", "asked"),
    [
        pytest.param(r"(?:(?:https?://|www\.)\S+\s*)+", "fullmatch", id="exponential in links"),
        pytest.param(r"(?:\s*[.·…_]\s*){3,}|\s{3,}", "search", id="blanks between leaders"),
        pytest.param(r"[\w.+'-]+\s?@\s?[^\W_][\w-]*", "search", id="a long word"),
        pytest.param(r"(?<![@\w.])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.(?:com|org)", "search", id="hyphens"),
        pytest.param(r"^(?P<title>.*?\D)(?:[\s.–-]+|\s)(?P<page>\d{1,3})$", "match", id="filling"),
    ],
)
def test_what_was_more_than_linear_is_seen(pattern: str, asked: str) -> None:
    rate, _ = growth(Found("once", pattern, re.compile(pattern).flags, asked))
    assert rate >= LINEAR


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\d{1,64}x", id="bounded"),
        pytest.param(r"(?<!\d)\d++x", id="begins once and gives nothing back"),
    ],
)
def test_what_is_linear_is_let_through(pattern: str) -> None:
    assert growth(Found("once", pattern, re.compile(pattern).flags))[0] < LINEAR


def test_no_digit_that_is_no_number_is_taken_for_one() -> None:
    """`①` and `²` are digits to `str.isdigit`, and `int` raises on them."""
    asking = [
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in Path(ROOT / folder).rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"isdigit", "isnumeric"}
            for node in ast.walk(ast.parse(path.read_text()))
        )
    ]
    assert not asking
