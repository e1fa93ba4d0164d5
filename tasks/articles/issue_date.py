"""The date of an issue: which of the dates in its head, running lines and last lines it was published on.

Dates are read by `dates`, and lines of place and date by `datelines`; here they are only ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.lexicon import lexicon
from tasks.articles.datelines import closing_date, dateline
from tasks.articles.dates import ParsedDate, Precision, find_dates, find_quarter, is_filling

_MAX_LINE_CHARS = 400
_MAX_SHORT_LINE_CHARS = 80
_LABEL = re.compile(r"(?<![^\W\d])[^\W\d]++\s*+[:：]\s*+")
_CLOSING_RANK = 1


def find_issue_date(lines: Sequence[str], language: str | None = None) -> ParsedDate | None:
    """The day, month or quarter an issue was published, from lines that may say it.

    In this order: a day in a volume, number and date line; the last place-and-date line; a
    dateline; a month in a date line, or a quarter in a short one; a day that begins a short line or
    follows its label; a date that ends one. Dates inside sentences are events, not the issue's.
    """
    ranked: list[tuple[int, int, ParsedDate]] = []
    for position, line in enumerate(lines):
        found = _issue_date_of(line, language)
        if found is not None:
            rank, value = found
            ranked.append((rank, -position if rank == _CLOSING_RANK else position, value))
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def _issue_date_of(line: str, language: str | None) -> tuple[int, ParsedDate] | None:
    """Rank (0 is best) and date of one line, None when it dates no issue."""
    head = line[:_MAX_LINE_CHARS]
    dates = find_dates(head, language)
    if not dates:
        quarter = find_quarter(head) if len(head) <= _MAX_SHORT_LINE_CHARS else None
        return (3, quarter) if quarter else None
    first = dates[0].value
    is_day = first.precision is Precision.DAY
    if lexicon().is_issue_line(head):
        return (0 if is_day else 3), first
    closing = closing_date(head, language)
    if closing is not None:
        return _CLOSING_RANK, closing
    lead = dateline(head, language)
    if lead is not None and lead.date is not None:
        return 2, lead.date
    if len(head) > _MAX_SHORT_LINE_CHARS:
        return None
    before = head[: dates[0].start]
    if is_day and is_filling(_LABEL.sub("", before)):
        return 4, first
    after = head[dates[0].start :]
    is_last = is_filling(head[dates[0].end :]) or lexicon().is_issue_line(after)
    words_before = before.split()
    return (5, first) if is_last and not (words_before and words_before[-1][0].islower()) else None
