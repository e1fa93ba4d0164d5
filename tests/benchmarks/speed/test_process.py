"""What a process took is told with all that it started, and with what it said."""

from __future__ import annotations

import sys

import pytest

from benchmarks.speed.process import BenchmarkError, run

SPEAK = "import sys; print('found'); print('lost', file=sys.stderr); sys.exit(3)"
BURN = "x = 0\nfor n in range(3_000_000): x += n"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}], check=True)"
# The child outlives its parent, which does not wait for it.
DESERTER = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}], start_new_session=True)"
)


def test_output_errors_and_exit_status_come_back() -> None:
    ended = run([sys.executable, "-c", SPEAK])
    assert (ended.output, ended.errors, ended.exit_status) == (b"found\n", b"lost\n", 3)


@pytest.mark.parametrize("code", [PARENT, DESERTER], ids=["waits for its child", "leaves its child behind"])
def test_time_of_what_it_started_counts(code: str) -> None:
    took = run([sys.executable, "-c", code]).took
    assert took.cpu_seconds > 2 * took.own_cpu_seconds


def test_peak_is_that_of_the_process_and_not_of_whoever_measures() -> None:
    ballast = bytearray(200 << 20)
    assert run(["true"]).took.peak_mib < 50
    assert run([sys.executable, "-c", "bytearray(b'x') * (100 << 20)"]).took.peak_mib > 100
    del ballast


def test_settings_of_whoever_measures_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETINS_MAX_PAGES", "1")
    code = "import os; print(sorted(name for name in os.environ if name.startswith('BULLETINS_')))"
    assert run([sys.executable, "-c", code]).output == b"[]\n"


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(BenchmarkError, match="no-such-reader"):
        run(["no-such-reader"])
