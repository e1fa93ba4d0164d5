"""Filled fields and typed notes, for the reader that does not draw them: all their words are losses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1

from schemas.document import Loss, count_visible
from schemas.reasons import LossCode
from tasks.extraction.actual_text import decode
from tasks.extraction.pdfium_notes import HIDDEN_FLAGS, MAX_ANNOTATIONS

MAX_PARENTS = 16
"""A field lies within so many others at most."""

WRITTEN_FIELDS = frozenset({"Tx", "Ch"})


def losses_of_notes(annotations: Any, page: int) -> tuple[Loss, ...]:
    """What the words of a page's annotations cost; `annotations` is its list as the file has it."""
    listed = resolve1(annotations)
    notes = [resolve1(note) for note in listed[:MAX_ANNOTATIONS]] if isinstance(listed, list) else []
    said = [words for note in notes if isinstance(note, dict) and (words := _words(note))]
    return tuple(Loss(LossCode.NOTE, page, count_visible(words), words) for words in said)


def _words(note: dict[str, Any]) -> str:
    flags = resolve1(note.get("F"))
    if isinstance(flags, int) and flags & HIDDEN_FLAGS:
        return ""
    kind = getattr(resolve1(note.get("Subtype")), "name", None)
    if kind == "FreeText":
        return _text(resolve1(note.get("Contents")))
    if kind == "Widget" and getattr(_inherited(note, "FT"), "name", None) in WRITTEN_FIELDS:
        return _text(_inherited(note, "V"))
    return ""


def _inherited(field: dict[str, Any], key: str) -> Any:
    """What a field says, or else the first of those it lies within."""
    for one in _with_parents(field):
        value = resolve1(one.get(key))
        if value is not None:
            return value
    return None


def _with_parents(field: dict[str, Any]) -> Iterator[dict[str, Any]]:
    one: Any = field
    for _ in range(MAX_PARENTS):
        if not isinstance(one, dict):
            return
        yield one
        one = resolve1(one.get("Parent"))


def _text(value: Any) -> str:
    return decode(value) if isinstance(value, bytes) else ""
