"""One file from the web into a partial file beside its later place: whole, checked, or not at all.

A download that breaks off goes on where it stopped, in this run or a later one, if the server can send
the rest of the very same file. Nothing here gets a name that a reader of the folder would see; that is
`tasks.fetching.arrivals`' part.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email.message import Message
from pathlib import Path
from typing import IO

import httpx

from schemas.addresses import shown
from schemas.errors import FetchError
from schemas.kinds import FetchType
from tasks.fetching.web import Answer, Web
from tasks.storage.commit import write_durably

PART_PREFIX = ".fetch-"
PART_SUFFIX = ".part"
SIDECAR_SUFFIX = ".part.json"
HEAD_BYTES = 1024
TAIL_BYTES = 2048
# What servers call a PDF, a text, or anything at all; the bytes decide which of them it is.
FILE_TYPES = frozenset(
    {
        "application/pdf",
        "application/x-pdf",
        "text/plain",
        "text/markdown",
        "text/x-markdown",
        "application/octet-stream",
        "binary/octet-stream",
        "application/download",
        "application/x-download",
        "application/force-download",
    }
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(r"(?i)charset=[\"']?([\w.-]{1,40})")
_CONTROLS = bytes(range(9))


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server can tell whether a file is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: httpx.Headers) -> Validators:
        return cls(_short(headers.get("etag")), _short(headers.get("last-modified")))

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the file only if it is another one."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value is not None}

    @property
    def strong(self) -> str | None:
        """What may stand in `If-Range`."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole file in its partial place, and what the server said of it."""

    path: Path
    sha256: str
    size_bytes: int
    validators: Validators
    content_type: str
    charset: str | None
    final_address: str
    server_name: str | None


@dataclass(slots=True)
class Part:
    """The beginning of a file, and by which validators the server may send the rest."""

    folder: Path
    address: str

    @property
    def stem(self) -> str:
        return PART_PREFIX + hashlib.sha256(self.address.encode()).hexdigest()[:24]

    @property
    def path(self) -> Path:
        return self.folder / (self.stem + PART_SUFFIX)

    @property
    def sidecar(self) -> Path:
        return self.folder / (self.stem + SIDECAR_SUFFIX)

    def known(self) -> tuple[int, Validators]:
        """Bytes that are there and can be gone on with; 0 when there are none."""
        try:
            validators = Validators(**json.loads(self.sidecar.read_bytes()))
            size = self.path.stat().st_size
        except (OSError, ValueError, TypeError):
            return 0, Validators()
        return (size, validators) if validators.strong else (0, Validators())

    def begin(self, validators: Validators) -> IO[bytes]:
        """An empty file for a download from the start."""
        self.drop()
        write_durably(self.sidecar, json.dumps(asdict(validators)).encode())
        return self.path.open("xb")

    def drop(self) -> None:
        self.sidecar.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def sweep(folder: Path, wanted: frozenset[str]) -> None:
    """Removes what is left of downloads of addresses that nobody wants any more."""
    stems = {Part(folder, address).stem for address in wanted}
    for path in folder.glob(f"{PART_PREFIX}*"):
        name = path.name
        if name.endswith((PART_SUFFIX, SIDECAR_SUFFIX)) and name.split(".part")[0] not in stems:
            path.unlink(missing_ok=True)


def download(
    web: Web, folder: Path, address: str, known: Validators, *, max_bytes: int, types: frozenset[str]
) -> Arrived | None:
    """One try to bring the file at `address` whole into `folder`; None when it is as `known`.

    Args:
        web: the source's way to the web.
        folder: where the partial file goes.
        address: what to ask for.
        known: validators of the file as it was last fetched.
        max_bytes: how large it may be, unpacked.
        types: content types that are worth reading; none means any.

    Raises:
        FetchError: it could not be had, or is too large or of another type.
    """
    part = Part(folder, address)
    have, validators = part.known()
    asked = dict(known.conditions)
    if have and validators.strong:
        asked |= {"Range": f"bytes={have}-", "If-Range": validators.strong}
    with web.exchange(address, asked) as answer:
        if answer.status == 304:
            if known == Validators():
                raise FetchError(
                    "http_304", "the server says that nothing changed, although nothing was fetched"
                )
            part.drop()
            return None
        content_type = _content_type(answer.headers)
        try:
            _check_head(answer, content_type, types, max_bytes)
            with _open(part, answer, have, validators) as stream:
                _write(stream, answer.chunks, max_bytes)
            return _finished(part, answer, content_type)
        except FetchError as error:
            if not error.is_passing or "content-encoding" in answer.headers:
                part.drop()
            raise


def sniff(head: bytes) -> FetchType | None:
    """What sort of file begins with these bytes; None when it is none that is read."""
    if b"%PDF-" in head[:HEAD_BYTES]:
        return FetchType.PDF
    if head.startswith(_BYTE_ORDER_MARKS):
        return FetchType.TEXT
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    is_markup = begin.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script", b"<!--"))
    is_binary = any(code in _CONTROLS for code in head)
    return None if is_markup or is_binary or not begin else FetchType.TEXT


def _open(part: Part, answer: Answer, have: int, validators: Validators) -> IO[bytes]:
    """The partial file, ready for what the server sends: the rest, or all of it."""
    if answer.status == 416 or (answer.status == 206 and not _is_the_rest(answer, have, validators)):
        part.drop()
        raise FetchError("range", "the server sends another part than was asked for", is_passing=True)
    if answer.status == 206:
        return part.path.open("ab")
    return part.begin(Validators.of(answer.headers))


def _is_the_rest(answer: Answer, have: int, validators: Validators) -> bool:
    said = Validators.of(answer.headers)
    is_same = said.etag is None or said.etag == validators.etag
    return have > 0 and is_same and answer.headers.get("content-range", "").startswith(f"bytes {have}-")


def _check_head(answer: Answer, content_type: str, types: frozenset[str], max_bytes: int) -> None:
    if types and answer.status in (200, 206) and content_type and content_type not in types:
        raise FetchError(
            "wrong_type",
            f"the server sends {shown(content_type)} where a bulletin was expected; "
            "open the address in a browser: it may ask for a log-in, or have moved",
        )
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdecimal() and int(length[:18]) > max_bytes:
        raise _too_large(max_bytes)


def _write(stream: IO[bytes], chunks: Iterator[bytes], max_bytes: int) -> None:
    """Writes what comes, and makes it safe even when it breaks off."""
    size = stream.seek(0, os.SEEK_END)
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > max_bytes:
                raise _too_large(max_bytes)
            stream.write(chunk)
    finally:
        stream.flush()
        os.fsync(stream.fileno())


def _finished(part: Part, answer: Answer, content_type: str) -> Arrived:
    digest, size, tail = hashlib.sha256(), 0, b""
    with part.path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            tail = (tail + chunk)[-TAIL_BYTES:]
    if answer.is_open_ended and b"%PDF-" in head and b"%%EOF" not in tail:
        part.drop()
        raise FetchError("cut", "the file ends early; a later run tries again", is_passing=True)
    return Arrived(
        path=part.path,
        sha256=digest.hexdigest(),
        size_bytes=size,
        validators=Validators.of(answer.headers),
        content_type=content_type,
        charset=_charset(answer.headers),
        final_address=answer.final_address,
        server_name=_server_name(answer.headers.get("content-disposition")),
    )


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(
        "too_large",
        f"it is larger than {max_bytes >> 20} MB; "
        "raise max_mb if such a size is right, or leave it out with skip",
    )


def _content_type(headers: httpx.Headers) -> str:
    return str(headers.get("content-type", "")).partition(";")[0].strip().lower()


def _charset(headers: httpx.Headers) -> str | None:
    found = _CHARSET.search(headers.get("content-type", ""))
    return None if found is None else found[1]


def _server_name(disposition: str | None) -> str | None:
    """The file name that the server proposes; not to be used as a path."""
    if disposition is None:
        return None
    message = Message()
    message["Content-Disposition"] = "".join(c if c.isprintable() else " " for c in disposition[:2000])
    return message.get_filename()


def _short(value: str | None) -> str | None:
    """A validator that can be sent back as it came."""
    return value if value and len(value) <= 300 and value.isascii() and value.isprintable() else None
