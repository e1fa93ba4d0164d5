"""What fetching remembers of a source, in `.fetched.json` beside its bulletins: the record of arrivals.

Each change is written whole before the next step is taken, so that a run that is killed goes on from
there. Clock times stand here and nowhere in the datasets.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from schemas.addresses import address_of_key, key_of
from schemas.errors import FetchError
from tasks.discover import name_source
from tasks.storage.commit import temporaries_of, write_durably

STATE_NAME = ".fetched.json"
LOCK_NAME = ".fetch.lock"
# After failures in a row, pauses of 1, 2, 4, 8 and 16 hours: a nightly run always tries.
FIRST_PAUSE_HOURS = 1
LONGEST_PAUSE_HOURS = 16
# A file that fails, while its source works, is asked for less and less often, up to once a week.
LONGEST_FILE_PAUSE_HOURS = 7 * 24 - 8


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


_Entry = TypeVar("_Entry")


class FetchedFile(_Model):
    """A file that came: under which name, from where, when, and how the server tells its version.

    `name` is relative to the source's folder. A `duplicate` brought bytes that are there already,
    under `name`, and is no file of its own.
    """

    name: str
    state: Literal["fetched", "duplicate"]
    sha256: str
    size_bytes: int
    content_type: str
    final_address: str
    etag: str | None
    last_modified: str | None
    fetched_at: datetime
    checked_at: datetime


class Trouble(_Model):
    """A failure that has not passed: what, how often in a row, since when, and when it is tried next.

    `rules` is the digest of the profile's `[fetch]` it failed under; None in records of older versions.
    """

    code: str
    sentence: str
    attempts: int
    first_seen: datetime
    last_seen: datetime
    next_try: datetime
    rules: str | None = None


class ListingSeen(_Model):
    """The feed or page when all that it listed had been dealt with, and by which patterns."""

    etag: str | None
    last_modified: str | None
    rules: str


class FetchState(_Model):
    """All that is remembered of one source.

    Files and troubles are found by the keys of their addresses, which hold no secrets. `placing` holds a file
    on its way to its name; whether it got there is found out by the next run.
    """

    version: Literal[1] = 1
    listing: ListingSeen | None = None
    files: dict[str, FetchedFile] = Field(default_factory=dict)
    placing: dict[str, FetchedFile] = Field(default_factory=dict)
    file_troubles: dict[str, Trouble] = Field(default_factory=dict)
    source_trouble: Trouble | None = None

    @field_validator("files", "placing", "file_troubles")
    @classmethod
    def _without_secrets(cls, remembered: dict[str, _Entry]) -> dict[str, _Entry]:
        """Records of older versions have the addresses themselves."""
        return {key_of(address): entry for address, entry in remembered.items()}

    def save(self, folder: Path) -> None:
        write_durably(folder / STATE_NAME, (self.model_dump_json(indent=1) + "\n").encode())


def load_state(folder: Path) -> FetchState:
    """What is remembered of the source in `folder`; nothing when it was never fetched.

    Raises:
        FetchError: the record is damaged.
    """
    path = folder / STATE_NAME
    for temporary in temporaries_of(path):
        temporary.unlink(missing_ok=True)
    try:
        return FetchState.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return FetchState()
    except ValidationError as error:
        raise FetchError(
            "record",
            f"the record {STATE_NAME} of the source is damaged; mend it, or remove it to have "
            "everything that is listed fetched again",
        ) from error


@dataclass(frozen=True, slots=True)
class FetchTrouble:
    """A failure of fetching that has not passed; `address` is None when the whole source fails."""

    source: str
    address: str | None
    sentence: str
    attempts: int
    first_seen: datetime
    next_try: datetime | None


def open_troubles(raw: Path) -> list[FetchTrouble]:
    """What could not be fetched when it was tried last, by source and address."""
    found = []
    for record in sorted(raw.glob(f"*/{STATE_NAME}")):
        source = name_source(record.parent.name)
        if _is_locked_out(record):
            found.append(_unwritable(source, record.parent))
            continue
        try:
            state = FetchState.model_validate_json(record.read_bytes())
        except (ValidationError, OSError):
            found.append(_damaged(source, record))
            continue
        files = [(address_of_key(key), trouble) for key, trouble in sorted(state.file_troubles.items())]
        troubles = [(None, state.source_trouble), *files]
        found += [
            FetchTrouble(
                source, address, trouble.sentence, trouble.attempts, trouble.first_seen, trouble.next_try
            )
            for address, trouble in troubles
            if trouble is not None
        ]
    return found


def _is_locked_out(record: Path) -> bool:
    """Whether the one who fetched into a folder cannot write there any more.

    Who finds the records of somebody else's fetching need not be able to.
    """
    is_ours = os.geteuid() in {record.stat().st_uid, record.parent.stat().st_uid}
    return is_ours and not os.access(record.parent, os.W_OK | os.X_OK, effective_ids=True)


def _unwritable(source: str, folder: Path) -> FetchTrouble:
    """Nothing can be noted in such a folder, so what stands in its record is old; its status changed then."""
    since = datetime.fromtimestamp(folder.stat().st_ctime, UTC)
    sentence = f"the folder {folder} cannot be written; check its permissions"
    return FetchTrouble(source, None, sentence, 1, since, None)


def _damaged(source: str, record: Path) -> FetchTrouble:
    since = datetime.fromtimestamp(record.stat().st_mtime, UTC)
    sentence = f"the record {STATE_NAME} of the source is damaged; mend it, or remove it"
    return FetchTrouble(source, None, sentence, 1, since, None)


def next_trouble(
    earlier: Trouble | None,
    error: FetchError,
    now: datetime,
    *,
    rules: str | None = None,
    longest_hours: int = LONGEST_PAUSE_HOURS,
) -> Trouble:
    """The trouble after one more failure under the same `[fetch]`.

    Pauses grow, and a server may ask for more, up to a day.
    """
    if earlier is not None and earlier.rules != rules:
        earlier = None
    attempts = 1 if earlier is None else earlier.attempts + 1
    pause = timedelta(hours=min(FIRST_PAUSE_HOURS << min(attempts - 1, 16), longest_hours))
    asked = timedelta(seconds=min(error.retry_after_seconds or 0.0, 24 * 3600))
    return Trouble(
        code=error.code,
        sentence=error.sentence,
        attempts=attempts,
        first_seen=now if earlier is None else earlier.first_seen,
        last_seen=now,
        next_try=now + max(pause, asked),
        rules=rules,
    )


def is_waiting(trouble: Trouble | None, now: datetime, rules: str | None = None) -> bool:
    """Whether it is too early for a new try.

    A clock that went back does not make it wait for long, and another `[fetch]` than the one it failed
    under, by its digest `rules`, does not make it wait at all.
    """
    return trouble is not None and trouble.rules == rules and trouble.last_seen <= now < trouble.next_try
