"""A page as a test looks at it."""

from __future__ import annotations

from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Seen:
    """The nodes of a page; what is not there fails the test."""

    def __init__(self, html: str) -> None:
        self._tree = LexborHTMLParser(html)

    def all(self, selector: str) -> list[LexborNode]:
        return self._tree.css(selector)

    def texts(self, selector: str) -> list[str]:
        return [node.text() for node in self.all(selector)]

    def one(self, selector: str) -> LexborNode:
        found = self.all(selector)
        assert found, f"{selector} is not there"
        return found[0]

    def link(self, selector: str) -> str:
        """Where the last of these leads, below the page's host."""
        address = urlsplit(self.all(selector)[-1].attributes["href"] or "")
        return address._replace(scheme="", netloc="").geturl()

    @property
    def text(self) -> str:
        return self.one("html").text()
