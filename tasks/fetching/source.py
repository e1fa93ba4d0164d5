"""One source's fetching from its listing to its files: what is new, what changed, what fails.

The order of events and what is remembered stand here; connections, downloads, names and the record
have modules of their own. Who runs which sources, and what people see, is decided in `flows.run.fetch_all`.
"""

from __future__ import annotations

import errno
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from schemas.addresses import shown, without_user
from schemas.errors import FetchError, StorageError
from schemas.kinds import OnChange
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
    taken_slugs,
)
from tasks.fetching.download import FILE_TYPES, HEAD_BYTES, Arrived, Part, Validators, download, sniff, sweep
from tasks.fetching.links import MAX_LISTING_BYTES, read_listing
from tasks.fetching.memory import (
    LOCK_NAME,
    LONGEST_FILE_PAUSE_HOURS,
    FetchedFile,
    FetchState,
    ListingSeen,
    Trouble,
    is_waiting,
    load_state,
    next_trouble,
)
from tasks.fetching.origins import SourceFolder
from tasks.fetching.outcome import Arrival, ArrivalKind, Failure, SourceOutcome, SourceState
from tasks.fetching.web import Pacer, Patience, Web, parse
from tasks.isolation.sandbox import Sandbox
from tasks.storage.locks import hold

# Publishers mend an issue soon or never; older files are not asked for again.
RECHECK_DAYS = 30
# So many files in a row that cannot be had mean that the server is down.
MAX_FAILURES_IN_A_ROW = 3
MAX_HOSTS_TOLD = 3
_WHOLE_RUN_FAILS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


@dataclass(frozen=True, slots=True)
class Means:
    """What all sources of a run share."""

    raw: Path
    sandbox: Sandbox
    patience: Patience
    pacer: Pacer
    stop: threading.Event
    clock: Callable[[], datetime]


def fetch_source(place_: SourceFolder, means: Means, *, is_asked: bool) -> SourceOutcome:
    """Brings what is new at one source into its folder; `is_asked` tries what would wait, too.

    Raises:
        StorageError: the disk is full or cannot be written at all.
        FetchStoppedError: all is being stopped; what came so far is recorded.
    """
    outcome = SourceOutcome(place_.source)
    if place_.profile is None:
        outcome.state = SourceState.FAILED
        outcome.failures.append(Failure(None, "profile", place_.complaint or ""))
        return outcome
    try:
        with _disk_told(place_.folder), hold(place_.folder / LOCK_NAME, wait_seconds=0) as is_held:
            if not is_held:
                outcome.state = SourceState.BUSY
                outcome.notes.append("another run is fetching it, so this one leaves it alone")
                return outcome
            state = load_state(place_.folder)
            with Web(place_.profile, means.patience, means.pacer, means.stop) as web:
                _Fetch(place_, place_.profile, means, web, state, outcome).carry_out(is_asked=is_asked)
    except FetchError as error:
        outcome.state = SourceState.FAILED
        outcome.failures.append(Failure(None, error.code, error.sentence))
    return outcome


@contextmanager
def _disk_told(folder: Path) -> Iterator[None]:
    """Turns what the operating system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        sentence = f"the folder {folder} cannot be written ({error.strerror or error})"
        if error.errno in _WHOLE_RUN_FAILS:
            raise StorageError(f"{sentence}; make room, or check its disk, and run again") from error
        raise FetchError("folder", f"{sentence}; check its permissions") from error


@dataclass(slots=True)
class _Fetch:
    """The fetching of one source under way; its lock is held."""

    place: SourceFolder
    profile: FetchProfile
    means: Means
    web: Web
    state: FetchState
    outcome: SourceOutcome
    taken: set[str] = field(default_factory=set)
    failures_in_a_row: int = 0

    def carry_out(self, *, is_asked: bool) -> None:
        self._settle()
        if not is_asked and is_waiting(self.state.source_trouble, self._now()):
            self.outcome.state = SourceState.WAITING
            self._tell(None, self.state.source_trouble, is_new=False)
            return
        try:
            self._work(is_asked=is_asked)
        except FetchError as error:
            self.outcome.state = SourceState.FAILED
            self.state.source_trouble = next_trouble(self.state.source_trouble, error, self._now())
            self._tell(None, self.state.source_trouble, is_new=True)
        else:
            self.state.source_trouble = None
        finally:
            self.state.save(self.folder)

    @property
    def folder(self) -> Path:
        return self.place.folder

    def _now(self) -> datetime:
        return self.means.clock()

    def _settle(self) -> None:
        """Finds out whether a file that a killed run was about to name got its name."""
        for address, entry in self.state.placing.items():
            if hash_file(self.folder / entry.name) == entry.sha256:
                self.state.files[address] = entry
        self.state.placing.clear()

    def _work(self, *, is_asked: bool) -> None:
        seen, listed = self._listing()
        plain = [without_user(str(parse(address))) for address in self.profile.files]
        wanted = list(dict.fromkeys([*plain, *(listed or ())]))
        if listed is not None:
            self.state.file_troubles = {
                address: trouble
                for address, trouble in self.state.file_troubles.items()
                if address in set(wanted)
            }
            sweep(self.folder, frozenset(wanted))
        waiting = set() if is_asked else self._waiting()
        new = [address for address in wanted if address not in self.state.files and address not in waiting]
        due = [
            address
            for address in self._rechecks(plain, None if listed is None else set(wanted))
            if address not in waiting
        ]
        self.outcome.left_count = max(0, len(new) - self.profile.max_new)
        self.taken = taken_slugs(self.means.raw, self.place.source)
        for address in waiting:
            self._tell(address, self.state.file_troubles[address], is_new=False)
        for address in (*new[: self.profile.max_new], *due):
            self._try(address)
        is_done = not self.outcome.left_count and not self.state.file_troubles
        self.state.listing = seen if is_done else None

    def _listing(self) -> tuple[ListingSeen | None, Sequence[str] | None]:
        """What the feed or page lists; no addresses when nothing in it changed since all was dealt with."""
        address = self.profile.feed or self.profile.index
        if address is None:
            return None, ()
        before = self.state.listing
        rules = self._rules()
        is_known = before is not None and before.rules == rules
        known = Validators(before.etag, before.last_modified) if before and is_known else Validators()
        target = without_user(str(parse(address)))
        arrived = self.web.patiently(
            lambda: download(
                self.web, self.folder, target, known, max_bytes=MAX_LISTING_BYTES, types=frozenset()
            ),
            self.means.patience.listing_seconds,
        )
        if arrived is None:
            return before, None
        try:
            listing = read_listing(
                arrived.path, self.means.sandbox, self.profile, arrived.final_address, arrived.charset
            )
        finally:
            Part(self.folder, target).drop()
        seen = ListingSeen(
            etag=arrived.validators.etag, last_modified=arrived.validators.last_modified, rules=rules
        )
        return seen, self._allowed(listing.addresses)

    def _rules(self) -> str:
        """Digest of what decides which links of a listing are wanted."""
        content = self.profile.model_dump_json(exclude={"delay_seconds", "max_seconds", "max_new"})
        return hashlib.sha256(content.encode()).hexdigest()

    def _allowed(self, addresses: Sequence[str]) -> list[str]:
        """Those at hosts that the profile allows; the others are told in one note."""
        urls = {address: httpx.URL(address) for address in addresses}
        allowed = [address for address, url in urls.items() if self.web.rules.allows(url)]
        others = [url for url in urls.values() if not self.web.rules.allows(url)]
        if others:
            hosts = list(dict.fromkeys(url.netloc.decode("ascii") for url in others))
            named = ", ".join(hosts[:MAX_HOSTS_TOLD]) + (", …" if len(hosts) > MAX_HOSTS_TOLD else "")
            sentence = (
                f"{len(others)} of its links lead to other hosts ({named}) and are left out; "
                "if they are wanted, add these to allowed_hosts"
            )
            if not allowed:
                raise FetchError("host", sentence)
            self.outcome.notes.append(sentence)
        return allowed

    def _waiting(self) -> set[str]:
        now = self._now()
        return {address for address, trouble in self.state.file_troubles.items() if is_waiting(trouble, now)}

    def _rechecks(self, plain: Sequence[str], wanted: set[str] | None) -> list[str]:
        """Files to be asked for again, the longest unchecked first.

        Addresses that the profile names always are; listed ones for some weeks, and only where the
        server can say that nothing changed. A file that the user took away is left alone.
        """
        oldest = self._now() - timedelta(days=RECHECK_DAYS)
        due = []
        for address, entry in self.state.files.items():
            is_listed = (wanted is None or address in wanted) and entry.fetched_at >= oldest
            is_cheap = entry.etag is not None or entry.last_modified is not None
            if (address in plain or (is_listed and is_cheap)) and (self.folder / entry.name).is_file():
                due.append(address)
        due.sort(key=lambda address: self.state.files[address].checked_at)
        return due[: self.profile.max_new]

    def _try(self, address: str) -> None:
        """One file; its failure is noted, and is the source's if the server seems to be down."""
        try:
            self._bring(address)
        except FetchError as error:
            self.failures_in_a_row = self.failures_in_a_row + 1 if error.is_passing else 0
            asked_seconds = error.retry_after_seconds or 0
            is_asked_to_go = asked_seconds > self.means.patience.longest_retry_after_seconds
            if is_asked_to_go or self.failures_in_a_row == MAX_FAILURES_IN_A_ROW:
                raise
            earlier = self.state.file_troubles.get(address)
            trouble = next_trouble(earlier, error, self._now(), longest_hours=LONGEST_FILE_PAUSE_HOURS)
            self.state.file_troubles[address] = trouble
            self._tell(address, trouble, is_new=True)
        else:
            self.failures_in_a_row = 0
            self.state.file_troubles.pop(address, None)

    def _bring(self, address: str) -> None:
        entry = self.state.files.get(address)
        known = Validators() if entry is None else Validators(entry.etag, entry.last_modified)
        arrived = self.web.patiently(
            lambda: download(
                self.web,
                self.folder,
                address,
                known,
                max_bytes=self.profile.max_mb << 20,
                types=FILE_TYPES,
            ),
            self.profile.max_seconds,
        )
        if arrived is not None:
            try:
                self._take(address, entry, arrived)
            finally:
                Part(self.folder, address).drop()
        elif entry is not None:
            entry.checked_at = self._now()
            self.outcome.unchanged_count += 1

    def _take(self, address: str, entry: FetchedFile | None, arrived: Arrived) -> None:
        """Decides what a whole file is to the source, and gives it its place."""
        ending = self._ending(address, arrived)
        if entry is not None and entry.sha256 == arrived.sha256:
            self.state.files[address] = self._entry(entry.name, arrived, entry.state, entry.fetched_at)
            self.outcome.unchanged_count += 1
        elif (twin := self._twin(address, arrived)) is not None:
            self.state.files[address] = self._entry(twin, arrived, "duplicate")
            self._arrive(ArrivalKind.DUPLICATE, address, twin)
        elif entry is not None and entry.state == "fetched" and self.profile.on_change is OnChange.REPLACE:
            self._renew(address, entry, arrived, ending)
        else:
            self._add(address, arrived, ending)

    def _ending(self, address: str, arrived: Arrived) -> str:
        with arrived.path.open("rb") as stream:
            kind = sniff(stream.read(HEAD_BYTES))
        if kind is None:
            raise FetchError(
                "wrong_type",
                "what came is neither a PDF nor a text, whatever its name says; "
                "open the address in a browser: it may ask for a log-in, or have moved",
            )
        ending = ending_of(kind, address, arrived.server_name, arrived.content_type)
        if ending not in {ENDINGS[allowed] for allowed in self.profile.types}:
            raise FetchError(
                "wrong_type", f"it is a {ending} file, which types in the source.toml does not allow"
            )
        return ending

    def _twin(self, address: str, arrived: Arrived) -> str | None:
        """Name of a file with the same bytes, even of one that came and was taken away by the user."""
        for other, entry in self.state.files.items():
            if other != address and entry.sha256 == arrived.sha256:
                return entry.name
        return find_same(self.folder, arrived.size_bytes, arrived.sha256)

    def _renew(self, address: str, entry: FetchedFile, arrived: Arrived, ending: str) -> None:
        """A new version in the place of the old one, unless that is the user's by now."""
        final = self.folder / entry.name
        if final.suffix != ending:
            raise FetchError(
                "wrong_type", f"{entry.name} has become a {ending} file at its address; look at both"
            )
        if hash_file(final) != entry.sha256:
            entry.etag, entry.last_modified = arrived.validators.etag, arrived.validators.last_modified
            self.outcome.notes.append(
                f"{entry.name} has a new version at {shown(address)}, but you changed the file, so it stays "
                "as it is; move it away and remove its entry from .fetched.json to get the new one"
            )
            return
        renewed = self._entry(entry.name, arrived, "fetched")
        self._announce(address, renewed)
        replace(arrived.path, final)
        self._record(address, renewed, ArrivalKind.CHANGED)

    def _add(self, address: str, arrived: Arrived, ending: str) -> None:
        stem = stem_of(address, arrived.server_name)
        if self.profile.on_change is OnChange.NEW_ISSUE:
            stem = f"{stem}-{self._day_of(arrived):%Y-%m-%d}"
        for distinction in (address, f"{address} {arrived.sha256}"):
            name = free_name(stem, ending, distinction, self.taken)
            if Path(name).stem in self.taken:
                continue
            entry = self._entry(name, arrived, "fetched")
            self._announce(address, entry)
            try:
                place(arrived.path, self.folder / name)
            except FileExistsError:
                self.taken.add(Path(name).stem)
                continue
            self.taken.add(Path(name).stem)
            self._record(address, entry, ArrivalKind.NEW)
            return
        self.state.placing.clear()
        raise FetchError("name_taken", f"there are other files called {stem}{ending}; rename them")

    def _day_of(self, arrived: Arrived) -> datetime:
        """When the file was last changed according to its server, else now."""
        try:
            return parsedate_to_datetime(arrived.validators.last_modified or "")
        except (ValueError, TypeError, IndexError):
            return self._now()

    def _entry(
        self, name: str, arrived: Arrived, state: str, fetched_at: datetime | None = None
    ) -> FetchedFile:
        now = self._now()
        return FetchedFile.model_validate(
            {
                "name": name,
                "state": state,
                "sha256": arrived.sha256,
                "size_bytes": arrived.size_bytes,
                "content_type": arrived.content_type[:100],
                "final_address": shown(arrived.final_address),
                "etag": arrived.validators.etag,
                "last_modified": arrived.validators.last_modified,
                "fetched_at": fetched_at or now,
                "checked_at": now,
            }
        )

    def _announce(self, address: str, entry: FetchedFile) -> None:
        """Remembers what is about to get its name, so that a kill right after it is understood."""
        self.state.placing = {address: entry}
        self.state.save(self.folder)

    def _record(self, address: str, entry: FetchedFile, kind: ArrivalKind) -> None:
        self.state.placing.clear()
        self.state.files[address] = entry
        self.state.file_troubles.pop(address, None)
        self.state.save(self.folder)
        self._arrive(kind, address, entry.name)

    def _arrive(self, kind: ArrivalKind, address: str, name: str) -> None:
        self.outcome.arrivals.append(Arrival(kind, shown(address), name))

    def _tell(self, address: str | None, trouble: Trouble | None, *, is_new: bool) -> None:
        if trouble is not None:
            self.outcome.failures.append(
                Failure(
                    None if address is None else shown(address),
                    trouble.code,
                    trouble.sentence,
                    trouble.attempts,
                    trouble.first_seen,
                    trouble.next_try,
                    is_new,
                )
            )


def utc_now() -> datetime:
    return datetime.now(UTC)
