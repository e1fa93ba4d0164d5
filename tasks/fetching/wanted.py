"""What is asked for at one source: which addresses its profile and its listing name, and which are due now.

The feed or page is brought and read here, and links to hosts that the profile does not allow are left out;
then what is wanted is held against what is remembered: new, to be asked for again, or too early to try.
All of it is handed back as values: nothing is remembered or told here, and no bulletin is asked for. What
the bytes of a listing say is `tasks.fetching.links`' part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import httpx

from schemas.addresses import key_of, without_user
from schemas.errors import FetchError
from schemas.profile import FetchProfile
from tasks.fetching.download import Part, Validators, download
from tasks.fetching.links import MAX_LISTING_BYTES, read_listing
from tasks.fetching.memory import FetchState, ListingSeen
from tasks.fetching.reach import HostRules
from tasks.fetching.web import Web, parse
from tasks.isolation.sandbox import Sandbox

# Publishers mend an issue soon or never; older files are not asked for again.
RECHECK_DAYS = 30
MAX_HOSTS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """What the feed or page of a source lists, at hosts that its profile allows.

    `addresses` is None when nothing in it changed since all was dealt with. `seen` is what to remember of
    it once all is; `note` tells of links that are left out.
    """

    addresses: tuple[str, ...] | None = ()
    seen: ListingSeen | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The addresses of bulletins that a profile names and that its listing lists, each in its order.

    `listed` is None when the listing is as it was; `max_new` is how many new files one run brings.
    """

    named: tuple[str, ...]
    listed: tuple[str, ...] | None
    max_new: int

    @classmethod
    def of(cls, profile: FetchProfile, listed: Listed) -> Self:
        """What is wanted by the profile.

        Raises:
            FetchError: what it names is no address.
        """
        named = tuple(without_user(str(parse(address))) for address in profile.files)
        return cls(named, listed.addresses, profile.max_new)

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.named, *(self.listed or ()))))


@dataclass(frozen=True, slots=True)
class Errands:
    """The addresses that a run asks for, in this order, and how many new ones it leaves for the next."""

    addresses: tuple[str, ...]
    left_count: int


def ask_listing(web: Web, sandbox: Sandbox, folder: Path, before: ListingSeen | None) -> Listed:
    """What the feed or page lists, if the profile names one; `before` is how it was last seen.

    Raises:
        FetchError: it cannot be had or read, or all its links lead to hosts that are not allowed.
    """
    profile = web.profile
    address = profile.feed or profile.index
    if address is None:
        return Listed()
    rules = _rules(profile)
    is_known = before is not None and before.rules == rules
    known = Validators(before.etag, before.last_modified) if before and is_known else Validators()
    target = without_user(str(parse(address)))
    arrived = web.patiently(
        lambda: download(web, folder, target, known, max_bytes=MAX_LISTING_BYTES, types=frozenset()),
        web.patience.listing_seconds,
    )
    if arrived is None:
        return Listed(None, before)
    try:
        listing = read_listing(arrived.path, sandbox, profile, arrived.final_address, arrived.charset)
    finally:
        Part(folder, target).drop()
    seen = ListingSeen(
        etag=arrived.validators.etag, last_modified=arrived.validators.last_modified, rules=rules
    )
    allowed, note = _allowed(listing.addresses, web.rules)
    return Listed(allowed, seen, note)


def choose(
    wanted: Wanted, state: FetchState, waiting: frozenset[str], folder: Path, now: datetime
) -> Errands:
    """What a run asks for: what is new, then what came and is to be asked for again.

    Args:
        wanted: what the profile and the listing name.
        state: what is remembered of the source.
        waiting: keys of addresses that it is too early to try again.
        folder: the source's, to see which files are still there.
        now: what time it is.
    """
    left_alone = {*state.files, *waiting}
    new = [address for address in wanted.addresses if key_of(address) not in left_alone]
    again = [address for address in _again(wanted, state, folder, now) if key_of(address) not in waiting]
    return Errands((*new[: wanted.max_new], *again), max(0, len(new) - wanted.max_new))


def _rules(profile: FetchProfile) -> str:
    """Digest of what decides which links of a listing are wanted."""
    content = profile.model_dump_json(exclude={"delay_seconds", "max_seconds", "max_new"})
    return hashlib.sha256(content.encode()).hexdigest()


def _allowed(addresses: Sequence[str], rules: HostRules) -> tuple[tuple[str, ...], str | None]:
    """Those at hosts that are allowed, and one note about all others."""
    urls = {address: httpx.URL(address) for address in addresses}
    allowed = tuple(address for address, url in urls.items() if rules.allows(url))
    others = [url for url in urls.values() if not rules.allows(url)]
    if not others:
        return allowed, None
    hosts = list(dict.fromkeys(url.netloc.decode("ascii") for url in others))
    named = ", ".join(hosts[:MAX_HOSTS_TOLD]) + (", …" if len(hosts) > MAX_HOSTS_TOLD else "")
    sentence = (
        f"{len(others)} of its links lead to other hosts ({named}) and are left out; "
        "if they are wanted, add these to allowed_hosts"
    )
    if not allowed:
        raise FetchError("host", sentence)
    return allowed, sentence


def _again(wanted: Wanted, state: FetchState, folder: Path, now: datetime) -> list[str]:
    """Files to be asked for again, the longest unchecked first, not more than so many.

    Addresses that the profile names always are; listed ones for some weeks, and only where the
    server can say that nothing changed. A file that the user took away is left alone, and so is one of which
    the address has secrets, where it is not named anew.
    """
    oldest = now - timedelta(days=RECHECK_DAYS)
    addresses = frozenset(wanted.addresses)
    known = {key_of(address): address for address in (*wanted.named, *addresses)}
    due = []
    for key, entry in state.files.items():
        address = known.get(key, key)
        if " " in address:
            continue
        is_listed = (wanted.listed is None or address in addresses) and entry.fetched_at >= oldest
        is_cheap = entry.etag is not None or entry.last_modified is not None
        if (address in wanted.named or (is_listed and is_cheap)) and (folder / entry.name).is_file():
            due.append(address)
    due.sort(key=lambda address: state.files[key_of(address)].checked_at)
    return due[: wanted.max_new]
