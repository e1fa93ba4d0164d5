"""What fails, over runs: noted in the record and the outcome, and left alone until its time has come.

Here stands what is too early to try, unless a person asked for the source by name. How long pauses are is
`tasks.fetching.memory`'s part; which failures are a file's and which the whole source's is decided in
`tasks.fetching.source`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from schemas.addresses import address_of_key, key_of, shown
from schemas.errors import FetchError
from tasks.fetching.memory import LONGEST_FILE_PAUSE_HOURS, FetchState, Trouble, is_waiting, next_trouble
from tasks.fetching.outcome import Failure, SourceOutcome, SourceState


@dataclass(frozen=True, slots=True)
class Troubles:
    """The failures of one source: those remembered, and those of this run.

    `is_asked` waits for nothing; `rules` is the digest of the `[fetch]` that is tried now.
    """

    state: FetchState
    outcome: SourceOutcome
    clock: Callable[[], datetime]
    is_asked: bool
    rules: str | None = None

    def keep_source_waiting(self) -> bool:
        """Whether it is too early to try the source at all, which is told then."""
        trouble = self.state.source_trouble
        if self.is_asked or trouble is None or not is_waiting(trouble, self.clock(), self.rules):
            return False
        self.outcome.state = SourceState.WAITING
        self._tell(None, trouble, is_new=False)
        return True

    def source_failed(self, error: FetchError) -> None:
        self.outcome.state = SourceState.FAILED
        self.state.source_trouble = next_trouble(
            self.state.source_trouble, error, self.clock(), rules=self.rules
        )
        self._tell(None, self.state.source_trouble, is_new=True)

    def source_works(self) -> None:
        self.state.source_trouble = None

    def waiting_files(self) -> frozenset[str]:
        """Keys of addresses that it is too early to try again."""
        if self.is_asked:
            return frozenset()
        now = self.clock()
        troubles = self.state.file_troubles.items()
        return frozenset(key for key, trouble in troubles if is_waiting(trouble, now, self.rules))

    def tell_waiting(self, keys: Collection[str]) -> None:
        for key in keys:
            self._tell(address_of_key(key), self.state.file_troubles[key], is_new=False)

    def file_failed(self, address: str, error: FetchError) -> None:
        earlier = self.state.file_troubles.get(key_of(address))
        trouble = next_trouble(
            earlier, error, self.clock(), rules=self.rules, longest_hours=LONGEST_FILE_PAUSE_HOURS
        )
        self.state.file_troubles[key_of(address)] = trouble
        self._tell(address, trouble, is_new=True)

    def file_works(self, address: str) -> None:
        self.state.file_troubles.pop(key_of(address), None)

    def forget_all_but(self, wanted: frozenset[str]) -> None:
        """Forgets the troubles of files that nobody wants any more."""
        keys = {key_of(address) for address in wanted}
        self.state.file_troubles = {
            key: trouble for key, trouble in self.state.file_troubles.items() if key in keys
        }

    def _tell(self, address: str | None, trouble: Trouble, *, is_new: bool) -> None:
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
