"""Which addresses a feed or a web page lists as bulletins.

What was downloaded is a stranger's: it is read in a bounded child process (`tasks.isolation.sandbox`), where
nested markup, a bomb of entities or a pattern without end cost that source only. Whether an address may
be fetched is not decided here. Links that are no web addresses (`mailto:`, scripts) are left out on
purpose.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from schemas.addresses import MAX_ADDRESS_CHARS, SCHEMES, without_user
from schemas.answers import AnswerError, load_answer
from schemas.errors import FetchError, IssueError
from schemas.profile import FetchProfile, matcher
from tasks.discover import MEDIA_TYPES
from tasks.isolation.sandbox import ChildLimits, Sandbox

TARGET = "tasks.fetching.links:answer"
LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60, memory_bytes=1 << 30, output_bytes=64 << 20)
MAX_LINKS = 10_000
MAX_LISTING_BYTES = 10 << 20

PRACTICE_ADDRESS = "https://practice.example/"
# Enough of a feed, whole and broken, for every parser to be loaded before a child may open no file.
PRACTICE = (
    b"<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><link>/a.pdf</link>"
    b"<description>&lt;a href='/b.pdf'&gt;b&lt;/a&gt;</description>"
    b"<pubDate>Mon, 02 Mar 2026 02:00:00 GMT</pubDate></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='enclosure' href='/a.pdf'/>"
    b"<content type='html'>&lt;p>&lt;a href='/b.pdf'></content>"
    b"<updated>2026-03-02T02:00:00Z</updated></entry>",
    b"<html><a href=/c.pdf>",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or page lists: bulletins in its order, of so many links in all.

    `is_known` says that it is a feed, or a page, at all.
    """

    addresses: tuple[str, ...]
    link_count: int
    is_known: bool


def read_listing(
    path: Path, sandbox: Sandbox, profile: FetchProfile, address: str, charset: str | None
) -> Listing:
    """The bulletins that the downloaded file at `path` lists; it came from `address`.

    Raises:
        FetchError: it cannot be read within its limits, or lists none.
    """
    arguments = {
        "address": address,
        "charset": charset,
        "is_feed": profile.feed is not None,
        "links": profile.links,
        "skip": list(profile.skip),
    }
    try:
        said = load_answer(sandbox.run(path, arguments))
    except IssueError as error:
        raise FetchError("listing", _sentence(error)) from error
    except AnswerError as error:
        raise FetchError(
            "listing", f"its reader answered what no reader answers ({error}); do not trust the address"
        ) from error
    if said["complaint"] is not None:
        raise FetchError("listing", said["complaint"])
    listing = Listing(tuple(said["addresses"]), said["link_count"], said["is_known"])
    if not listing.is_known:
        raise FetchError("not_a_feed", "what the address holds is no RSS or Atom feed; open it in a browser")
    if not listing.addresses and (listing.link_count or profile.feed is None):
        raise FetchError(
            "no_links",
            f"none of its {listing.link_count} links is a bulletin; "
            "look whether it was rebuilt, and whether links in the source.toml still fits",
        )
    return listing


def _sentence(error: IssueError) -> str:
    if error.code in ("time_limit", "memory_limit", "too_deep", "crash"):
        return "what the address holds takes too much to be read; open it in a browser to see what it is"
    return error.sentence


def prepare() -> None:
    """Loads once what every child needs, and what the libraries load at their first use."""
    for practice in PRACTICE:
        links_of_feed(practice, PRACTICE_ADDRESS, None)
    links_of_page(PRACTICE[0], PRACTICE_ADDRESS, None)


def answer(data: bytes, arguments: dict[str, Any], _tell: Callable[[str], None]) -> list[bytes]:
    """In the child: the links of a feed or page that fit the profile's patterns, as JSON."""
    complaint = None
    addresses: list[str] = []
    count, is_known = 0, True
    try:
        found, is_known = _links(data, arguments)
        links = list(dict.fromkeys(found))
        count = len(links)
        addresses = _chosen(links, arguments)
    except (IssueError, FetchError) as error:
        complaint = error.sentence
    listing = asdict(Listing(tuple(addresses), count, is_known))
    return [json.dumps({**listing, "complaint": complaint}).encode()]


def _links(data: bytes, arguments: dict[str, Any]) -> tuple[list[str], bool]:
    if arguments["is_feed"]:
        return links_of_feed(data, arguments["address"], arguments["charset"])
    return links_of_page(data, arguments["address"], arguments["charset"]), True


def _chosen(links: Iterable[str], arguments: dict[str, Any]) -> list[str]:
    """Links that fit `links` and none of `skip`; without `links`, those that end like a bulletin."""
    wanted = None if arguments["links"] is None else matcher(arguments["links"], "fetch.links")
    skipped = [matcher(pattern, "fetch.skip") for pattern in arguments["skip"]]
    chosen = []
    for link in links:
        is_wanted = _ends_like_a_bulletin(link) if wanted is None else wanted.is_found_in(link)
        if is_wanted and not any(pattern.is_found_in(link) for pattern in skipped):
            chosen.append(link)
            if len(chosen) == MAX_LINKS:
                break
    return chosen


def _ends_like_a_bulletin(link: str) -> bool:
    return Path(httpx.URL(link).path).suffix.lower() in MEDIA_TYPES


def links_of_page(data: bytes, address: str, charset: str | None) -> list[str]:
    """Addresses that a web page links to, in its order."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(_text(data, charset))
    base = address
    for node in page.css("base[href]")[:1]:
        base = next(_absolute([node.attributes.get("href")], address), address)
    return list(_absolute((node.attributes.get("href") for node in page.css("a[href], area[href]")), base))


def links_of_feed(data: bytes, address: str, charset: str | None) -> tuple[list[str], bool]:
    """Addresses that a feed's entries link to, enclose or mention, and whether it is a feed at all.

    Raises:
        FetchError: it declares entities of its own, which only attacks do.
    """
    import feedparser
    from feedparser.encodings import convert_to_utf8

    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    plain = convert_to_utf8(headers, data, feedparser.FeedParserDict(bozo=False, headers={}))
    if any(b"<!entity" in form.lower() for form in (plain, data.replace(b"\0", b""))):
        raise FetchError("entities", "the feed declares entities of its own, which is refused as an attack")
    said = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    feed = feedparser.parse(plain, response_headers=said, sanitize_html=False, resolve_relative_uris=False)
    links: list[str] = []
    for entry in feed.entries:
        links += _absolute((link.get("href") for link in entry.get("links", [])), address)
        for content in (*entry.get("content", []), entry.get("summary_detail", {})):
            links += links_of_page(str(content.get("value", "")).encode("utf-8", "replace"), address, "utf-8")
    return links, bool(feed.version)


def _absolute(references: Iterable[str | None], base: str) -> Iterator[str]:
    """Web addresses of the references, without fragments, names and passwords."""
    start = httpx.URL(base)
    for reference in references:
        if not reference or len(reference) > MAX_ADDRESS_CHARS:
            continue
        try:
            url = start.join(reference.strip()).copy_with(fragment=None)
            link = without_user(str(url))
        except (httpx.InvalidURL, UnicodeError, ValueError):
            continue
        if url.scheme in SCHEMES and url.host and len(link) <= MAX_ADDRESS_CHARS:
            yield link


def _text(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
