"""The site over a few issues, as those who know its name are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpx
import pytest

from flows.browsing.pages import ReviewPages
from flows.browsing.site import Served, Site
from tasks.browsing.database import open_database
from tasks.isolation.sandbox import ChildLimits
from tasks.storage.store import Store
from tests.browsing.issues import publish_issues
from tests.conftest import Folders


@dataclass(frozen=True)
class Asked:
    """A site and who asks it."""

    store: Store
    site: Site

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def ask(self, method: str, path: str) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.site)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.request(method, path)

        return asyncio.run(answer())


@contextmanager
def asking(pair: Folders) -> Iterator[Asked]:
    """The site over a few issues that are published in `pair`."""
    store = publish_issues(pair)
    pages = ReviewPages(pair.processed, pair.raw, ChildLimits(wall_seconds=60, cpu_seconds=60))
    with closing(Site(Served.of(open_database(store)), pages)) as site:
        yield Asked(store, site)


@pytest.fixture
def store(pair: Folders) -> Store:
    return publish_issues(pair)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One site for all tests that only look."""
    root = tmp_path_factory.mktemp("browse")
    (root / "raw").mkdir()
    with asking(Folders(root / "raw", root / "processed")) as asked:
        yield asked
