"""By which names our Prefect server may be asked, so that no web page leads a browser to it.

A page of another site can give its own name the address of this machine (DNS rebinding) and then send
requests here as if they were its own; their `Host` header still bears that name. Who may log in is Prefect's
business.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MISDIRECTED = 421
POLICY_VIOLATION = 1008
HOST_VARIABLE = "BULLETINS_SERVE_HOSTS"
_REFUSAL = (
    f"this name is not known here; name it in {HOST_VARIABLE}, or use the address in numbers\n".encode()
)


def known_names(host: str, more: str = "") -> frozenset[str]:
    """Names for a server that listens on `host`; `more` has further ones, parted by commas."""
    own = {"localhost", host, socket.gethostname(), *more.split(",")}
    return frozenset(name.strip().lower() for name in own if name.strip())


def is_known(host: str, names: Iterable[str]) -> bool:
    """Whether a `Host` header, with a port or without, is one of `names` or an address in numbers."""
    name = host.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    return name in names or _is_numbers(name)


def _is_numbers(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class HostGuard:
    """An application that answers only those who ask for it by a known name."""

    def __init__(self, inner: Application, names: frozenset[str]) -> None:
        self._inner = inner
        self._names = names

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_known(_host_of(scope), self._names):
            await self._inner(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": MISDIRECTED, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSAL})


def _host_of(scope: Message) -> str:
    values = [value for name, value in scope["headers"] if name == b"host"]
    return values[0].decode("latin-1") if len(values) == 1 else ""
