"""One source's fetching in its order: its turn, its listing, its files one by one, and when to give up.

What is asked for (`tasks.fetching.wanted`), one file's way (`tasks.fetching.bring`), and what is noted of
what comes and fails (`tasks.fetching.ledger`, `tasks.fetching.troubles`) have rooms of their own; here they
follow each other. Who runs which sources, and what people see, is decided in `flows.run.fetch_all`.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import FetchError, StorageError
from schemas.profile import fetch_sha256
from tasks.fetching.arrivals import taken_slugs
from tasks.fetching.bring import bring
from tasks.fetching.download import sweep
from tasks.fetching.ledger import Ledger
from tasks.fetching.memory import LOCK_NAME, load_state
from tasks.fetching.origins import SourceFolder
from tasks.fetching.outcome import PROFILE_CODE, Failure, SourceOutcome, SourceState
from tasks.fetching.troubles import Troubles
from tasks.fetching.wanted import Wanted, ask_listing, choose
from tasks.fetching.web import Pacer, Patience, Web
from tasks.isolation.sandbox import Sandbox
from tasks.storage.locks import hold

# So many files in a row that cannot be had mean that the server is down.
MAX_FAILURES_IN_A_ROW = 3
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


def fetch_source(place: SourceFolder, means: Means, *, is_asked: bool) -> SourceOutcome:
    """Brings what is new at one source into its folder; `is_asked` tries what would wait, too.

    Raises:
        StorageError: the disk is full or cannot be written at all.
        FetchStoppedError: all is being stopped; what came so far is recorded.
    """
    outcome = SourceOutcome(place.source)
    if place.profile is None:
        outcome.state = SourceState.FAILED
        outcome.failures.append(Failure(None, PROFILE_CODE, place.complaint or ""))
        return outcome
    try:
        with _disk_told(place.folder), hold(place.folder / LOCK_NAME, wait_seconds=0) as is_held:
            if not is_held:
                outcome.state = SourceState.BUSY
                outcome.notes.append("another run is fetching it, so this one leaves it alone")
                return outcome
            state = load_state(place.folder)
            ledger = Ledger(place.folder, state, outcome, means.clock)
            troubles = Troubles(state, outcome, means.clock, is_asked, fetch_sha256(place.profile))
            with Web(place.profile, means.patience, means.pacer, means.stop) as web:
                _take_turn(place, means, web, ledger, troubles)
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


def _take_turn(place: SourceFolder, means: Means, web: Web, ledger: Ledger, troubles: Troubles) -> None:
    """The source's turn, unless it is too early for one; the record is written however it ends."""
    ledger.settle()
    if troubles.keep_source_waiting():
        return
    try:
        _fetch(place, means, web, ledger, troubles)
    except FetchError as error:
        troubles.source_failed(error)
    else:
        troubles.source_works()
    finally:
        ledger.state.save(place.folder)


def _fetch(place: SourceFolder, means: Means, web: Web, ledger: Ledger, troubles: Troubles) -> None:
    """Looks what is wanted, chooses what is due, and brings it."""
    state, outcome = ledger.state, ledger.outcome
    listed = ask_listing(web, means.sandbox, place.folder, state.listing)
    if listed.note is not None:
        outcome.notes.append(listed.note)
    wanted = Wanted.of(web.profile, listed)
    if wanted.listed is not None:
        addresses = frozenset(wanted.addresses)
        troubles.forget_all_but(addresses)
        sweep(place.folder, addresses)
    waiting = troubles.waiting_files()
    errands = choose(wanted, state, waiting, place.folder, means.clock())
    outcome.left_count = errands.left_count
    taken = taken_slugs(means.raw, place.source)
    troubles.tell_waiting(waiting)
    _bring_each(errands.addresses, web, ledger, troubles, taken)
    is_all_dealt_with = not errands.left_count and not state.file_troubles
    state.listing = listed.seen if is_all_dealt_with else None


def _bring_each(
    addresses: Sequence[str], web: Web, ledger: Ledger, troubles: Troubles, taken: set[str]
) -> None:
    """One file after the other; a failure is the file's, or the source's if the server seems to be down."""
    failures_in_a_row = 0
    for address in addresses:
        try:
            bring(address, web, ledger, taken)
        except FetchError as error:
            failures_in_a_row = failures_in_a_row + 1 if error.is_passing else 0
            asked_seconds = error.retry_after_seconds or 0
            is_asked_to_go = asked_seconds > web.patience.longest_retry_after_seconds
            if is_asked_to_go or failures_in_a_row == MAX_FAILURES_IN_A_ROW:
                raise
            troubles.file_failed(address, error)
        else:
            failures_in_a_row = 0
            troubles.file_works(address)


def utc_now() -> datetime:
    return datetime.now(UTC)
