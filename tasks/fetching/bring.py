"""One file's way: asked for, downloaded, told by its bytes, and a duplicate, a new version or a new file.

What a file is to its source is decided here and nowhere else; it ends with a name under `raw/` and a line
in the ledger, or with an error. What an error means for the source, and which files are asked for at all,
is decided by the callers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from schemas.addresses import key_of, shown
from schemas.errors import FetchError
from schemas.kinds import FetchType, OnChange
from schemas.profile import FetchProfile
from tasks.fetching.arrivals import (
    ENDINGS,
    ending_of,
    find_same,
    free_name,
    hash_file,
    place,
    replace,
    stem_of,
)
from tasks.fetching.download import FILE_TYPES, HEAD_BYTES, Arrived, Part, Validators, download, sniff
from tasks.fetching.ledger import Ledger
from tasks.fetching.memory import FetchedFile
from tasks.fetching.outcome import ArrivalKind
from tasks.fetching.web import Web


@dataclass(frozen=True, slots=True)
class Parcel:
    """A whole file that came from `address` and is of an allowed sort, which `ending` says."""

    address: str
    arrived: Arrived
    ending: str


def bring(address: str, web: Web, ledger: Ledger, taken: set[str]) -> None:
    """Brings what is at `address` into the source's folder, if it is not as it was.

    Args:
        address: what to ask for.
        web: the source's way to the web.
        ledger: where what becomes of it is noted.
        taken: slugs of the issues of the source; that of a new file is added.

    Raises:
        FetchError: it cannot be had, or is nothing that may come.
    """
    before = ledger.state.files.get(key_of(address))
    arrived = _download(address, before, web, ledger.folder)
    if arrived is not None:
        try:
            parcel = Parcel(address, arrived, _ending(address, arrived, web.profile.types))
            _take(parcel, before, web.profile, ledger, taken)
        finally:
            Part(ledger.folder, address).drop()
    elif before is not None:
        ledger.unchanged(address, before.model_copy(update={"checked_at": ledger.clock()}))


def _download(address: str, before: FetchedFile | None, web: Web, folder: Path) -> Arrived | None:
    known = Validators() if before is None else Validators(before.etag, before.last_modified)
    max_bytes = web.profile.max_mb << 20
    return web.patiently(
        lambda: download(web, folder, address, known, max_bytes=max_bytes, types=FILE_TYPES),
        web.profile.max_seconds,
    )


def _ending(address: str, arrived: Arrived, types: tuple[FetchType, ...]) -> str:
    """The ending for what the bytes are, whatever the server calls them."""
    with arrived.path.open("rb") as stream:
        kind = sniff(stream.read(HEAD_BYTES))
    if kind is None:
        raise FetchError(
            "wrong_type",
            "what came is neither a PDF nor a text, whatever its name says; "
            "open the address in a browser: it may ask for a log-in, or have moved",
        )
    ending = ending_of(kind, address, arrived.server_name, arrived.content_type)
    if ending not in {ENDINGS[allowed] for allowed in types}:
        raise FetchError(
            "wrong_type", f"it is a {ending} file, which types in the source.toml does not allow"
        )
    return ending


def _take(
    parcel: Parcel, before: FetchedFile | None, profile: FetchProfile, ledger: Ledger, taken: set[str]
) -> None:
    """Decides what a whole file is to the source, and gives it its place."""
    address, arrived = parcel.address, parcel.arrived
    if before is not None and before.sha256 == arrived.sha256:
        seen = _entry(before.name, arrived, ledger.clock(), before.state, before.fetched_at)
        ledger.unchanged(address, seen)
    elif (twin := _twin(parcel, ledger)) is not None:
        ledger.duplicate(address, _entry(twin, arrived, ledger.clock(), "duplicate"))
    elif before is not None and before.state == "fetched" and profile.on_change is OnChange.REPLACE:
        _renew(parcel, before, ledger)
    else:
        _add(parcel, profile.on_change, ledger, taken)


def _twin(parcel: Parcel, ledger: Ledger) -> str | None:
    """Name of a file with the same bytes, even of one that came and was taken away by the user."""
    for other, entry in ledger.state.files.items():
        if other != key_of(parcel.address) and entry.sha256 == parcel.arrived.sha256:
            return entry.name
    return find_same(ledger.folder, parcel.arrived.size_bytes, parcel.arrived.sha256)


def _renew(parcel: Parcel, before: FetchedFile, ledger: Ledger) -> None:
    """A new version in the place of the old one, unless that is the user's by now."""
    final = ledger.folder / before.name
    validators = parcel.arrived.validators
    if final.suffix != parcel.ending:
        raise FetchError(
            "wrong_type", f"{before.name} has become a {parcel.ending} file at its address; look at both"
        )
    if hash_file(final) != before.sha256:
        seen = {"etag": validators.etag, "last_modified": validators.last_modified}
        ledger.left_to_the_user(
            parcel.address,
            before.model_copy(update=seen),
            f"{before.name} has a new version at {shown(parcel.address)}, but you changed the file, so it "
            "stays as it is; move it away and remove its entry from .fetched.json to get the new one",
        )
        return
    renewed = _entry(before.name, parcel.arrived, ledger.clock())
    ledger.announce(parcel.address, renewed)
    replace(parcel.arrived.path, final)
    ledger.placed(ArrivalKind.CHANGED, parcel.address, renewed)


def _add(parcel: Parcel, on_change: OnChange, ledger: Ledger, taken: set[str]) -> None:
    """A new file, under a name that no other has."""
    address, arrived = parcel.address, parcel.arrived
    stem = stem_of(address, arrived.server_name)
    if on_change is OnChange.NEW_ISSUE:
        stem = f"{stem}-{_day_of(arrived, ledger.clock()):%Y-%m-%d}"
    for distinction in (address, f"{address} {arrived.sha256}"):
        name = free_name(stem, parcel.ending, distinction, taken)
        if Path(name).stem in taken:
            continue
        entry = _entry(name, arrived, ledger.clock())
        ledger.announce(address, entry)
        try:
            place(arrived.path, ledger.folder / name)
        except FileExistsError:
            taken.add(Path(name).stem)
            continue
        taken.add(Path(name).stem)
        ledger.placed(ArrivalKind.NEW, address, entry)
        return
    ledger.take_back()
    raise FetchError("name_taken", f"there are other files called {stem}{parcel.ending}; rename them")


def _day_of(arrived: Arrived, now: datetime) -> datetime:
    """When the file was last changed according to its server, else now."""
    try:
        return parsedate_to_datetime(arrived.validators.last_modified or "")
    except (ValueError, TypeError, IndexError):
        return now


def _entry(
    name: str,
    arrived: Arrived,
    now: datetime,
    state: Literal["fetched", "duplicate"] = "fetched",
    fetched_at: datetime | None = None,
) -> FetchedFile:
    """What is remembered of a file that came now, unless its bytes were `fetched_at` an earlier time."""
    return FetchedFile(
        name=name,
        state=state,
        sha256=arrived.sha256,
        size_bytes=arrived.size_bytes,
        content_type=arrived.content_type[:100],
        final_address=shown(arrived.final_address),
        etag=arrived.validators.etag,
        last_modified=arrived.validators.last_modified,
        fetched_at=fetched_at or now,
        checked_at=now,
    )
