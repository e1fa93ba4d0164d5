"""What both readers of PDF refuse, in the same words."""

from __future__ import annotations

from schemas.errors import IssueError
from schemas.limits import ReadLimits

HEAD_BYTES = 1024
"""The mark of a PDF stands within these first bytes."""


def require_pdf(data: bytes) -> None:
    """Raises `IssueError` for what is no PDF at all."""
    if b"%PDF-" not in data[:HEAD_BYTES]:
        raise IssueError("extract", "not_a_pdf", "is not a PDF whatever its name says; replace or remove it")


def encrypted() -> IssueError:
    return IssueError("extract", "encrypted", "is encrypted and needs a password; put in a copy without one")


def portfolio(count: int) -> IssueError:
    return IssueError(
        "extract",
        "portfolio",
        f"is a portfolio: a cover sheet with attached files ({count}); save these and put them in instead",
    )


def too_many_pages(count: int, limits: ReadLimits) -> IssueError:
    return IssueError(
        "extract",
        "too_many_pages",
        f"has {count} pages, more than the limit of {limits.max_pages}; "
        "raise BULLETINS_MAX_PAGES or split it",
    )


def too_many_characters() -> IssueError:
    return IssueError(
        "extract",
        "too_many_characters",
        "holds more characters than the limit; raise BULLETINS_MAX_CHARS or split it",
    )
