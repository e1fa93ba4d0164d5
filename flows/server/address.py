"""Where a server of ours listens, and how it is reached from this machine."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from schemas.errors import StorageError


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens; port 0 is any free one."""

    host: str
    port: int

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")

    def page_url(self, port: int) -> str:
        """Its pages, seen from this machine, once it listens on `port`."""
        local = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{local}]' if ':' in local else local}:{port}"


ANY_LOCAL = Address("127.0.0.1", 0)


def listen(address: Address, what: str) -> socket.socket:
    """A listening socket for `what`, as a person calls it.

    Raises:
        StorageError: the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        # Python adds the address in brackets, which the sentence names already.
        reason = str(error.strerror or error).split(" (while ")[0]
        raise StorageError(
            f"{what} cannot be at {address.host}, port {address.port}: {reason}; "
            "name another port with --port, or stop what uses this one"
        ) from error
