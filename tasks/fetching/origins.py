"""Which sources under `raw/` say in their profile where their bulletins come from.

Folders and profiles are read, nothing else; what is asked for at an origin is `tasks.fetching.wanted`'s part.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.errors import ConfigurationError
from schemas.profile import FetchProfile, load_profile
from tasks.discover import PROFILE_NAME, UNSORTED, name_source, path_below


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """A source that says where its bulletins come from, or whose profile has an error."""

    source: str
    folder: Path
    profile: FetchProfile | None
    complaint: str | None = None


def find_sources(raw: Path) -> list[SourceFolder]:
    """Every source under `raw` with a `[fetch]` in its profile, or with a profile that has an error."""
    folders = [
        raw,
        *sorted(path for path in raw.iterdir() if path.is_dir() and not path.name.startswith(".")),
    ]
    found = []
    for folder in folders:
        path = folder / PROFILE_NAME
        if not path.is_file():
            continue
        source = UNSORTED if folder == raw else name_source(folder.name)
        try:
            profile = load_profile(path, path_below(raw, path)).fetch
        except ConfigurationError as error:
            found.append(SourceFolder(source, folder, None, str(error)))
            continue
        if profile is not None:
            found.append(SourceFolder(source, folder, profile))
    return found
