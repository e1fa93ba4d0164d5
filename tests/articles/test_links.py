"""Links: what is an address or a number, and what is not."""

from __future__ import annotations

import pytest

from tasks.articles.links import find_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "See www.harbour.example/boats.",
            [("web", "www.harbour.example/boats", "https://www.harbour.example/boats")],
        ),
        ("(https://a.example/b?c=1)", [("web", "https://a.example/b?c=1", "https://a.example/b?c=1")]),
        ("Ask oona@harbour.example.", [("email", "oona@harbour.example", "mailto:oona@harbour.example")]),
        ("on harbour.org", [("web", "harbour.org", "https://harbour.org")]),
        ("Call +44 20 7946 0018 now", [("phone", "+44 20 7946 0018", "tel:+442079460018")]),
        ("Tel. 01453 555019", [("phone", "01453 555019", "tel:01453555019")]),
        ("from 1914-1918 and 2024-2026", []),
        ("a sum of 1 234 567 crowns", []),
        ("e.g. the end.Of it", []),
    ],
)
def test_links(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(link.kind, text[link.start : link.end], link.target) for link in find_links(text)] == found
