"""Pins that texts of bulletins reach a terminal as text, and other readers without wrapping."""

from __future__ import annotations

import sys

import pytest

from flows.telling.screen import Grid, printable, show_grid, show_line, write_json

GRID = Grid(("title", "words"), [("[red]Lake[/red]\n level", "7"), ("A " + "very " * 40 + "long one", "12")])


def test_plain_lines_are_aligned_and_do_not_wrap(capsys: pytest.CaptureFixture[str]) -> None:
    show_grid(Grid(GRID.headers, GRID.rows, frozenset({"words"})))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("[red]Lake[/red] level ")
    assert [len(line) for line in lines] == [len(lines[0])] * 3
    assert lines[2].endswith("  " + "   12")


def test_terminal_gets_a_table_without_reading_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    show_grid(GRID)
    shown = capsys.readouterr().err
    assert "[red]Lake[/red] level" in shown
    assert len(shown.splitlines()) > 3


def test_steering_characters_are_shown_as_what_they_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert printable("a\x1b[2J\tb\nc\u0441") == "a\N{REPLACEMENT CHARACTER}[2J\tb\nc\u0441"
    show_line("a\x07")
    assert capsys.readouterr().err == "a\N{REPLACEMENT CHARACTER}\n"


def test_json_refuses_what_it_cannot_say() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        write_json({"what": object()})
