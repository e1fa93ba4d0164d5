"""Which hosts and IP addresses a source may talk to, and connections that go nowhere else.

The name of a host is resolved once, every answer is checked, and the connection goes to a checked
address, so that a second answer of the name server cannot lead elsewhere. Each connection also has a
deadline that a server which drips bytes cannot stretch. What is asked for is the business of
`tasks.fetching.web`.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, Self

import httpcore
import httpx

from schemas.errors import FetchError, FetchStoppedError
from schemas.profile import FetchProfile

PORTS = {"http": 80, "https": 443}
# A blocked read wakes this often to see whether it should go on.
SLICE_SECONDS = 0.5
# Addresses of IPv6 that carry one of IPv4 in their last four bytes, through a gateway.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Where clouds hand out credentials, besides link-local addresses.
_METADATA = frozenset(
    map(
        ipaddress.ip_address,
        ["100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"],
    )
)
_ALWAYS_REFUSED = ["is_multicast", "is_site_local", "is_unspecified", "is_reserved", "is_link_local"]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
SocketOptions = Iterable[Any]


@dataclass(frozen=True, slots=True)
class HostRules:
    """Hosts and ports that a source may talk to; names as they go over the wire, in lower case."""

    allowed: frozenset[tuple[str, int]]
    allow_private: bool

    @classmethod
    def of(cls, profile: FetchProfile) -> Self:
        """Hosts of the profile's addresses and those it allows, at the usual ports and those it names."""
        named = [httpx.URL(address) for address in profile.addresses]
        ports = [(host_of(url), port_of(url)) for url in named]
        extra = [httpx.URL(f"http://{host}") for host in profile.allowed_hosts]
        ports += [(host_of(url), url.port) for url in extra if url.port is not None]
        plain = [host_of(url) for url in (*named, *(url for url in extra if url.port is None))]
        usual = {(host, port) for host in plain for port in PORTS.values()}
        return cls(frozenset(ports) | usual, profile.allow_private)

    def allows(self, url: httpx.URL) -> bool:
        return url.scheme in PORTS and (host_of(url), port_of(url)) in self.allowed

    def check(self, url: httpx.URL) -> None:
        """Raises `FetchError` for a scheme, host or port that the profile does not allow."""
        if url.scheme not in PORTS:
            raise FetchError("scheme", "the address is neither http nor https, so it is not fetched")
        if not self.allows(url):
            name = host_of(url) if url.port is None else f"{host_of(url)}:{url.port}"
            raise FetchError(
                "host",
                f"it leads to the host {name}, which the profile does not allow; "
                "if it is to be trusted, add it to allowed_hosts",
            )


def host_of(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").lower().rstrip(".")


def port_of(url: httpx.URL) -> int:
    return url.port or PORTS.get(url.scheme, 0)


def is_allowed_ip(text: str, *, allow_private: bool) -> bool:
    """Whether a connection may go to this IP address.

    Private networks and this machine are a question of the profile; addresses where clouds hand out
    credentials (link-local ones among them), multicast, unspecified and reserved ones are never allowed.
    """
    address = _innermost(ipaddress.ip_address(text.partition("%")[0]))
    if address.is_loopback:
        return allow_private
    if address in _METADATA or any(getattr(address, name, False) for name in _ALWAYS_REFUSED):
        return False
    return address.is_global or (allow_private and _is_local(address))


def _innermost(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address


def _is_local(address: IPAddress) -> bool:
    """Private networks, and the shared one of providers (100.64.0.0/10), which Python calls neither."""
    is_broken = isinstance(address, ipaddress.IPv4Address) and int(address) >> 24 == 0
    return not is_broken


@dataclass(slots=True)
class Watch:
    """What bounds an exchange: a deadline (monotonic seconds), and whether all is being stopped."""

    stop: threading.Event
    deadline: float = float("inf")

    def left(self) -> float:
        """Seconds left.

        Raises:
            FetchStoppedError: all is being stopped.
            FetchError: there are none left.
        """
        if self.stop.is_set():
            raise FetchStoppedError
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise FetchError(
                "time_limit",
                "it took too long in all and was given up; if the file is only large or the server slow, "
                "raise max_seconds",
            )
        return seconds

    def sleep(self, seconds: float) -> None:
        """Waits, but not past a stop."""
        if self.stop.wait(max(0.0, seconds)):
            raise FetchStoppedError


@dataclass(slots=True)
class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to addresses that the rules allow, and to no others."""

    rules: HostRules
    watch: Watch
    _inner: httpcore.SyncBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("it has no address")
        for address in self._resolve(host, port):
            seconds = min(self.watch.left(), timeout or float("inf"))
            try:
                inner = self._inner.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return CheckedStream(inner, self.watch)
        raise failure

    def _resolve(self, host: str, port: int) -> list[str]:
        """All addresses of the host, in the order of the system's resolver; one bad one spoils them all."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name cannot be resolved: {error}") from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        for address in addresses:
            if not is_allowed_ip(address, allow_private=self.rules.allow_private):
                raise FetchError(
                    "private_address",
                    f"the host {host} is at {address}, which is not an address of the public internet; "
                    "if it is a server of your own network, set allow_private = true",
                )
        return addresses


class CheckedStream(httpcore.NetworkStream):
    """A connection whose reads and writes end with the watch, however slowly bytes come."""

    def __init__(self, inner: httpcore.NetworkStream, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = time.monotonic() + (timeout or float("inf"))
        while True:
            seconds = min(self._watch.left(), until - time.monotonic(), SLICE_SECONDS)
            try:
                return self._inner.read(max_bytes, max(seconds, 0.001))
            except httpcore.ReadTimeout:
                if time.monotonic() >= until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, min(self._watch.left(), timeout or float("inf")))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = min(self._watch.left(), timeout or float("inf"))
        return CheckedStream(self._inner.start_tls(ssl_context, server_hostname, seconds), self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
