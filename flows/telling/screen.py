"""How results reach a person or a program: what is told on stderr, what was asked for on stdout.

On stdout are JSON, documents, and the lines and tables of `status`. Rich is used on a terminal only;
elsewhere tables become plain aligned lines that do not wrap. What is shown is decided by the callers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import typer

from flows.run.wording import json_parts
from schemas.errors import StorageError

COLUMN_GAP = "  "
PARTS_PER_WRITE = 10_000  # of JSON, each a few characters


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to show; `right` names the columns of numbers."""

    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: frozenset[str] = frozenset()


def show_line(text: str = "") -> None:
    """One line, or a text of several, for a person."""
    typer.echo(printable(text), err=True)


def show_grid(grid: Grid) -> None:
    _put_grid(grid, err=True)


def write_line(text: str) -> None:
    """One line for a person who may pipe it on, on standard output."""
    typer.echo(printable(text))


def write_grid(grid: Grid) -> None:
    _put_grid(grid, err=False)


def _put_grid(grid: Grid, *, err: bool) -> None:
    if (sys.stderr if err else sys.stdout).isatty():
        _put_rich(grid, err=err)
        return
    for line in _plain_lines(grid):
        typer.echo(line, err=err)


def write_json(value: object) -> None:
    """`value` for a program, on standard output."""
    parts = json_parts(value)
    while text := "".join(islice(parts, PARTS_PER_WRITE)):
        _write(text)
    _write("\n")


def write_document(text: str) -> None:
    _write(text)


def _write(text: str) -> None:
    """On standard output, to its end.

    Raises:
        StorageError: what it leads to takes no more; `| head` that has seen enough is no such case.
    """
    try:
        typer.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # Or the interpreter tries the same once more as it ends, and complains by itself.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StorageError(
            f"standard output takes no more ({error.strerror}), so what was to be told is not whole; make "
            "room where it leads to, and ask again"
        ) from error


def printable(text: str) -> str:
    """`text` without characters that could steer a terminal; line feeds and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _cell(text: str) -> str:
    return printable(" ".join(text.split()))


def _put_rich(grid: Grid, *, err: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in grid.headers:
        table.add_column(header, justify="right" if header in grid.right else "left", overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(stderr=err).print(table)


def _plain_lines(grid: Grid) -> list[str]:
    rows = [tuple(_cell(value) for value in row) for row in (grid.headers, *grid.rows)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(grid.headers))]
    is_right = [header in grid.right for header in grid.headers]
    return [
        COLUMN_GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_right, strict=True)
        ).rstrip()
        for row in rows
    ]
