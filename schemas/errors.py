"""Errors named by what the run must do next: stop, set one issue aside, or try again.

The message of each is one sentence for a person: what is wrong and what to do. That of an `IssueError` or a
`FetchError` leaves out which file, stage or address it is about; whoever tells it adds that.
"""

from __future__ import annotations


class BulletinsError(Exception):
    """Base of all errors this project raises on purpose."""


class ConfigurationError(BulletinsError):
    """Wrong usage or configuration: the command stops with exit status 2."""


class StorageError(BulletinsError):
    """The run as a whole cannot work (storage, lock): exit status 3."""


class IssueError(BulletinsError):
    """One issue cannot be published; the others are.

    Attributes:
        stage: `discover`, `extract`, `analyse`, `validate` or `publish`.
        code: short stable name, such as `encrypted` or `needs_ocr`.
        sentence: what is wrong and what to do, without the file's name.
        is_transient: whether the same bytes may succeed at another time.
    """

    def __init__(self, stage: str, code: str, sentence: str, *, is_transient: bool = False) -> None:
        super().__init__(sentence)
        self.stage = stage
        self.code = code
        self.sentence = sentence
        self.is_transient = is_transient


class FetchError(BulletinsError):
    """One file or listing cannot be fetched; the others are.

    Attributes:
        code: short stable name, such as `timeout` or `wrong_type`; `docs/fetching.md` lists them.
        sentence: what is wrong and what to do, without the address.
        is_passing: whether a further try in the same run may succeed.
        retry_after_seconds: how long the server asks to be left alone.
    """

    def __init__(
        self, code: str, sentence: str, *, is_passing: bool = False, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.is_passing = is_passing
        self.retry_after_seconds = retry_after_seconds


class FetchStoppedError(BulletinsError):
    """The fetching as a whole is being stopped; what came so far stays."""
