"""What comes, noted while it comes: in the record for later runs, in the outcome for those who are told.

Each method is one thing that can become of a file, so that record and outcome cannot say two things. A
file that gets a name is announced before and placed after, each time with the record on the disk: this
order is what makes a kill between both understandable. What a file is, is decided in `tasks.fetching.bring`;
how the record looks stands in `tasks.fetching.memory`; what fails is `tasks.fetching.troubles`' part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.addresses import key_of, shown
from tasks.fetching.arrivals import hash_file
from tasks.fetching.memory import FetchedFile, FetchState
from tasks.fetching.outcome import Arrival, ArrivalKind, SourceOutcome


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is remembered of the source in `folder`, and what is told of this run; its lock is held."""

    folder: Path
    state: FetchState
    outcome: SourceOutcome
    clock: Callable[[], datetime]

    def settle(self) -> None:
        """Finds out whether a file that a killed run was about to name got its name."""
        for key, entry in self.state.placing.items():
            if hash_file(self.folder / entry.name) == entry.sha256:
                self.state.files[key] = entry
        self.state.placing.clear()

    def unchanged(self, address: str, entry: FetchedFile) -> None:
        """The file is as it was; `entry` says when that was seen."""
        self.state.files[key_of(address)] = entry
        self.outcome.unchanged_count += 1

    def duplicate(self, address: str, entry: FetchedFile) -> None:
        """The bytes are there already, under the name in `entry`."""
        self.state.files[key_of(address)] = entry
        self._arrive(ArrivalKind.DUPLICATE, address, entry)

    def left_to_the_user(self, address: str, entry: FetchedFile, note: str) -> None:
        """There is a new version, but the file is the user's by now; told once, as `entry` has seen it."""
        self.state.files[key_of(address)] = entry
        self.outcome.notes.append(note)

    def announce(self, address: str, entry: FetchedFile) -> None:
        """Remembers what is about to get its name, so that a kill right after it is understood."""
        self.state.placing = {key_of(address): entry}
        self.state.save(self.folder)

    def take_back(self) -> None:
        """What was announced got no name."""
        self.state.placing.clear()

    def placed(self, kind: ArrivalKind, address: str, entry: FetchedFile) -> None:
        """What was announced has its name."""
        self.state.placing.clear()
        self.state.files[key_of(address)] = entry
        self.state.file_troubles.pop(key_of(address), None)
        self.state.save(self.folder)
        self._arrive(kind, address, entry)

    def _arrive(self, kind: ArrivalKind, address: str, entry: FetchedFile) -> None:
        self.outcome.arrivals.append(Arrival(kind, shown(address), entry.name))
