"""Pins where the embedded server lives, and what is told when it cannot; `test_serve` kills its owner."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.server.address import Address
from flows.server.embedded import (
    OWNER_VARIABLE,
    EmbeddedPrefect,
    take_home,
    take_lasting_home,
    take_login,
)
from schemas.errors import StorageError


def test_two_runs_at_once_have_homes_of_their_own(tmp_path: Path) -> None:
    first, first_lock = take_home(tmp_path)
    with first_lock:
        second, second_lock = take_home(tmp_path)
        second_lock.close()
    third, third_lock = take_home(tmp_path)
    third_lock.close()
    assert [home.name for home in (first, second, third)] == ["prefect", "prefect-2", "prefect"]


def test_a_server_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "nonsense://")
    server = EmbeddedPrefect(tmp_path)
    assert not server.has_ended
    server.start()
    with pytest.raises(StorageError, match="did not start; see .*server.log, or run again with --direct"):
        server.wait()
    deadline = time.monotonic() + 30
    while not server.has_ended and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.has_ended
    server.stop()
    assert not server.has_ended


def test_a_folder_is_served_once(tmp_path: Path) -> None:
    home, lock = take_lasting_home(tmp_path)
    assert home == tmp_path / "serve"
    with lock, pytest.raises(StorageError, match="another `bulletins serve` works on .* already"):
        EmbeddedPrefect(tmp_path, Address("127.0.0.1", 0)).start()
    take_lasting_home(tmp_path)[1].close()


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StorageError, match=f"port {port}: Address already in use; .* --port"):
            EmbeddedPrefect(tmp_path, Address("127.0.0.1", port)).start()
    take_lasting_home(tmp_path)[1].close()


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:0"), ("0.0.0.0", "http://127.0.0.1:0"), ("::", "http://[::1]:0")],
    ids=["this machine", "every address", "every address, IPv6"],
)
def test_the_page_is_named_as_this_machine_reaches_it(tmp_path: Path, host: str, url: str) -> None:
    server = EmbeddedPrefect(tmp_path, Address(host, 0))
    assert server.page_url == url
    assert server.environment["PREFECT_API_URL"] == f"{url}/api"


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.0.1.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
    ],
)
def test_an_address_tells_whether_others_reach_it(host: str, is_local: bool) -> None:
    assert Address(host, 4200).is_local is is_local


def test_a_login_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    login = take_login(tmp_path / "login")
    name, _, password = login.partition(":")
    assert (name, len(password)) == ("bulletins", 32)
    (tmp_path / "login").chmod(0o644)
    assert take_login(tmp_path / "login") == login
    assert (tmp_path / "login").stat().st_mode & 0o777 == 0o600
    (tmp_path / "login").write_text("")
    with pytest.raises(StorageError, match="holds no name:password; remove it"):
        take_login(tmp_path / "login")


def test_a_run_whose_owner_went_while_it_started_ends(tmp_path: Path) -> None:
    """The owner is gone before the run asks who it is; its parent is another process by then."""
    code = "import time; from flows.server.embedded import end_with_owner; end_with_owner(); time.sleep(60)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        env={**os.environ, OWNER_VARIABLE: "1"},
        timeout=50,
        check=False,
    )
    assert run.returncode == -signal.SIGTERM
