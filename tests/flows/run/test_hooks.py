"""Pins how a message travels to a command or an address, and what is told when it does not arrive."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.run import hooks
from flows.run.hooks import post, run_command

MESSAGE = json.dumps({"run": {"published_count": 3}}).encode()


def _python(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


def test_a_command_reads_the_message(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "told"
    code = f'import sys, pathlib; pathlib.Path("{told}").write_bytes(sys.stdin.buffer.read()); print("hello")'
    assert run_command(_python(code), MESSAGE) is None
    assert told.read_bytes() == MESSAGE
    assert capfd.readouterr() == ("", ""), "what the command says spoils no output of ours"


def test_a_command_that_reads_nothing_is_fine() -> None:
    assert run_command("true", b"x" * 1_000_000) is None


def test_a_command_is_no_line_of_a_shell(tmp_path: Path) -> None:
    assert run_command(f"true ; touch {tmp_path}/made", MESSAGE) is None
    assert not (tmp_path / "made").exists()


def test_a_command_that_fails_is_told_with_its_last_words() -> None:
    code = 'import sys; print("first\\nno such desk", file=sys.stderr); sys.exit(7)'
    fault = run_command(_python(code), MESSAGE)
    assert fault is not None
    assert "failed (exit status 7: no such desk)" in fault


def test_a_command_that_is_not_there_is_told() -> None:
    fault = run_command("/no/such/program --now", MESSAGE)
    assert fault == "the notification command /no/such/program cannot be started (No such file or directory)"


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    began = time.monotonic()
    fault = run_command(f"sh -c 'sleep 60 & echo $! > {started}; wait'", MESSAGE, seconds=2)
    assert fault is not None
    assert "took longer than 2 seconds and was ended" in fault
    assert time.monotonic() - began < 30
    assert _is_gone(int(started.read_text()))


def _is_gone(pid: int) -> bool:
    """Whether the process has ended, given some time to; a zombie has."""
    for _ in range(100):
        try:
            if ") Z " in Path(f"/proc/{pid}/stat").read_text():
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


@dataclass
class Inbox:
    """A server on loopback: the statuses it answers with, one after the other, and what it got."""

    answers: list[int]
    bodies: list[bytes] = field(default_factory=list)
    types: list[str | None] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    box = Inbox([200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
            box.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            box.types.append(self.headers["Content-Type"])
            self.send_response(box.answers.pop(0))
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    monkeypatch.setattr(hooks, "POST_WAIT_SECONDS", (0.01, 0.01))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        box.url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()


def test_an_address_gets_the_message_as_json(inbox: Inbox) -> None:
    assert post(inbox.url, MESSAGE) is None
    assert (inbox.bodies, inbox.types) == ([MESSAGE], ["application/json"])


def test_an_address_that_is_busy_or_fails_is_tried_again(inbox: Inbox) -> None:
    inbox.answers = [503, 429, 204]
    assert post(inbox.url, MESSAGE) is None
    assert inbox.bodies == [MESSAGE] * 3


@pytest.mark.parametrize(
    ("answers", "tries", "status"), [([500] * 4, 3, 500), ([404] * 4, 1, 404), ([302] * 4, 1, 302)]
)
def test_an_address_that_does_not_take_it_is_told_without_its_secret(
    inbox: Inbox, answers: list[int], tries: int, status: int
) -> None:
    inbox.answers = answers
    fault = post(inbox.url, MESSAGE)
    assert fault == (
        f"the notification to 127.0.0.1 was not taken (HTTP status {status}); nobody may have been told"
    )
    assert len(inbox.bodies) == tries


def test_an_address_where_nobody_is_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "POST_WAIT_SECONDS", ())
    fault = post("http://127.0.0.1:9/hook", MESSAGE)
    assert fault is not None
    assert "the notification to 127.0.0.1 was not taken (ConnectError)" in fault
