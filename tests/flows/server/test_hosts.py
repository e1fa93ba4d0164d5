"""Pins under which names the server answers; `test_serve` asks a real one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flows.server.hosts import HostGuard, Message, is_known, known_names

NAMES = known_names("0.0.0.0", "bulletins.example.org, other.example.org")


@pytest.mark.parametrize(
    ("host", "is_answered"),
    [
        pytest.param("127.0.0.1:4200", True, id="this machine"),
        pytest.param("LOCALHOST:4200", True, id="by name"),
        pytest.param("[::1]:4200", True, id="IPv6"),
        pytest.param("192.0.2.7", True, id="no name can be turned into an address"),
        pytest.param("other.example.org:443", True, id="named"),
        pytest.param("rebound.example.org:4200", False, id="another site"),
        pytest.param("127.0.0.1.example.org", False, id="looks like an address"),
        pytest.param("localhost.example.org", False, id="looks like this machine"),
        pytest.param("", False, id="none"),
        pytest.param("[::1", True, id="half a bracket"),
        pytest.param("@127.0.0.1", False, id="with a sign"),
    ],
)
def test_names(host: str, is_answered: bool) -> None:
    assert is_known(host, NAMES) is is_answered


def _ask(kind: str, *hosts: bytes) -> list[Any]:
    said: list[Any] = []

    async def inner(*_: Any) -> None:
        said.append("answered")

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        said.append(message.get("status") or message.get("code") or message["type"])

    scope = {"type": kind, "headers": [(b"host", host) for host in hosts]}
    asyncio.run(HostGuard(inner, NAMES)(scope, receive, send))
    return said


def test_requests_and_sockets_of_other_names_never_reach_the_server() -> None:
    assert _ask("http", b"localhost:4200") == ["answered"]
    assert _ask("http", b"rebound.example.org") == [421, "http.response.body"]
    assert _ask("http", b"localhost", b"rebound.example.org") == [421, "http.response.body"]
    assert _ask("http") == [421, "http.response.body"]
    assert _ask("websocket", b"rebound.example.org") == [1008]
    assert _ask("lifespan") == ["answered"]
