"""Web addresses as people write and read them: checked in a profile, shown without their secrets.

Pure text. Which addresses a source may really talk to is decided where connections are made, in
`tasks.fetching.reach`, by the same parser that makes them.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

MAX_ADDRESS_CHARS = 2000
MAX_SHOWN_CHARS = 200
DIGEST_CHARS = 24
SCHEMES = ("http", "https")
_HOST = re.compile(r"[^\s/@?#:\[\]]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_USER = re.compile(r"(?<=://)[^/?#]*@")
_PARAMETER = re.compile(r"([?&;])([^?=&;#]*+)=([^&;#]*+)")
_SECRET_NAME = re.compile(r"(?i)token|key|secret|pass|auth|sig|session|credential|jwt")


def check_address(text: str) -> str:
    """`text` if it is an address that can be fetched.

    Raises:
        ValueError: says what is wrong, without a name or password that it may hold.
    """
    if len(text) > MAX_ADDRESS_CHARS:
        raise ValueError(f"the address is longer than {MAX_ADDRESS_CHARS} characters")
    if not text.isprintable() or " " in text:
        raise ValueError("the address holds a blank or a control character")
    parts = _split(text)
    if parts is None or parts.scheme.lower() not in SCHEMES or not parts.hostname:
        raise ValueError(f'"{shown(text)}" is not an address that begins with http:// or https:// and a host')
    return text


def check_host(text: str) -> str:
    """`text` if it is a host, or a host and a port."""
    if not _HOST.fullmatch(text):
        raise ValueError(f'"{text}" is not a host such as files.example.org or files.example.org:8080')
    return text


def without_user(address: str) -> str:
    """The address without name and password."""
    return _USER.sub("", address)


def without_secrets(address: str) -> str:
    """The address without name and password, and without the values of parameters that sound secret."""
    return _PARAMETER.sub(_hide, without_user(address))


def key_of(address: str) -> str:
    """What an address is remembered by: itself, or without its secrets and with a digest of the whole.

    The digest comes after a blank, which no address holds. The key of a key is the key itself.
    """
    bare = without_secrets(address)
    if bare == address or " " in address:
        return address
    return f"{bare} {hashlib.sha256(address.encode()).hexdigest()[:DIGEST_CHARS]}"


def address_of_key(key: str) -> str:
    """The address that a key is of, as far as the key tells it."""
    return key.split(" ", 1)[0]


def _hide(parameter: re.Match[str]) -> str:
    sign, name, _ = parameter.groups()
    return f"{sign}{name}=…" if _SECRET_NAME.search(name) else parameter.group()


def shown(address: str) -> str:
    """The address for a person: without secrets and control characters, and not too long."""
    text = without_secrets(address)
    text = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[:MAX_SHOWN_CHARS]}…"


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts
