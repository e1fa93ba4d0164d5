"""Pins the command as a process: where it listens, whom it answers, and how it ends; in a browser, too."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browsing.issues import publish_issues
from tests.build import page, pdf
from tests.conftest import Folders
from tests.flows.browsing.seen import Seen
from tests.publishing import publish_bulletin
from tests.road import prose_lines

ROOT = Path(__file__).parents[3]
# Generous, for a machine that is busy with other things; nothing waits longer than it has to.
PATIENCE_SECONDS = 120
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _command(pair: Folders, *options: str) -> list[str]:
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    return [sys.executable, "-m", "flows.cli", "browse", *folders, *options]


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BULLETINS_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


class Browsing:
    """A running `bulletins browse` and what it said so far."""

    def __init__(self, pair: Folders, *options: str) -> None:
        self.log = pair.raw.with_name("browse.log")
        with self.log.open("wb") as stream:
            self.process = subprocess.Popen(
                _command(pair, *options), env=_environment(), stdout=stream, stderr=stream
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def url(self) -> str:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (found := re.search(r"page: (\S+)", self.said)) is None:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return found[1]

    def status(self, path: str, host: str | None = None) -> int:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_SECONDS)
        connection.request("GET", path, headers={} if host is None else {"Host": host})
        return connection.getresponse().status

    def stop(self, with_signal: signal.Signals) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def browsing(pair: Folders) -> Iterator[Browsing]:
    publish_issues(pair)
    sheet = page().line("Herring season opens", at=(72, 80), size=20, bold=True)
    publish_bulletin(pair, "sea/herring.pdf", pdf(sheet.lines(prose_lines(0, 6), at=(72, 120))))
    running = Browsing(pair, "--port", "0")
    yield running
    running.process.kill()
    running.process.wait()


def test_it_answers_this_machine_by_its_names_until_it_is_stopped(pair: Folders, browsing: Browsing) -> None:
    address = urlsplit(browsing.url)
    assert address.hostname == "127.0.0.1"
    assert browsing.status("/bulletins/overview") == 200
    assert browsing.status("/bulletins/overview", host="rebound.example.org") == 421
    second = subprocess.run(
        _command(pair, "--port", str(address.port)),
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 3
    assert "the page cannot be at 127.0.0.1" in second.stderr
    assert browsing.stop(signal.SIGINT) == 0
    assert browsing.said.splitlines()[1:] == [f"page: {browsing.url}  (stop with Ctrl-C)", "stopped"]


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
def test_a_reader_gets_from_words_to_their_place_on_the_page(browsing: Browsing, tmp_path: Path) -> None:
    def shown(path: str) -> Seen:
        """The page as it is once its scripts have run."""
        done = subprocess.run(
            [
                str(BROWSER),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={tmp_path / 'browser'}",
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--dump-dom",
                f"{browsing.url}{path}",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "CONSOLE" not in done.stderr, "scripts failed, or the page's policy refused something"
        return Seen(done.stdout)

    results = shown("/bulletins/overview?_search=herring")
    article = shown(results.link(".results h3 a"))
    assert article.texts("h1") == ["Herring season opens"]
    place = shown(article.link("a.place"))
    assert place.all("image.picture"), "the page has its picture"
    assert place.all(".block.kin"), "the article's blocks are marked on it"
    assert place.texts("#article-0.kin .head > .title") == ["Herring season opens"]
    assert browsing.stop(signal.SIGTERM) == 0
