"""Closed vocabularies of published columns and of profiles, other than reason codes and block labels.

What a value leads to is decided elsewhere; here stand only the words themselves.
"""

from __future__ import annotations

from enum import StrEnum


class IssueKind(StrEnum):
    """What sort of publication an issue is."""

    DIGEST = "digest"
    NEWSLETTER = "newsletter"
    PRESS_RELEASE = "press_release"
    BULLETIN = "bulletin"
    REPORT = "report"


class IssueStatus(StrEnum):
    """How an issue was published."""

    PUBLISHED = "published"
    PUBLISHED_WITH_WARNINGS = "published_with_warnings"


class LanguageOrigin(StrEnum):
    """What the language of an article was told from.

    `script`: its letters, which one language alone is written in. `text`: its words. `issue`: too little or
    nothing clear is written, so that it is the language of its issue.
    """

    SCRIPT = "script"
    TEXT = "text"
    ISSUE = "issue"


UNDETERMINED = "und"
"""The language of what has none or does not tell it, ISO 639."""


class DatePrecision(StrEnum):
    """How much of a date is said."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"


class DateOrigin(StrEnum):
    """Where the date of an issue or of an article was read.

    `issue_line`: a line of volume, number or date. `head`: the nameplate or letterhead. `running_line`: what
    is repeated over the pages. `closing_line`: the day, mostly with a place, at the end. `dateline`: the day,
    mostly with a place, that a text begins with. `date_line`: a line of its own under a title or on the first
    page. `title`: the headline. `issue`: the article says none, so that it is its issue's.
    """

    ISSUE_LINE = "issue_line"
    HEAD = "head"
    RUNNING_LINE = "running_line"
    CLOSING_LINE = "closing_line"
    DATELINE = "dateline"
    DATE_LINE = "date_line"
    TITLE = "title"
    ISSUE = "issue"


class DateRole(StrEnum):
    """What a date says of its article.

    `published`: when the article was. `deadline`: until when something is to be done. `event`: a time for
    which something is announced, or of which news are told. `mentioned`: any other.
    """

    PUBLISHED = "published"
    EVENT = "event"
    DEADLINE = "deadline"
    MENTIONED = "mentioned"


class DateField(StrEnum):
    """Part of an article in which a date stands; in the dateline where that is no part of the body."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"


class MediaType(StrEnum):
    """What sort of file an issue is."""

    PDF = "application/pdf"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"


class FetchType(StrEnum):
    """What sort of file may be fetched."""

    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"


class OnChange(StrEnum):
    """What it means when a fetched file changes at its address: a mended issue, or the next one."""

    REPLACE = "replace"
    NEW_ISSUE = "new_issue"


class Stage(StrEnum):
    """Part of the road on which an issue failed."""

    DISCOVER = "discover"
    EXTRACT = "extract"
    ANALYSE = "analyse"
    VALIDATE = "validate"
    PUBLISH = "publish"


class RunKind(StrEnum):
    """Which flow a run was."""

    INGEST = "ingest"
    REPROCESS = "reprocess"


class RunEngine(StrEnum):
    """What carried the run."""

    PREFECT = "prefect"
    DIRECT = "direct"


class RunStatus(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"
    COMPLETED_WITH_FAILURES = "completed_with_failures"
    ABORTED = "aborted"


class Isolation(StrEnum):
    """How far the processes that read a run's files were kept from everything else.

    `full`: limits on time, memory and output, and no files, network, processes or signals.
    `limits_only`: the limits alone, as this machine's kernel offers no more.
    """

    FULL = "full"
    LIMITS_ONLY = "limits_only"


class LogFormat(StrEnum):
    """What is written on stderr while a run works."""

    TEXT = "text"
    JSON = "json"


class HeaderOf(StrEnum):
    """What a cell of a table heads."""

    COLUMN = "column"
    ROW = "row"


class TextField(StrEnum):
    """Column of an article that a piece of text stands in."""

    TITLE = "title"
    BYLINE = "byline"
    BODY = "body"


class MentionKind(StrEnum):
    """What a mention names."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    PERSON = "person"


class MentionMethod(StrEnum):
    """How a mention was found: by a list's name, its short or inflected form; a person by name or office."""

    NAME = "name"
    DEMONYM = "demonym"
    INFLECTED = "inflected"
    ABBREVIATION = "abbreviation"
    GIVEN_NAME = "given_name"
    OFFICE = "office"
    BYLINE = "byline"


class LinkKind(StrEnum):
    """What a link leads to."""

    WEB = "web"
    EMAIL = "email"
    PHONE = "phone"


class ArticleRelation(StrEnum):
    """What an article is to an earlier one of another issue.

    `same`: the same text with the same figures. `revised`: the same notice in other words or with other
    figures, of another source or while the earlier one still holds. `recurring`: the same column, or the same
    form filled in anew. `follow_up`: another text about the same matter on the same day.
    """

    SAME = "same"
    REVISED = "revised"
    RECURRING = "recurring"
    FOLLOW_UP = "follow_up"
