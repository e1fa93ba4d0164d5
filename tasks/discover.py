"""What lies under `raw/`: which files are issues, under which id, with which content.

Reads names and bytes, never a bulletin's meaning. Whether an issue is new or changed is decided in
`flows.run.plan`, since that needs what is published.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from slugify import slugify

from schemas.document import SourceFile
from schemas.errors import ConfigurationError
from schemas.profile import load_profile, profile_sha256
from tasks.storage.stamps import FileStamp, StampBook

MEDIA_TYPES = {".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/markdown"}
PROFILE_NAME = "source.toml"
UNSORTED = "unsorted"
MAX_DEPTH = 100
"""Folders within each other: far more than anybody keeps, far fewer than the interpreter calls itself."""

MAX_NESTED_LINKS = 2
MAX_LINKED_FOLDERS = 2000
"""Folders reached through links. Nine that link to each other stand for a million paths."""

MAX_SLUG_CHARS = 150  # with suffixes well below the 255 bytes a file name may have
_GROUPED_DIGITS = re.compile(r"(?<=\d),(?=\d)")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An issue that can be read: its identity, its file and the profile of its source.

    `name` is the file's path below `raw` as the system has it, mostly the very text that `source` has. There
    may be a hundred thousand of them at a time, so what is equal among them is one object.
    """

    source: SourceFile
    raw: Path
    name: str
    profile_path: Path | None
    profile_sha256: str

    @property
    def path(self) -> Path:
        return self.raw / self.name


@dataclass(frozen=True, slots=True)
class Problem:
    """Something under `raw/` that cannot become an issue, told in the words of a failure row."""

    issue_id: str
    relative_path: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """All of `raw/` (or of one source), each file either found or a problem; sorted by issue id."""

    found: tuple[Found, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is not ignored, before its bytes are read, or a folder that cannot be looked into.

    `name` is its path below `raw` as the system has it, `folder` is where its source's profile would be,
    `complaint` why it cannot become an issue.
    """

    issue_id: str
    relative_path: str
    raw: Path
    name: str
    folder: Path
    complaint: Problem | None = None

    @property
    def path(self) -> Path:
        return self.raw / self.name


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder under raw: its names below raw, its source, and where the source's profile would be."""

    raw: Path
    parts: tuple[str, ...]
    source: str
    profile_folder: Path

    @property
    def path(self) -> Path:
        return self.raw.joinpath(*self.parts)

    def below(self, name: str) -> _Place:
        """A folder in it; the first one below raw begins a source."""
        if self.parts:
            return _Place(self.raw, (*self.parts, name), self.source, self.profile_folder)
        return _Place(self.raw, (name,), name_source(name), self.raw / name)

    def relative(self, name: str) -> str:
        return "/".join((*self.parts, name))

    def inner(self, name: str) -> str:
        """Path of a file in it below its source."""
        return "/".join((*self.parts[1:], name))


def discover(raw: Path, stamps: StampBook, *, source: str | None = None) -> Discovery:
    """Finds every issue under `raw`, or under one source.

    Args:
        raw: the user's folder; it is only read.
        stamps: digests of files as they were last seen; files that still look the same are not read.
        source: slug of the only source to look at.

    Raises:
        ConfigurationError: `raw` is no folder, or `source` is not one of its sources.
    """
    candidates = list_candidates(raw)
    if source is not None:
        candidates = _only_source(candidates, source, raw)
    candidates.sort(key=lambda candidate: candidate.issue_id)  # stable: those of one id stay in order
    profiles = _Profiles()
    found: list[Found] = []
    problems: list[Problem] = []
    for _, sharing in groupby(candidates, key=lambda candidate: candidate.issue_id):
        result = _examine(tuple(sharing), stamps, profiles)
        if isinstance(result, Found):
            found.append(result)
        else:
            problems.append(result)
    if source is None:
        problems += _bad_profiles_alone(raw, {candidate.folder for candidate in candidates}, profiles)
        problems.sort(key=lambda problem: problem.issue_id)
    return Discovery(tuple(found), tuple(problems))


def list_candidates(raw: Path) -> list[Candidate]:
    """Every file below `raw` that is not ignored, and every folder that cannot be read, by path."""
    if not raw.exists():
        raise ConfigurationError(
            f"the raw folder {raw} does not exist; create it and put bulletins under {raw}/<source>/, "
            "or name another one with --raw"
        )
    if not raw.is_dir():
        raise ConfigurationError(f"the raw folder {raw} is not a folder; name another one with --raw")
    top = _Place(raw, (), UNSORTED, raw)
    return sorted(_Walk().through(top, _Way()), key=lambda candidate: candidate.relative_path)


def name_source(folder_name: str) -> str:
    """Slug of a source; one that begins with a digit gets `s-`, as readers take it for a number."""
    slug = slug_of(folder_name)
    return f"s-{slug}" if slug[0].isdecimal() else slug


def slug_of(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; never empty, never too long for a file name."""
    slug = _ascii_slug(name) if name.isascii() else _slugify(name)
    if slug and len(slug) <= MAX_SLUG_CHARS:
        return slug
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{slug[:MAX_SLUG_CHARS].rstrip('-')}-{digest}" if slug else f"x-{digest}"


def _slugify(name: str) -> str:
    slug: str = slugify(name, entities=False, decimal=False, hexadecimal=False)
    return slug


def _ascii_slug(name: str) -> str:
    """What `_slugify` makes of ASCII, where nothing is to be transliterated; ten times as fast."""
    return _SEPARATORS.sub("-", _GROUPED_DIGITS.sub("", name.lower())).strip("-")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a folder was come to: device and inode of those above it, and how many of these are links."""

    ancestors: frozenset[tuple[int, int]] = frozenset()
    links: int = 0


class _Walk:
    """One walk over all of raw. It follows links to folders, but not back into one that it came through."""

    def __init__(self) -> None:
        self._linked = 0

    def through(self, place: _Place, way: _Way) -> Iterator[Candidate]:
        """Everything below `place`, and what it cannot look into as complaints."""
        try:
            status = place.path.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in way.ancestors:
                return
            with os.scandir(place.path) as entries:
                kept = sorted(
                    (e.name, _is_folder(e), e.is_symlink()) for e in entries if not _is_ignored(e.name)
                )
        except OSError as error:
            yield _unreadable_folder(place, f"the folder cannot be read ({error.strerror})")
            return
        told = set[str]()
        for name, is_folder, is_link in kept:
            inner = _Way(way.ancestors | {identity}, way.links + is_link)
            if not is_folder:
                yield _candidate(place, name)
            elif (why := self._why_not(place, inner)) is None:
                yield from self.through(place.below(name), inner)
            elif why not in told:
                told.add(why)
                yield _unreadable_folder(place.below(name), why)

    def _why_not(self, place: _Place, inner: _Way) -> str | None:
        """Why a folder in `place`, and others like it there, are not walked; None when they are."""
        if len(place.parts) >= MAX_DEPTH:
            return f"it lies in more than {MAX_DEPTH} folders within each other; move it up"
        self._linked += inner.links > 0
        if inner.links > MAX_NESTED_LINKS or (inner.links and self._linked > MAX_LINKED_FOLDERS):
            return (
                "it and folders beside it are reached by links that lead on through each other; put the "
                "files where the links lead"
            )
        return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """False also for what cannot be looked at; reading it tells why."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "README")) or name.lower().endswith(".toml")


def _candidate(place: _Place, file_name: str) -> Candidate:
    inner, name, ending = place.inner(file_name), place.relative(file_name), _ending(file_name)
    relative = _readable(name)
    if ending.lower() in MEDIA_TYPES:
        slug = slug_of(inner[: -len(ending)])
        return Candidate(f"{place.source}/{slug}", relative, place.raw, name, place.profile_folder)
    said = f"the ending {ending}" if ending else "a file without an ending"
    sentence = (
        f"{said} is not understood; bulletins reads .pdf, .txt and .md, so convert the file or "
        "move it out of the raw folder"
    )
    # The ending stays part of the id, so that it takes no issue's.
    problem = Problem(f"{place.source}/{slug_of(inner)}", relative, "unknown_ending", sentence)
    return Candidate(problem.issue_id, relative, place.raw, name, place.profile_folder, problem)


def issue_id_of(path: str) -> str:
    """The id that a file below raw has by its path, understood or not."""
    folder, inner = path.split("/", 1) if "/" in path else ("", path)
    ending = _ending(inner)
    name = inner[: -len(ending)] if ending.lower() in MEDIA_TYPES else inner
    return f"{name_source(folder) if folder else UNSORTED}/{slug_of(name)}"


def _unreadable_folder(place: _Place, sentence: str) -> Candidate:
    """Raw itself and the folders of sources belong to no source, as files directly in raw do."""
    is_inner = len(place.parts) > 1
    source, names = (place.source, place.parts[1:]) if is_inner else (UNSORTED, place.parts)
    issue_id = f"{source}/{slug_of('/'.join(names))}"
    name = "/".join(place.parts) or "."
    problem = Problem(issue_id, _readable(name), "unreadable", sentence)
    return Candidate(issue_id, problem.relative_path, place.raw, name, place.profile_folder, problem)


def _ending(name: str) -> str:
    """The last ending of a file's name with its dot; empty when it has none."""
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def path_below(raw: Path, path: Path) -> str:
    """What people are told of a file: its path below `raw`, the same however `raw` was spelled."""
    return _readable(path.relative_to(raw).as_posix())


def _readable(name: str) -> str:
    """A name as text, itself if it is; bytes that are no UTF-8 show as replacement characters."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return name if text == name else text


def _bad_profiles_alone(raw: Path, told: Set[Path], profiles: _Profiles) -> Iterator[Problem]:
    """Profiles with an error in folders without a bulletin that would tell of it."""
    with os.scandir(raw) as entries:
        folders = sorted(Path(e.path) for e in entries if not _is_ignored(e.name) and _is_folder(e))
    for folder in (each for each in folders if each not in told):
        complaint = profiles.of(raw, folder)
        if isinstance(complaint, ConfigurationError):
            name = path_below(raw, folder / PROFILE_NAME)
            issue_id = f"{name_source(folder.name)}/{slug_of(PROFILE_NAME)}"
            yield Problem(issue_id, name, "profile", str(complaint))


def _only_source(candidates: Sequence[Candidate], source: str, raw: Path) -> list[Candidate]:
    wanted = [candidate for candidate in candidates if candidate.issue_id.split("/")[0] == source]
    if not wanted:
        known = sorted({candidate.issue_id.split("/")[0] for candidate in candidates})
        raise ConfigurationError(
            f"there is no source {source} under {raw}; those with files are: {', '.join(known) or 'none'}"
        )
    return wanted


def _examine(candidates: Sequence[Candidate], stamps: StampBook, profiles: _Profiles) -> Found | Problem:
    first = candidates[0]
    if len(candidates) > 1:
        names = ", ".join(candidate.relative_path for candidate in candidates)
        return Problem(
            first.issue_id,
            first.relative_path,
            "duplicate_id",
            f"these files would share one issue id, so none of them is read: {names}; rename all but one",
        )
    if first.complaint is not None:
        return first.complaint
    return _identify(first, stamps, profiles)


def _identify(candidate: Candidate, stamps: StampBook, profiles: _Profiles) -> Found | Problem:
    def problem(code: str, sentence: str) -> Problem:
        return Problem(candidate.issue_id, candidate.relative_path, code, sentence)

    profile = profiles.of(candidate.raw, candidate.folder)
    if isinstance(profile, ConfigurationError):
        return problem("profile", str(profile))
    try:
        path = candidate.path
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return problem("not_a_file", "it is not an ordinary file; move it out of the raw folder")
        sha256 = stamps.digest(candidate.relative_path, path, FileStamp.from_status(status))
    except OSError as error:
        return problem("unreadable", f"the file cannot be read ({error.strerror}); check its permissions")
    source, slug = candidate.issue_id.split("/")
    return Found(
        source=SourceFile(
            issue_id=candidate.issue_id,
            source=sys.intern(source),
            slug=slug,
            relative_path=candidate.relative_path,
            sha256=sha256,
            size_bytes=status.st_size,
            media_type=MEDIA_TYPES[_ending(candidate.relative_path).lower()],
        ),
        raw=candidate.raw,
        name=candidate.name,
        profile_path=profile.path,
        profile_sha256=profile.sha256,
    )


@dataclass(frozen=True, slots=True)
class _Profile:
    """The profile of a source: its file, if it has one, and its digest."""

    path: Path | None
    sha256: str


class _Profiles:
    """The sources' profiles; each is read once, when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[Path, _Profile | ConfigurationError] = {}

    def of(self, raw: Path, folder: Path) -> _Profile | ConfigurationError:
        """The folder's profile, or why it has none."""
        if folder not in self._known:
            self._known[folder] = self._read(raw, folder / PROFILE_NAME)
        return self._known[folder]

    @staticmethod
    def _read(raw: Path, path: Path) -> _Profile | ConfigurationError:
        found = path if path.is_file() else None
        try:
            return _Profile(found, profile_sha256(load_profile(found, path_below(raw, path))))
        except ConfigurationError as error:
            return error
