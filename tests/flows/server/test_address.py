"""Pins how an address is told, and that a port that is taken is one sentence."""

from __future__ import annotations

import pytest

from flows.server.address import ANY_LOCAL, Address, listen
from schemas.errors import StorageError


@pytest.mark.parametrize(
    ("host", "is_local", "url"),
    [
        pytest.param("127.0.0.1", True, "http://127.0.0.1:80", id="this machine"),
        pytest.param("localhost", True, "http://localhost:80", id="by name"),
        pytest.param("::1", True, "http://[::1]:80", id="IPv6"),
        pytest.param("0.0.0.0", False, "http://127.0.0.1:80", id="all addresses"),
        pytest.param("::", False, "http://[::1]:80", id="all addresses of IPv6"),
        pytest.param("192.0.2.7", False, "http://192.0.2.7:80", id="another address"),
    ],
)
def test_where_it_is_seen_from_here(host: str, is_local: bool, url: str) -> None:
    address = Address(host, 0)
    assert (address.is_local, address.page_url(80)) == (is_local, url)


def test_a_port_that_is_taken_is_told() -> None:
    with listen(ANY_LOCAL, "the page") as listener:
        taken = Address("127.0.0.1", listener.getsockname()[1])
        with pytest.raises(StorageError, match=r"the page cannot be at 127\.0\.0\.1.*Address already in use"):
            listen(taken, "the page")
