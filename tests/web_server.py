"""A real HTTP server on loopback that answers, and misbehaves, as a test tells it to."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PDF = b"%PDF-1.4\n" + b"x" * 3000 + b"\n%%EOF\n"


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]


Act = Callable[["Handler"], None]


@dataclass
class Site:
    """Answers by path; each list is used up to its last, which stays."""

    port: int = 0
    acts: dict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *acts: Act) -> str:
        self.acts[path] = list(acts)
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Looks up what to do; `site` is set by `serving`."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802
        self.site.asked.append(Asked(self.path, {key.lower(): value for key, value in self.headers.items()}))
        acts = self.site.acts.get(self.path)
        act = give(b"nothing here", "text/html", status=404) if not acts else acts[0]
        if acts and len(acts) > 1:
            acts.pop(0)
        try:
            act(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def give(body: bytes, content_type: str = "application/pdf", *, status: int = 200, **headers: str) -> Act:
    """A plain answer; `Last_Modified=…` becomes a header. A matching validator is answered 304."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def act(handler: Handler) -> None:
        asked = {key.lower(): value for key, value in handler.headers.items()}
        is_same = "ETag" in named and asked.get("if-none-match") == named["ETag"]
        if is_same or ("Last-Modified" in named and asked.get("if-modified-since") == named["Last-Modified"]):
            handler.start(304, {**named, "Content-Length": "0"})
            return
        handler.start(status, {"Content-Type": content_type, "Content-Length": str(len(body)), **named})
        handler.wfile.write(body)

    return act


def redirect(location: str, status: int = 302) -> Act:
    return lambda handler: handler.start(status, {"Location": location, "Content-Length": "0"})


def cut(body: bytes, at: int, **headers: str) -> Act:
    """Promises all of the body and breaks off; asked for the rest, it gives that."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def act(handler: Handler) -> None:
        handler.start(200, {"Content-Type": "application/pdf", "Content-Length": str(len(body)), **named})
        handler.wfile.write(body[:at])
        handler.wfile.flush()
        handler.close_connection = True

    return act


def rest(body: bytes, **headers: str) -> Act:
    """Answers a range with what is left, if `If-Range` names the same ETag."""

    def act(handler: Handler) -> None:
        start = int(handler.headers.get("Range", "bytes=0-")[6:-1])
        is_same = handler.headers.get("If-Range") == headers["ETag"]
        if not start or not is_same:
            give(body, **headers)(handler)
            return
        piece = body[start:]
        said = {
            "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}",
            "Content-Length": str(len(piece)),
        }
        handler.start(206, {"Content-Type": "application/pdf", **said, **headers})
        handler.wfile.write(piece)

    return act


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
