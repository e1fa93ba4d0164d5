"""The calendar, and how long what is said of it is: facts, the same for every bulletin.

The names of months, days and seasons are words of languages, in `data/*.toml`.
"""

from __future__ import annotations

from schemas.kinds import DatePrecision

YEARS = range(1800, 2100)
"""Years that bulletins speak of; other numbers count something else."""

ERAS = {"令和": 2018, "平成": 1988}
"""The common year before the first one of an era."""

WEEK_DAYS = 7
YEAR_DAYS = 365

MONTHS_OF = {
    DatePrecision.MONTH: 1,
    DatePrecision.SEASON: 3,
    DatePrecision.QUARTER: 3,
    DatePrecision.YEAR: 12,
}
"""How many months a time that is said as a whole has."""

SEASON_MONTHS = (3, 6, 9, 12)
"""First months of spring, summer, autumn and winter; the winter of a year begins in it."""

MAX_DAY_DIGITS = 2
MIN_WEEKDAY_CHARS = 3
"""Shorter names of days are abbreviations that are other words, too."""

MAX_NAME_TOKENS = 3
MAX_FILLERS = 2
MAX_PHRASE_TOKENS = 4
"""Of names of months and seasons, between the parts of a date, and of phrases that tell what a day is for."""
