"""Settings of a run: folders, workers and limits, read from the environment once, here only.

What differs between publishers is not here but in each source's `source.toml`.
"""

from __future__ import annotations

import os
import shlex
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.errors import ConfigurationError
from schemas.kinds import LogFormat
from schemas.limits import ReadLimits
from tasks.isolation.sandbox import ChildLimits

ENVIRONMENT_PREFIX = "BULLETINS_"
DEFAULT_LIMITS = ReadLimits()


def default_workers() -> int:
    """One per processor, but not so many that memory runs short."""
    return max(1, min(os.cpu_count() or 1, 8))


class NotifyOn(StrEnum):
    """After which runs the hooks are called; `problems`: an issue failed in it, or it has notices."""

    ALWAYS = "always"
    PROBLEMS = "problems"


class Settings(BaseSettings):
    """Each field is also the environment variable `BULLETINS_<FIELD>`; options of a command win."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, frozen=True, extra="forbid")

    raw: Path = Path("raw")
    processed: Path = Path("processed")
    log_format: LogFormat = LogFormat.TEXT
    workers: int = Field(default_factory=default_workers, ge=1, le=64)
    issue_seconds: int = Field(default=300, ge=1)
    issue_memory_mb: int = Field(default=2048, ge=256)
    max_pages: int = Field(default=DEFAULT_LIMITS.max_pages, ge=1)
    max_chars: int = Field(default=DEFAULT_LIMITS.max_chars, ge=1)
    max_stream_mb: int = Field(default=DEFAULT_LIMITS.max_stream_bytes >> 20, ge=1)
    # Both may hold a secret, so they are kept out of what shows the settings.
    notify_command: str | None = Field(default=None, repr=False)
    notify_url: str | None = Field(default=None, repr=False)
    notify_on: NotifyOn = NotifyOn.PROBLEMS
    run_within_hours: float | None = Field(default=None, gt=0)

    @field_validator("notify_command", "notify_url")
    @classmethod
    def _nothing_is_none(cls, value: str | None) -> str | None:
        return value if value is None or value.strip() else None

    @field_validator("notify_command")
    @classmethod
    def _can_be_split(cls, value: str | None) -> str | None:
        if value is not None:
            shlex.split(value)
        return value

    @field_validator("notify_url")
    @classmethod
    def _is_on_the_web(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise ValueError("not an address that begins with http:// or https://")
        return value

    @property
    def read_limits(self) -> ReadLimits:
        return ReadLimits(self.max_pages, self.max_chars, self.max_stream_mb << 20)

    @property
    def child_limits(self) -> ChildLimits:
        return ChildLimits(
            wall_seconds=self.issue_seconds,
            cpu_seconds=self.issue_seconds,
            memory_bytes=self.issue_memory_mb << 20,
        )

    @property
    def lock_seconds(self) -> float:
        """How long to wait for another run that works on the same issue."""
        return self.issue_seconds * 1.5


def load_settings(**options: object) -> Settings:
    """Settings from the environment; options that are not None win over it.

    Raises:
        ConfigurationError: a value is not allowed; names the variable.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what the command line gave
    except ValidationError as error:
        faults = "; ".join(
            f"{ENVIRONMENT_PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}"
            for fault in error.errors(include_url=False)
        )
        raise ConfigurationError(f"wrong setting: {faults}") from error
