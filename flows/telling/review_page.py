"""A review as one HTML file that needs nothing else: no net, no folder beside it.

Everything that comes from a bulletin is escaped, controls that could turn text around are shown by
name, and the page's own policy lets no script or style run but those of `flows/telling/templates`. What is
shown is put together in `tasks.review.explain`.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schemas.reasons import MEANINGS, EditCode
from schemas.rows import ArticleRow, IssueRow
from tasks.published.catalogue import is_accounted
from tasks.review.explain import Piece, Review, Run
from tasks.review.overlay import place_labels, typeset
from tasks.review.pictures import MEDIA_TYPE

UNSURE = 0.6
"""Confidence below which a verdict or a title is marked as doubtful."""

_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FAMILIES = {
    "F": "page furniture",
    "D": "decoration",
    "N": "navigation",
    "B": "boilerplate",
    "U": "unassigned",
    "X": "extraction losses",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the accounting; `start` and `width` are thousandths of the whole."""

    name: str
    count: int
    start: float
    width: float


def render_review(review: Review) -> str:
    """The HTML of `review`; the same review always gives the same text."""
    style, script = template_text("review.css"), template_text("review.js")
    template = environment().get_template("review.html.j2")
    return template.render(
        review=review,
        issue=review.issue,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        shares=_shares(review.issue),
        is_accounted=is_accounted(review.issue),
        colors={item.row["position"]: item.color for item in review.articles},
        ledger=_ledger(review),
        meanings=MEANINGS,
        families=_FAMILIES,
        media_type=MEDIA_TYPE,
        unsure=UNSURE,
    )


def visible(text: str) -> str:
    """`text` with control characters, and those that turn the direction of text, shown by their code."""
    return "".join(_code_name(c) if _is_treacherous(c) else c for c in text)


def _is_treacherous(character: str) -> bool:
    is_control = unicodedata.category(character) == "Cc" and character not in "\n\t"
    return is_control or character in _TURNS_TEXT


def _code_name(character: str) -> str:
    return f"⟦U+{ord(character):04X}⟧"


def environment() -> Environment:
    """What renders templates: all that is put in is escaped, and treacherous characters are shown."""
    environment = Environment(
        loader=PackageLoader("flows.telling", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=lambda share: f"{share:.0%}",
        thousands=lambda count: f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
        removed=_removed,
        pages=_pages,
        smallest_last=_smallest_last,
        firsts=_firsts,
        label_tops=_label_tops,
        first_words=lambda text: " ".join(text.split()),
    )
    environment.globals.update(is_join=_is_join, typeset=typeset)
    return environment


def template_text(name: str) -> str:
    """A file beside the templates."""
    return files("flows.telling").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows our style, our script and embedded pictures only."""
    return (
        f"default-src 'none'; img-src data:; style-src {source_hash(style)}; "
        f"script-src {source_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def source_hash(text: str) -> str:
    """As a Content-Security-Policy names a style or script that may stand in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shares(issue: IssueRow) -> list[Share]:
    counts = {
        "articles": issue["char_count_articles"],
        "noise": issue["char_count_noise"],
        "edits": issue["char_count_edits"],
        "lost": issue["char_count_lost"],
    }
    whole = sum(counts.values()) or 1
    shares: list[Share] = []
    start = 0.0
    for name, count in counts.items():
        width = 1000 * count / whole
        shares.append(Share(name, count, round(start, 2), round(width, 2)))
        start += width
    return shares


def _ledger(review: Review) -> list[dict[str, Any]]:
    """What the script tells about a block, in reading order; only plain text."""
    titles = {item.row["position"]: item.row["title"] for item in review.articles}
    return [
        {
            "block": row["ordinal"],
            "article": piece.article,
            "owner": None if piece.article is None else visible(titles[piece.article]),
            "code": row["noise_code"],
            "meaning": MEANINGS.get(row["noise_code"] or ""),
            "label": row["label"].replace("_", " "),
            "rule": visible(row["rule"]),
            "evidence": visible(row["evidence"]),
            "confidence": row["confidence"],
            "page": row["page"],
            "count": row["char_count"],
            "text": visible(row["text"]),
        }
        for sheet in review.sheets
        for piece in sheet.pieces
        for row in [piece.row]
    ]


def _removed(run: Run) -> str:
    """What an edit took out or the file says instead, its blanks and invisible characters made visible."""
    original = run.edit["original"] if run.edit is not None else None
    return "".join(_show_blank(character) for character in (run.text if original is None else original))


def _show_blank(character: str) -> str:
    if character == "\n":
        return "⏎"
    if character.isspace():
        return "␣"
    return _code_name(character) if unicodedata.category(character) == "Cf" else character


def _is_join(run: Run) -> bool:
    return run.edit is not None and run.edit["reason"] == EditCode.JOIN


def _pages(article: ArticleRow) -> str:
    first, last = article["page_first"], article["page_last"]
    return f"p. {first}" if first == last else f"pp. {first}–{last}"


def _smallest_last(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with a place, so ordered that a small box is never hidden under a large one."""
    placed = [piece for piece in pieces if piece.bbox is not None]
    return sorted(placed, key=lambda piece: -piece.bbox.area if piece.bbox is not None else 0.0)


def _firsts(pieces: Sequence[Piece]) -> frozenset[int]:
    """Ordinals of the pieces with which an article begins, or goes on, on one page."""
    first: dict[int, int] = {}
    for piece in pieces:
        if piece.article is not None:
            first.setdefault(piece.article, piece.row["ordinal"])
    return frozenset(first.values())


def _label_tops(pieces: Sequence[Piece]) -> dict[int, float]:
    """Where the number of each piece with a place stands, by its ordinal."""
    placed = [(piece.row["ordinal"], piece.bbox) for piece in pieces if piece.bbox is not None]
    tops = place_labels([bbox for _, bbox in placed])
    return {ordinal: top for (ordinal, _), top in zip(placed, tops, strict=True)}


def default_path(processed: Path, issue_id: str) -> Path:
    """Where the page of an issue goes when no other file is named."""
    from tasks.storage.store import Store

    source, slug = issue_id.split("/")
    return Store(processed).state / "review" / source / f"{slug}.html"
