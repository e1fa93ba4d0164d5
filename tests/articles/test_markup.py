"""Markup of text exports: what is taken for it, what a reader sees instead, and what stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.articles.markup import MarkupKind, find_markup, heading_level


def without_markup(text: str) -> str:
    parts, at = [], 0
    for span in find_markup(text):
        parts += [text[at : span.offset], span.replacement]
        at = span.offset + span.length
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Bold** text", "Bold text"),
        ("a **b\nc** d", "a b\nc d"),
        ("***both***", "both"),
        ("__bold__ x", "bold x"),
        ("**B**ulletin", "Bulletin"),
        ("**Caption: **text", "Caption: text"),
        ("**Title, cut", "Title, cut"),
        ("off** here", "off here"),
        ("*word* and _two words_ here", "word and two words here"),
        ("# Title #", "Title"),
        ("Title\n=====", "Title\n"),
        ("Title\n-----", "Title\n"),
        ("```sh\n# **one**\n```", "\n# **one**\n"),
        ("<p>a <b>b</b> H<sub>2</sub>O</p>", "a b H2O"),
        ('<div class="x">a</div>', "a"),
        ("<tr><td>a</td><td>b</td></tr>", "a b "),
        ('one <page number="2"> two <pb/>', "one  two "),
        ("## Two\ntext", "Two\ntext"),
        ("> quoted\n> more", "quoted\nmore"),
        ("\\*not\\* and \\\\", "*not* and \\"),
        ("AT&amp;T &#8211; &nbsp;x", "AT&T –  x"),
        ("[link](http://x.org) and ![pic](a.png)", "link and pic"),
        ("<!-- c -->text<br>more", "text\nmore"),
    ],
)
def test_markup_is_found(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4 and file_name_here",
        "* item one\n* item two",
        "____",
        "* * *",
        "f*** you",
        "Name ____ date ____",
        "*See note",
    ]
    + [
        "5 ** 3",
        "** ornament **",
        "#hashtag",
        "#1 in town",
        "a*b*c",
        "AT&T; &bogus;",
        "C:\\dir",
        "x > y",
        "[1] (see)",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert find_markup(text) == []


def test_spans_say_their_kind_and_place() -> None:
    spans = [(span.offset, span.length, span.kind) for span in find_markup("# a *b*")]
    assert spans == [(0, 2, MarkupKind.HEADING), (4, 1, MarkupKind.EMPHASIS), (6, 1, MarkupKind.EMPHASIS)]


@pytest.mark.parametrize(
    ("text", "level"),
    [("# One", 1), ("### Three\nmore", 3), ("####### x", None), ("#x", None), ("x\n# y", None)],
)
def test_heading_level(text: str, level: int | None) -> None:
    assert heading_level(text) == level


@given(st.text(st.sampled_from("ab *_#>\\[]()<!-&;\n"), max_size=60))
def test_spans_are_ordered_apart_and_inside(text: str) -> None:
    end = 0
    for span in find_markup(text):
        assert span.offset >= end
        assert span.length > 0
        end = span.offset + span.length
    assert end <= len(text)


@pytest.mark.parametrize("opener", ["**a ", "*a ", "_a ", "[a", "\\\\", "&a", "<!--", "** ", "__a "])
def test_hostile_text_costs_no_square(opener: str) -> None:
    started = time.process_time()
    find_markup(opener * 20_000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "level"),
    [("Title\n=====", 1), ("Title\n-----", 2), ("<h3>Title</h3>", 3), ("```\n# a\n-----\n```", None)],
)
def test_level_of_a_heading_without_number_signs(text: str, level: int | None) -> None:
    assert heading_level(text) == level
