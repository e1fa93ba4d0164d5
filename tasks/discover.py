"""What lies under `raw/`: which files are issues, under which id, with which content.

Reads names and bytes, never a bulletin's meaning. Whether an issue is new or changed is decided in
`flows.run.plan`, since that needs what is published.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify

from schemas.document import SourceFile
from schemas.errors import ConfigurationError
from schemas.profile import load_profile, profile_sha256
from tasks.storage.stamps import FileStamp, StampBook

MEDIA_TYPES = {".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/markdown"}
PROFILE_NAME = "source.toml"
UNSORTED = "unsorted"
MAX_SLUG_CHARS = 150  # with suffixes well below the 255 bytes a file name may have


@dataclass(frozen=True, slots=True)
class Found:
    """An issue that can be read: its identity, its file and the profile of its source."""

    source: SourceFile
    path: Path
    profile_path: Path | None
    profile_sha256: str


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

    `folder` is where its source's profile would be, `complaint` why it cannot become an issue.
    """

    issue_id: str
    relative_path: str
    path: Path
    folder: Path
    complaint: Problem | None = None


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
    by_id: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_id[candidate.issue_id].append(candidate)
    profiles = _Profiles()
    results = [_examine(by_id[issue_id], stamps, profiles) for issue_id in sorted(by_id)]
    return Discovery(
        found=tuple(result for result in results if isinstance(result, Found)),
        problems=tuple(result for result in results if isinstance(result, Problem)),
    )


def list_candidates(raw: Path) -> list[Candidate]:
    """Every file below `raw` that is not ignored, and every folder that cannot be read, by path."""
    if not raw.exists():
        raise ConfigurationError(
            f"the raw folder {raw} does not exist; create it and put bulletins under {raw}/<source>/, "
            "or name another one with --raw"
        )
    if not raw.is_dir():
        raise ConfigurationError(f"the raw folder {raw} is not a folder; name another one with --raw")
    return sorted(_walk(raw, raw, frozenset()), key=lambda candidate: candidate.relative_path)


def name_source(folder_name: str) -> str:
    """Slug of a source; one that begins with a digit gets `s-`, as readers take it for a number."""
    slug = slug_of(folder_name)
    return f"s-{slug}" if slug[0].isdigit() else slug


def slug_of(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; never empty, never too long for a file name."""
    slug: str = slugify(name, entities=False, decimal=False, hexadecimal=False)
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    if not slug:
        return f"x-{digest}"
    if len(slug) > MAX_SLUG_CHARS:
        return f"{slug[:MAX_SLUG_CHARS].rstrip('-')}-{digest}"
    return slug


def _walk(folder: Path, raw: Path, ancestors: frozenset[tuple[int, int]]) -> Iterator[Candidate]:
    """Follows links to folders, but not back into a folder it came through."""
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in ancestors:
            return
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _complain(folder, raw, "unreadable", f"the folder cannot be read ({error.strerror})")
        return
    for entry in entries:
        if _is_ignored(entry.name):
            continue
        if _is_folder(entry):
            yield from _walk(entry, raw, ancestors | {identity})
        else:
            yield _candidate(entry, raw)


def _is_folder(path: Path) -> bool:
    """False also for what cannot be looked at; reading it tells why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.startswith("README") or name.lower().endswith(".toml")


def _candidate(path: Path, raw: Path) -> Candidate:
    if path.suffix.lower() not in MEDIA_TYPES:
        ending = f"the ending {path.suffix}" if path.suffix else "a file without an ending"
        return _complain(
            path,
            raw,
            "unknown_ending",
            f"{ending} is not understood; bulletins reads .pdf, .txt and .md, so convert the file or "
            "move it out of the raw folder",
        )
    source, inner, folder = _place(path, raw)
    slug = slug_of(str(Path(inner).with_suffix("")))
    return Candidate(f"{source}/{slug}", _relative(path, raw), path, folder)


def _complain(path: Path, raw: Path, code: str, sentence: str) -> Candidate:
    """A candidate that is a problem from the start; its ending stays part of its id."""
    source, inner, folder = _place(path, raw)
    issue_id = f"{source}/{slug_of(inner)}"
    relative = _relative(path, raw)
    return Candidate(issue_id, relative, path, folder, Problem(issue_id, relative, code, sentence))


def _place(path: Path, raw: Path) -> tuple[str, str, Path]:
    """Source slug, path below the source, and the folder where the source's profile would be."""
    parts = path.relative_to(raw).parts
    if len(parts) < 2:
        return UNSORTED, "/".join(parts), raw
    return name_source(parts[0]), "/".join(parts[1:]), raw / parts[0]


def _relative(path: Path, raw: Path) -> str:
    """Path below raw with `/`; bytes of a name that are no UTF-8 show as replacement characters."""
    name = path.relative_to(raw).as_posix()
    return os.fsencode(name).decode("utf-8", "replace")


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

    profile = profiles.digest(candidate.folder)
    if isinstance(profile, ConfigurationError):
        return problem("profile", str(profile))
    try:
        stamp = FileStamp.of(candidate.path)
        if not stat.S_ISREG(candidate.path.stat().st_mode):
            return problem("not_a_file", "it is not an ordinary file; move it out of the raw folder")
        sha256 = stamps.digest(candidate.relative_path, candidate.path, stamp)
    except OSError as error:
        return problem("unreadable", f"the file cannot be read ({error.strerror}); check its permissions")
    source, slug = candidate.issue_id.split("/")
    profile_path = candidate.folder / PROFILE_NAME
    return Found(
        source=SourceFile(
            issue_id=candidate.issue_id,
            source=source,
            slug=slug,
            relative_path=candidate.relative_path,
            sha256=sha256,
            size_bytes=stamp.size_bytes,
            media_type=MEDIA_TYPES[candidate.path.suffix.lower()],
        ),
        path=candidate.path,
        profile_path=profile_path if profile_path.is_file() else None,
        profile_sha256=profile,
    )


class _Profiles:
    """Digests of the sources' profiles; each profile is read once, when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[Path, str | ConfigurationError] = {}

    def digest(self, folder: Path) -> str | ConfigurationError:
        """Digest of the folder's profile, or why it has none."""
        if folder not in self._known:
            self._known[folder] = self._read(folder / PROFILE_NAME)
        return self._known[folder]

    @staticmethod
    def _read(path: Path) -> str | ConfigurationError:
        try:
            return profile_sha256(load_profile(path if path.is_file() else None))
        except ConfigurationError as error:
            return error
