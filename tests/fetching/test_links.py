"""Pins which addresses a page or feed is read to list; test_fetch_all.py has its child process."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tasks.fetching.links import answer, links_of_feed, links_of_page

PAGE = "https://lake.example/news/"


def _chosen(html: str, **arguments: Any) -> list[str]:
    given = {"address": PAGE, "charset": None, "is_feed": False, "links": None, "skip": [], **arguments}
    said = json.loads(b"".join(answer(html.encode(), given, lambda _: None)))
    assert said["complaint"] is None
    addresses: list[str] = said["addresses"]
    return addresses


def test_links_are_absolute_and_without_secrets_and_fragments() -> None:
    html = '<a href=" a.pdf#p ">x</a><area href="//b.example/c"><a href="https://me:pw@d.example/">x</a>'
    assert links_of_page(html.encode(), PAGE, None) == [
        "https://lake.example/news/a.pdf",
        "https://b.example/c",
        "https://d.example/",
    ]


def test_the_base_of_a_page_counts() -> None:
    html = b'<base href="/files/"><a href="a.pdf">x</a>'
    assert links_of_page(html, PAGE, "no-such-charset") == ["https://lake.example/files/a.pdf"]


@pytest.mark.parametrize(
    "href", ["mailto:a@b", "javascript:x", "file:///x.pdf", "http://[::1", "", "x" * 3000]
)
def test_what_is_no_web_address_is_left_out(href: str) -> None:
    assert links_of_page(f'<a href="{href}">x</a>'.encode(), PAGE, None) == []


def test_patterns_choose_and_skip_and_each_address_is_listed_once() -> None:
    html = "".join(f'<a href="{name}">x</a>' for name in ("b.pdf", "a.pdf", "b.pdf", "draft.pdf", "c.html"))
    assert _chosen(html) == [f"{PAGE}{name}" for name in ("b.pdf", "a.pdf", "draft.pdf")]
    assert _chosen(html, skip=["draft"], links="[ac]\\.") == [f"{PAGE}a.pdf", f"{PAGE}c.html"]


def test_an_empty_feed_is_a_feed() -> None:
    assert links_of_feed(b'<rss version="2.0"><channel/></rss>', PAGE, None) == ([], True)
    assert links_of_feed(b"hello", PAGE, None) == ([], False)
