"""Polite HTTP: one exchange at a time, redirects hop by hop, pauses, tries, and limits.

It stands on httpcore, the part of httpx that makes connections, since only there a backend that
connects to checked addresses alone can be put in (`tasks.fetching.reach`). What is asked for, and what
becomes of the answer, is decided by the callers. Proxies of the environment are not used, as a proxy
would resolve names out of sight.
"""

from __future__ import annotations

import base64
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import unquote

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from schemas.addresses import MAX_ADDRESS_CHARS
from schemas.errors import FetchError
from schemas.profile import FetchProfile
from schemas.version import PIPELINE_VERSION
from tasks.fetching.reach import CheckedBackend, HostRules, Watch, host_of, port_of

USER_AGENT = (
    f"bulletins/{PIPELINE_VERSION} (fetches listed bulletins; python-httpcore/{httpcore.__version__})"
)
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ANSWERS = frozenset({200, 206, 304, 416})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
INFLATED_BYTES = 1 << 16
_ADVICE = {
    401: "; it asks for a log-in: put name and password into the address, as in https://name:password@host/",
    403: "; the server refuses this program or asks for a log-in",
    404: "; nothing is there: mend the address, or leave it out with skip",
    410: "; it is gone for good: leave it out with skip",
}

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, and how often to try; seconds."""

    connect_seconds: float = 15
    read_seconds: float = 30
    listing_seconds: float = 120
    attempts: int = 4
    first_wait_seconds: float = 2
    longest_wait_seconds: float = 60
    # A server that asks for more than this is left alone until a later run.
    longest_retry_after_seconds: float = 120


class Pacer:
    """Keeps the pause between two requests to one host, over all sources of a run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}

    def wait(self, host: str, delay_seconds: float, watch: Watch) -> None:
        """Waits for the host's turn, `delay_seconds` after the request before; moves the deadline on."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._last.get(host, -delay_seconds) + delay_seconds)
            self._last[host] = turn
        watch.deadline += turn - now
        watch.sleep(turn - now)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `chunks` is its body, unpacked, to be read within the exchange.

    `is_open_ended` says that nothing tells whether the body is whole.
    """

    status: int
    headers: httpx.Headers
    final_address: str
    chunks: Iterator[bytes]
    is_open_ended: bool


@dataclass(slots=True)
class Web:
    """One source's way to the web; not for several threads at once."""

    profile: FetchProfile
    patience: Patience
    pacer: Pacer
    stop: threading.Event
    watch: Watch = field(init=False)
    rules: HostRules = field(init=False)
    _pool: httpcore.ConnectionPool = field(init=False)

    def __post_init__(self) -> None:
        self.watch = Watch(self.stop)
        self.rules = HostRules.of(self.profile)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_keepalive_connections=1,
            keepalive_expiry=5,
            network_backend=CheckedBackend(self.rules, self.watch),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def patiently(self, attempt: Callable[[], Answered], seconds: float) -> Answered:
        """The result of `attempt`, tried again with growing pauses while what fails may pass.

        Raises:
            FetchError: it failed for good, or too often, or `seconds` are over.
            FetchStoppedError: all is being stopped.
        """
        self.watch.deadline = time.monotonic() + seconds
        return Retrying(
            stop=stop_after_attempt(self.patience.attempts),
            wait=self._pause,
            retry=retry_if_exception(self._is_worth_a_try),
            sleep=self.watch.sleep,
            reraise=True,
        )(attempt)

    @contextmanager
    def exchange(self, address: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """Asks for `address`, follows redirects within what is allowed, and yields the answer.

        Raises:
            FetchError: the address is not allowed, or the server says or does something else than
                200, 206, 304 or 416, before or while the body is read.
        """
        url = parse(address)
        for _ in range(MAX_REDIRECTS + 1):
            self.rules.check(url)
            self.pacer.wait(host_of(url), self.profile.delay_seconds, self.watch)
            with (
                _told(),
                self._pool.stream(
                    b"GET", _core_url(url), headers=self._headers(url, headers), extensions=self._timeouts()
                ) as response,
            ):
                said = httpx.Headers(response.headers)
                if response.status not in REDIRECTS or "location" not in said:
                    _check_status(response.status, said)
                    encoding = said.get("content-encoding", "identity").strip().lower()
                    is_counted = "content-length" in said or "transfer-encoding" in said
                    yield Answer(
                        response.status,
                        said,
                        str(url),
                        _unpacked(response.iter_stream(), encoding),
                        not is_counted,
                    )
                    return
                url = parse(said["location"], url)
        raise FetchError("redirects", f"it redirects more than {MAX_REDIRECTS} times; mend the address")

    def _headers(self, url: httpx.URL, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        user = self._user_for(url)
        said = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            **({"Authorization": user} if user else {}),
            **headers,
        }
        return [(name.encode("ascii"), value.encode("utf-8")) for name, value in said.items()]

    def _user_for(self, url: httpx.URL) -> str | None:
        """Name and password of the profile for this scheme, host and port, and for no other."""
        origin = (url.scheme, host_of(url), port_of(url))
        for named in map(httpx.URL, self.profile.addresses):
            if named.userinfo and (named.scheme, host_of(named), port_of(named)) == origin:
                user = unquote(named.userinfo.decode("ascii"))
                return f"Basic {base64.b64encode(user.encode()).decode()}"
        return None

    def _timeouts(self) -> dict[str, dict[str, float]]:
        read = self.patience.read_seconds
        return {
            "timeout": {"connect": self.patience.connect_seconds, "read": read, "write": read, "pool": read}
        }

    def _pause(self, state: RetryCallState) -> float:
        patience = self.patience
        backoff = wait_exponential_jitter(
            initial=patience.first_wait_seconds,
            max=patience.longest_wait_seconds,
            jitter=patience.first_wait_seconds,
        )(state)
        error = state.outcome.exception() if state.outcome is not None else None
        asked = error.retry_after_seconds if isinstance(error, FetchError) else None
        return min(max(backoff, asked or 0.0), max(0.0, self.watch.left()))

    def _is_worth_a_try(self, error: BaseException) -> bool:
        if not isinstance(error, FetchError) or not error.is_passing:
            return False
        return (error.retry_after_seconds or 0.0) <= self.patience.longest_retry_after_seconds


def parse(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address without name, password and fragment; joined to `base` where it is relative.

    Raises:
        FetchError: it is no address.
    """
    try:
        url = httpx.URL(address) if base is None else base.join(address)
        url = url.copy_with(userinfo=b"", fragment=None)
        is_fit = len(str(url)) <= MAX_ADDRESS_CHARS and port_of(url) < 1 << 16
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError("address", "it leads to something that is not a web address") from error
    if not is_fit:
        raise FetchError("address", "it leads to an address that is too long or has no valid port")
    return url


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """What `Retry-After` asks for, which is either seconds or a date; None when it says neither."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _check_status(status: int, headers: httpx.Headers) -> None:
    if status in ANSWERS:
        return
    name = HTTPStatus(status).phrase if status in set(HTTPStatus) else "unknown status"
    said = f"the server answers {status} ({name})"
    if status in PASSING:
        raise FetchError(
            f"http_{status}",
            f"{said}; it may pass, so a later run tries again",
            is_passing=True,
            retry_after_seconds=retry_after_seconds(headers.get("retry-after"), datetime.now(UTC)),
        )
    raise FetchError(
        f"http_{status}", f"{said}{_ADVICE.get(status, '; open the address in a browser to see why')}"
    )


@contextmanager
def _told() -> Iterator[None]:
    """Turns what goes wrong on the wire into sentences."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchError(
            "timeout", "the server does not answer in time; a later run tries again", is_passing=True
        ) from error
    except (httpcore.ConnectError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(
            "unreachable", f"the server cannot be reached ({error}); a later run tries again", is_passing=True
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(
            "cut",
            "the connection broke off or the answer is not HTTP; a later run tries again",
            is_passing=True,
        ) from error


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body as it was before the server packed it, in small pieces however far it unpacks."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchError(
            "encoding", f"the server packs its answer as {encoding[:20]}, which was not asked for"
        )
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            packed = chunk
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, INFLATED_BYTES)
                packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError(
            "encoding", "the server's answer is packed wrongly; a later run tries again"
        ) from error
    if not unpacker.eof:
        raise FetchError("cut", "the answer ends early; a later run tries again", is_passing=True)
