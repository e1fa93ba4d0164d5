"""The noise rules, in one explicit tuple. Each points at blocks; none removes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.layout import Finding
from tasks.noise.context import NoiseContext
from tasks.noise.rules import (
    advertisement,
    calls,
    contact,
    contents,
    cover,
    form,
    imprint,
    jump_line,
    line_number,
    links,
    masthead,
    ornament,
    page_number,
    profile,
    pull_quote,
    running,
)

Rule = Callable[[NoiseContext], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    profile.find,
    line_number.find,
    page_number.find,
    running.find,
    ornament.find,
    contents.find,
    cover.find,
    jump_line.find,
    links.find,
    masthead.find,
    contact.find,
    calls.find,
    imprint.find,
    advertisement.find,
    form.find,
    pull_quote.find,
)
