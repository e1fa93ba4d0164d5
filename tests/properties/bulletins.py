"""Random bulletins: pages of a PDF and texts of an export, mixed from everything a bulletin prints.

What must hold for all of them is in the tests beside this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from tests.build import Page, page

# A few seconds each.
MANY = settings(max_examples=60)
SOME = settings(max_examples=20)

# fmt: off
NOUNS = [
    "reeds", "ice", "boat", "quay", "lamp", "mill", "goat", "rope", "barn", "wool", "salt", "tide", "ferry",
]
WORDS = [
    *NOUNS, "winter", "well-known", "re-open", "3,000", "2024", "No.", "Журавли", "café", "coöperation",
    "ﬁsh", "o'clock", "A/B", "(see", "below)",
]
# fmt: on
FURNITURE = (
    "12",
    "- 3 -",
    "Page 4 of 9",
    "Lake Digest | May 2024",
    "Vol. 3 No. 2",
    "Continued on page 4",
    "Tel: 555 0100 Fax: 555 0101",
    "Email: desk@example.org",
    "www.example.org",
    "* * *",
    "________",
    "Contents",
    "Reeds for roofs ........ 4",
    "© 2024 Lake Digest",
    "PRESS RELEASE",
    "By Ann Hill",
)  # fmt: skip

sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
heads = st.lists(st.sampled_from(NOUNS), min_size=1, max_size=5).map(lambda words: " ".join(words).title())
paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)


def wrapped(text: str, width: int) -> list[str]:
    """`text` on lines of at most `width` letters, long words broken with a hyphen."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            room = width - len(line) - 2
            if len(word) > 6 and room >= 3:
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
                continue
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


@st.composite
def exports(draw: st.DrawFn) -> str:
    """The text of an export, with an article in it at the least."""
    pieces = st.one_of(
        heads.map(lambda text: f"# {text}"),
        heads.map(lambda text: f"**{text}**"),
        heads.map(str.upper),
        paragraphs.map(lambda text: "\n".join(wrapped(text, 60))),
        paragraphs.map(lambda text: "- " + "\n- ".join(wrapped(text, 40))),
        st.just("\f"),
    )
    article = [
        "# The ferry leaves earlier",
        "\n".join(wrapped(" ".join(draw(st.lists(sentences, min_size=4, max_size=9))), 60)),
    ]
    before, after = draw(st.lists(pieces, max_size=4)), draw(st.lists(pieces, max_size=12))
    for text in draw(st.lists(st.sampled_from(FURNITURE), max_size=5, unique=True)):
        part = draw(st.sampled_from([before, after]))
        part.insert(draw(st.integers(0, len(part))), text)
    return "\n\n".join([*before, *article, *after]).replace("\n\f\n", "\f")


@dataclass(frozen=True)
class Piece:
    """A line to draw on a page."""

    text: str
    at: tuple[float, float]
    look: dict[str, Any]


@st.composite
def pieces_of_page(draw: st.DrawFn) -> list[Piece]:
    """Columns of heads and paragraphs, with lines between, over and beside them."""
    pieces: list[Piece] = []
    count = draw(st.integers(1, 3))
    width = 480 / count
    for column in range(count):
        x, top = 60 + column * (width + 10), 110.0
        for _ in range(draw(st.integers(1, 3))):
            size = draw(st.sampled_from([11.0, 14.0, 18.0]))
            if draw(st.booleans()):
                pieces.append(Piece(draw(heads)[: int(width / 9)], (x, top), {"size": size, "bold": True}))
                top += 1.6 * size
            for line in wrapped(draw(paragraphs), int(width / 6)):
                pieces.append(Piece(line, (x, top), {"size": 9.0}))
                top += 11
            top += draw(st.sampled_from([2.0, 8.0, 20.0]))
    odd: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
        [{}, {"angle": 90.0}, {"angle": 30.0}, {"invisible": True}, {"tag": "Artifact"}, {"italic": True}]
    )
    for _ in range(draw(st.integers(0, 4))):
        at = (draw(st.integers(-50, 600)), draw(st.integers(-20, 860)))
        pieces.append(Piece(draw(st.sampled_from(FURNITURE)), (float(at[0]), float(at[1])), draw(odd)))
    return pieces


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page with drawings as well."""
    made = page(crop=draw(st.sampled_from([None, None, (30.0, 30.0, 560.0, 800.0)])))
    for _ in range(draw(st.integers(0, 3))):
        x, top = float(draw(st.integers(0, 500))), float(draw(st.integers(0, 700)))
        made.rect(
            (x, top, x + 120, top + draw(st.integers(1, 150))), fill=draw(st.sampled_from([None, "#ffeecc"]))
        )
        made.rule((x, top), (x + 300, top))
    return drawn(draw(pieces_of_page()), made)


def drawn(pieces: list[Piece], content: Page | None = None) -> Page:
    """`pieces` drawn in their order."""
    content = content or page()
    for piece in pieces:
        content.line(piece.text, at=piece.at, **piece.look)
    return content
