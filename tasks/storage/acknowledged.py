"""What a person has said of known failures: each in a small file of its own below `.state/acknowledged/`.

An acknowledgement is about one failure of a subject, an issue or a source, as it is now: the marks say
which. A failure with another mark is another one, and nobody has acknowledged it. Without the file, or
with one that cannot be read, a failure is told again, which harms nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from schemas.run_rows import FailureRow
from tasks.storage.commit import remove_durably, write_durably

MARK_CHARS = 16


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Who said when that a failure is known.

    Attributes:
        subject: id of an issue, or slug of a source of which something cannot be fetched.
        marks: the failures it is about.
        by: login name, or as the person called itself.
        at: UTC.
        note: what the person said besides.
    """

    subject: str
    marks: tuple[str, ...]
    by: str
    at: datetime
    note: str | None = None

    @property
    def words(self) -> str:
        said = f": {self.note}" if self.note else ""
        return f"acknowledged by {self.by} on {self.at:%Y-%m-%d}{said}"


def failure_mark(failure: FailureRow) -> str:
    """What is told of the failure, and of which bytes; where they were not read, in which sentence."""
    return _mark(failure["code"], failure["source_sha256"] or failure["sentence"])


def fetch_mark(address: str | None, first_seen: datetime) -> str:
    """What cannot be fetched, and since when; `address` is None for the source as a whole."""
    return _mark(address or "", first_seen.isoformat())


def find_acknowledgement(state: Path, subject: str, mark: str) -> Acknowledgement | None:
    """Who acknowledged the failure of `subject` that has this mark; None if nobody did.

    Args:
        state: the `.state` of the processed folder.
        subject: issue or source.
        mark: as `failure_mark` and `fetch_mark` make it.
    """
    try:
        values = json.loads(acknowledgement_path(state, subject).read_bytes())
        known = Acknowledgement(
            subject, tuple(values["marks"]), str(values["by"]), datetime.fromisoformat(values["at"]),
            values.get("note"),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return known if mark in known.marks else None


def who_acknowledged(state: Path, failure: FailureRow) -> str | None:
    """Who acknowledged this very failure, in words; None if nobody did."""
    known = find_acknowledgement(state, failure["issue_id"], failure_mark(failure))
    return None if known is None else known.words


def save_acknowledgement(state: Path, acknowledgement: Acknowledgement) -> None:
    values = {**asdict(acknowledgement), "at": acknowledgement.at.isoformat()}
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    write_durably(acknowledgement_path(state, acknowledgement.subject), text.encode("utf-8", "replace"))


def withdraw_acknowledgement(state: Path, subject: str) -> bool:
    """Whether there was one."""
    path = acknowledgement_path(state, subject)
    if not path.exists():
        return False
    remove_durably(path)
    return True


def acknowledgement_path(state: Path, subject: str) -> Path:
    """The small file of an issue or a source; there or not."""
    return state / "acknowledged" / f"{subject}.json"


def _mark(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:MARK_CHARS]
