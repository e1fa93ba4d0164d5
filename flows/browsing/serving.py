"""Serves the site until it is told to stop, and shows each new state of the datasets as it comes."""

from __future__ import annotations

import os
import signal
import socket
import threading
import webbrowser
from contextlib import closing

import uvicorn

from flows.browsing.pages import ReviewPages
from flows.browsing.site import Served, Site
from flows.run.survey import open_store
from flows.server.address import Address, listen
from flows.server.hosts import HOST_VARIABLE, HostGuard, known_names
from flows.settings import Settings
from flows.telling.screen import show_line
from schemas.errors import StorageError
from tasks.browsing.database import open_database, state_of
from tasks.storage.store import Store

POLL_SECONDS = 5
# How long requests under way may take when it is told to stop.
GRACE_SECONDS = 2


def browse(settings: Settings, address: Address, *, open_it: bool) -> None:
    """Serves until Ctrl-C or SIGTERM.

    Raises:
        ConfigurationError: a folder is not there.
        StorageError: the port is taken, or the datasets cannot be read.
    """
    store = open_store(settings)
    with listen(address, "the page") as listener:
        show_line("looking at the datasets …")
        served = Served.of(open_database(store))
        pages = ReviewPages(settings.processed, settings.raw, settings.child_limits)
        with closing(Site(served, pages)) as site:
            url = address.page_url(listener.getsockname()[1])
            if not address.is_local:
                show_line(
                    f"warning: whoever reaches {address.host} reads all texts; it asks for no password and "
                    "speaks no TLS"
                )
            show_line(f"page: {url}  (stop with Ctrl-C)")
            if open_it:
                webbrowser.open(url)
            names = known_names(address.host, os.environ.get(HOST_VARIABLE, ""))
            config = uvicorn.Config(
                HostGuard(site, names),
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
            with closing(_Watch(store, site)):
                _run(uvicorn.Server(config), listener)
    show_line("stopped")


def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serves until a signal comes, which Uvicorn sends itself once more at its end: then it means nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run(sockets=[listener])


class _Watch:
    """Looks for another state of the datasets now and then, in a thread of its own."""

    def __init__(self, store: Store, site: Site) -> None:
        self._store = store
        self._site = site
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        told = ""
        while not self._is_over.wait(POLL_SECONDS):
            try:
                refresh(self._store, self._site)
                told = ""
            except StorageError as error:
                if str(error) != told:
                    show_line(f"still showing what was there before: {error}")
                told = str(error)


def refresh(store: Store, site: Site) -> None:
    """Shows the state of the datasets as it is now, if it is another one than what is shown.

    Raises:
        StorageError: it cannot be read; what is shown stays.
    """
    if state_of(store.processed) not in {None, site.state}:
        site.show(Served.of(open_database(store)))
