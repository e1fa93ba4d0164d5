"""Pins that texts of bulletins reach a terminal as text, and other readers without wrapping."""

from __future__ import annotations

import json
import sys

import pytest

from flows.run.report import IssueOutcome, RunReport, State
from flows.run.wording import as_json
from flows.telling import screen
from flows.telling.screen import Grid, printable, show_grid, show_line, write_json
from tests.builders import run_row

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


@pytest.mark.parametrize("parts", [1, 7, 10_000])
def test_a_run_is_one_json_document_however_many_parts_are_written_at_a_time(
    parts: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PARTS_PER_WRITE", parts)
    outcomes = tuple(IssueOutcome(f"lake/{number}", f"Lake/{number}.pdf", State.UNCHANGED) for number in "12")
    report = RunReport(run_row(), outcomes)
    write_json(report.as_json())
    written = capsys.readouterr().out
    assert written == as_json(report.as_json()) + "\n"
    issues = json.loads(written)["issues"]
    assert [issue["issue_id"] for issue in issues] == ["lake/1", "lake/2"]
    assert (issues[0]["state"], issues[0]["changes"]) == ("unchanged", None)
