"""How a fetched file gets its name under `raw/`: a slug of our own, whole at once, over nobody's file.

Names that servers propose are only material for slugs. Files that are there stay as they are, but for
the one case that fetching itself wrote the file and its bytes are still those it wrote.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import httpx

from schemas.kinds import FetchType
from tasks.discover import MEDIA_TYPES, list_candidates, slug_of
from tasks.storage.commit import sync_folder

ENDINGS = {FetchType.PDF: ".pdf", FetchType.TEXT: ".txt", FetchType.MARKDOWN: ".md"}
MAX_STEM_CHARS = 100
MAX_MATERIAL_CHARS = 1000
DIGEST_CHARS = 8
# Names that Windows keeps for devices: a shared folder should work there, too.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})


def stem_of(address: str, server_name: str | None) -> str:
    """A slug for the file.

    It comes from the address if that ends like a bulletin's, else from the name that the server proposes
    if that does, else from all of the address.
    """
    url = httpx.URL(address)
    last = PurePosixPath(unquote(url.path)).name
    if PurePosixPath(last).suffix.lower() in MEDIA_TYPES:
        return _slug(PurePosixPath(last).stem)
    proposed = PurePosixPath((server_name or "").replace("\\", "/")).name
    if PurePosixPath(proposed).suffix.lower() in MEDIA_TYPES:
        return _slug(PurePosixPath(proposed).stem)
    return _slug(f"{unquote(url.path)} {url.query.decode('ascii', 'replace')}")


def ending_of(kind: FetchType, address: str, server_name: str | None, content_type: str) -> str:
    """The ending that says what the bytes are; Markdown is text that is called so."""
    names = (httpx.URL(address).path.lower(), (server_name or "").lower())
    is_called_markdown = any(name.endswith(".md") for name in names) or "markdown" in content_type
    return ENDINGS[FetchType.MARKDOWN if kind is FetchType.TEXT and is_called_markdown else kind]


def free_name(stem: str, ending: str, distinction: str, taken: Collection[str]) -> str:
    """The name for a new file; one whose issue would have the slug of another gets a digest.

    Args:
        stem: slug that the file should have.
        ending: with its dot.
        distinction: what makes this file another one than its namesake, such as its address.
        taken: slugs of the issues of the source.
    """
    if stem not in taken and stem not in _DEVICES:
        return stem + ending
    digest = hashlib.sha256(distinction.encode()).hexdigest()
    return f"{stem}-{digest[:DIGEST_CHARS]}{ending}"


def taken_slugs(raw: Path, source: str) -> set[str]:
    """Slugs of all issues of the source, read or not."""
    ids = (candidate.issue_id.split("/") for candidate in list_candidates(raw))
    return {slug for owner, slug in ids if owner == source}


def find_same(folder: Path, size_bytes: int, sha256: str) -> str | None:
    """Name, below `folder`, of a bulletin with these bytes; None when there is none."""
    for candidate in list_candidates(folder):
        path = candidate.path
        try:
            is_same = path.is_file() and path.stat().st_size == size_bytes and hash_file(path) == sha256
        except OSError:
            continue
        if is_same:
            return candidate.relative_path
    return None


def hash_file(path: Path) -> str | None:
    """SHA-256 of the file; None when there is no such file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def place(part: Path, final: Path) -> None:
    """Gives a whole file its name, never that of another file.

    Raises:
        FileExistsError: somebody else's file has the name.
    """
    try:
        os.link(part, final)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, "exists", str(final)) from error
        part.rename(final)
    else:
        part.unlink()
    sync_folder(final.parent)


def replace(part: Path, final: Path) -> None:
    """Puts a new version in the place of the one that fetching wrote; the caller has made sure it is."""
    part.replace(final)
    sync_folder(final.parent)


def _slug(material: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in material[:MAX_MATERIAL_CHARS])
    slug = slug_of(text)
    if len(slug) <= MAX_STEM_CHARS and len(material) <= MAX_MATERIAL_CHARS:
        return slug
    digest = hashlib.sha256(material.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{slug[:MAX_STEM_CHARS].rstrip('-')}-{digest[:DIGEST_CHARS]}"
