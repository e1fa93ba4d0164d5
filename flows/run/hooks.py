"""Hands a run's message to what the user named: a command, or an address on the web.

Whether there is anything to tell, and what, is decided by `flows.run.aftermath`. Nothing here raises for
what a hook does wrong: each way of failing is one sentence, since a run is not worse for a message
that did not arrive. An address may hold a secret, so a sentence names its host only.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from typing import IO
from urllib.parse import urlsplit

HOOK_SECONDS = 30
# Waits between the tries of an address that does not answer, is busy, or fails.
POST_WAIT_SECONDS = (1.0, 4.0)
MAX_SHOWN_ERROR_CHARS = 200
SHOWN_ERROR_BYTES = 4096
HTTP_TOO_MANY_REQUESTS = 429
HTTP_SERVER_ERROR = 500


def run_command(command: str, message: bytes, *, seconds: float = HOOK_SECONDS) -> str | None:
    """Runs `command` without a shell, with the message on its standard input; None when it went well.

    Args:
        command: program and arguments, quoted as for a shell.
        message: what it reads.
        seconds: after so long it is ended, with all it has started.
    """
    words = shlex.split(command)
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        except OSError as error:
            return f"the notification command {words[0]} cannot be started ({error.strerror or error})"
        try:
            process.communicate(message, timeout=seconds)
        except subprocess.TimeoutExpired:
            return f"the notification command {words[0]} took longer than {seconds:g} seconds and was ended"
        finally:
            _end_group(process)
        if process.returncode == 0:
            return None
        return (
            f"the notification command {words[0]} failed (exit status {process.returncode}"
            f"{_last_words(errors)}); nobody may have been told"
        )


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends what is still at work; a command that has ended may have left something behind on purpose."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last_words(errors: IO[bytes]) -> str:
    """The last line that the command wrote to its standard error."""
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - SHOWN_ERROR_BYTES))
    lines = errors.read().decode("utf-8", "replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return f": {said[-1][:MAX_SHOWN_ERROR_CHARS]}" if said else ""


def post(url: str, message: bytes, *, seconds: float = HOOK_SECONDS) -> str | None:
    """Posts the message as JSON, some times if it has to be; None when it was taken.

    Redirects are not followed: the message goes where the user said, or nowhere.

    Args:
        url: address, `http` or `https`.
        message: JSON.
        seconds: for each try, from connecting to the answer.
    """
    import httpx

    fault = ""
    for wait in (*POST_WAIT_SECONDS, None):
        try:
            answer = httpx.post(
                url, content=message, headers={"Content-Type": "application/json"}, timeout=seconds
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            fault = type(error).__name__
        else:
            if answer.is_success:
                return None
            fault = f"HTTP status {answer.status_code}"
            if answer.status_code < HTTP_SERVER_ERROR and answer.status_code != HTTP_TOO_MANY_REQUESTS:
                break
        if wait is not None:
            time.sleep(wait)
    return f"the notification to {urlsplit(url).hostname} was not taken ({fault}); nobody may have been told"
