"""Pins where settings come from, and that wrong ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import load_settings
from schemas.errors import ConfigurationError
from schemas.limits import ReadLimits


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RAW", "PROCESSED", "WORKERS", "ISSUE_SECONDS", "ISSUE_MEMORY_MB", "MAX_PAGES"):
        monkeypatch.delenv(f"BULLETINS_{name}", raising=False)


def test_defaults_are_folders_here_and_the_readers_limits() -> None:
    settings = load_settings()
    assert (settings.raw, settings.processed) == (Path("raw"), Path("processed"))
    assert settings.read_limits == ReadLimits()
    assert settings.workers >= 1


def test_the_environment_counts_and_options_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETINS_RAW", "/somewhere")
    monkeypatch.setenv("BULLETINS_WORKERS", "3")
    assert load_settings(workers=None).workers == 3
    settings = load_settings(workers=5)
    assert (settings.raw, settings.workers) == (Path("/somewhere"), 5)


def test_limits_of_a_child_come_from_the_settings() -> None:
    limits = load_settings(issue_seconds=7, issue_memory_mb=512).child_limits
    assert (limits.wall_seconds, limits.cpu_seconds, limits.memory_bytes) == (7, 7, 512 << 20)


def test_limits_of_reading_come_from_the_settings() -> None:
    limits = load_settings(max_pages=5, max_chars=6, max_stream_mb=7).read_limits
    assert limits == ReadLimits(max_pages=5, max_chars=6, max_stream_bytes=7 << 20)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BULLETINS_WORKERS", "many"), ("BULLETINS_WORKERS", "0"), ("BULLETINS_MAX_PAGES", "-1")],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"wrong setting: {name}: "):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BULLETINS_NOTIFY_COMMAND", "mail 'desk", "No closing quotation"),
        ("BULLETINS_NOTIFY_URL", "ftp://example.org/?token=secret", "not an address that begins with http"),
        ("BULLETINS_NOTIFY_URL", "https:///nobody", "not an address that begins with http"),
        ("BULLETINS_NOTIFY_ON", "sometimes", "'always' or 'problems'"),
    ],
)
def test_a_wrong_hook_is_named_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"wrong setting: {name}: .*{told}") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_an_empty_hook_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETINS_NOTIFY_COMMAND", "")
    monkeypatch.setenv("BULLETINS_NOTIFY_URL", " ")
    settings = load_settings()
    assert (settings.notify_command, settings.notify_url) == (None, None)


def test_settings_do_not_show_a_secret() -> None:
    assert "secret" not in repr(load_settings(notify_url="https://example.org/secret"))
