"""A source's profile, `source.toml`: what a person knows about a publisher that no rule can guess.

Every key is optional; `docs/profiles.md` explains them. Differences between publishers belong here as
data, thresholds of the stages do not. Patterns are a user's input: `matcher` bounds what one match
may cost.
"""

from __future__ import annotations

import hashlib
import json
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import regex  # type: ignore[import-untyped]
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from schemas.addresses import check_address, check_host
from schemas.dictionary import COUNTRY_PATTERN, LANGUAGE_PATTERN
from schemas.errors import ConfigurationError, IssueError
from schemas.kinds import FetchType, IssueKind, OnChange
from schemas.reasons import NoiseCode

# An honest pattern needs microseconds for a block; one that backtracks without end is stopped here.
MATCH_TIMEOUT_SECONDS = 0.5
# Honest patterns stay far below it on the largest issues; without it, ten thousand blocks of almost half a
# second each would use up the time of the issue, and nothing would name the pattern.
ISSUE_TIMEOUT_SECONDS = 10.0
# The engine takes 0 for no limit at all.
LEAST_TIMEOUT_SECONDS = 0.001
MAX_PATTERN_CHARS = 500
MAX_PROFILE_BYTES = 256 * 1024
# Keys that say nothing about reading a bulletin.
UNREAD_KEYS = {"fetch", "country", "homepage", "licence", "terms"}


@dataclass(slots=True)
class Matcher:
    """A pattern of a profile, to be tried on the blocks of one issue; `key` is where it stands.

    Neither one block nor all of them together may take it longer than the limits, in processor time.
    """

    pattern: str
    key: str
    _seconds_left: float = ISSUE_TIMEOUT_SECONDS

    def is_found_in(self, text: str) -> bool:
        """Whether the pattern is found in `text`, its white space folded to single blanks.

        Raises:
            IssueError: stage `analyse`, code `slow_pattern`, when the pattern takes too long.
        """
        folded = " ".join(text.split())
        began = time.process_time()
        allowed = min(MATCH_TIMEOUT_SECONDS, self._seconds_left)
        try:
            found = _compile(self.pattern).search(folded, timeout=max(allowed, LEAST_TIMEOUT_SECONDS))
        except TimeoutError as error:
            where = "one block" if allowed == MATCH_TIMEOUT_SECONDS else "the blocks of one issue"
            limit = MATCH_TIMEOUT_SECONDS if allowed == MATCH_TIMEOUT_SECONDS else ISSUE_TIMEOUT_SECONDS
            raise IssueError(
                "analyse",
                "slow_pattern",
                f'the pattern "{self.pattern}" (key {self.key} of its source\'s source.toml) took longer '
                f"than {limit:g} seconds on {where}; make it simpler, for instance without a repeat inside "
                "a repeat",
            ) from error
        self._seconds_left -= time.process_time() - began
        return found is not None


def matcher(pattern: str, key: str) -> Matcher:
    """The matcher of one pattern of a profile for one issue; patterns are compiled once."""
    return Matcher(pattern, key)


@cache
def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def _check_pattern(pattern: str) -> str:
    if len(pattern) > MAX_PATTERN_CHARS:
        raise ValueError(f"the pattern is longer than {MAX_PATTERN_CHARS} characters")
    try:
        matches_empty = _compile(pattern).search("", timeout=MATCH_TIMEOUT_SECONDS)
    except regex.error as error:
        raise ValueError(f'"{pattern}" is not a regular expression ({error})') from error
    except TimeoutError as error:
        raise ValueError(f'"{pattern}" takes too long even on an empty text') from error
    if matches_empty:
        raise ValueError(f'"{pattern}" matches an empty text and would match everything')
    return pattern


def _check_not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("it is blank")
    return text


def _check_language(code: str) -> str:
    if not regex.search(LANGUAGE_PATTERN, code):
        raise ValueError(f'"{code}" is not a language code such as en or pt-BR (ISO 639)')
    return code


def _check_country(code: str) -> str:
    if not regex.search(COUNTRY_PATTERN, code):
        raise ValueError(f'"{code}" is not a country code such as NO or KZ (ISO 3166-1)')
    return code


def _code_by_name(value: object) -> object:
    """Accept `advertisement` for `B503`; anything else is left to the enumeration."""
    if isinstance(value, str):
        return NoiseCode.__members__.get(value.upper(), value)
    return value


PatternText = Annotated[str, AfterValidator(_check_pattern)]
PlainText = Annotated[str, AfterValidator(_check_not_blank)]
Language = Annotated[str, AfterValidator(_check_language)]
Country = Annotated[str, AfterValidator(_check_country)]
Address = Annotated[str, AfterValidator(check_address)]
Host = Annotated[str, AfterValidator(check_host)]


class _ProfileModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NoisePattern(_ProfileModel):
    """Blocks that hold `pattern` are noise of `code`; `reason` is told as the evidence."""

    pattern: PatternText
    code: Annotated[NoiseCode, BeforeValidator(_code_by_name)]
    reason: PlainText | None = None


class ExpectedRange(_ProfileModel):
    """Bounds outside of which an issue is published with a warning; either may be left out."""

    min: Annotated[float, Field(ge=0, strict=True)] | None = None
    max: Annotated[float, Field(ge=0, strict=True)] | None = None

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min:g} is above max {self.max:g}")
        return self

    def holds(self, value: float) -> bool:
        """Whether `value` lies within the bounds, which are inclusive."""
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


class ExpectedShare(ExpectedRange):
    """An expected range of shares, 0 to 1."""

    min: Annotated[float, Field(ge=0, le=1, strict=True)] | None = None
    max: Annotated[float, Field(ge=0, le=1, strict=True)] | None = None


class FetchProfile(_ProfileModel):
    """Where new bulletins of a source come from, and what may come; see `tasks.fetching.source`.

    Attributes:
        feed: address of an RSS or Atom feed whose entries link to bulletins.
        index: address of a web page that links to bulletins.
        files: addresses of bulletins themselves.
        links: pattern of the addresses that are bulletins; needed with `index`.
        skip: patterns of addresses that are left out.
        allowed_hosts: hosts to talk to besides those of the addresses above, with a port if it is odd.
        allow_private: whether these hosts may lie in a private network or on this machine.
        types: sorts of file that may come.
        on_change: what it means when a file changes at its address.
        max_mb: size of one file, MB.
        max_new: how many new files one run brings.
        max_seconds: time one file may take.
        delay_seconds: pause between two requests to a host.
    """

    feed: Address | None = None
    index: Address | None = None
    files: tuple[Address, ...] = ()
    links: PatternText | None = None
    skip: tuple[PatternText, ...] = ()
    allowed_hosts: tuple[Host, ...] = ()
    allow_private: StrictBool = False
    types: Annotated[tuple[FetchType, ...], Field(min_length=1)] = tuple(FetchType)
    on_change: OnChange = OnChange.REPLACE
    max_mb: Annotated[int, Field(ge=1, le=2048, strict=True)] = 100
    max_new: Annotated[int, Field(ge=1, le=5000, strict=True)] = 50
    max_seconds: Annotated[float, Field(gt=0, le=7200, strict=True)] = 900
    delay_seconds: Annotated[float, Field(ge=0, le=3600, strict=True)] = 1.0

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not self.addresses:
            raise ValueError("it needs feed, index or files: where the bulletins come from")
        if self.feed is not None and self.index is not None:
            raise ValueError("feed and index exclude each other; give one of them")
        if self.index is not None and self.links is None:
            raise ValueError("index needs links, a pattern of the addresses that are bulletins")
        return self

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the profile names."""
        return tuple(address for address in (self.feed, self.index, *self.files) if address is not None)


class SourceProfile(_ProfileModel):
    """What is known about one source; the default knows nothing.

    Attributes:
        title: name of the publication.
        publisher: who publishes it; its name is letterhead or imprint where it stands alone.
        country: country of the publisher, ISO 3166-1.
        homepage: address of the publication.
        licence: licence of its texts, an SPDX identifier or words; a release leaves out texts without one.
        terms: address of the licence or terms.
        language: main language, ISO 639.
        kind: sort of publication; found by the rules when missing.
        one_article: whether an issue reads as one text; found by the rules when missing.
        nameplate: lines that are the publication's own name.
        noise: patterns of blocks that are in no article.
        sections: headings that articles stand under and that are no titles.
        titles: patterns of lines that are always titles.
        advertisement_languages: languages in which a block can only be an advertisement.
        expected_articles: how many articles an issue has.
        expected_noise_share: noise divided by all characters.
        fetch: where new bulletins come from; nowhere when missing.
    """

    title: PlainText | None = None
    publisher: PlainText | None = None
    country: Country | None = None
    homepage: Address | None = None
    licence: PlainText | None = None
    terms: Address | None = None
    language: Language | None = None
    kind: IssueKind | None = None
    one_article: StrictBool | None = None
    nameplate: tuple[PlainText, ...] = ()
    noise: tuple[NoisePattern, ...] = ()
    sections: tuple[PlainText, ...] = ()
    titles: tuple[PatternText, ...] = ()
    advertisement_languages: tuple[Language, ...] = ()
    expected_articles: ExpectedRange = ExpectedRange()
    expected_noise_share: ExpectedShare = ExpectedShare()
    fetch: FetchProfile | None = None


def profile_sha256(profile: SourceProfile) -> str:
    """Digest of what `profile` says about reading a bulletin, by which issues are published anew.

    Comments, order, keys at their default, where bulletins come from and what is told of the publisher do
    not count.
    """
    content = profile.model_dump(mode="json", exclude_defaults=True, exclude=UNREAD_KEYS)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def fetch_sha256(profile: FetchProfile) -> str:
    """Digest of where bulletins come from, by which a failure is known to be one of the same `[fetch]`."""
    return hashlib.sha256(profile.model_dump_json().encode()).hexdigest()


def load_profile(path: Path | None, name: str | None = None) -> SourceProfile:
    """The profile at `path`; a source without one (None) works with the default.

    Args:
        path: the file.
        name: what errors call it; its path unless given.

    Raises:
        ConfigurationError: the file cannot be read or says something wrong; file, key and line named.
    """
    if path is None:
        return SourceProfile()
    told = name or str(path)
    return parse_profile(_read_text(path, told), told)


def _read_text(path: Path, name: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{name}: the profile cannot be read ({error.strerror})") from error
    if len(data) > MAX_PROFILE_BYTES:
        raise ConfigurationError(f"{name}: the profile is larger than {MAX_PROFILE_BYTES // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error


def parse_profile(text: str, name: str) -> SourceProfile:
    """The profile that TOML `text` holds; `name` is what errors call the file."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{name}: not valid TOML: {error}") from error
    try:
        return SourceProfile.model_validate(values)
    except ValidationError as error:
        raise ConfigurationError("; ".join(_describe_errors(error, text, name))) from error


KeyPath = tuple[str | int, ...]

# Where Pydantic's own words speak of Python instead of TOML.
_FAULT_TEXTS = {
    "extra_forbidden": "unknown; the keys a profile may have are listed in docs/profiles.md",
    "missing": "is missing",
    "model_type": "must be a table of keys, in braces or under a heading of its own",
    "tuple_type": "must be a list, in square brackets",
}


def _describe_errors(error: ValidationError, text: str, name: str) -> list[str]:
    """One clause for each fault: file, line, key, and what is wrong."""
    clauses = []
    for fault in error.errors(include_url=False):
        path: KeyPath = fault["loc"]
        is_missing = fault["type"] == "missing"
        line = _find_line(text, path[:-1] if is_missing else path)
        clauses.append(f"{name}, line {line}: key {_key_name(path)}: {_fault_text(fault)}")
    return clauses


def _fault_text(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    message: str = fault["msg"]
    return _FAULT_TEXTS.get(fault["type"]) or message.replace("Input should", "must")


def _key_name(path: KeyPath) -> str:
    """`("noise", 0, "pattern")` as a person counts: `noise[1].pattern`."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")


def _find_line(text: str, path: KeyPath) -> int:
    """Line, from 1, of the statement or list item that sets the value at `path`.

    It reads ever longer beginnings of the file. The first that is TOML and holds the path ends with
    the statement; a beginning that becomes TOML by closing a list ends with one of its items.
    """
    lines = text.splitlines()
    start = 1
    for count in range(1, len(lines) + 1):
        beginning = "\n".join(lines[:count])
        if (values := _parse_toml(beginning)) is not None:
            if _holds(values, path):
                return count if isinstance(path[-1], int) else start
            start = count + 1
        elif (values := _parse_toml(beginning + "\n]")) is not None and _holds(values, path):
            return count
    return 1


def _parse_toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _holds(values: object, path: KeyPath) -> bool:
    for part in path:
        if isinstance(part, int):
            if not isinstance(values, list) or part >= len(values):
                return False
            values = values[part]
        elif isinstance(values, dict) and part in values:
            values = values[part]
        else:
            return False
    return True
